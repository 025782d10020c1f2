"""Sessions per month as bars, each with its number, for one or two years."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.queries.sessions import Month
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.painted import Painted, caption_height, draw_words


class MonthBars(Painted):
    """The months follow each other in the line of writing; each third one is named."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._months: Sequence[Month] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.refresh()

    def show_months(self, months: Sequence[Month]) -> None:
        """The months, oldest first, those without a session too."""
        self._months = tuple(months)
        self.refresh()

    @property
    def spoken(self) -> str:
        total = sum(month.count for month in self._months)
        if not total:
            return _("No sessions in these months.")
        whole = ngettext("{count} session", "{count} sessions", total).format(count=total)
        parts = ", ".join(f"{_named(month)} {month.count}" for month in self._months if month.count)
        return _("{whole}: {parts}.").format(whole=whole, parts=parts)

    def tooltip_at(self, place: QPoint) -> str:
        for number, month in enumerate(self._months):
            if self._slot(number).contains(place):
                said = ngettext("{month}: {count} session", "{month}: {count} sessions", month.count)
                return said.format(month=_named(month), count=month.count)
        return ""

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(360), theme.scaled(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(200), 5 * caption_height(self.font()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.caption_font(self.font()))
        ground = self._ground()
        painter.setPen(theme.tones().outline)
        painter.drawLine(0, ground, self.width(), ground)
        if not any(month.count for month in self._months):
            painter.setPen(theme.tones().muted)
            draw_words(painter, QRect(0, 0, self.width(), ground), self.spoken)
        for number, month in enumerate(self._months):
            self._paint_bar(painter, self._slot(number), month)
            if month.month % 3 == 1:
                self._paint_name(painter, number, month)

    def _paint_bar(self, painter: QPainter, slot: QRect, month: Month) -> None:
        if not month.count:
            return
        tones = theme.tones()
        line = caption_height(self.font())
        most = max(_LEAST_SCALE, *(each.count for each in self._months))
        wide = min(slot.width() * 0.64, theme.scaled(26))
        high = max(2.0, (self._ground() - line - theme.HALF) * month.count / most)
        bar = QRectF(round(slot.center().x() + 0.5 - wide / 2), self._ground() - high, round(wide), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tones.accent)
        painter.drawPath(_rounded_above(bar, min(3.0, high / 2)))
        painter.setPen(tones.text)
        painter.setFont(self._number_font())
        above = QRect(slot.left() - 2, round(bar.top()) - line - 1, slot.width() + 4, line)
        draw_words(painter, above, QLocale().toString(month.count))

    def _paint_name(self, painter: QPainter, number: int, month: Month) -> None:
        """The month, and below it the year where it begins."""
        line = caption_height(self.font())
        slot = self._slot(number)
        painter.setFont(theme.caption_font(self.font()))
        wide = min(slot.width() * 3, painter.fontMetrics().horizontalAdvance("0000") + theme.UNIT)
        place = QRect(slot.center().x() - wide // 2, self._ground() + theme.HALF, wide, line)
        place.moveLeft(min(max(0, place.left()), max(0, self.width() - wide)))
        painter.setPen(theme.tones().muted)
        day = QDate(month.year, month.month, 1)
        draw_words(painter, place, QLocale().toString(day, "MMM"))
        named = [place for place, each in enumerate(self._months) if each.month % 3 == 1]
        if month.month == 1 or number == named[0]:
            draw_words(painter, place.translated(0, line), QLocale().toString(day, "yyyy"))

    def _number_font(self) -> QFont:
        """The caption's, smaller where two numbers would run into each other."""
        font = theme.caption_font(self.font())
        widest = max((QLocale().toString(month.count) for month in self._months), key=len)
        room = self.width() / len(self._months) - 3
        needed = QFontMetrics(font).horizontalAdvance("0" * len(widest))
        return theme.scaled_font(font, max(0.6, room / needed)) if needed > room else font

    def _ground(self) -> int:
        return self.height() - 2 * caption_height(self.font()) - theme.HALF - 1

    def _slot(self, number: int) -> QRect:
        """The upright strip of a month."""
        wide = self.width() / len(self._months)
        left, right = round(number * wide), round((number + 1) * wide)
        strip = QRect(left, 0, right - left, self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), strip)


_LEAST_SCALE = 4  # one session alone does not fill the picture


def _named(month: Month) -> str:
    return QLocale().toString(QDate(month.year, month.month, 1), "MMM yyyy")


def _rounded_above(bar: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath(bar.bottomLeft())
    path.lineTo(bar.left(), bar.top() + radius)
    path.quadTo(bar.topLeft(), QPointF(bar.left() + radius, bar.top()))
    path.lineTo(bar.right() - radius, bar.top())
    path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + radius))
    path.lineTo(bar.bottomRight())
    return path
