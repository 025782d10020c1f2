"""Opens the small files in a folder of ours: plain ones only, never what a link leads to, and never one that makes us wait."""

import errno
import os
import stat
from pathlib import Path

_LARGEST = 1_000_000
"""Bytes: a longer one is not ours."""

STRANGE = frozenset({errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP, errno.EMLINK})
"""What the system says where something else than a plain file of ours has the name of one."""


def opened(path: Path, flags: int, alone: bool = False) -> int:
    """The descriptor of a plain file (made 0600 where `flags` say so). Raises OSError.

    `alone`: the file has no second name, so that what is written here is written nowhere else.
    """
    kind = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags | kind | getattr(os, "O_BINARY", 0), 0o600)
    state = os.fstat(descriptor)
    if stat.S_ISREG(state.st_mode) and not (alone and state.st_nlink > 1):
        return descriptor
    os.close(descriptor)
    number = errno.EMLINK if stat.S_ISREG(state.st_mode) else errno.ENODEV
    raise OSError(number, os.strerror(number), str(path))


def read(path: Path) -> bytes | None:
    """What a small file of ours holds; None where it is not there, or cannot be ours. Raises OSError for what the disk says."""
    try:
        descriptor = opened(path, os.O_RDONLY)
    except OSError as error:
        if error.errno in STRANGE | {errno.ENOENT, errno.ENOTDIR}:
            return None
        raise
    with open(descriptor, "rb") as file:
        content = file.read(_LARGEST + 1)
    return content if len(content) <= _LARGEST else None
