"""One life of the real program with a monkey at it: python -m tests.soak.monkey_life FOLDER, and its orders as JSON on stdin.

What it will do is written to the trace before it is done; what went wrong is the one line that it prints.
"""

import faulthandler
import json
import os
import random
import re
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog

from mentee_app import gui
from mentee_app.storage import cipher
from mentee_app.ui.safekeeping import backup_keeper
from mentee_app.ui.widgets.patience import Patience
from mentee_app.ui.window import safety
from tests.soak import monkey_acts, monkey_doors, monkey_scene
from tests.soak.monkey_scene import Choice, Scene
from tests.soak.monkey_window import LATEST, Typed, Watch

FAULT = 3
"""The exit code of a life in which something went wrong."""

_HANGS = 90.0
_MOST_IN_ONE_DIALOG = 25
_TO_SEE_IT_SAVED = round(1000 * LATEST) + 200
_DELAYS = (*[1] * 24, *[20] * 4, 60, 150, 450, 1100)
"""Milliseconds until the next act: mostly none, at times longer than the autosave waits."""
_OF_THE_PLATFORM = re.compile(
    "plugin does not support|This plugin|propagateSizeHints|OpenType support missing|Keyboard event not accepted"
)


@dataclass
class Orders:
    """What a life is told: the trace it writes, its seed, how many acts, how it ends, and acts to do again instead."""

    trace: str
    seed: str
    acts: int
    end: str
    again: list[dict[str, Any]] = field(default_factory=list)
    first: str = ""


