"""Gathers what a goal's portfolio tells: its steps, its check-ins, and what came of the sessions that served it."""

from dataclasses import dataclass
from datetime import date, datetime

from mentee_app.domain.advice import Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft
from mentee_app.queries import kept, paging


@dataclass(frozen=True)
class ServedSession:
    """A held session about the goal, with a person (id); `wall_start` is the wall time there."""

    id: int
    person: int
    mentor: str
    wall_start: datetime
    minutes: int | None
    topic: str
    notes: str


@dataclass(frozen=True)
class UsedAdvice:
    """Advice from such a session that was taken or adapted."""

    person: int
    mentor: str
    day: date
    text: str
    context: str
    decision: Decision
    reason: str
    decided_on: date | None
    outcome: str


@dataclass(frozen=True)
class DoneChallenge:
    """A challenge from such a session that was done."""

    person: int
    mentor: str
    text: str
    learned: str


@dataclass(frozen=True)
class DoneAction:
    """An action of the mentee's own that belongs to the goal or to such a session, and is done."""

    text: str
    done_on: date


@dataclass(frozen=True)
class Gathered:
    """Everything about one goal."""

    goal: GoalDraft
    area: str
    milestones: tuple[MilestoneDraft, ...]
    check_ins: tuple[CheckInDraft, ...]
    sessions: tuple[ServedSession, ...]
    advice: tuple[UsedAdvice, ...]
    challenges: tuple[DoneChallenge, ...]
    actions: tuple[DoneAction, ...]


def of_goal(goal: int) -> Gathered | None:
    """What there is about a goal (id), the oldest first; None where it is gone."""
    found = kept.one(GoalDraft, goal)
    if found is None:
        return None
    area = kept.one(AreaDraft, found.draft.area)
    steps = [each.draft for each in kept.several(MilestoneDraft, "goal", goal)]
    check_ins = [
        (each.draft.held_on, each.id, each.draft) for each in kept.several(CheckInDraft, "goal", goal)
    ]
    return Gathered(
        goal=found.draft,
        area=area.draft.name if area else "",
        milestones=tuple(step for step in steps if step.title.strip()),
        check_ins=tuple(draft for *_order, draft in sorted(check_ins, key=lambda each: each[:2])),
        sessions=tuple(paging.every(ServedSession, _SESSIONS, goal)),
        advice=tuple(paging.every(UsedAdvice, _ADVICE, goal)),
        challenges=tuple(paging.every(DoneChallenge, _CHALLENGES, goal)),
        actions=tuple(paging.every(DoneAction, _ACTIONS, goal)),
    )


_ABOUT = """
      FROM session_goal l
      JOIN session s ON s.id = l.session_id AND s.deleted_at IS NULL AND s.status = 'held'"""

_OF_THE_GOAL = "WHERE l.goal_id = ? AND l.deleted_at IS NULL"

_SESSIONS = f"""
    SELECT s.id, p.id, p.name, s.wall_start, s.minutes, s.topic, s.notes {_ABOUT}
      JOIN relationship r ON r.id = s.relationship_id JOIN person p ON p.id = r.person_id
     {_OF_THE_GOAL} ORDER BY s.starts_at, s.id"""

_ADVICE = f"""
    SELECT p.id, p.name, substr(s.wall_start, 1, 10), v.text, v.context, v.decision, v.reason, v.decided_on, v.outcome
      {_ABOUT}
      JOIN advice v ON v.session_id = s.id AND v.deleted_at IS NULL AND v.decision IN ('take', 'adapt')
      JOIN person p ON p.id = v.person_id
     {_OF_THE_GOAL} AND trim(v.text) <> '' ORDER BY s.starts_at, s.id, v.position, v.id"""

_CHALLENGES = f"""
    SELECT p.id, p.name, c.text, c.learned {_ABOUT}
      JOIN challenge c ON c.session_id = s.id AND c.deleted_at IS NULL AND c.status = 'done'
      JOIN person p ON p.id = c.person_id
     {_OF_THE_GOAL} AND trim(c.text) <> '' ORDER BY s.starts_at, s.id, c.position, c.id"""

_ACTIONS = f"""
    SELECT t.text, t.done_on FROM action t
     WHERE t.deleted_at IS NULL AND t.done_on IS NOT NULL AND t.owner = 'me' AND trim(t.text) <> ''
       AND (t.goal_id = ?1 OR t.goal_id IS NULL AND t.session_id IN
            (SELECT s.id {_ABOUT} {_OF_THE_GOAL.replace("?", "?1")}))
     ORDER BY t.done_on, t.position, t.id"""
