"""The left side of the dialog Areas of life: the areas in the person's order, and the suggestions for a first one."""

from array import array
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.queries import areas
from mentee_app.queries.areas import AreaRow, AreaUse
from mentee_app.ui.areas.form import in_words
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.row_list import RowList
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.widgets.flow import FlowLayout


class AreaList(QWidget):
    """Says `add_wanted`, and `order_wanted` with all ids where one is moved: Alt+Up, Alt+Down, or the buttons."""

    add_wanted = Signal()
    order_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, AreaRow] = {}
        self.uses: dict[int, AreaUse] = {}
        self.list = RowList(self._page, self._look, _("Areas of life"), self)
        self.add = QPushButton(icon("add"), _("New area"))
        self.add.clicked.connect(self.add_wanted)
        self.up = _tool("chevron-up", _("Move up (Alt+Up)"))
        self.down = _tool("chevron-down", _("Move down (Alt+Down)"))
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        for step, button, key in ((-1, self.up, "Alt+Up"), (1, self.down, "Alt+Down")):
            foot.addWidget(button)
            button.clicked.connect(partial(self._move, step))
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._move, step))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.UNIT, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        column.addStretch(0)

    @property
    def current(self) -> AreaRow | None:
        """The chosen area."""
        return self.rows.get(self.list.current or 0)

    def reload(self) -> None:
        """Ask for the areas again; where the chosen one is gone, its neighbour is chosen. Raises Trouble."""
        found = areas.all_areas()
        at = max(0, self.list.rows.row_of(self.list.current))
        self.rows, self.uses = {row.id: row for row in found}, areas.uses()
        self.list.show_ids(array("q", self.rows))
        self.list.rows.redraw(None)
        if self.list.current is None and found:
            self.list.choose(found[min(at, len(found) - 1)].id)
        for part in (self.list, self.up, self.down):
            part.setVisible(bool(found))

    def _page(self, wanted: Sequence[int]) -> list[AreaRow]:
        return [self.rows[id] for id in wanted if id in self.rows]

    def _look(self, row: AreaRow) -> Look:
        use = self.uses.get(row.id)
        below = in_words(use)
        if use and use.needs:
            needs = ngettext("{count} need", "{count} needs", use.needs).format(count=use.needs)
            below = f"{below} · {needs}"
        return Look(title=row.name, below=below, initials_of=row.name, colour=row.colour, tooltip=row.name)

    def _move(self, step: int, _checked: bool = False) -> None:
        order, id = list(self.rows), self.list.current
        if id is None:
            return
        place = order.index(id) + step
        if 0 <= place < len(order):
            order.remove(id)
            order.insert(place, id)
            self.order_wanted.emit(order)


class Suggestions(QWidget):
    """Words for a first area, only to begin with; says `chosen` with the word."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self)
        self.buttons: dict[str, QToolButton] = {}
        for word in (_("Work"), _("Craft"), _("Family"), _("Health"), _("Money"), _("Community")):
            button = _tool("add", _("Add the area “{name}”").format(name=word))
            button.setText(word)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setProperty("role", "chip")
            button.clicked.connect(partial(self._say, word))
            row.addWidget(button)
            self.buttons[word] = button

    def leave_out(self, names: Sequence[str]) -> None:
        """Do not offer what is there already."""
        known = {name.casefold() for name in names}
        for word, button in self.buttons.items():
            button.setVisible(word.casefold() not in known)

    def take_focus(self) -> None:
        """Put the focus on the first one."""
        next(iter(self.buttons.values())).setFocus()

    def _say(self, word: str, _checked: bool = False) -> None:
        self.chosen.emit(word)


def _tool(icon_name: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setToolTip(plain_tooltip(name))
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
