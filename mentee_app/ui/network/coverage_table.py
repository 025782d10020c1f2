"""Who covers which area of life: a table of areas and people whose blanks can be seen, read by eye, keys and ear."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mentee_app.i18n import _
from mentee_app.ui.network.coverage_model import (
    Cells,
    Column,
    Cover,
    CoverModel,
    Index,
    industry_words,
    nobody_words,
)
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.painted import Edge, caption_height, draw_words


class CoverageTable(QTableView):
    """Says `chosen` (a person's id) on a click or Enter. The first column counts, and names the blanks."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cover = CoverModel(self)
        self.setHorizontalHeader(_Heads(self))
        self.setModel(self._cover)
        self.setItemDelegate(_Sign(self))
        self.setAccessibleName(name)
        self._dress()
        self.clicked.connect(self._on_clicked)
        self.horizontalHeader().sectionClicked.connect(self._choose)

    def show_cover(self, areas: Sequence[str], people: Sequence[Column], cells: Cells) -> None:
        """Show these; the keys stay at the same area and person where both are still there."""
        area, person = self._cover.place_of(self.currentIndex())
        self._cover.show_cover(areas, people, cells)
        at = self._cover.find(area, person)
        if at.isValid():
            self.setCurrentIndex(at)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its rows are."""
        rows = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), rows + bar + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._choose(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Over the cells: the words of the blank rows, wherever the table is scrolled to."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(theme.tones().text)
        painter.setFont(theme.caption_font(self.font()))
        side = Edge.AlignRight if self.isRightToLeft() else Edge.AlignLeft
        for row in range(self._cover.rowCount()):
            if self._cover.is_blank(row):
                line = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
                inner = line.adjusted(theme.UNIT, 0, -theme.UNIT, 0)
                draw_words(painter, inner, nobody_words(), side)

    def _dress(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self._fit()

    def _fit(self) -> None:
        self.horizontalHeader().setDefaultSectionSize(theme.scaled(116))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * theme.UNIT)
        self.verticalHeader().setMaximumWidth(theme.scaled(170))
        self.updateGeometries()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.column())

    def _choose(self, column: int) -> None:
        person = self._cover.person_at(column)
        if person is not None:
            self.chosen.emit(person.id)


class _Heads(QHeaderView):
    """The people: a name, and below it whether they know another industry than mine."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(self.font()).lineSpacing() + caption_height(self.font())
        return QSize(super().sizeHint().width(), lines + 2 * theme.UNIT)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        tones, model = theme.tones(), self.model()
        person = model.person_at(section) if isinstance(model, CoverModel) else None
        side = Edge.AlignRight if self.isRightToLeft() else Edge.AlignLeft
        painter.save()
        painter.fillRect(rect, tones.window)
        painter.setPen(tones.hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        area = rect.adjusted(theme.UNIT, theme.UNIT, -theme.UNIT, -theme.UNIT)
        font = self.font()
        name = QRect(area.left(), area.top(), area.width(), QFontMetrics(font).lineSpacing())
        if person is not None:
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(tones.text if person else tones.muted)
        draw_words(painter, name, person.name if person else _("Covered by"), side)
        painter.setFont(theme.caption_font(self.font()))
        painter.setPen(tones.muted)
        below = QRect(area.left(), name.bottom() + 1, area.width(), caption_height(self.font()))
        draw_words(painter, below, industry_words(person) if person else "", side)
        painter.restore()


class _Sign(QStyledItemDelegate):
    """A cell: sign and word; a row without anybody is blank from end to end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        widget, tones, model = option.widget, theme.tones(), index.model()
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        painter.save()
        if model.is_blank(index.row()):
            painter.fillRect(option.rect, tones.window)
        painter.setPen(QPen(tones.hairline, 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if not model.is_blank(index.row()):
            _paint_cell(painter, option, model.cover_at(index), index.data() or "")
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus and widget.hasFocus():
            theme.paint_focus_ring(painter, option.rect)


def _paint_cell(painter: QPainter, option: QStyleOptionViewItem, cover: Cover | None, words: str) -> None:
    tones, direction = theme.tones(), option.direction
    area = option.rect.adjusted(theme.UNIT, 0, -theme.UNIT, 0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if cover is not None:
        side = theme.scaled(10)
        square = QRect(area.left(), area.center().y() - side // 2, side, side)
        _paint_sign(painter, QStyle.visualRect(direction, option.rect, square), cover)
        area.setLeft(square.right() + theme.UNIT)
    painter.setFont(theme.caption_font(option.font))
    painter.setPen(tones.text if cover in (Cover.MENTOR, Cover.APPRENTICESHIP) else tones.muted)
    rtl = direction is Qt.LayoutDirection.RightToLeft
    place = QStyle.visualRect(direction, option.rect, area)
    draw_words(painter, place, words, Edge.AlignRight if rtl else Edge.AlignLeft)


def _paint_sign(painter: QPainter, square: QRect, cover: Cover) -> None:
    tones = theme.tones()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tones.accent)
    if cover is Cover.MENTOR:
        painter.drawEllipse(square)
    elif cover is Cover.APPRENTICESHIP:
        top = QPoint(square.center().x(), square.top())
        painter.drawPolygon([square.bottomLeft(), top, square.bottomRight()])
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tones.muted, 1.6))
        painter.drawEllipse(square.adjusted(1, 1, -1, -1))
