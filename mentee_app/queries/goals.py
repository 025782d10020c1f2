"""Looks up goals."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.advice import Decision
from mentee_app.domain.areas import Colour
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft, Status
from mentee_app.queries import kept, paging, searching, sessions
from mentee_app.queries.kept import Kept
from mentee_app.queries.sessions import SessionRow
from mentee_app.storage import rows
from mentee_app.storage.tables import RelationshipGoal


class Order(Enum):
    """How the list is sorted."""

    TARGET = "target"
    TITLE = "title"
    NEWEST = "newest"


@dataclass(frozen=True)
class Filter:
    """Which goals the list shows; None and "" mean all."""

    words: str = ""
    status: Status | None = None
    area: int | None = None
    order: Order = Order.TARGET


@dataclass(frozen=True)
class GoalRow:
    """A goal in a list, with its milestones counted; `percent` as in its last check-in."""

    id: int
    title: str
    status: Status
    area: str
    colour: Colour | None
    target_on: date | None
    milestones: int
    reached: int
    next_milestone: str
    percent: int | None
    review_on: date | None


@dataclass(frozen=True)
class GoalName:
    """A goal to choose from."""

    id: int
    title: str
    status: Status


@dataclass(frozen=True)
class ReviewRow:
    """An open goal that it is time to look at again."""

    id: int
    title: str
    status: Status
    review_on: date
    percent: int | None


@dataclass(frozen=True)
class AdviceLine:
    """A piece of advice from a session about a goal."""

    id: int
    session: int
    text: str
    decision: Decision
    mentor: str


@dataclass(frozen=True)
class Served:
    """How many sessions, planned or held, are about a goal, and how much advice came of them."""

    sessions: int
    advice: int


_ORDERS = {
    Order.TARGET: "g.status IN ('reached', 'dropped'), g.target_on NULLS LAST, g.title COLLATE NOCASE, g.id",
    Order.TITLE: "g.title COLLATE NOCASE, g.id",
    Order.NEWEST: "g.id DESC",
}

_STEP = "FROM milestone m WHERE m.goal_id = g.id AND m.deleted_at IS NULL"

_NEXT = f"{_STEP} AND m.done_on IS NULL ORDER BY m.due_on NULLS LAST, m.position, m.id LIMIT 1"

_PERCENT = (
    "(SELECT c.percent FROM check_in c WHERE c.goal_id = g.id AND c.deleted_at IS NULL"
    " ORDER BY c.held_on DESC, c.id DESC LIMIT 1)"
)

_ABOUT = """
      FROM session_goal l JOIN session s
        ON s.id = l.session_id AND s.deleted_at IS NULL AND s.status IN ('planned', 'held')"""

_ADVICE = f"""{_ABOUT}
      JOIN advice v ON v.session_id = s.id AND v.deleted_at IS NULL"""

_COLUMNS = f"""
    SELECT g.id, g.title, g.status, coalesce(a.name, ''), a.colour, g.target_on,
           (SELECT count(*) {_STEP}), (SELECT count(*) {_STEP} AND m.done_on IS NOT NULL),
           coalesce((SELECT m.title {_NEXT}), ''), {_PERCENT}, g.review_on
      FROM goal g LEFT JOIN area a ON a.id = g.area_id AND a.deleted_at IS NULL
     WHERE g.deleted_at IS NULL AND g.id IN"""


def ids(wanted: Filter) -> "array[int]":
    """The ids of the goals that `wanted` lets through, in its order."""
    where = ["g.deleted_at IS NULL"]
    values: list[object] = []
    if wanted.status:
        where.append("g.status = ?")
        values.append(wanted.status.value)
    if wanted.area:
        where.append("g.area_id = ?")
        values.append(wanted.area)
    query = searching.match(wanted.words)
    if query:
        where.append(
            "g.id IN (SELECT coalesce(m.goal_id, c.goal_id, w.rowid) FROM written_index w"
            " LEFT JOIN milestone m ON m.id = w.rowid LEFT JOIN check_in c ON c.id = w.rowid"
            " WHERE w.written_index MATCH ?)"
        )
        values.append(query)
    return rows.ids_of(
        f"SELECT g.id FROM goal g WHERE {' AND '.join(where)} ORDER BY {_ORDERS[wanted.order]}", *values
    )


def page(wanted: Sequence[int]) -> list[GoalRow]:
    """The rows of these goals, in the order asked for; those that are gone are left out."""
    return paging.page(GoalRow, _COLUMNS, wanted)


def names() -> list[GoalName]:
    """All goals to choose from, the ended ones last."""
    sql = "SELECT g.id, g.title, g.status FROM goal g WHERE g.deleted_at IS NULL ORDER BY "
    return paging.every(GoalName, sql + _ORDERS[Order.TARGET])


def relationships_of(goal: int) -> Sequence[int]:
    """The ids of the relationships that help with a goal."""
    return kept.linked(RelationshipGoal, "goal", goal, "relationship")


def to_review(today: date) -> list[ReviewRow]:
    """The open goals that it is time to look at again, the one that waits longest first."""
    sql = f"""
        SELECT g.id, g.title, g.status, g.review_on, {_PERCENT} FROM goal g
         WHERE g.status = 'open' AND g.review_on IS NOT NULL AND g.review_on <= ? AND g.deleted_at IS NULL
         ORDER BY g.review_on, g.id"""
    return paging.every(ReviewRow, sql, today.isoformat())


def next_step(goal: int) -> int | None:
    """The id of the step that is next, as the list names it."""
    sql = f"SELECT (SELECT m.id {_NEXT}) AS step FROM goal g WHERE g.id = ? AND step IS NOT NULL"
    found = rows.ids_of(sql, goal)
    return found[0] if found else None


def title_of(id: int) -> str:
    """What a goal or a step of one is called, in one line."""
    goal, step = kept.one(GoalDraft, id), kept.one(MilestoneDraft, id)
    title = goal.draft.title if goal else step.draft.title if step else ""
    return " ".join(title.split())


def check_ins(goal: int) -> list[Kept[CheckInDraft]]:
    """The check-ins of a goal, the newest day first."""
    found = kept.several(CheckInDraft, "goal", goal)
    return sorted(found, key=lambda each: (each.draft.held_on, each.id), reverse=True)


def stands_at(goal: int) -> int:
    """How far a goal is by its last check-in, else by its start, else 0 %."""
    found = check_ins(goal)
    if found:
        return found[0].draft.percent
    shown = kept.one(GoalDraft, goal)
    return (shown.draft.baseline or 0) if shown else 0


def served(goal: int) -> Served:
    """How many sessions were about this goal, and how much advice came of them."""
    where = "WHERE l.goal_id = ?1 AND l.deleted_at IS NULL"
    return paging.every(
        Served, f"SELECT (SELECT count(*) {_ABOUT} {where}), (SELECT count(*) {_ADVICE} {where})", goal
    )[0]


def sessions_about(goal: int, limit: int) -> list[SessionRow]:
    """The newest sessions about a goal."""
    where = "WHERE l.goal_id = ? AND l.deleted_at IS NULL ORDER BY s.starts_at DESC, s.id DESC LIMIT ?"
    return sessions.page(rows.ids_of(f"SELECT s.id {_ABOUT} {where}", goal, limit))


def advice_about(goal: int, limit: int) -> list[AdviceLine]:
    """The newest advice from sessions about a goal."""
    sql = f"""
        SELECT v.id, s.id, v.text, v.decision, p.name {_ADVICE}
          JOIN person p ON p.id = v.person_id
         WHERE l.goal_id = ? AND l.deleted_at IS NULL
         ORDER BY s.starts_at DESC, v.id DESC LIMIT ?"""
    return paging.every(AdviceLine, sql, goal, limit)
