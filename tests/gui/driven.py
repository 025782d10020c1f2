"""Plays a person at the real program: a process of its own, steps that each wait until something is on screen."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.ceiling import CHILD_S

_ROOT = Path(__file__).resolve().parent.parent.parent

_PLAYER = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mentee_app import gui
from mentee_app.domain.kinds import Kind
from mentee_app.ui.safekeeping import backup_keeper

folder = Path(sys.argv[1])
backup_keeper._FIRST_MS = {first_ms}
gui._AFTER_START_MS = 50
gui._is_looked_at = lambda: True  # the dialogs of a damaged start are for somebody who looks
furnish = gui.Studio.furnish
studios = []

def furnished(studio, *words):
    furnish(studio, *words)
    studios.append(studio)

gui.Studio.furnish = furnished

def seen(name, title=""):
    return next((each for each in QApplication.topLevelWidgets()
        if type(each).__name__ == name and each.isVisible() and title in each.windowTitle()), None)

def window():
    return studios[-1].window if studios and studios[-1].window.isVisible() else None

def menu(word):
    return next(action for action in window().menuBar().actions()[0].menu().actions()
        if word in action.text().replace("&", ""))

def later(act):
    QTimer.singleShot(0, act)

def person():
{steps}

played = person()
waited_for, since = [lambda: True], [time.monotonic()]

def tick():
    if not waited_for[0]():
        if time.monotonic() - since[0] > {ceiling}:
            print("waited in vain in line", played.gi_frame.f_lineno, [
                (type(w).__name__, w.windowTitle()) for w in QApplication.topLevelWidgets() if w.isVisible()], flush=True)
            os._exit(9)
        return
    since[0] = time.monotonic()
    try:
        waited_for[0] = next(played)
    except StopIteration:
        timer.stop()
    except BaseException as fault:
        import traceback
        traceback.print_exc()
        os._exit(8)

make = gui._application
def application():
    made = make()
    timer.start()
    return made

timer = QTimer()
timer.setInterval(30)
timer.timeout.connect(tick)
gui._application = application
sys.exit(gui.run(folder))
"""


def play(
    folder: Path, steps: str, first_ms: int = 100, within: Sequence[str] = ()
) -> "subprocess.CompletedProcess[str]":
    """Run the program on `folder`; `steps` is the body of a generator that yields what it waits for (a callable).

    `within`: words of a command that runs the program.
    """
    body = "\n".join(f"    {line}" for line in steps.strip("\n").splitlines())
    player = _PLAYER.format(steps=body, first_ms=first_ms, ceiling=CHILD_S - 20)
    return subprocess.run(
        [*within, sys.executable, "-c", player, str(folder)],
        capture_output=True,
        text=True,
        timeout=CHILD_S,
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
