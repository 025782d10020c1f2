"""Where things live: the data folder of this person, and the resources that ship with the app."""

import os
import sys
from pathlib import Path

import appdirs

NOTEBOOK = "notebook.mentee"
"""The file that holds everything, in the data folder."""

NOTEBOOK_MADE = "notebook-made"
"""The mark that a notebook was made in a folder."""

_APP = "Mentee"


class NoPlace(Exception):
    """No folder can be told from what was given; `given` is that, empty where it was nothing."""

    def __init__(self, given: str = "") -> None:
        super().__init__("no place")
        self.given = given


def resource(name: str) -> Path:
    """The shipped file or folder `name` (a relative path with forward slashes), in a checkout, a wheel or a frozen bundle."""
    return _resources() / name


def data_folder(chosen: str | os.PathLike[str] | None = None) -> Path:
    """The absolute folder that holds everything: `chosen`, else MENTEE_DATA_DIR, else the system's place for it.

    The folder is not made here. A relative choice counts from the current folder. Raises NoPlace for blanks, for the
    home of a person whom this machine does not know, and where there is no current folder or no home to count from.
    """
    wanted = chosen or os.environ.get("MENTEE_DATA_DIR")
    if wanted:
        return _absolute(os.fspath(wanted))
    _drop_unusable_xdg()
    folder = Path(appdirs.user_data_dir(_APP, appauthor=False))
    if not folder.is_absolute():
        try:
            folder = Path.home() / ".local" / "share" / _APP
        except RuntimeError:
            raise NoPlace from None
    return folder


def notebook_around(place: Path) -> Path | None:
    """The folder with a notebook in which `place` lies, however deep, whatever links lead there; None for none."""
    inside = Path(os.path.realpath(place.parent))
    for folder in (inside, *inside.parents):
        if any(os.path.lexists(folder / name) for name in (NOTEBOOK, NOTEBOOK_MADE)):
            return folder
    return None


def _absolute(wanted: str) -> Path:
    """With the home put in for "~". One that nobody has is no folder name: "~nosuch" would be made in the current one."""
    known = os.path.expanduser(wanted)
    if not wanted.strip() or known.startswith("~"):
        raise NoPlace(wanted)
    try:
        return Path(os.path.abspath(known))
    except OSError:
        raise NoPlace(wanted) from None


def _resources() -> Path:
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled:
        return Path(bundled) / "resources"
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def _drop_unusable_xdg() -> None:
    """Empty or relative values would make appdirs answer with a relative folder; the XDG rules say to ignore them."""
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        if name.endswith("_HOME") and not os.path.isabs(os.environ[name]):
            del os.environ[name]
