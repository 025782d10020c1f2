"""Looks up sessions with everything that belongs to them, for the documents that are handed out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.goals import Wanted
from mentee_app.domain.relationships import Kind
from mentee_app.domain.sessions import AgendaState, Medium, Status
from mentee_app.queries import paging
from mentee_app.storage import rows


@dataclass(frozen=True)
class Filter:
    """Which sessions the document holds: ids of people, goals and areas, and days (both included). None means all.

    `now` (Unix seconds): what was held is history; what was planned or missed only where something was noted, and its
    time has come. A moved session is told by the one that came in its place. One `session` (id) is taken as it is.
    """

    now: int
    people: tuple[int, ...] | None = None
    goals: tuple[int, ...] | None = None
    areas: tuple[int, ...] | None = None
    since: date | None = None
    until: date | None = None
    session: int | None = None


@dataclass(frozen=True)
class SessionKey:
    """What decides where a session stands in a document."""

    id: int
    person: int
    wall_start: datetime


@dataclass(frozen=True)
class SessionEntry:
    """A session as it stands in the file; what belongs to it comes by `belongings`."""

    id: int
    person: int
    mentor: str
    kind: Kind
    area: str
    status: Status
    wall_start: datetime
    zone: str
    minutes: int | None
    medium: Medium
    topic: str
    wanted: tuple[Wanted, ...]
    notes: str
    reflection: str


@dataclass(frozen=True)
class GoalLine:
    """A goal that a session serves."""

    session: int
    title: str
    goal: int = 0


@dataclass(frozen=True)
class AgendaLine:
    """A talking point."""

    session: int
    text: str
    state: AgendaState


@dataclass(frozen=True)
class AdviceLine:
    """A piece of advice and its decision."""

    session: int
    text: str
    context: str
    decision: Decision
    reason: str
    decided_on: date | None
    outcome: str


@dataclass(frozen=True)
class ChallengeLine:
    """A challenge."""

    session: int
    text: str
    status: ChallengeStatus
    learned: str


@dataclass(frozen=True)
class ActionLine:
    """An action."""

    session: int
    text: str
    owner: Owner
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class Belongings:
    """What belongs to the sessions of a document, by session id."""

    goals: dict[int, list[GoalLine]]
    agenda: dict[int, list[AgendaLine]]
    advice: dict[int, list[AdviceLine]]
    challenges: dict[int, list[ChallengeLine]]
    actions: dict[int, list[ActionLine]]


_Line = TypeVar("_Line", GoalLine, AgendaLine, AdviceLine, ChallengeLine, ActionLine)

_ENTRY = """
    SELECT s.id, p.id, p.name, r.kind, coalesce(a.name, ''), s.status, s.wall_start, s.zone, s.minutes, s.medium,
           s.topic, s.wanted, s.notes, s.reflection"""

_FROM = """
      FROM session s
      JOIN relationship r ON r.id = s.relationship_id
      JOIN person p ON p.id = r.person_id
      LEFT JOIN area a ON a.id = r.area_id AND a.deleted_at IS NULL
     WHERE s.deleted_at IS NULL"""

_HISTORY = """(s.status = 'held'
        OR s.status IN ('planned', 'missed') AND trim(s.notes) <> '' AND s.starts_at <= ?)"""

_AT_ONCE = 5000


def keys(wanted: Filter) -> list[SessionKey]:
    """The sessions that `wanted` lets through, in the order they took place."""
    where, values = chosen(wanted)
    sql = f"SELECT s.id, p.id, s.wall_start {where} ORDER BY s.starts_at, s.id"
    return paging.every(SessionKey, sql, *values)


def entries(sessions: Sequence[int]) -> dict[int, SessionEntry]:
    """These sessions (ids) by their id; those that are gone are left out."""
    found: dict[int, SessionEntry] = {}
    for some in in_runs(sessions):
        sql = f"{_ENTRY} {_FROM} AND s.id IN ({_marks(some)})"
        found.update({entry.id: entry for entry in paging.every(SessionEntry, sql, *some)})
    return found


def on(day: date) -> list[SessionEntry]:
    """All sessions of a day that were not moved, the earliest first."""
    sql = f"{_ENTRY} {_FROM} AND substr(s.wall_start, 1, 10) = ? AND s.status <> 'moved' ORDER BY s.starts_at, s.id"
    return paging.every(SessionEntry, sql, day.isoformat())


def chosen(wanted: Filter) -> tuple[str, list[Any]]:
    """The SQL from FROM on, and its values."""
    where: list[str] = [_FROM]
    values: list[Any] = []
    if wanted.session is None:
        where.append(_HISTORY)
        values.append(wanted.now)
    else:
        where.append("s.id = ?")
        values.append(wanted.session)
    _narrow(where, values, "r.person_id IN", wanted.people)
    _narrow(where, values, "r.area_id IN", wanted.areas)
    if wanted.goals is not None:
        where.append(
            "s.id IN (SELECT l.session_id FROM session_goal l"
            f" WHERE l.deleted_at IS NULL AND l.goal_id IN ({_marks(wanted.goals)}))"
        )
        values += wanted.goals
    for bound, day in (
        ("substr(s.wall_start, 1, 10) >= ?", wanted.since),
        ("substr(s.wall_start, 1, 10) <= ?", wanted.until),
    ):
        if day:
            where.append(bound)
            values.append(day.isoformat())
    return " AND ".join(where), values


def in_runs(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """SQLite takes only so many values at once."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def belongings(sessions: Sequence[int]) -> Belongings:
    """What belongs to these sessions (ids)."""
    return Belongings(
        _lines(
            GoalLine,
            "l.session_id, g.title, g.id FROM session_goal l JOIN goal g ON g.id = l.goal_id AND g.deleted_at IS NULL",
            "l",
            sessions,
        ),
        _lines(
            AgendaLine, "l.session_id, l.text, l.state FROM agenda_item l", "l", sessions, "l.position, l.id"
        ),
        _lines(
            AdviceLine,
            "l.session_id, l.text, l.context, l.decision, l.reason, l.decided_on, l.outcome FROM advice l",
            "l",
            sessions,
            "l.position, l.id",
        ),
        _lines(
            ChallengeLine,
            "l.session_id, l.text, l.status, l.learned FROM challenge l",
            "l",
            sessions,
            "l.position, l.id",
        ),
        _lines(
            ActionLine,
            "l.session_id, l.text, l.owner, l.due_on, l.done_on FROM action l",
            "l",
            sessions,
            "l.position, l.id",
        ),
    )


