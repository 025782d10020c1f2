"""A tab of one noun: its list on the left, the chosen one on the right, an empty state before there is anything."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk, Feed
from mentee_app.ui.desk.screen import Screen
from mentee_app.ui.forms.autosave import let_go
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import tab_order
from mentee_app.ui.widgets.empty_state import EmptyState
from mentee_app.ui.widgets.read_only import writes
from mentee_app.ui.widgets.scrolled import scrolled


class Editor(Screen):
    """The right side of a tab. Subclasses show one kept thing in place."""

    delete_wanted = Signal()

    def __init__(self, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__(feed, parent)
        writes(self)

    def show_one(self, id: int) -> None:
        """Show the thing with this id."""
        raise NotImplementedError

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return True

    def show_part(self, id: int) -> None:
        """Put the focus on something inside the shown thing: an item, by its id."""

    def start_typing(self, fresh: bool = False) -> None:
        """Put the cursor where typing begins; in something fresh, its placeholder is there to be typed over."""


class NounTab(QWidget):
    """Wires a list and an editor. Subclasses say how something new is begun and how one is deleted."""

    def __init__(self, desk: Desk, panel: ListPanel, editor: Editor, empty: EmptyState, nothing: str) -> None:
        super().__init__()
        self._desk = desk
        self.panel = panel
        self.editor = editor
        self._empty = empty
        self._nothing = EmptyState("note", nothing, [(_("Show all"), panel.clear_filter)])
        self._shown: int | None = None
        self._discarded: int | None = None
        self._in_order = False
        self._build()
        self._connect()

    @property
    def shown(self) -> int | None:
        """The id of the thing in the editor."""
        return self._shown

    @property
    def scroll_bar(self) -> QScrollBar:
        """The scroll bar of the right side."""
        return self._scroll.verticalScrollBar()

    def add(self) -> int | None:
        """Keep something new and give its id; None where the person has to say more first."""
        raise NotImplementedError

    def discard(self, id: int) -> tuple[int, str]:
        """Put one in the trash: the deed, and the sentence that offers to undo it."""
        raise NotImplementedError

    def has_any(self) -> bool:
        """Whether there is anything of this noun at all."""
        return bool(len(self.panel.ids()))

    def open_one(self, id: int, part: int | None = None) -> None:
        """Show this one, in the list too, and put the focus on a part of it (id)."""
        if self.let_go() and self.panel.choose(id):
            self._show(id)
            if part is not None:
                self.editor.show_part(part)

    def begin_new(self) -> None:
        """Begin something new and put the cursor into it."""
        if not self.let_go():
            return
        try:
            id = self.add()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        if id is not None:
            self.open_one(id)
            self.editor.start_typing(fresh=True)

    def delete_shown(self) -> None:
        """Put the chosen one in the trash."""
        if self._shown is not None:
            self._on_delete_wanted(self._shown)

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return self.editor.flush()

    def let_go(self) -> bool:
        """Save what is being typed, or set it aside, so that something else can be shown; whether it can."""
        return let_go(self.editor, self._desk.notices, self.editor.flush)

    def take_focus(self) -> None:
        """Put the focus on the list, or on what begins the first entry."""
        if self._whole.currentWidget() is self._empty:
            self._empty.setFocus()
        else:
            self.panel.list.setFocus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        self.panel.filter.setFocus()
        self.panel.filter.selectAll()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Put the order of Tab right when it is used, not each time something is shown."""
        if not self._in_order:
            tab_order.chain(self)
            self._in_order = True
        return super().focusNextPrevChild(next)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel.catch_up()

    def _build(self) -> None:
        self._scroll = scrolled(_Page(self.editor))
        self._right = QStackedWidget()
        self._right.addWidget(self._nothing)
        self._right.addWidget(self._scroll)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 5)
        self._splitter.setSizes([400, 780])
        self._splitter.setChildrenCollapsible(False)
        self.panel.setMinimumWidth(280)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._splitter)
        self._whole.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)

    def _connect(self) -> None:
        self.panel.chosen.connect(self._on_chosen)
        self.panel.add_wanted.connect(self.begin_new)
        self.panel.delete_wanted.connect(self._on_delete_wanted)
        self.panel.opened.connect(self._on_opened)
        self.panel.refreshed.connect(self._on_refreshed)
        self._desk.feed.changed.connect(self._on_changed)
        self.editor.delete_wanted.connect(self.delete_shown)

    def _on_changed(self, change: Change) -> None:
        """The list is hidden while nothing is there, so that it cannot notice the first entry by itself."""
        if self.isVisible() and not self.panel.isVisible():
            self.panel.catch_up()
        self._in_order = self._in_order and not change.moved

    def _on_chosen(self, id: int) -> None:
        try:
            if self.let_go():
                self._show(id)
                return
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
        self.panel.list.choose(self._shown)

    def _on_opened(self) -> None:
        self.editor.start_typing()

    def _on_refreshed(self, count: int) -> None:
        try:
            self._follow(count)
            if self._discarded is not None and self.panel.list.rows.row_of(self._discarded) >= 0:
                self._choose_again(self._discarded)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)

    def _choose_again(self, id: int) -> None:
        """Show what came back from the trash: the next key is to hit that, and not its neighbour."""
        self._discarded = None
        self.open_one(id)

    def _follow(self, count: int) -> None:
        """Show what the list says is chosen now."""
        empty = not count and not self.panel.filtered and not self.has_any()
        self._whole.setCurrentWidget(self._empty if empty else self._splitter)
        if self.panel.list.current is None:
            if self._shown is not None and (self._is_being_edited() or not self.let_go()):
                return
            first = self.panel.list.rows.id_at(0)
            self._shown = None
            if first is None:
                self._show_nothing()
            else:
                self.panel.list.choose(first)
                self._show(first)
        elif self._shown is None:
            self._show(self.panel.list.current)

    def _show_nothing(self) -> None:
        at = self.window().focusWidget()
        left = at is not None and self.editor.isAncestorOf(at)
        self._right.setCurrentWidget(self._nothing)
        if left:  # what is typed on must not go into what comes next by chance
            self._nothing.setFocus()

    def _is_being_edited(self) -> bool:
        """Whether the person works in the editor on something that the filter just lost; it stays until they leave it."""
        at = self.window().focusWidget()
        return at is not None and self.editor.isAncestorOf(at) and kept.is_kept(self._shown)

    def _on_delete_wanted(self, id: int) -> None:
        if not self.let_go():
            return
        row = self.panel.list.rows.row_of(id)
        neighbour = self.panel.list.rows.id_at(row + 1) or self.panel.list.rows.id_at(row - 1)
        try:
            deed, sentence = self.discard(id)
            self._discarded = id
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        if neighbour is not None:
            self.open_one(neighbour)
        self._desk.notices.undoable.emit(sentence, deed)

    def _show(self, id: int) -> None:
        self._shown = id
        self.editor.show_one(id)
        self._right.setCurrentWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(0)
        self._in_order = False


class _Page(QWidget):
    """The editor on a page with margins, no wider than what reads well."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        self._editor = editor
        row = QHBoxLayout()
        row.addWidget(editor, 1)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GROUP, theme.MARGIN, theme.MARGIN)
        column.addLayout(row)
        column.addStretch(1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self._editor.setMaximumWidth(theme.reading_width(self.font()) * 4 // 3)
