"""The whole program in a process of its own: a text is typed into a session's notes, and then something happens."""

import sys
from datetime import date
from pathlib import Path

from mentee_app import app as application
from mentee_app.storage import rows

_TYPES_THEN = """
import os, signal, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from mentee_app import gui
from mentee_app.domain.kinds import Kind

furnish = gui.Studio.furnish

def furnished(studio, opened, *more):
    furnish(studio, opened, *more)
    quit = gui.QApplication.instance().quit
    def act():
        studio.window.show_tab(Kind.SESSIONS)
        tab = studio.window.tab_of(Kind.SESSIONS)
        tab.editor.form.notes.edit.insertPlainText("typed last ")
        {then}
    QTimer.singleShot(300, act)

gui.Studio.furnish = furnished
sys.exit(gui.run(Path(sys.argv[1])))
"""


def filled(folder: Path) -> Path:
    """A new data folder with five sessions."""
    with application.opened(folder) as opened:
        opened.samples.fill(5, today=date.today(), zone="Europe/Berlin")
    return folder


def command(folder: Path, *then: str) -> list[str]:
    """Runs the program, types, and then the lines of Python, which know studio, opened, tab and quit."""
    return [sys.executable, "-c", _TYPES_THEN.format(then="\n        ".join(then)), str(folder)]


def kept(folder: Path) -> int:
    """In how many sessions the typed text stands."""
    with application.opened(folder):
        found: int = rows.of("SELECT count(*) FROM session WHERE notes LIKE 'typed last %'")[0][0]
    return found
