"""Opens a notebook that must not or cannot be written: its pages are read into memory, and the file is let go again."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import peewee

from mentee_app.i18n import _
from mentee_app.storage import cipher, faults, steps, tables, whole_files
from mentee_app.storage.database import FILE_NAME, SafeSqliteDatabase
from mentee_app.trouble import Trouble, TroubleKind


class NotebookToRead(SafeSqliteDatabase):
    """The pages of a notebook in memory, at today's schema; every unit of work is refused in a sentence."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        peewee.SqliteDatabase.__init__(self, ":memory:", autoconnect=False)

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = peewee.SqliteDatabase._connect(self)  # type: ignore[attr-defined]
        try:
            _read_pages(self.path, connection)
            if steps.version(connection) > steps.NEWEST:
                kind = TroubleKind.TOO_NEW
                raise Trouble(kind, faults.sentence(kind, self.path), self.path)
            steps.walk(connection)
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def unit_of_work(self) -> Iterator[None]:
        sentence = _("The notebook is open to be read only, so nothing can be changed in it now.")
        raise Trouble(TroubleKind.READ_ONLY, sentence, self.path)
        yield  # the refusal comes before any work

    def shrink_journal(self) -> None:
        """Nothing was written."""

    def moved_away(self) -> bool:
        return False


def open_to_read(folder: Path) -> SafeSqliteDatabase:
    """Read the notebook in `folder`, damaged or not, without changing anything there; the tables are bound to it.

    Raises Trouble: not there, no access, locked, with a passphrase, not a database, newer, or too damaged to be read.
    """
    path = folder / FILE_NAME
    notebook = NotebookToRead(path)
    try:
        _refuse_locked(path)
        notebook.connect()
    except faults.sql_errors(OSError, peewee.PeeweeException) as error:
        trouble = faults.trouble_in(error, path)
        if trouble is None:
            raise
        raise trouble from error
    notebook.bind(tables.ALL, bind_refs=False, bind_backrefs=False)
    return notebook


def _refuse_locked(path: Path) -> None:
    if cipher.is_locked(path):
        sentence = _(
            "{path} is locked with a passphrase, and such a notebook cannot be opened only to be read."
            " Copy its folder to a disk that can be written, and open it there with --data-dir."
        )
        raise Trouble(TroubleKind.LOCKED_BY_PASSPHRASE, sentence.format(path=path), path)


def _read_pages(path: Path, into: sqlite3.Connection) -> None:
    """With what stands in its -wal. That is read from a copy: reading it in place would write beside it."""
    wal = path.with_name(path.name + "-wal")
    if not (wal.exists() and wal.stat().st_size):
        _backed_up(path, "ro&immutable=1", into)
        return
    _refuse_open(path)
    folder = path.parent
    above = folder if os.access(folder, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix=".salvage", suffix=whole_files.PART, dir=above) as place:
        copy = Path(place) / path.name
        whole_files.copy_new(path, copy)
        whole_files.copy_new(wal, copy.with_name(wal.name))
        _backed_up(copy, "rw", into)


def _refuse_open(path: Path) -> None:
    """Raises LOCKED where another process writes in it."""
    try:
        with _connected(path, "ro") as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise


def _backed_up(path: Path, mode: str, into: sqlite3.Connection) -> None:
    path.open("rb").close()  # who may not read it is told so; SQLite has one answer for everything
    with _connected(path, mode) as connection:
        connection.backup(into)


@contextmanager
def _connected(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    address = f"{faults.address(path)}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=1)) as connection:
        yield connection
