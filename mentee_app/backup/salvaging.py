"""Saves row by row what can be read of a damaged notebook into a new one, and counts what was read, mended and lost."""

import errno
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import borrowing, census, gathering, mending, pages, proving, telling
from mentee_app.backup.gathering import Gathered
from mentee_app.i18n import _
from mentee_app.storage import alone, cipher, faults, lengths, likeness, spacing, steps
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble, TroubleKind


@dataclass(frozen=True)
class Saved:
    """One table: rows in the new file, those short of a part, rows known to be lost, and rows that stand in for them."""

    table: str
    read: int
    cut: int
    lost: int
    placeholders: int


@dataclass(frozen=True)
class Salvaged:
    """What came of it. `readable` is False where not even the list of tables could be read or borrowed: the new file is empty.

    `unlinked`: rows that no longer point to a lost one; they are there themselves.
    """

    path: Path
    tables: tuple[Saved, ...]
    unlinked: int
    readable: bool
    missing: tuple[str, ...] = ()
    """Tables of which nothing could be read: the list does not tell where they are. What was in them nobody can count."""

    @property
    def read(self) -> int:
        return sum(table.read for table in self.tables)

    @property
    def lost(self) -> int:
        return sum(table.lost for table in self.tables)


@dataclass(frozen=True)
class _Source:
    """A connection that reads a damaged notebook, and the tables that its list does not tell of."""

    connection: sqlite3.Connection
    missing: frozenset[str]


