"""Writes a closed notebook anew with another passphrase, with its first, or with none, and proves that nothing was lost by it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import proving, telling
from mentee_app.backup.proving import Proof
from mentee_app.storage import cipher, faults, likeness, spacing
from mentee_app.storage.cipher import Key
from mentee_app.trouble import TroubleKind


def rewritten(source: Path, target: Path, old: Key | None, new: Key | None) -> Proof:
    """Make the new file `target` from `source`, which nobody has open and has no -wal; it is on disk when this returns.

    Raises Trouble where it cannot be made or is not the same in every table and text; then it is not left behind.
    """
    proof = proving.proven(source, old)
    with telling.told(target):
        os.close(whole_files.new_file(target))
        try:
            _export(source, target, old if cipher.is_locked(source) else None, new)
            if not cipher.fits(target, new) or proving.proven(target, new) != proof:
                raise telling.raised(TroubleKind.IO_ERROR, target)
            if _schema(source, old) != _schema(target, new):
                raise telling.raised(TroubleKind.IO_ERROR, target)
            whole_files.sync_file(target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return proof


def _export(source: Path, target: Path, old: Key | None, new: Key | None) -> None:
    """The target is the file that is open and the source the attached one: so the source is only read."""
    with closing(cipher.connect_either(f"{faults.address(target)}?mode=rw", new)) as connection:
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("PRAGMA synchronous = OFF")  # it is synced as a whole
        spacing.teach(connection)
        address = f"{faults.address(source)}?mode=ro&immutable=1"
        connection.execute("ATTACH DATABASE ? AS source KEY ?", (address, old.literal if old else ""))
        connection.execute("SELECT sqlcipher_export('main', 'source')").fetchall()
        for name in ("application_id", "user_version"):
            value = connection.execute(f"PRAGMA source.{name}").fetchone()[0]
            connection.execute(f"PRAGMA main.{name} = {value}")
        connection.execute("DETACH DATABASE source")
    with closing(cipher.connect_either(f"{faults.address(target)}?mode=rw", new)) as connection:
        spacing.teach(connection)
        _prove_index(connection)


def _prove_index(connection: sqlite3.Connection) -> None:
    """The index is made anew where it does not say what the texts say (rank 1 compares both)."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'written_index'").fetchone():
        return
    connection.execute("PRAGMA journal_mode = MEMORY").fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    try:
        connection.execute("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
    except faults.sql_errors():
        connection.execute("INSERT INTO written_index(written_index) VALUES ('rebuild')")


def _schema(path: Path, key: Key | None) -> list[likeness.Entry]:
    with proving.reading(path, key=key) as connection:
        return sorted(likeness.entries(connection))
