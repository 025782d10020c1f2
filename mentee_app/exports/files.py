"""Writes what is handed out to where the person wants it, whole or not at all, and finds safe names."""

import errno
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mentee_app import paths, whole_files
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE | re.DOTALL
)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]+')


def atomic_write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, for this person only. Raises Trouble; then the old file still stands."""
    write_parts(path, (content,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same with a content that is made while it is written."""
    _check_writable(path)
    try:
        whole_files.write_among_others(path, parts)
    except OSError as error:
        raise _trouble(error, path) from error


def put(fresh: Path, path: Path) -> None:
    """Give the file `fresh`, on the same disk, the name `path`. Raises Trouble; then the old file still stands."""
    _check_writable(path)
    try:
        whole_files.replace(fresh, path)
    except OSError as error:
        raise _trouble(error, path) from error
    with suppress(OSError):  # the file stands there all the same
        whole_files.sync_folder(path.parent)


def room_beside(path: Path) -> Path:
    """A new folder in that of `path`, for this person only, where files are made that get names there. Raises Trouble."""
    import tempfile

    try:
        return Path(tempfile.mkdtemp(prefix=whole_files.HIDDEN, suffix=whole_files.PART, dir=path.parent))
    except OSError as error:
        raise _trouble(error, path) from error


def check_place(path: Path) -> None:
    """Raises Trouble where it is plain beforehand that no document can be written at `path`.

    That is so where no file can be, and in every folder with a notebook: a document must not replace what is kept there.
    """
    _check_writable(path)
    notebook = paths.notebook_around(path)
    if notebook is not None:
        sentence = _(
            "{path} is inside the data folder {folder}, where only Mentee writes. Choose another place."
        )
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(path=path, folder=notebook), path)


def safe_name(wanted: str, ending: str = "") -> str:
    """A file name like `wanted` + `ending` (".pdf") that every system takes, leading to no other folder."""
    name = " ".join(_UNSAFE.sub(" ", wanted).split()).strip(". ")
    while len((name + ending).encode()) > 200:
        name = name[:-1].rstrip(". ")
    if not name:
        name = "Mentee"
    return (f"_{name}" if _RESERVED.fullmatch(name) else name) + ending


def _check_writable(path: Path) -> None:
    if "\0" in os.fspath(path):
        raise _trouble(OSError(errno.EINVAL, "no name"), Path(os.fspath(path).replace("\0", "\ufffd")))
    if os.path.isdir(path):
        raise Trouble(
            TroubleKind.BAD_INPUT, _("{path} is a folder. Give the file a name.").format(path=path), path
        )
    if not os.path.isdir(path.parent):
        sentence = _("The folder {folder} does not exist. Choose another place.").format(folder=path.parent)
        raise Trouble(TroubleKind.NO_FOLDER, sentence, path)
    if _is_device(path):
        sentence = _("{path} is a device or a pipe, not a file. Choose another place.").format(path=path)
        raise Trouble(TroubleKind.BAD_INPUT, sentence, path)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        code = errno.EROFS if _is_read_only(path.parent) else errno.EACCES
        raise _trouble(OSError(code, os.strerror(code)), path)


def _is_read_only(folder: Path) -> bool:
    """Whether its disk can only be read."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY) if os.name == "posix" else False
    except OSError:
        return False


def _is_device(path: Path) -> bool:
    """Whether something is there that is no regular file, at the end of links too; in /dev nothing is meant to be one."""
    if os.path.realpath(path.parent) == "/dev":
        return True
    return os.path.exists(path) and not os.path.isfile(path)


def _trouble(error: OSError, path: Path) -> Trouble:
    kind = TroubleKind.BAD_INPUT if error.errno == errno.EINVAL else whole_files.kind_of(error)
    words = {
        TroubleKind.DISK_FULL: _(
            "There is no room left for {path}. Free some space, or choose another place."
        ),
        TroubleKind.READ_ONLY: _("{path} is on a disk that can only be read. Choose another place."),
        TroubleKind.NO_ACCESS: _(
            "{path} may not be written. Choose another place, or close the program that uses it."
        ),
        TroubleKind.BAD_INPUT: _(
            "{path} is no name that a file can have here. Choose a shorter or plainer one."
        ),
    }
    other = _("{path} could not be written. Choose another place.")
    if kind not in words:
        kind = TroubleKind.IO_ERROR
    return Trouble(kind, words.get(kind, other).format(path=path), path)
