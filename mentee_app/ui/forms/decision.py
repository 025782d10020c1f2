"""The field for a decision on advice: one button each, by sign and word, one key each; no choice is drawn as a failure."""

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.ui.decision_button import CHOICES, DecisionKeys, decision_button
from mentee_app.ui.forms.fields import Field
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
