"""One kept thing by its id: the draft as it stands, with the revision an editor needs to save it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mentee_app.domain import stored
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.goals import GoalDraft, MilestoneDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft
from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft
from mentee_app.storage import rows, tables

Draft = TypeVar("Draft")

TABLES: dict[type[Any], type[tables.Row]] = {
    AboutMeDraft: tables.AboutMe,
    ActionDraft: tables.Action,
    AdviceDraft: tables.Advice,
    AgendaItemDraft: tables.AgendaItem,
    AreaDraft: tables.Area,
    ChallengeDraft: tables.Challenge,
    GoalDraft: tables.Goal,
    MilestoneDraft: tables.Milestone,
    PersonDraft: tables.Person,
    RelationshipDraft: tables.Relationship,
    RequestDraft: tables.Request,
    SessionDraft: tables.Session,
    SkillDraft: tables.Skill,
}
"""Which table keeps which draft."""


@dataclass(frozen=True)
class Kept(Generic[Draft]):
    """A kept draft: its id, its revision (counts the writes), what it says, and its times in Unix milliseconds."""

    id: int
    rev: int
    draft: Draft
    created_at: int = 0
    updated_at: int = 0


def one(kind: type[Draft], id: int | None) -> Kept[Draft] | None:
    """The kept thing with this id; None where there is none, or where it lies in the trash."""
    if id is None:
        return None
    table = TABLES[kind]
    found = rows.dicts(table.select().where(table.id == id, table.deleted_at.is_null()))
    return _kept(kind, found[0]) if found else None


def several(kind: type[Draft], field: str, value: Any) -> list[Kept[Draft]]:
    """The kept things whose `field` is `value`, by position where they have one, then in the order they were made."""
    table = TABLES[kind]
    order = [table.position, table.id] if hasattr(table, "position") else [table.id]
    found = table.select().where(getattr(table, field) == value, table.deleted_at.is_null()).order_by(*order)
    return [_kept(kind, row) for row in rows.dicts(found)]


def linked(table: type[tables.Row], mine: str, own_id: int, other: str) -> Sequence[int]:
    """The ids of `other` that a link table ties to `own_id`, in the order they were tied."""
    query = table.select(getattr(table, other)).where(
        getattr(table, mine) == own_id, table.deleted_at.is_null()
    )
    return [row[0] for row in rows.tuples(query.order_by(table.id))]


def _kept(kind: type[Draft], row: dict[str, Any]) -> Kept[Draft]:
    draft = stored.restored(kind, row)
    return Kept(row["id"], row["rev"], draft, row["created_at"], row["updated_at"])
