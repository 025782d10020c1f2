"""Looks up the sessions that go into another program's calendar, under which uid, and what was moved to where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mentee_app.domain import uids
from mentee_app.domain.incoming import Source
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import Medium, Status
from mentee_app.queries import outside, paging
from mentee_app.storage import tables

_AT_ONCE = 500


@dataclass(frozen=True)
class MeetingLine:
    """A session with the name of whom it is with; `moved_to` and `series` are ids, `updated_at` Unix milliseconds."""

    id: int
    rev: int
    updated_at: int
    person: str
    status: Status
    wall_start: datetime
    zone: str
    minutes: int | None
    medium: Medium
    topic: str
    moved_to: int | None
    series: int | None


@dataclass(frozen=True)
class RhythmLine:
    """A series as it was planned. `writes`: how often it and its sessions were written, those in the trash too."""

    id: int
    rule: Rule
    wall_start: datetime
    zone: str
    count: int
    writes: int
    updated_at: int


@dataclass(frozen=True)
class PointLine:
    """A talking point of a session."""

    id: int
    session: int
    text: str
    rev: int
    updated_at: int


_MEETINGS = """
    SELECT s.id, s.rev, s.updated_at, p.name AS person, s.status, s.wall_start, s.zone, s.minutes, s.medium, s.topic,
           s.moved_to_id AS moved_to, s.series_id AS series
      FROM session s
      JOIN relationship r ON r.id = s.relationship_id
      JOIN person p ON p.id = r.person_id
     WHERE s.deleted_at IS NULL"""


def planned() -> list[MeetingLine]:
    """All sessions that are planned, the earliest first."""
    return paging.every(MeetingLine, f"{_MEETINGS} AND s.status = 'planned' ORDER BY s.starts_at, s.id")


def everything() -> list[MeetingLine]:
    """All sessions of every status, the earliest first."""
    return paging.every(MeetingLine, f"{_MEETINGS} ORDER BY s.starts_at, s.id")


def meetings(wanted: Sequence[int]) -> list[MeetingLine]:
    """These sessions (ids), in the order asked for; those that are gone are left out."""
    runs = _in_runs(wanted)
    return [line for some in runs for line in paging.page(MeetingLine, f"{_MEETINGS} AND s.id IN", some)]


def of_series(wanted: Iterable[int]) -> list[MeetingLine]:
    """All sessions of these series (ids), the earliest first."""
    sql = f"{_MEETINGS} AND s.series_id = ? ORDER BY s.starts_at, s.id"
    return [line for each in wanted for line in paging.every(MeetingLine, sql, each)]


def moved() -> list[MeetingLine]:
    """All sessions that were moved to another one."""
    return paging.every(MeetingLine, f"{_MEETINGS} AND s.moved_to_id IS NOT NULL ORDER BY s.id")


def series(wanted: Sequence[int]) -> list[RhythmLine]:
    """These series (ids)."""
    sql = """
        SELECT y.id, y.rule, y.wall_start, y.zone, y.count,
               y.rev + coalesce((SELECT sum(s.rev) FROM session s WHERE s.series_id = y.id), 0) AS writes,
               max(y.updated_at, coalesce((SELECT max(s.updated_at) FROM session s WHERE s.series_id = y.id), 0))
                   AS updated_at
          FROM series y WHERE y.deleted_at IS NULL AND y.id IN"""
    return [line for some in _in_runs(wanted) for line in paging.page(RhythmLine, sql, some)]


def agenda(wanted: Sequence[int]) -> dict[int, list[PointLine]]:
    """The talking points of these sessions (ids), by session, in their order."""
    found: dict[int, list[PointLine]] = {}
    for some in _in_runs(wanted):
        sql = (
            "SELECT id, session_id AS session, text, rev, updated_at FROM agenda_item"
            f" WHERE deleted_at IS NULL AND session_id IN ({', '.join('?' * len(some))}) ORDER BY position, id"
        )
        for point in paging.every(PointLine, sql, *some):
            found.setdefault(point.session, []).append(point)
    return found


def outside_uids() -> dict[int, str]:
    """The uid in their own calendar of the sessions (ids) that came from one."""
    return outside.uids_of(tables.Session, Source.CALENDAR.value)


def uid_of(id: int, known: dict[int, str]) -> str:
    """Under which uid a session goes out: as it is `known` outside, else by its id, which never changes."""
    return known.get(id) or uids.own_uid(id)


def _in_runs(wanted: Sequence[int]) -> list[Sequence[int]]:
    return [wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE)]
