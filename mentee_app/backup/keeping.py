"""Says which copies to keep: all of two days, then the newest of 12 days, 10 weeks and 9 months, and always a proven one."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ALL_OF = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9

ASIDE_KEPT = 3
"""Copies that were made because something was restored compete with no other; so many of them stay."""


@dataclass(frozen=True)
class Copy:
    """One copy: its file's name, when it was made (aware), whether it was proven whole, and whether a restore made it."""

    name: str
    made_at: datetime
    verified: bool
    by_restore: bool = False


def kept(copies: Sequence[Copy], now: datetime) -> frozenset[str]:
    """The names to keep. Copies from the future (a clock set back) are counted apart, so that neither side crowds the other out.

    Days, weeks and months are those that have a copy: a clock set far ahead, or a year without the app, empties nothing.
    """
    names: set[str] = set()
    for side in (
        [copy for copy in copies if copy.made_at <= now],
        [copy for copy in copies if copy.made_at > now],
    ):
        names |= _kept_of(side)
    return frozenset(names)


def _kept_of(copies: list[Copy]) -> set[str]:
    if not copies:
        return set()
    newest_first = sorted(copies, key=lambda copy: (copy.made_at, copy.name), reverse=True)
    since = newest_first[0].made_at - ALL_OF
    names = {copy.name for copy in newest_first if copy.made_at >= since}
    usual = [copy for copy in newest_first if not copy.by_restore]
    names |= _newest_of_each(usual, DAILY, lambda made: made.date())
    names |= _newest_of_each(usual, WEEKLY, lambda made: made.isocalendar()[:2])
    names |= _newest_of_each(usual, MONTHLY, lambda made: (made.year, made.month))
    names |= _first((copy for copy in newest_first if copy.by_restore), ASIDE_KEPT)
    return names | _first((copy for copy in newest_first if copy.verified), 1)


def _newest_of_each(copies: list[Copy], count: int, span: Callable[[datetime], Hashable]) -> set[str]:
    """The newest copy of each of the last `count` spans that have one; one that was proven goes before one that was not."""
    chosen: dict[Hashable, Copy] = {}
    for copy in copies:
        its = span(copy.made_at)
        if its not in chosen and len(chosen) == count:
            break
        if its not in chosen or (copy.verified and not chosen[its].verified):
            chosen[its] = copy
    return {copy.name for copy in chosen.values()}


def _first(copies: Iterable[Copy], count: int) -> set[str]:
    return {copy.name for copy, _number in zip(copies, range(count), strict=False)}
