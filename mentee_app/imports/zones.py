"""Finds the IANA zone behind the names that calendar programs give to time zones, and behind their own rules for one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from mentee_app.domain import moments

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_WITH_RULES = 200
"""Zones that a file explains itself; no file needs more."""


@dataclass(frozen=True)
class Rule:
    """When the clocks change to `after`: each year on that weekday of a month, on one day of it, or on single days."""

    start: datetime
    after: timedelta
    month: int = 0
    place: int = 0
    weekday: int = 0
    days: tuple[datetime, ...] = ()

    def in_year(self, year: int) -> list[datetime]:
        """The walls at which it begins in a year."""
        found = [day for day in (self.start, *self.days) if day.year == year]
        if self.month and self.start.year <= year and not found:
            day = date(year, self.month, 1)
            if self.place:
                day = _placed(day, self.weekday, self.place)
            else:
                day = day.replace(day=min(self.start.day, 28))
            found = [datetime.combine(day, self.start.time())]
        return found


@dataclass(frozen=True)
class Explained:
    """A zone as a file explains it."""

    name: str
    rules: tuple[Rule, ...]

    def offset(self, wall: datetime) -> timedelta:
        """How far ahead of UTC its clocks are at a wall time."""
        begun = [
            (at, rule.after) for rule in self.rules for year in (wall.year - 1, wall.year)
            for at in rule.in_year(year) if at <= wall
        ]  # fmt: skip
        if begun:
            return max(begun)[1]
        return max(self.rules, key=lambda rule: (rule.start <= wall, rule.start)).after


def by_name(name: str) -> str | None:
    """The IANA zone that a name means: its own, a path that ends in it, Windows's name, or a city; None for any other."""
    name = name.strip().strip("\"'").strip()[:300]
    known = _by_small_letters()
    found = known.get(name.casefold().replace(" ", "_")) or _windows().get(name.casefold())
    if found:
        return found
    parts = [part for part in name.split("/") if part]
    for length in (3, 2, 1):
        found = known.get("/".join(parts[-length:]).casefold())
        if found and len(parts) > length:
            return found
    if re.fullmatch(r"\(?(GMT|UTC|Z)\)?", name, re.IGNORECASE):
        return "UTC"
    return _by_city(name)


def by_rules(explained: Explained, around: int, first: Iterable[str]) -> str | None:
    """The zone whose clocks go like this in the year `around` and the next; those in `first` are asked before others."""
    walls = [datetime(year, month, day, 12) for year, month, day in _samples(around)]
    try:
        wanted = [explained.offset(wall) for wall in walls]
    except (ValueError, OverflowError):
        return None
    for zone in dict.fromkeys((*first, *_windows().values())):
        if _offsets(zone, around) == wanted:
            return zone
    return None


def explained(lines: Sequence[str]) -> Explained | None:
    """A zone from the lines of its VTIMEZONE; None where they say too little."""
    name, rules = "", []
    values: dict[str, str] = {}
    for line in lines:
        key, _colon, value = line.partition(":")
        key = key.split(";")[0].strip().upper()
        if key == "BEGIN":
            values = {}
        elif key == "END":
            rule = _rule(values)
            rules += [rule] if rule else []
        elif key == "TZID":
            name = value.strip()
        else:
            values[key] = f"{values[key]},{value}" if key == "RDATE" and key in values else value.strip()
    return Explained(name, tuple(rules[:_MOST_WITH_RULES])) if name and rules else None


def offset(text: str) -> timedelta | None:
    """An offset as a calendar writes it, like "+0130"."""
    found = re.fullmatch(r"([+-]?)(\d\d):?(\d\d)(?::?(\d\d))?", text.strip(), re.ASCII)
    if not found:
        return None
    amount = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return (-amount if found[1] == "-" else amount) if amount < timedelta(days=1) else None


def at_offset(wall: datetime, amount: timedelta, zone: str) -> datetime:
    """The wall time in `zone` of a wall time that is `amount` ahead of UTC."""
    return (wall - amount).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _rule(values: dict[str, str]) -> Rule | None:
    after, start = offset(values.get("TZOFFSETTO", "")), _wall(values.get("DTSTART", ""))
    if after is None or start is None:
        return None
    rule = dict(part.upper().split("=", 1) for part in values.get("RRULE", "").split(";") if "=" in part)
    days = tuple(day for text in values.get("RDATE", "").split(",")[:500] if (day := _wall(text)))
    if rule.get("FREQ") != "YEARLY" or "UNTIL" in rule:
        return Rule(start, after, days=days)
    month = rule.get("BYMONTH", str(start.month))
    place = re.fullmatch(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)", rule.get("BYDAY", ""))
    month_number = (
        int(month) if month.isascii() and month.isdigit() and 1 <= int(month) <= 12 else start.month
    )
    if place:
        return Rule(start, after, month_number, int(place[1]), _WEEKDAYS.index(place[2]), days)
    return Rule(start, after, month_number, days=days)


def _placed(month: date, weekday: int, place: int) -> date:
    if place > 0:
        day = month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * (place - 1))
        return day if day.month == month.month else day - timedelta(days=7)
    after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    last = after - timedelta(days=1)
    day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-place - 1))
    return day if day.month == month.month else day + timedelta(days=7)


def _wall(text: str) -> datetime | None:
    found = re.fullmatch(r"(\d{8})(?:T(\d{6})Z?)?", text.strip(), re.ASCII)
    try:
        return datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S") if found else None
    except ValueError:
        return None


def _by_city(name: str) -> str | None:
    """The zone of one of the cities in a name like "(UTC+01:00) Amsterdam, Berlin, Rome"."""
    cities = _cities()
    for part in re.split(r"[,;/()]", name)[:20]:
        found = cities.get(part.strip().casefold().replace(" ", "_"))
        if found:
            return found
    return None


@cache
def _windows() -> dict[str, str]:
    from tzlocal.windows_tz import win_tz

    return {name.casefold(): zone for name, zone in win_tz.items()}


@cache
def _by_small_letters() -> dict[str, str]:
    return {
        name.casefold(): name for name in sorted(moments.zones()) if not name.startswith(("right/", "posix/"))
    }


@cache
def _cities() -> dict[str, str]:
    """Cities that name one zone, like "berlin"; not the ones that mean a rule or a country."""
    found: dict[str, str] = {}
    for name in sorted(moments.zones()):
        area, _slash, city = name.partition("/")
        if city and area in (
            "Africa",
            "America",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific",
        ):
            found.setdefault(city.rpartition("/")[2].casefold(), name)
    return found


@cache
def _offsets(zone: str, around: int) -> list[timedelta]:
    there = ZoneInfo(zone)
    days = (datetime(year, month, day, 12, tzinfo=there) for year, month, day in _samples(around))
    return [day.utcoffset() or timedelta() for day in days]


def _samples(around: int) -> list[tuple[int, int, int]]:
    """Days of two years, two a month, at which clocks are compared."""
    years = (around, around + 1)
    return [(year, month, day) for year in years for month in range(1, 13) for day in (1, 15)]
