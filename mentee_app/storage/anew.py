"""Writes the open notebook whole into a new file in its place, where its -wal or the file itself was taken from under it."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from mentee_app import whole_files
from mentee_app.storage import cipher, faults, whereabouts
from mentee_app.storage.whereabouts import Mark
from mentee_app.trouble import Trouble, TroubleKind

_ENDINGS = ("", "-journal", "-wal", "-shm")


def write_anew(connection: sqlite3.Connection, path: Path, over: bool, journal: Mark | None) -> None:
    """Put a proven copy of all that `connection` sees at `path`: `over` our own file there, else only where nothing is.

    `journal` is the mark of our -wal: what else stands under its name is put aside. Locked by the same key. Cut off at
    any step, the file before or the new one stands there whole; the start clears away the rest (backup/restoring.py).
    The connection is to be closed after it: it speaks to the file before.
    Raises what the disk and SQLite say, and Trouble where not all that was written can be seen any more.
    """
    part = whole_files.part_of(path)
    clear(part)
    try:
        _copy(connection, part)
        _prove(part, cipher.key_of(connection), path)
        whole_files.sync_file(part)
        _put_journal_aside(path, journal, part)
        if over:
            whole_files.replace(part, path)
        else:
            _put_where_nothing_is(part, path)
        whole_files.sync_folder(path.parent)
    finally:
        clear(part)


def clear(part: Path) -> None:
    """Remove a copy that was not finished, with what SQLite put beside it."""
    for ending in _ENDINGS:
        with suppress(OSError):
            part.with_name(part.name + ending).unlink()


def park_journal(path: Path) -> Path:
    """Take our -wal away from a file that is none of ours: with it, the next start would write our pages into that file.

    Where it is now; the next start clears it away.
    """
    part = whole_files.part_of(path)
    parked = part.with_name(part.name + "-wal")
    os.replace(whereabouts.journal_of(path), parked)
    whole_files.sync_folder(path.parent)
    return parked


def _copy(connection: sqlite3.Connection, part: Path) -> None:
    os.close(whole_files.new_file(part))
    with closing(cipher.connect(f"{faults.address(part)}?mode=rw", cipher.key_of(connection))) as target:
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.backup(target)


def _prove(part: Path, key: cipher.Key | None, path: Path) -> None:
    """A -wal that was cut short or written over is not read to its end, and what comes of that may be no notebook."""
    with closing(cipher.connect(f"{faults.address(part)}?mode=ro&immutable=1", key)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise Trouble(TroubleKind.REPLACED, faults.sentence(TroubleKind.REPLACED, path), path)


def _put_journal_aside(path: Path, ours: Mark | None, part: Path) -> None:
    """What has the name of a -wal there would be read into the new file. Ours goes with the part, a strange one stays."""
    standing = whereabouts.journal_of(path)
    found = whereabouts.marks(path).journal
    if found is None:
        return
    is_ours = ours is not None and found.inode == ours.inode
    os.replace(
        standing,
        part.with_name(part.name + "-wal") if is_ours else standing.with_name(standing.name + ".aside"),
    )
    whole_files.sync_folder(path.parent)


def _put_where_nothing_is(part: Path, path: Path) -> None:
    """Raises FileExistsError where another file has come there meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a disk without links
        if os.path.lexists(path):
            raise
        whole_files.replace(part, path)
