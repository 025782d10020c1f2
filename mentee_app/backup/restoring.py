"""Puts a copy in the notebook's place so that, killed at any step, the old notebook or the new one is there whole."""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from mentee_app import own_files, whole_files
from mentee_app.backup import alike, copies, places, proving, records, rewriting, telling
from mentee_app.backup.places import Reason
from mentee_app.i18n import _
from mentee_app.paths import NOTEBOOK, NOTEBOOK_MADE
from mentee_app.storage import alone, cipher, faults, likeness
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble, TroubleKind

FRESH = NOTEBOOK + ".fresh"
"""The copy of the copy, whole and on disk, before it takes the notebook's name."""


_PARTS = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What stands in the notebook's place now, and where what stood there before is kept: as a copy, or aside as it was."""

    sessions: int
    people: int
    schema: int
    before: Path | None
    aside: Path | None


class Finished(Enum):
    """What `finish_interrupted` found."""

    NOTHING = "nothing"
    OLD_STAYS = "old-stays"
    NEW_STANDS = "new-stands"


@dataclass(frozen=True)
class _Plan:
    """What the journal says: the hash of what is to stand there, the folder for what stood there, whether it stays."""

    sha256: str
    aside: str
    keep_aside: bool


def restore(
    folder: Path, copy: Path, now: datetime, key: Key | None = None, copy_key: Key | None = None
) -> Restored:
    """Put `copy` in place of the notebook in `folder`, which is closed. Raises Trouble; then the old one stands as it was.

    `key` opens the notebook, `copy_key` the copy where it has another passphrase. What stands there afterwards has the
    notebook's passphrase, else the copy's: restoring takes none away.
    An older schema is walked up by the next open. Nothing is rotated, so that no good copy is pushed out.
    """
    path = folder / NOTEBOOK
    with telling.told(path):
        finish_interrupted(folder)
        _refuse(path, copy)
        proof = _fresh(folder, copy, key, copy_key or key)
        try:
            before = _backed_up(folder, now, key or copy_key)
            aside = _aside_name(folder, now, keep=before is None)
            plan = _Plan(whole_files.sha256_of(folder / FRESH), aside, before is None)
            _write(folder, plan)
        except BaseException:
            (folder / FRESH).unlink(missing_ok=True)
            raise
        try:
            kept = _carry_through(folder, plan)
        except BaseException:
            _take_back(folder, plan)
            raise
    return Restored(proof.census.sessions, proof.census.people, proof.census.schema, before, kept)


def finish_interrupted(folder: Path) -> Finished:
    """Carry through or take back a restore that was cut off. To be called at the start, before the notebook is opened."""
    if not folder.is_dir():
        return Finished.NOTHING
    with telling.told(folder / NOTEBOOK):
        plan = _read(folder)
        if plan is None:
            copies.discard(folder / FRESH)
            for cut_off in (  # by a change of the passphrase, the last three
                places.journal(folder),
                folder / FRESH,
                folder / NOTEBOOK,
                folder / alike.MARK,
            ):
                copies.discard(whole_files.part_of(cut_off))
            return Finished.NOTHING
        fresh = folder / FRESH
        if fresh.exists() and whole_files.sha256_of(fresh) != plan.sha256:
            _take_back(folder, plan)
            return Finished.OLD_STAYS
        _carry_through(folder, plan)
        return Finished.NEW_STANDS


