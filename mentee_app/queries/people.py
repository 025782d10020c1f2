"""Looks up people by what is typed of their names."""

from dataclasses import dataclass

from mentee_app.queries import paging, searching
from mentee_app.storage import rows


@dataclass(frozen=True)
class PersonRow:
    """A person in a list of suggestions."""

    id: int
    name: str
    organisation: str


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
    """The people with exactly this name, upper and lower case alike."""
    wanted = name.strip().casefold()
    return [row for row in suggested(name, 1000) if row.name.strip().casefold() == wanted] if wanted else []


def one(id: int) -> PersonRow | None:
    """The person with this id."""
    found = paging.every(PersonRow, f"{_COLUMNS} AND p.id = ?", id)
    return found[0] if found else None


def count() -> int:
    """How many people there are."""
    return int(rows.of("SELECT count(*) FROM person WHERE deleted_at IS NULL")[0][0])
