"""The menus: everything the window can do, with its shortcut."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.ui.icons import icon
from mentee_app.ui.notices import Notices, Place
from mentee_app.ui.theme import Scheme
from mentee_app.ui.window import MainWindow


@dataclass(frozen=True)
class Commands:
    """What the menus do that the window does not do by itself."""

    about_me: Callable[[], None]
    save_pdf: Callable[[], None]
    set_scheme: Callable[[Scheme], None]
    zoom: Callable[[int], None]
    show_folder: Callable[[], None]
    show_version: Callable[[], None]


class Menus:
    """Fills the menu bar of the window."""

    def __init__(self, window: MainWindow, notices: Notices, scheme: Scheme, commands: Commands) -> None:
        self._window = window
        self._notices = notices
        self._scheme = scheme
        self._commands = commands
        self._file()
        self._edit()
        self._view()
        self._help()

    def _file(self) -> None:
        menu = self._menu(_("&File"))
        wanted = self._notices.wanted.emit
        self._add(menu, _("&New session…"), partial(wanted, Place(Kind.SESSIONS)), "Ctrl+N", "sessions")
        self._add(menu, _("New &mentor"), partial(wanted, Place(Kind.PEOPLE)), "Ctrl+Shift+M", "mentors")
        self._add(menu, _("New &goal"), partial(wanted, Place(Kind.GOALS)), "Ctrl+Shift+G", "goals")
        ask = partial(self._notices.wizard_wanted.emit, None)
        self._add(menu, _("&What am I asking for?"), ask, "Ctrl+Shift+W", "ask")
        menu.addSeparator()
        self._add(menu, _("&About me…"), self._commands.about_me, "", "person")
        self._add(menu, _("&Save session history as PDF…"), self._commands.save_pdf, "Ctrl+P", "pdf")
        menu.addSeparator()
        leave = self._add(menu, _("&Quit"), self._window.close, "Ctrl+Q", "")
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _edit(self) -> None:
        menu = self._menu(_("&Edit"))
        self._add(
            menu, _("&Undo the last deletion or decision"), self._window.undo_last, "Ctrl+Alt+Z", "undo"
        )
        self._add(
            menu, _("&Delete what is shown"), partial(self._in_tab, "delete_shown"), "Ctrl+Shift+Del", "trash"
        )
        self._add(menu, _("&Filter the list"), partial(self._in_tab, "focus_filter"), "Ctrl+F", "filter")

    def _view(self) -> None:
        menu = self._menu(_("&View"))
        tabs = self._window.tabs
        for index in range(tabs.count()):
            show = partial(tabs.setCurrentIndex, index)
            self._add(menu, tabs.tabText(index), show, f"Ctrl+{index + 1}", "")
        menu.addSeparator()
        zoom = self._commands.zoom
        self._add(menu, _("&Larger"), partial(zoom, 1), QKeySequence.StandardKey.ZoomIn, "").setShortcuts(
            [QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")]
        )
        self._add(menu, _("&Smaller"), partial(zoom, -1), "Ctrl+-", "")
        self._add(menu, _("&Normal size"), partial(zoom, 0), "Ctrl+0", "")
        menu.addSeparator()
        self._schemes(menu)

    def _schemes(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        named = {Scheme.SYSTEM: _("Colours of the system"), Scheme.LIGHT: _("Light"), Scheme.DARK: _("Dark")}
        for scheme, name in named.items():
            action = self._add(menu, name, partial(self._commands.set_scheme, scheme), "", "")
            action.setCheckable(True)
            action.setChecked(self._scheme is scheme)
            group.addAction(action)

    def _help(self) -> None:
        menu = self._menu(_("&Help"))
        self._add(menu, _("&Where my notebook is"), self._commands.show_folder, "", "")
        self._add(menu, _("&About Mentee"), self._commands.show_version, "", "").setMenuRole(
            QAction.MenuRole.AboutRole
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
    ) -> QAction:
        action = QAction(text, menu)
        if icon_name:
            action.setIcon(icon(icon_name))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(partial(_without_state, act))
        menu.addAction(action)
        return action


def _without_state(act: Callable[[], object], _checked: bool = False) -> None:
    act()
