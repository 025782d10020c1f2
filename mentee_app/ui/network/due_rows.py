"""Paints the rows of people it is time to be in touch with: what is due stands in amber where the second line is."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mentee_app.ui import theme
from mentee_app.ui.look import Look
from mentee_app.ui.row_list import Index, RowList


@dataclass(frozen=True)
class DueLook(Look):
    """A look whose second line, in words, says what is due."""

    due: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.due, self.below, self.aside) if part)


class DueRows(QStyledItemDelegate):
    """Lets the list's own delegate paint, and adds the amber line."""

    def __init__(self, rows: RowList, look: object) -> None:
        super().__init__(rows)
        self._rows = rows.itemDelegate()
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._rows.paint(painter, option, index)
        row = index.data(Qt.ItemDataRole.UserRole)
        look = self._look(row) if row is not None else None
        if look is not None and look.due:
            painter.save()
            self._paint_due(painter, option, look.due)
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._rows.sizeHint(option, index)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        return self._rows.helpEvent(event, view, option, index)

    def _paint_due(self, painter: QPainter, option: QStyleOptionViewItem, due: str) -> None:
        font = theme.caption_font(option.font)
        name = QFontMetrics(option.font).lineSpacing()
        area = option.rect.adjusted(2 * theme.UNIT, theme.UNIT, -2 * theme.UNIT, -theme.UNIT)
        beside = min(area.height(), name * 2) + theme.UNIT + theme.HALF
        line = QRect(
            area.left() + beside,
            area.top() + name + 1,
            area.width() - beside,
            QFontMetrics(font).lineSpacing(),
        )
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        strong = option.palette.color(QPalette.ColorRole.Text)
        painter.setLayoutDirection(option.direction)
        painter.setFont(font)
        painter.setPen(strong if chosen else theme.tones().amber)
        shown = QFontMetrics(font).elidedText(due, Qt.TextElideMode.ElideRight, line.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QStyle.visualRect(option.direction, option.rect, line), side, shown)
