"""Puts the window together and keeps it safe: one instance, painted first, saved on every way out, faults told once."""

import gc
import os
import sys
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from mentee_app import single_instance
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui import remembered
from mentee_app.ui.icons import app_icon
from mentee_app.ui.studio import Studio
from mentee_app.ui.theme import Scheme, Theme


def run(folder: Path) -> int:
    """Open the window on the notebook in `folder` until it is closed; the exit code. Raises Trouble (told on screen too)."""
    gc.disable()  # nothing is garbage before the window is up; it saves 8 % of the start
    qt = _application()
    try:
        with single_instance.alone(folder), ExitStack() as opening:
            return _Start(qt, folder, opening).run()
    except Trouble as trouble:
        if trouble.kind is TroubleKind.LOCKED and _raise_first(folder):
            print(_("Mentee is open already; its window was raised."))
            return 0
        _tell(trouble)
        raise


def tour(folder: Path, dark: bool, scale: float, language: str | None) -> int:
    """Take a picture of each screen over the sample, and set its PDF, into `folder`; the exit code. Raises Trouble."""
    import tempfile

    from PySide6.QtCore import QLocale, qInstallMessageHandler

    from mentee_app import app, i18n
    from mentee_app.exports import command
    from mentee_app.ui.tour import Tour, make_folder
    from mentee_app.ui.tour_stops import stops

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
        said = command.save_history(folder / "history.pdf", now=datetime.now(), language=i18n.language())
        studio.window.close()
    print(_("{count} pictures are in {folder}.").format(count=len(walk.pictures), folder=folder), said)
    return 0


class _Start:
    """One run: the window is painted first; then the notebook is opened, and closed when the window was."""

    def __init__(self, qt: QApplication, folder: Path, opening: ExitStack) -> None:
        self._qt = qt
        self._folder = folder
        self._opening = opening
        self._trouble: Trouble | None = None
        before = remembered.read(folder)
        theme = Theme(qt, before.colours, before.zoom)
        theme.apply(qt)
        self._studio = Studio(theme)
        self._studio.window.restore(before.place, before.tab)

    def run(self) -> int:
        """Show the window until it is closed; the exit code. Raises Trouble."""
        from mentee_app.ui.safety import Safety

        window = self._studio.window
        self._safety = Safety(self._qt, window)
        window.painted.connect(self._on_painted)
        window.show()
        code = self._qt.exec()
        if self._trouble is not None:
            raise self._trouble
        remembered.write(self._folder, self._studio.remembered())
        return self._safety.exit_code(code)

    def _on_painted(self) -> None:
        from mentee_app import app, logs

        try:
            opened = self._opening.enter_context(app.opened_alone(self._folder))
        except Trouble as trouble:
            self._trouble = trouble
            self._studio.window.hide()
            self._qt.quit()
            return
        logs.start(self._folder)
        self._studio.furnish(opened, app.local_zone, opened.folder)
        gc.enable()
        self._safety.watch(opened.notebook, self._studio.feed, single_instance.meeting_name(self._folder))
        self._warn_of_sync()

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
    qt = QApplication(sys.argv[:1])
    qt.setWindowIcon(app_icon())
    return qt


def _say_nothing(*_words: object) -> None:
    """Pictures are taken offscreen, of which Qt says at each window what it cannot do."""


def _raise_first(folder: Path) -> bool:
    from mentee_app.ui import single_instance as first_window

    return first_window.raise_first(single_instance.meeting_name(folder))


def _tell(trouble: Trouble) -> None:
    """On screen as well, where nobody may be looking at the terminal."""
    in_terminal = sys.stderr is not None and sys.stderr.isatty()
    if not in_terminal and QApplication.platformName() not in ("offscreen", "minimal"):
        from mentee_app.ui import message

        message.tell(None, _("Mentee cannot open your notebook"), trouble.sentence)
