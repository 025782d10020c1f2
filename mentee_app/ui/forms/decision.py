"""The field for a decision on advice: one button each, by sign and word, one key each; no choice is drawn as a failure."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.i18n import _
from mentee_app.ui.forms.fields import Field
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets.flow import FlowLayout


class DecisionField(Field):
    """A decision; pressing the chosen one again takes it back. T, A, L, N decide while a button has the focus."""

    def __init__(self, name: str, label: str) -> None:
        box = QWidget()
        super().__init__(name, label, box)
        row = FlowLayout(box)
        self._group = QButtonGroup(box)
        self._group.setExclusive(False)
        self._buttons: dict[Decision, QToolButton] = {}
        for decision, icon_name, key in CHOICES:
            button = decision_button(decision, icon_name, key)
            button.setCheckable(True)
            button.setAccessibleName(f"{label}: {words.of(decision)}")
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            row.addWidget(button)
            self._buttons[decision] = button
        box.setFocusProxy(self._buttons[Decision.TAKE])
        self._keys = DecisionKeys(list(self._buttons.values()), self._press)
        self._decision = Decision.UNDECIDED

    def value(self) -> Decision:
        return self._decision

    def show_value(self, value: Any) -> None:
        self._decision = value
        for decision, button in self._buttons.items():
            button.setChecked(decision is value)

    def _press(self, decision: Decision) -> None:
        self._buttons[decision].click()

    def _on_clicked(self) -> None:
        pressed = next(
            (
                decision
                for decision, button in self._buttons.items()
                if button.isChecked() and decision is not self._decision
            ),
            Decision.UNDECIDED,
        )
        self.show_value(pressed)
        self.edited.emit()
        self.left.emit()


CHOICES = (
    (Decision.TAKE, "take", Qt.Key.Key_T),
    (Decision.ADAPT, "adapt", Qt.Key.Key_A),
    (Decision.LEAVE, "leave", Qt.Key.Key_L),
    (Decision.NOT_YET, "not-yet", Qt.Key.Key_N),
)
"""The decisions that have a button, with icon and key."""


def decision_button(decision: Decision, icon_name: str, key: Qt.Key) -> QToolButton:
    """A button with the decision's sign and word."""
    button = QToolButton()
    button.setText(words.of(decision))
    button.setIcon(icon(icon_name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setProperty("role", "chip")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolTip(_("{decision}, key {key}").format(decision=words.of(decision), key=chr(key)))
    return button


def decided(decision: Decision, advice: str) -> str:
    """The sentence that offers to undo a decision."""
    return _("{decision}: “{advice}”").format(decision=words.of(decision), advice=one_line(advice))


class DecisionKeys(QObject):
    """T, A, L and N decide while one of some widgets has the focus."""

    def __init__(self, widgets: list[QWidget], decide: Callable[[Decision], object]) -> None:
        super().__init__(widgets[0])
        self._decide = decide
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and not event.modifiers():
            for decision, _icon_name, key in CHOICES:
                if event.key() == key:
                    self._decide(decision)
                    return True
        return False
