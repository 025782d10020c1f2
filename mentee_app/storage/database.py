"""The one door to the file: one process, one connection, one thread, settings that are read back and faults that are named."""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import peewee

from mentee_app import own_files, paths, whole_files
from mentee_app.i18n import _
from mentee_app.storage import alone, anew, cipher, faults, lengths, likeness, steps, tables, whereabouts
from mentee_app.storage.cipher import Key
from mentee_app.storage.folder import make_private
from mentee_app.storage.whereabouts import Marks, Standing
from mentee_app.trouble import Trouble, TroubleKind

FILE_NAME = paths.NOTEBOOK
"""The notebook, in the data folder."""

MARKER_NAME = paths.NOTEBOOK_MADE
"""Says that a notebook was made here: a missing file is then a loss, never a first run."""

Codes = Mapping[tuple[str, str], frozenset[str]]

_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "locking_mode": "exclusive", "foreign_keys": 1}


class SafeSqliteDatabase(peewee.SqliteDatabase):
    """A SQLite file in WAL, FULL, EXCLUSIVE and with foreign keys; connecting fails where a setting was not taken.

    Opens an existing file only (URI mode=rw), with its key where it has a passphrase.
    Source of the settings: 8,976 simulated power cuts without a lost commit.
    `keep_aside` makes a proven copy of all that a connection sees, for when another file stands in the place of ours.
    `news` takes a sentence about what was done to keep the notebook whole.
    """

    def __init__(
        self,
        path: Path,
        key: Key | None = None,
        keep_aside: Callable[[sqlite3.Connection], Path] | None = None,
    ) -> None:
        self.path = path
        self.key = key
        self.news: Callable[[str], object] | None = None
        self._keep_aside = keep_aside
        self._kept: Path | None = None
        self._may_be_kept = True
        self._parked: Path | None = None
        self._left = Marks(None, None, None)
        self._failed = False
        super().__init__(f"{faults.address(path)}?mode=rw", uri=True, autoconnect=False, timeout=1)

    def _connect(self) -> sqlite3.Connection:
        connection = self._reached()
        try:
            lengths.limit(connection)
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            flaw = likeness.flaw_of(connection)  # before anything of it can act, or is written
            if flaw:
                raise Trouble(flaw, faults.sentence(flaw, self.path), self.path)
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

        A file that was replaced under the app is not written into. What was taken from under it is written anew, before
        and after: what this returns from is on disk under the notebook's name.
        """
        self.make_sure()
        try:
            with self.transaction("IMMEDIATE"):
                yield
        except Exception as error:
            self._failed = True
            self._note_writing()  # it may have begun to
            trouble = faults.trouble_in(error, self.path)
            if trouble is None or trouble is error:
                raise
            raise trouble from error
        self._stand_firm(self._note_writing())

    def make_sure(self) -> None:
        """See that what is written is found again: what was taken from under us is written anew, and that is told.

        Raises Trouble where another file stands in the place of ours, or where it cannot be written anew.
        """
        self._stand_firm(whereabouts.standing(whereabouts.marks(self.path), self._left))

    def shrink_journal(self) -> None:
        """Write the -wal file back into the notebook and empty it (when idle, and before closing)."""
        if self.moved_away():
            return
        try:
            self.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[no-untyped-call]
        finally:  # one that failed half-way has written too
            found = whereabouts.marks(self.path)
            if (
                whereabouts.standing_after_writing(found, replace(self._left, journal=found.journal))
                is Standing.OURS
            ):
                self._left = found

    def moved_away(self) -> bool:
        """Whether what is at the path is no longer as we left it: replaced, deleted or overwritten under the app."""
        return whereabouts.standing(whereabouts.marks(self.path), self._left) is not Standing.OURS

    def strange(self, codes: Codes) -> Trouble | None:
        """What to say of a notebook that could not be read as if we had written it; None where nothing strange is found.

        `codes` are the words of ours, by table and column, that may stand there (several with commas between them).
        Seconds long, so it is asked only after something failed that should not.
        """
        from mentee_app.storage import values

        if self.is_closed() or self.in_transaction():
            return None
        found = values.strange_value(self.connection(), codes)  # type: ignore[no-untyped-call]
        if found is None:
            return None
        sentence = _(
            "In the notebook {path} stands something that Mentee did not write and cannot read ({place})."
            " Nothing was changed. Restore a backup, or save what can be read with “mentee salvage”."
        ).format(path=self.path, place=found)
        return Trouble(TroubleKind.DAMAGED, sentence, self.path)

    def close(self) -> bool:
        if not self.is_closed():
            try:
                self.make_sure()
                self.shrink_journal()
            except (peewee.DatabaseError, Trouble):
                pass  # closing tries again, and the -wal is read at the next start
        if self._parked:
            with suppress(OSError):
                os.truncate(self._parked, 0)  # or closing would write it into the file that is none of ours
        closed = bool(super().close())
        if self._parked:
            anew.clear(whole_files.part_of(self.path))
        if self._failed:
            gc.collect()  # the traceback of a fault may hold a cursor, and a held cursor keeps the file locked
        return closed

    def remember_file(self) -> None:
        """Note which files are open, and when we wrote into them last, for `moved_away`."""
        self._left = whereabouts.marks(self.path)
        self._parked = None

    def _note_writing(self) -> Standing:
        found = whereabouts.marks(self.path)
        standing = whereabouts.standing_after_writing(found, self._left)
        if standing is Standing.OURS:
            self._left = found
        return standing

    def _stand_firm(self, standing: Standing) -> None:
        if standing is Standing.OURS:
            self._kept, self._may_be_kept = None, True
            return
        self._failed = True
        if standing is Standing.ANOTHER:
            raise self._replaced()
        try:
            self._write_anew(over=standing is Standing.JOURNAL_GONE)
        except faults.sql_errors(OSError, peewee.PeeweeException) as error:
            trouble = faults.trouble_in(error, self.path)
            if trouble is None:
                raise
            raise trouble from error

    def _write_anew(self, over: bool) -> None:
        """Put all that the connection sees in the notebook's place, and go on with that."""
        connection: sqlite3.Connection = self.connection()  # type: ignore[no-untyped-call]
        anew.write_anew(connection, self.path, over, self._left.journal)
        super().close()  # it takes a -wal along by its name: none must be there yet
        self.connect()
        steps.walk(self.connection())  # type: ignore[no-untyped-call]
        self.remember_file()
        if self.news:
            self.news(
                _(
                    "Another program took files of the notebook away while it was open. Mentee wrote it anew,"
                    " with everything in it. Go on as before."
                )
            )

    def _replaced(self) -> Trouble:
        if self._kept is None and self._may_be_kept:
            self._kept = self._kept_aside()
        if self._kept is None:
            sentence = faults.sentence(TroubleKind.REPLACED, self.path)
        else:
            sentence = _(
                "The notebook {path} was replaced by another program while it was open. Nothing is written into that file."
                " All that was saved is kept as the backup {name}. Copy what you typed, start Mentee again, and restore it."
            ).format(path=self.path, name=self._kept.name)
        return Trouble(TroubleKind.REPLACED, sentence, self.path)

    def _kept_aside(self) -> Path | None:
        """A copy of what only the open connection sees. None where it sees no whole notebook, or where none can be written."""
        found = whereabouts.marks(self.path)
        if self._keep_aside is None or found.folder != self._left.folder:
            return None  # a folder that was moved as a whole took everything along
        try:
            kept = self._keep_aside(self.connection())  # type: ignore[no-untyped-call]
            if found.journal and self._left.journal and found.journal.inode == self._left.journal.inode:
                self._parked = anew.park_journal(self.path)
        except faults.sql_errors(OSError, Trouble) as error:
            trouble = faults.trouble_in(error, self.path)
            self._may_be_kept = (
                trouble is not None and trouble.kind is TroubleKind.DISK_FULL
            )  # there may be room later
            return None
        return kept


