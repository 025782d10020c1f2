"""Puts saved rows into a new notebook and mends links to rows that are lost: words are kept, bare links are let go."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from mentee_app.backup import census
from mentee_app.i18n import _
from mentee_app.storage import faults, ids
from mentee_app.storage.values import out_of_time

GAP = "\ufffd"
"""Stands in a text where a part of it could not be read."""


@dataclass
class Inserted:
    """Rows that the new file did not take, and those of which it took a part."""

    lost: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)


@dataclass
class Mended:
    """Rows that stand in for lost ones and bare links that were let go, by table; links that were emptied.

    `missing`: the stand-ins whose own row is known to be lost. The others are only there for a stand-in to belong to.
    """

    placeholders: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    unlinked: int = 0


def tables(fresh: sqlite3.Connection) -> tuple[str, ...]:
    """The tables of the new file."""
    return census.table_names(fresh)


def inserted(fresh: sqlite3.Connection, table: str, rows: dict[int, dict[str, object]]) -> Inserted:
    """Put rows into a table of the new file, whose links are not looked at yet."""
    done = Inserted()
    columns = _columns(fresh, table)
    for id, row in sorted(rows.items()):
        values = {
            name: value for name, value in row.items() if name in columns and not out_of_time(name, value)
        }
        for name, fallback in _REQUIRED.items():
            if columns.get(name) and name not in values:
                values[name] = fallback
        kept = _put(fresh, table, values, columns)
        if kept is None:
            done.lost.add(id)
        elif kept < len(row) or any(isinstance(value, str) and GAP in value for value in values.values()):
            done.cut.add(id)
    return done


def orphans_mended(fresh: sqlite3.Connection) -> Mended:
    """Until no link leads nowhere: empty it where it may be empty, let a row without words go, else put a stand-in at its end."""
    mended, shared = Mended(), dict[str, int]()
    while orphans := fresh.execute("PRAGMA foreign_key_check").fetchall():
        orphans.sort(
            key=lambda orphan: not _has_words(fresh, orphan[0])
        )  # a link may lead to a stand-in then
        for table, id, parent, number in orphans:
            column = _link_column(fresh, table, number)
            row = fresh.execute(f"SELECT {column} FROM {table} WHERE id = ?", (id,)).fetchone()
            if row is None:
                continue
            if not _columns(fresh, table)[column]:
                emptied = f"UPDATE {table} SET {column} = NULL, rev = rev + 1, updated_at = ? WHERE id = ?"
                fresh.execute(emptied, (ids.now_ms(), id))
                mended.unlinked += 1
            elif _exists(fresh, parent, row[0]):
                continue
            elif _has_words(fresh, table) and _stand_in(fresh, parent, row[0], shared):
                mended.placeholders[parent] += 1
                mended.missing[parent] += row[0] not in shared.values()
            else:
                fresh.execute(f"DELETE FROM {table} WHERE id = ?", (id,))
                mended.dropped[table] += 1
    return mended


_REQUIRED: dict[str, object] = {
    "created_at": 0,
    "updated_at": 0,
    "starts_at": 0,
    "wall_start": "1970-01-01T00:00",
    "zone": "UTC",
}
"""What a row must have of itself; the day the count of time began says that it is not known."""


def _put(
    fresh: sqlite3.Connection, table: str, values: dict[str, object], columns: dict[str, bool]
) -> int | None:
    """Insert a row; a value that the file refuses is left out where it may be. How many were taken, None for no row."""
    if _insert(fresh, table, values):
        return len(values)
    sound = {name: value for name, value in values.items() if columns[name] or name == "id"}
    for name, value in values.items():
        if name not in sound and _insert(fresh, table, {**sound, name: value}):
            fresh.execute(f"DELETE FROM {table} WHERE id = ?", (values["id"],))
            sound[name] = value
    return len(sound) if _insert(fresh, table, sound) else None


_REFUSALS = frozenset({"IntegrityError", "InterfaceError", "UnicodeEncodeError"})
"""By name: each driver has its own classes for what it refuses."""


def _insert(fresh: sqlite3.Connection, table: str, values: dict[str, object]) -> bool:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    try:
        fresh.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
    except faults.sql_errors(UnicodeEncodeError) as error:
        if type(error).__name__ not in _REFUSALS:
            raise
        return False
    return True


def _columns(fresh: sqlite3.Connection, table: str) -> dict[str, bool]:
    """The columns and whether a row must give them: NOT NULL, and no value that stands in."""
    return {row[1]: bool(row[3]) and row[4] is None for row in fresh.execute(f"PRAGMA table_info({table})")}


def _has_words(fresh: sqlite3.Connection, table: str) -> bool:
    return "TEXT" in census.columns(fresh, table).values() and table not in _LINKS


_LINKS = frozenset({"question_person"})
"""Tables that hold no words of the person's though a date is written as text."""


def _link_column(fresh: sqlite3.Connection, table: str, number: int) -> str:
    return next(str(row[3]) for row in fresh.execute(f"PRAGMA foreign_key_list({table})") if row[0] == number)


def _exists(fresh: sqlite3.Connection, table: str, id: int) -> bool:
    return fresh.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone() is not None


def _stand_in(fresh: sqlite3.Connection, table: str, id: int, shared: dict[str, int]) -> bool:
    """A row with the id of a lost one, so that what belongs to it has a place.

    What it must belong to itself is lost too: one row in each table, whose id is in `shared`, stands in and is made next.
    """
    columns = _columns(fresh, table)
    values = {"id": id, **{name: value for name, value in _WORDLESS.items() if columns.get(name)}}
    values |= {name: words for name, words in _words().items() if columns.get(name)}
    values |= _ended(table)
    for row in fresh.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        if columns[row[3]]:
            values[row[3]] = shared.setdefault(row[2], ids.new_id())
    return _insert(fresh, table, values)


_WORDLESS: dict[str, object] = {
    **_REQUIRED,
    "kind": "mentoring",
    "rule": "once",
    "count": 1,
}


def _words() -> dict[str, str]:
    return dict.fromkeys(("name", "title", "text"), _("Lost when the notebook was damaged"))


def _ended(table: str) -> dict[str, str]:
    """Nothing is to be asked or planned for a stand-in."""
    words = _("Lost when the notebook was damaged")
    return {
        "session": {"status": "held", "topic": words},
        "relationship": {"status": "ended", "purpose": words},
    }.get(table, {})
