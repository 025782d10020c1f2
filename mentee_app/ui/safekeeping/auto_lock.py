"""Notices that nobody has been at the window for a while, or that the computer slept: then the notebook is to be locked."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

PREFERENCE = "lock-after-minutes"
NEVER = "never"
CHOICES = ("5", "15", "60", NEVER)
USUAL = "15"

_EACH_MS = 5_000
_SLEPT_S = 60.0

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)
"""Somebody is there."""


class AutoLock(QObject):
    """`due` comes again and again until the notebook is closed: what cannot be locked now is tried later.

    A jump of the wall clock by more than a minute between two looks counts as sleep.
    """

    due = Signal()

    def __init__(
        self,
        minutes: str,
        parent: QObject,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._steady = steady
        self._wall = wall
        self._touched = steady()
        self._looked = wall()
        self._slept = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EACH_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on."""
        self._touched, self._looked = self._steady(), self._wall()
        QApplication.instance().installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        QApplication.instance().removeEventFilter(self)

    def look(self) -> None:
        """See whether it is time."""
        now = self._wall()
        self._slept = self._slept or abs(now - self._looked) > _SLEPT_S
        self._looked = now
        if self._slept or self._idle():
            self.due.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._touched = self._steady()
        return False

    def _idle(self) -> bool:
        if self.minutes not in CHOICES or self.minutes == NEVER:
            return False
        return self._steady() - self._touched >= 60 * int(self.minutes)
