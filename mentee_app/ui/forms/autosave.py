"""When to save what is typed: after a pause, after a second at the latest, and at once when asked."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import QObject, QTimer, Signal

from mentee_app.domain.unfinished import SetAside
from mentee_app.ui.desk.notices import Notices

_PAUSE_MS = 400
_LONGEST_WAIT_MS = 900
_RETRY_MS = 2000


class Autosave(QObject):
    """`due` is emitted when it is time to save; whoever saves answers with `done` or `failed`.

    What is changed meanwhile is told (`told_after`) when whoever saves has noted what was made: a listener may flush it.
    `words` gives what is typed and not saved, for `let_go`; `rest` what stands there and cannot be kept, though all
    else is saved.
    """

    due = Signal()

    def __init__(
        self,
        parent: QObject,
        told_after: Callable[[], AbstractContextManager[None]] = nullcontext,
        words: Callable[[], SetAside | None] | None = None,
        rest: Callable[[], SetAside | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._told_after = told_after
        self._words = words
        self._rest = rest
        self._let_go: SetAside | None = None
        self._pause = self._timer(_PAUSE_MS)
        self._longest = self._timer(_LONGEST_WAIT_MS)
        self._retry = self._timer(_RETRY_MS)
        self._pending = False
        self._saving = False

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._pending

    def touch(self) -> None:
        """Something was typed."""
        self._pending = True
        self._let_go = None
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def flush(self) -> bool:
        """Save now if anything is pending; whether all is saved."""
        if self._pending:
            self._save()
        return not self._pending

    def words(self) -> SetAside | None:
        """What is typed and not saved, in words."""
        asked = self._words if self._pending else self._rest
        return asked() if asked else None

    def let_go(self, notices: Notices) -> None:
        """Set aside, once, what cannot be saved here: the way is free."""
        if self._pending and not self._words:
            return
        words = self.words()
        self.done()
        if words and words != self._let_go:
            self._let_go = words
            notices.set_aside.emit(words)

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

    def _save(self) -> None:
        if self._saving:
            return
        with self._told_after():
            self._saving = True
            try:
                self.due.emit()
            finally:
                self._saving = False

    def _stop(self) -> None:
        for timer in (self._pause, self._longest, self._retry):
            timer.stop()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._save)
        return timer


def let_go(widget: QObject, notices: Notices, flush: Callable[[], bool]) -> bool:
    """Save what is typed in all of this, and set aside what cannot be saved; whether the way is free."""
    kept = flush()
    all_in_it = widget.findChildren(Autosave)
    for each in all_in_it:
        if not (kept and each.pending):  # what is pending all the same waits as something begun
            each.let_go(notices)
    return kept or not any(each.pending for each in all_in_it)
