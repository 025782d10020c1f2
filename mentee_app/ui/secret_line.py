"""A line for a passphrase, with a switch that shows what is typed."""

from PySide6.QtWidgets import QCheckBox, QLineEdit

from mentee_app.i18n import _


def secret_line(name: str) -> QLineEdit:
    """A line that shows dots. `name` is its accessible name."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    return line


def shower(*lines: QLineEdit) -> QCheckBox:
    """A box that shows what is typed in the lines while it is ticked."""
    box = QCheckBox(_("Show what I type"))

    def show(shown: bool) -> None:
        for line in lines:
            line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    box.toggled.connect(show)
    return box
