"""Sessions that come again: the wall times of a rhythm. The wall time stays when the clocks change; skipped hours are told."""

import calendar
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from mentee_app.domain import moments
from mentee_app.domain.problems import Flaw, Problem

MOST = 104


class Rule(Enum):
    """How often. The place of a weekday in its month is that of the first one; a fifth is taken as the last."""

    ONCE = "once"
    WEEKLY = "weekly"
    TWO_WEEKS = "two-weeks"
    MONTHLY_DAY = "monthly-day"
    MONTHLY_WEEKDAY = "monthly-weekday"


@dataclass(frozen=True)
class Occurrence:
    """One time of a series. `skipped`: the clocks skip the hour meant; `wall` is then the first minute after the gap."""

    wall: datetime
    skipped: bool


@dataclass(frozen=True)
class SeriesDraft:
    """A series as entered. `wall_start` is the naive wall time of the first in `zone` (IANA); `count` 1 to 104."""

    relationship: int | None = None
    rule: Rule = Rule.WEEKLY
    wall_start: datetime = datetime(2000, 1, 1)
    zone: str = "UTC"
    count: int = 1


def problems(draft: SeriesDraft) -> tuple[Problem, ...]:
    """What keeps this series from being kept. Only its first time may not be a skipped hour; later ones are told."""
    found = []
    if draft.relationship is None:
        found.append(Problem("relationship", Flaw.RELATIONSHIP_MISSING))
    counted = 1 <= draft.count <= MOST
    flaw = moments.flaw_of(draft.wall_start, draft.zone)
    if not counted or (not flaw and not _fits(draft)):
        found.append(Problem("count", Flaw.OUT_OF_RANGE))
    if flaw:
        found.append(Problem("zone" if flaw is Flaw.NO_SUCH_ZONE else "wall_start", flaw))
    return tuple(found)


def occurrences(rule: Rule, first: datetime, zone: str, count: int) -> tuple[Occurrence, ...]:
    """The first `count` times (ONCE: one) from the naive `first` on, which is one of them; for drafts without problems.

    ValueError for a count that is not 1 to 104.
    """
    if not 1 <= count <= MOST:
        raise ValueError(f"a series of {count}")
    count = 1 if rule is Rule.ONCE else count
    days = _days(rule, first.date(), _wanted(rule, first.date()), count)
    return tuple(settled(datetime.combine(day, first.time()), zone) for day in days)


def settled(wall: datetime, zone: str) -> Occurrence:
    """`wall` as it can be kept in `zone`: itself, or the first whole minute after the gap that it stands in."""
    if moments.flaw_of(wall, zone) is not Flaw.HOUR_SKIPPED:
        return Occurrence(wall, False)
    start = wall.replace(second=0, microsecond=0)

    def passed(minutes: int) -> bool:
        return moments.flaw_of(start + timedelta(minutes=minutes), zone) is not Flaw.HOUR_SKIPPED

    # No zone ever skipped more than a day, and none skips twice within two days.
    return Occurrence(start + timedelta(minutes=1 + bisect_left(range(1, 24 * 60), True, key=passed)), True)


def shifted(
    walls: Sequence[datetime], change_from: datetime, change_to: datetime, rule: Rule
) -> tuple[datetime, ...]:
    """The new times of "this and all that follow" (`walls`), the first of which is moved from `change_from` to `change_to`.

    They follow the rule anew from `change_to`. Where only the hour is moved, the days meant stay: a series on the 31st
    that is changed in April still takes the 31st of May. ONCE is no rhythm: each time is moved by the same distance.
    The result is as meant, before the clocks are asked: see `settled`.
    """
    if rule is Rule.ONCE:
        return tuple(wall + (change_to - change_from) for wall in walls)
    start = change_to.date()
    same_day = start == change_from.date()
    wanted = _wanted_by(rule, start, walls) if same_day else _wanted(rule, start)
    return tuple(datetime.combine(day, change_to.time()) for day in _days(rule, start, wanted, len(walls)))


def _fits(draft: SeriesDraft) -> bool:
    """Whether the last time of the series is still one that can be kept."""
    last = occurrences(draft.rule, draft.wall_start, draft.zone, draft.count)[-1]
    return moments.flaw_of(last.wall, draft.zone) is None


def _wanted(rule: Rule, first: date) -> int:
    """What the rule wants in each month: a day of the month, or a place (1 to 5) of its weekday."""
    return (first.day + 6) // 7 if rule is Rule.MONTHLY_WEEKDAY else first.day


def _wanted_by(rule: Rule, first: date, walls: Sequence[datetime]) -> int:
    """What a series that takes `first` on its way wants: in a short month that may be more than `first` shows."""
    kept = [wall.date() for wall in walls]
    own = _wanted(rule, first)
    most = 5 if rule is Rule.MONTHLY_WEEKDAY else 31
    possible = [each for each in range(own, most + 1) if _days(rule, first, each, 1) == [first]]

    def explained(wanted: int) -> int:
        return sum(day == found for day, found in zip(kept, _days(rule, first, wanted, len(kept))))

    return max(possible, key=explained, default=own)


def _days(rule: Rule, first: date, wanted: int, count: int) -> list[date]:
    if rule in (Rule.WEEKLY, Rule.TWO_WEEKS):
        weeks = 1 if rule is Rule.WEEKLY else 2
        return [first + timedelta(weeks=weeks * number) for number in range(count)]
    months = [_month(first, number) for number in range(count)]
    if rule is Rule.MONTHLY_WEEKDAY:
        return [_weekday_in(month, first.weekday(), wanted) for month in months]
    return [month.replace(day=min(wanted, _length(month))) for month in months]


def _month(first: date, later: int) -> date:
    """The first day of the month that is `later` months after that of `first`."""
    years, month = divmod(first.month - 1 + later, 12)
    return date(first.year + years, month + 1, 1)


def _weekday_in(month: date, weekday: int, place: int) -> date:
    day = 1 + (weekday - month.weekday()) % 7 + 7 * (place - 1)
    return month.replace(day=day if day <= _length(month) else day - 7)


def _length(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]
