"""What the window does with copies of the open notebook: now, daily, elsewhere, back again, and when it is damaged."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.safekeeping import second_folder_dialog, while_closed
from mentee_app.ui.safekeeping.backup_keeper import BackupKeeper
from mentee_app.ui.safekeeping.damaged_dialog import DamagedDialog
from mentee_app.ui.safekeeping.reopening import Reopening, Told
from mentee_app.ui.safekeeping.restore_dialog import RestoreDialog
from mentee_app.ui.safekeeping.second_folder_dialog import SecondFolderDialog
from mentee_app.ui.widgets.bars import BackupBar
from mentee_app.ui.widgets.message import PlainMessage
from mentee_app.ui.window.window import MainWindow


class BackupDoors(QObject):
    """`reopening_wanted` carries a Reopening: the notebook is to be closed and opened anew."""

    reopening_wanted = Signal(object)

    def __init__(self, opened: Any, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._opened = opened
        self._key = opened.notebook.key
        self._desk = desk
        self._window = window
        bar = BackupBar()
        window.add_bar(bar)
        self.keeper = BackupKeeper(opened, desk.now, bar, self)
        self.keeper.said.connect(window.note)
        self.keeper.told.connect(self._on_told)
        self.keeper.damaged.connect(self._on_damaged)

    def start(self) -> None:
        """Keep the notebook backed up, and look for damage where something cannot be read."""
        self.keeper.start()
        self._desk.notices.failed.connect(self.keeper.on_failed)

    def back_up_now(self) -> None:
        """Make a copy, and tell where it is."""
        self.keeper.back_up_now()

    def restore_dialog(self) -> QDialog:
        """The list of backups; what is chosen takes the notebook's place. Raises Trouble."""
        second = second_folder_dialog.chosen()
        dialog = RestoreDialog(self._opened.folder, second, self._desk.now(), self._window, key=self._key)
        dialog.accepted.connect(partial(self._on_restore, dialog, second))
        return dialog

    def second_folder_dialog(self) -> QDialog:
        """Where copies go as well. Raises Trouble."""
        folder, choices = self._opened.folder, self._desk.preferences
        return SecondFolderDialog(folder, choices, self._desk.now(), self._window)

    def tell(self, told: Told) -> None:
        """Say how a restore or a salvage went."""
        self._on_told(told.title, told.text)

    def keep_second_folder(self, folder: str) -> None:
        """The second folder of the notebook that was open before, where this one knows none. Raises Trouble."""
        if folder and second_folder_dialog.chosen() is None and not self._opened.to_read:
            self._desk.preferences.choose(second_folder_dialog.PREFERENCE, folder, origin=self)

    def _on_restore(self, dialog: RestoreDialog, second: Path | None) -> None:
        if dialog.chosen:
            act = partial(while_closed.restore, self._opened.folder, dialog.chosen, self._desk.now, self._key)
            self.reopening_wanted.emit(Reopening(act, second_folder=str(second or ""), key=self._key))

    def _on_told(self, title: str, text: str) -> None:
        from mentee_app.i18n import _

        message = PlainMessage(self._window, title, text, _("Close"))
        message.finished.connect(message.deleteLater)
        message.open()

    def _on_damaged(self, trouble: Trouble) -> None:
        try:
            second = second_folder_dialog.chosen()
        except Trouble:
            second = None
        dialog = DamagedDialog(
            self._opened.folder, trouble, self._desk.now, second, self._window, key=self._key
        )
        dialog.accepted.connect(partial(self._on_way_chosen, dialog))
        dialog.rejected.connect(self._window.close)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_way_chosen(self, dialog: DamagedDialog) -> None:
        if dialog.reopening:
            self.reopening_wanted.emit(dialog.reopening)
