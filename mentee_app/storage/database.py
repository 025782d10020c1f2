"""The one door to the file: one process, one connection, one thread, settings that are read back and faults that are named."""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import peewee

from mentee_app import paths, whole_files
from mentee_app.storage import cipher, faults, steps, tables
from mentee_app.storage.cipher import Key
from mentee_app.storage.folder import make_private
from mentee_app.trouble import Trouble, TroubleKind

FILE_NAME = paths.NOTEBOOK
"""The notebook, in the data folder."""

MARKER_NAME = paths.NOTEBOOK_MADE
"""Says that a notebook was made here: a missing file is then a loss, never a first run."""

_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "locking_mode": "exclusive", "foreign_keys": 1}


class SafeSqliteDatabase(peewee.SqliteDatabase):
    """A SQLite file in WAL, FULL, EXCLUSIVE and with foreign keys; connecting fails where a setting was not taken.

    Opens an existing file only (URI mode=rw), with its key where it has a passphrase.
    Source of the settings: 8,976 simulated power cuts without a lost commit.
    """

    def __init__(self, path: Path, key: Key | None = None) -> None:
        self.path = path
        self.key = key
        self._seen: tuple[int, ...] = ()
        self._failed = False
        super().__init__(f"{faults.address(path)}?mode=rw", uri=True, autoconnect=False, timeout=1)

    def _connect(self) -> sqlite3.Connection:
        connection = self._reached()
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            for name, value in _SETTINGS.items():
                connection.execute(f"PRAGMA {name} = {value}").fetchall()  # it can fail after its first row
                taken = connection.execute(f"PRAGMA {name}").fetchone()[0]
                if taken != value:
                    kind = TroubleKind.SETTINGS_REFUSED
                    raise Trouble(kind, faults.sentence(kind, self.path), self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    def _reached(self) -> sqlite3.Connection:
        if self.key is None:
            usual: sqlite3.Connection = super()._connect()  # type: ignore[misc]
            return usual
        connection = cipher.connect(f"{faults.address(self.path)}?mode=rw", self.key)
        try:
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def unit_of_work(self) -> Iterator[None]:
        """One transaction, all or nothing. Raises Trouble with the real cause where the environment is at fault.

        A file that was replaced or deleted under the app is not written into.
        """
        if self.moved_away():
            raise Trouble(TroubleKind.REPLACED, faults.sentence(TroubleKind.REPLACED, self.path), self.path)
        try:
            with self.transaction("IMMEDIATE"):
                yield
            self.remember_file()
        except Exception as error:
            self._failed = True
            trouble = faults.trouble_in(error, self.path)
            if trouble is None or trouble is error:
                raise
            raise trouble from error

    def shrink_journal(self) -> None:
        """Write the -wal file back into the notebook and empty it (when idle, and before closing)."""
        if self.moved_away():
            return
        try:
            self.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[no-untyped-call]
        finally:  # one that failed half-way has written too
            self.remember_file()

    def moved_away(self) -> bool:
        """Whether the file at the path is no longer as we left it: replaced, deleted or overwritten under the app."""
        try:
            return self._seen != _mark(self.path)
        except OSError:
            return True

    def close(self) -> bool:
        if not self.is_closed():
            try:
                self.shrink_journal()
            except peewee.DatabaseError:
                pass  # closing tries again, and the -wal is read at the next start
        closed = bool(super().close())
        if self._failed:
            gc.collect()  # the traceback of a fault may hold a cursor, and a held cursor keeps the file locked
        return closed

    def remember_file(self) -> None:
        """Note which file is open, and when we wrote into it last, for `moved_away`."""
        try:
            self._seen = _mark(self.path)
        except OSError:
            self._seen = ()  # it is gone; the commit before stands, and the next one tells it


def _mark(path: Path) -> tuple[int, ...]:
    """What tells this file from another one. Windows writes down the time of a change only when it likes."""
    found = os.stat(path)
    return (found.st_ino, found.st_size, found.st_mtime_ns) if os.name == "posix" else (found.st_ino,)


def open_notebook(
    folder: Path,
    before_upgrade: Callable[[sqlite3.Connection], None] | None = None,
    key: Key | None = None,
) -> SafeSqliteDatabase:
    """Open the notebook in `folder`, making it (without a passphrase) on first use; the tables are bound to it.

    `before_upgrade` is called on an older file before its schema changes; what it raises leaves the file as it is.
    `key` (see cipher.key_for) opens a notebook with a passphrase; one without is opened without.
    Raises Trouble: no folder, no access, read-only, locked, not a database, damaged, newer, empty, or vanished;
    a passphrase is needed, is wrong, or cannot be used here.
    """
    path = folder / FILE_NAME
    try:
        make_private(folder)
        _make_first(path)
        return _opened(path, before_upgrade, key)
    except faults.sql_errors(OSError, peewee.PeeweeException) as error:
        trouble = faults.trouble_in(error, path)
        if trouble is None:
            raise
        raise trouble from error


def _opened(
    path: Path, before_upgrade: Callable[[sqlite3.Connection], None] | None, key: Key | None
) -> SafeSqliteDatabase:
    key = key if cipher.is_locked(path) else None
    _refuse_foreign(path, key)
    database = SafeSqliteDatabase(path, key)
    database.connect()
    try:
        connection: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
        if steps.version(connection) > steps.NEWEST:  # that only the -wal of a locked one told
            raise Trouble(TroubleKind.TOO_NEW, faults.sentence(TroubleKind.TOO_NEW, path), path)
        if before_upgrade and 0 < steps.version(connection) < steps.NEWEST:
            before_upgrade(connection)
        steps.walk(connection)
        database.remember_file()
        _close_to_others(path)
    except BaseException:
        database.close()
        raise
    database.bind(tables.ALL, bind_refs=False, bind_backrefs=False)
    return database


def _make_first(path: Path) -> None:
    """Make the file beside its place, whole and on disk, before it gets its name; then the marker."""
    marker = path.with_name(MARKER_NAME)
    if path.exists():
        if path.stat().st_size == 0:
            raise Trouble(TroubleKind.EMPTY, faults.sentence(TroubleKind.EMPTY, path), path)
    elif marker.exists():
        raise Trouble(TroubleKind.VANISHED, faults.sentence(TroubleKind.VANISHED, path), path)
    else:
        _write_new(path)
    if not marker.exists():
        _touch(marker)


def _write_new(path: Path) -> None:
    _sync_above(path.parent)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    _touch(fresh)
    connection = sqlite3.connect(fresh, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        steps.walk(connection)
    finally:
        connection.close()
    os.replace(fresh, path)
    whole_files.sync_folder(path.parent)


def _touch(path: Path) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    whole_files.sync_folder(path.parent)


def _sync_above(folder: Path) -> None:
    """The folder, and some above it, may have been made just now. One that may not be opened was there before."""
    for above in folder.absolute().parents:
        with suppress(OSError):
            whole_files.sync_folder(above)


def _refuse_foreign(path: Path, key: Key | None) -> None:
    """Look at the header before anything may write: a newer or foreign file stays as it is, byte for byte."""
    kind: TroubleKind | None = None
    if cipher.is_locked(path):
        kind = _flaw_of_locked(path, key)
    else:
        with path.open("rb") as file:
            header = file.read(100)
        if header[:16] != b"SQLite format 3\0" or len(header) < 100:
            kind = TroubleKind.NOT_A_DATABASE
        else:
            kind = _flaw(int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big"))
    if kind:
        raise Trouble(kind, faults.sentence(kind, path), path)


def _flaw_of_locked(path: Path, key: Key | None) -> TroubleKind | None:
    if not cipher.available():
        return TroubleKind.NO_CIPHER
    if key is None:
        return TroubleKind.LOCKED_BY_PASSPHRASE
    found = cipher.marks(path, key)
    return found and _flaw(*found)


def _flaw(application: int, version: int) -> TroubleKind | None:
    if application != steps.APPLICATION_ID:
        return TroubleKind.NOT_A_DATABASE
    return TroubleKind.TOO_NEW if version > steps.NEWEST else None


def _close_to_others(path: Path) -> None:
    for name in (path.name, path.name + "-wal"):
        part = path.with_name(name)
        if os.name == "posix" and part.exists() and part.stat().st_mode & 0o077:
            part.chmod(0o600)
