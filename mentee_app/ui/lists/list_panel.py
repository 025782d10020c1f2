"""The left side of a tab: a filter field, choices, the list, and a button that begins something new."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.screen import Screen
from mentee_app.ui.forms.fields import CalmComboBox
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.row_list import RowList
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel, plain_tooltip
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.read_only import writes

_TYPING_PAUSE_MS = 120
_MOST_CHARACTERS = 20


class ListPanel(Screen):
    """A tab's list. Subclasses give `ids`, `page`, `look` and the words; filters are combo boxes they add."""

    chosen = Signal(object)
    add_wanted = Signal()
    delete_wanted = Signal(object)
    opened = Signal()
    refreshed = Signal(int)

    def __init__(self, desk: Desk, name: str, add: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.feed, parent)
        self._desk = desk
        self._choices: list[tuple[CalmComboBox, list[Any]]] = []
        self._build(name, add)
        self._connect()

    def ids(self) -> "array[int]":
        """The ids to show, as filtered and sorted."""
        raise NotImplementedError

    def page(self, wanted: Sequence[int]) -> list[Any]:
        """The rows of some ids."""
        raise NotImplementedError

    def look(self, row: Any) -> Look:
        """How a row is shown."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """What stands in the filter field."""
        return self.filter.text()

    def refresh(self) -> None:
        ids = self.ids()
        self.list.show_ids(ids)
        self._count.setText(
            ngettext("{count} entry", "{count} entries", len(ids)).format(count=f"{len(ids):n}")
        )
        self.refreshed.emit(len(ids))

    def redraw(self, ids: frozenset[int]) -> None:
        known = self.list.rows.knows(ids)
        self.list.rows.redraw(ids if known else None)  # what is not in the list may belong to any row

    @property
    def filtered(self) -> bool:
        """Whether something may be hidden by the filter field or a choice."""
        return bool(self.words.strip()) or any(
            None in values and values[box.currentIndex()] is not None for box, values in self._choices
        )

    def choose(self, id: int | None) -> bool:
        """Make this the chosen row; where the filter hides it, the filter is emptied."""
        self.catch_up()
        if not self.list.choose(id) and id is not None:
            self.clear_filter()
            return self.list.choose(id)
        return True

    def clear_filter(self) -> None:
        """Show everything."""
        self.filter.clear()
        for box, values in self._choices:
            if None in values:
                box.setCurrentIndex(values.index(None))
        self.refresh()

    def add_choice(self, name: str, choices: Sequence[tuple[Any, str]]) -> CalmComboBox:
        """Add a combo box that narrows or sorts the list."""
        box = _Choice()
        box.setAccessibleName(name)
        box.setToolTip(plain_tooltip(name))
        box.addItems([word for _value, word in choices])
        box.activated.connect(self._on_choice)
        self._choices.append((box, [value for value, _word in choices]))
        self._choice_row.addWidget(box)
        return box

    def choice(self, box: CalmComboBox) -> Any:
        """The value chosen in a combo box."""
        values = next(values for each, values in self._choices if each is box)
        return values[box.currentIndex()] if values else None

    def offer(self, box: CalmComboBox, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; the chosen one stays where it is still offered."""
        chosen = self.choice(box)
        values = [value for value, _word in choices]
        place = next(place for place, (each, _values) in enumerate(self._choices) if each is box)
        self._choices[place] = (box, values)
        box.clear()
        box.addItems([word for _value, word in choices])
        box.setCurrentIndex(values.index(chosen) if chosen in values else 0)

    def _build(self, name: str, add: str) -> None:
        self.filter = _Filter()
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("filter"), QLineEdit.ActionPosition.LeadingPosition)
        self.add_button = QPushButton(icon("add"), add)
        writes(self.add_button)
        self.list = RowList(self.page, self.look, name, self)
        self._count = PlainLabel("")
        self._count.setProperty("role", "caption")
        self._choice_row = FlowLayout(spacing=theme.HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.GROUP, theme.UNIT, theme.UNIT)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.filter)
        column.addLayout(self._choice_row)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(foot)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_typed)
        self.filter.left.connect(self._on_filter_left)
        self._typing.timeout.connect(self.refresh)
        self.list.chosen.connect(self.chosen)
        self.list.rows.troubled.connect(self._desk.feed.troubled)
        self.list.delete_wanted.connect(self.delete_wanted)
        self.list.opened.connect(self.opened)
        self.add_button.clicked.connect(self.add_wanted)

    def _on_choice(self) -> None:
        self.refresh()

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_filter_left(self) -> None:
        """What was typed counts at once; where nothing fits, the cursor stays in the field."""
        if self._typing.isActive():
            self._typing.stop()
            self._ask(self.refresh)
        self.list.take_focus()


class _Filter(QLineEdit):
    """Says `left` when Down or Enter, or Escape where nothing stands in it, are to lead into the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)


class _Choice(CalmComboBox):
    """As wide as its words, up to a limit: the name of an area can be long."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        most = self.fontMetrics().averageCharWidth() * _MOST_CHARACTERS
        return QSize(min(hint.width(), most), hint.height())
