"""A log for finding faults: in the data folder, for its owner only, and never with a word that a person wrote."""

import logging
import os
import traceback
from pathlib import Path
from types import TracebackType

from mentee_app import own_files

_NAME = "mentee.log"
_MOST_BYTES = 512 * 1024

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def start(folder: Path) -> None:
    """Write the log of this run behind the earlier ones; a log that cannot be written is done without."""
    logging.getLogger("peewee").setLevel(logging.WARNING)  # at DEBUG it logs every parameter
    path = folder / _NAME
    try:
        if os.path.lexists(path) and path.lstat().st_size > _MOST_BYTES:
            os.replace(path, path.with_suffix(".log.1"))
        descriptor = own_files.opened(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, alone=True)
    except OSError:
        return
    stream = logging.StreamHandler(os.fdopen(descriptor, "a", encoding="utf-8"))
    stream.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(stream)
    root.setLevel(logging.INFO)


def is_kept() -> bool:
    """Whether a log is being written."""
    return any(isinstance(each.formatter, _Formatter) for each in logging.getLogger().handlers)


def place_of(error: BaseException) -> str:
    """What kind of fault it is and where it came up, like "KeyError in cli.py:12", without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + where


class _Formatter(logging.Formatter):
    """Writes where an exception came from, never its message: that may hold the person's text."""

    def formatException(self, ei: _ExcInfo) -> str:
        kind, error, place = ei
        lines = []
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
