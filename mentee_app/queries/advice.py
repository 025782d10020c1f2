"""Looks up advice: the ids in order, the rows of a page, and what became of it all."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain import advice as rules
from mentee_app.domain.advice import Age, Decision
from mentee_app.domain.areas import Colour
from mentee_app.queries import paging
from mentee_app.queries.given import COLOUR, Narrowing
from mentee_app.storage import rows


class Order(Enum):
    """How the list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    MENTOR = "mentor"


class Waiting(Enum):
    """What advice that is decided on still waits for."""

    TELLING = "telling"
    REVIEW = "review"


@dataclass(frozen=True)
class Filter:
    """Which advice the list shows, seen from `today`; None and "" mean all."""

    today: date
    words: str = ""
    show: Decision | Waiting | None = None
    mentor: int | None = None
    goal: int | None = None
    area: int | None = None
    age: Age | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True)
class AdviceRow:
    """A piece of advice in a list; `opening` is the beginning of its text, `outcome` that of what happened."""

    id: int
    opening: str
    person: int
    mentor: str
    colour: Colour | None
    session: int | None
    decision: Decision
    given_on: date
    review_on: date | None
    outcome: str
    told_on: date | None


@dataclass(frozen=True)
class Waits:
    """How much advice waits for what."""

    undecided: int
    telling: int
    review: int


DAY = "coalesce(v.given_on, date(v.created_at / 1000, 'unixepoch'))"
"""The day it was given, else the day it was written down."""

_ORDERS = {
    Order.NEWEST: f"{DAY} DESC, v.id DESC",
    Order.OLDEST: f"{DAY}, v.id",
    Order.MENTOR: f"p.name COLLATE NOCASE, {DAY} DESC, v.id DESC",
}

_TELLING = "v.outcome <> '' AND v.told_on IS NULL AND v.decision IN ('take', 'adapt')"
_REVIEW = "v.review_on IS NOT NULL AND v.review_on <= ?"

_COLUMNS = f"""
    SELECT v.id, substr(v.text, 1, 400), p.id, p.name, a.colour, v.session_id, v.decision, {DAY}, v.review_on,
           substr(trim(v.outcome), 1, 80), v.told_on
      FROM advice v JOIN person p ON p.id = v.person_id {COLOUR}
     WHERE v.deleted_at IS NULL AND v.id IN"""


def ids(wanted: Filter) -> "array[int]":
    """The ids of the advice that `wanted` lets through, in its order."""
    narrowing = Narrowing()
    narrowing.words(wanted.words)
    narrowing.mentor(wanted.mentor)
    narrowing.goal(wanted.goal)
    narrowing.area(wanted.area)
    if isinstance(wanted.show, Decision):
        narrowing.add("v.decision = ?", wanted.show.value)
    elif wanted.show is Waiting.TELLING:
        narrowing.add(_TELLING)
    elif wanted.show is Waiting.REVIEW:
        narrowing.add(_REVIEW, wanted.today.isoformat())
    if wanted.age:
        first, last = rules.span(wanted.age, wanted.today)
        narrowing.add(f"{DAY} BETWEEN ? AND ?", first.isoformat() if first else "", last.isoformat())
    tables = "advice v"
    if wanted.order is Order.MENTOR:
        tables += " JOIN person p ON p.id = v.person_id"
    sql = f"SELECT v.id FROM {tables} WHERE {narrowing.sql} ORDER BY {_ORDERS[wanted.order]}"
    return rows.ids_of(sql, *narrowing.values)


def page(wanted: Sequence[int]) -> list[AdviceRow]:
    """The rows of this advice, in the order asked for; what is gone is left out."""
    return paging.page(AdviceRow, _COLUMNS, wanted)


def suggested(typed: str, today: date, limit: int = 12) -> list[AdviceRow]:
    """Advice with words that begin as typed, in it or in the name of who gave it; the newest first."""
    return page(ids(Filter(today, words=typed))[:limit]) if typed.strip() else []


def became() -> dict[Decision, int]:
    """How much advice there is of each decision."""
    sql = "SELECT decision, count(*) FROM advice WHERE deleted_at IS NULL GROUP BY decision"
    return {Decision(decision): int(count) for decision, count in rows.of(sql)}


def waits(today: date) -> Waits:
    """How much advice is to be decided, to be told back, and to be looked at again."""
    sql = (
        f"SELECT (SELECT count(*) FROM advice v WHERE v.decision = 'undecided' AND v.deleted_at IS NULL),"
        f" (SELECT count(*) FROM advice v WHERE {_TELLING} AND v.deleted_at IS NULL),"
        f" (SELECT count(*) FROM advice v WHERE {_REVIEW} AND v.deleted_at IS NULL)"
    )
    undecided, telling, review = rows.of(sql, today.isoformat())[0]
    return Waits(int(undecided), int(telling), int(review))


def exists(id: int) -> bool:
    """Whether there is advice with this id."""
    return bool(rows.of("SELECT 1 FROM advice WHERE id = ? AND deleted_at IS NULL", id))
