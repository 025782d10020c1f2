"""Says that the notebook is damaged, and offers the ways out: read it, restore a backup, save what can be read."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from mentee_app.backup import listing
from mentee_app.backup.locking import Key
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.safekeeping import while_closed
from mentee_app.ui.safekeeping.reopening import Reopening, Told
from mentee_app.ui.safekeeping.restore_dialog import RestoreDialog
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import message
from mentee_app.ui.widgets.heading import caption

WITH_A_WAY_OUT = frozenset(
    {TroubleKind.DAMAGED, TroubleKind.NOT_A_DATABASE, TroubleKind.EMPTY, TroubleKind.VANISHED}
)
"""What a backup can mend."""


class DamagedDialog(QDialog):
    """`reopening` is what the person chose; None for closing. Nothing is done to the file in here.

    `came_from`: how the way out went that was tried before this one. `key` opens it where it has a passphrase.
    """

    def __init__(
        self,
        folder: Path,
        trouble: Trouble,
        now: Callable[[], datetime],
        second: Path | None,
        parent: QWidget | None,
        came_from: Told | None = None,
        key: Key | None = None,
    ) -> None:
        super().__init__(parent)
        self.reopening: Reopening | None = None
        self._folder = folder
        self._now = now
        self._second = second
        self._key = key
        self.read = QPushButton(_("Open it to read only"))
        self.restore = QPushButton(_("Restore a backup…"))
        self.salvage = QPushButton(_("Save what can be read…"))
        self.leave = QPushButton(_("Close Mentee"))
        self.read.clicked.connect(self._on_read)
        self.restore.clicked.connect(self._on_restore)
        self.salvage.clicked.connect(self._on_salvage)
        self.leave.clicked.connect(self.reject)
        there = trouble.kind in (TroubleKind.DAMAGED, TroubleKind.NOT_A_DATABASE)
        self.setWindowTitle(_("The notebook is damaged") if there else _("The notebook is gone"))
        self.read.setVisible(there)
        self.salvage.setVisible(there)
        before = f"{came_from.title}. {came_from.text}\n\n" if came_from else ""
        self._build(before + trouble.sentence)

    def _build(self, sentence: str) -> None:
        self.setAccessibleDescription(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(self.windowTitle(), wrap=True)
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(PlainLabel(sentence, wrap=True, selectable=True))
        good = self._newest_good()
        explained = (
            (self.restore, good or _("There is no good backup here; a file from elsewhere can be chosen.")),
            (self.read, _("You can read, search and save as PDF. Nothing is written.")),
            (self.salvage, _("All that can be read goes into a new notebook. You see the counts first.")),
            (self.leave, _("Nothing is changed.")),
        )
        for button, what in explained:
            button.setAccessibleDescription(what)
            column.addSpacing(theme.UNIT)
            column.addWidget(button)
            words = caption(what)
            words.setVisible(not button.isHidden())
            column.addWidget(words)
        first = self.restore if good or self.read.isHidden() else self.read
        dress(first, Role.PRIMARY)
        first.setDefault(True)
        first.setFocus()
        self.setMinimumWidth(theme.scaled(480))

    def _newest_good(self) -> str:
        try:
            found = listing.newest_good(self._folder)
        except Trouble as trouble:
            return trouble.sentence
        if found is None:
            return ""
        from mentee_app.ui.widgets import days

        wall = found.made_at.astimezone().replace(tzinfo=None)
        return _("The newest good one is from {moment}.").format(moment=days.moment(wall, self._now().date()))

    def _on_read(self) -> None:
        self._choose(Reopening(to_read=True, key=self._key))

    def _on_salvage(self) -> None:
        self._choose(
            Reopening(partial(while_closed.salvage, self._folder, self._now, self._key), key=self._key)
        )

    def _on_restore(self) -> None:
        try:
            dialog = RestoreDialog(self._folder, self._second, self._now(), self, damaged=True, key=self._key)
        except Trouble as trouble:
            message.tell(self, _("The backups cannot be listed"), trouble.sentence)
            return
        if dialog.exec() and dialog.chosen:
            act = partial(while_closed.restore, self._folder, dialog.chosen, self._now, self._key)
            self._choose(Reopening(act, second_folder=str(self._second or ""), key=self._key))
        dialog.deleteLater()

    def _choose(self, reopening: Reopening) -> None:
        self.reopening = reopening
        self.accept()
