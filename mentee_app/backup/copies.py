"""Makes copies of the open notebook: the pages at once, the proof after that, then a name, a record, and the rotation."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import census, keeping, places, proving, records, telling
from mentee_app.backup.census import Census
from mentee_app.backup.places import Reason
from mentee_app.backup.records import Record
from mentee_app.i18n import _
from mentee_app.storage import cipher, faults
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble, TroubleKind


@dataclass(frozen=True)
class Taken:
    """A copy whose pages are written and whose proof is still to come. `census` was counted in the notebook itself.

    `key`: the copy of a notebook with a passphrase has the same.
    """

    folder: Path
    part: Path
    reason: Reason
    made_at: datetime
    census: Census
    key: Key | None = None


@dataclass(frozen=True)
class Made:
    """A copy that was proven and has its name."""

    path: Path
    record: Record


def make(connection: sqlite3.Connection, folder: Path, reason: Reason, now: datetime) -> Made:
    """Take, prove and name a copy of the notebook in `folder`, and rotate. Raises Trouble; then nothing is left behind."""
    made = proved(take(connection, folder, reason, now))
    if reason is not Reason.BEFORE_RESTORE:
        rotate(places.backups(folder), folder, now)
    return made


def before_upgrade(folder: Path, now: datetime) -> Callable[[sqlite3.Connection], None]:
    """What `open_notebook(folder, before_upgrade=…)` asks for: a proven copy, or a Trouble that stops the upgrade."""

    def copied(connection: sqlite3.Connection) -> None:
        make(connection, folder, Reason.BEFORE_UPGRADE, now)

    return copied


def take(connection: sqlite3.Connection, folder: Path, reason: Reason, now: datetime) -> Taken:
    """Copy the pages, on the thread and through the connection that has the notebook open, between two units of work.

    `now` must know its zone. Raises Trouble; then nothing is left behind.
    """
    if now.tzinfo is None:
        raise ValueError("a copy is made at a time with a zone")
    with _told(places.backups(folder)):
        part = whole_files.part_of(_free_part(places.made(folder), reason, now))
        os.close(whole_files.new_file(part))
        try:
            counted = _copied_pages(connection, part)
        except BaseException:
            discard(part)
            raise
    return Taken(folder, part, reason, now, counted, cipher.key_of(connection))


def proved(taken: Taken) -> Made:
    """Prove the copy, wait until it is on disk, write its record and give it its name. For any thread: touches the copy only.

    Raises Trouble where it is not the notebook as it was when taken; then it is removed.
    """
    try:
        with _told(places.backups(taken.folder)):
            _settle(taken.part, taken.key)
            proof = proving.proven(taken.part, taken.key)
            if proof.census != taken.census:
                raise telling.raised(TroubleKind.DAMAGED, taken.part)
            whole_files.sync_file(taken.part)
            record = _record(taken, proof)
            return Made(_name(taken, record), record)
    finally:
        discard(taken.part)


def discard(part: Path) -> None:
    """Remove a copy that was not finished, with what SQLite put beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        try:
            part.with_name(part.name + ending).unlink(missing_ok=True)
        except OSError:
            pass  # its folder is gone or closed; `sweep` comes by at the next start


def sweep(folder: Path) -> None:
    """Remove what was left of copies that were cut off. For the start only: a copy may be under way later. Raises Trouble."""
    place = places.backups(folder)
    if place.is_symlink() or not place.is_dir():
        return
    with telling.told(place):
        for path in cut_off(place):
            path.unlink(missing_ok=True)
        for path in (
            *folder.glob(f"{whole_files.HIDDEN}*{whole_files.PART}"),
            *place.glob(f"{whole_files.HIDDEN}*{whole_files.PART}"),
            *(() if places.journal(folder).exists() else place.glob(f".{places.ASIDE}*{whole_files.PART}")),
        ):
            shutil.rmtree(path, ignore_errors=True)


