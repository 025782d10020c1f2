"""Asks for the passphrase of a locked notebook, or of a backup of it; the key is made in a worker."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mentee_app.backup.locking import Key
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.patience import Work

_POLL_MS = 30


def of_notebook(folder: Path, parent: QWidget | None) -> Key | None:
    """Ask until the closed notebook in `folder` is unlocked; None where the person leaves. Raises Trouble."""
    from mentee_app.backup import locking

    said = _("Your notebook is locked. Type its passphrase to open it.")
    return _asked(UnlockDialog(said, _("Quit"), partial(locking.unlocked, folder), parent))


def of_copy(copy: Path, parent: QWidget | None) -> Key | None:
    """The same for a backup that has another passphrase than the notebook."""
    from mentee_app.backup import unlocking

    said = _("The backup {name} has another passphrase than your notebook. Type the one it was made with.")
    said = said.format(name=copy.name)
    return _asked(UnlockDialog(said, _("Cancel"), partial(unlocking.key_of_copy, copy), parent))


class UnlockDialog(QDialog):
    """Accepted with `key`, or with `trouble` where another thing than the passphrase is wrong."""

    def __init__(
        self, said: str, leave: str, unlock: Callable[[str], Key], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.key: Key | None = None
        self.trouble: Trouble | None = None
        self._unlock = unlock
        self._work: Work[Key] | None = None
        self.line = secret_line(_("Passphrase"))
        self.open_button = QPushButton(_("Unlock"))
        self.leave_button = QPushButton(leave)
        self.status = PlainLabel("", wrap=True)
        self.status.setAccessibleName(_("Status"))
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)
        self._polling.timeout.connect(self._on_poll)
        self._build(said)
        self.open_button.clicked.connect(self._on_open)
        self.leave_button.clicked.connect(self.reject)
        self.line.setFocus()

    def _build(self, said: str) -> None:
        self.setWindowTitle(_("Locked"))
        self.setAccessibleDescription(said)
        title = PlainLabel(self.windowTitle())
        title.setProperty("role", "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(title)
        column.addWidget(PlainLabel(said, wrap=True))
        column.addWidget(caption(_("Nobody can open it without the passphrase, and nobody can recover one.")))
        column.addSpacing(theme.UNIT)
        column.addWidget(self.line)
        column.addWidget(shower(self.line))
        column.addWidget(self.status)
        dress(self.open_button, Role.PRIMARY)
        self.open_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        column.addLayout(row)
        self.setMinimumWidth(theme.scaled(440))

    def _on_open(self) -> None:
        if self._work is not None:
            return
        passphrase = self.line.text()
        if not passphrase:
            self._say(_("Type a passphrase first."))
            return
        self._say(_("One moment …"))
        self._set_busy(True)
        self._work = Work(partial(self._unlock, passphrase))
        self._polling.start()

    def _on_poll(self) -> None:
        work = self._work
        if work is None or work.at_work:
            return
        self._polling.stop()
        self._work = None
        self._set_busy(False)
        try:
            self.key = work.result()
        except Trouble as trouble:
            if trouble.kind is TroubleKind.WRONG_PASSPHRASE:
                self._ask_again()
                return
            self.trouble = trouble
        self.line.clear()
        self.accept()

    def _ask_again(self) -> None:
        self._say(
            _(
                "This passphrase does not open it. Check capital letters and the keyboard's language, and try again."
            )
        )
        self.line.selectAll()
        self.line.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self.line.setReadOnly(busy)
        self.open_button.setEnabled(not busy)

    def _say(self, sentence: str) -> None:
        self.status.setText(sentence)
        self.status.setAccessibleDescription(sentence)


def _asked(dialog: UnlockDialog) -> Key | None:
    try:
        dialog.exec()
        if dialog.trouble:
            raise dialog.trouble
        return dialog.key
    finally:
        dialog.line.clear()
        dialog.deleteLater()


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
