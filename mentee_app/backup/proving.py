"""Proves that a file which nobody has open is a whole notebook: its kind, its version, every page, every link, every text."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import census, telling
from mentee_app.backup.census import Census
from mentee_app.storage import cipher, faults, likeness, spacing, steps
from mentee_app.storage.cipher import Key
from mentee_app.trouble import TroubleKind


@dataclass(frozen=True)
class Proof:
    """What was found in a file that is whole: its counts, the hash of its texts by table, and links that lead nowhere."""

    census: Census
    texts: dict[str, str]
    loose_ends: int


def proven(path: Path, key: Key | None = None) -> Proof:
    """Read the whole file at `path`, which changes nothing; `key` opens it where it has a passphrase.

    Raises Trouble: not a notebook, something in it that another program put there, too new, damaged, no access, another
    passphrase.

    Links that lead nowhere are counted, not refused: a copy of what there is is better than none.
    """
    refuse_foreign(path, key)
    with telling.told(path), reading(path, key=key) as connection:
        refuse_strange(connection, path)
        unsealed = connection.execute("PRAGMA cipher_integrity_check").fetchone()  # None without a passphrase
        if unsealed or connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise telling.raised(TroubleKind.DAMAGED, path)
        loose_ends = sum(1 for _row in connection.execute("PRAGMA foreign_key_check"))
        counted = census.taken(connection)
        return Proof(counted, census.text_hashes(connection), loose_ends)


def refuse_strange(connection: sqlite3.Connection, path: Path) -> None:
    """Raises Trouble where the schema is not ours: what another program put there must not act when the file is read."""
    flaw = likeness.flaw_of(connection)
    if flaw:
        raise telling.raised(flaw, path)


def refuse_foreign(path: Path, key: Key | None = None) -> None:
    """Raises Trouble where the header says that the file is none of ours, newer than this program, or that `key` is not its."""
    with telling.told(path):
        application, version = _marks(path, key)
    if application != steps.APPLICATION_ID:
        raise telling.raised(TroubleKind.NOT_A_DATABASE, path)
    if version > steps.NEWEST:
        raise telling.raised(TroubleKind.TOO_NEW, path)


def _marks(path: Path, key: Key | None) -> tuple[int, int]:
    """The application id and the schema version; an unreadable first page, that only a -wal mends, counts as ours."""
    if cipher.is_locked(path):
        if key is None:
            raise telling.raised(TroubleKind.LOCKED_BY_PASSPHRASE, path)
        return cipher.marks(path, key) or (steps.APPLICATION_ID, 0)
    with whole_files.opened_plain(path) as file:
        header = file.read(100)
    if header[:16] != b"SQLite format 3\0" or len(header) < 100:
        raise telling.raised(TroubleKind.NOT_A_DATABASE, path)
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


@contextmanager
def reading(path: Path, immutable: bool = True, key: Key | None = None) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. `immutable` leaves a -wal out of account and makes no file beside it.

    `key` is left out of account where the file has no passphrase: a copy may be from before there was one.
    """
    address = f"{faults.address(path)}?mode=ro" + "&immutable=1" * immutable
    its = key if key and cipher.is_locked(path) else None
    with closing(cipher.connect(address, its)) as connection:
        spacing.teach(connection)
        yield connection
