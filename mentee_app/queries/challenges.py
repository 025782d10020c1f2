"""Looks up challenges: the ids in order and the rows of a page."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.areas import Colour
from mentee_app.domain.challenges import Status
from mentee_app.queries import paging
from mentee_app.queries.given import COLOUR, Narrowing
from mentee_app.storage import rows


class Order(Enum):
    """How the list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    MENTOR = "mentor"


@dataclass(frozen=True)
class Filter:
    """Which challenges the list shows; None and "" mean all."""

    words: str = ""
    status: Status | None = None
    mentor: int | None = None
    goal: int | None = None
    area: int | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True)
class ChallengeRow:
    """A challenge in a list; `opening` is the beginning of its text, `learned` that of what was learned."""

    id: int
    opening: str
    person: int
    mentor: str
    colour: Colour | None
    session: int | None
    status: Status
    offered_on: date
    learned: str


_DAY = "coalesce(substr(s.wall_start, 1, 10), date(v.created_at / 1000, 'unixepoch'))"

_ORDERS = {
    Order.NEWEST: f"{_DAY} DESC, v.id DESC",
    Order.OLDEST: f"{_DAY}, v.id",
    Order.MENTOR: f"p.name COLLATE NOCASE, {_DAY} DESC, v.id DESC",
}

_COLUMNS = f"""
    SELECT v.id, substr(v.text, 1, 400), p.id, p.name, a.colour, v.session_id, v.status, {_DAY},
           substr(trim(v.learned), 1, 80)
      FROM challenge v JOIN person p ON p.id = v.person_id {COLOUR}
     WHERE v.deleted_at IS NULL AND v.id IN"""


def ids(wanted: Filter) -> "array[int]":
    """The ids of the challenges that `wanted` lets through, in its order."""
    narrowing = Narrowing()
    narrowing.words(wanted.words)
    narrowing.mentor(wanted.mentor)
    narrowing.goal(wanted.goal)
    narrowing.area(wanted.area)
    if wanted.status:
        narrowing.add("v.status = ?", wanted.status.value)
    tables = "challenge v JOIN person p ON p.id = v.person_id LEFT JOIN session s ON s.id = v.session_id"
    sql = f"SELECT v.id FROM {tables} WHERE {narrowing.sql} ORDER BY {_ORDERS[wanted.order]}"
    return rows.ids_of(sql, *narrowing.values)


def page(wanted: Sequence[int]) -> list[ChallengeRow]:
    """The rows of these challenges, in the order asked for; those that are gone are left out."""
    return paging.page(ChallengeRow, _COLUMNS, wanted)


def exists(id: int) -> bool:
    """Whether there is a challenge with this id."""
    return bool(rows.of("SELECT 1 FROM challenge WHERE id = ? AND deleted_at IS NULL", id))
