"""What is chosen about a table of people: how the file is written, and what each of its columns means."""

import dataclasses
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from mentee_app.i18n import _
from mentee_app.imports import columns
from mentee_app.imports.columns import Column
from mentee_app.imports.handing_over import TableLook
from mentee_app.imports.people_table import NameOrder
from mentee_app.imports.reading import TableChoice
from mentee_app.ui.forms.fields import ChoiceField
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel, one_line, plain_tooltip
from mentee_app.ui.style.style_sheet import dress
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.scrolled import scrolled

_HEIGHT = 264
_PARTS = frozenset({Column.GIVEN, Column.MIDDLE, Column.FAMILY})
_NAMES = frozenset({Column.NAME, Column.GIVEN, Column.FAMILY})


class ColumnsPart(QWidget):
    """`changed` carries a TableChoice: the file is to be read again with it. Then `show_look`, `show_flaw` or `take_back`.

    Open at first only where what was guessed is not certain.
    """

    changed = Signal(object)

    def __init__(self, look: TableLook) -> None:
        super().__init__()
        self._look: TableLook | None = None
        self._before = self._chosen = TableChoice()
        self.fields: list[ChoiceField] = []
        self.delimiter = ChoiceField("delimiter", _("Between the columns"), _delimiters())
        self.encoding = ChoiceField("encoding", _("Letters"), _encodings())
        self.order = ChoiceField("name_order", _("Parts of a name"), _orders())
        self.first_line = QCheckBox(_("The first line names the columns"))
        self._rows = QWidget()
        self._summary = caption("")
        self._problem = PlainLabel("", wrap=True)
        self._problem.setProperty("role", "problem")
        self._page = self._made_page()
        self._area = scrolled(self._page)
        self.fold = Fold(_("Columns"), self._area)
        self._build()
        self._connect()
        self.show_look(look)
        self.fold.set_open(not is_certain(look))

    def show_look(self, look: TableLook) -> None:
        """Show how the file was read."""
        same = self._look is not None and (self._look.header, self._look.sample) == (look.header, look.sample)
        self._look = look
        self._before = self._chosen
        if not same:
            self._fill(look)
        self._show_values(look)
        self.show_flaw(look.flaw)

    def show_flaw(self, sentence: str) -> None:
        """Say why nothing comes out of it as it was chosen; empty takes it back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def take_back(self) -> None:
        """Show what was chosen before the last change: the file was not read again."""
        self._chosen = self._before
        if self._look is not None:
            self._show_values(self._look)
            self.show_flaw(self._look.flaw)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a choice brings nothing in."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self.fold)
        column.addWidget(self._summary)
        column.addWidget(self._problem)

    def _made_page(self) -> QWidget:
        page = QWidget()
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.HALF)
        for place, field in enumerate((self.delimiter, self.encoding, self.order)):
            grid.addWidget(field.label, 0, place)
            grid.addWidget(field.widget, 1, place)
            grid.setColumnStretch(place, 1)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(theme.MARGIN, 0, theme.UNIT, 0)
        self._column.setSpacing(theme.UNIT)
        self._column.addLayout(grid)
        self._column.addWidget(self.first_line)
        self._column.addWidget(self._rows)
        self._column.addStretch(1)
        return page

    def _connect(self) -> None:
        self.delimiter.edited.connect(self._on_delimiter)
        self.encoding.edited.connect(self._on_encoding)
        self.order.edited.connect(self._on_order)
        self.first_line.clicked.connect(self._on_first_line)

    def _fill(self, look: TableLook) -> None:
        """A line for each column of the file: its name, what stands in it, and what it means."""
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.UNIT)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        meanings = [(column.value, columns.said(column)) for column in Column]
        self.fields = []
        for place, name in enumerate(look.header):
            label = one_line(name, 28) or _("Column {number}").format(number=place + 1)
            field = ChoiceField(str(place), label, meanings)
            field.label.setToolTip(plain_tooltip(name))
            field.edited.connect(self._on_mapping)
            field.widget.setAccessibleDescription(example(look, place))
            dress(field.label, None)
            grid.addLayout(_beside(field.label, example(look, place)), place, 0)
            grid.addWidget(field.widget, place, 1)
            self.fields.append(field)
        self._column.replaceWidget(self._rows, rows)
        self._rows.deleteLater()
        self._rows = rows
        room = self.screen().availableGeometry().height() * 3 // 10
        self._area.setFixedHeight(min(theme.scaled(_HEIGHT), room, self._page.sizeHint().height()))

    def _show_values(self, look: TableLook) -> None:
        for field, meaning in zip(self.fields, look.mapping, strict=True):
            field.show_value(meaning)
        self.delimiter.show_value(look.delimiter)
        self.encoding.show_value(look.encoding)
        self.order.show_value(self._chosen.name_order or NameOrder.GIVEN_FIRST.value)
        self.first_line.setChecked(look.has_header)
        mapping = {Column(meaning) for meaning in look.mapping}
        parts = Column.NAME not in mapping and len(mapping & _PARTS) > 1
        self.order.label.setVisible(parts)
        self.order.widget.setVisible(parts)
        self._grid.setColumnStretch(2, int(parts))
        taken = sum(meaning != Column.IGNORE.value for meaning in look.mapping)
        words = _("{taken} of {total} columns come in.")
        self._summary.setText(words.format(taken=taken, total=len(look.mapping)))

    def _on_delimiter(self) -> None:
        self._choose(delimiter=self.delimiter.value(), mapping=None)

    def _on_encoding(self) -> None:
        self._choose(encoding=self.encoding.value(), mapping=None)

    def _on_first_line(self, checked: bool) -> None:
        self._choose(has_header=checked, mapping=None)

    def _on_order(self) -> None:
        self._choose(name_order=self.order.value())

    def _on_mapping(self) -> None:
        self._choose(mapping=tuple(field.value() for field in self.fields))

    def _choose(self, **what: Any) -> None:
        """Columns that are cut or named otherwise are guessed anew."""
        chosen = dataclasses.replace(self._chosen, **what)
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit(chosen)


def _beside(name: PlainLabel, found: str) -> QVBoxLayout:
    """A column's name, and below it an example of what stands in it."""
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(name)
    lines.addWidget(caption(found))
    return lines


