"""Looks up questions: the list, the advice that stands side by side under one, and whom one still waits for."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.advice import Decision
from mentee_app.domain.areas import Colour
from mentee_app.queries import paging, searching
from mentee_app.queries.advice import DAY
from mentee_app.queries.given import COLOUR, Name
from mentee_app.storage import rows


class State(Enum):
    """Where a question stands."""

    OPEN = "open"
    WAITING = "waiting"
    DECIDED = "decided"


class Order(Enum):
    """How the list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Filter:
    """Which questions the list shows; None and "" mean all."""

    words: str = ""
    state: State | None = None
    mentor: int | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True)
class QuestionRow:
    """A question in a list: how much advice it gathers, from how many mentors, and the names of those not asked yet."""

    id: int
    opening: str
    decided_on: date | None
    advice: int
    mentors: int
    waits_for: str


@dataclass(frozen=True)
class AdviceOn:
    """A piece of advice as it stands beside others under a question; `industry` is that of who gave it."""

    id: int
    text: str
    context: str
    given_on: date
    decision: Decision
    reason: str
    session: int | None
    person: int
    mentor: str
    organisation: str
    industry: str
    area: str
    colour: Colour | None


@dataclass(frozen=True)
class Asked:
    """A person whom a question waits for, or who was asked on a day."""

    id: int
    name: str
    asked_on: date | None


@dataclass(frozen=True)
class WaitingRow:
    """A question that a person was not asked yet."""

    id: int
    text: str


_ORDERS = {Order.NEWEST: "v.id DESC", Order.OLDEST: "v.id"}

_TIED = """
      FROM question_advice l JOIN advice v ON v.id = l.advice_id AND v.deleted_at IS NULL
      JOIN person p ON p.id = v.person_id
     WHERE l.deleted_at IS NULL AND l.question_id = q.id"""
_UNASKED = """
    FROM question_person l JOIN person p ON p.id = l.person_id AND p.deleted_at IS NULL
   WHERE l.question_id = {question} AND l.asked_on IS NULL AND l.deleted_at IS NULL"""

_ROW = f"""
    SELECT q.id, substr(q.text, 1, 400), q.decided_on, (SELECT count(*) {_TIED}),
           (SELECT count(DISTINCT p.id) {_TIED}),
           coalesce((SELECT group_concat(p.name, ', ') {_UNASKED.format(question="q.id")}), '')
      FROM question q WHERE q.deleted_at IS NULL AND q.id IN"""

_ON = f"""
    SELECT v.id, v.text, v.context, {DAY}, v.decision, v.reason, v.session_id, p.id, p.name, p.organisation,
           p.industry, coalesce(a.name, ''), a.colour
      FROM question_advice l JOIN advice v ON v.id = l.advice_id AND v.deleted_at IS NULL
      JOIN person p ON p.id = v.person_id {COLOUR}
     WHERE l.question_id = ? AND l.deleted_at IS NULL ORDER BY l.id"""


def ids(wanted: Filter) -> "array[int]":
    """The ids of the questions that `wanted` lets through, in its order."""
    unasked = f"EXISTS (SELECT 1 {_UNASKED.format(question='v.id')})"
    where, values = ["v.deleted_at IS NULL"], list[object]()
    if wanted.state is State.WAITING:
        where.append(f"v.decided_on IS NULL AND {unasked}")
    elif wanted.state is not None:
        where.append(f"v.decided_on IS {'NOT ' if wanted.state is State.DECIDED else ''}NULL")
    if wanted.mentor:
        where.append(
            "v.id IN (SELECT l.question_id FROM question_person l WHERE l.person_id = ? AND l.deleted_at IS NULL"
            " UNION SELECT l.question_id FROM question_advice l JOIN advice c ON c.id = l.advice_id"
            " WHERE c.person_id = ? AND c.deleted_at IS NULL AND l.deleted_at IS NULL)"
        )
        values += [wanted.mentor, wanted.mentor]
    query = searching.match(wanted.words)
    if query:
        where.append("v.id IN (SELECT rowid FROM written_index WHERE written_index MATCH ?)")
        values.append(query)
    sql = f"SELECT v.id FROM question v WHERE {' AND '.join(where)} ORDER BY {_ORDERS[wanted.order]}"
    return rows.ids_of(sql, *values)


def page(wanted: Sequence[int]) -> list[QuestionRow]:
    """The rows of these questions, in the order asked for; those that are gone are left out."""
    return paging.page(QuestionRow, _ROW, wanted)


def suggested(typed: str, limit: int = 12) -> list[QuestionRow]:
    """Questions with words that begin as typed, the newest first; without words, those not decided yet."""
    state = None if typed.strip() else State.OPEN
    return page(ids(Filter(words=typed, state=state))[:limit])


def advice_on(question: int) -> list[AdviceOn]:
    """The advice gathered under a question, in the order it was put there."""
    return paging.every(AdviceOn, _ON, question)


def people_of(question: int) -> list[Asked]:
    """Whom a question waits for, and who was asked."""
    sql = (
        "SELECT p.id, p.name, l.asked_on FROM question_person l JOIN person p ON p.id = l.person_id"
        " AND p.deleted_at IS NULL WHERE l.question_id = ? AND l.deleted_at IS NULL"
        " ORDER BY l.asked_on IS NOT NULL, l.id"
    )
    return paging.every(Asked, sql, question)


def waiting_for(person: int) -> list[WaitingRow]:
    """The questions, not decided yet, that this person is still to be asked; the oldest first."""
    sql = (
        "SELECT q.id, q.text FROM question_person l JOIN question q ON q.id = l.question_id"
        " WHERE l.person_id = ? AND l.asked_on IS NULL AND l.deleted_at IS NULL"
        " AND q.decided_on IS NULL AND q.deleted_at IS NULL ORDER BY q.id"
    )
    return paging.every(WaitingRow, sql, person)


def of_advice(advice: int) -> list[Name]:
    """The questions under which a piece of advice stands."""
    sql = (
        "SELECT q.id, q.text FROM question_advice l JOIN question q ON q.id = l.question_id AND q.deleted_at IS NULL"
        " WHERE l.advice_id = ? AND l.deleted_at IS NULL ORDER BY l.id"
    )
    return paging.every(Name, sql, advice)


def mentors() -> list[Name]:
    """The people whom a question waits for, or whose advice stands under one, by name."""
    sql = (
        "SELECT p.id, p.name FROM person p WHERE p.deleted_at IS NULL AND p.id IN"
        " (SELECT l.person_id FROM question_person l WHERE l.deleted_at IS NULL UNION SELECT v.person_id"
        " FROM question_advice l JOIN advice v ON v.id = l.advice_id WHERE l.deleted_at IS NULL)"
        " ORDER BY p.name COLLATE NOCASE, p.id"
    )
    return paging.every(Name, sql)


def exists(id: int) -> bool:
    """Whether there is a question with this id."""
    return bool(rows.of("SELECT 1 FROM question WHERE id = ? AND deleted_at IS NULL", id))
