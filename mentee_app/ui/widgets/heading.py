"""Headings inside editors, and the row that holds a title with what stands beside it."""

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role


def section(text: str, parent: QWidget | None = None) -> PlainLabel:
    """The heading of a group of fields."""
    label = PlainLabel(text, parent)
    label.setProperty("role", "section")
    label.setIndent(0)
    label.setContentsMargins(0, theme.GROUP, 0, 0)
    return label


def caption(text: str) -> PlainLabel:
    """A quiet line of explanation."""
    label = PlainLabel(text)
    label.setProperty("role", "caption")
    label.setWordWrap(True)
    return label


class TitleRow(QWidget):
    """A title, further buttons, and the one that deletes, which says `delete_wanted`."""

    def __init__(self, delete_wanted: SignalInstance, *buttons: QPushButton) -> None:
        super().__init__()
        self.title = PlainLabel("", wrap=True)
        self.title.setProperty("role", Role.TITLE.value)
        delete = QPushButton(icon("trash", Ink.ACCENT), _("Delete"))
        delete.setProperty("role", Role.QUIET.value)
        delete.clicked.connect(delete_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        row.addWidget(self.title, 1)
        for button in (*buttons, delete):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
