"""The buttons that decide on advice, by sign and word; none is drawn as a failure."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.i18n import _
from mentee_app.ui.icons import icon

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
    button.setToolTip(_("{decision}, key {key}").format(decision=words.of(decision), key=chr(key)))
    return button
