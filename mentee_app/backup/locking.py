"""Gives a closed notebook a passphrase, another one, or none: killed at any step, the old file or the new one is there whole."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import alike, copies, places, proving, records, restoring, rewriting, telling
from mentee_app.i18n import _
from mentee_app.paths import NOTEBOOK
from mentee_app.storage import cipher, faults
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble, TroubleKind

_SLICE = 1 << 20


@dataclass(frozen=True)
class Done:
    """What opens the notebook now (None: no passphrase), and what else in the data folder is not locked as it is.

    `copies` are backups for `relock` or `dropped`; `asides` are folders with a notebook that was put aside as it was, for
    `dropped`.
    """

    key: Key | None
    copies: tuple[Path, ...]
    asides: tuple[Path, ...]


def unlocked(folder: Path, passphrase: str) -> Key:
    """The key of the notebook in `folder`, which is not open. For any thread; about half a second.

    Raises Trouble: a wrong passphrase, NOT_A_DATABASE where there is none to ask for.
    """
    path = folder / NOTEBOOK
    with telling.told(path):
        if not cipher.available():
            raise telling.raised(TroubleKind.NO_CIPHER, path)
        if not cipher.is_locked(path):
            raise telling.raised(TroubleKind.NOT_A_DATABASE, path)
        return cipher.key_for(path, passphrase)


def encrypt(folder: Path, passphrase: str, second: Path | None = None) -> Done:
    """Lock the closed notebook in `folder`, which has no passphrase. Raises Trouble; then it is as it was.

    `second` is another folder with backups. Where any backup differs now, that stays remembered until `alike.settle`.
    """
    path = folder / NOTEBOOK
    with _whole(path):
        if not cipher.available():
            raise Trouble(TroubleKind.NO_CIPHER, cipher.not_installed(), path)
        proving.refuse_foreign(path)  # also one that has a passphrase already
        return _exchanged(folder, None, cipher.new_key(passphrase), second)


def change(folder: Path, old: str, new: str, second: Path | None = None) -> Done:
    """Lock the closed notebook in `folder` with `new` instead of `old`; as `encrypt`."""
    with _whole(folder / NOTEBOOK):
        return _exchanged(folder, unlocked(folder, old), cipher.new_key(new), second)


def remove(folder: Path, passphrase: str, second: Path | None = None) -> Done:
    """Take the passphrase from the closed notebook in `folder`; as `encrypt`."""
    with _whole(folder / NOTEBOOK):
        return _exchanged(folder, unlocked(folder, passphrase), None, second)


def unlike(folder: Path, key: Key | None) -> Done:
    """What in the data folder is not locked as the notebook is, which `key` opens. Raises Trouble."""
    place = places.backups(folder)
    with telling.told(place):
        return Done(key, differing(place, folder, key), _asides(place, key))


def differing(place: Path, folder: Path, key: Key | None) -> tuple[Path, ...]:
    """The backups in `place` of the notebook in `folder` that are not locked with `key` (None: that are locked at all).

    In a folder that others use too, only those whose record says that they are this notebook's.
    """
    own = place == places.backups(folder)
    if own:
        places.refuse_link(place)
    if not place.is_dir():
        return ()
    with telling.told(place):
        found = [path for path in sorted(place.iterdir()) if _counts(path, own) and path.is_file()]
        return tuple(
            path
            for path in found
            if not path.is_symlink() and (own or _is_of(path, folder)) and not cipher.fits(path, key)
        )


def relock(copy: Path, new: Key | None, *known: Key) -> None:
    """Make a backup anew with the key `new`; `known` are keys that it may have now. Raises Trouble; then it is as it was.

    Raises WRONG_PASSPHRASE where it has another one. Cut off half-way, the old or the new one stands whole, with its record.
    """
    with telling.told(copy):
        old = next((key for key in known if cipher.fits(copy, key)), None)
        record, part = records.read(copy), whole_files.part_of(copy)
        copies.discard(part)
        try:
            if old is None and cipher.is_locked(copy):
                raise telling.raised(TroubleKind.WRONG_PASSPHRASE, copy)
            if record and whole_files.sha256_of(copy) != record.sha256:
                raise telling.raised(TroubleKind.DAMAGED, copy)
            rewriting.rewritten(copy, part, old, new)
            fresh = record and replace(record, size=part.stat().st_size, sha256=whole_files.sha256_of(part))
            if fresh:
                records.write(copy, fresh, instead_of=record)
            _replace(part, copy, wipe=old is None)
            if fresh:
                records.write(copy, fresh)
        finally:
            copies.discard(part)


def dropped(path: Path) -> None:
    """Remove a backup with its record, or a folder that was put aside; what has no passphrase is overwritten first."""
    inside = sorted(path.iterdir()) if path.is_dir() and not path.is_symlink() else None
    with telling.told(path):
        for file in inside or [path]:
            with suppress(FileNotFoundError), _wiped(file):
                file.unlink()
        if inside is None:
            places.record_of(path).unlink(missing_ok=True)
        else:
            path.rmdir()
        whole_files.sync_folder(path.parent)


def cannot_be_recovered() -> str:
    """To be read, and agreed to, before a passphrase is set."""
    return _(
        "Nobody can open the notebook without this passphrase: not we, not anybody else. If you forget it, everything"
        " in the notebook and in its backups is lost for good. Write it down and keep it in a safe place."
    )


def may_be_left() -> str:
    """To be read after a passphrase was set."""
    return _(
        "The notebook without a passphrase is gone from its folder. Parts of it may still be found on the disk by somebody"
        " who searches it with special tools, and in copies that other programs made. Your disk's encryption protects"
        " against the first."
    )


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Before: nothing cut off is left, nobody has the notebook open. Faults come up with the notebook's name."""
    with telling.told(path):
        restoring.finish_interrupted(path.parent)
        places.refuse_link(path)
        restoring.refuse_open(path)
        yield


