"""Where copies lie and what they are called: a private folder of our own in the data folder, one readable name for each copy."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from mentee_app.i18n import _
from mentee_app.paths import NOTEBOOK
from mentee_app.storage.folder import BACKUPS
from mentee_app.trouble import Trouble, TroubleKind

ASIDE = "aside "
"""How the folder begins in which a replaced file is put as it was."""

ENDING = ".mentee"

_JOURNAL = NOTEBOOK + ".restoring"


class Reason(Enum):
    """Why a copy was made."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    BEFORE_UPGRADE = "before-upgrade"
    BEFORE_IMPORT = "before-import"
    BEFORE_RESTORE = "before-restore"
    BEFORE_BULK_DELETE = "before-bulk-delete"
    REPLACED = "replaced"


_NAME = re.compile(
    r"notebook (\d{4}-\d\d-\d\d) (\d\d)-(\d\d)-(\d\d) "
    rf"({'|'.join(reason.value for reason in Reason)})( \d+)?{re.escape(ENDING)}"
)


@dataclass(frozen=True)
class Named:
    """What the name of a copy says. The time is the wall time where it was made."""

    wall: datetime
    reason: Reason


def backups(folder: Path) -> Path:
    """The folder of copies of the notebook in `folder`; it need not be there."""
    return folder / BACKUPS


def journal(folder: Path) -> Path:
    """Stands in the data folder from the moment on at which an interrupted restore is carried through."""
    return folder / _JOURNAL


def made(folder: Path) -> Path:
    """The folder of copies, made and closed to others. Raises Trouble where it is a link or a file, and OSError."""
    place = backups(folder)
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        pass
    refuse_strange(place)
    if os.name == "posix" and stat.S_IMODE(place.stat().st_mode) != 0o700:
        place.chmod(0o700)
    return place


def refuse_strange(place: Path) -> None:
    """Raises Trouble where something else than a folder has the name of the folder of copies."""
    refuse_link(place)
    if os.path.lexists(place) and not place.is_dir():
        sentence = _("{path} is not a folder, so no backups can be in it. Move it away first.")
        raise Trouble(TroubleKind.NO_FOLDER, sentence.format(path=place), place)


def refuse_link(path: Path) -> None:
    """Raises Trouble where something of our own is a link to another place: nothing is read or written through it."""
    if path.is_symlink():
        sentence = _("{path} is a link to another place, so Mentee does not use it. Remove the link first.")
        raise Trouble(TroubleKind.NO_ACCESS, sentence.format(path=path), path)


def free_path(place: Path, reason: Reason, now: datetime) -> Path:
    """A path in `place` for a copy made `now`; neither it nor its record is there yet."""
    stem = f"notebook {now:%Y-%m-%d %H-%M-%S} {reason.value}"
    path, number = place / f"{stem}{ENDING}", 1
    while os.path.lexists(path) or os.path.lexists(record_of(path)):
        number += 1
        path = place / f"{stem} {number}{ENDING}"
    return path


def record_of(path: Path) -> Path:
    """The file beside a copy that says what is in it and that it was proven."""
    return path.with_suffix(".json")


def named(name: str) -> Named | None:
    """What the name of a copy says; None for a file that is not ours."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    day, hours, minutes, seconds, reason, _number = found.groups()
    try:
        wall = datetime.fromisoformat(f"{day} {hours}:{minutes}:{seconds}")
    except ValueError:
        return None
    return Named(wall, Reason(reason)) if could_be_made(wall) else None


def could_be_made(moment: datetime) -> bool:
    """Whether a copy can have been made then: the years at both ends of the count are none in some zones."""
    return 1970 <= moment.year <= 2999


def origin(folder: Path) -> str:
    """A mark that tells this notebook's copies from another's in a folder that both use; it names neither folder nor machine."""
    machine = os.uname().nodename if os.name == "posix" else os.environ.get("COMPUTERNAME", "")
    return hashlib.sha256(f"{machine}\0{os.path.realpath(folder)}".encode(errors="replace")).hexdigest()[:16]
