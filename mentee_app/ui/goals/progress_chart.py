"""A goal's self-assessed progress over time: a line with dots, read by eye, by arrow keys and by screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.ui.goals.time_axis import ticks
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.painted import Edge, Painted, caption_height, draw_words


@dataclass(frozen=True)
class Point:
    """How far it was on a day, 0 to 100."""

    day: date
    percent: int


class ProgressChart(Painted):
    """Left and right go from check-in to check-in, and say each."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._points: list[Point] = []
        self._baseline: int | None = None
        self._target_on: date | None = None
        self._today = date.min
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.refresh()

    def show_points(
        self, points: Sequence[Point], baseline: int | None, target_on: date | None, today: date
    ) -> None:
        """The check-ins in any order, where it started, and the day it is meant to be reached."""
        self._points = sorted(points, key=attrgetter("day"))
        self._baseline, self._target_on, self._today = baseline, target_on, today
        self._current = len(self._points) - 1
        self.refresh()

    @property
    def current(self) -> Point | None:
        """The check-in that the arrow keys are at."""
        return self._points[self._current] if self._points else None

    @property
    def spoken(self) -> str:
        parts = [_many(self._said) if len(self._said) > _MOST_SAID else ", ".join(self._said)]
        if not self._points:
            parts = [_("No check-in yet")]
        elif len(self._points) > _MOST_SAID:
            values = [point.percent for point in self._points]
            span = _("lowest {low} %, highest {high} %").format(low=min(values), high=max(values))
            parts.append(span)
        if self._baseline is not None:
            parts.insert(0, _("At the start: {percent} %").format(percent=self._baseline))
        if self._target_on:
            parts.append(self._target_words)
        return "; ".join(parts) + "."

    def tooltip_at(self, place: QPoint) -> str:
        found = self._point_at(place)
        return self._said[found] if found is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(420), theme.scaled(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(200), 7 * caption_height(self.font()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        later = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        wanted = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current - 1,
            later: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._points) - 1,
        }.get(event.key())
        if wanted is None or not self._points or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._go_to(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._point_at(event.position().toPoint())
        if found is not None:
            self._go_to(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._points:
            self._go_to(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.caption_font(self.font()))
        self._paint_grid(painter)
        self._paint_times(painter)
        if self._target_on:
            self._paint_target(painter)
        if self._points:
            if self._baseline is not None:
                self._paint_baseline(painter, self._baseline)
            self._paint_line(painter)
        else:
            painter.setPen(theme.tones().muted)
            upper = QRectF(self._plot().topLeft(), QPointF(self._plot().right(), self._y(50)))
            draw_words(painter, upper.toRect(), _("No check-in yet"))
        if self.hasFocus():
            theme.paint_focus_ring(painter, self.rect())
            if self._points:
                self._paint_current(painter)

    def _go_to(self, place: int) -> None:
        self._current = max(0, min(place, len(self._points) - 1))
        at = _("{place} of {count}").format(place=self._current + 1, count=len(self._points))
        self.setAccessibleDescription(f"{self._said[self._current]}, {at}")
        self.update()

    def _paint_grid(self, painter: QPainter) -> None:
        plot, line = self._plot(), caption_height(self.font())
        for percent in (0, 50, 100):
            y = self._y(percent)
            painter.setPen(QPen(theme.tones().outline if percent == 0 else theme.tones().hairline, 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.tones().muted)
            words = _("{percent} %").format(percent=percent)
            if self.isRightToLeft():
                place = QRectF(plot.right() + theme.UNIT, y - line / 2, self.width(), line)
                draw_words(painter, place.toRect(), words, Edge.AlignLeft)
            else:
                place = QRectF(0, y - line / 2, plot.left() - theme.UNIT, line)
                draw_words(painter, place.toRect(), words, Edge.AlignRight)

    def _paint_times(self, painter: QPainter) -> None:
        plot, line = self._plot(), caption_height(self.font())
        wide = painter.fontMetrics().horizontalAdvance("00 MMM 0000")
        for tick in ticks(*self._span(), int(plot.width() / (wide + theme.UNIT))):
            x = self._x(tick.day)
            painter.setPen(QPen(theme.tones().outline, 1))
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + theme.HALF))
            painter.setPen(theme.tones().muted)
            place = QRect(round(x - wide / 2), round(plot.bottom()) + theme.HALF + 2, wide, line)
            draw_words(painter, _inside(place, self.rect()), tick.words)

    def _paint_target(self, painter: QPainter) -> None:
        plot, x = self._plot(), self._x(self._target_on or self._today)
        painter.setPen(QPen(theme.tones().muted, 1.25, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        words = self._target_words
        wide = painter.fontMetrics().horizontalAdvance(words) + 2
        place = QRect(round(x - wide / 2), theme.HALF, wide, caption_height(self.font()))
        draw_words(painter, _inside(place, self.rect().adjusted(theme.UNIT, 0, -theme.UNIT, 0)), words)

    def _paint_baseline(self, painter: QPainter, percent: int) -> None:
        plot, y, line = self._plot(), self._y(percent), caption_height(self.font())
        painter.setPen(QPen(theme.tones().muted, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        words = _("At the start {percent} %").format(percent=percent)
        wide = painter.fontMetrics().horizontalAdvance(words) + 2
        above = percent < 15 or self._points[-1].percent < percent
        left = plot.left() + theme.HALF if self.isRightToLeft() else plot.right() - wide - theme.HALF
        painter.setPen(theme.tones().muted)
        draw_words(painter, QRectF(left, y - line - 1 if above else y + 1, wide, line).toRect(), words)

    def _paint_line(self, painter: QPainter) -> None:
        tones, spots = theme.tones(), self._spots()
        painter.setPen(QPen(tones.accent, 2, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tones.accent)
        roomy = self._plot().width() / len(spots) >= 3 * _dot()
        for spot in spots if roomy else spots[-1:]:
            painter.drawEllipse(spot, _dot(), _dot())
        if not self.hasFocus():
            self._paint_last(painter, spots)

    def _paint_last(self, painter: QPainter, spots: Sequence[QPointF]) -> None:
        """How far it is now, above the line that leads there."""
        line, plot = caption_height(self.font()), self._plot().toRect()
        words = _("{percent} %").format(percent=self._points[-1].percent)
        wide = painter.fontMetrics().horizontalAdvance(words) + 2
        top = min(spot.y() for spot in spots if abs(spot.x() - spots[-1].x()) <= wide / 2)
        place = QRectF(spots[-1].x() - wide / 2, max(0.0, top - line - _dot() - 2), wide, line).toRect()
        room = (
            QRect(0, 0, plot.right(), 0) if self.isRightToLeft() else QRect(plot.left(), 0, self.width(), 0)
        )
        room.setRight(min(room.right(), self.width()))
        painter.setPen(theme.tones().text)
        draw_words(painter, _inside(place, room), words)

    def _paint_current(self, painter: QPainter) -> None:
        """A ring around the dot, and its words on a card of their own."""
        tones, spot, line = theme.tones(), self._spots()[self._current], caption_height(self.font())
        painter.setPen(QPen(tones.text, 2))
        painter.setBrush(tones.accent)
        painter.drawEllipse(spot, _dot() + 2, _dot() + 2)
        words = self._said[self._current]
        wide, high = painter.fontMetrics().horizontalAdvance(words) + 2 * theme.UNIT, line + theme.UNIT
        below = spot.y() - high - 2 * _dot() < 0
        top = spot.y() + 2 * _dot() + 2 if below else spot.y() - high - 2 * _dot() - 2
        card = _inside(QRectF(spot.x() - wide / 2, top, wide, high).toRect(), self.rect())
        painter.setPen(QPen(tones.outline, 1))
        painter.setBrush(tones.card)
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), theme.HALF, theme.HALF)
        painter.setPen(tones.text)
        draw_words(painter, card, words)

    @property
    def _said(self) -> list[str]:
        """Each check-in in words."""
        words = _("{day}: {percent} %")
        return [words.format(day=days.spoken(p.day, self._today), percent=p.percent) for p in self._points]

    @property
    def _target_words(self) -> str:
        return _("Target day: {day}").format(day=days.spoken(self._target_on or self._today, self._today))

    def _span(self) -> tuple[date, date]:
        """The first and the last day in the picture; never the same."""
        shown = [point.day for point in self._points] + ([self._target_on] if self._target_on else [])
        first, last = min(shown, default=self._today), max(shown, default=self._today)
        if not self._points:
            first, last = min(first, self._today), max(last, self._today)
        if (last - first).days >= 2:
            return first, last
        return max(first, _EARLIEST) - timedelta(3), min(last, _LATEST) + timedelta(3)

    def _plot(self) -> QRectF:
        """Where the line is drawn."""
        metrics, line = self.fontMetrics(), caption_height(self.font())
        words = metrics.horizontalAdvance(_("{percent} %").format(percent=100)) + theme.UNIT + theme.HALF
        other = metrics.horizontalAdvance("00 %") // 2 + theme.UNIT
        left, right = (other, words) if self.isRightToLeft() else (words, other)
        top = theme.UNIT + (2 if self._target_on else 1) * line
        return QRectF(self.rect().adjusted(left, top, -right, -line - 2 * theme.HALF - 4))

    def _x(self, day: date) -> float:
        return self._across(day, self._plot(), *self._span())

    def _across(self, day: date, plot: QRectF, first: date, last: date) -> float:
        share = (day - first).days / (last - first).days
        return (
            plot.right() - share * plot.width()
            if self.isRightToLeft()
            else plot.left() + share * plot.width()
        )

    def _y(self, percent: int) -> float:
        return _up(percent, self._plot())

    def _spots(self) -> list[QPointF]:
        plot, span = self._plot(), self._span()
        return [QPointF(self._across(p.day, plot, *span), _up(p.percent, plot)) for p in self._points]

    def _point_at(self, place: QPoint) -> int | None:
        """The nearest check-in, where one is near."""
        near = [(QPointF(place) - spot).manhattanLength() for spot in self._spots()]
        best = min(range(len(near)), key=near.__getitem__, default=None)
        return best if best is not None and near[best] <= 3 * _dot() else None


_MOST_SAID = 12
_EARLIEST, _LATEST = date(1, 1, 10), date(9999, 12, 20)


def _many(said: list[str]) -> str:
    """The first and the last few of many."""
    left_out = len(said) - 6
    between = ngettext("{count} more", "{count} more", left_out).format(count=left_out)
    return ", ".join([*said[:3], between, *said[-3:]])


def _up(percent: int, plot: QRectF) -> float:
    return plot.bottom() - max(0, min(percent, 100)) / 100 * plot.height()


def _dot() -> float:
    return theme.scaled(4)


def _inside(place: QRect, room: QRect) -> QRect:
    """`place`, moved sideways to stay in `room`."""
    moved = QRect(place)
    moved.moveLeft(max(room.left(), min(place.left(), room.right() - place.width())))
    return moved
