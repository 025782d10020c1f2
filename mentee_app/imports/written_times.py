"""Understands days, times and lengths as people and note programs write them; what could mean two days is not guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

_CLOCK = re.compile(
    r"(?<!\d)(?:(\d{1,2})(?::|\.|h)(\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?\s?([ap])?|(\d{1,2})\s?([ap])\.?m)",
    re.ASCII | re.IGNORECASE,
)
_OFFSET = re.compile(r"\s?(?:(z|utc|gmt)|([+-])(\d{2}):?(\d{2})?)(?![\d:])", re.ASCII | re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/._])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T_ -]?(\d{2})(\d{2})(?:\d{2})?)?(?!\d)", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_NAMED = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)??(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)"
    r",?\s+(\d{4})(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_IN_A_NAME = re.compile(
    r"(?<!\d)(\d{4})([-_./ ]?)(\d{2})\2(\d{2})"
    r"(?:[ T_-]{0,3}(?<=[ T_\-\d])([01]\d|2[0-3])[-:.h]?([0-5]\d)(?:[-:.]?[0-5]\d)?)?(?!\d)",
    re.ASCII,
)
_DOTTED_IN_A_NAME = re.compile(
    r"(?<!\d)(?<!\d\.)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})"
    r"(?:[ T_,-]{1,3}([01]\d|2[0-3])[-:.h]?([0-5]\d)(?:[-:.]?[0-5]\d)?)?(?!\d)",
    re.ASCII,
)
"""With dots the day stands first, always: nobody writes the month first with them."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LENGTHS = (
    re.compile(r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2})?", re.ASCII),
    re.compile(r"(?P<m>\d{1,4})", re.ASCII),
    re.compile(
        r"(?:pt)?(?:(?P<h>\d{1,2}(?:[.,]\d{1,2})?)\s*h(?:ours?|rs?)?)?\s*(?:(?P<m>\d{1,4})\s*(?:m(?:in(?:utes?|s)?)?\.?)?)?",
        re.ASCII | re.IGNORECASE,
    ),
)


@dataclass(frozen=True)
class Written:
    """What was written: a day, a time, or both; `offset` from UTC where one stands there."""

    day: date | None = None
    clock: time | None = None
    offset: timedelta | None = None

    def wall(self, zone: str, clock: time) -> datetime:
        """The wall time in `zone` (IANA), with `clock` where no time was written. For one with a day."""
        from zoneinfo import ZoneInfo

        assert self.day is not None
        told = datetime.combine(self.day, self.clock or clock)
        if self.offset is None or self.clock is None:
            return told
        return told.replace(tzinfo=timezone(self.offset)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@dataclass(frozen=True)
class InName:
    """A day in the name of a file, with a time where one follows, and what else the name says."""

    when: Written
    rest: str


def moment(text: str) -> Written | None:
    """The day, the time or both at the beginning of `text`; None where neither is clear."""
    line = " ".join(text.strip(" \t\"'@[]<>").split())[:100]
    for pattern, order in ((_YEAR_FIRST, (1, 3, 4)), (_DOTTED, (3, 2, 1))):
        if found := pattern.match(line):
            return _with_clock(_day(*(found[each] for each in order)), line[found.end() :])
    if found := _DIGITS.match(line):
        day, clock = _day(found[1], found[2], found[3]), _clock(found[4], found[5])
        return Written(day, clock) if day else None
    if found := _YEAR_LAST.match(line):
        return _with_clock(_either(found[1], found[3], found[4]), line[found.end() :])
    if found := _NAMED.match(line):
        month = _month(found[2] or found[3])
        return _with_clock(_day(found[5], month, found[1] or found[4]), line[found.end() :])
    alone = _with_clock(None, line) if _CLOCK.match(line) else None
    return alone if alone and alone.clock else None


def in_name(name: str) -> InName | None:
    """The first day that stands in the name of a file ("2024-03-01 Ada", "1.3.2024 Ada", "journals/2024_03_01")."""
    days = [
        (found, _day(found[1], found[3], found[4]), _clock(found[5], found[6]))
        for found in _IN_A_NAME.finditer(name)
    ]
    days += [
        (found, _day(found[3], found[2], found[1]), _clock(found[4], found[5]))
        for found in _DOTTED_IN_A_NAME.finditer(name)
    ]
    for found, day, clock in sorted(days, key=lambda each: each[0].start()):
        if day:
            return InName(Written(day, clock), name[: found.start()] + " " + name[found.end() :])
    return None


def minutes(text: str) -> int | None:
    """A length: "45", "45 min", "1h 30", "1.5 hours", "1:30", "PT45M"; None where it is none or more than 100 hours."""
    line = text.strip()[:40]
    for pattern in _LENGTHS:
        found = pattern.fullmatch(line)
        if found and line:
            parts = found.groupdict()
            hours = float((parts.get("h") or "0").replace(",", "."))
            told = round(hours * 60) + int(parts["m"] or 0)
            return told if told <= 6000 else None
    return None


def _with_clock(day: date | None, rest: str) -> Written | None:
    found = next(_clocks(rest), None)
    if day is None and found is None:
        return None
    return Written(day, *found) if found else Written(day)


def _clocks(text: str) -> Iterator[tuple[time, timedelta | None]]:
    for found in _CLOCK.finditer(text):
        half = (found[3] or found[5] or "").lower()
        hour = int(found[1] or found[4])
        if half and not 1 <= hour <= 12:
            continue
        told = _clock(str(hour % 12 + 12 * (half == "p")) if half else str(hour), found[2] or "0")
        if told:
            yield told, _offset(text[found.end() :])


def _offset(rest: str) -> timedelta | None:
    found = _OFFSET.match(rest)
    if not found:
        return None
    if found[1]:
        return timedelta(0)
    far = timedelta(hours=int(found[3]), minutes=int(found[4] or 0))
    return (far if found[2] == "+" else -far) if far < timedelta(hours=24) else None


def _clock(hour: str | None, minute: str | None) -> time | None:
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return None
    return time(int(hour), int(minute))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2999 else None


def _either(one: str, other: str, year: str) -> date | None:
    """01/03/2024 is January to some and March to others: only what can be one of them is taken."""
    found = {_day(year, one, other), _day(year, other, one)} - {None}
    return found.pop() if len(found) == 1 else None


def _month(name: str) -> str:
    short = name[:3].lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else "0"
