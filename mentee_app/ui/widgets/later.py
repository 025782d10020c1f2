"""Puts something off for a moment; what was put off ends with its owner, and with the notebook (see the window)."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(milliseconds: int, owner: QObject, act: Callable[[], object]) -> None:
    """Do it once so many milliseconds have passed; 0: as soon as what goes on now is over."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
