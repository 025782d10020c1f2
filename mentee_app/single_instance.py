"""One process for one data folder: an operating-system lock that a crash releases by itself."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentee_app import own_files
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

_LOCK_NAME = "lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`, which is made (0700) where it is missing.

    Raises Trouble: LOCKED where another process holds it, else why the folder cannot be used.
    """
    descriptor = _opened_lock(folder)
    try:
        if not _take(descriptor):
            raise Trouble(
                TroubleKind.LOCKED,
                _("Mentee is open with the notebook in {folder} already. Close it first.").format(
                    folder=folder
                ),
                folder,
            )
        yield
    finally:
        os.close(descriptor)


def meeting_name(folder: Path) -> str:
    """The name under which the first start of a folder can be reached by a second one."""
    import hashlib  # 7 ms that the start of the window does not pay

    return "mentee-" + hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:20]


def _opened_lock(folder: Path) -> int:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return own_files.opened(folder / _LOCK_NAME, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError) -> Trouble:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Trouble(
            TroubleKind.DISK_FULL,
            _("The disk of {folder} is full. Make some room and start again.").format(folder=folder),
            folder,
        )
    if error.errno in own_files.STRANGE and os.path.lexists(folder / _LOCK_NAME):
        sentence = _("{path} is not a file of Mentee's. Move it away and start again.")
        return Trouble(TroubleKind.NO_FOLDER, sentence.format(path=folder / _LOCK_NAME), folder)
    if error.errno == errno.EROFS:
        kind, words = TroubleKind.READ_ONLY, _("The data folder {folder} can only be read, not written.")
    elif error.errno in (errno.EACCES, errno.EPERM):
        kind, words = TroubleKind.NO_ACCESS, _("You may not write in the data folder {folder}.")
    elif error.errno == errno.EIO:
        kind, words = TroubleKind.IO_ERROR, _("The disk of {folder} answers with an error.")
    else:
        kind, words = TroubleKind.NO_FOLDER, _("{folder} cannot be used as a data folder.")
    way_out = _("Choose another folder with --data-dir.")
    return Trouble(kind, f"{words.format(folder=folder)} {way_out}", folder)


def _take(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
