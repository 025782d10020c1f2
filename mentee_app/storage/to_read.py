"""Opens a notebook that must not or cannot be written: its pages are read into memory, and the file is let go again."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import peewee

from mentee_app import whole_files
from mentee_app.i18n import _
from mentee_app.storage import cipher, faults, lengths, likeness, steps, tables
from mentee_app.storage.cipher import Key
from mentee_app.storage.database import FILE_NAME, SafeSqliteDatabase
from mentee_app.trouble import Trouble, TroubleKind


class NotebookToRead(SafeSqliteDatabase):
    """The pages of a notebook in memory, at today's schema; every unit of work is refused in a sentence."""

    def __init__(self, path: Path, key: Key | None = None) -> None:
        super().__init__(path, key)
        peewee.SqliteDatabase.__init__(self, ":memory:", autoconnect=False)

    def _connect(self) -> sqlite3.Connection:
        connection = self._in_memory()
        try:
            lengths.limit(connection)
            _read_pages(self.path, connection, self.key)
            flaw = likeness.flaw_of(connection)
            if flaw:
                raise Trouble(flaw, faults.sentence(flaw, self.path), self.path)
            steps.walk(connection)
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _in_memory(self) -> sqlite3.Connection:
        if self.key is None:
            usual: sqlite3.Connection = peewee.SqliteDatabase._connect(self)  # type: ignore[attr-defined]
            return usual
        connection = cipher.connect(
            "file::memory:", self.key
        )  # the pages of a locked file only go where its key is
        try:
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def unit_of_work(self) -> Iterator[None]:
        sentence = _("The notebook is open to be read only, so nothing can be changed in it now.")
        raise Trouble(TroubleKind.READ_ONLY, sentence, self.path)
        yield  # the refusal comes before any work

    def make_sure(self) -> None:
        """Nothing was written."""

    def shrink_journal(self) -> None:
        """Nothing was written."""

    def moved_away(self) -> bool:
        return False


def open_to_read(folder: Path, key: Key | None = None) -> SafeSqliteDatabase:
    """Read the notebook in `folder`, damaged or not, without changing anything there; the tables are bound to it.

    `key` opens one with a passphrase. Raises Trouble: not there, no access, locked, a passphrase that is needed, wrong, or
    cannot be used here, not a database, newer, or too damaged to be read.
    """
    path = folder / FILE_NAME
    try:
        key = key if cipher.is_locked(path) else None
        _refuse_without_key(path, key)
        notebook = NotebookToRead(path, key)
        notebook.connect()
    except faults.sql_errors(OSError, peewee.PeeweeException) as error:
        trouble = faults.trouble_in(error, path)
        if trouble is None:
            raise
        raise trouble from error
    notebook.bind(tables.ALL, bind_refs=False, bind_backrefs=False)
    return notebook


def _refuse_without_key(path: Path, key: Key | None) -> None:
    if not cipher.is_locked(path):
        return
    if not cipher.available():
        raise cipher.refused(TroubleKind.NO_CIPHER, path)
    if key is None:
        raise cipher.refused(TroubleKind.LOCKED_BY_PASSPHRASE, path)
    if not cipher.fits(path, key):
        raise cipher.refused(TroubleKind.WRONG_PASSPHRASE, path)


def _read_pages(path: Path, into: sqlite3.Connection, key: Key | None) -> None:
    """With what stands in its -wal. That is read from a copy, as reading it in place would write beside it.

    So is a locked file with damage: the seals of its bad pages are made anew there, else none of them would be read.
    """
    wal = path.with_name(path.name + "-wal")
    has_wal = wal.exists() and wal.stat().st_size
    if not has_wal:
        try:
            _backed_up(path, "ro&immutable=1", into, key)
            return
        except faults.sql_errors():
            if key is None:
                raise
    _refuse_open(path)
    room = _room(path)
    whole_files.remove_abandoned(room)
    with tempfile.TemporaryDirectory(prefix=whole_files.HIDDEN, suffix=whole_files.PART, dir=room) as place:
        copy = Path(place) / path.name
        whole_files.copy_new(path, copy)
        if has_wal:
            whole_files.copy_new(wal, copy.with_name(wal.name))
        if key:
            cipher.reseal(copy, key)
        _backed_up(copy, "rw", into, key)


def _room(path: Path) -> Path:
    """Where a copy may lie for a moment: beside it, else where the system keeps what is temporary."""
    return path.parent if os.access(path.parent, os.W_OK) else Path(tempfile.gettempdir())


def _refuse_open(path: Path) -> None:
    """Raises LOCKED where another process writes in it. It is locked before it is read, so this needs no key."""
    try:
        with _connected(path, "ro", None) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise


def _backed_up(path: Path, mode: str, into: sqlite3.Connection, key: Key | None) -> None:
    whole_files.opened_plain(
        path
    ).close()  # who may not read it is told so; SQLite has one answer for everything
    with _connected(path, mode, key) as connection:
        connection.backup(into)


@contextmanager
def _connected(path: Path, mode: str, key: Key | None) -> Iterator[sqlite3.Connection]:
    with closing(cipher.connect(f"{faults.address(path)}?mode={mode}", key)) as connection:
        yield connection
