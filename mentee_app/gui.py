"""Puts the window together and keeps it safe: one instance, saved on every way out, faults told once."""

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QWizard

from mentee_app import __version__, app, i18n, logs, single_instance
from mentee_app.app import App
from mentee_app.i18n import _
from mentee_app.queries import preferences
from mentee_app.services.changes import Kind
from mentee_app.storage import places
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui import first_start, plain
from mentee_app.ui.desk import Desk
from mentee_app.ui.feed import Feed
from mentee_app.ui.icons import app_icon
from mentee_app.ui.menus import Commands, Menus
from mentee_app.ui.notices import Notices
from mentee_app.ui.safety import Safety
from mentee_app.ui.theme import Scheme, Theme, next_zoom
from mentee_app.ui.window import MainWindow, TabPlan


def run(folder: Path) -> int:
    """Open the window on the notebook in `folder` until it is closed; the exit code. Raises Trouble (told on screen too)."""
    gc.disable()  # nothing is garbage before the window is up; it saves 8 % of the start
    qt = _application()
    try:
        with app.opened(folder) as opened:
            logs.start(folder)
            return _run_window(qt, opened)
    except Trouble as trouble:
        if trouble.kind is TroubleKind.LOCKED and _raise_first(folder):
            print(_("Mentee is open already; its window was raised."))
            return 0
        _tell(trouble)
        raise


class Studio:
    """The window with its desk: made here, by hand, readable top to bottom."""

    def __init__(self, opened: App, theme: Theme, now: Callable[[], datetime] = datetime.now) -> None:
        self.opened = opened
        self.notices = Notices()
        self.feed = Feed(opened.changes)
        self.desk = self._desk(theme, now)
        self.window = MainWindow(self.desk, self._plans())
        self.notices.wizard_wanted.connect(self.open_wizard)
        Menus(
            self.window,
            self.desk,
            Commands(
                about_me=self.open_about_me,
                save_pdf=self.open_pdf,
                set_scheme=self.set_scheme,
                zoom=self.zoom,
                folder=str(opened.folder),
                version=__version__,
            ),
        )

    def open_wizard(self, request: int | None) -> QWizard:
        """Ask “What am I asking for?”, anew or going on with a request (id)."""
        from mentee_app.ui.instrument import instrument
        from mentee_app.ui.wizard.ask_wizard import AskWizard

        self.window.flush()
        wizard = AskWizard(self.desk, instrument(), request, self.window)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.open()
        return wizard

    def open_about_me(self) -> None:
        """Show the dialog About me."""
        from mentee_app.ui.about_me import AboutMeDialog

        AboutMeDialog(self.desk, self.window).open()

    def open_pdf(self) -> None:
        """Show the dialog that previews and saves the session history."""
        from mentee_app.ui.history_dialog import HistoryDialog

        if self.window.flush():
            HistoryDialog(self.desk, self.window).open()

    def set_scheme(self, scheme: Scheme) -> None:
        """Change the colours, and remember it."""
        self.desk.theme.set_scheme(scheme)
        self._remember(scheme=scheme.value)

    def zoom(self, step: int) -> None:
        """Make everything a step larger (1) or smaller (-1), or as the system has it (0), and remember it."""
        theme = self.desk.theme
        theme.set_zoom(next_zoom(theme.zoom, step) if step else 100)
        self._remember(zoom=str(theme.zoom))

    def _remember(self, **values: str) -> None:
        try:
            self.desk.preferences.put(**values)
        except Trouble as trouble:
            self.notices.failed.emit(trouble.sentence)

    def _desk(self, theme: Theme, now: Callable[[], datetime]) -> Desk:
        opened = self.opened
        return Desk(
            feed=self.feed,
            notices=self.notices,
            theme=theme,
            now=now,
            zone=app.local_zone(),
            about_me=opened.about_me,
            actions=opened.actions,
            advice=opened.advice,
            agenda=opened.agenda,
            areas=opened.areas,
            challenges=opened.challenges,
            deeds=opened.deeds,
            goals=opened.goals,
            milestones=opened.milestones,
            people=opened.people,
            preferences=opened.preferences,
            relationships=opened.relationships,
            requests=opened.requests,
            samples=opened.samples,
            sessions=opened.sessions,
            skills=opened.skills,
        )

    def _plans(self) -> list[TabPlan]:
        return [
            TabPlan(None, "today", _("Today"), self._today),
            TabPlan(Kind.PEOPLE, "mentors", _("Mentors"), self._mentors),
            TabPlan(Kind.GOALS, "goals", _("Goals"), self._goals),
            TabPlan(Kind.SESSIONS, "sessions", _("Sessions"), self._sessions),
            TabPlan(Kind.REQUESTS, "requests", _("Requests"), self._requests),
        ]

    def _today(self):
        from mentee_app.ui.today.tab import TodayTab

        return TodayTab(self.desk, first_start.welcome(self.desk))

    def _mentors(self):
        from mentee_app.ui.mentors.tab import MentorsTab

        tab = MentorsTab(self.desk, first_start.no_mentors(self.desk))
        tab.editor.session_wanted.connect(self._begin_session)
        return tab

    def _goals(self):
        from mentee_app.ui.goals.tab import GoalsTab

        return GoalsTab(self.desk, first_start.no_goals(self.desk))

    def _sessions(self):
        from mentee_app.ui.sessions.tab import SessionsTab

        return SessionsTab(self.desk, first_start.no_sessions(self.desk))

    def _requests(self):
        from mentee_app.ui.requests.tab import RequestsTab

        return RequestsTab(self.desk)

    def _begin_session(self, relationship: int) -> None:
        tab = self.window.tab_of(Kind.SESSIONS)
        self.window.show_tab(Kind.SESSIONS)
        tab.begin_in(relationship)


