"""Writes and copies files so that a name holds the old content or the new, never a half; raises OSError, and names its cause."""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

from mentee_app.trouble import TroubleKind

PART = ".part"
"""The end of a name that no file keeps: what is left of a write that was cut off."""

HIDDEN = ".mentee-"
"""How such a name begins in a folder of somebody's, where others could look like ours."""

_ABANDONED = 24 * 3600.0
"""Seconds after which nobody is at it any more: all that is written takes far less."""

_PATIENCE = 2.5
"""Seconds during which Windows is asked again while another program looks into the old file."""

_SLICE = 1 << 20

_BY_ERRNO = {
    errno.ENOSPC: TroubleKind.DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): TroubleKind.DISK_FULL,
    errno.EFBIG: TroubleKind.DISK_FULL,  # what a small file system says of a large file
    errno.EROFS: TroubleKind.READ_ONLY,
    errno.EACCES: TroubleKind.NO_ACCESS,
    errno.EPERM: TroubleKind.NO_ACCESS,
    errno.ENOENT: TroubleKind.NO_FOLDER,
    errno.ENOTDIR: TroubleKind.NO_FOLDER,
    errno.ENAMETOOLONG: TroubleKind.BAD_INPUT,
    errno.EIO: TroubleKind.IO_ERROR,
}


def kind_of(error: OSError) -> TroubleKind | None:
    """What of the surroundings is at fault; None for what only the caller can judge."""
    return _BY_ERRNO.get(error.errno) if error.errno is not None else None


def part_of(path: Path) -> Path:
    """The hidden name beside `path` under which it is written."""
    return path.with_name(f".{path.name}{PART}")


def new_file(path: Path) -> int:
    """The descriptor of a new file for this person only, never an existing one and never at the end of a link."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in a folder of ours: on disk, with its name, or not at all."""
    part = part_of(path)
    part.unlink(missing_ok=True)
    _write_by(part, new_file(part), path, (content,))
    sync_folder(path.parent)


def write_among_others(path: Path, parts: Iterable[bytes]) -> None:
    """The same, part after part, in a folder of somebody's: no other file there is touched, and the folder need not let
    itself be synced."""
    import tempfile  # a start of the window that writes nothing does not pay for it

    remove_abandoned(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=HIDDEN, suffix=PART, dir=path.parent)
    _write_by(Path(name), descriptor, path, parts)
    with suppress(OSError):  # the file stands there all the same
        sync_folder(path.parent)


def remove_abandoned(folder: Path) -> None:
    """Remove from a folder of somebody's what was left there by writes that were killed, a day after that."""
    import shutil

    try:
        found = list(folder.glob(f"{HIDDEN}*{PART}"))
    except OSError:
        return  # whoever writes there next says what is wrong with it
    for left in found:
        try:
            if left.is_symlink() or time.time() - left.stat().st_mtime <= _ABANDONED:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()
        except OSError:
            pass  # somebody else's, or in use: it stays


def copy_new(source: Path, target: Path) -> str:
    """Copy `source` to the new file `target`, on disk; the SHA-256 of what was read. Half a copy is not left behind."""
    digest, length = hashlib.sha256(), 0
    descriptor = new_file(target)
    try:
        with open(descriptor, "wb") as into, opened_plain(source) as file:
            while part := file.read(_SLICE):
                digest.update(part)
                length += len(part)
                into.write(part)
            into.flush()
            if os.fstat(into.fileno()).st_size != length:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(into.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def opened_plain(path: Path) -> BufferedReader:
    """An ordinary file, to be read. Raises OSError for what could be waited for without end: a pipe, a device, a socket."""
    _refuse_other(os.stat(path).st_mode)  # opening a device may set it going
    flags = (
        os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    )
    file = open(os.open(path, flags), "rb")
    try:
        _refuse_other(os.fstat(file.fileno()).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with opened_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def replace(fresh: Path, path: Path) -> None:
    """Give `fresh` the name `path`. Windows is asked again while another program looks into the old file."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.replace(fresh, path)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() >= until:
                raise
        time.sleep(0.05)


def sync_file(path: Path) -> None:
    """Wait until the file's content is on disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on disk. A file system that cannot sync a folder at all is let off."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _refuse_other(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))


def _write_by(part: Path, descriptor: int, path: Path, parts: Iterable[bytes]) -> None:
    try:
        _fill(descriptor, parts)
        replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _fill(descriptor: int, parts: Iterable[bytes]) -> None:
    length = 0
    with open(descriptor, "wb") as file:
        for part in parts:
            file.write(part)
            length += len(part)
        file.flush()
        if os.fstat(file.fileno()).st_size != length:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
