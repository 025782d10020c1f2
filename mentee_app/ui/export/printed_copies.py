"""Copies of documents that were handed to a PDF program to be printed: private, and gone once nobody needs them.

Printers are not looked for here: that would ask the network. The person's own PDF program opens a copy, and prints it.
It lies in the system's folder for temporary files, in a folder of its own that only this person can enter: not with the
notebook, of which copies are made, and which may be open to be read only.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QApplication, QWidget

from mentee_app.exports import files
from mentee_app.i18n import _

_PREFIX = "mentee-print-"
_NEEDED = 120.0
"""Seconds in which a program that was just asked may still be starting, and has not read the copy yet."""


class PrintedCopies(QObject):
    """The copies of one window. They go when it does; one that was only just handed over goes at the next start."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._folders: list[Path] = []
        window.destroyed.connect(partial(_remove, self._folders))
        QApplication.instance().aboutToQuit.connect(partial(_remove, self._folders))

    @classmethod
    def of(cls, widget: QWidget) -> "PrintedCopies":
        """Those of the window to which a widget or its dialog belongs."""
        window = widget.window()
        while window.parentWidget() is not None:
            window = window.parentWidget().window()
        return window.findChild(cls) or cls(window)

    def place(self) -> Path:
        """Where the next copy goes; its name tells nothing, for others can see what a program is started with.

        Raises OSError.
        """
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._folders.append(folder)
        return folder / files.safe_name(_("To print"), ".pdf")

    def hand_over(self, path: Path, open_link: Callable[[QUrl], bool]) -> str:
        """Let the person's PDF program open a copy; the sentence that says what to do next."""
        if open_link(QUrl.fromLocalFile(str(path))):
            return _(
                "Your PDF program opens it: print from there. The copy is removed when Mentee is closed."
            )
        self.drop(path)
        return _("No program here opens PDF documents. Save it, and print it where there is one.")

    def drop(self, path: Path) -> None:
        """Remove a copy that nobody has seen."""
        shutil.rmtree(path.parent, ignore_errors=True)


def remove_left(now: Callable[[], float] = time.time) -> None:
    """Remove what windows before this one left behind; called once the window stands."""
    try:
        found = list(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"))
    except OSError:
        return
    _remove([each for each in found if each.is_dir() and not each.is_symlink()], now=now)


def _remove(folders: list[Path], *_said: object, now: Callable[[], float] = time.time) -> None:
    for folder in folders:
        if _is_old(folder, now()):
            shutil.rmtree(
                folder, ignore_errors=True
            )  # another person's, or one that is open on Windows, stays


def _is_old(folder: Path, now: float) -> bool:
    try:
        return now - folder.stat().st_mtime >= _NEEDED
    except OSError:
        return False