def _lines(
    kind: type[_Line], what: str, alias: str, sessions: Sequence[int], order: str = "l.id"
) -> dict[int, list[_Line]]:
    found: dict[int, list[_Line]] = defaultdict(list)
    for some in in_runs(sessions):
        sql = f"SELECT {what} WHERE {alias}.deleted_at IS NULL AND {alias}.session_id IN ({_marks(some)}) ORDER BY {order}"
        for line in paging.every(kind, sql, *some):
            found[line.session].append(line)
    return dict(found)


def _narrow(where: list[str], values: list[Any], column: str, wanted: tuple[int, ...] | None) -> None:
    if wanted is not None:
        where.append(f"{column} ({_marks(wanted)})")
        values += wanted


def _marks(wanted: Sequence[int]) -> str:
    return ", ".join("?" * len(wanted))


def people_named(name: str) -> dict[int, str]:
    """The mentors whose name is `name`, or, where there is none, whose name holds it; case does not matter."""
    sql = (
        "SELECT p.id, p.name FROM person p WHERE p.deleted_at IS NULL AND EXISTS"
        " (SELECT 1 FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL)"
    )
    return _named(name, rows.of(sql))


def goals_named(title: str) -> dict[int, str]:
    """The goals with this title, or, where there is none, whose title holds it."""
    return _named(title, rows.of("SELECT id, title FROM goal WHERE deleted_at IS NULL"))


def areas_named(name: str) -> dict[int, str]:
    """The areas with this name, or, where there is none, whose name holds it."""
    return _named(name, rows.of("SELECT id, name FROM area WHERE deleted_at IS NULL"))


def _named(wanted: str, known: list[tuple[Any, ...]]) -> dict[int, str]:
    word = wanted.strip().casefold()
    same = {id: name for id, name in known if name.strip().casefold() == word}
    return same or {id: name for id, name in known if word and word in name.casefold()}
