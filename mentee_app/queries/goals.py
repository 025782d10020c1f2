"""Looks up goals."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.areas import Colour
from mentee_app.domain.goals import Status
from mentee_app.queries import kept, paging, searching
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
    """A goal in a list, with its milestones counted."""

    id: int
    title: str
    status: Status
    area: str
    colour: Colour | None
    target_on: date | None
    milestones: int
    reached: int
    next_milestone: str


@dataclass(frozen=True)
class GoalName:
    """A goal to choose from."""

    id: int
    title: str
    status: Status


_ORDERS = {
    Order.TARGET: "g.status IN ('reached', 'dropped'), g.target_on NULLS LAST, g.title COLLATE NOCASE, g.id",
    Order.TITLE: "g.title COLLATE NOCASE, g.id",
    Order.NEWEST: "g.id DESC",
}

_STEP = "FROM milestone m WHERE m.goal_id = g.id AND m.deleted_at IS NULL"

_COLUMNS = f"""
    SELECT g.id, g.title, g.status, coalesce(a.name, ''), a.colour, g.target_on,
           (SELECT count(*) {_STEP}), (SELECT count(*) {_STEP} AND m.done_on IS NOT NULL),
           coalesce((SELECT m.title {_STEP} AND m.done_on IS NULL
                      ORDER BY m.due_on NULLS LAST, m.position LIMIT 1), '')
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
            "g.id IN (SELECT coalesce(m.goal_id, w.rowid) FROM written_index w"
            " LEFT JOIN milestone m ON m.id = w.rowid WHERE w.written_index MATCH ?)"
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
