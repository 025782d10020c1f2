"""Search and go anywhere (Ctrl+K): one line; what it finds as it is typed, and Enter opens it there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.queries import found, searching
from mentee_app.queries.found import Found
from mentee_app.queries.searching import Wanted
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.search import content
from mentee_app.ui.search.painting import SearchDelegate
from mentee_app.ui.search.recent import recent_places
from mentee_app.ui.search.rows import Command, Line, Row, RowsModel
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import caption

_EACH = 5
_ALL = 50
_PAUSE_MS = 250


class SearchDialog(QDialog):
    """Finds everything written, people, and the commands of the menus. Where it is empty it shows where one was lately."""

    def __init__(self, desk: Desk, commands: Sequence[Command], parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._desk = desk
        self._commands = commands
        self._recent = recent_places(desk.notices)
        self._wanted = Wanted()
        self._found = Found()
        self._build()
        self._connect()
        self._search("")

    @property
    def current(self) -> Line | None:
        """The line that Enter opens."""
        return self.rows.line_at(self.list.currentIndex().row())

    def sizeHint(self) -> QSize:
        parent = self.parentWidget()
        width = theme.reading_width(self.font()) + 2 * theme.MARGIN
        height = theme.scaled(480)
        if parent is None:
            return QSize(width, height)
        room = parent.size()
        return QSize(
            min(width, room.width() - 2 * theme.MARGIN), min(height, room.height() - 2 * theme.MARGIN)
        )

    def showEvent(self, event: QShowEvent) -> None:
        parent = self.parentWidget()
        if parent is not None:
            size = self.sizeHint()
            self.resize(size)
            left = (parent.width() - size.width()) // 2
            self.move(parent.mapToGlobal(parent.rect().topLeft()).x() + left, self._top(parent, size))
        super().showEvent(event)
        self.line.setFocus()

    def done(self, result: int) -> None:
        self._pause.stop()
        self._walk.stop()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._take_key(event):
            return True
        return super().eventFilter(watched, event)

    def choose(self, index: QModelIndex) -> None:
        """Go to the place in a row, or do what it says."""
        line = self.rows.line_at(index.row())
        if line is None:
            return
        self.accept()
        if line.place is not None:
            self._desk.notices.wanted.emit(line.place)
        elif line.act is not None:
            line.act()

    def _build(self) -> None:
        self.setWindowTitle(_("Search and go anywhere"))
        self.setAccessibleName(_("Search and go anywhere"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Search everything you wrote, or go anywhere"))
        self.line.setAccessibleName(_("Search and go anywhere"))
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setMaxLength(searching.MOST_LETTERS)
        self._build_list()
        self.said = caption("")
        self._lay_out(
            caption(_("Narrow it: mentor:  area:  goal:  kind:  is:undecided  before:2026-03  “a phrase”"))
        )
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._walk = QTimer(self, interval=0)

    def _build_list(self) -> None:
        self.list = QListView()
        self.rows = RowsModel(self)
        self.list.setModel(self.rows)
        self._delegate = SearchDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def _lay_out(self, filters: QWidget) -> None:
        frame = QFrame()
        dress(frame, Role.CARD)
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.line)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        column.addStretch(0)  # where nothing is found, the list makes room
        column.addWidget(filters)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)

    def _connect(self) -> None:
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._search)
        self.list.clicked.connect(self.choose)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._pause.timeout.connect(self._walk.start)
        self._walk.timeout.connect(self._on_further)

    def _search(self, typed: str) -> None:
        """Show what the newest hold at once; where there is more, the rest follows in a pause of typing."""
        self._walk.stop()
        self._pause.stop()
        self._wanted = searching.read(typed)
        try:
            self._found = found.hits(self._wanted, self._limit, self._desk.today())
            self._show(keep=False)
        except Trouble as trouble:
            self._show_rows([], trouble.sentence)
            return
        if self._found.below is not None:
            self._pause.start()

    def _on_further(self) -> None:
        """One step further back; the person can type between two."""
        before = self._found.groups
        try:
            self._found = found.further(self._found, self._wanted, self._limit, self._desk.today())
        except Trouble as trouble:
            self._walk.stop()
            self.said.setText(trouble.sentence)
            return
        if self._found.below is None:
            self._walk.stop()
        if self._found.groups != before or self._found.below is None:
            self._show(keep=True)

    @property
    def _limit(self) -> int:
        """Few of each, unless one kind of thing is wanted."""
        return _ALL if len(self._wanted.nouns) == 1 or self._wanted.states else _EACH

    def _show(self, keep: bool) -> None:
        """Show what was found; `keep` the chosen line where it is still there."""
        today = self._desk.today()
        if self._wanted.asks or self._found.remarks:
            rows = content.while_searching(self._wanted, self._found, self._commands, today)
        else:
            rows = content.before(self._recent.places, self._commands, today)
        key = self.current.key if keep and self.current else None
        self._show_rows(rows, content.sentence(self._wanted, self._found, bool(rows)))
        row = self.rows.row_of(key) if key is not None else -1
        self._make_current(row if row >= 0 else self.rows.next_line(0, 1))

    def _show_rows(self, rows: Sequence[Row], sentence: str) -> None:
        if rows != self.rows.rows:
            self.rows.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self._say_current()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.list.currentIndex())
            return True
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key not in steps:
            return False
        self._step(steps[Qt.Key(key)])
        return True

    def _step(self, step: int) -> None:
        """Move over the lines; at an end it stays."""
        way = 1 if step > 0 else -1
        wanted = max(0, min(self.rows.rowCount() - 1, self.list.currentIndex().row() + step))
        row = self.rows.next_line(wanted, way)
        if row < 0:
            row = self.rows.next_line(wanted, -way)
        self._make_current(row)

    def _make_current(self, row: int) -> None:
        self.list.setCurrentIndex(self.rows.index(row, 0))
        if row == self.rows.next_line(0, 1):
            self.list.scrollToTop()  # with the head of the first group

    def _on_current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._say_current()

    def _say_current(self) -> None:
        """What a screen reader says of the line: how much was found, and which is chosen."""
        lines = [row for row in self.rows.rows if isinstance(row, Line)]
        line = self.current
        count = ngettext("{count} line", "{count} lines", len(lines)).format(count=len(lines))
        self.line.setAccessibleDescription(f"{line.spoken}. {count}" if line else self.said.text())

    def _top(self, parent: QWidget, size: QSize) -> int:
        top = parent.mapToGlobal(parent.rect().topLeft()).y()
        return top + min(theme.scaled(64), max(0, parent.height() - size.height()) // 2)
