"""Writes the text of a document, made in the background, to a file; the window stays alive."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from mentee_app.child import Progress
from mentee_app.exports import files
from mentee_app.trouble import Trouble
from mentee_app.ui.widgets.patience import InThread


@dataclass(frozen=True)
class Written:
    """A file that was written; nothing is ever missing in a text."""

    path: Path
    missing: tuple[str, ...] = ()


class TextFile:
    """What `make` gives, written to `path` in one go. Raises Trouble for a place that cannot be. `make` reads no notebook."""

    def __init__(self, make: Callable[[], str], path: Path) -> None:
        files.check_place(path)
        self._making = InThread(make)
        self._path = path

    def start(self) -> None:
        """Begin."""
        self._making.start()

    def poll(self) -> Progress[Written]:
        """How far it is; writes what is made."""
        made = self._making.poll()
        told: Progress[Written] = replace(made, finished=None)
        if made.finished is None:
            return told
        try:
            files.atomic_write(self._path, made.finished.encode())
        except Trouble as trouble:
            return replace(told, trouble=trouble)
        return replace(told, finished=Written(self._path))

    def cancel(self) -> bool:
        """Stop; nothing is written."""
        return self._making.cancel()
