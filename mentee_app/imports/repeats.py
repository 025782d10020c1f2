"""The times that a calendar's rule for repeating gives, as wall times; a rule that would never end is cut off."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mentee_app.domain import series
from mentee_app.domain.series import Rule

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = frozenset("FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYMONTH BYSETPOS WKST".split())
_MOST_PERIODS = 20_000
"""Days, weeks, months or years that are looked at: a rule that gives less than 104 times in them gives no more."""


class Unknown(Exception):
    """A rule that is not understood."""


@dataclass(frozen=True)
class Repeat:
    """A rule. `until` is the last wall time, or None; `places` are (which in its month, 0 for each; weekday)."""

    every: str
    interval: int
    count: int | None
    until: datetime | None
    until_is_utc: bool
    places: tuple[tuple[int, int], ...]
    month_days: tuple[int, ...]
    months: tuple[int, ...]
    positions: tuple[int, ...]
    week_start: int

    @property
    def endless(self) -> bool:
        """Whether it says no end."""
        return self.count is None and self.until is None


def repeat(text: str) -> Repeat:
    """A rule as a calendar writes it. Raises Unknown."""
    values = dict(part.upper().split("=", 1) for part in text.strip().split(";") if "=" in part)
    every = values.get("FREQ", "").strip()
    if values.keys() - _KNOWN or every not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or len(text) > 2000:
        raise Unknown
    until, is_utc = _until(values.get("UNTIL", ""))
    found = Repeat(
        every,
        _number(values.get("INTERVAL", "1"), 1000),
        _number(values["COUNT"], 1_000_000) if "COUNT" in values else None,
        until,
        is_utc,
        _places(values.get("BYDAY", "")),
        _numbers(values.get("BYMONTHDAY", ""), -31, 31),
        _numbers(values.get("BYMONTH", ""), 1, 12),
        _numbers(values.get("BYSETPOS", ""), -366, 366),
        _WEEKDAYS.index(values["WKST"]) if values.get("WKST") in _WEEKDAYS else 0,
    )
    if every in ("DAILY", "WEEKLY") and any(which for which, _weekday in found.places):
        raise Unknown
    if every == "YEARLY" and (found.places or found.month_days) and not found.months:
        raise Unknown
    return found


def walls(rule: Repeat, start: datetime, last: datetime) -> Iterator[datetime]:
    """The wall times from `start` on, which is the first of them, until `last` or the rule's own end."""
    given = 0
    for wall in _all(rule, start, last):
        if wall > last or (rule.until and wall > rule.until):
            return
        yield wall
        given += 1
        if given == rule.count:
            return


def as_series(zone: str, found: list[datetime]) -> Rule | None:
    """The rule of ours that gives exactly these times (the first of them first); None where there is none."""
    if not 2 <= len(found) <= series.MOST:
        return None
    rules = (Rule.WEEKLY, Rule.TWO_WEEKS, Rule.MONTHLY_DAY, Rule.MONTHLY_WEEKDAY)
    for rule in rules:
        if [each.wall for each in series.occurrences(rule, found[0], "UTC", len(found))] == found:
            return rule
    return None


def _all(rule: Repeat, start: datetime, last: datetime) -> Iterator[datetime]:
    yield start
    days_in_period = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}[rule.every] * rule.interval
    periods = max(0, (last - start).days) // days_in_period + 2
    try:
        for number in range(min(periods, _MOST_PERIODS)):
            days = sorted(set(_days(rule, start.date(), number)))
            if rule.positions:
                wanted = (each - (each > 0) for each in rule.positions if each)
                days = sorted({days[each] for each in wanted if -len(days) <= each < len(days)})
            yield from (wall for day in days if (wall := datetime.combine(day, start.time())) > start)
    except (OverflowError, ValueError):
        return  # after the year 9999


def _days(rule: Repeat, start: date, number: int) -> list[date]:
    """The days that the rule gives in its period with this number."""
    step = number * rule.interval
    if rule.every == "DAILY":
        return [day for day in [start + timedelta(days=step)] if _allowed(rule, day)]
    if rule.every == "WEEKLY":
        monday = start - timedelta(days=(start.weekday() - rule.week_start) % 7) + timedelta(weeks=step)
        weekdays = {weekday for _which, weekday in rule.places} or {start.weekday()}
        week = (monday + timedelta(days=each) for each in range(7))
        return [day for day in week if day.weekday() in weekdays and (not rule.months or day.month in rule.months)]  # fmt: skip
    if rule.every == "MONTHLY":
        years, month = divmod(start.month - 1 + step, 12)
        first = date(start.year + years, month + 1, 1)
        return _in_month(rule, start, first) if not rule.months or first.month in rule.months else []
    months = rule.months or (start.month,)
    return [day for month in months for day in _in_month(rule, start, date(start.year + step, month, 1))]


def _in_month(rule: Repeat, start: date, first: date) -> list[date]:
    length = calendar.monthrange(first.year, first.month)[1]
    every = [first.replace(day=each) for each in range(1, length + 1)]
    if not rule.places and not rule.month_days:
        return [day for day in every if day.day == start.day]
    if rule.month_days:
        every = [
            day for day in every if day.day in rule.month_days or day.day - length - 1 in rule.month_days
        ]
    if rule.places:
        every = [day for day in every if any(_takes(place, day, length) for place in rule.places)]
    return every


def _takes(place: tuple[int, int], day: date, length: int) -> bool:
    which, weekday = place
    from_first, from_last = (day.day + 6) // 7, -((length - day.day) // 7 + 1)
    return day.weekday() == weekday and which in (0, from_first, from_last)


def _allowed(rule: Repeat, day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.places or any(weekday == day.weekday() for _which, weekday in rule.places))
        and (not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days)
    )


def _places(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in text.split(",") if text else []:
        place = re.fullmatch(r"\s*([+-]?[0-5]?)(MO|TU|WE|TH|FR|SA|SU)\s*", part)
        if not place or place[1] in ("+", "-"):
            raise Unknown
        found.append((int(place[1] or 0), _WEEKDAYS.index(place[2])))
    return tuple(found)


def _numbers(text: str, least: int, most: int) -> tuple[int, ...]:
    parts = text.split(",") if text else []
    if any(
        not re.fullmatch(r"\s*[+-]?\d{1,7}\s*", part, re.ASCII) or not least <= int(part) <= most
        for part in parts
    ):
        raise Unknown
    return tuple(int(part) for part in parts)


def _number(text: str, most: int) -> int:
    found = _numbers(text, 1, most)
    if len(found) != 1:
        raise Unknown
    return found[0]


def _until(text: str) -> tuple[datetime | None, bool]:
    found = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", text.strip(), re.ASCII)
    if not found:
        if text:
            raise Unknown
        return None, False
    try:
        return datetime.strptime(found[1] + (found[2] or "235959"), "%Y%m%d%H%M%S"), bool(found[3])
    except ValueError:
        raise Unknown from None
