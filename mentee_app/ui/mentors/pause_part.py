"""Lets a relationship rest: an optional day to look again, one key to pause, Esc to leave it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.i18n import _
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import Unreadable
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.flow import FlowLayout


class PausePart(QWidget):
    """`paused` carries the day to look again, or None."""

    paused = Signal(object)
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.day = DayField("paused_until", _("Look again on (may stay empty)"), today)
        self.pause = QPushButton(icon("clock"), _("Pause it"))
        self.cancel = QPushButton(_("Cancel"))
        dress(self.cancel, Role.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.UNIT, 0, 0)
        column.addWidget(FieldRow([self.day]))
        row = FlowLayout()
        for button in (self.pause, self.cancel):
            button.setAutoDefault(True)
            row.addWidget(button)
        column.addLayout(row)
        self.pause.clicked.connect(self._on_pause)
        self.cancel.clicked.connect(self._on_cancel)
        self.hide()

    def open(self, until: date | None) -> None:
        """Ask for the day; `until` stands there already."""
        self.day.show_value(until)
        self.day.show_flaw(None)
        self.show()
        self.day.start_typing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_pause()
        else:
            super().keyPressEvent(event)

    def _on_pause(self) -> None:
        try:
            day = self.day.value()
        except Unreadable as unreadable:
            self.day.show_flaw(unreadable.flaw)
            self.day.start_typing()
            return
        self.hide()
        self.paused.emit(day)

    def _on_cancel(self) -> None:
        self.hide()
        self.left.emit()
