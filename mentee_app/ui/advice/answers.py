"""The answers to a challenge: sign, word, icon and key of each; declining is as good an answer as accepting."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from mentee_app import words
from mentee_app.domain.challenges import Status
from mentee_app.i18n import _
from mentee_app.ui.forms.fields import Field
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.keys import Keys

ANSWERS = (
    (Status.ACCEPTED, "arrow-right", Qt.Key.Key_A),
    (Status.DECLINED, "leave", Qt.Key.Key_D),
    (Status.DONE, "check", Qt.Key.Key_F),
)
"""The answers that have a button, with icon and key; each key begins the word of its state."""


def sign(status: Status) -> str:
    """The sign that stands before the word of a state."""
    return {Status.OFFERED: "?", Status.ACCEPTED: "→", Status.DECLINED: "○", Status.DONE: "✓"}[status]


class AnswerField(Field):
    """What became of a challenge; pressing the chosen one again leaves it open. A, D, F answer on a button."""

    def __init__(self, name: str, label: str) -> None:
        box = QWidget()
        super().__init__(name, label, box)
        row = FlowLayout(box)
        self._buttons: dict[Status, QToolButton] = {}
        for status, icon_name, key in ANSWERS:
            button = QToolButton()
            button.setText(words.of(status))
            button.setIcon(icon(icon_name))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setProperty("role", "chip")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setCheckable(True)
            button.setAccessibleName(f"{label}: {words.of(status)}")
            button.setToolTip(_("{status}, key {key}").format(status=words.of(status), key=chr(key)))
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
            self._buttons[status] = button
        box.setFocusProxy(self._buttons[Status.ACCEPTED])
        buttons = list(self._buttons.values())
        Keys(buttons, {key: self._buttons[status].click for status, _icon_name, key in ANSWERS})
        self._status = Status.OFFERED

    def value(self) -> Status:
        return self._status

    def show_value(self, value: Any) -> None:
        self._status = value
        for status, button in self._buttons.items():
            button.setChecked(status is value)

    def _on_clicked(self) -> None:
        pressed = [status for status, button in self._buttons.items() if button.isChecked()]
        fresh = [status for status in pressed if status is not self._status]
        self.show_value(fresh[0] if fresh else Status.OFFERED)
        self.edited.emit()
        self.left.emit()
