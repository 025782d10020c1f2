"""What the painted pictures share: words in their place, the key below, a tooltip, and the numbers as text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QStyle, QToolTip, QWidget

from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import plain_tooltip

Edge = Qt.AlignmentFlag


class Painted(QWidget):
    """A picture with a name. What it shows in words is `spoken`, and its description for screen readers."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.setAccessibleName(name)

    @property
    def spoken(self) -> str:
        """The whole picture in words and numbers."""
        raise NotImplementedError

    def tooltip_at(self, _place: QPoint) -> str:
        """What is said about the thing under the mouse; nothing where there is none."""
        return ""

    def refresh(self) -> None:
        """Paint, say and measure anew."""
        self.setAccessibleDescription(self.spoken)
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tooltip_at(event.pos())), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self.update()


def caption_height(font: QFont) -> int:
    """The height of a line in the caption's size."""
    return QFontMetrics(theme.caption_font(font)).lineSpacing()


def draw_words(painter: QPainter, area: QRect, text: str, side: Edge = Edge.AlignHCenter) -> None:
    """One line, shortened where it must be; `side` is taken as it stands, not turned round."""
    line = " ".join(text[:400].split())
    shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, area.width() + 1)
    flags = side | Edge.AlignAbsolute | Edge.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # by what is written
    painter.drawText(area, flags, shown)


@dataclass(frozen=True)
class KeyItem:
    """A sign and its words; `swatch` paints the sign into a small square."""

    words: str
    swatch: Callable[[QPainter, QRect], None]


class Key:
    """The key of a picture, set like words in a paragraph into a width. Each item may say where it likes to begin."""

    def __init__(
        self, items: Sequence[KeyItem], font: QFont, width: int, wanted: Sequence[int] | None = None
    ) -> None:
        self._items = items
        self._font = theme.caption_font(font)
        self._line = QFontMetrics(self._font).lineSpacing()
        self._places = self._set(width, wanted or [0] * len(items))

    @property
    def height(self) -> int:
        return max((place.bottom() + 1 for place in self._places), default=0)

    def paint(self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection) -> None:
        """Paint from the top of `area`, which has the width that was given."""
        rtl = direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        for item, place in zip(self._items, self._places):
            own = place.translated(area.topLeft())
            sign = QRect(own.left(), own.center().y() - self._sign // 2, self._sign, self._sign)
            painter.save()
            item.swatch(painter, QStyle.visualRect(direction, area, sign))
            painter.restore()
            painter.setFont(self._font)
            painter.setPen(theme.tones().text)
            words = QStyle.visualRect(direction, area, own.adjusted(self._sign + self._gap, 0, 0, 0))
            draw_words(painter, words, item.words, Edge.AlignRight if rtl else Edge.AlignLeft)
        painter.restore()

    @property
    def _sign(self) -> int:
        return round(self._line * 0.8)

    @property
    def _gap(self) -> int:
        return self._line // 3

    def _set(self, width: int, wanted: Sequence[int]) -> list[QRect]:
        metrics = QFontMetrics(self._font)
        own = self._sign + self._gap + 2
        wide = [min(width, own + metrics.horizontalAdvance(item.words[:400])) for item in self._items]
        apart = self._line
        if sum(wide) + apart * (len(wide) - 1) <= width:
            return [QRect(x, 0, w, self._line) for x, w in zip(_beside(wide, wanted, apart, width), wide)]
        places, x, y = [], 0, 0
        for w in wide:
            if x and x + w > width:
                x, y = 0, y + self._line + theme.HALF
            places.append(QRect(x, y, w, self._line))
            x += w + apart
        return places


def _beside(wide: Sequence[int], wanted: Sequence[int], apart: int, room: int) -> list[int]:
    """Where things begin that all fit on one line: each where it likes to; where one cannot, one after the other."""
    ends = [start + w for start, w in zip(wanted, wide)]
    if all(end + apart <= start for end, start in zip(ends, wanted[1:])) and max(ends, default=0) <= room:
        return list(wanted)
    return [sum(wide[:place]) + apart * place for place in range(len(wide))]