def is_certain(look: TableLook) -> bool:
    """Whether it is plain what the file says: its first line names the columns, a name among them, and most are known."""
    filled = [place for place in range(len(look.header)) if example(look, place)]
    known = [place for place in filled if look.mapping[place] != Column.IGNORE.value]
    named = any(Column(meaning) in _NAMES for meaning in look.mapping)
    return look.has_header and named and not look.flaw and 2 * len(known) >= len(filled)


def example(look: TableLook, place: int) -> str:
    """The first thing that stands in a column."""
    cells = (row[place].strip() for row in look.sample if len(row) > place)
    return one_line(next((cell for cell in cells if cell), ""), 40)


def _delimiters() -> list[tuple[str, str]]:
    return [(",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab")), ("|", _("Bar"))]


def _encodings() -> list[tuple[str, str]]:
    return [
        ("utf-8", _("Unicode (UTF-8)")),
        ("utf-16-le", _("Unicode (UTF-16)")),
        ("utf-16-be", _("Unicode (UTF-16, other order)")),
        ("cp1252", _("Western Europe (Windows)")),
        ("iso8859-1", _("Western Europe (ISO)")),
        ("mac-roman", _("Western Europe (old Mac)")),
    ]


def _orders() -> list[tuple[str, str]]:
    return [
        (NameOrder.GIVEN_FIRST.value, _("First name first")),
        (NameOrder.FAMILY_FIRST.value, _("Last name first")),
    ]
