"""Where a file goes: asks the system's dialog, puts the ending behind the name, and asks before a file is replaced."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from mentee_app.exports import files
from mentee_app.i18n import _
from mentee_app.ui.widgets import message

_SHOWN = 3

AskForPath = Callable[[QWidget, str], str]
Places = Callable[[Path], tuple[Path, ...]]


@dataclass(frozen=True)
class FileKind:
    """What is saved: the `title` of the dialog, what the files are called there (like "PDF documents (*.pdf)"), their
    ending (empty for a folder), and the endings that are as good."""

    title: str
    files: str
    ending: str
    also: tuple[str, ...] = ()


def chosen(
    window: QWidget, name: str, kind: FileKind, ask: AskForPath | None = None, places: Places | None = None
) -> Path | None:
    """The place that the person wants, with `name` (without ending) suggested; None for none.

    `ask` gives it instead of the system's dialog. `places` are the files that come of a place, where they are not just that.
    """
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    suggested = str(Path(folder) / files.safe_name(name, kind.ending))
    given = ask(window, suggested) if ask else asked(window, suggested, kind)
    if not given:
        return None
    path = Path(given if given.lower().endswith((kind.ending, *kind.also)) else given + kind.ending)
    written = places(path) if places else (path,)
    taken = [each for each in written if os.path.isfile(each) and str(each) != given]
    return path if not taken or _may_replace(window, taken) else None


def asked(parent: QWidget, suggested: str, kind: FileKind) -> str:
    """The answer to the system's dialog. It knows the ending, so it asks before it gives the name of a file that is there."""
    place = Path(suggested)
    if not kind.ending:
        return QFileDialog.getExistingDirectory(parent, kind.title, str(place.parent))
    dialog = QFileDialog(parent, kind.title, str(place.parent), kind.files)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind.ending)
    dialog.selectFile(place.name)
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    answers = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return answers[0] if answers else ""


def _may_replace(window: QWidget, taken: list[Path]) -> bool:
    """Asked where the system's dialog could not: it was given another name than those that are written."""
    shown = "\n".join(str(path) for path in taken[:_SHOWN]) + ("\n…" if len(taken) > _SHOWN else "")
    several = _("These files exist already. Saving replaces them:") + f"\n{shown}"
    one = _("{path} exists already. Saving replaces it.").format(path=taken[0])
    return message.ask(
        window,
        _("Replace the file?") if len(taken) == 1 else _("Replace the files?"),
        one if len(taken) == 1 else several,
        accept=_("Replace"),
        danger=True,
    )
