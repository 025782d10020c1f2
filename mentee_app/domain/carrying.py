"""Carries talking points that were not reached on: from which sessions, into which one, and which of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mentee_app.domain.sessions import Status


@dataclass(frozen=True)
class PastPoint:
    """A talking point that is still open in an earlier session (ids)."""

    id: int
    session: int
    text: str
    position: int


@dataclass(frozen=True)
class Meeting:
    """As much of a session as the rules need; `starts_at` in Unix seconds, `wall_start` naive, `person` an id."""

    id: int
    person: int
    status: Status
    starts_at: int
    wall_start: datetime


def target(meetings: Sequence[Meeting], today: date) -> Meeting | None:
    """Of one person's meetings the one that open points go to: the earliest planned for today or later."""
    ahead = (each for each in meetings if each.status is Status.PLANNED and each.wall_start.date() >= today)
    return min(ahead, key=_when, default=None)


def sources(meetings: Sequence[Meeting], into: Meeting, today: date) -> tuple[int, ...]:
    """Ids of the held and missed meetings with the same person whose open points `into` may take, oldest first.

    A planned one takes from the days before today: on the day itself points may still be ticked off. A held one, logged
    now, takes from all before it. One that stands before a held meeting is back-dated and takes nothing; nor does one
    that did not take place.
    """
    own = sorted((each for each in meetings if each.person == into.person and each.id != into.id), key=_when)
    back_dated = any(each.status is Status.HELD and _when(each) > _when(into) for each in own)
    if back_dated or into.status not in (Status.PLANNED, Status.HELD):
        return ()
    return tuple(
        each.id
        for each in own
        if each.status in (Status.HELD, Status.MISSED)
        and _when(each) < _when(into)
        and (into.status is Status.HELD or each.wall_start.date() < today)
    )


def carried(points: Sequence[PastPoint], known: Sequence[str]) -> tuple[PastPoint, ...]:
    """The points to carry, in the order given; a text in `known`, or seen before, is not taken twice, nor an empty one.

    Case and white space do not tell texts apart.
    """
    seen = {"", *map(_folded, known)}
    taken = []
    for point in points:
        text = _folded(point.text)
        if text not in seen:
            seen.add(text)
            taken.append(point)
    return tuple(taken)


def _when(meeting: Meeting) -> tuple[int, int]:
    """Two that start at once stand in the order in which they were made."""
    return meeting.starts_at, meeting.id


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
