"""Reads what can still be read of one table in a damaged file, row by row, around the pages that cannot."""

import sqlite3
from dataclasses import dataclass, field

from mentee_app.storage import faults

_PROBES = 3000
"""How often a gap of unknown ids is halved at most; ids that an index knows are asked for one by one besides."""

_HIGHEST = 2**63 - 1


@dataclass
class Gathered:
    """The rows of one table by id, each with the columns that could be read, and the ids known to be lost."""

    rows: dict[int, dict[str, object]] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    """Rows of which a part could not be read."""


def gathered(connection: sqlite3.Connection, table: str, columns: list[str]) -> Gathered:
    """Everything of `table` that can be read. `connection` reads texts with a factory that cannot fail."""
    found = Gathered()
    last = _walked(connection, table, columns, found, ascending=True)
    if last is not None:
        first = _walked(connection, table, columns, found, ascending=False)
        known = _indexed(connection, table)
        for id in sorted(known - found.rows.keys()):
            if not _asked(connection, table, columns, id, found):
                found.lost.add(id)
        _halved(connection, table, columns, (last, first if first is not None else _HIGHEST), found)
        found.lost -= found.rows.keys()
    return found


def _walked(
    connection: sqlite3.Connection, table: str, columns: list[str], found: Gathered, ascending: bool
) -> int | None:
    """Read along the ids until a page fails. The id at which that was; None where all was read."""
    here = -1 if ascending else _HIGHEST
    order = "" if ascending else "DESC"
    try:
        for row in connection.execute(_select(columns, table, f"NOT INDEXED ORDER BY id {order}")):
            here = row[0]
            found.rows[here] = dict(zip(columns, row, strict=True))
    except faults.sql_errors():
        return here
    return None


def _indexed(connection: sqlite3.Connection, table: str) -> set[int]:
    """The ids of the table that any of its indexes still knows."""
    known: set[int] = set()
    try:
        names = [row[1] for row in connection.execute(f"PRAGMA index_list({table})")]
    except faults.sql_errors():
        return known
    for name in names:
        for order in ("", "DESC"):
            known |= _ids_along(connection, table, str(name), order)
    return known


def _ids_along(connection: sqlite3.Connection, table: str, index: str, order: str) -> set[int]:
    known: set[int] = set()
    try:
        column, where = _leading(connection, index)
        query = f'SELECT id FROM {table} INDEXED BY "{index}" {where} ORDER BY {column} {order}'
        for row in connection.execute(query):
            known.add(row[0])
    except faults.sql_errors(LookupError):
        pass  # what was read up to here counts
    return known


def _leading(connection: sqlite3.Connection, index: str) -> tuple[str, str]:
    column = next(iter(connection.execute(f'PRAGMA index_info("{index}")')))[2]
    sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (index,)).fetchone()[0] or ""
    where = sql[sql.index(" WHERE ") :] if " WHERE " in sql else ""
    return str(column), where


def _asked(connection: sqlite3.Connection, table: str, columns: list[str], id: int, found: Gathered) -> bool:
    """One row by its id; where it cannot be read as a whole, each column that can. Whether anything could."""
    try:
        row = connection.execute(_select(columns, table, "NOT INDEXED WHERE id = ?"), (id,)).fetchone()
    except faults.sql_errors():
        parts = _parts(connection, table, columns, id)
        if parts is None:
            return False
        found.rows[id] = {"id": id, **parts}
        found.cut.add(id)
        return True
    if row:
        found.rows[id] = dict(zip(columns, row, strict=True))
    return row is not None


def _parts(
    connection: sqlite3.Connection, table: str, columns: list[str], id: int
) -> dict[str, object] | None:
    parts: dict[str, object] = {}
    for column in columns[1:]:
        try:
            row = connection.execute(_select([column], table, "NOT INDEXED WHERE id = ?"), (id,)).fetchone()
        except faults.sql_errors():
            continue
        if row:
            parts[column] = row[0]
    return parts or None


def _halved(
    connection: sqlite3.Connection, table: str, columns: list[str], gap: tuple[int, int], found: Gathered
) -> None:
    """Look for rows between the two ends at which reading failed, by halving the ranges that fail."""
    waiting, probes = [gap], 0
    while waiting and probes < _PROBES:
        low, high = waiting.pop(0)
        if high - low < 2:
            continue
        probes += 1
        if _range(connection, table, columns, low, high, found):
            continue
        if (
            high - low == 2
        ):  # nobody knows that there was such a row: it is not counted where it cannot be read
            _asked(connection, table, columns, low + 1, found)
            continue
        middle = (low + high) // 2
        waiting += [(low, middle + 1), (middle, high)]


def _range(
    connection: sqlite3.Connection, table: str, columns: list[str], low: int, high: int, found: Gathered
) -> bool:
    """Read the rows between two ids, both left out. Whether nothing failed."""
    query = _select(columns, table, "NOT INDEXED WHERE id > ? AND id < ? ORDER BY id")
    try:
        for row in connection.execute(query, (low, high)):
            found.rows[row[0]] = dict(zip(columns, row, strict=True))
    except faults.sql_errors():
        return False
    return True


def _select(columns: list[str], table: str, rest: str) -> str:
    return f"SELECT {', '.join(columns)} FROM {table} {rest}"
