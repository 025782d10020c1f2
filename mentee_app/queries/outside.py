"""Looks up what is here already of what another program knows: by its id there, and by what people would call the same."""

import json
from collections.abc import Iterable

from mentee_app.domain import uids
from mentee_app.storage import rows, tables


def known(table: type[tables.Row], source: str, wanted: Iterable[str]) -> dict[str, int]:
    """Which of these uids mean something that is here (ids). A session that was moved is the one that came in its place."""
    every = list(wanted)
    own = {uid: id for uid in every if (id := uids.own_id(uid)) is not None}
    found = dict(
        rows.of(
            f"""SELECT o.uid, o.subject_id FROM outside_id o
                  JOIN {table._meta.table_name} t ON t.id = o.subject_id AND t.deleted_at IS NULL
                 WHERE o.source = ? AND o.kind = ? AND o.deleted_at IS NULL
                   AND o.uid IN (SELECT value FROM json_each(?)) ORDER BY o.id""",
            source,
            table._meta.table_name,
            json.dumps(every),
        )
    ) | _living(table, own)
    if table is not tables.Session:
        return found
    last = _in_place_of(found.values())
    return {uid: last[id] for uid, id in found.items()}


def uids_of(table: type[tables.Row], source: str) -> dict[int, str]:
    """The uid by which such files know each thing of a table (ids): our own where it was noted, else the first it came with."""
    sql = "SELECT subject_id, uid FROM outside_id WHERE kind = ? AND source = ? AND deleted_at IS NULL ORDER BY id"
    found: dict[int, str] = {}
    for id, uid in rows.of(sql, table._meta.table_name, source):
        found[id] = uid if uid == uids.own_uid(id) else found.get(id, uid)
    return found


def people() -> list[tuple[int, str, str]]:
    """Everybody: id, name, email; who was changed last comes last."""
    return [
        (id, name, email)
        for id, name, email in rows.of(
            "SELECT id, name, email FROM person WHERE deleted_at IS NULL ORDER BY updated_at, id"
        )
    ]


def sessions_at(starts: Iterable[int]) -> dict[tuple[int, int], int]:
    """The sessions (ids) that begin at one of these instants (Unix seconds), by person and instant; not the moved ones."""
    found = rows.of(
        """SELECT r.person_id, s.starts_at, s.id FROM session s JOIN relationship r ON r.id = s.relationship_id
            WHERE s.deleted_at IS NULL AND s.status <> 'moved' AND s.starts_at IN (SELECT value FROM json_each(?))""",
        json.dumps(sorted(set(starts))),
    )
    return {(person, start): id for person, start, id in found}


def contacts_noted() -> dict[tuple[int, str, str], int]:
    """All contacts (ids) by person, day and note."""
    sql = "SELECT person_id, held_on, note, id FROM contact WHERE deleted_at IS NULL"
    return {(person, day, note): id for person, day, note, id in rows.of(sql)}


def actions_noted() -> dict[tuple[int | None, str, str | None], int]:
    """All actions (ids) by person, text and the day they are due."""
    sql = "SELECT person_id, text, due_on, id FROM action WHERE deleted_at IS NULL"
    return {(person, text, due): id for person, text, due, id in rows.of(sql)}


def _living(table: type[tables.Row], wanted: dict[str, int]) -> dict[str, int]:
    sql = (
        f"SELECT id FROM {table._meta.table_name}"
        " WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))"
    )
    here = set(rows.ids_of(sql, json.dumps(list(wanted.values()))))
    return {uid: id for uid, id in wanted.items() if id in here}


def _in_place_of(moved: Iterable[int]) -> dict[int, int]:
    """For each session (id) the last of those that came in its place: itself, where it was not moved."""
    found = rows.of(
        """WITH RECURSIVE after(first, id, step) AS (
               SELECT value, value, 0 FROM json_each(?)
               UNION ALL
               SELECT a.first, s.moved_to_id, a.step + 1 FROM after a JOIN session s ON s.id = a.id
                 JOIN session n ON n.id = s.moved_to_id AND n.deleted_at IS NULL
                WHERE a.step < 1000)
           SELECT first, id, max(step) FROM after GROUP BY first""",
        json.dumps(sorted(set(moved))),
    )
    return {first: id for first, id, _step in found}
