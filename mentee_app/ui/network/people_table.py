"""What the picture shows, as a table: name, closeness, area, introduced by; Enter opens the person."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mentee_app import words
from mentee_app.i18n import _
from mentee_app.queries.network import PictureRow
from mentee_app.ui.lists.row_list import Index
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import plain_tooltip


class PeopleTable(QTableView):
    """Says `chosen` (a person's id) on Enter or a double click."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setItemDelegate(_Cell(self))
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def current(self) -> int | None:
        """The id of the chosen person."""
        return self._model.id_at(self.currentIndex().row())

    def show_people(self, rows: Sequence[PictureRow]) -> None:
        """Show these people; the chosen one stays chosen."""
        before = self.current
        self._model.show_rows(rows)
        self.choose(before)
        self._fit()

    def choose(self, id: int | None) -> None:
        """Make this the chosen person, or the first."""
        row = max(0, self._model.row_of(id))
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.id_at(index.row()))

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate((30, 16, 22, 20)):
            self.setColumnWidth(column, letter * letters)


class _Cell(QStyledItemDelegate):
    """Its words stand below those of the heading."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        widget, inner = option.widget, QStyleOptionViewItem(option)
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        inner.rect = option.rect.adjusted(theme.HALF, 0, -theme.HALF, 0)
        super().paint(painter, inner, index)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[PictureRow] = ()

    def show_rows(self, rows: Sequence[PictureRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def id_at(self, row: int) -> int | None:
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def row_of(self, id: int | None) -> int:
        return next((place for place, row in enumerate(self._rows) if row.id == id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (_("Name"), _("Closeness"), _("Area"), _("Introduced by"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = _texts(self._rows[index.row()])[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())[:200]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(text)
        return None


def _texts(row: PictureRow) -> tuple[str, str, str, str]:
    name = _("{name} (mentor)").format(name=row.name) if row.mentor else row.name
    closeness = words.of(row.closeness) if row.closeness else _("Not said")
    return name, closeness, row.area or _("No area"), row.introducer or "–"
