"""Looks up what lies in the trash: one row for each deletion, with what was deleted along with it counted."""

import json
from dataclasses import dataclass
from typing import Any

from mentee_app.storage import rows, step_2, tables

DAYS = 90
"""So long, at the least, everything stays in the trash; it is never emptied by itself."""


@dataclass(frozen=True)
class TrashRow:
    """A deletion: `id` is the deed's, `table` names what was deleted, `title` is its own words, `at` in Unix milliseconds."""

    id: int
    table: str
    title: str
    at: int
    along: int


def thrown_away(limit: int = 1000) -> list[TrashRow]:
    """The deletions that were not undone, the newest first."""
    sql = """
        SELECT id, label, before FROM deed
         WHERE undone_at IS NULL AND json_extract(before, '$.trashed_at') IS NOT NULL ORDER BY id DESC LIMIT ?"""
    found = [_row(id, label, json.loads(before)) for id, label, before in rows.of(sql, limit)]
    return [row for row in found if row is not None]


def own_words(id: int) -> tuple[str, str]:
    """The table of whatever has this id, in the trash or not, and the first of its own words; "" where it is gone."""
    for table in tables.ALL:
        name = table._meta.table_name
        if name in step_2.WRITTEN and rows.of(f"SELECT 1 FROM {name} WHERE id = ?", id):
            return name, _title(name, id, 0)
    return "", ""


def _row(id: int, label: str, before: dict[str, Any]) -> TrashRow | None:
    at = before["trashed_at"]
    counted = {
        table._meta.table_name: rows.of(
            f"SELECT count(*) FROM {table._meta.table_name} WHERE deleted_at = ?", at
        )[0][0]
        for table in _SPOKEN_OF
    }
    table, subject = before.get("of") or (label.removeprefix("trash "), None)
    total = sum(counted.values())
    if not total:
        return None
    return TrashRow(id, table, _title(table, subject, at), at, total - 1)


def _title(table: str, subject: int | None, at: int) -> str:
    """The own words of a row in the trash; a session or a relationship is named after its person as well."""
    title, body = step_2.WRITTEN.get(table, ((), ()))
    first, rest = (" || ' ' || ".join(columns) or "''" for columns in (title, body))
    words = f"coalesce(nullif(trim({first}), ''), {rest})"
    which, value = ("id", subject) if subject is not None else ("deleted_at", at)
    found = rows.of(f"SELECT id, substr({words}, 1, 300) FROM {table} WHERE {which} = ? LIMIT 1", value)
    if not found:
        return ""
    id, text = found[0]
    person = rows.of(_PERSON[table], id) if table in _PERSON else []
    return " · ".join(part for part in ([row[0] for row in person] + [" ".join(str(text).split())]) if part)


_OF_RELATIONSHIP = "JOIN relationship r ON r.person_id = p.id"
_PERSON = {
    "session": f"SELECT p.name FROM person p {_OF_RELATIONSHIP} JOIN session s ON s.relationship_id = r.id WHERE s.id = ?",
    "relationship": f"SELECT p.name FROM person p {_OF_RELATIONSHIP} WHERE r.id = ?",
    "contact": "SELECT p.name FROM person p JOIN contact c ON c.person_id = p.id WHERE c.id = ?",
}

_SPOKEN_OF = tuple(
    table
    for table in tables.ALL
    if table._meta.table_name in step_2.WRITTEN and table not in (tables.AgreementTerm, tables.AboutMe)
)
"""Links, series and terms are not counted: nobody knows them as things."""