def cut_off(place: Path) -> tuple[Path, ...]:
    """What is left in `place` of copies that were cut off, while they were made or removed: parts, and records of nothing."""
    of_nothing = [
        path
        for path in place.glob("notebook *.json")
        if places.named(path.with_suffix(places.ENDING).name)
        and not os.path.lexists(path.with_suffix(places.ENDING))
    ]
    return (*place.glob(f".notebook *{whole_files.PART}*"), *of_nothing)


def rotate(place: Path, folder: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the copies of the notebook in `folder` that keeping.py does not keep, from `place`; what was removed.

    For the moment after a copy was proven. Files that are none of ours, and copies without a record, stay.
    """
    own = places.origin(folder)
    found: dict[str, tuple[Path, Record]] = {}
    with telling.told(place):
        for path in place.iterdir():
            record = records.read(path) if places.named(path.name) and not path.is_symlink() else None
            if record and record.origin == own:
                found[path.name] = (path, record)
        kept = keeping.kept([_copy(*each) for each in found.values()], now)
        gone = tuple(path for name, (path, _record) in sorted(found.items()) if name not in kept)
        for path in gone:
            path.unlink(missing_ok=True)
            places.record_of(path).unlink(missing_ok=True)
        if gone:
            whole_files.sync_folder(place)
    return gone


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """A copy that is no good is told as what it is: a sign that the notebook is damaged."""
    try:
        with telling.told(place):
            yield
    except Trouble as trouble:
        if trouble.kind not in (TroubleKind.DAMAGED, TroubleKind.NOT_A_DATABASE):
            raise
        sentence = _(
            "No backup was made, because the notebook seems to be damaged. Your earlier backups stay as they are."
            " Check the notebook before you write on."
        )
        raise Trouble(TroubleKind.DAMAGED, sentence, place) from trouble


def _copy(path: Path, record: Record) -> keeping.Copy:
    whole = path.stat().st_size == record.size
    return keeping.Copy(path.name, record.made_at, whole, record.reason is Reason.BEFORE_RESTORE)


def _free_part(place: Path, reason: Reason, now: datetime) -> Path:
    """A name that no copy has, nor one that is being proven at this moment."""
    path = places.free_path(place, reason, now)
    number = 1
    while os.path.lexists(whole_files.part_of(path)):
        number += 1
        path = path.with_name(f"{path.stem} {number}{path.suffix}")
    return path


def _copied_pages(connection: sqlite3.Connection, part: Path) -> Census:
    """Count and copy at one moment of the notebook. The target is not waited for: its proof does that."""
    target = cipher.connect(f"{faults.address(part)}?mode=rw", cipher.key_of(connection))
    try:
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        try:
            counted = census.taken(connection)
            connection.backup(target)
        finally:
            connection.execute("COMMIT")
    finally:
        target.close()
    return counted


def _settle(part: Path, key: Key | None) -> None:
    """Say in the header that the copy has no -wal beside it: it is read from any disk as the one file that it is."""
    if key:
        with closing(cipher.connect(f"{faults.address(part)}?mode=rw", key)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        return
    with part.open("r+b") as file:
        file.seek(18)
        file.write(b"\x01\x01")


def _record(taken: Taken, proof: proving.Proof) -> Record:
    return Record(
        made_at=taken.made_at,
        verified_at=taken.made_at,
        reason=taken.reason,
        schema=proof.census.schema,
        size=taken.part.stat().st_size,
        sha256=whole_files.sha256_of(taken.part),
        sessions=proof.census.sessions,
        people=proof.census.people,
        last_written_on=records.last_day(proof.census, taken.made_at),
        loose_ends=proof.loose_ends,
        origin=places.origin(taken.folder),
        tables={table.name: (table.rows, proof.texts[table.name]) for table in proof.census.tables},
    )


def _name(taken: Taken, record: Record) -> Path:
    """The record first: a copy with its name and without a record counts as never proven."""
    path = places.free_path(taken.part.parent, taken.reason, taken.made_at)
    records.write(path, record)
    try:
        whole_files.replace(taken.part, path)
    except BaseException:
        places.record_of(path).unlink(missing_ok=True)
        raise
    whole_files.sync_folder(path.parent)
    return path
