"""Looks, where reading a notebook failed, for what no program of ours wrote: then the file is at fault, and it is said."""

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from mentee_app.storage import faults

_SECONDS = 4.0
"""How long is looked; who waits has waited for the reading already."""

_FIRST_MS, _LAST_MS = -62_135_500_000_000, 253_402_200_000_000
"""The years 1 to 9999, without the days at their ends, which are none in some zones."""

_IN_SECONDS = frozenset({"starts_at", "meant_at"})
"""Instants that are kept in seconds; all others are in milliseconds."""

_WALLS = (
    "length({0}) <> 16 OR {0} NOT BETWEEN '1900-01-01T00:00' AND '2999-12-31T23:59' OR datetime({0}) IS NULL"
)

_JSON = re.compile(r"json_valid\((\w+)\)")
_LISTS = frozenset({"ready"})


def out_of_time(column: str, value: object) -> bool:
    """Whether the value of a column of that name is an instant or a wall time that no program of ours writes."""
    if column.endswith("_at"):
        by = 1000 if column in _IN_SECONDS else 1
        return isinstance(value, int) and not _FIRST_MS // by <= value <= _LAST_MS // by
    if not column.startswith("wall_") or not isinstance(value, str):
        return False
    try:
        return len(value) != 16 or not 1900 <= datetime.fromisoformat(value).year <= 2999
    except ValueError:
        return True


def strange_value(
    connection: sqlite3.Connection, codes: Mapping[tuple[str, str], frozenset[str]]
) -> str | None:
    """The table and column of a value that cannot be ours ("session.zone"); None where none is found in a few seconds."""
    until = time.monotonic() + _SECONDS
    factory, connection.text_factory = connection.text_factory, bytes
    connection.set_progress_handler(lambda: time.monotonic() > until, 20_000)
    try:
        tables = [
            (name.decode(), words.decode())
            for name, words in connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                " AND name NOT LIKE 'written_index%'"
            )
        ]
        for look in (_too_long, _refused, _out_of_time, _no_text, _no_json, _no_draft):
            for table, words in tables:
                for column in look(connection, table, words):
                    return f"{table}.{column}" if column else table
        for (table, column), known in codes.items():
            if not _in_codes(connection, table, column, known):
                return f"{table}.{column}"
        return None
    except faults.sql_errors() as error:
        return None if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT" else str(error)
    finally:
        connection.set_progress_handler(None, 0)
        connection.text_factory = factory


def _too_long(connection: sqlite3.Connection, table: str, _words: str) -> Iterator[str]:
    try:
        for _row in connection.execute(f"SELECT * FROM {table}"):
            pass
    except faults.sql_errors() as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_TOOBIG":
            raise
        yield ""


def _refused(connection: sqlite3.Connection, table: str, _words: str) -> Iterator[str]:
    """What the table's own words would not have taken."""
    if connection.execute(f"PRAGMA quick_check('{table}')").fetchone()[0] not in ("ok", b"ok"):
        yield ""


def _out_of_time(connection: sqlite3.Connection, table: str, _words: str) -> Iterator[str]:
    for column, kind in _columns(connection, table):
        by = 1000 if column in _IN_SECONDS else 1
        if kind == "INTEGER" and column.endswith("_at"):
            condition = f"{column} NOT BETWEEN {_FIRST_MS // by} AND {_LAST_MS // by}"
        elif column.startswith("wall_"):
            condition = _WALLS.format(column)
        else:
            continue
        if connection.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1").fetchone():
            yield column


def _no_text(connection: sqlite3.Connection, table: str, _words: str) -> Iterator[str]:
    yield from _unread(
        connection, table, [name for name, kind in _columns(connection, table) if kind == "TEXT"], _as_text
    )


def _no_json(connection: sqlite3.Connection, table: str, words: str) -> Iterator[str]:
    for column in _JSON.findall(words):
        read = _SHAPES.get((table, column)) or (_as_list if column in _LISTS else _as_mapping)
        yield from _unread(connection, table, [column], read)


def _in_codes(connection: sqlite3.Connection, table: str, column: str, known: frozenset[str]) -> bool:
    stored = connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")
    return all(code in known for (value,) in stored for code in value.decode().split(",") if code)


def _unread(
    connection: sqlite3.Connection, table: str, columns: list[str], read: Callable[[bytes], object]
) -> Iterator[str]:
    if not columns:
        return
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
        for column, value in zip(columns, row, strict=True):
            try:
                if value is not None:
                    read(value)
            except (ValueError, TypeError, RecursionError):
                yield column


def _as_text(value: bytes) -> None:
    value.decode()


def _as_list(value: bytes) -> None:
    if not isinstance(json.loads(value), list):
        raise TypeError


def _as_mapping(value: bytes) -> None:
    if not isinstance(json.loads(value), dict):
        raise TypeError


def _as_deed(value: bytes) -> None:
    whole = json.loads(value)
    of = whole.get("of") if isinstance(whole, dict) else 0
    is_of = of is None or (isinstance(of, list) and len(of) == 2 and isinstance(of[0], str))
    if not (is_of and all(isinstance(whole.get(each, []), list) for each in ("rows", "made"))):
        raise TypeError


def _as_json(value: bytes) -> None:
    json.loads(value)


def _no_draft(connection: sqlite3.Connection, table: str, _words: str) -> Iterator[str]:
    for kind, content in connection.execute("SELECT kind, content FROM draft") if table == "draft" else ():
        try:
            if not _is_draft(kind.decode(), json.loads(content)):
                yield "content"
        except (ValueError, TypeError, RecursionError):
            yield "content"


def _is_draft(kind: str, content: Any) -> bool:
    """What waits is pairs of texts, of which words set aside have three and four for each part; or the fields of a session."""
    if isinstance(content, dict):
        if kind == "set aside" or kind.startswith("typed "):
            return False
        datetime.fromisoformat(content.get("wall_start", "2000-01-01"))
        known = kind != "log" or content.get("medium", "other") in _MEDIUMS
        return known and all(isinstance(content.get(name), kinds) for name, kinds in _LOGGED.items())
    pairs = isinstance(content, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, str) for each in pair)
        for pair in content
    )
    return pairs and kind != "log" and (kind != "set aside" or (len(content) >= 3 and len(content) % 4 == 3))


_MEDIUMS = ("in-person", "video", "phone", "writing", "other")
_LOGGED = {
    "person": int | None, "minutes": int | None, "name": str | None, "said": str | None, "touched": str | None,
}  # fmt: skip

_SHAPES = {("deed", "before"): _as_deed, ("draft", "content"): _as_json}


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    return [(row[1].decode(), row[2].decode()) for row in connection.execute(f"PRAGMA table_info({table})")]
