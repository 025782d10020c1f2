"""The dialog Areas of life: name, colour and order them, say what help is wanted, merge and delete, with undo."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mentee_app.domain import areas as rules
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui.areas.form import AreaForm
from mentee_app.ui.areas.list import AreaList, Suggestions
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.forms.autosave import let_go
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel, literal
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import tab_order
from mentee_app.ui.widgets.bars import UndoBar
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import only_reads, writes
from mentee_app.ui.widgets.scrolled import scrolled

_SHOWN = frozenset({Kind.AREAS, Kind.NEEDS, Kind.GOALS, Kind.RELATIONSHIPS, Kind.PEOPLE})


class AreasDialog(QDialog):
    """A list of all areas, and the chosen one beside it. What is decided here is undone here, or later in the window."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Areas of life"))
        self.areas = AreaList()
        self.form = AreaForm(desk)
        self.suggestions = Suggestions()
        self.undo_bar = UndoBar()
        self.said = caption("")
        self._began_empty: bool | None = None
        self._build()
        self._connect()
        self._attempt(self.reload)
        if self.areas.rows:
            self.areas.list.setFocus()
        else:
            self.suggestions.take_focus()

    def open_area(self, id: int | None = None) -> None:
        """Open the dialog, where it is not open yet, at this area; without an id where the work begins."""
        self.open()
        if id is not None and self.flush() and self._attempt(partial(self._show, id)):
            self.form.name.start_typing()

    def reload(self) -> None:
        """Ask for the areas again. Raises Trouble."""
        self.areas.reload()
        found = self.areas.rows
        if self._began_empty is None:
            self._began_empty = not found
        self._right.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.suggestions.setVisible(self._began_empty or not found)
        self.suggestions.leave_out([row.name for row in found.values()])
        self._show_chosen()

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self.form.flush()

    def done(self, result: int) -> None:
        if let_go(self, self._desk.notices, self.flush):
            super().done(result)

    def delete_shown(self) -> None:
        """Put the chosen area in the trash; what hangs on it shows no area meanwhile."""
        row = self.areas.current
        if row and let_go(self, self._desk.notices, self.flush):
            self._decide(lambda: self._desk.areas.trash(row.id), deleted(row.name))

    def merge_into(self, into: int) -> None:
        """Let all that hangs on the chosen area hang on this one (id)."""
        row, other = self.areas.current, self.areas.rows.get(into)
        if row and other and self.flush():
            said = _("Merged “{name}” into “{other}”.").format(
                name=_short(row.name), other=_short(other.name)
            )
            self._decide(lambda: self._desk.areas.merge(row.id, into), said)
            self._attempt(partial(self._show, into))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(_("Areas of life"))
        title.setProperty("role", "title")
        self._empty = PlainLabel(_("None yet. Begin with one of these, and name it as you like:"), wrap=True)
        close = QPushButton(_("Done"))
        writes(self)
        only_reads(close)
        dress(close, Role.PRIMARY)
        close.clicked.connect(self.accept)
        column.addWidget(title)
        column.addWidget(
            caption(_("Name them as you see your life. Mentors, people and goals belong to them."))
        )
        column.addWidget(self._empty)
        column.addWidget(self.suggestions)
        column.addWidget(self._both_sides(), 1)
        column.addWidget(self.said)
        column.addWidget(self.undo_bar)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter ends a line here; it must not press a button
        self.setMinimumSize(560, 400)
        self.resize(theme.space(820), theme.space(600))

    def _both_sides(self) -> QSplitter:
        self._right = self._right_side()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.areas)
        splitter.addWidget(self._right)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([300, 460])
        splitter.setChildrenCollapsible(False)
        return splitter

    def _right_side(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.UNIT, 0, theme.UNIT, theme.UNIT)
        column.setSpacing(theme.GROUP)
        column.addWidget(self.form)
        self.merge = QToolButton()
        self.merge.setText(_("Merge into…"))
        self.merge.setAccessibleName(_("Merge this area into another one"))
        self.merge.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.merge.setProperty("role", "chip")
        self.merge.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.merge.setMenu(QMenu(self.merge))
        self.delete = QPushButton(icon("trash", Ink.ACCENT), _("Delete this area"))
        dress(self.delete, Role.QUIET)
        row = FlowLayout()
        row.addWidget(self.merge)
        row.addWidget(self.delete)
        column.addLayout(row)
        column.addStretch(1)
        return scrolled(content)

    def _connect(self) -> None:
        self.areas.list.chosen.connect(self._on_chosen)
        self.areas.list.opened.connect(self.form.name.start_typing)
        self.areas.list.delete_wanted.connect(self.delete_shown)
        self.areas.list.rows.troubled.connect(self.said.setText)
        self.areas.add_wanted.connect(partial(self._begin, _("New area")))
        self.areas.order_wanted.connect(self._on_order_wanted)
        self.suggestions.chosen.connect(self._begin)
        self.delete.clicked.connect(self.delete_shown)
        QShortcut(QKeySequence("Ctrl+Alt+Z"), self).activated.connect(self.undo_bar.undo)
        self.undo_bar.undo_wanted.connect(self._on_undo_wanted)
        notices = self._desk.notices
        notices.undoable.connect(self.undo_bar.offer)
        notices.failed.connect(self.said.setText)
        notices.saved.connect(self.said.clear)
        self._desk.feed.changed.connect(self._on_changed)

    def _show(self, id: int) -> None:
        self.areas.list.choose(id)
        self._show_chosen()

    def _show_chosen(self) -> None:
        shown = kept.one(AreaDraft, self.areas.list.current)
        if shown is None:
            return
        if self.form.shown is None or self.form.shown.id != shown.id:
            self.form.show_kept(shown)
        else:
            self.form.reload()
        self.form.reload_belongings(self.areas.uses.get(shown.id))
        menu = self.merge.menu()
        menu.clear()
        others = [row for row in self.areas.rows.values() if row.id != shown.id]
        for row in others:
            menu.addAction(literal(row.name[:80])).triggered.connect(partial(self._on_merge, row.id))
        self.merge.setEnabled(bool(others))
        tab_order.chain(self)

    def _on_merge(self, into: int, _checked: bool = False) -> None:
        self.merge_into(into)

    def _on_chosen(self, _id: int) -> None:
        before = self.form.shown
        if let_go(self, self._desk.notices, self.flush):
            self._attempt(self._show_chosen)
        elif before:
            self.areas.list.choose(before.id)

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and _SHOWN & change.kinds:
            self._attempt(self.reload)

    def _on_order_wanted(self, order: list[int]) -> None:
        if self.flush():
            self._attempt(lambda: self._desk.areas.arrange(order))

    def _begin(self, name: str) -> None:
        """Keep a new area and let its name be typed over."""
        free = let_go(self, self._desk.notices, self.flush)
        if free and self._attempt(partial(self._add, name)):
            self.form.name.start_typing(replace=True)

    def _add(self, name: str) -> None:
        colour = rules.next_colour(tuple(row.colour for row in self.areas.rows.values()))
        made = self._desk.areas.add(AreaDraft(name, colour, len(self.areas.rows)), origin=self)
        self.reload()
        self._show(made.id)

    def _decide(self, decide: Callable[[], int], said: str) -> None:
        self._attempt(lambda: self._desk.notices.undoable.emit(said, decide()))

    def _on_undo_wanted(self, deed: int) -> None:
        self.flush()
        if self._attempt(partial(self._undo, deed)):
            self.undo_bar.done()

    def _undo(self, deed: int) -> None:
        if self._desk.deeds.undo(deed):
            self._desk.notices.undone.emit(deed)
        else:
            self.said.setText(_("It was changed again since then, so it is left as it is now."))

    def _attempt(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except Trouble as trouble:
            self.said.setText(trouble.sentence)
            return False
        return True


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"
