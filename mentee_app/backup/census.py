"""Counts what is in a notebook, table by table, and takes the hash of its texts: cheap on the live file, whole on a copy."""

import hashlib
import sqlite3
from dataclasses import dataclass

from mentee_app.storage import steps

_NOT_WRITTEN = frozenset({"preference", "draft", "deed"})
"""Tables whose changes are no writing of the person's."""


@dataclass(frozen=True)
class Table:
    """One table: its rows, when the last of them was changed, and the sum of their revs."""

    name: str
    rows: int
    changed_at: int | None
    revs: int


@dataclass(frozen=True)
class Census:
    """What a notebook holds at one moment."""

    schema: int
    tables: tuple[Table, ...]
    sessions: int
    people: int
    written_at: int | None
    """When something was written last, in Unix milliseconds."""


def table_names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The tables with rows of the person's, without those of the search index."""
    found = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'written_index%' ORDER BY name"
    )
    return tuple(_text(row[0]) for row in found)


def columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table with their types, in order; of a name that is no table, none."""
    return {
        _text(row[1]): _text(row[2]) for row in connection.execute(f'PRAGMA table_info("{_quoted(table)}")')
    }


def taken(connection: sqlite3.Connection) -> Census:
    """Counts of one moment: the caller holds a transaction, or the file does not change. Reads no text."""
    tables = tuple(_table(connection, name) for name in table_names(connection))
    written = [table.changed_at for table in tables if table.name not in _NOT_WRITTEN and table.changed_at]
    return Census(
        schema=steps.version(connection),
        tables=tables,
        sessions=_count(connection, "session"),
        people=_count(connection, "person"),
        written_at=max(written, default=None),
    )


def text_hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """The SHA-256 over all texts of each table, row by row with their ids. `connection` reads bytes from now on."""
    connection.text_factory = bytes
    return {name: _text_hash(connection, name) for name in table_names(connection)}


def _table(connection: sqlite3.Connection, name: str) -> Table:
    row = connection.execute(
        "SELECT count(*), max(CASE WHEN typeof(updated_at) = 'integer' THEN updated_at END),"
        f' coalesce(CAST(total(rev) AS INTEGER), 0) FROM "{_quoted(name)}" NOT INDEXED'
    ).fetchone()
    return Table(name, *row)


def _count(connection: sqlite3.Connection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()
    return int(found[0])


def _text_hash(connection: sqlite3.Connection, table: str) -> str:
    digest = hashlib.sha256()
    texts = [name for name, kind in columns(connection, table).items() if kind == "TEXT"]
    listed = "".join(f', "{_quoted(name)}"' for name in texts)
    for id, *values in connection.execute(f'SELECT id{listed} FROM "{_quoted(table)}" ORDER BY id'):
        parts = [b"%d" % id]
        for value in values:
            parts.append(b"\0-" if value is None else b"\0%d:" % len(value) + value)
        digest.update(b"".join(parts) + b"\n")
    return digest.hexdigest()


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _quoted(name: str) -> str:
    return name.replace('"', '""')
