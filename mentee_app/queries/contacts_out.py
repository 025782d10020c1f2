"""Looks up the people as an address book is to have them."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentee_app.domain import uids
from mentee_app.domain.incoming import Source
from mentee_app.queries import outside, paging
from mentee_app.storage import tables


@dataclass(frozen=True)
class CardRow:
    """A person for an address book; `updated_at` in Unix milliseconds. What is not asked for is not here to be told."""

    id: int
    updated_at: int
    name: str
    email: str
    phone: str
    reach: str
    organisation: str
    role: str
    industry: str
    how_met: str
    notes: str


def cards(wanted: Iterable[int] | None = None, with_notes: bool = False) -> list[CardRow]:
    """The people with these ids, all where None; by name. Their notes are empty unless asked for."""
    notes = "notes" if with_notes else "''"
    sql = (
        "SELECT id, updated_at, name, email, phone, reach, organisation, role, industry, how_met,"
        f" {notes} FROM person WHERE deleted_at IS NULL ORDER BY name COLLATE NOCASE, id"
    )
    found = paging.every(CardRow, sql)
    if wanted is None:
        return found
    these = set(wanted)
    return [row for row in found if row.id in these]


def uids_of(people: Iterable[int]) -> dict[int, str]:
    """The uid that each of these people (ids) has in address books: the one they came with, else our own."""
    came_with = outside.uids_of(tables.Person, Source.VCARD.value)
    return {id: came_with.get(id) or uids.own_uid(id) for id in people}
