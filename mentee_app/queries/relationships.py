"""Looks up relationships: of one person, to choose from, and what was agreed in one."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentee_app.domain.areas import Colour
from mentee_app.domain.relationships import Kind, RelationshipDraft, Status
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


def agreed(relationship: int) -> dict[str, str]:
    """What was agreed, by term id of the instrument."""
    query = AgreementTerm.select(AgreementTerm.term, AgreementTerm.text)
    return dict(
        rows.tuples(
            query.where(AgreementTerm.relationship == relationship, AgreementTerm.deleted_at.is_null())
        )
    )


def goals_of(relationship: int) -> Sequence[int]:
    """The ids of the goals that a relationship helps with."""
    return kept.linked(RelationshipGoal, "relationship", relationship, "goal")