def open_notebook(
    folder: Path,
    before_upgrade: Callable[[sqlite3.Connection], None] | None = None,
    key: Key | None = None,
    keep_aside: Callable[[sqlite3.Connection], Path] | None = None,
) -> SafeSqliteDatabase:
    """Open the notebook in `folder`, making it (without a passphrase) on first use; the tables are bound to it.

    `before_upgrade` is called on an older file before its schema changes; what it raises leaves the file as it is.
    `key` (see cipher.key_for) opens a notebook with a passphrase; one without is opened without. `keep_aside`: see there.
    Raises Trouble: no folder, no access, read-only, locked, not a database, damaged, newer, empty, or vanished;
    a passphrase is needed, is wrong, or cannot be used here.
    """
    path = folder / FILE_NAME
    try:
        make_private(folder)
        alone.refuse_strange(path)
        _make_first(path)
        alone.part_from_others(path)
        return _opened(path, before_upgrade, key, keep_aside)
    except faults.sql_errors(OSError, peewee.PeeweeException) as error:
        trouble = faults.trouble_in(error, path)
        if trouble is None:
            raise
        raise trouble from error


def _opened(
    path: Path,
    before_upgrade: Callable[[sqlite3.Connection], None] | None,
    key: Key | None,
    keep_aside: Callable[[sqlite3.Connection], Path] | None,
) -> SafeSqliteDatabase:
    key = key if cipher.is_locked(path) else None
    _refuse_foreign(path, key)
    database = SafeSqliteDatabase(path, key, keep_aside)
    database.connect()
    try:
        connection: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
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
    elif os.path.lexists(marker):
        raise Trouble(TroubleKind.VANISHED, faults.sentence(TroubleKind.VANISHED, path), path)
    else:
        _write_new(path)
    if not os.path.lexists(marker):
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
    descriptor = own_files.opened(path, os.O_CREAT | os.O_WRONLY)
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
        with whole_files.opened_plain(path) as file:
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
