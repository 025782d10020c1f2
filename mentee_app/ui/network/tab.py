"""The Network tab: everybody, the coverage of areas, and the picture, switched on top by key and button."""

from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QScrollBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import people
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.lists.noun_tab import NounTab
from mentee_app.ui.network.editor import PersonEditor
from mentee_app.ui.network.panel import NetworkPanel
from mentee_app.ui.network.person_form import SPOKE_KEY
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.widgets.empty_state import EmptyState


class View(Enum):
    """The views of the network, in the order of their buttons and keys."""

    PEOPLE = "people"
    COVERAGE = "coverage"
    PICTURE = "picture"


class NetworkTab(QWidget):
    """Three views of the same people; the chosen person stays chosen. The other two are made when they are first shown.

    `empty` stands there while nobody is known; one of its own where it is None.
    """

    def __init__(self, desk: Desk, empty: EmptyState | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.people = PeopleView(desk, empty)
        self._views: dict[View, QWidget] = {View.PEOPLE: self.people}
        self._shown = View.PEOPLE
        self.buttons: dict[View, QToolButton] = {}
        self._build()
        self._add_keys()

    @property
    def panel(self) -> NetworkPanel:
        """The list of people."""
        return self.people.panel

    @property
    def editor(self) -> PersonEditor:
        """The person in place."""
        return self.people.editor

    @property
    def shown(self) -> int | None:
        """The id of the chosen person."""
        return self.people.shown

    @property
    def scroll_bar(self) -> QScrollBar:
        """The scroll bar of the right side of the people."""
        return self.people.scroll_bar

    @property
    def view(self) -> View:
        """The view in front."""
        return self._shown

    def show_view(self, view: View) -> None:
        """Bring a view to the front and put the focus into it. What cannot be saved stays where it is typed."""
        if view is not self._shown:
            self.flush()
        self._front(view)
        self.take_focus()

    def begin_new(self) -> None:
        """Begin a new person and put the cursor into it."""
        self._front(View.PEOPLE)
        self.people.begin_new()

    def open_one(self, id: int, part: int | None = None) -> None:
        """Show this person in the list of people."""
        self._front(View.PEOPLE)
        self.people.open_one(id, part)

    def delete_shown(self) -> None:
        """Put the chosen person in the trash, where they are shown."""
        if self._shown is View.PEOPLE:
            self.people.delete_shown()

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return self.people.flush()

    def take_focus(self) -> None:
        """Put the focus into the view in front."""
        front: Any = self._views[self._shown]
        front.take_focus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter field of the people."""
        self._front(View.PEOPLE)
        self.people.focus_filter()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.GROUP, theme.UNIT, theme.GROUP, 0)
        head.setSpacing(theme.UNIT)
        group = QButtonGroup(self)
        for number, (view, (picture, word)) in enumerate(_words().items(), 1):
            button = QToolButton()
            button.setText(word)
            button.setIcon(icon(picture))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(_("View: {view}").format(view=word))
            button.setToolTip(plain_tooltip(_("{view} (Alt+{number})").format(view=word, number=number)))
            button.clicked.connect(partial(self._on_button, view))
            group.addButton(button)
            head.addWidget(button)
            self.buttons[view] = button
        head.addStretch(1)
        self.buttons[View.PEOPLE].setChecked(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.people)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _add_keys(self) -> None:
        for number, view in enumerate(View, 1):
            self._key(f"Alt+{number}").activated.connect(partial(self.show_view, view))
        self._key(SPOKE_KEY).activated.connect(self._on_spoke)

    def _key(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        return shortcut

    def _front(self, view: View) -> None:
        if view not in self._views:
            self._views[view] = self._made(view)
            self._stack.addWidget(self._views[view])
        self._shown = view
        self.buttons[view].setChecked(True)
        self._stack.setCurrentWidget(self._views[view])
        front: Any = self._views[view]
        if view is not View.PEOPLE:
            front.remember(self.people.shown)

    def _made(self, view: View) -> Any:
        if view is View.COVERAGE:
            from mentee_app.ui.network.coverage_view import CoverageView

            made = CoverageView(self._desk)
            made.new_wanted.connect(self.begin_new)
            made.areas_wanted.connect(self._on_areas_wanted)
        else:
            from mentee_app.ui.network.picture_view import PictureView

            made = PictureView(self._desk)
        made.chosen.connect(self._on_chosen)
        return made

    def _on_button(self, view: View) -> None:
        if view is not self._shown:
            self.show_view(view)

    def _on_chosen(self, id: int) -> None:
        self.open_one(id)
        self.people.take_focus()

    def _on_areas_wanted(self, person: int | None) -> None:
        self._front(View.PEOPLE)
        id = self.people.shown if person is None else person
        if id is None:
            self.begin_new()
            return
        self.open_one(id)
        self.editor.choose_areas()

    def _on_spoke(self) -> None:
        if self._shown is View.PEOPLE and self.people.shown is not None:
            self.editor.spoke_today()


def _words() -> dict[View, tuple[str, str]]:
    """The icon and the word of each view."""
    return {
        View.PEOPLE: ("person", _("People")),
        View.COVERAGE: ("coverage", _("Coverage")),
        View.PICTURE: ("network", _("Picture")),
    }


class PeopleView(NounTab):
    """List and editor of people."""

    def __init__(self, desk: Desk, empty: EmptyState | None) -> None:
        sentence = _(
            "The people you know, mentors or not: when you last spoke, who opened which door, what you can give back."
        )
        empty = empty or EmptyState("network", sentence, [(_("Add a person"), self.begin_new)])
        super().__init__(desk, NetworkPanel(desk), PersonEditor(desk), empty, _("Nobody fits the filter."))
        self.editor.introductions.chosen.connect(self.open_one)

    def add(self) -> int | None:
        return self._desk.people.add(PersonDraft(name=_("New person")), origin=self).id

    def discard(self, id: int) -> tuple[int, str]:
        row = people.one(id)
        return self._desk.people.trash(id, origin=self), deleted(row.name if row else "")

    def has_any(self) -> bool:
        return people.count() > 0
