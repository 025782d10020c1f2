"""Puts a proven copy into a second folder of the person's choice as well; a folder that is not there is no failure."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import copies, places, records, telling
from mentee_app.backup.copies import Made
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

_UNDER_WAY = 24 * 3600
"""Seconds after which nobody writes at a part any more."""


@dataclass(frozen=True)
class Second:
    """What came of it: where the copy stands, or why there is none, in a calm sentence."""

    path: Path | None
    trouble: Trouble | None = None


def copied(made: Made, folder: Path, chosen: Path, now: datetime) -> Second:
    """Copy `made` into the folder `chosen`, compare, and rotate there. Raises nothing: the first copy stands in any case.

    For a worker. `folder` is the data folder; other notebooks' copies in `chosen` are left alone.
    """
    try:
        refuse(folder, chosen)
        with telling.told(chosen):
            _sweep(chosen, folder, now)
            path = _copied(made, chosen)
            copies.rotate(chosen, folder, now)
    except Trouble as trouble:
        return Second(None, trouble)
    return Second(path)


def refuse(folder: Path, chosen: Path) -> None:
    """Raises Trouble where `chosen` cannot take copies now: not there, not a folder, or inside the data folder."""
    if os.path.exists(chosen) and not os.path.isdir(chosen):
        sentence = _("{folder} is not a folder. The backup in the data folder was made.")
        raise Trouble(TroubleKind.NO_FOLDER, sentence.format(folder=chosen), chosen)
    if not os.path.isdir(chosen):  # one that may not even be looked at is not there either
        sentence = _(
            "The second backup folder {folder} is not there now. The backup in the data folder was made."
        )
        raise Trouble(TroubleKind.NO_FOLDER, sentence.format(folder=chosen), chosen)
    own, other = (Path(os.path.realpath(path)) for path in (folder, chosen))
    if other == own or own in other.parents:
        sentence = _("{folder} is inside the data folder. Choose a second folder on another disk.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(folder=chosen), chosen)


def _sweep(chosen: Path, folder: Path, now: datetime) -> None:
    """Remove what was left of copies that were cut off; a fresh one may be another machine's, under way."""
    own = places.origin(folder)
    for left in copies.cut_off(chosen):
        record = records.read(left)  # of nothing; a part has none
        ours = left.suffix == whole_files.PART or (record is not None and record.origin == own)
        if ours and now.timestamp() - left.stat().st_mtime > _UNDER_WAY:
            left.unlink(missing_ok=True)


def _copied(made: Made, chosen: Path) -> Path:
    path = places.free_path(chosen, made.record.reason, made.record.made_at)
    part = whole_files.part_of(path)
    part.unlink(missing_ok=True)
    try:
        read = whole_files.copy_new(made.path, part)
        if not read == whole_files.sha256_of(part) == made.record.sha256:
            raise telling.raised(TroubleKind.IO_ERROR, path)
        records.write(path, made.record)
        whole_files.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        if not os.path.lexists(path):
            places.record_of(path).unlink(missing_ok=True)
        raise
    whole_files.sync_folder(chosen)
    return path