def tour(folder: Path, dark: bool, scale: float, language: str | None) -> int:
    """Take a picture of each screen over the sample, and set its PDF, into `folder`; the exit code. Raises Trouble."""
    from mentee_app.exports import command
    from mentee_app.ui.tour import Tour, stops

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    _make_folder(folder)
    if language:
        QLocale.setDefault(QLocale(language))
    qt = _application()
    theme = Theme(qt, Scheme.DARK if dark else Scheme.LIGHT)
    theme.apply(qt)
    with (
        tempfile.TemporaryDirectory(prefix="mentee-tour-") as data,
        app.opened(Path(data) / "data") as opened,
    ):
        studio = Studio(opened, theme)
        studio.window.restore("", 0)
        studio.window.show()
        fill = partial(opened.samples.fill, today=studio.desk.today(), zone=studio.desk.zone)
        walk = Tour(list(stops(studio, fill)), folder)
        walk.finished.connect(qt.quit)
        walk.start()
        qt.exec()
        said = command.save_history(folder / "history.pdf", now=datetime.now(), language=i18n.language())
        studio.window.close()
    print(_("{count} pictures are in {folder}.").format(count=len(walk.pictures), folder=folder), said)
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("[0-9][0-9]-*.png"):
            old.unlink()
    except OSError as error:
        sentence = _("{folder} cannot be written: {why}.").format(folder=folder, why=error.strerror)
        raise Trouble(TroubleKind.NO_ACCESS, sentence, folder) from error


def _run_window(qt: QApplication, opened: App) -> int:
    chosen = preferences.all_preferences()
    theme = Theme(qt, _scheme(chosen.get("scheme", "")), _number(chosen.get("zoom", ""), 100))
    theme.apply(qt)
    studio = Studio(opened, theme)
    window = studio.window
    safety = Safety(qt, window, opened.notebook)
    window.restore(chosen.get("window_place", ""), _number(chosen.get("window_tab", ""), 0))
    window.shown_once.connect(partial(_after_first_paint, studio, safety))
    window.show()
    return safety.exit_code(qt.exec())


def _after_first_paint(studio: Studio, safety: Safety) -> None:
    gc.enable()
    safety.listen(single_instance.meeting_name(studio.opened.folder))
    service = places.synced_by(studio.opened.folder)
    if service:
        studio.window.say(
            _(
                "{folder} seems to be kept in step by {service}. Notes can be lost there:"
                " move the folder to a place on this computer only, and start with --data-dir."
            ).format(folder=studio.opened.folder, service=service)
        )


def _application() -> QApplication:
    QApplication.setApplicationName("Mentee")
    QApplication.setDesktopFileName("mentee")
    qt = QApplication(sys.argv[:1])
    qt.setWindowIcon(app_icon())
    return qt


def _raise_first(folder: Path) -> bool:
    from mentee_app.ui import single_instance as first_window

    return first_window.raise_first(single_instance.meeting_name(folder))


def _tell(trouble: Trouble) -> None:
    """On screen as well, where nobody may be looking at the terminal."""
    in_terminal = sys.stderr is not None and sys.stderr.isatty()
    if not in_terminal and QApplication.platformName() not in ("offscreen", "minimal"):
        plain.tell(None, _("Mentee cannot open your notebook"), trouble.sentence)


def _scheme(value: str) -> Scheme:
    return next((scheme for scheme in Scheme if scheme.value == value), Scheme.SYSTEM)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise
