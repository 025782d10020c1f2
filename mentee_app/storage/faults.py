"""Finds the real cause behind a database or file error and says it in the person's words."""

import errno
import os
import sqlite3
import sys
from pathlib import Path
from urllib.parse import quote

from mentee_app import own_files, whole_files
from mentee_app.i18n import _
from mentee_app.storage import lengths
from mentee_app.trouble import Trouble, TroubleKind

_BY_NAME = {
    "SQLITE_FULL": TroubleKind.DISK_FULL,
    "SQLITE_READONLY": TroubleKind.READ_ONLY,
    "SQLITE_PERM": TroubleKind.NO_ACCESS,
    "SQLITE_AUTH": TroubleKind.NO_ACCESS,
    "SQLITE_CANTOPEN": TroubleKind.NO_ACCESS,
    "SQLITE_BUSY": TroubleKind.LOCKED,
    "SQLITE_LOCKED": TroubleKind.LOCKED,
    "SQLITE_CORRUPT": TroubleKind.DAMAGED,
    "SQLITE_NOTADB": TroubleKind.NOT_A_DATABASE,
    "SQLITE_IOERR": TroubleKind.IO_ERROR,
    "SQLITE_PROTOCOL": TroubleKind.LOCKED,
}

_BY_ERRNO = {
    errno.EISDIR: TroubleKind.NOT_A_DATABASE,
    errno.ENXIO: TroubleKind.NOT_A_DATABASE,  # a pipe or a device
    errno.EEXIST: TroubleKind.NO_FOLDER,
}
"""What only a notebook means by it; the others are named by whole_files.py."""

_VAGUE = ("SQLITE_IOERR", "SQLITE_CANTOPEN")
"""What SQLite answers for many causes: a full disk at an fsync, a folder that became read-only at an open."""

_PROBE = ".probe.part"

_LITTLE = 1 << 16
"""Bytes free on the disk with which no write of ours can be sure to succeed."""

LOCKED_SIGN = b"MNT"
"""How a notebook with a passphrase begins (see cipher.py)."""


def trouble_in(error: BaseException, path: Path) -> Trouble | None:
    """The environment's fault behind `error`, or None where the error is a bug of ours.

    A failed rollback hides the cause, so the whole chain is walked; the first cause in time wins.
    """
    found: Trouble | None = None
    for link in _chain(error):
        if isinstance(link, Trouble):
            return link
        if _name(link) == "SQLITE_TOOBIG":
            return Trouble(TroubleKind.BAD_INPUT, _too_long(path), path)
        kind = _kind(link)
        if kind and _name(link).startswith(_VAGUE):
            kind = _probed(path) or kind
        if kind is TroubleKind.NOT_A_DATABASE and isinstance(link, sql_errors()):
            kind = _of_locked(link, path) or kind
        if kind:
            found = Trouble(kind, sentence(kind, path), path)
    return found


def sentence(kind: TroubleKind, path: Path) -> str:
    """What is wrong with the notebook at `path` and what to do next, in one or two plain sentences."""
    words = {
        TroubleKind.DISK_FULL: _(
            "The disk is full, so nothing more can be saved. Make some room and try again."
        ),
        TroubleKind.READ_ONLY: _(
            "{path} can only be read, not written. Change its permissions, or choose another folder with --data-dir."
        ),
        TroubleKind.NO_ACCESS: _(
            "You may not open {path}. Change its permissions, or choose another folder with --data-dir."
        ),
        TroubleKind.NO_FOLDER: _(
            "The folder of {path} is not there. Check that its disk is connected, or choose another folder with --data-dir."
        ),
        TroubleKind.LOCKED: _("Mentee is open with this notebook already ({path}). Close it first."),
        TroubleKind.DAMAGED: _(
            "The notebook {path} is damaged. Nothing was written to it. Make a copy of it before you try anything else."
        ),
        TroubleKind.NOT_A_DATABASE: _(
            "{path} is not a Mentee notebook. Nothing was written to it. Move it away, or choose another folder with --data-dir."
        ),
        TroubleKind.TOO_NEW: _(
            "The notebook {path} was made by a newer version of Mentee. Nothing was written to it."
            " Install the newer version to open it."
        ),
        TroubleKind.EMPTY: _(
            "The notebook {path} is an empty file; what was in it is gone."
            " Put a copy of your notebook in its place, or move the empty file away to begin anew."
        ),
        TroubleKind.VANISHED: _(
            "The notebook {path} is gone, but this folder had one."
            " Put it back, or remove the file “notebook-made” beside it to begin anew."
        ),
        TroubleKind.REPLACED: _(
            "The notebook {path} was moved, deleted or replaced by another program while it was open."
            " Nothing more is written. Copy what you typed, then start Mentee again."
        ),
        TroubleKind.BAD_INPUT: _(
            "{path} is no name that a file can have here. Choose a shorter one with --data-dir."
        ),
        TroubleKind.IO_ERROR: _(
            "The disk of {path} answers with an error. Check the disk and its cable, then try again."
        ),
        TroubleKind.SETTINGS_REFUSED: _(
            "This disk does not let Mentee keep {path} safely. Choose a folder on a local disk with --data-dir."
        ),
        TroubleKind.LOCKED_BY_PASSPHRASE: _(
            "The notebook {path} is locked with a passphrase. Type the passphrase to open it."
        ),
        TroubleKind.WRONG_PASSPHRASE: _(
            "This passphrase does not open {path}. Nothing was changed. Check capital letters and the keyboard's language."
        ),
        TroubleKind.NO_CIPHER: _(
            "The notebook {path} is locked with a passphrase, and this Mentee cannot open such notebooks."
            " Nothing was written to it. Install Mentee with its extra “encryption” to open it."
        ),
    }
    return words[kind].format(path=path)


