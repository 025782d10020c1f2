"""Waits while a file is read; Escape stops it, and nothing was changed."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mentee_app.child import Progress, State
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.later import later

_POLL_MS = 30
_SHOWN_AFTER_MS = 250


class Reading(Protocol):
    """What is waited for: a child process (see child.py), or a thread."""

    def start(self) -> None:
        """Begin. Raises Trouble."""

    def poll(self) -> Progress[Any]:
        """How far it is."""

    def cancel(self) -> bool:
        """Stop."""


class ReadingDialog(QDialog):
    """`read` carries what came of it, `refused` the sentence that says why nothing did; rejected where it was stopped.

    Shown only where it takes long.
    """

    read = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None, name: str, begin: Callable[[], Reading]) -> None:
        super().__init__(parent)
        self._begin = begin
        self._reading: Reading | None = None
        self.setWindowTitle(_("Import"))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(_("Progress"))
        stop = QPushButton(_("Stop"))
        stop.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(PlainLabel(_("{name} is being read.").format(name=name), wrap=True))
        column.addWidget(bar)
        column.addLayout(row)
        self.setMinimumWidth(theme.scaled(360))
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)
        self._polling.timeout.connect(self._on_poll)

    def start(self) -> None:
        """Begin to read. Ends with `finished`, whatever came of it."""
        try:
            self._reading = self._begin()
            self._reading.start()
        except Trouble as trouble:
            self._reading = None
            self.accept()
            self.refused.emit(trouble.sentence)
            return
        self._polling.start()
        later(_SHOWN_AFTER_MS, self, self._show_while_reading)

    def done(self, result: int) -> None:
        self._polling.stop()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        super().done(result)

    def _show_while_reading(self) -> None:
        if self._reading is not None:
            self.open()

    def _on_poll(self) -> None:
        if self._reading is None:
            return
        try:
            progress = self._reading.poll()
        except BaseException:  # a bug, told by whoever hears of it: but not again and again
            self._reading = None
            self.reject()
            raise
        if progress.state is State.RUNNING:
            return
        self._reading = None
        self.accept()
        if progress.trouble:
            self.refused.emit(progress.trouble.sentence)
        elif progress.finished is not None:
            self.read.emit(progress.finished)
