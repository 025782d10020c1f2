"""When to save what is typed: after a pause, after a second at the latest, and at once when asked."""

from PySide6.QtCore import QObject, QTimer, Signal

_PAUSE_MS = 400
_LONGEST_WAIT_MS = 900
_RETRY_MS = 2000


class Autosave(QObject):
    """`due` is emitted when it is time to save; whoever saves answers with `done` or `failed`."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause = self._timer(_PAUSE_MS)
        self._longest = self._timer(_LONGEST_WAIT_MS)
        self._retry = self._timer(_RETRY_MS)
        self._pending = False

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._pending

    def touch(self) -> None:
        """Something was typed."""
        self._pending = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def flush(self) -> bool:
        """Save now if anything is pending; whether all is saved."""
        if self._pending:
            self.due.emit()
        return not self._pending

    def done(self) -> None:
        """All that was typed is saved."""
        self._pending = False
        self._stop()

    def failed(self) -> None:
        """It could not be saved: what was typed stays pending and is tried again."""
        self._stop()
        self._pending = True
        self._retry.start()

    def given_up(self) -> None:
        """It could not be saved, and trying again by itself would not help: it stays pending."""
        self._stop()
        self._pending = True

    def _stop(self) -> None:
        for timer in (self._pause, self._longest, self._retry):
            timer.stop()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.due)
        return timer
