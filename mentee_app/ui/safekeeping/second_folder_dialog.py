"""The second backup folder: where it is, when the last copy there was made, another one, or none."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.backup import elsewhere, listing
from mentee_app.i18n import _
from mentee_app.queries import preferences
from mentee_app.trouble import Trouble
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import writes

PREFERENCE = "second-backup-folder"

AskForFolder = Callable[[QWidget, str], str]


class Choices(Protocol):
    """Where choices are kept."""

    def choose(self, name: str, value: str, origin: object = None) -> None: ...


def chosen() -> Path | None:
    """The second folder; None for none. Raises Trouble."""
    kept = preferences.chosen(PREFERENCE)
    return Path(kept) if kept else None


class SecondFolderDialog(QDialog):
    """What is chosen is kept at once. Raises Trouble."""

    def __init__(
        self,
        folder: Path,
        choices: Choices,
        now: datetime,
        parent: QWidget | None,
        ask_for_folder: AskForFolder | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._choices = choices
        self._now = now
        self._ask_for_folder = ask_for_folder or _ask_for_folder
        self.setWindowTitle(_("Second backup folder"))
        self._where = PlainLabel("", wrap=True, selectable=True)
        self._last = caption("")
        self._said = caption("")
        self._said.setAccessibleName(_("Status"))
        self._change = QPushButton(_("Choose a folder…"))
        self._none = QPushButton(_("No second folder"))
        writes(self._change, self._none)
        self._build()
        self._change.clicked.connect(self._on_change)
        self._none.clicked.connect(self._on_none)
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(self.windowTitle())
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(
            caption(
                _(
                    "Each backup is copied there too, so that one broken disk does not take them all."
                    " Choose a folder on another disk. When it is not connected, nothing is wrong:"
                    " the next backup goes there again."
                )
            )
        )
        column.addSpacing(theme.UNIT)
        for label in (self._where, self._last, self._said):
            column.addWidget(label)
        column.addStretch(1)
        dress(self._change, Role.PRIMARY)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        for button in (self._change, self._none):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.setMinimumWidth(theme.scaled(520))
        self._change.setFocus()

    def _show(self) -> None:
        second = chosen()
        self._none.setEnabled(second is not None)
        self._where.setText(str(second) if second else _("There is no second folder."))
        self._last.setText(self._last_there(second) if second else "")

    def _last_there(self, second: Path) -> str:
        try:
            if not second.is_dir():
                return _("It is not connected now.")
            found = listing.copies_in(second)
        except (Trouble, OSError):
            return _("It cannot be read now.")
        if not found:
            return _("No backup was copied there yet. The next one will be.")
        wall = found[0].made_at.astimezone().replace(tzinfo=None)
        moment = days.moment(wall, self._now.date())
        return _("The newest backup there was made {moment}.").format(moment=moment)

    def _on_change(self) -> None:
        folder = self._ask_for_folder(self, str(chosen() or Path.home()))
        if folder:
            self._keep(folder)

    def _on_none(self) -> None:
        self._keep("")

    def _keep(self, folder: str) -> None:
        try:
            if folder:
                elsewhere.refuse(self._folder, Path(folder))
                folder.encode()
            self._choices.choose(PREFERENCE, folder, origin=self)
            self._show()
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
        except UnicodeEncodeError:
            self._said.setText(_("The name of this folder is not text in UTF-8. Choose another one."))
        else:
            self._said.setText("")


def _ask_for_folder(parent: QWidget, at: str) -> str:
    return QFileDialog.getExistingDirectory(parent, _("Second backup folder"), at)
