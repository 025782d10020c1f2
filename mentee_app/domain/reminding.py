"""When a session is announced: once, within the hour before it begins."""

from collections.abc import Iterable
from dataclasses import dataclass

AHEAD = 3600
"""Seconds before its start in which a session is announced."""


@dataclass(frozen=True)
class Coming:
    """A planned session (id) and its start in Unix seconds."""

    id: int
    starts_at: int


def to_announce(coming: Iterable[Coming], now: int, told: Iterable[Coming]) -> tuple[Coming, ...]:
    """The sessions that begin within the next hour of `now` (Unix seconds) and were not announced, the first one first.

    One that was moved to another time is announced anew.
    """
    known = set(told)
    due = {each for each in coming if 0 <= each.starts_at - now <= AHEAD and each not in known}
    return tuple(sorted(due, key=lambda each: (each.starts_at, each.id)))
