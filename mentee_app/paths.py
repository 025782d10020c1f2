"""Where things live: the data folder of this person, and the resources that ship with the app."""

import os
import sys
from pathlib import Path

import appdirs

_APP = "Mentee"


def resource(name: str) -> Path:
    """The shipped file or folder `name` (a relative path with forward slashes), in a checkout, a wheel or a frozen bundle."""
    return _resources() / name


def data_folder(chosen: str | os.PathLike[str] | None = None) -> Path:
    """The absolute folder that holds everything: `chosen`, else MENTEE_DATA_DIR, else the system's place for it.

    The folder is not made here. A relative choice counts from the current folder.
    """
    wanted = chosen or os.environ.get("MENTEE_DATA_DIR")
    if wanted:
        return Path(os.path.abspath(os.path.expanduser(wanted)))
    _drop_unusable_xdg()
    folder = Path(appdirs.user_data_dir(_APP, appauthor=False))
    if not folder.is_absolute():
        folder = Path.home() / ".local" / "share" / _APP
    return folder


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
