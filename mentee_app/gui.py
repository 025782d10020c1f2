"""Puts the window together and keeps it safe: one instance, painted first, saved on every way out, opened anew on wish."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from mentee_app import single_instance
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.safekeeping.asking_again import to_ask_again
from mentee_app.ui.safekeeping.reopening import Opening, Reopening, can_only_be_read, following
from mentee_app.ui.studio import Studio
from mentee_app.ui.style.icons import app_icon
from mentee_app.ui.style.theme import Scheme, Theme
from mentee_app.ui.widgets.later import later
from mentee_app.ui.window import remembered

if TYPE_CHECKING:
    from mentee_app.app import App

_AFTER_START_MS = 1_500

_FOR_A_PASSPHRASE = frozenset({TroubleKind.LOCKED_BY_PASSPHRASE, TroubleKind.WRONG_PASSPHRASE})


def run(folder: Path) -> int:
    """Open the window on the notebook in `folder` until it is closed; the exit code. Raises Trouble (told on screen too)."""
    gc.disable()  # nothing is garbage before the window is up; it saves 8 % of the start
    qt = _application()
    with ExitStack() as held:
        try:
            held.enter_context(single_instance.alone(folder))
        except Trouble as trouble:
            if trouble.kind is TroubleKind.LOCKED and _raise_first(folder):
                print(_("Mentee is open already; its window was raised."))
                return 0
            if not can_only_be_read(trouble, folder):
                _tell(trouble)
                raise
            return _until_closed(qt, folder, alone=False)
        return _until_closed(qt, folder, alone=True)


def tour(folder: Path, dark: bool, scale: float, language: str | None) -> int:
    """Take a picture of each screen over the sample, and set its PDF, into `folder`; the exit code. Raises Trouble."""
    import tempfile

    from PySide6.QtCore import QLocale, qInstallMessageHandler

    from mentee_app import app, i18n
    from mentee_app.exports import command
    from mentee_app.ui.tour.stops import stops
    from mentee_app.ui.tour.tour import Tour, make_folder

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    make_folder(folder)
    if language:
        QLocale.setDefault(QLocale(language))
    qInstallMessageHandler(_say_nothing)
    qt = _application()
    theme = Theme(qt, Scheme.DARK if dark else Scheme.LIGHT)
    theme.apply(qt)
    with (
        tempfile.TemporaryDirectory(prefix="mentee-tour-") as data,
        app.opened(Path(data) / "data") as opened,
    ):
        studio = Studio(theme)
        studio.window.restore("", 0)
        studio.furnish(opened, app.local_zone, opened.folder)
        studio.window.show()
        fill = partial(opened.samples.fill, today=studio.desk.today(), zone=studio.desk.zone)
        walk = Tour(list(stops(studio, fill)), folder)
        walk.finished.connect(qt.quit)
        walk.start()
        qt.exec()
        if walk.fault:
            raise walk.fault
        said = command.save_history(folder / "history.pdf", command.choice(), datetime.now(), i18n.language())
        studio.window.close()
    print(_("{count} pictures are in {folder}.").format(count=len(walk.pictures), folder=folder), said)
    return 0


def _until_closed(qt: QApplication, folder: Path, alone: bool) -> int:
    """One window after the other, as long as the notebook is to be opened anew (a backup is restored between them).

    Who is not `alone` in the folder, because no lock can be taken there, only reads.
    """
    before = remembered.read(folder)
    theme = Theme(qt, before.colours, before.zoom)
    theme.apply(qt)
    came_from = Opening(to_read=not alone)
    while True:
        with ExitStack() as opening:
            start = _Start(qt, folder, opening, theme, came_from)
            try:
                code = start.run()
            except Trouble as trouble:
                if not start.asked:
                    _tell(trouble)
                raise
        if start.reopening is None:
            return code
        came_from = _between(qt, start.reopening, alone)


def _between(qt: QApplication, reopening: Reopening, alone: bool) -> Opening:
    """Between two windows: the one before is gone with every word in it, and no window is open while something is done."""
    qt.setQuitOnLastWindowClosed(False)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    try:
        return following(reopening, alone)
    finally:
        qt.setQuitOnLastWindowClosed(True)
        QApplication.removePostedEvents(qt, QEvent.Type.Quit.value)  # meant for the window before


class _Start:
    """One window: it is painted first; then the notebook is opened, and closed when the window was.

    `reopening` says whether another one follows, `asked` whether the person was asked what to do about a damaged one.
    """

    def __init__(
        self, qt: QApplication, folder: Path, opening: ExitStack, theme: Theme, came_from: Opening
    ) -> None:
        self.reopening: Reopening | None = None
        self.asked = False
        self._qt = qt
        self._folder = folder
        self._opening = opening
        self._came_from = came_from
        self._key = came_from.key
        self._trouble: Trouble | None = None
        self._opened: App | None = None
        before = remembered.read(folder)
        self._studio = Studio(theme)
        self._studio.window.restore(before.place, before.tab)

    def run(self) -> int:
        """Show the window until it is closed; the exit code. Raises Trouble."""
        from mentee_app.ui.window.safety import Safety

        window = self._studio.window
        self._safety = Safety(self._qt, window)
        window.painted.connect(self._on_painted)
        window.show()
        code = self._qt.exec()
        if self._trouble is not None:
            raise self._trouble
        self._end()
        return self._safety.exit_code(code)

    def _end(self) -> None:
        by_signal = self._safety.by_signal
        if self._studio.reopening is not None and not by_signal:
            self.reopening = self._studio.reopening
        if self._opened is not None and not self._opened.to_read:
            remembered.write(self._folder, self._studio.remembered())
            keeper = self._studio.backups().keeper
            if self.reopening and self.reopening.act:  # a copy under way is to be seen by what is done next
                keeper.finish(make_last=False, patience=3600)
            else:
                keeper.finish(make_last=not by_signal and self.reopening is None)
        self._studio.window.deleteLater()

    def _on_painted(self) -> None:
        from mentee_app import app, logs

        try:
            opened = self._open()
        except Trouble as trouble:
            self._find_way_out(trouble)
            return
        self.reopening = opened and to_ask_again(opened, self._came_from, self._key)
        if opened is None or self.reopening:
            self._studio.window.close()
            return
        logs.start(self._folder)
        self._safety.hold(opened.notebook)
        self._studio.furnish(opened, app.local_zone, opened.folder)
        self._opened = opened
        gc.enable()
        self._safety.watch(opened.notebook, self._studio.feed, single_instance.meeting_name(self._folder))
        self._warn_of_sync()
        if self._came_from.told or self._came_from.second_folder:
            later(0, self._studio.window, self._tell_what_came_before)
        if not opened.to_read:
            later(_AFTER_START_MS, self._studio.window, self._on_started)

    def _open(self) -> "App | None":
        """The notebook, to be read only where it cannot be written; None where nobody unlocks it. Raises Trouble."""
        from mentee_app import app

        if self._came_from.to_read:
            return self._unlocked(app.opened_to_read)
        try:
            return self._unlocked(app.opened_alone)
        except Trouble as trouble:
            if not can_only_be_read(trouble, self._folder):
                raise
            return self._unlocked(app.opened_to_read)

    def _unlocked(self, opens: "Callable[..., AbstractContextManager[App]]") -> "App | None":
        """Whether it has a passphrase is told by opening it: the start of one without pays nothing for the question."""
        key = [self._key] if self._key else []
        try:
            return self._opening.enter_context(opens(self._folder, *key))
        except Trouble as trouble:
            if trouble.kind not in _FOR_A_PASSPHRASE or not _is_looked_at():
                raise
        from mentee_app.ui.safekeeping import unlock_dialog

        self._safety.meet(single_instance.meeting_name(self._folder))
        self._key = unlock_dialog.of_notebook(self._folder, self._studio.window)
        if self._key is None:
            return None
        return self._opening.enter_context(opens(self._folder, self._key))

    def _tell_what_came_before(self) -> None:
        came_from, backups = self._came_from, self._studio.backups()
        try:
            backups.keep_second_folder(came_from.second_folder)
        except Trouble as trouble:
            self._studio.window.say(trouble.sentence)
        if came_from.told:
            backups.tell(came_from.told)

    def _on_started(self) -> None:
        """The window stands; from now on the notebook is kept backed up."""
        self._studio.backups().start()

    def _find_way_out(self, trouble: Trouble) -> None:
        """Ask what to do about a damaged notebook, where somebody looks; else the trouble ends the program."""
        from mentee_app.ui.safekeeping import damaged_dialog

        window = self._studio.window
        if trouble.kind not in damaged_dialog.WITH_A_WAY_OUT or not _is_looked_at():
            self._trouble = trouble
            window.hide()
            self._qt.quit()
            return
        dialog = damaged_dialog.DamagedDialog(
            self._folder, trouble, datetime.now, None, window, self._came_from.told, self._key
        )
        self.asked = True
        self.reopening = dialog.reopening if dialog.exec() else None
        if self.reopening is None:
            self._trouble = trouble
        window.close()

    def _warn_of_sync(self) -> None:
        from mentee_app.storage import places

        service = places.synced_by(self._folder)
        if service:
            self._studio.window.say(
                _(
                    "{folder} seems to be kept in step by {service}. Notes can be lost there:"
                    " move the folder to a place on this computer only, and start with --data-dir."
                ).format(folder=self._folder, service=service)
            )


def _application() -> QApplication:
    QApplication.setApplicationName("Mentee")
    QApplication.setDesktopFileName("mentee")
    # else Qt's file dialogs keep a list of chosen folders in the home folder
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    qt = QApplication(sys.argv[:1])
    qt.setWindowIcon(app_icon())
    return qt


def _say_nothing(*_words: object) -> None:
    """Pictures are taken offscreen, of which Qt says at each window what it cannot do."""


def _raise_first(folder: Path) -> bool:
    from mentee_app.ui.window import meeting as first_window

    return first_window.raise_first(single_instance.meeting_name(folder))


def _is_looked_at() -> bool:
    return QApplication.platformName() not in ("offscreen", "minimal")


def _tell(trouble: Trouble) -> None:
    """On screen as well, where nobody may be looking at the terminal."""
    in_terminal = sys.stderr is not None and sys.stderr.isatty()
    if not in_terminal and _is_looked_at():
        from mentee_app.ui.widgets import message

        message.tell(None, _("Mentee cannot open your notebook"), trouble.sentence)
