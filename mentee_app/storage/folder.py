"""The data folder: closed to others where it is this person's own, and refused where it is somebody else's or shared."""

import os
import re
import stat
from pathlib import Path

from mentee_app.i18n import _
from mentee_app.paths import NOTEBOOK, NOTEBOOK_MADE
from mentee_app.trouble import Trouble, TroubleKind

BACKUPS = "backups"
"""The folder of copies, in the data folder."""

_OURS = frozenset({NOTEBOOK_MADE, BACKUPS, "lock", "window.json", "mentee.log", "mentee.log.1", ".DS_Store"})
_PART = re.compile(r"\..*\.part", re.DOTALL)
"""A file of ours that was not finished (see whole_files.py)."""


def make_private(folder: Path) -> None:
    """Make the folder, and close it to others where there is nothing of theirs in it. Raises Trouble and OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    refuse_shared(folder)
    if os.name == "posix" and _may_be_closed(folder):
        folder.chmod(0o700)


def refuse_shared(folder: Path) -> None:
    """Raises Trouble where the folder is there and belongs to others too. Changes nothing."""
    if os.name == "posix" and folder.is_dir() and _is_shared(folder):
        sentence = _(
            "{folder} is used by others too, so Mentee does not keep your notebook in it."
            " Choose a folder of its own: --data-dir {own}"
        )
        sentence = sentence.format(folder=folder, own=folder / "mentee")
        raise Trouble(TroubleKind.NO_ACCESS, sentence, folder)


def _is_shared(folder: Path) -> bool:
    state = folder.stat()
    if state.st_mode & stat.S_ISVTX and state.st_mode & 0o022:
        return True
    if _holds_notebook(folder):
        return False
    others_may = bool(state.st_mode & 0o022) or state.st_uid != os.geteuid()
    return others_may and _holds_strange(folder)


def _may_be_closed(folder: Path) -> bool:
    """It is this person's own, others can get in, and nothing is in it that they may be meant to read.

    Where others could even write, a notebook that is in it already is worth more than what else is there.
    """
    state = folder.stat()
    if not state.st_mode & 0o077 or state.st_uid != os.geteuid():
        return False
    return bool(state.st_mode & 0o022) or not _holds_strange(folder)


def _holds_notebook(folder: Path) -> bool:
    return any(os.path.lexists(folder / name) for name in (NOTEBOOK, NOTEBOOK_MADE))


def _holds_strange(folder: Path) -> bool:
    """Whether something in it is not Mentee's. What may not be looked at is."""
    try:
        names = os.listdir(folder)
    except OSError:
        return True
    return not all(name in _OURS or name.startswith(NOTEBOOK) or _PART.fullmatch(name) for name in names)
