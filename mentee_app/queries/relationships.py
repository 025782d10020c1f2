"""Looks up relationships: of one person, to choose from, and what was agreed in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mentee_app.domain.areas import Colour
from mentee_app.domain.relationships import Kind, RelationshipDraft, Stage, Status
from mentee_app.queries import kept, paging
from mentee_app.queries.kept import Kept
from mentee_app.storage import rows
from mentee_app.storage.tables import AgreementTerm, RelationshipGoal


@dataclass(frozen=True)
class RelationshipRow:
    """A relationship to choose from."""

    id: int
    person: int
    name: str
    kind: Kind
    status: Status
    area: str
    colour: Colour | None


@dataclass(frozen=True)
class Meetings:
    """The sessions of one relationship at a glance; times are wall times.

    `next` is the next planned one, or, where none is to come, one that is planned for a time that has passed.
    """

    held: int
    last: datetime | None
    next: datetime | None
    next_session: int | None


@dataclass(frozen=True)
class Spell:
    """One relationship in the history of a person. `first_held` and `last_held` are wall times."""

    id: int
    kind: Kind
    status: Status
    area: str
    started_on: date | None
    ended_on: date | None
    stay_in_touch: bool | None
    held: int
    first_held: datetime | None
    last_held: datetime | None


_COLUMNS = """
    SELECT r.id, p.id, p.name, r.kind, r.status, coalesce(a.name, ''), a.colour FROM relationship r
      JOIN person p ON p.id = r.person_id AND p.deleted_at IS NULL
      LEFT JOIN area a ON a.id = r.area_id AND a.deleted_at IS NULL
     WHERE r.deleted_at IS NULL"""


def all_relationships() -> list[RelationshipRow]:
    """All relationships, the ended ones last, by name."""
    return paging.every(
        RelationshipRow, f"{_COLUMNS} ORDER BY r.status = 'ended', p.name COLLATE NOCASE, r.id"
    )


def one(id: int) -> RelationshipRow | None:
    """The relationship with this id."""
    found = paging.every(RelationshipRow, f"{_COLUMNS} AND r.id = ?", id)
    return found[0] if found else None


def of_person(person: int) -> list[Kept[RelationshipDraft]]:
    """A person's relationships, the newest first."""
    return kept.several(RelationshipDraft, "person", person)[::-1]


def meetings(relationship: int, now: int) -> Meetings:
    """When they met and when they will meet; `now` in Unix seconds."""
    held, last = rows.of(
        "SELECT count(*), (SELECT wall_start FROM session WHERE relationship_id = ?1 AND +status = 'held'"
        " AND deleted_at IS NULL ORDER BY starts_at DESC LIMIT 1)"
        " FROM session WHERE relationship_id = ?1 AND +status = 'held' AND deleted_at IS NULL",
        relationship,
    )[0]
    planned = rows.of(
        "SELECT id, wall_start FROM session WHERE relationship_id = ?1 AND +status = 'planned'"
        " AND deleted_at IS NULL ORDER BY starts_at < ?2, abs(starts_at - ?2), id LIMIT 1",
        relationship,
        now,
    )
    session, start = planned[0] if planned else (None, None)
    return Meetings(held, _moment(last), _moment(start), session)


def still_planned(relationship: int) -> list[tuple[int, datetime]]:
    """The planned sessions of one relationship (id, wall time), the earliest first."""
    found = rows.of(
        "SELECT id, wall_start FROM session WHERE relationship_id = ? AND +status = 'planned'"
        " AND deleted_at IS NULL ORDER BY starts_at, id",
        relationship,
    )
    return [(id, datetime.fromisoformat(start)) for id, start in found]


def spells(person: int) -> list[Spell]:
    """A person's relationships as a history, the newest first."""
    sql = """
        SELECT r.id, r.kind, r.status, coalesce(a.name, ''), r.started_on, r.ended_on, r.stay_in_touch,
               (SELECT count(*) FROM session s WHERE s.relationship_id = r.id AND +s.status = 'held'
                   AND s.deleted_at IS NULL),
               (SELECT s.wall_start FROM session s WHERE s.relationship_id = r.id AND +s.status = 'held'
                   AND s.deleted_at IS NULL ORDER BY s.starts_at LIMIT 1) AS first_held,
               (SELECT s.wall_start FROM session s WHERE s.relationship_id = r.id AND +s.status = 'held'
                   AND s.deleted_at IS NULL ORDER BY s.starts_at DESC LIMIT 1)
          FROM relationship r LEFT JOIN area a ON a.id = r.area_id AND a.deleted_at IS NULL
         WHERE r.person_id = ? AND r.deleted_at IS NULL
         ORDER BY coalesce(r.started_on, substr(first_held, 1, 10), '9999') DESC, r.id DESC"""
    return paging.every(Spell, sql, person)


def has_mentor_besides(person: int) -> bool:
    """Whether there is an active mentoring with somebody else than this person (id)."""
    sql = """
        SELECT 1 FROM relationship r JOIN person p ON p.id = r.person_id AND p.deleted_at IS NULL
         WHERE r.status = 'active' AND r.kind = 'mentoring' AND r.deleted_at IS NULL AND r.person_id <> ? LIMIT 1"""
    return bool(rows.of(sql, person))


def stages(relationship: int) -> dict[Stage, int]:
    """How many skills of an apprenticeship stand at each stage."""
    sql = "SELECT stage, count(*) FROM skill WHERE relationship_id = ? AND deleted_at IS NULL GROUP BY stage"
    found = dict(rows.of(sql, relationship))
    return {stage: found.get(stage.value, 0) for stage in Stage}


def agreed(relationship: int) -> dict[str, str]:
    """What was agreed, by term id of the instrument."""
    query = AgreementTerm.select(AgreementTerm.term, AgreementTerm.text)
    return dict(
        rows.tuples(
            query.where(AgreementTerm.relationship == relationship, AgreementTerm.deleted_at.is_null())
        )
    )


def term(relationship: int, name: str) -> int | None:
    """The id of what was agreed under a term (its id in the instrument)."""
    sql = "SELECT id FROM agreement_term WHERE relationship_id = ? AND term = ? AND deleted_at IS NULL"
    found = rows.of(sql, relationship, name)
    return int(found[0][0]) if found else None


def goals_of(relationship: int) -> Sequence[int]:
    """The ids of the goals that a relationship helps with."""
    return kept.linked(RelationshipGoal, "relationship", relationship, "goal")


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
