"""Asks what to do with words that cannot be saved when the window is to close: keep them in a file, or lose them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPushButton, QWidget

from mentee_app.domain.unfinished import SetAside
from mentee_app.exports import files
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.forms import set_aside
from mentee_app.ui.widgets.message import PlainMessage


class UnsavedMessage(PlainMessage):
    """Accepted when the window may close: the words are in a file, or the person lets them go."""

    def __init__(self, parent: QWidget, reason: str, words: Sequence[SetAside]) -> None:
        text = _("{reason}\n\nWhat you typed last is still in the window. If you close it now, that is lost.")
        super().__init__(
            parent,
            _("Not everything is saved"),
            text.format(reason=reason).strip(),
            _("Close and lose it"),
            _("Keep the window open"),
            danger=True,
        )
        self._words = words
        self.keep_button = QPushButton(_("Keep it in a file…"))
        self.keep_button.setVisible(bool(words))
        self.keep_button.clicked.connect(self._on_keep)
        self.findChild(QDialogButtonBox).addButton(self.keep_button, QDialogButtonBox.ButtonRole.ActionRole)

    def keep_in(self, path: Path) -> None:
        """Write the words there and let the window close; where that cannot be, say why and stay."""
        try:
            files.atomic_write(path, set_aside.as_text(self._words).encode())
        except Trouble as trouble:
            self.text.setText(trouble.sentence)
            return
        self.accept()

    def _on_keep(self) -> None:
        name = str(Path.home() / _("Not saved in Mentee.txt"))
        chosen = QFileDialog.getSaveFileName(self, self.keep_button.text(), name)[0]
        if chosen:
            self.keep_in(Path(chosen))


def ask(parent: QWidget, reason: str, words: Sequence[SetAside]) -> bool:
    """Ask and wait; whether the window may close."""
    return UnsavedMessage(parent, reason, words).exec() == QDialog.DialogCode.Accepted
