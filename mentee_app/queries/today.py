"""Looks up what wants the mentee's attention now: advice to decide, actions to do."""

from dataclasses import dataclass
from datetime import date

from mentee_app.domain.actions import Owner
from mentee_app.queries import paging
from mentee_app.storage import rows


@dataclass(frozen=True)
class AdviceRow:
    """A piece of advice that waits for a decision."""

    id: int
    text: str
    person: int
    mentor: str
    session: int | None
    given_on: date | None


@dataclass(frozen=True)
class ActionRow:
    """An action that is not done."""

    id: int
    text: str
    owner: Owner
    due_on: date | None
    person: int | None
    mentor: str
    session: int | None


def undecided_advice(limit: int) -> list[AdviceRow]:
    """Advice not decided yet, the oldest first."""
    sql = """
        SELECT v.id, v.text, p.id, p.name, v.session_id, v.given_on FROM advice v
          JOIN person p ON p.id = v.person_id
         WHERE v.decision = 'undecided' AND v.deleted_at IS NULL ORDER BY v.id LIMIT ?"""
    return paging.every(AdviceRow, sql, limit)


def open_actions(limit: int) -> list[ActionRow]:
    """Actions not done, the one due first on top, those without a date last."""
    sql = """
        SELECT t.id, t.text, t.owner, t.due_on, p.id, coalesce(p.name, ''), t.session_id FROM action t
          LEFT JOIN person p ON p.id = t.person_id
         WHERE t.done_on IS NULL AND t.deleted_at IS NULL ORDER BY t.due_on NULLS LAST, t.id LIMIT ?"""
    return paging.every(ActionRow, sql, limit)


def waiting() -> tuple[int, int]:
    """How many pieces of advice are undecided, and how many actions are open."""
    sql = """
        SELECT (SELECT count(*) FROM advice WHERE decision = 'undecided' AND deleted_at IS NULL),
               (SELECT count(*) FROM action WHERE done_on IS NULL AND deleted_at IS NULL)"""
    advice, actions = rows.of(sql)[0]
    return int(advice), int(actions)


def nothing_yet() -> bool:
    """Whether nothing was ever written: an empty notebook is offered a first step or the sample."""
    some = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table})" for table in ("person", "goal", "session", "request")
    )
    return not rows.of(f"SELECT {some}")[0][0]
