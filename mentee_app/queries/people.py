"""Looks up people: by what is typed of their names, and what belongs to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.people import same_name
from mentee_app.queries import kept, paging, searching
from mentee_app.queries.kept import Kept
from mentee_app.storage import rows
from mentee_app.storage.tables import PersonArea


@dataclass(frozen=True)
class PersonRow:
    """A person in a list of suggestions."""

    id: int
    name: str
    organisation: str


@dataclass(frozen=True)
class IntroductionRow:
    """Somebody who was introduced, and whether the introducer was thanked and told how it went on."""

    id: int
    name: str
    thanked_on: date | None
    told_on: date | None


_COLUMNS = "SELECT p.id, p.name, p.organisation FROM person p WHERE p.deleted_at IS NULL"


def suggested(typed: str, limit: int = 12) -> list[PersonRow]:
    """People whose name holds words that begin as typed (case and diacritics do not matter), mentors first."""
    query = searching.match_title(typed)
    if not query:
        return []
    sql = (
        f"{_COLUMNS} AND p.id IN (SELECT rowid FROM written_index WHERE written_index MATCH ?)"
        " ORDER BY EXISTS (SELECT 1 FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL) DESC,"
        " p.name COLLATE NOCASE LIMIT ?"
    )
    return paging.every(PersonRow, sql, query, limit)


def named(name: str) -> list[PersonRow]:
    """The people with exactly this name; upper and lower case and superfluous space do not matter."""
    return [row for row in suggested(name, 1000) if same_name(row.name, name)]


def one(id: int) -> PersonRow | None:
    """The person with this id."""
    found = paging.every(PersonRow, f"{_COLUMNS} AND p.id = ?", id)
    return found[0] if found else None


def count() -> int:
    """How many people there are."""
    return int(rows.of("SELECT count(*) FROM person WHERE deleted_at IS NULL")[0][0])


def areas_of(person: int) -> Sequence[int]:
    """The ids of the areas of life in which a person knows their way, in the order in which they were said."""
    return kept.linked(PersonArea, "person", person, "area")


def introduced_by(person: int) -> list[IntroductionRow]:
    """Whom a person introduced to the mentee, by name."""
    sql = (
        "SELECT id, name, introduction_thanked_on, introduction_told_on FROM person"
        " WHERE introduced_by_id = ? AND deleted_at IS NULL ORDER BY name COLLATE NOCASE, id"
    )
    return paging.every(IntroductionRow, sql, person)


def contacts_of(person: int) -> list[Kept[ContactDraft]]:
    """The contacts with a person, the newest first."""
    found = kept.several(ContactDraft, "person", person)
    return sorted(found, key=lambda each: (each.draft.held_on, each.id), reverse=True)
