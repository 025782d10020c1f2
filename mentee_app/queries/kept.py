"""One kept thing by its id: the draft as it stands, with the revision an editor needs to save it again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from mentee_app.domain import stored
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft
from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.series import SeriesDraft
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft
from mentee_app.domain.templates import TemplateDraft
from mentee_app.storage import rows, tables

Draft = TypeVar("Draft")

TABLES: dict[type[Any], type[tables.Row]] = {
    AboutMeDraft: tables.AboutMe,
    ActionDraft: tables.Action,
    AdviceDraft: tables.Advice,
    AgendaItemDraft: tables.AgendaItem,
    AreaDraft: tables.Area,
    ChallengeDraft: tables.Challenge,
    CheckInDraft: tables.CheckIn,
    ContactDraft: tables.Contact,
    GoalDraft: tables.Goal,
    MilestoneDraft: tables.Milestone,
    NeedDraft: tables.AreaNeed,
    PersonDraft: tables.Person,
    QuestionDraft: tables.Question,
    RelationshipDraft: tables.Relationship,
    RequestDraft: tables.Request,
    SeriesDraft: tables.Series,
    SessionDraft: tables.Session,
    SkillDraft: tables.Skill,
    TemplateDraft: tables.AgendaTemplate,
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

    def as_it_was(self, draft: Draft) -> "Kept[Draft]":
        """The same at an earlier revision, saying `draft`: what is saved from that is joined with what stands now."""
        return replace(self, rev=self.rev - 1, draft=draft)


def one(kind: type[Draft], id: int | None) -> Kept[Draft] | None:
    """The kept thing with this id; None where there is none, or where it lies in the trash."""
    if id is None:
        return None
    found = rows.of(f"{_select(kind.__name__)} AND id = ?", id)
    return _kept(kind, found[0]) if found else None


def several(kind: type[Draft], field: str, value: Any) -> list[Kept[Draft]]:
    """The kept things whose `field` is `value`, by position where they have one, then in the order they were made."""
    table = TABLES[kind]
    column = getattr(table, field).column_name
    order = "position, id" if hasattr(table, "position") else "id"
    return [
        _kept(kind, row)
        for row in rows.of(f"{_select(kind.__name__)} AND {column} = ? ORDER BY {order}", value)
    ]


def living(table: type[tables.Row], wanted: Iterable[int]) -> bool:
    """Whether all of these rows (ids) are there, and none lies in the trash."""
    ids = set(wanted)
    sql = f"SELECT 1 FROM {table._meta.table_name} WHERE id = ? AND deleted_at IS NULL"
    return all(rows.of(sql, id) for id in ids)


def is_kept(id: int) -> bool:
    """Whether a thing of any kind (ids name one of all) is there, and does not lie in the trash."""
    return any(living(table, [id]) for table in TABLES.values())


def linked(table: type[tables.Row], mine: str, own_id: int, other: str) -> Sequence[int]:
    """The ids of `other` that a link table ties to `own_id`, in the order they were tied."""
    own, far = getattr(table, mine).column_name, getattr(table, other).column_name
    sql = f"SELECT {far} FROM {table._meta.table_name} WHERE {own} = ? AND deleted_at IS NULL ORDER BY id"
    return [row[0] for row in rows.of(sql, own_id)]


@cache
def _select(name: str) -> str:
    """The beginning of the query for a kind of draft; writing it anew each time would cost more than running it."""
    kind, table = next((kind, table) for kind, table in TABLES.items() if kind.__name__ == name)
    columns = [getattr(table, name).column_name for name in (*_OF_THE_ROW, *kind.__dataclass_fields__)]
    return f"SELECT {', '.join(columns)} FROM {table._meta.table_name} WHERE deleted_at IS NULL"


_OF_THE_ROW = ("id", "rev", "created_at", "updated_at")


def _kept(kind: type[Draft], row: tuple[Any, ...]) -> Kept[Draft]:
    id, rev, created_at, updated_at, *values = row
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    draft = stored.restored(kind, dict(zip(names, values, strict=True)))
    return Kept(id, rev, draft, created_at, updated_at)
