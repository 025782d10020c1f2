"""Puts the window together: its tabs, its menus, what opens what; and furnishes it with an open notebook."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.notices import Notices, Place
from mentee_app.ui.menus import Commands, Menus
from mentee_app.ui.style.theme import Theme, next_zoom
from mentee_app.ui.widgets.later import later
from mentee_app.ui.window.remembered import Remembered
from mentee_app.ui.window.window import MainWindow, TabPlan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget, QWizard

    from mentee_app.ui.doors import Doors
    from mentee_app.ui.importing.doors import ImportDoors
    from mentee_app.ui.safekeeping.backup_doors import BackupDoors
    from mentee_app.ui.safekeeping.passphrase_doors import PassphraseDoors
    from mentee_app.ui.safekeeping.reopening import Reopening
    from mentee_app.ui.widgets.read_only import ToRead

_WRITING_DOORS = frozenset({"import", "import-folder", "duplicates"})
"""Doors behind which nothing can be done where the notebook is open to be read only."""

_AFTER_START_MS = 300

_TAB_OF = {
    Kind.QUESTIONS: Kind.ADVICE,
    Kind.CHALLENGES: Kind.ADVICE,
}
"""Kinds that share the tab of another kind."""


class Studio:
    """The window, and, once it is furnished with an open notebook, the desk of every screen.

    `reopening` is set where the window was closed so that the notebook is opened anew.
    """

    def __init__(self, theme: Theme, now: Callable[[], datetime] = datetime.now) -> None:
        self.theme = theme
        self.now = now
        self.notices = Notices()
        self.window = MainWindow(self.notices, now, self._plans())
        self._doors: Doors | None = None
        self._backups: BackupDoors | None = None
        self._imports: ImportDoors | None = None
        self._passphrases: PassphraseDoors | None = None
        self._carried_on: date | None = None
        self._to_read: ToRead | None = None
        self.reopening: Reopening | None = None
        commands = Commands(
            open=self.open,
            set_scheme=theme.set_scheme,
            zoom=self.zoom,
            plan=self.plan,
            remind_on_desktop=self.remind_on_desktop,
        )
        self.menus = Menus(self.window, self.notices, theme.scheme, commands)
        self.window.search_wanted.connect(partial(self.open, "search"))
        self.window.day_may_have_changed.connect(self._on_day)

    def furnish(self, opened: Any, find_zone: Callable[[], str], folder: Path) -> None:
        """Give every screen its desk, and show the tab that is in front. `opened` has the services by their names."""
        from mentee_app.ui.desk.desk import Desk, Feed
        from mentee_app.ui.doors import Doors
        from mentee_app.ui.forms.set_aside import Unsaved
        from mentee_app.ui.search.recent import recent_places
        from mentee_app.ui.window.reminders import Reminders

        services = {
            name: getattr(opened, name) for name in Desk.__dataclass_fields__ if hasattr(opened, name)
        }
        self.feed = Feed(opened.changes)
        self.feed.troubled.connect(self.notices.failed)
        self.feed.ended.connect(self.window.rest)
        self.desk = Desk(
            feed=self.feed,
            notices=self.notices,
            theme=self.theme,
            now=self.now,
            find_zone=find_zone,
            **services,
        )
        self._opened = opened
        self._doors = Doors(
            self.desk, self.window, folder, self.menus.commands, self.backups, self.passphrases, self.imports
        )
        self.window.dropped.connect(self._on_dropped)
        self.notices.wizard_wanted.connect(self.open_wizard)
        self.notices.wanted.connect(self.go)
        recent_places(self.notices)
        self.reminders = Reminders(self.desk, self.window)
        self.reminders.in_window.connect(self.window.remind)
        self.reminders.chosen.connect(self._on_reminded)
        self.reminders.looked.connect(self.window.look_again)
        self.window.prepare_wanted.connect(self.prepare)
        self.window.furnish(opened.deeds.undo, Unsaved(self.desk, self.window))
        if opened.to_read:
            from mentee_app.ui.widgets.bars import ReadingBar
            from mentee_app.ui.widgets.read_only import ToRead

            self._to_read = ToRead(self.window)
            bar = ReadingBar()
            self.window.add_bar(bar)
            bar.announce()
        later(_AFTER_START_MS, self.window, self._on_started)

    def go(self, place: Place) -> None:
        """Show a kept thing where it is at home, or begin a new one."""
        if self._doors and self._doors.open_place(place):
            return
        if place == Place(Kind.SESSIONS):
            self._log_with(None)
            return
        if place.kind is Kind.ACTIONS:  # one of nobody and no session stands on Today alone
            self.window.tabs.setCurrentIndex(0)
            return
        kind = _TAB_OF.get(place.kind, place.kind)
        if place.kind is Kind.PEOPLE and place.id is not None and not self._is_mentor(place.id):
            kind = Kind.CONTACTS
        if place.id is None and kind is not place.kind:
            self.window.show_tab(kind)
            self.window.tab_of(kind).begin_new(place.kind)
        else:
            self.window.go(Place(kind, place.id, place.part))

    def open(self, door: str) -> None:
        """Open a dialog by its name (see doors.py)."""
        if door in _WRITING_DOORS and self._is_refused():
            return
        if self._doors:
            self.window.flush()  # what cannot be saved stays in its field, and holds no door
            self._doors.open(door)

    def backups(self) -> "BackupDoors":
        """What is done with copies of the open notebook; made when it is first wanted."""
        if self._backups is None:
            from mentee_app.ui.safekeeping.backup_doors import BackupDoors

            self._backups = BackupDoors(self._opened, self.desk, self.window)
            self._backups.reopening_wanted.connect(self.reopen)
        return self._backups

    def passphrases(self) -> "PassphraseDoors":
        """What is done with the passphrase of the open notebook; made when it is first wanted."""
        if self._passphrases is None:
            from mentee_app.ui.safekeeping.passphrase_doors import PassphraseDoors

            self._passphrases = PassphraseDoors(self._opened, self.desk, self.window)
            self._passphrases.reopening_wanted.connect(self.reopen)
        return self._passphrases

    def imports(self) -> "ImportDoors":
        """How files of other programs come in; made when it is first wanted."""
        if self._imports is None:
            from mentee_app.backup.places import Reason
            from mentee_app.ui.importing.doors import ImportDoors

            copy_first = partial(self.backups().keeper.copy_before, Reason.BEFORE_IMPORT)
            self._imports = ImportDoors(self.desk, self.window, copy_first)
        return self._imports

    def reopen(self, reopening: "Reopening") -> None:
        """Close the window, so that the notebook is opened anew; nothing happens where the person keeps it open."""
        self.reopening = reopening
        if not self.window.close():
            self.reopening = None

    def open_wizard(self, request: int | None) -> "QWizard | None":
        """Ask “What am I asking for?”, anew or going on with a request (id); None where nothing can be kept."""
        if self._is_refused():
            return None
        from mentee_app.ui.asking.instrument import instrument
        from mentee_app.ui.wizard.ask_wizard import AskWizard

        self.window.flush()
        wizard = AskWizard(self.desk, instrument(), request, self.window)
        wizard.finished.connect(wizard.deleteLater)
        wizard.open()
        return wizard

    def prepare(self, session: int) -> None:
        """Open the preparation page of a session (id)."""
        if self._doors:
            self.window.flush()
            self._doors.prepare(session)

    def plan(self) -> None:
        """Plan a session, once or in a rhythm."""
        self._plan_with(None)

    def remind_on_desktop(self, wanted: bool) -> None:
        """Announce sessions on the desktop, or in the window only."""
        try:
            self.reminders.want_on_desktop(wanted)
        except Trouble as trouble:
            self.notices.failed.emit(trouble.sentence)

    def zoom(self, step: int) -> None:
        """Make everything a step larger (1) or smaller (-1), or as the system has it (0)."""
        self.theme.set_zoom(next_zoom(self.theme.zoom, step) if step else 100)

    def remembered(self) -> Remembered:
        """The window as it is now."""
        place, tab = self.window.place()
        return Remembered(place, tab, self.theme.scheme.value, self.theme.zoom)

    def _plans(self) -> list[TabPlan]:
        return [
            TabPlan(None, "today", _("Today"), self._today),
            TabPlan(Kind.PEOPLE, "mentors", _("Mentors"), self._mentors),
            TabPlan(Kind.GOALS, "goals", _("Goals"), self._goals),
            TabPlan(Kind.SESSIONS, "sessions", _("Sessions"), self._sessions),
            TabPlan(Kind.ADVICE, "advice", _("Advice"), self._advice),
            TabPlan(Kind.REQUESTS, "requests", _("Requests"), self._requests),
            TabPlan(Kind.CONTACTS, "network", _("Network"), self._network),
        ]

    def _today(self) -> "QWidget":
        from mentee_app.ui import first_start
        from mentee_app.ui.today.tab import TodayTab

        return TodayTab(self.desk, first_start.welcome, self.prepare)

    def _mentors(self) -> "QWidget":
        from mentee_app.ui import first_start
        from mentee_app.ui.mentors.tab import MentorsTab

        tab = MentorsTab(self.desk, first_start.no_mentors(self.desk))
        tab.editor.session_wanted.connect(self._log_with)
        tab.editor.preparation_wanted.connect(self.prepare)
        tab.editor.plan_wanted.connect(self._plan_with)
        return tab

    def _goals(self) -> "QWidget":
        from mentee_app.ui import first_start
        from mentee_app.ui.goals.tab import GoalsTab

        return GoalsTab(self.desk, first_start.no_goals(self.desk))

    def _sessions(self) -> "QWidget":
        from mentee_app.ui import first_start
        from mentee_app.ui.sessions.tab import SessionsTab

        tab = SessionsTab(self.desk, first_start.no_sessions(self.desk))
        tab.editor.preparation_wanted.connect(self.prepare)
        return tab

    def _advice(self) -> "QWidget":
        from mentee_app.ui import first_start
        from mentee_app.ui.advice.tab import AdviceTab

        return AdviceTab(self.desk, first_start.no_advice(self.desk))

    def _requests(self) -> "QWidget":
        from mentee_app.ui.requests.tab import RequestsTab

        return RequestsTab(self.desk)

    def _network(self) -> "QWidget":
        from mentee_app.ui import first_start
        from mentee_app.ui.network.tab import NetworkTab

        return NetworkTab(self.desk, first_start.no_people(self.desk))

    def _log_with(self, relationship: int | None) -> None:
        if self._doors and not self._is_refused():
            self.window.flush()
            self._doors.log(relationship)

    def _plan_with(self, relationship: int | None) -> None:
        if self._doors and not self._is_refused():
            self.window.flush()
            self._doors.plan(relationship)

    def _on_dropped(self, path: Path) -> None:
        if not self._is_refused():
            self.imports().open(path)

    def _is_refused(self) -> bool:
        """Say so where nothing can be kept, instead of opening what would be filled in for nothing."""
        if self._to_read is not None:
            from mentee_app.ui.widgets.read_only import refusal

            self.notices.failed.emit(refusal())
        return self._to_read is not None

    def _is_mentor(self, person: int) -> bool:
        from mentee_app.queries import relationships

        return bool(relationships.of_person(person))

    def _on_reminded(self, session: int) -> None:
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.prepare(session)

    def _on_started(self) -> None:
        """What can wait until the window stands there; one that was closed at once has nothing to wait for."""
        if not self.window.isVisible():
            return
        from mentee_app.ui.export import printed_copies

        self._on_day()
        self.reminders.start()
        printed_copies.remove_left()
        if self._opened.notebook.key is None:
            return
        try:
            self.passphrases().start()
        except Trouble as trouble:
            self.notices.failed.emit(trouble.sentence)

    def _on_day(self) -> None:
        """Once a day, points that were not reached go to the next session with that person."""
        if self._doors is None or self._opened.to_read or self._carried_on == self.desk.today():
            return
        try:
            self.desk.sessions.carry_forward_all(self.desk.today())
            self._carried_on = self.desk.today()
        except Trouble as trouble:
            self.notices.failed.emit(trouble.sentence)
