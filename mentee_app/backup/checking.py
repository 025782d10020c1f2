"""Looks for damage: quickly at the start, thoroughly on demand, and against the newest proven copy where pages look whole."""

import json
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentee_app.backup import census, proving
from mentee_app.storage import cipher, faults, ids, likeness, spacing
from mentee_app.storage.cipher import Key
from mentee_app.storage.database import SafeSqliteDatabase

BUDGET = 0.4
"""Seconds for the check at the start. 120 MB take 0.25 s from a warm cache."""


@dataclass(frozen=True)
class Quick:
    """What the check at the start found. `complete` is False where the time was up before the last table."""

    whole: bool
    complete: bool
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Full:
    """What the thorough check found. Problems speak of tables and pages, never in the person's words.

    `index_whole` is None where the file cannot be written, so that the index was not asked.
    `changed`: rows by table whose text differs from the proven copy's though they were not written since.
    """

    problems: tuple[str, ...]
    loose_ends: int
    index_whole: bool | None
    compared: int
    changed: dict[str, tuple[int, ...]]

    @property
    def whole(self) -> bool:
        return (
            not self.problems and not self.loose_ends and self.index_whole is not False and not self.changed
        )


def quick(connection: sqlite3.Connection, turn: int = 0, budget: float = BUDGET) -> Quick:
    """Check table by table until the time is up, beginning with another table at each `turn` (the day's ordinal, say)."""
    until = time.monotonic() + budget
    connection.set_progress_handler(lambda: time.monotonic() > until, 20_000)
    try:
        names = [row[0] for row in connection.execute(_ALL_TABLES)]
        start = turn % len(names) if names else 0
        for name in names[start:] + names[:start]:
            if time.monotonic() > until:
                return Quick(whole=True, complete=False)
            found = connection.execute(f"PRAGMA quick_check('{name}')").fetchmany(5)
            if found != [("ok",)]:
                return Quick(False, True, tuple(str(row[0]) for row in found))
        return Quick(whole=bool(names), complete=True)
    except faults.sql_errors() as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            return Quick(whole=True, complete=False)
        return Quick(False, True, (str(error),))
    finally:
        connection.set_progress_handler(None, 0)


def full(connection: sqlite3.Connection, good: Path | None = None, file: Path | None = None) -> Full:
    """Check every page, link and index entry, and each text against the proven copy `good`. Seconds for each 100 MB.

    `connection` may be the notebook's, between two units of work. It is only read, but for the index's own check.
    `file` is where its pages were read from, where they are in memory.
    """
    spacing.teach(connection)
    problems: list[str] = []
    loose_ends = 0
    try:
        problems += _unsealed(connection, file)
        problems += [row[0] for row in connection.execute("PRAGMA integrity_check(100)") if row[0] != "ok"]
        loose_ends = sum(1 for _row in connection.execute("PRAGMA foreign_key_check"))
    except faults.sql_errors() as error:
        problems.append(str(error))
    readable = good is not None and _is_readable(good, cipher.key_of(connection))
    compared, changed = _compared(connection, good, problems) if good and readable else (0, {})
    return Full(tuple(problems), loose_ends, _index_whole(connection), compared, changed)


def rebuild_index(notebook: SafeSqliteDatabase) -> None:
    """Make the search index anew from the texts, in one unit of work. Raises Trouble."""
    spacing.teach(notebook.connection())  # type: ignore[no-untyped-call]
    with notebook.unit_of_work():
        notebook.execute_sql("INSERT INTO written_index(written_index) VALUES ('rebuild')")  # type: ignore[no-untyped-call]


_ALL_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND rootpage > 0 ORDER BY name"


def _unsealed(connection: sqlite3.Connection, file: Path | None) -> list[str]:
    """The pages of a locked file that are not as they were written. In memory they have no seals, so the file is asked; not
    where it has a -wal, whose pages go before its own."""
    if connection.execute("PRAGMA database_list").fetchone()[2]:
        return [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    key = cipher.key_of(connection)
    if key is None or file is None or file.with_name(file.name + "-wal").exists():
        return []
    with proving.reading(file, key=key) as sealed:
        return [row[0] for row in sealed.execute("PRAGMA cipher_integrity_check")]


def _index_whole(connection: sqlite3.Connection) -> bool | None:
    """Whether the index holds what the texts say (rank 1 compares both)."""
    try:
        connection.execute("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
    except faults.sql_errors() as error:
        return None if getattr(error, "sqlite_errorname", "").startswith("SQLITE_READONLY") else False
    return True


def _is_readable(good: Path, key: Key | None) -> bool:
    try:
        if not cipher.fits(good, None) and not cipher.fits(good, key):
            return False
        with proving.reading(good, key=key) as kept:
            return likeness.flaw_of(kept) is None
    except faults.sql_errors(OSError):
        return False  # whoever lists the copies says so


def _compared(
    connection: sqlite3.Connection, good: Path, problems: list[str]
) -> tuple[int, dict[str, tuple[int, ...]]]:
    compared, changed = 0, {}
    with proving.reading(good, key=cipher.key_of(connection)) as kept:
        kept.text_factory = bytes
        factory, connection.text_factory = connection.text_factory, bytes
        try:
            for table in census.table_names(kept):
                try:
                    count, rows = _compared_table(connection, kept, table)
                except faults.sql_errors() as error:
                    problems.append(f"{table}: {error}")
                    continue
                compared += count
                if rows:
                    changed[table] = rows
        finally:
            connection.text_factory = factory
    return compared, changed


def _compared_table(
    connection: sqlite3.Connection, kept: sqlite3.Connection, table: str
) -> tuple[int, tuple[int, ...]]:
    """How many rows were written by nobody since the copy, and those of them whose values differ all the same."""
    now = list(census.columns(connection, table))
    both = [name for name in census.columns(kept, table) if name in now and name not in ("updated_at", "rev")]
    query = f'SELECT id, updated_at, rev, {", ".join(both)} FROM "{table}" ORDER BY id'
    theirs, compared, differ = kept.execute(query), 0, []
    other = theirs.fetchone()
    for row in connection.execute(query):
        while other and other[0] < row[0]:
            other = theirs.fetchone()
        if other and other[:3] == row[:3]:
            compared += 1
            if other != row and not (table == "deed" and _is_known(*_by_name(both, other, row))):
                differ.append(row[0])
    return compared, tuple(differ)


def _by_name(columns: list[str], *rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row[3:], strict=True)) for row in rows]


def _is_known(kept: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a deed differs only in what is written without being counted.

    It was undone: versions up to 2026 did not count that. Or it came in with a whole notebook, where of a deed there is
    only what it put in the trash. A flipped bit makes neither a moment of our time out of NULL, nor lists empty.
    """
    if kept["undone_at"] is None and isinstance(now["undone_at"], int) and now["undone_at"] > ids.EPOCH_MS:
        now = {**now, "undone_at": None}
    return now in (kept, {**kept, **_handed_on(kept["before"])})


def _handed_on(before: bytes) -> dict[str, bytes]:
    """The columns of a deed as they come in with a whole notebook (services/notebook_joining.py)."""
    whole = json.loads(before)
    if not whole.get("of"):
        return {}
    rest = {"rows": [], "made": [], "trashed_at": whole["trashed_at"], "of": whole["of"]}
    return {"label": f"trash {whole['of'][0]}".encode(), "before": json.dumps(rest).encode()}
