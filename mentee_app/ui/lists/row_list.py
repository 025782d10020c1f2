"""A list of two-line rows: name first, what matters now below; one column of a table view, painted by a delegate."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.paged import ROW, PagedModel
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.widgets import initials

Index = QModelIndex | QPersistentModelIndex


class RowList(QTableView):
    """Says `chosen` (id) when a person moves to another row, never for a mere refresh."""

    chosen = Signal(object)
    delete_wanted = Signal(object)
    opened = Signal()

    def __init__(
        self,
        page: Callable[[Sequence[int]], list[Any]],
        look: Callable[[Any], Look],
        name: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._current: int | None = None
        self.rows = PagedModel(page, self._spoken, self)
        self.setModel(self.rows)
        self.setItemDelegate(_TwoLines(look, self))
        self.setAccessibleName(name)
        self._dress()
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def current(self) -> int | None:
        """The id of the chosen row."""
        return self._current

    def show_ids(self, ids: "array[int]") -> None:
        """Show these ids; the chosen one stays chosen where it is still among them."""
        self.rows.show_ids(ids)
        self.choose(self._current)

    def choose(self, id: int | None) -> bool:
        """Make this row the current one without saying `chosen`; whether it is in the list."""
        row = self.rows.row_of(id)
        self._current = id if row >= 0 else None
        index = self.rows.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        if row >= 0:
            self.scrollTo(index)
        else:
            self.selectionModel().clear()
        return row >= 0

    def take_focus(self) -> None:
        """Put the focus on the chosen row, else on the first; an empty list does not take it."""
        if not self.rows.rowCount():
            return
        self.setFocus()
        if self._current is None:
            self._go_to(0)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Delete and self._current is not None:
            if not event.isAutoRepeat():
                self.delete_wanted.emit(self._current)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.rowCount():
            self._go_to(0 if event.key() == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _go_to(self, row: int) -> None:
        self.setCurrentIndex(self.rows.index(row, 0))

    def _dress(self) -> None:
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self.font()))

    def _spoken(self, row: Any) -> str:
        return self._look(row).spoken

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        id = self.rows.id_at(now.row()) if now.isValid() else None
        if id is not None and id != self._current:
            self._current = id
            self.chosen.emit(id)


def row_height(font: QFont) -> int:
    """The height of a two-line row in device-independent pixels."""
    caption = QFontMetrics(theme.caption_font(font))
    return QFontMetrics(font).lineSpacing() + caption.lineSpacing() + 2 * theme.UNIT + 2


class _TwoLines(QStyledItemDelegate):
    def __init__(self, look: Callable[[Any], Look], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        if row is None:
            return
        painter.save()
        self._paint(painter, option, self._look(row))
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus and widget.hasFocus():
            theme.paint_focus_ring(painter, option.rect)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        row = index.data(ROW)
        if event.type() != QEvent.Type.ToolTip or row is None:
            return False
        look = self._look(row)
        text = look.tooltip or look.spoken
        QToolTip.showText(event.globalPos(), plain_tooltip(text), view)
        return True

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
        strong = option.palette.color(QPalette.ColorRole.Text)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        quiet = strong if chosen else theme.tones().muted
        painter.setLayoutDirection(option.direction)

        def mirrored(place: QRect) -> QRect:
            return QStyle.visualRect(option.direction, option.rect, place)

        area = option.rect.adjusted(2 * theme.UNIT, theme.UNIT, -2 * theme.UNIT, -theme.UNIT)
        if look.initials_of:
            side = min(area.height(), QFontMetrics(option.font).lineSpacing() * 2)
            disc = QRect(area.left(), area.center().y() - side // 2, side, side)
            initials.paint(
                painter, mirrored(disc), look.initials_of, look.colour.value if look.colour else None
            )
            area.setLeft(area.left() + side + theme.UNIT + theme.HALF)
        caption = theme.caption_font(option.font)
        upper = QRect(area.left(), area.top(), area.width(), QFontMetrics(option.font).lineSpacing())
        lower = QRect(area.left(), upper.bottom() + 2, area.width(), QFontMetrics(caption).lineSpacing())
        painter.setPen(quiet)
        painter.setFont(caption)
        if look.aside:
            width = min(QFontMetrics(caption).horizontalAdvance(look.aside), area.width() // 2)
            right = QRect(upper.right() - width, upper.top(), width + 1, upper.height())
            _draw(painter, mirrored(right), look.aside, Qt.AlignmentFlag.AlignRight)
            upper.setRight(right.left() - theme.UNIT)
        if look.due:
            _draw_due(painter, lower, look.due, strong if chosen else theme.tones().amber, mirrored)
            painter.setPen(quiet)
        _draw(painter, mirrored(lower), look.below)
        title = QFont(option.font)
        title.setWeight(QFont.Weight.Normal if look.faint else QFont.Weight.DemiBold)
        painter.setFont(title)
        painter.setPen(quiet if look.faint else strong)
        _draw(painter, mirrored(upper), look.title)


def _draw_due(
    painter: QPainter, line: QRect, due: str, ink: QColor, mirrored: Callable[[QRect], QRect]
) -> None:
    """Draw what is due at the beginning of `line`, which begins behind it then."""
    width = painter.fontMetrics().horizontalAdvance(due) + 1
    painter.setPen(ink)
    _draw(painter, mirrored(QRect(line.left(), line.top(), min(width, line.width()), line.height())), due)
    line.setLeft(min(line.left() + width + theme.UNIT, line.right()))


def _draw(
    painter: QPainter, area: QRect, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    line = " ".join(text[:400].split())
    shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
