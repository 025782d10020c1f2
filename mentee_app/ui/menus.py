"""The menus: everything the window can do, with its shortcut."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.notices import Notices, Place
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.theme import Scheme
from mentee_app.ui.window.window import MainWindow

if TYPE_CHECKING:
    from mentee_app.ui.search.dialog import Command


@dataclass(frozen=True)
class Commands:
    """What the menus do that the window does not do by itself; `open` opens a dialog by its name (see doors.py)."""

    open: Callable[[str], None]
    set_scheme: Callable[[Scheme], None]
    zoom: Callable[[int], None]
    plan: Callable[[], None]
    remind_on_desktop: Callable[[bool], None]


class Menus:
    """Fills the menu bar of the window."""

    def __init__(self, window: MainWindow, notices: Notices, scheme: Scheme, commands: Commands) -> None:
        self._window = window
        self._notices = notices
        self._scheme = scheme
        self._commands = commands
        self._actions: list[QAction] = []
        self._file()
        self._edit()
        self._view()
        self._help()

    def _file(self) -> None:
        menu = self._menu(_("&File"))
        wanted = self._notices.wanted.emit
        self._add(menu, _("&Log a session…"), partial(wanted, Place(Kind.SESSIONS)), "Ctrl+N", "sessions")
        self._add(menu, _("&Plan a session…"), self._commands.plan, "Ctrl+Shift+N", "calendar")
        self._add(menu, _("New &mentor"), partial(wanted, Place(Kind.PEOPLE)), "Ctrl+Shift+M", "mentors")
        self._add(menu, _("New &goal"), partial(wanted, Place(Kind.GOALS)), "Ctrl+Shift+G", "goals")
        self._add(menu, _("New pe&rson"), partial(wanted, Place(Kind.CONTACTS)), "Ctrl+Shift+P", "person")
        ask = partial(self._notices.wizard_wanted.emit, None)
        self._add(menu, _("&What am I asking for?"), ask, "Ctrl+Shift+W", "ask")
        menu.addSeparator()
        self._add(menu, _("&About me…"), partial(self._commands.open, "about-me"), "", "person")
        self._add(menu, _("A&reas of life…"), partial(self._commands.open, "areas"), "", "area")
        self._add(menu, _("Agenda &templates…"), partial(self._commands.open, "templates"), "", "agenda")
        menu.addSeparator()
        self._export(menu.addMenu(icon("export"), _("E&xport")))
        self._import(menu.addMenu(icon("import"), _("&Import")))
        menu.addSeparator()
        self._add(menu, _("&Back up now"), partial(self._commands.open, "back-up"), "", "")
        self._add(menu, _("R&estore…"), partial(self._commands.open, "restore"), "", "")
        self._add(menu, _("Se&cond backup folder…"), partial(self._commands.open, "second-folder"), "", "")
        menu.addSeparator()
        also = _("password encrypt lock private settings preferences")
        self._add(menu, _("Passp&hrase…"), partial(self._commands.open, "passphrase"), "", "", also)
        also = _("passphrase password private away")
        self._add(menu, _("Loc&k now"), partial(self._commands.open, "lock"), "Ctrl+Shift+L", "", also)
        menu.addSeparator()
        leave = self._add(menu, _("&Quit"), self._window.close, "Ctrl+Q", "")
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _export(self, menu: QMenu) -> None:
        also = _("export save print paper pdf history portfolio closure share copy hand out html markdown")
        document = partial(self._commands.open, "document")
        self._add(menu, _("A &document: history, portfolio…"), document, "Ctrl+P", "pdf", also)
        also = _("export save ics outlook google events")
        self._add(
            menu,
            _("Sessions for a &calendar…"),
            partial(self._commands.open, "calendar"),
            "",
            "calendar",
            also,
        )
        also = _("export save vcf vcard people network")
        contacts = partial(self._commands.open, "address-book")
        self._add(menu, _("People for an &address book…"), contacts, "", "person", also)
        also = _("export save csv spreadsheet excel calc")
        self._add(menu, _("&Tables for a spreadsheet…"), partial(self._commands.open, "tables"), "", "", also)
        also = _("export save json whole notebook another computer")
        self._add(
            menu,
            _("&Everything, as one open file…"),
            partial(self._commands.open, "everything"),
            "",
            "",
            also,
        )

    def _import(self, menu: QMenu) -> None:
        also = _("import open ics vcf csv json monica calendar contacts linkedin google outlook bring in")
        self._add(
            menu,
            _("A &file of another program…"),
            partial(self._commands.open, "import"),
            "Ctrl+O",
            "import",
            also,
        )
        also = _("import open markdown obsidian logseq joplin bear bring in")
        self._add(
            menu, _("A folder of &notes…"), partial(self._commands.open, "import-folder"), "", "note", also
        )
        also = _("merge twice same person")
        duplicates = partial(self._commands.open, "duplicates")
        self._add(menu, _("People who may be here &twice…"), duplicates, "", "network", also)

    def _edit(self) -> None:
        menu = self._menu(_("&Edit"))
        self._add(
            menu, _("&Undo the last deletion or decision"), self._window.undo_last, "Ctrl+Alt+Z", "undo"
        )
        self._add(
            menu, _("&Delete what is shown"), partial(self._in_tab, "delete_shown"), "Ctrl+Shift+Del", "trash"
        )
        self._add(menu, _("&Filter the list"), partial(self._in_tab, "focus_filter"), "Ctrl+F", "filter")
        search = partial(self._commands.open, "search")
        self._search = self._add(menu, _("&Search and go anywhere…"), search, "Ctrl+K", "search")
        menu.addSeparator()
        self._add(menu, _("&Earlier versions of this text…"), self._show_versions, "Ctrl+Shift+E", "clock")
        self._add(menu, _("&Trash…"), partial(self._commands.open, "trash"), "", "trash")

    def _view(self) -> None:
        menu = self._menu(_("&View"))
        tabs = self._window.tabs
        inside = _inside_tabs()
        for index in range(tabs.count()):
            show = partial(self._window.enter, index)
            self._add(menu, tabs.tabText(index), show, f"Ctrl+{index + 1}", "", inside[index])
        menu.addSeparator()
        zoom = self._commands.zoom
        also = _("zoom text font size settings preferences")
        larger = self._add(menu, _("&Larger"), partial(zoom, 1), "Ctrl++", "", also)
        larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self._add(menu, _("&Smaller"), partial(zoom, -1), "Ctrl+-", "", also)
        self._add(menu, _("&Normal size"), partial(zoom, 0), "Ctrl+0", "", also)
        menu.addSeparator()
        self._schemes(menu)
        menu.addSeparator()
        self._reminders(menu)

    def _reminders(self, menu: QMenu) -> None:
        """Shown as it is chosen when the menu opens: the notebook knows, and it is opened after the window is painted."""
        self._desktop = QAction(_("&Remind me of sessions on the desktop"), menu)
        self._desktop.setCheckable(True)
        self._desktop.setData(_("settings preferences notification notify reminder alarm"))
        self._actions.append(self._desktop)
        self._desktop.triggered.connect(self._commands.remind_on_desktop)
        menu.addAction(self._desktop)
        menu.aboutToShow.connect(self._on_view_shown)

    def _schemes(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        named = {Scheme.SYSTEM: _("Colours of the system"), Scheme.LIGHT: _("Light"), Scheme.DARK: _("Dark")}
        also = _("mode colours theme appearance settings preferences")
        for scheme, name in named.items():
            action = self._add(menu, name, partial(self._commands.set_scheme, scheme), "", "", also)
            action.setCheckable(True)
            action.setChecked(self._scheme is scheme)
            group.addAction(action)

    def _help(self) -> None:
        menu = self._menu(_("&Help"))
        self._add(menu, _("&Where my notebook is"), partial(self._commands.open, "folder"), "", "")
        self._add(menu, _("&About Mentee"), partial(self._commands.open, "version"), "", "").setMenuRole(
            QAction.MenuRole.AboutRole
        )

    def commands(self) -> list["Command"]:
        """Everything that the menus do, for the search."""
        from mentee_app.ui import command_words
        from mentee_app.ui.search.rows import Command

        self._on_view_shown()
        done = [
            Command(
                action.text().replace("&", ""),
                _("chosen") if action.isChecked() else action.shortcut().toString(),
                action.trigger,
                action.data() or "",
            )
            for action in self._actions
            if action.isEnabled() and action is not self._search
        ]
        return [*done, *command_words.views(self._window), *command_words.buttons(self._window, done)]

    def _on_view_shown(self) -> None:
        from mentee_app.ui.window import reminders

        try:
            self._desktop.setEnabled(reminders.can_be_on_desktop())
            self._desktop.setChecked(reminders.on_desktop())
        except Trouble as trouble:
            self._notices.failed.emit(trouble.sentence)

    def _show_versions(self) -> None:
        """Of the text in which the cursor stands."""
        from mentee_app.ui.widgets.note_edit import NoteEdit

        at = self._window.focusWidget()
        if isinstance(at, NoteEdit):
            at.versions_wanted.emit()
        else:
            self._notices.failed.emit(
                _("Put the cursor into a text first; its earlier versions are shown then.")
            )

    def _in_tab(self, name: str) -> None:
        act = getattr(self._window.tab(self._window.tabs.currentIndex()), name, None)
        if act:
            act()

    def _menu(self, name: str) -> QMenu:
        return self._window.menuBar().addMenu(name)

    def _add(
        self,
        menu: QMenu,
        text: str,
        act: Callable[[], object],
        shortcut: str | QKeySequence.StandardKey,
        icon_name: str,
        also: str = "",
    ) -> QAction:
        """`also` are further words that find it in the search."""
        action = QAction(text, menu)
        action.setData(also)
        if icon_name:
            action.setIcon(icon(icon_name))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(partial(_without_state, act))
        menu.addAction(action)
        self._actions.append(action)
        return action


def _without_state(act: Callable[[], object], _checked: bool = False) -> None:
    act()


def _inside_tabs() -> tuple[str, ...]:
    """Further words that find each tab: what is done there."""
    return (
        _("home start what waits"),
        _("relationships pause end well agreement skills apprenticeship"),
        _("check in milestones progress"),
        _("meetings prepare held missed move notes agenda"),
        _("decide take adapt leave not yet tell compare"),
        _("asks wishes answers follow up"),
        _("contacts spoke today introductions coverage picture"),
    )
