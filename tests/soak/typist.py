"""The real window with somebody typing into a session's notes at their own pace: python typist.py FOLDER PIPE PACE SEED

For each key one line goes to the pipe (a file descriptor): how many so far, and when it was pressed. It ends when killed.
"""

import os
import random
import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from mentee_app import gui
from mentee_app.domain.kinds import Kind

KEYS = "what she said stays with me and tomorrow i try it "


def text(keys: int) -> str:
    """What stands in the notes after so many keys."""
    return (KEYS * (keys // len(KEYS) + 1))[:keys]


class Typist:
    """Presses one key after the other in the notes of the session that is shown."""

    def __init__(self, studio: gui.Studio, pipe: int, pace: float, chance: random.Random) -> None:
        self._studio, self._pipe, self._pace, self._chance = studio, pipe, pace, chance
        self._pressed = count(1)
        self._timer = QTimer(studio.window)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_next)

    def begin(self) -> None:
        """Go to the notes, and begin."""
        self._studio.window.show_tab(Kind.SESSIONS)
        self._edit = self._studio.window.tab_of(Kind.SESSIONS).editor.form.notes.edit
        self._edit.setFocus()
        self._timer.start(0)

    def _on_next(self) -> None:
        number, now = next(self._pressed), time.monotonic()
        QTest.keyClick(self._edit, KEYS[(number - 1) % len(KEYS)])
        os.write(self._pipe, f"{number} {now}\n".encode())
        self._timer.start(round(1000 * self._pace * self._chance.uniform(0.7, 1.3)))


def main() -> int:
    """Open the window and type until killed."""
    folder, pipe, pace, seed = sys.argv[1:]
    furnish = gui.Studio.furnish
    kept = []

    def furnished(studio: gui.Studio, *parts: object) -> None:
        furnish(studio, *parts)
        kept.append(Typist(studio, int(pipe), float(pace), random.Random(seed)))
        QTimer.singleShot(100, kept[0].begin)

    gui.Studio.furnish = furnished
    return gui.run(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
