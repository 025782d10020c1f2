"""Looks up what a handed-out document says around its sessions: goals and their check-ins, names, what stays behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentee_app.domain.goals import Status
from mentee_app.queries import history, paging
from mentee_app.storage import rows


@dataclass(frozen=True)
class GoalCard:
    """A goal as a section of a document."""

    id: int
    title: str
    status: Status
    why: str
    target_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class CheckInPoint:
    """How far a goal was on a day, in percent."""

    goal: int
    held_on: date
    percent: int


@dataclass(frozen=True)
class KnownPerson:
    """Somebody in the notebook, with what must not be handed out."""

    id: int
    name: str
    email: str
    phone: str
    reach: str
    notes: str
    how_met: str


@dataclass(frozen=True)
class StaysBehind:
    """How many of the chosen sessions have a private reflection, and a fit."""

    reflections: int
    fits: int


def goals(ids: Sequence[int]) -> dict[int, GoalCard]:
    """These goals by their id; those in the trash are left out."""
    sql = "SELECT id, title, status, why, target_on, ended_on FROM goal WHERE deleted_at IS NULL AND id IN"
    return {card.id: card for card in paging.page(GoalCard, sql, ids)}


def goals_of(sessions: Sequence[int]) -> dict[int, list[int]]:
    """The goals (ids) that these sessions (ids) serve, by session."""
    found: dict[int, list[int]] = {}
    for some in history.in_runs(sessions):
        sql = (
            "SELECT l.session_id, l.goal_id FROM session_goal l"
            " JOIN goal g ON g.id = l.goal_id AND g.deleted_at IS NULL"
            f" WHERE l.deleted_at IS NULL AND l.session_id IN ({', '.join('?' * len(some))}) ORDER BY l.id"
        )
        for session, goal in rows.of(sql, *some):
            found.setdefault(session, []).append(goal)
    return found


def check_ins(goals: Sequence[int], since: date | None, until: date | None) -> list[CheckInPoint]:
    """The check-ins of these goals (ids) in these days (both included), the oldest first."""
    sql = f"""
        SELECT goal_id, held_on, percent FROM check_in
         WHERE deleted_at IS NULL AND goal_id IN ({", ".join("?" * len(goals))}) AND held_on BETWEEN ? AND ?
         ORDER BY held_on, id"""
    days = (since.isoformat() if since else "", until.isoformat() if until else "9999-12-31")
    return paging.every(CheckInPoint, sql, *goals, *days)


def everyone() -> list[KnownPerson]:
    """Everybody in the notebook, those in the trash too: their names may still stand in a text."""
    sql = "SELECT id, name, email, phone, reach, notes, how_met FROM person ORDER BY id"
    return paging.every(KnownPerson, sql)


def stays_behind(wanted: history.Filter) -> StaysBehind:
    """What the chosen sessions hold that is not for everybody."""
    where, values = history.chosen(wanted)
    sql = f"SELECT coalesce(sum(trim(s.reflection) <> ''), 0), count(s.fit) {where}"
    return paging.every(StaysBehind, sql, *values)[0]
