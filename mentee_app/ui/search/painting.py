"""Paints the rows of the search: the words that were looked for are strong; nothing in them is markup."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mentee_app.queries.snippets import Marks
from mentee_app.ui.search.rows import ROW, Head, Line
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.widgets import initials

Index = QModelIndex | QPersistentModelIndex


class SearchDelegate(QStyledItemDelegate):
    """Heads in one quiet line, hits in one or two."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        caption = QFontMetrics(theme.caption_font(option.font)).lineSpacing()
        if isinstance(row, Head):
            return QSize(100, caption + theme.UNIT + theme.HALF)
        body = QFontMetrics(option.font).lineSpacing()
        return QSize(100, body + (caption if row.below else 0) + theme.UNIT + theme.HALF)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if isinstance(row, Head):
            self._paint_head(painter, option, row)
        else:
            style = option.widget.style()
            style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
            self._paint_line(painter, option, row)
            if option.state & QStyle.StateFlag.State_Selected:
                theme.paint_focus_ring(painter, option.rect)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, row: Head) -> None:
        font = theme.caption_font(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.tones().muted)
        area = option.rect.adjusted(theme.UNIT, theme.HALF, -theme.UNIT, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, row.text)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, row: Line) -> None:
        def mirrored(place: QRect) -> QRect:
            return QStyle.visualRect(option.direction, option.rect, place)

        strong = option.palette.color(QPalette.ColorRole.Text)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        quiet = strong if chosen else theme.tones().muted
        caption = theme.caption_font(option.font)
        area = option.rect.adjusted(theme.UNIT, theme.HALF + 2, -theme.UNIT, 0)
        height = QFontMetrics(option.font).lineSpacing()
        sign = QRect(area.left(), area.top(), height, height)
        if row.initials_of:
            initials.paint(painter, mirrored(sign), row.initials_of)
        else:
            icon(row.icon, Ink.MUTED).paint(painter, mirrored(sign.adjusted(1, 1, -1, -1)))
        upper = QRect(area.left() + height + theme.UNIT, area.top(), 0, height)
        upper.setRight(area.right())
        below = QFontMetrics(caption).lineSpacing()
        lower = QRect(upper.left(), upper.bottom() + 1, upper.width(), below)
        if row.aside:
            painter.setFont(caption)
            painter.setPen(quiet)
            shown = _on_one_line(painter.fontMetrics(), row.aside, upper.width() // 2)
            wide = painter.fontMetrics().horizontalAdvance(shown)
            right = QRect(upper.right() - wide, upper.top(), wide + 1, height)
            painter.drawText(
                mirrored(right), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown
            )
            upper.setRight(right.left() - theme.UNIT)
        draw_marked(painter, mirrored(upper), option.font, row.title, row.title_marks, strong, strong)
        if row.below:
            draw_marked(painter, mirrored(lower), caption, row.below, row.marks, quiet, strong)


def draw_marked(
    painter: QPainter, area: QRect, font: QFont, text: str, marks: Marks, colour: QColor, strong: QColor
) -> None:
    """Draw `text` on one line, as much of it as fits around the first mark, and the marked places strong."""
    text, marks = fitted(QFontMetrics(font), text, marks, area.width())
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a sentence runs as it is written
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_strong(text, start, end, strong) for start, end in marks])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(area.width())
    layout.endLayout()
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left = area.right() + 1 - line.naturalTextWidth() if rtl else area.left()
    painter.setPen(colour)
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    layout.draw(painter, QPointF(left, area.top()))
    painter.setClipping(False)


def fitted(metrics: QFontMetrics, text: str, marks: Marks, width: int) -> tuple[str, Marks]:
    """As much of `text` as fits into `width` pixels with the first mark in it, and the marks in that."""
    if marks and metrics.horizontalAdvance(text[: marks[0][1]]) > width * 0.8:
        start = max(0, marks[0][0] - _BEFORE)
        start = text.find(" ", start, marks[0][0]) + 1 or start
        text = f"…{text[start:]}"
        marks = tuple((left - start + 1, right - start + 1) for left, right in marks)
    shown = _on_one_line(metrics, text, int(width * 0.97) if marks else width)  # strong letters are wider
    last = len(shown)
    return shown, tuple((left, min(right, last)) for left, right in marks if left < last)


_BEFORE = 12


def _on_one_line(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text[:400], Qt.TextElideMode.ElideRight, width)


def _strong(text: str, start: int, end: int, colour: QColor) -> QTextLayout.FormatRange:
    """A strong place; Qt counts letters beyond the first 65,536 twice."""
    place = QTextLayout.FormatRange()
    place.start = start + _beyond(text[:start])
    place.length = end - start + _beyond(text[start:end])
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    form.setForeground(colour)
    place.format = form
    return place


def _beyond(text: str) -> int:
    return 0 if text.isascii() else sum(letter > "\uffff" for letter in text)
