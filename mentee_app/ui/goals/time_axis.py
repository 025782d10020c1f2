"""The days that are named below a picture over time: few, round, and readable."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale


@dataclass(frozen=True)
class Tick:
    """A named day."""

    day: date
    words: str


def ticks(first: date, last: date, most: int) -> tuple[Tick, ...]:
    """At most `most` days from `first` to `last`: days, weeks, months or years apart; never none."""
    for unit, step in _STEPS:
        found = list(_days(first, last, unit, step, max(most, 1)))
        if 0 < len(found) <= most:
            return tuple(_named(found, unit))
    return tuple(_named([first], "day"))


_STEPS = (
    *(("day", step) for step in (1, 2, 7, 14)),
    *(("month", step) for step in (1, 2, 3, 6)),
    *(("year", step) for step in (1, 2, 5, 10, 20, 50, 100)),
)


def _days(first: date, last: date, unit: str, step: int, most: int) -> Iterator[date]:
    """The round days, but no more than one too many."""
    if unit == "day":
        start = first.toordinal() + (1 - first.toordinal()) % step
        for place in range(start, min(last.toordinal(), start + most * step) + 1, step):
            yield date.fromordinal(place)
        return
    months = step if unit == "month" else 12 * step
    number = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // months)
    for place in range(most + 1):
        year, month = divmod((number + place) * months, 12)
        if year <= date.max.year and date(year, month + 1, 1) <= last:
            yield date(year, month + 1, 1)


def _named(days: list[date], unit: str) -> Iterator[Tick]:
    """The year is said where it is another one than before."""
    before = None
    for day in days:
        pattern = {"day": "d MMM", "month": "MMM yyyy" if day.year != before else "MMM", "year": "yyyy"}[unit]
        yield Tick(day, QLocale().toString(QDate(day), pattern))
        before = day.year
