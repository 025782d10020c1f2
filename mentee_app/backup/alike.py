"""Remembers on disk that backups are not locked as the notebook is, until the person was asked what to do about them."""

import os
from pathlib import Path

from mentee_app import whole_files
from mentee_app.i18n import _
from mentee_app.paths import NOTEBOOK

MARK = NOTEBOOK + ".unlike"
"""The file in the data folder that says so. It is empty: what differs is looked up."""


def is_open(folder: Path) -> bool:
    """Whether the question was never answered: Mentee was stopped between the notebook and its backups."""
    return os.path.lexists(folder / MARK)


def begin(folder: Path) -> None:
    """Before the notebook is replaced: from now on the question is asked at each start. Raises OSError."""
    whole_files.write_whole(folder / MARK, b"")


def settle(folder: Path) -> None:
    """It was answered, or nothing differs. Raises Trouble."""
    if is_open(folder):
        from mentee_app.backup import telling  # a start that only looks does not pay for it

        with telling.told(folder / MARK):
            (folder / MARK).unlink(missing_ok=True)
            whole_files.sync_folder(folder)


def reminder() -> str:
    """What to say where only a window can ask."""
    return _(
        "Mentee was stopped before it asked what to do with backups that are not locked like the notebook."
        " Open its window: it asks again."
    )
