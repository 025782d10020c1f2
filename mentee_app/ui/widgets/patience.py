"""Does something that takes seconds in a thread of its own, while a small dialog says so."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from mentee_app.child import Progress, State
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel

_POLL_MS = 40

Result = TypeVar("Result")


class Work(Generic[Result]):
    """One call in a thread. It must not touch the open notebook."""

    def __init__(self, call: Callable[[], Result]) -> None:
        self._call = call
        self._results: list[Result] = []
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def at_work(self) -> bool:
        return self._thread.is_alive()

    def wait(self, seconds: float) -> bool:
        """Wait for it, so long at most; whether it is done."""
        self._thread.join(seconds)
        return not self.at_work

    def result(self) -> Result:
        """What came of it, once it is done; raises what it raised."""
        if self._fault is not None:
            raise self._fault
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._call())
        except BaseException as fault:
            self._fault = fault


class InThread(Generic[Result]):
    """A call in a thread, to be waited for like a child process. What is stopped ends by itself, and is not asked for."""

    def __init__(self, call: Callable[[], Result]) -> None:
        self._call = call
        self._work: Work[Result] | None = None

    def start(self) -> None:
        """Begin."""
        self._began = time.monotonic()
        self._work = Work(self._call)

    def poll(self) -> Progress[Result]:
        """How far it is. Bugs in the call come up here."""
        seconds = time.monotonic() - self._began
        if self._work is None:
            return Progress(State.STOPPED, "", seconds)
        if self._work.at_work:
            return Progress(State.RUNNING, "", seconds)
        try:
            return Progress(State.DONE, "", seconds, self._work.result())
        except Trouble as trouble:
            return Progress(State.DONE, "", seconds, None, trouble)

    def cancel(self) -> bool:
        """Stop asking for it."""
        self._work = None
        return True


def done(parent: QWidget | None, sentence: str, call: Callable[[], Result]) -> Result:
    """Call it in a thread, show the sentence meanwhile, and give what it gives. Raises what it raises."""
    work = Work(call)
    if not work.wait(0.1):
        Patience(parent, sentence, work).exec()
        work.wait(3600)
    return work.result()


class Patience(QDialog):
    """Cannot be closed: what it waits for must not be left half done."""

    def __init__(self, parent: QWidget | None, sentence: str, work: Work[Result]) -> None:
        super().__init__(parent)
        self._work = work
        self.setWindowTitle(_("One moment"))
        self.setAccessibleDescription(sentence)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        column.setSpacing(theme.UNIT)
        column.addWidget(PlainLabel(sentence, wrap=True))
        column.addWidget(bar)
        self.setMinimumWidth(theme.scaled(360))
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)
        self._polling.timeout.connect(self._on_poll)
        self._polling.start()

    def reject(self) -> None:
        if not self._work.at_work:
            super().reject()

    def _on_poll(self) -> None:
        if not self._work.at_work:
            self._polling.stop()
            self.accept()
