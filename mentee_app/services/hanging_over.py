"""Hangs all that hangs on one person on another, inside a transaction."""

from typing import Any

from mentee_app.domain import uids
from mentee_app.domain.incoming import Source
from mentee_app.queries import outside
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids, rows, tables
from mentee_app.storage.tables import Row

_CARDS = Source.VCARD.value
_BY_PERSON: tuple[tuple[type[Row], str], ...] = (
    (tables.Relationship, "person"),
    (tables.Advice, "person"),
    (tables.Challenge, "person"),
    (tables.Action, "person"),
    (tables.Contact, "person"),
    (tables.Request, "person"),
    (tables.Person, "introduced_by"),
)
_LINKS: tuple[tuple[type[Row], str], ...] = ((tables.PersonArea, "area"), (tables.QuestionPerson, "question"))
"""What ties a person to something, by one row for each pair, which may lie in the trash."""


def hang(one: int, other: int, undoing: Undoing) -> set[int]:
    """Hang what hangs on person `one` on `other`; the ids of what was changed. A link both have stays behind with `one`.

    What lies in the trash stays as it is.
    """
    changed: set[int] = set()
    for table, field in _BY_PERSON:
        column: Any = table._meta.fields[field]
        query = table.select(table.id).where(column == one, table.deleted_at.is_null(), table.id != other)
        for (id,) in rows.tuples(query.order_by(table.id)):
            _change(undoing, table, id, {field: other})
            changed.add(id)
    for table, field in _LINKS:
        changed |= _hang_links(table, field, one, other, undoing)
    known = outside.uids_of(tables.Person, _CARDS)
    for person in {one, other}.difference(known):
        _note_own_uid(person, other, undoing)
    _hang_uids(one, other, undoing)
    return changed


def _hang_links(table: type[Row], field: str, one: int, other: int, undoing: Undoing) -> set[int]:
    known = {row[field]: row for row in _links(table, other)}
    changed = set()
    for row in _links(table, one):
        if row["deleted_at"] is not None:
            continue
        there = known.get(row[field])
        after: dict[str, Any] = {"person": other} if there is None else {}
        if there is not None and there["deleted_at"] is not None:
            after = {"deleted_at": None}
        if there is not None and row.get("asked_on") and (not there["asked_on"] or after):
            after["asked_on"] = row["asked_on"]
        if after:
            id = row["id"] if there is None else there["id"]
            _change(undoing, table, id, after)
            changed.add(row[field])
    return changed


def _links(table: type[Row], of: int) -> list[dict[str, Any]]:
    person: Any = table._meta.fields["person"]
    return rows.dicts(table.select().where(person == of).order_by(table.id))


def _note_own_uid(person: int, on: int, undoing: Undoing) -> None:
    """The uid by which an address book may know a person from our cards is that of the person `on` from now on."""
    now, made = ids.now_ms(), ids.new_id()
    whose = {"kind": tables.Person._meta.table_name, "subject_id": on}
    known = {"source": _CARDS, "uid": uids.own_uid(person)}
    tables.OutsideId.insert(id=made, created_at=now, updated_at=now, **whose, **known).execute()
    undoing.made(tables.OutsideId, made)


def _hang_uids(one: int, other: int, undoing: Undoing) -> None:
    """An address book that knew the one knows the other: what it sends again is not a new person."""
    table = tables.OutsideId
    these = (
        (table.kind == tables.Person._meta.table_name)
        & (table.subject_id == one)
        & table.deleted_at.is_null()
    )
    for (id,) in rows.tuples(table.select(table.id).where(these).order_by(table.id)):
        _change(undoing, table, id, {"subject_id": other})


def _change(undoing: Undoing, table: type[Row], id: int, after: dict[str, Any]) -> None:
    undoing.change(table, id, after)
    table.update(**after).where(table.id == id).execute()
