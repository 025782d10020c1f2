"""Before SQLite opens a notebook: it and what SQLite keeps beside it are plain files, and no other name leads to them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from mentee_app import whole_files
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

_ENDINGS = ("", "-wal", "-journal", "-shm")


def refuse_strange(path: Path) -> None:
    """Raises Trouble where a folder, a pipe, a device or a link has one of the names: SQLite would wait, or write elsewhere.

    The notebook itself may be a link; what is beside it is then beside the file that the link leads to.
    """
    for part, state in _parts(path):
        if not stat.S_ISREG(state.st_mode):
            sentence = _("{path} is not a file of Mentee's. Move it away and start again.")
            named = path if path.is_symlink() and part == Path(os.path.realpath(path)) else part
            raise Trouble(TroubleKind.NO_FOLDER, sentence.format(path=named), named)


def part_from_others(path: Path) -> None:
    """Where a file has a second name (a hard link), give ours a copy: what is written would stand under the other one too.

    The other name keeps what it has. The content stays the same, so it may be cut off anywhere. Raises OSError.
    """
    for part, state in _parts(path):
        if state.st_nlink > 1:
            copy = whole_files.part_of(part)
            copy.unlink(missing_ok=True)
            whole_files.copy_new(part, copy)
            whole_files.replace(copy, part)
            whole_files.sync_folder(part.parent)


def _parts(path: Path) -> Iterator[tuple[Path, os.stat_result]]:
    real = Path(os.path.realpath(path))
    for ending in _ENDINGS:
        part = real.with_name(real.name + ending)
        try:
            yield part, part.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