def sql_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What a connection may raise, and `others`. The driver of locked files has errors of its own, once it is in use.

    For `except`, which asks only when something was raised.
    """
    driver = sys.modules.get("sqlcipher3.dbapi2")
    return (*others, sqlite3.Error, driver.Error) if driver else (*others, sqlite3.Error)


def address(path: Path) -> str:
    """The path as a SQLite URI, byte for byte: a name on Linux need not be text."""
    return "file:" + quote(os.fsencode(path.as_posix()), safe="/:")


def _chain(error: BaseException) -> list[BaseException]:
    links: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        link = waiting.pop(0)
        if link is None or link in links:
            continue
        links.append(link)
        waiting += [link.__cause__, link.__context__]
        waiting += [arg for arg in link.args if isinstance(arg, BaseException)]
    return links


def _kind(error: BaseException) -> TroubleKind | None:
    if isinstance(error, OSError) and error.errno is not None:
        return _BY_ERRNO.get(error.errno) or whole_files.kind_of(error)
    name = _name(error)
    return next((kind for start, kind in _BY_NAME.items() if name.startswith(start)), None)


def _too_long(path: Path) -> str:
    return _(
        "One text is longer than {count} MB, and the notebook {path} cannot take that. Shorten it."
        " If you typed nothing that long, restore a backup, or save what can be read with “mentee salvage”."
    ).format(count=lengths.LONGEST >> 20, path=path)


def _of_locked(error: BaseException, path: Path) -> TroubleKind | None:
    """What "not a database" means where there is a passphrase: the usual driver has no key, the other one met damage."""
    if not isinstance(error, sqlite3.Error):
        return TroubleKind.DAMAGED
    try:
        with path.open("rb") as file:
            locked = file.read(len(LOCKED_SIGN)) == LOCKED_SIGN
    except OSError:
        return None
    return TroubleKind.LOCKED_BY_PASSPHRASE if locked else None


def _name(error: BaseException) -> str:
    return (getattr(error, "sqlite_errorname", None) or "") if isinstance(error, sql_errors()) else ""


def _probed(path: Path) -> TroubleKind | None:
    """What the disk answers to a small write beside `path` now, else what stands in the way of the file itself; None for nothing.

    The file is not opened: closing it would let go of the locks that SQLite holds.
    """
    return _written_beside(path) or _room_and_rights(path)


def _room_and_rights(path: Path) -> TroubleKind | None:
    try:
        if path.exists() and not os.access(path, os.R_OK):
            return TroubleKind.NO_ACCESS
        if path.exists() and not os.access(path, os.W_OK):
            return TroubleKind.READ_ONLY
        if hasattr(os, "statvfs"):
            disk = os.statvfs(path.parent)
            if disk.f_blocks and disk.f_bavail * disk.f_frsize < _LITTLE:
                return TroubleKind.DISK_FULL
    except OSError as error:
        return _kind(error)
    return None


def _written_beside(path: Path) -> TroubleKind | None:
    probe = path.parent / _PROBE
    try:
        descriptor = own_files.opened(probe, os.O_CREAT | os.O_WRONLY, alone=True)
        try:
            os.write(descriptor, bytes(4096))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
            os.unlink(probe)
    except OSError as error:
        return _kind(error)
    return None
