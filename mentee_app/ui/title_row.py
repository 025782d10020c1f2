"""The first row of an editor: its title, and what can be done with the whole of it."""

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role


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
