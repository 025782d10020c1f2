"""Looks up mentors: people with a relationship, one row a person."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from mentee_app.domain.areas import Colour
from mentee_app.domain.relationships import Kind, Status
from mentee_app.queries import paging, searching
from mentee_app.storage import rows


class Order(Enum):
    """How the list is sorted."""

    NAME = "name"
    LAST_SESSION = "last-session"
    STATUS = "status"


@dataclass(frozen=True)
class Filter:
    """Which mentors the list shows; None and "" mean all."""

    words: str = ""
    status: Status | None = None
    area: int | None = None
    order: Order = Order.NAME


@dataclass(frozen=True)
class MentorRow:
    """A mentor in a list, with the relationship that matters most now; times are wall times."""

    id: int
    name: str
    organisation: str
    relationship: int
    kind: Kind
    status: Status
    paused_until: date | None
    area: str
    colour: Colour | None
    last_held: datetime | None
    next_planned: datetime | None


_RANK = "CASE r.status WHEN 'active' THEN 0 WHEN 'asked' THEN 1 WHEN 'considering' THEN 2 WHEN 'paused' THEN 3 ELSE 4 END"

_ORDERS = {
    Order.NAME: "p.name COLLATE NOCASE, p.id",
    Order.LAST_SESSION: "(SELECT max(s.starts_at) FROM session s JOIN relationship q ON q.id = s.relationship_id"
    " WHERE q.person_id = p.id AND s.status = 'held' AND s.deleted_at IS NULL) DESC NULLS LAST, p.name, p.id",
    Order.STATUS: f"(SELECT min({_RANK}) FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL),"
    " p.name COLLATE NOCASE, p.id",
}

_SESSION = (
    "(SELECT s.wall_start FROM session s JOIN relationship q ON q.id = s.relationship_id"
    " WHERE q.person_id = p.id AND q.deleted_at IS NULL AND s.status = '{status}' AND s.deleted_at IS NULL"
    " ORDER BY s.starts_at {direction} LIMIT 1)"
)

_COLUMNS = f"""
    SELECT p.id, p.name, p.organisation, r.id, r.kind, r.status, r.paused_until, coalesce(a.name, ''), a.colour,
           {_SESSION.format(status="held", direction="DESC")}, {_SESSION.format(status="planned", direction="ASC")}
      FROM person p
      JOIN relationship r ON r.id = (SELECT r.id FROM relationship r
            WHERE r.person_id = p.id AND r.deleted_at IS NULL ORDER BY {_RANK}, r.id DESC LIMIT 1)
      LEFT JOIN area a ON a.id = r.area_id AND a.deleted_at IS NULL
     WHERE p.deleted_at IS NULL AND p.id IN"""


def ids(wanted: Filter) -> "array[int]":
    """The ids (of people) that `wanted` lets through, in its order."""
    relationship: list[str] = ["r.person_id = p.id", "r.deleted_at IS NULL"]
    values: list[object] = []
    if wanted.status:
        relationship.append("r.status = ?")
        values.append(wanted.status.value)
    if wanted.area:
        relationship.append("r.area_id = ?")
        values.append(wanted.area)
    where = [
        "p.deleted_at IS NULL",
        f"EXISTS (SELECT 1 FROM relationship r WHERE {' AND '.join(relationship)})",
    ]
    query = searching.match(wanted.words)
    if query:
        where.append(
            "p.id IN (SELECT coalesce(r.person_id, w.rowid) FROM written_index w"
            " LEFT JOIN relationship r ON r.id = w.rowid WHERE w.written_index MATCH ?)"
        )
        values.append(query)
    sql = f"SELECT p.id FROM person p WHERE {' AND '.join(where)} ORDER BY {_ORDERS[wanted.order]}"
    return rows.ids_of(sql, *values)


def names() -> list[tuple[int, str]]:
    """Every mentor (the person's id) and what they are called, by name: a choice among them needs no more."""
    where = "EXISTS (SELECT 1 FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL)"
    order = _ORDERS[Order.NAME]
    return rows.of(
        f"SELECT p.id, p.name FROM person p WHERE p.deleted_at IS NULL AND {where} ORDER BY {order}"
    )


def page(wanted: Sequence[int]) -> list[MentorRow]:
    """The rows of these mentors, in the order asked for; those that are gone are left out."""
    return paging.page(MentorRow, _COLUMNS, wanted)
