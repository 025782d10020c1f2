"""Proves that a file which nobody has open is a whole notebook: its kind, its version, every page, every link, every text."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mentee_app.backup import census, telling
from mentee_app.backup.census import Census
from mentee_app.storage import spacing, steps
from mentee_app.trouble import TroubleKind


@dataclass(frozen=True)
class Proof:
    """What was found in a file that is whole: its counts, the hash of its texts by table, and links that lead nowhere."""

    census: Census
    texts: dict[str, str]
    loose_ends: int


def proven(path: Path) -> Proof:
    """Read the whole file at `path`, which changes nothing. Raises Trouble: not a notebook, too new, damaged, no access.

    Links that lead nowhere are counted, not refused: a copy of what there is is better than none.
    """
    refuse_foreign(path)
    with telling.told(path), reading(path) as connection:
        if steps.version(connection) > steps.NEWEST:
            raise telling.raised(TroubleKind.TOO_NEW, path)
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise telling.raised(TroubleKind.DAMAGED, path)
        loose_ends = sum(1 for _row in connection.execute("PRAGMA foreign_key_check"))
        counted = census.taken(connection)
        return Proof(counted, census.text_hashes(connection), loose_ends)


def refuse_foreign(path: Path) -> None:
    """Raises Trouble where the header says that the file is none of ours, or newer than this program."""
    with telling.told(path), path.open("rb") as file:
        header = file.read(100)
    application = int.from_bytes(header[68:72], "big")
    if header[:16] != b"SQLite format 3\0" or len(header) < 100 or application != steps.APPLICATION_ID:
        raise telling.raised(TroubleKind.NOT_A_DATABASE, path)
    if int.from_bytes(header[60:64], "big") > steps.NEWEST:
        raise telling.raised(TroubleKind.TOO_NEW, path)


def refuse_strange(path: Path) -> None:
    """Raises Trouble where the file lacks one of our tables, or holds a trigger or view that we did not write.

    What another program put into a file must not run in the notebook. A further table or index does nothing by itself.
    """
    with telling.told(path), reading(path) as connection:
        theirs, ours = set(_schema(connection)), set(_own_schema(steps.version(connection)))
    acting = {
        entry for entry in theirs - ours if entry[0] in ("trigger", "view") or "VIRTUAL" in entry[2].upper()
    }
    if acting or any(kind == "table" for kind, _name, _sql in ours - theirs):
        raise telling.raised(TroubleKind.NOT_A_DATABASE, path)


def _own_schema(version: int) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        steps.walk(connection, version)
        return _schema(connection)


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()


@contextmanager
def reading(path: Path, immutable: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. `immutable` leaves a -wal out of account and makes no file beside it."""
    address = f"file:{quote(os.fsencode(path.as_posix()), safe='/:')}?mode=ro" + "&immutable=1" * immutable
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=1)) as connection:
        spacing.teach(connection)
        yield connection
