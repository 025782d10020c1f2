"""What the Help menu says about the notebook's place and the program."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mentee_app.i18n import _
from mentee_app.ui.widgets import message


def show_folder(parent: QWidget, folder: Path) -> None:
    """Say where the notebook is, and offer to open the folder."""
    words = _(
        "Everything you write is in this folder, with its backups in “backups” inside it:\n\n{folder}\n\n"
        "Elsewhere it is only where you hand something out, or choose a second backup folder."
    ).format(folder=folder)
    if message.ask(parent, _("Where my notebook is"), words, accept=_("Open the folder"), reject=_("Close")):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def show_version(parent: QWidget, version: str) -> None:
    """Say what this program is."""
    words = _(
        "Mentee {version}\n\nA private notebook for people who are being mentored."
        " It works offline, needs no account, and shows nothing to anybody until you hand it out."
    ).format(version=version)
    message.tell(parent, _("About Mentee"), words)
