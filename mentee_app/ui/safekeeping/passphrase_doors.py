"""What the window does with the passphrase of the open notebook: set, change, remove it, and lock the notebook."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog

from mentee_app.backup import unlocking
from mentee_app.backup.locking import Key
from mentee_app.i18n import _
from mentee_app.queries import preferences
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.safekeeping import auto_lock, passphrase_ways, second_folder_dialog
from mentee_app.ui.safekeeping.auto_lock import AutoLock
from mentee_app.ui.safekeeping.passphrase_dialog import PassphraseDialog, Wanted, Wish
from mentee_app.ui.safekeeping.reopening import Reopening, Told
from mentee_app.ui.widgets import hand_over
from mentee_app.ui.widgets.message import PlainMessage
from mentee_app.ui.widgets.patience import Patience
from mentee_app.ui.window.window import MainWindow


class PassphraseDoors(QObject):
    """`reopening_wanted` carries a Reopening: the notebook is to be closed and opened anew."""

    reopening_wanted = Signal(object)

    def __init__(self, opened: Any, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._opened = opened
        self._key = opened.notebook.key
        self._desk = desk
        self._window = window
        self.watch = AutoLock(auto_lock.USUAL, self)
        self.watch.due.connect(self._on_due)

    def start(self) -> None:
        """Lock by itself, where there is a passphrase. Raises Trouble."""
        if self._key is not None:
            self.watch.minutes = preferences.chosen(auto_lock.PREFERENCE, auto_lock.USUAL)
            self.watch.start()

    def dialog(self) -> QDialog:
        """Set, change or remove the passphrase; where that cannot be, only a sentence. Raises Trouble."""
        title = _("Passphrase")
        if not unlocking.available():
            return PlainMessage(self._window, title, unlocking.not_installed(), _("Close"))
        if self._opened.to_read:
            said = _("The notebook is open to be read only, so nothing can be changed in it now.")
            return PlainMessage(self._window, title, said, _("Close"))
        minutes = preferences.chosen(auto_lock.PREFERENCE, auto_lock.USUAL)
        dialog = PassphraseDialog(self._key is not None, minutes, self._keep_minutes, self._window)
        dialog.accepted.connect(partial(self._on_accepted, dialog))
        return dialog

    def lock(self) -> None:
        """Save everything, close every dialog and the notebook; the next window asks for the passphrase, and nothing that was
        copied here can be pasted any more.

        Words that are in the window alone are not closed: then the window says that it is not locked, and why.
        """
        if self._key is None:
            self._desk.notices.failed.emit(
                _("Your notebook has no passphrase, so it cannot be locked. File ▸ Passphrase… sets one.")
            )
            return
        if isinstance(QApplication.activeModalWidget(), Patience):
            return  # what it waits for must not be left half done
        if self._window.let_go() and self._dialogs_closed():
            hand_over.take_back()
            self.reopening_wanted.emit(Reopening())
        else:
            said = _("The notebook is not locked yet, because what you typed last is not saved. {reason}")
            self._desk.notices.failed.emit(said.format(reason=self._window.trouble).strip())

    def _on_due(self) -> None:
        if not self._opened.notebook.is_closed():
            self.lock()

    def _dialogs_closed(self) -> bool:
        """From the one in front backwards. Each keeps what was typed in it, or stays open."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        for _turn in range(20):
            front = QApplication.activeModalWidget() or self._open_dialog()
            if not isinstance(front, QDialog):
                return True
            front.reject()
            if front.isVisible():
                return False
        return False

    def _open_dialog(self) -> QDialog | None:
        return next((each for each in self._window.findChildren(QDialog) if each.isVisible()), None)

    def _keep_minutes(self, minutes: str) -> None:
        self._desk.preferences.choose(auto_lock.PREFERENCE, minutes, origin=self)
        self.watch.minutes = minutes

    def _on_accepted(self, dialog: PassphraseDialog) -> None:
        if dialog.wanted is None:
            return
        wanted, dialog.wanted = dialog.wanted, None
        try:
            second = second_folder_dialog.chosen()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        act = _way(wanted, self._opened.folder, second, self._key)
        self.reopening_wanted.emit(Reopening(act, key=self._key))


def _way(wanted: Wanted, folder: Path, second: Path | None, key: Key | None) -> Callable[[], Told]:
    if wanted.wish is Wish.SET:
        return partial(passphrase_ways.encrypt, folder, wanted.new, second)
    if wanted.wish is Wish.CHANGE:
        return partial(passphrase_ways.change, folder, wanted.old, wanted.new, second, key)
    return partial(passphrase_ways.remove, folder, wanted.old, second, key)
