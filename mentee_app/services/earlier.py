"""Keeps earlier versions of what a person wrote, one for each writing stint."""

from typing import Any

from mentee_app.domain import stints
from mentee_app.storage import ids, rows, step_2
from mentee_app.storage.tables import EarlierVersion, Row


def keep(table: type[Row], id: int, before: dict[str, Any], changed: dict[str, Any], since: int) -> None:
    """Inside a transaction, before texts of a row become `changed`: keep those of `before` that a stint ends with.

    `since` is when the row was made (Unix milliseconds).
    """
    title, body = step_2.WRITTEN.get(table._meta.table_name, ((), ()))
    for field in (name for name in changed if name in (*title, *body)):
        last = max(since, _last_kept(id, field))
        if stints.keeps(before[field], changed[field], ids.now_ms() - last):
            put(table, id, field, before[field])


def has(id: int, field: str, text: str) -> bool:
    """Whether a text is an earlier version already."""
    sql = "SELECT 1 FROM earlier_version WHERE subject_id = ? AND field = ? AND text = ?"
    return bool(rows.of(sql, id, field, text))


def put(table: type[Row], id: int, field: str, text: str) -> None:
    """Inside a transaction: keep a text as an earlier version."""
    now = ids.now_ms()
    EarlierVersion.insert(
        id=ids.new_id(),
        created_at=now,
        updated_at=now,
        kind=table._meta.table_name,
        subject_id=id,
        field=field,
        text=text,
    ).execute()


def _last_kept(id: int, field: str) -> int:
    sql = "SELECT created_at FROM earlier_version WHERE subject_id = ? AND field = ? ORDER BY id DESC LIMIT 1"
    found = rows.of(sql, id, field)
    return int(found[0][0]) if found else 0
