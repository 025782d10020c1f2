"""Opens what a person chose to bring in, and says in words why it cannot be opened."""

import errno
import os
import stat
from pathlib import Path

from mentee_app.i18n import _
from mentee_app.imports import limits
from mentee_app.trouble import Trouble, TroubleKind

_SLICE = 1 << 16


def content(path: Path) -> bytes:
    """All of a file. Raises Trouble where it cannot be read, is no file, is empty or larger than 50 MB."""
    check_size(path)
    return _read(path, limits.BYTES + 1)


def ends(path: Path) -> tuple[bytes, bytes]:
    """The first and the last 64 KB of a file (together all of it, where it is smaller). Of any size. Raises Trouble."""
    whole = _checked(path).st_size
    head = _read(path, _SLICE)
    return head, _read(path, _SLICE, max(len(head), whole - _SLICE)) if whole > _SLICE else b""


def check_size(path: Path) -> None:
    """Raises Trouble for a file of more than 50 MB."""
    limits.check_size(_checked(path).st_size)


def is_folder(path: Path) -> bool:
    """Raises Trouble for what is not there, or may not be looked at."""
    return stat.S_ISDIR(_status(path).st_mode)


def shown(path: Path) -> str:
    """The name of a file as it can be written anywhere."""
    return (path.name or str(path)).encode("utf-8", "replace").decode()


def _read(path: Path, most: int, start: int = 0) -> bytes:
    _checked(path)
    try:
        # A pipe that took the file's place meanwhile must not hold us up.
        with open(
            os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
        ) as file:
            file.seek(start)
            found = file.read(most)
    except (OSError, ValueError) as error:
        raise _trouble(error, path) from error
    if not found and not start:
        raise limits.refused(_("{name} is empty.").format(name=shown(path)))
    limits.check_size(len(found))
    return found or b""


def _checked(path: Path) -> os.stat_result:
    found = _status(path)
    if stat.S_ISDIR(found.st_mode):
        raise limits.refused(_("{name} is a folder.").format(name=shown(path)))
    if not stat.S_ISREG(found.st_mode):
        raise limits.refused(_("{name} is a device or a pipe, not a file.").format(name=shown(path)))
    return found


def _status(path: Path) -> os.stat_result:
    try:
        return os.stat(path)
    except (OSError, ValueError) as error:
        raise _trouble(error, path) from error


def _trouble(error: OSError | ValueError, path: Path) -> Trouble:
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    if code in (errno.ENOENT, errno.ENOTDIR):
        kind, sentence = (
            TroubleKind.VANISHED,
            _("{name} leads to a file that is not there.")
            if os.path.islink(path)
            else _("{name} is not there. It may have been moved or renamed."),
        )
    elif code in (errno.EACCES, errno.EPERM):
        kind, sentence = TroubleKind.NO_ACCESS, _("{name} may not be read by you.")
    elif code == errno.ELOOP:
        kind, sentence = TroubleKind.BAD_INPUT, _("{name} is a link that leads back to itself.")
    elif code in (errno.EINVAL, errno.ENAMETOOLONG):
        kind, sentence = TroubleKind.BAD_INPUT, _("{name} is no name that a file can have here.")
    else:
        kind, sentence = TroubleKind.IO_ERROR, _("{name} could not be read. Copy it to this computer first.")
    return Trouble(kind, sentence.format(name=shown(path).replace("\0", "\ufffd")), path)
