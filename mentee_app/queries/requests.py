"""Looks up requests: what was asked for, its outcome, and what came of it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.requests import Answer, OwnChoice
from mentee_app.queries import paging, searching
from mentee_app.storage import rows


class State(Enum):
    """How far a request is."""

    HALF_DONE = "half-done"
    FINISHED = "finished"
    WAITING = "waiting"
    ANSWERED = "answered"


class Order(Enum):
    """How the list is sorted."""

    NEWEST = "newest"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Filter:
    """Which requests the list shows; None and "" mean all."""

    words: str = ""
    state: State | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True)
class RequestRow:
    """A request in a list. Times in Unix milliseconds; `outcome` is None while it is half done."""

    id: int
    opening: str
    outcome: str | None
    own_choice: OwnChoice | None
    finished_at: int | None
    updated_at: int
    answer: Answer
    person: str
    goal: str
    related: bool
    asked_on: date | None
    follow_up_on: date | None


_ORDERS = {Order.NEWEST: "q.id DESC", Order.OUTCOME: "q.outcome NULLS FIRST, q.id DESC"}

_STATES = {
    State.HALF_DONE: "q.finished_at IS NULL",
    State.FINISHED: "q.finished_at IS NOT NULL",
    State.WAITING: "q.answer = 'sent'",
    State.ANSWERED: "q.answer IN ('yes', 'no', 'no-answer')",
}

_COLUMNS = """
    SELECT q.id, substr(q.own_words, 1, 200), q.outcome, q.own_choice, q.finished_at, q.updated_at, q.answer,
           coalesce(p.name, ''), coalesce(g.title, ''), r.id IS NOT NULL, q.asked_on, q.follow_up_on
      FROM request q
      LEFT JOIN person p ON p.id = q.person_id AND p.deleted_at IS NULL
      LEFT JOIN goal g ON g.id = q.goal_id AND g.deleted_at IS NULL
      LEFT JOIN relationship r ON r.id = q.relationship_id AND r.deleted_at IS NULL
     WHERE q.deleted_at IS NULL AND q.id IN"""


def ids(wanted: Filter) -> "array[int]":
    """The ids of the requests that `wanted` lets through, in its order."""
    where = ["q.deleted_at IS NULL"]
    values: list[object] = []
    if wanted.state:
        where.append(_STATES[wanted.state])
    query = searching.match(wanted.words)
    if query:
        where.append("q.id IN (SELECT rowid FROM written_index WHERE written_index MATCH ?)")
        values.append(query)
    sql = f"SELECT q.id FROM request q WHERE {' AND '.join(where)} ORDER BY {_ORDERS[wanted.order]}"
    return rows.ids_of(sql, *values)


def page(wanted: Sequence[int]) -> list[RequestRow]:
    """The rows of these requests, in the order asked for; those that are gone are left out."""
    return paging.page(RequestRow, _COLUMNS, wanted)


def half_done() -> list[RequestRow]:
    """The requests that were begun and not finished, the newest first."""
    return page(ids(Filter(state=State.HALF_DONE)))


def to_follow_up(today: date) -> list[RequestRow]:
    """The requests that were sent, wait for an answer, and may be asked again by `today`; the oldest first."""
    sql = """
        SELECT id FROM request WHERE follow_up_on IS NOT NULL AND deleted_at IS NULL
           AND answer = 'sent' AND follow_up_on <= ? ORDER BY follow_up_on, id"""
    return page(rows.ids_of(sql, today.isoformat()))
