"""Brings the changes that services tell to the screens, as one Qt signal; and lets them rest once the notebook is closed."""

from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from mentee_app.services.changes import Changes


class Feed(QObject):
    """`changed` carries a `services.changes.Change` after each commit, `troubled` why something could not be looked up."""

    changed = Signal(object)
    troubled = Signal(str)

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        changes.listen(self.changed.emit)
        changes.listen_for_end(_rest)

    def told_after(self) -> AbstractContextManager[None]:
        """What is changed in here is told when it is left (see Changes.told_after)."""
        return self._changes.told_after()


def _rest() -> None:
    """Hide every window and stop every timer: what is painted or put off would ask a notebook that is closed by then."""
    for window in QApplication.topLevelWidgets():
        window.hide()
        for timer in window.findChildren(QTimer):
            timer.stop()