def _exchanged(folder: Path, old: Key | None, new: Key | None, second: Path | None) -> Done:
    path = folder / NOTEBOOK
    part = whole_files.part_of(path)
    copies.sweep(folder)  # a copy that was cut off has no name, and would stay as it is
    done = unlike(folder, new)  # a fault in here changes nothing yet
    asked_for = bool(done.copies or done.asides or _may_differ(second, folder, new))
    _fold(path, old)
    copies.discard(part)
    try:
        before = _mark(path)
        rewriting.rewritten(path, part, old, new)
        if _mark(path) != before or path.with_name(path.name + "-wal").exists():
            raise telling.raised(TroubleKind.LOCKED, path)  # somebody opened it meanwhile
        with _remembered(folder, old, asked_for):
            _replace(part, path, wipe=old is None)
    finally:
        copies.discard(part)
    return done


@contextmanager
def _remembered(folder: Path, old: Key | None, asked_for: bool) -> Iterator[None]:
    """That there is a question about the backups is on disk before the notebook is another one."""
    open_before = alike.is_open(folder)
    try:
        if asked_for:
            alike.begin(folder)
        yield
    except BaseException:
        if asked_for and not open_before and cipher.fits(folder / NOTEBOOK, old):
            alike.settle(folder)
        raise


def _may_differ(second: Path | None, folder: Path, key: Key | None) -> bool:
    """Also where that cannot be told now."""
    try:
        return second is not None and (not second.is_dir() or bool(differing(second, folder, key)))
    except (Trouble, OSError):
        return True


def _fold(path: Path, key: Key | None) -> None:
    """Write the -wal into the file, and see it gone for good: it must not outlive the change of names."""
    with closing(cipher.connect(f"{faults.address(path)}?mode=rw", key)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        raise telling.raised(TroubleKind.LOCKED, path)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    whole_files.sync_file(path)
    whole_files.sync_folder(path.parent)


def _replace(part: Path, path: Path, wipe: bool) -> None:
    if not wipe:
        whole_files.replace(part, path)
        whole_files.sync_folder(path.parent)
        return
    with _wiped(path):
        whole_files.replace(part, path)
        whole_files.sync_folder(path.parent)


@contextmanager
def _wiped(path: Path) -> Iterator[None]:
    """What loses its last name meanwhile is overwritten, where the system lets us hold it: an effort, not a promise."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    try:
        plain = os.name == "posix" and not path.is_symlink() and not cipher.is_locked(path)
        descriptor = os.open(path, flags) if plain else None
    except OSError:
        descriptor = None
    try:
        yield
        if descriptor is not None and os.fstat(descriptor).st_nlink == 0:
            with suppress(OSError):
                _overwrite(descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _overwrite(descriptor: int) -> None:
    left = os.fstat(descriptor).st_size
    while left > 0:
        left -= os.write(descriptor, bytes(min(left, _SLICE)))
    os.fsync(descriptor)


def _mark(path: Path) -> tuple[int, int, int]:
    found = os.stat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns


def _counts(path: Path, own: bool) -> bool:
    """In our own folder also what was salvaged, or copied by hand, under a name that is not a backup's."""
    return places.named(path.name) is not None or (own and path.suffix == places.ENDING)


def _is_of(copy: Path, folder: Path) -> bool:
    record = records.read(copy)
    return record is not None and record.origin == places.origin(folder)


def _asides(place: Path, key: Key | None) -> tuple[Path, ...]:
    if not place.is_dir():
        return ()
    found = []
    for aside in sorted(place.glob(f"{places.ASIDE}*")):
        notebook = aside / NOTEBOOK
        if (
            aside.is_dir()
            and not aside.is_symlink()
            and notebook.is_file()
            and not cipher.fits(notebook, key)
        ):
            found.append(aside)
    return tuple(found)
