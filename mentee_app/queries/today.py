"""Looks up what wants the mentee's attention now: advice, actions, challenges, introductions, pauses."""

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


@dataclass(frozen=True)
class ChallengeRow:
    """A challenge that waits for an answer."""

    id: int
    text: str
    person: int
    mentor: str
    session: int | None


@dataclass(frozen=True)
class IntroductionRow:
    """Somebody whom `introducer` introduced; whether they were thanked, and told how it went."""

    id: int
    name: str
    introducer: str
    thanked: bool
    told: bool


@dataclass(frozen=True)
class PausedRow:
    """A paused relationship whose day to look at it again has come; `id` is the relationship's."""

    id: int
    person: int
    mentor: str


_ADVICE = """
    SELECT v.id, v.text, p.id, p.name, v.session_id, v.given_on FROM advice v JOIN person p ON p.id = v.person_id
     WHERE v.deleted_at IS NULL AND"""


def undecided_advice(limit: int) -> list[AdviceRow]:
    """Advice not decided yet, the one that was given first on top, those without a day last."""
    given = (
        "coalesce(v.given_on, (SELECT substr(s.wall_start, 1, 10) FROM session s WHERE s.id = v.session_id))"
    )
    sql = f"{_ADVICE} v.decision = 'undecided' ORDER BY {given} NULLS LAST, v.id LIMIT ?"
    return paging.every(AdviceRow, sql, limit)


def advice_to_review(today: date, limit: int) -> list[AdviceRow]:
    """Advice to look at again by `today`, the longest waiting first."""
    sql = f"{_ADVICE} v.review_on IS NOT NULL AND v.review_on <= ? ORDER BY v.review_on, v.id LIMIT ?"
    return paging.every(AdviceRow, sql, today.isoformat(), limit)


def advice_to_tell(limit: int) -> list[AdviceRow]:
    """Advice that was used, with what happened, of which the mentor was not told yet."""
    sql = (
        f"{_ADVICE} v.outcome <> '' AND v.told_on IS NULL AND v.decision IN ('take', 'adapt')"
        " ORDER BY v.decided_on, v.id LIMIT ?"
    )
    return paging.every(AdviceRow, sql, limit)


def open_actions(limit: int) -> list[ActionRow]:
    """Actions not done, the one due first on top, those without a date last."""
    sql = """
        SELECT t.id, t.text, t.owner, t.due_on, p.id, coalesce(p.name, ''), t.session_id FROM action t
          LEFT JOIN person p ON p.id = t.person_id
         WHERE t.done_on IS NULL AND t.deleted_at IS NULL ORDER BY t.due_on NULLS LAST, t.id LIMIT ?"""
    return paging.every(ActionRow, sql, limit)


def offered_challenges(limit: int) -> list[ChallengeRow]:
    """Challenges neither accepted nor declined, the oldest first."""
    sql = """
        SELECT c.id, c.text, p.id, p.name, c.session_id FROM challenge c JOIN person p ON p.id = c.person_id
         WHERE c.status = 'offered' AND c.deleted_at IS NULL ORDER BY c.id LIMIT ?"""
    return paging.every(ChallengeRow, sql, limit)


def introductions(since: int, limit: int) -> list[IntroductionRow]:
    """Introductions written down since a time (Unix milliseconds) for which nobody was thanked, or told how it went."""
    sql = """
        SELECT p.id, p.name, b.name, p.introduction_thanked_on IS NOT NULL, p.introduction_told_on IS NOT NULL
          FROM person p JOIN person b ON b.id = p.introduced_by_id AND b.deleted_at IS NULL
         WHERE p.introduced_by_id IS NOT NULL AND p.deleted_at IS NULL AND p.created_at >= ?
           AND (p.introduction_thanked_on IS NULL OR p.introduction_told_on IS NULL)
         ORDER BY p.id LIMIT ?"""
    return paging.every(IntroductionRow, sql, since, limit)


def paused(today: date) -> list[PausedRow]:
    """Paused relationships to look at again by `today`."""
    sql = """
        SELECT r.id, p.id, p.name FROM relationship r JOIN person p ON p.id = r.person_id
         WHERE r.status = 'paused' AND r.paused_until <= ? AND r.deleted_at IS NULL ORDER BY r.paused_until, r.id"""
    return paging.every(PausedRow, sql, today.isoformat())


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