def salvage(damaged: Path, into: Path, donor: Path | None = None, key: Key | None = None) -> Salvaged:
    """Make the new notebook `into` from what can be read of `damaged` (with its -wal), which nobody has open and is not changed.

    `donor` is a proven copy of the same notebook: where the list of tables is damaged, it is taken from there, else from
    a fresh file. With `key` the damaged file and the new one are locked by it; then only a donor of the same key can lend.
    Raises Trouble: `into` is there already, newer schema, no room; then no new file is left.
    """
    if os.path.lexists(into):
        sentence = _("{path} is there already, and is not overwritten. Choose another name.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(path=into), into)
    with telling.told(into):
        whole_files.remove_abandoned(_folder(into))
        work = Path(tempfile.mkdtemp(prefix=whole_files.HIDDEN, suffix=whole_files.PART, dir=_folder(into)))
    part = work / "fresh.mentee"
    try:
        with telling.told(into):
            key = key if cipher.is_locked(damaged) else None
            copy = _working_copy(damaged, work)
            resealed = cipher.reseal(copy, key) if key else ()
            salvaged = _salvaged(copy, part, into, donor, key, resealed)
            proving.proven(part, key)
            whole_files.sync_file(part)
            whole_files.replace(part, into)
            whole_files.sync_folder(into.parent)
        return salvaged
    except Trouble as trouble:
        # a copy is worked on beside `into`: its name says nothing to anybody, and the room it lacks is lacking there
        meant = {TroubleKind.TOO_NEW: damaged, TroubleKind.DISK_FULL: into}.get(trouble.kind)
        if meant:
            raise telling.raised(trouble.kind, meant) from trouble
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _folder(into: Path) -> Path:
    if not into.parent.is_dir():
        raise telling.raised(TroubleKind.NO_FOLDER, into)
    return into.parent


def _working_copy(damaged: Path, work: Path) -> Path:
    copy = work / "damaged.mentee"
    with telling.told(damaged):
        alone.refuse_strange(damaged)
        _copied(damaged, copy)
        wal = damaged.with_name(damaged.name + "-wal")
        if wal.exists():
            _copied(wal, copy.with_name(copy.name + "-wal"))
    return copy


def _copied(source: Path, target: Path) -> None:
    try:
        whole_files.copy_new(source, target)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        _copied_around(source, target)


def _copied_around(source: Path, target: Path) -> None:
    """The disk itself cannot read some places: page by page, with nothing in those."""
    with whole_files.opened_plain(source) as file, open(whole_files.new_file(target), "wb") as into:
        size = os.fstat(file.fileno()).st_size
        for start in range(0, size, cipher.PAGE):
            part = b""
            with suppress(OSError):
                file.seek(start)
                part = file.read(cipher.PAGE)
            into.write(part.ljust(min(cipher.PAGE, size - start), b"\0"))


def _salvaged(
    copy: Path, part: Path, into: Path, donor: Path | None, key: Key | None, resealed: tuple[int, ...]
) -> Salvaged:
    os.close(whole_files.new_file(part))
    with closing(cipher.connect(f"{faults.address(part)}?mode=rw", key)) as fresh:
        fresh.execute("PRAGMA synchronous = OFF")
        steps.walk(fresh)
        places = _unlocked(copy, donor, key, resealed) if key else _readable(copy, fresh, donor)
        source = _best(places, key)
        if source is None:
            return Salvaged(into, (), 0, False)
        with closing(source.connection):
            fresh.execute("BEGIN")
            tables, unlinked = _moved(source.connection, fresh)
            fresh.execute("COMMIT")
    return Salvaged(into, tables, unlinked, True, tuple(sorted(source.missing)))


def _best(places: Iterator[Path], key: Key | None) -> _Source | None:
    """The first of the files that tells of every table, else the one that misses the fewest; None where none can be read."""
    missed: dict[Path, int] = {}
    for place in places:
        source = _opened(place, key)
        if source and not source.missing:
            return source
        if source:
            missed[place] = len(source.missing)
            source.connection.close()
    return _opened(min(missed, key=missed.__getitem__), key) if missed else None


def _readable(copy: Path, fresh: sqlite3.Connection, donor: Path | None) -> Iterator[Path]:
    """The damaged copy as it is, then with the list of tables of the donor, then with that of a fresh file."""
    yield copy
    with tempfile.TemporaryDirectory(dir=copy.parent) as place:
        new = Path(place) / "new.mentee"
        with closing(sqlite3.connect(new, isolation_level=None)) as target:
            fresh.backup(target)
        for whole in (donor, new):
            content = pages.with_schema_of(copy, whole) if whole else None
            if content is None:
                continue
            mended = copy.with_name(f"mended-{'donor' if whole == donor else 'new'}.mentee")
            mended.write_bytes(content)
            yield mended


def _unlocked(copy: Path, donor: Path | None, key: Key, resealed: tuple[int, ...]) -> Iterator[Path]:
    """The same for a locked file: as it is, then with the list of a donor that the same key opens and that fits."""
    yield copy
    if donor is None:
        return
    lent = copy.with_name("lent.mentee")
    whole_files.copy_new(copy, lent)
    if borrowing.borrow(lent, resealed, donor, key) and _fits(lent, donor, key):
        yield lent


def _fits(lent: Path, donor: Path, key: Key) -> bool:
    source = _opened(lent, key)
    if source is None:
        return False
    with closing(source.connection):
        return borrowing.speaks_of(source.connection, donor, key)


def _opened(path: Path, key: Key | None) -> _Source | None:
    """A connection that reads what it can: a cut file is opened too, and a text that is none is read with signs for the gaps.

    None where not even people, relationships and sessions are known. A list of tables may be damaged behind them.
    """
    connection = cipher.connect(f"{faults.address(path)}?mode=rw", key)
    connection.text_factory = _text
    lengths.limit(connection)
    try:
        connection.execute("PRAGMA writable_schema = ON")  # what is known of a damaged list is used
        connection.execute("PRAGMA query_only = ON")
        spacing.teach(connection)
        version = steps.version(connection)
        if version > steps.NEWEST:
            raise telling.raised(TroubleKind.TOO_NEW, path)
        acting = likeness.acting(connection)  # an endless view, say
        missing = frozenset(
            table
            for table in _tables_of(version)
            if table in acting or "id" not in census.columns(connection, table)
        )
    except faults.sql_errors(Trouble) as error:
        connection.close()
        if isinstance(error, Trouble):
            raise
        return None
    if missing & {"person", "relationship", "session"}:
        connection.close()
        return None
    return _Source(connection, missing)


def _text(stored: bytes) -> str:
    """No text is stored with a NUL: where there are some, a part of it was lost."""
    return _NULS.sub(mending.GAP, stored.decode(errors="replace"))


_NULS = re.compile("\0+")


@cache
def _tables_of(version: int) -> tuple[str, ...]:
    """The tables of a file of that step; of the newest where the file does not say which it is."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        steps.walk(fresh, version if version > 0 else steps.NEWEST)
        return census.table_names(fresh)


def _moved(source: sqlite3.Connection, fresh: sqlite3.Connection) -> tuple[tuple[Saved, ...], int]:
    names = mending.tables(fresh)
    counts: dict[str, tuple[int, int, int]] = {}
    for name in names:  # one after the other: a large notebook does not lie in memory as a whole
        found = _gathered(source, fresh, name)
        refused = mending.inserted(fresh, name, found.rows)
        cut, lost = (found.cut | refused.cut) - refused.lost, found.lost | refused.lost
        counts[name] = (len(found.rows) - len(refused.lost), len(cut), len(lost))
    mended = mending.orphans_mended(fresh)
    tables = []
    for name, (read, cut_rows, lost_rows) in counts.items():
        gone, missing = mended.dropped[name], max(lost_rows, mended.missing[name])
        tables.append(Saved(name, read - gone, cut_rows, missing + gone, mended.placeholders[name]))
    return tuple(tables), mended.unlinked


def _gathered(source: sqlite3.Connection, fresh: sqlite3.Connection, table: str) -> Gathered:
    """The rows with the columns that both files have. The damaged file may be of an older step."""
    try:
        theirs = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
    except faults.sql_errors():
        return Gathered()
    columns = [row[1] for row in fresh.execute(f"PRAGMA table_info({table})") if row[1] in theirs]
    return gathering.gathered(source, table, columns) if "id" in columns else Gathered()
