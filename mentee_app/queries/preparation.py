"""Gathers what a session is prepared with: since last time, what is open with that person, and one goal."""

from dataclasses import dataclass
from datetime import date, datetime

from mentee_app.domain.actions import Owner
from mentee_app.domain.challenges import Status
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.sessions import AgendaState, SessionDraft
from mentee_app.queries import kept, paging, questions, sessions
from mentee_app.queries.kept import Kept
from mentee_app.queries.questions import WaitingRow
from mentee_app.queries.sessions import SessionRow
from mentee_app.storage import rows

_MOST = 40


@dataclass(frozen=True)
class LastTime:
    """The session before with the same person: when it was (wall time), and what was noted."""

    id: int
    wall_start: datetime
    topic: str
    notes: str


@dataclass(frozen=True)
class Point:
    """A talking point; `carried_from` is the day of the session it comes from."""

    id: int
    text: str
    state: AgendaState
    carried_from: date | None


@dataclass(frozen=True)
class OpenAction:
    """An action with this person that is not done."""

    id: int
    text: str
    owner: Owner
    due_on: date | None
    session: int | None


@dataclass(frozen=True)
class OpenAdvice:
    """Advice of this person that waits to be decided or told."""

    id: int
    text: str
    outcome: str


@dataclass(frozen=True)
class OpenChallenge:
    """A challenge of this person that is neither declined nor done."""

    id: int
    text: str
    status: Status


@dataclass(frozen=True)
class OneGoal:
    """The goal that the session serves, and how far it is by the last check-in."""

    id: int
    title: str
    why: str
    percent: int | None


@dataclass(frozen=True)
class Preparation:
    """Everything on the page."""

    session: SessionRow
    last: LastTime | None
    points: tuple[Point, ...]
    questions: tuple[WaitingRow, ...]
    undecided: tuple[OpenAdvice, ...]
    untold: tuple[OpenAdvice, ...]
    actions: tuple[OpenAction, ...]
    challenges: tuple[OpenChallenge, ...]
    goal: OneGoal | None


def of_session(session: int) -> Preparation | None:
    """What the session (id) is prepared with; None where it is gone."""
    found = sessions.page([session]) if kept.one(SessionDraft, session) else []
    if not found:
        return None
    row = found[0]
    return Preparation(
        session=row,
        last=_last(row),
        points=tuple(paging.every(Point, _POINTS, session)),
        questions=tuple(questions.waiting_for(row.person)),
        undecided=_advice(row.person, "v.decision = 'undecided'"),
        untold=_advice(
            row.person, "v.outcome <> '' AND v.told_on IS NULL AND v.decision IN ('take', 'adapt')"
        ),
        actions=tuple(paging.every(OpenAction, _ACTIONS, row.person, _MOST)),
        challenges=tuple(paging.every(OpenChallenge, _CHALLENGES, row.person, _MOST)),
        goal=_goal(row),
    )


_LAST = """
    SELECT s.id, s.wall_start, s.topic, s.notes FROM session s JOIN relationship r ON r.id = s.relationship_id
     WHERE r.person_id = ? AND s.status = 'held' AND s.deleted_at IS NULL AND s.starts_at < ?
     ORDER BY s.starts_at DESC LIMIT 1"""

_POINTS = """
    SELECT i.id, i.text, i.state, date(s.wall_start) FROM agenda_item i
      LEFT JOIN agenda_item o ON o.id = i.carried_from_id LEFT JOIN session s ON s.id = o.session_id
     WHERE i.session_id = ? AND i.deleted_at IS NULL ORDER BY i.position, i.id"""

_ACTIONS = """
    SELECT t.id, t.text, t.owner, t.due_on, t.session_id FROM action t
     WHERE t.person_id = ? AND t.done_on IS NULL AND t.deleted_at IS NULL
     ORDER BY t.owner, t.due_on NULLS LAST, t.id LIMIT ?"""

_CHALLENGES = """
    SELECT c.id, c.text, c.status FROM challenge c
     WHERE c.person_id = ? AND c.status IN ('offered', 'accepted') AND c.deleted_at IS NULL ORDER BY c.id LIMIT ?"""


def _last(row: SessionRow) -> LastTime | None:
    found = paging.every(LastTime, _LAST, row.person, row.starts_at)
    return found[0] if found else None


def _advice(person: int, which: str) -> tuple[OpenAdvice, ...]:
    sql = f"""
        SELECT v.id, v.text, v.outcome FROM advice v
         WHERE v.person_id = ? AND {which} AND v.deleted_at IS NULL ORDER BY v.id LIMIT ?"""
    return tuple(paging.every(OpenAdvice, sql, person, _MOST))


def _goal(row: SessionRow) -> OneGoal | None:
    """The first goal that the session serves, else the open one that its relationship helps with and is due first."""
    sql = """
        SELECT g.id FROM goal g WHERE g.deleted_at IS NULL AND (
               g.id IN (SELECT goal_id FROM session_goal WHERE session_id = ?1 AND deleted_at IS NULL)
            OR g.status = 'open' AND g.id IN
               (SELECT goal_id FROM relationship_goal WHERE relationship_id = ?2 AND deleted_at IS NULL))
         ORDER BY g.id IN (SELECT goal_id FROM session_goal WHERE session_id = ?1 AND deleted_at IS NULL) DESC,
               g.target_on NULLS LAST, g.id LIMIT 1"""
    found = rows.of(sql, row.id, row.relationship)
    goal: Kept[GoalDraft] | None = kept.one(GoalDraft, found[0][0]) if found else None
    if goal is None:
        return None
    last = rows.of(
        "SELECT percent FROM check_in WHERE goal_id = ? AND deleted_at IS NULL ORDER BY held_on DESC, id DESC LIMIT 1",
        goal.id,
    )
    return OneGoal(goal.id, goal.draft.title, goal.draft.why, last[0][0] if last else None)