def _refuse(path: Path, copy: Path) -> None:
    places.refuse_link(path)
    alone.refuse_strange(path)
    if copy.parent == places.backups(path.parent):
        places.refuse_link(copy.parent)
        places.refuse_link(copy)
    wal = copy.with_name(copy.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        sentence = _("{path} was copied while it was open: part of it is in {wal}. Choose another backup.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(path=copy, wal=wal.name), copy)
    if path.exists() and copy.exists() and copy.samefile(path):
        raise Trouble(TroubleKind.BAD_INPUT, _("This is the notebook itself, not a backup of it."), copy)
    refuse_open(path)


def refuse_open(path: Path) -> None:
    """Raises Trouble where somebody has the notebook open: then it has a -wal, and a lock. What is damaged is not open."""
    if not path.exists() or not path.with_name(path.name + "-wal").exists():
        return  # asking SQLite would make a -wal
    try:
        with proving.reading(path, immutable=False) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except faults.sql_errors() as error:  # it is locked before it is read, so this needs no key
        trouble = telling.trouble_of(error, path)
        if trouble and trouble.kind is TroubleKind.LOCKED:
            raise trouble from error


def _fresh(folder: Path, copy: Path, key: Key | None, copy_key: Key | None) -> proving.Proof:
    """Write the copy anew in the data folder and prove what was written; its own record must agree, where it has one."""
    fresh, record = folder / FRESH, records.read(copy)
    with telling.told(copy):
        proving.refuse_foreign(copy, copy_key)
    try:
        read = whole_files.copy_new(copy, fresh)
        if record and read != record.sha256:
            raise telling.raised(TroubleKind.DAMAGED, copy)
        try:
            proof = proving.proven(fresh, copy_key)
            if key and not cipher.fits(fresh, key):
                _relock(fresh, copy_key, key)
            return proof
        except Trouble as trouble:
            raise telling.raised(trouble.kind, copy) from trouble
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _relock(fresh: Path, copy_key: Key | None, key: Key) -> None:
    part = whole_files.part_of(fresh)
    copies.discard(part)
    try:
        rewriting.rewritten(fresh, part, copy_key, key)
        whole_files.replace(part, fresh)
    finally:
        copies.discard(part)


def _backed_up(folder: Path, now: datetime, key: Key | None) -> Path | None:
    """A proven copy of today's state; None where it is damaged, so that it must be kept as it is, or where there is none.

    Read without writing: a damaged file and its -wal are not touched.
    """
    path = folder / NOTEBOOK
    wal = path.with_name(path.name + "-wal")
    if not path.exists():
        return None
    try:
        proving.refuse_foreign(path, key)
        with proving.reading(path, not wal.exists(), key) as connection:
            if likeness.flaw_of(connection):
                return None
            taken = copies.take(connection, folder, Reason.BEFORE_RESTORE, now)
        return copies.proved(taken).path
    except Trouble as trouble:
        if trouble.kind in (TroubleKind.DAMAGED, TroubleKind.NOT_A_DATABASE, TroubleKind.TOO_NEW):
            return None
        if trouble.kind is TroubleKind.WRONG_PASSPHRASE and cipher.fits(path, key):
            return None  # the key is made for this file, and not one page of it can be read
        raise
    except faults.sql_errors():
        return None


def _carry_through(folder: Path, plan: _Plan) -> Path | None:
    """From the journal on; may begin anew wherever it was cut off. The folder in which the old file stays, if it does."""
    fresh, path = folder / FRESH, folder / NOTEBOOK
    aside = places.backups(folder) / plan.aside
    if fresh.exists():
        _put_aside(folder, aside)
        for ending in _PARTS[1:]:
            (folder / (NOTEBOOK + ending)).unlink(missing_ok=True)
        whole_files.sync_folder(folder)  # no -wal of the old file may outlive the change of names
        whole_files.replace(fresh, path)
        whole_files.sync_folder(folder)
        if whole_files.sha256_of(path) != plan.sha256:
            raise telling.raised(TroubleKind.IO_ERROR, path)
    marker = folder / NOTEBOOK_MADE
    if not marker.exists():
        whole_files.write_whole(marker, b"")
    if (aside / NOTEBOOK).exists() and cipher.is_locked(path) and not cipher.is_locked(aside / NOTEBOOK):
        alike.begin(folder)  # the other backups are open, as the notebook was
    places.journal(folder).unlink(missing_ok=True)
    whole_files.sync_folder(folder)
    if not aside.is_dir() or not os.listdir(aside):
        shutil.rmtree(aside, ignore_errors=True)
        return None
    if not plan.keep_aside:
        shutil.rmtree(aside, ignore_errors=True)  # the proven copy holds the same
        return None
    return aside


def _put_aside(folder: Path, aside: Path) -> None:
    """The old file, its -wal and its -shm, together. The folder's own names stay until all are there."""
    places.made(folder)
    aside.mkdir(mode=0o700, exist_ok=True)
    for ending in _PARTS:
        source, target = folder / (NOTEBOOK + ending), aside / (NOTEBOOK + ending)
        if source.exists() and not target.exists():
            _linked(source, target)
    whole_files.sync_folder(aside)
    whole_files.sync_folder(aside.parent)


def _linked(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a disk without links
        part = whole_files.part_of(target)
        part.unlink(missing_ok=True)
        whole_files.copy_new(source, part)
        whole_files.replace(part, target)


def _take_back(folder: Path, plan: _Plan) -> None:
    """The old file with its -wal stands in its place again; what was put aside goes."""
    aside, path = places.backups(folder) / plan.aside, folder / NOTEBOOK
    fresh = folder / FRESH
    if not fresh.exists() and (aside / NOTEBOOK).exists():
        whole_files.replace(aside / NOTEBOOK, path)
    for ending in _PARTS[1:]:
        if (aside / (NOTEBOOK + ending)).exists() and not path.with_name(NOTEBOOK + ending).exists():
            _linked(aside / (NOTEBOOK + ending), path.with_name(NOTEBOOK + ending))
    whole_files.sync_folder(folder)
    places.journal(folder).unlink(missing_ok=True)
    fresh.unlink(missing_ok=True)
    whole_files.sync_folder(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _aside_name(folder: Path, now: datetime, keep: bool) -> str:
    """What is not kept is a part from the beginning: killed before it is gone, the next sweep knows it."""
    path, number = places.backups(folder) / f"{places.ASIDE}{now:%Y-%m-%d %H-%M-%S}", 1
    while any(os.path.lexists(each) for each in (path, whole_files.part_of(path))):
        number += 1
        path = path.with_name(f"{places.ASIDE}{now:%Y-%m-%d %H-%M-%S} {number}")
    return path.name if keep else whole_files.part_of(path).name


def _write(folder: Path, plan: _Plan) -> None:
    whole_files.write_whole(places.journal(folder), json.dumps(vars(plan)).encode())


def _read(folder: Path) -> _Plan | None:
    try:
        content = own_files.read(places.journal(folder))
        if content is None:
            return None
        values = json.loads(content)
        aside = str(values["aside"])
        if not aside.startswith((places.ASIDE, f".{places.ASIDE}")) or Path(aside).name != aside:
            return None  # the folder is deleted in the end, so it is to be one of ours
        return _Plan(str(values["sha256"]), aside, bool(values["keep_aside"]))
    except (ValueError, KeyError, TypeError, RecursionError):  # it is written whole, so this is none of ours
        return None
