"""The buttons that decide on advice, by sign and word; none is drawn as a failure."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.i18n import _
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import one_line

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
