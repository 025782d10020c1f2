"""Opens a notebook with the real app and says whether it is whole: what is in it, row by row, and what is wrong with it."""

import hashlib
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mentee_app import app
from mentee_app.backup import locking
from mentee_app.storage import cipher, database, rows, tables
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble

PASSPHRASE = "correct horse"

Rows = dict[str, dict[int, str]]
"""A short hash of each row: by table, by id."""

Columns = dict[str, list[str]]
"""Which columns are looked at, by table."""

Shape = dict[str, int]
"""What a deed does to the rows, as "table added", "table changed", "table gone": how many."""


@dataclass(frozen=True)
class Found:
    """What stands in a notebook that opened, and what is wrong with the file (empty where nothing is)."""

    rows: Rows
    wrong: tuple[str, ...]


@dataclass
class Tally:
    """What one part of the proof counted. A bar is missed where `missed` is not empty."""

    what: str
    done: int = 0
    lost: int = 0
    unopenable: int = 0
    half: int = 0
    missed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def miss(self, where: str, what: str) -> None:
        """One bar was missed."""
        self.missed.append(f"{where}: {what}")


def columns() -> Columns:
    """All columns of all tables as they are now."""
    return {
        table._meta.table_name: [each.column_name for each in table._meta.sorted_fields]
        for table in tables.ALL
    }


def rows_of(wanted: Columns) -> Rows:
    """The rows of the open notebook."""
    found: Rows = {}
    for table, names in wanted.items():
        listed = rows.of(f"SELECT id, {', '.join(names)} FROM {table}")
        found[table] = {row[0]: _short(row[1:]) for row in listed}
    return found


def digest(found: Rows) -> str:
    """One hash of all rows."""
    return _short([(table, sorted(ids.items())) for table, ids in sorted(found.items()) if ids])


def shape(before: Rows, after: Rows) -> Shape:
    """How many rows of which table came, changed and went."""
    counted: Shape = {}
    for table in before.keys() | after.keys():
        old, new = before.get(table, {}), after.get(table, {})
        for name, number in (
            ("added", len(new.keys() - old.keys())),
            ("gone", len(old.keys() - new.keys())),
            ("changed", sum(old[id] != new[id] for id in old.keys() & new.keys())),
        ):
            if number:
                counted[f"{table} {name}"] = number
    return counted


def opened(folder: Path, key: Key | None = None) -> AbstractContextManager[app.App]:
    """The app on a notebook as its start opens it; `key` for one with a passphrase. Raises what opening raises."""
    return app.opened_alone(folder, key) if key else app.opened(folder)


def made_locked(folder: Path) -> Key:
    """Make a notebook with a passphrase (one key of little cost, for every call), and give what opens it."""
    cipher._COSTS[1] = (256, 8, 1)
    database.open_notebook(folder).close()
    key = locking.encrypt(folder, PASSPHRASE).key
    assert key is not None
    return key


def key_of(folder: Path) -> Key:
    """What opens a notebook of `made_locked`."""
    cipher._COSTS[1] = (256, 8, 1)
    return locking.unlocked(folder, PASSPHRASE)


def look_into(folder: Path, wanted: Columns | None = None, key: Key | None = None) -> Found:
    """Open the notebook as a start of the app does, and look at all of it. Raises what opening raises."""
    with opened(folder, key) as found:
        wrong = []
        said = rows.of("PRAGMA integrity_check")
        if said != [("ok",)]:
            wrong.append(f"integrity_check: {said[:3]}")
        if loose := rows.of("PRAGMA foreign_key_check"):
            wrong.append(f"foreign_key_check: {loose[:3]}")
        try:
            found.notebook.execute_sql(
                "INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)"
            )
        except Exception as error:
            wrong.append(f"search index: {error}")
        return Found(rows_of(wanted or columns()), tuple(wrong))


def why(error: BaseException) -> str:
    """A fault in a few words."""
    kind = f" {error.kind.value}" if isinstance(error, Trouble) else ""
    return f"{type(error).__name__}{kind}: {error}"[:300]


def sha(path: Path) -> str:
    """The hash of a file's content; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _short(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:20]