class Monkey(QObject):
    """Does one act after the other from the event loop, in dialogs that block too, and looks after each whether all is well."""

    def __init__(self, folder: Path, orders: Orders) -> None:
        super().__init__()
        self.studios: list[gui.Studio] = []
        self.faults: list[str] = []
        self._folder, self._orders = folder, orders
        self._files = folder / "files"
        self._chance = random.Random(orders.seed)
        self._done = 0
        self._watch = Watch()
        self._kinds: dict[str, int] = {}
        self._rooms: dict[str, int] = {}
        self._in_dialog: tuple[int, int] = (0, 0)
        self._leaving = 0
        self._doors: list[str] | None = None
        self._trace = os.open(orders.trace, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def begin(self) -> None:
        """From now on."""
        QTimer.singleShot(30, self.tick)

    @Slot()
    def tick(self) -> None:
        """Look at what came of the last act, and do the next."""
        faulthandler.dump_traceback_later(_HANGS, exit=True)
        self._look()
        scene = monkey_scene.front(self._studio)
        if scene is None or isinstance(scene.root, Patience):
            QTimer.singleShot(20, self.tick)
        elif self._leaving or self._done >= self._wanted():
            self._end(scene)
        else:
            self._act(scene)

    def _wanted(self) -> int:
        return len(self._orders.again) or self._orders.acts

    def _act(self, scene: Scene) -> None:
        name, number, wanted = self._next(scene)
        self._done += 1
        chance, step = random.Random(number), None
        try:
            step = monkey_acts.ACTS[name][0](scene, Choice(chance, wanted, self._files))
        finally:  # before the act: a dialog may block in it until it is answered
            delay = (
                _TO_SEE_IT_SAVED if step and step.typed and chance.random() < 0.1 else chance.choice(_DELAYS)
            )
            QTimer.singleShot(delay, self.tick)
        if step is None:
            return
        self._kinds[name] = self._kinds.get(name, 0) + 1
        room = type(scene.root).__name__
        self._rooms[room] = self._rooms.get(room, 0) + 1
        self.write({"act": name, "chance": number, "target": step.target, "in": room})
        if step.typed and scene.is_window:
            self._watch.typed.append(Typed(step.typed, step.field, time.monotonic()))
        step.do()

    def _next(self, scene: Scene) -> tuple[str, int, str]:
        if self._orders.again:
            told = self._orders.again[self._done]
            return told["act"], told["chance"], told["target"]
        number = self._chance.randrange(2**32)
        return self._stuck(scene) or monkey_acts.drawn(scene, self._chance), number, ""

    def _stuck(self, scene: Scene) -> str:
        """Long in the same dialog: away from it. One that cannot be left is a fault."""
        which, count = self._in_dialog
        count = count + 1 if which == id(scene.root) else 0
        self._in_dialog = id(scene.root), count
        if scene.is_window or count < _MOST_IN_ONE_DIALOG:
            return ""
        if count > _MOST_IN_ONE_DIALOG + 10:
            self.fail(f"{_said(scene)} cannot be left")
        return "popup" if "popup" == monkey_acts.drawn(scene, random.Random(0)) else "leave"

    def write(self, line: dict[str, Any]) -> None:
        """One line of the trace, there before anything else happens."""
        os.write(self._trace, (json.dumps(line, ensure_ascii=False) + "\n").encode())

    def fail(self, what: str) -> None:
        """Say it, and end at once."""
        self._report({"fault": what})
        os._exit(FAULT)

    def _report(self, more: dict[str, Any]) -> None:
        print(
            json.dumps({"acts": self._done, "kinds": self._kinds, "rooms": self._rooms, **more}), flush=True
        )

    def _look(self) -> None:
        for wrong in (*self.faults, *self._watch.wrong(self._studio)):
            self.fail(wrong)

    @property
    def _studio(self) -> gui.Studio | None:
        return self.studios[-1] if self.studios else None

    def _end(self, scene: Scene) -> None:
        """Leave what is open, go through every door, and quit; or end at once."""
        if self._orders.end == "kill":
            self._kill()
        self._leaving += 1
        if scene.is_window and self._doors != []:
            self._walk()
            QTimer.singleShot(5, self.tick)
            return
        QTimer.singleShot(5, self.tick)
        if not scene.is_window:
            if self._leaving > 200:
                self.fail(f"{_said(scene)} cannot be left at the end")
            if scene.root.windowTitle() == "Not everything is saved":
                self.fail("the window cannot be closed without losing what was typed")
            _leave(scene)
        elif self._orders.end == "term":
            os.kill(os.getpid(), signal.SIGTERM)
        else:
            self.studios[-1].window.close()

    def _walk(self) -> None:
        """Through the next door, before anything else happens."""
        self._doors = monkey_doors.NAMES[:] if self._doors is None else self._doors
        door = self._doors.pop(0)
        self.write({"door": door})
        wrong = monkey_doors.walk(self.studios[-1], door)
        if wrong:
            self.fail(wrong)

    def _kill(self) -> None:
        """As kill -9 does it: with what was typed long enough ago to be in the file."""
        self._report({"ended": "kill", "safe": self._watch.safe(self._studio)})
        os.kill(os.getpid(), signal.SIGKILL)

    def ended(self, code: int) -> None:
        """The program ended by itself."""
        if self.faults:
            self.fail(self.faults[0])
        if code not in (0, 128 + signal.SIGTERM):
            self.fail(f"the program ended with {code}")
        self._report({"ended": "quit"})


def _leave(scene: Scene) -> None:
    root = scene.root
    if isinstance(root, QDialog):
        root.reject()
    else:
        root.close()


def _said(scene: Scene) -> str:
    return f"{type(scene.root).__name__} “{scene.root.windowTitle()}”"


def _where(widget: Any) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


class _Elsewhere(QObject):
    """Takes the addresses and files that the program hands to other programs; nothing is started."""

    @Slot(QUrl)
    def take(self, _address: QUrl) -> None:
        """Nothing."""


def _watch(monkey: Monkey) -> None:
    """Hear of every fault, with its place, before the program tells it."""
    on_exception, on_thread = safety.Safety._on_exception, safety.Safety._on_thread_exception
    on_message, furnish = safety._on_qt_message, gui.Studio.furnish

    def excepted(self: Any, kind: Any, error: Any, place: Any) -> None:
        monkey.faults.append("".join(traceback.format_exception(kind, error, place)))
        on_exception(self, kind, error, place)

    def excepted_in_thread(self: Any, args: Any) -> None:
        monkey.faults.append(
            "".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback))
        )
        on_thread(self, args)

    def complained(kind: Any, context: Any, text: str) -> None:
        if not _OF_THE_PLATFORM.search(text):
            monkey.faults.append(f"Qt says: {text}")
        on_message(kind, context, text)

    def furnished(studio: gui.Studio, *parts: Any) -> None:
        furnish(studio, *parts)
        monkey.studios.append(studio)

    safety.Safety._on_exception = excepted  # type: ignore[method-assign]
    safety.Safety._on_thread_exception = excepted_in_thread  # type: ignore[method-assign]
    safety._on_qt_message = complained
    gui.Studio.furnish = furnished  # type: ignore[method-assign]


def _prepare(first: Callable[[], Any]) -> None:
    """Make it quick, and as if somebody looked; nothing else of the program is changed."""
    cipher._COSTS[1] = (256, 8, 1)
    backup_keeper._FIRST_MS = 300
    gui._AFTER_START_MS = 50
    gui._is_looked_at = lambda: True
    first()


def main() -> int:
    """Live until the orders are done, or until something is wrong."""
    folder, orders = Path(sys.argv[1]), Orders(**json.loads(sys.stdin.read()))
    monkey = Monkey(folder, orders)
    _watch(monkey)
    _prepare(lambda: exec(orders.first, {}))
    make = gui._application
    elsewhere = _Elsewhere()

    def application() -> QApplication:
        made = make()
        for scheme in ("file", "mailto", "http", "https"):
            QDesktopServices.setUrlHandler(scheme, elsewhere, "take")
        monkey.begin()
        return made

    gui._application = application
    faulthandler.enable()
    if orders.end == "kill soon":
        after = random.Random(orders.seed).uniform(1.0, 6.0)
        threading.Timer(after, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    code = gui.run(folder / "data")
    monkey.ended(code)
    faulthandler.cancel_dump_traceback_later()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
