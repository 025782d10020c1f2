"""Where things of the network's picture are on screen: me, discs, and names that never cover one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetrics

from mentee_app.domain import picture
from mentee_app.domain.picture import Placed
from mentee_app.ui.style import theme


@dataclass(frozen=True)
class Stage:
    """The room of the picture in pixels, `line` the height of a name; a wide one is stretched, its discs are not."""

    width: int
    height: int
    rtl: bool
    line: int

    @property
    def down(self) -> float:
        """The unit of the layout, down."""
        return max(10.0, (self.height - self.line - 2 * theme.UNIT) / 2)

    @property
    def across(self) -> float:
        return max(10.0, min(self.width / 2 - theme.scaled(16), self.down * 1.6))

    @property
    def middle(self) -> QPointF:
        return QPointF(self.width / 2, self.down + theme.UNIT)

    @property
    def room(self) -> QRect:
        """Where names may stand."""
        return QRect(0, 0, self.width, self.height - theme.HALF)

    @property
    def me(self) -> QRect:
        return _around(self.middle, picture.ME_RADIUS * self._side)

    def at(self, x: float, y: float) -> QPointF:
        """Where a spot of the layout is."""
        turned = -x if self.rtl else x
        return self.middle + QPointF(turned * self.across, y * self.down)

    def disc(self, placed: Placed) -> QRect:
        return _around(self.at(placed.x, placed.y), self.radius(placed))

    def radius(self, placed: Placed) -> float:
        """Somebody whose closeness was not said is drawn a little smaller."""
        return placed.radius * self._side * (1.0 if placed.dot.closeness else 0.82)

    @property
    def _side(self) -> float:
        return min(self.across, self.down, theme.scaled(_LARGEST_SIDE))


@dataclass(frozen=True)
class NamePlace:
    """The area of a name; `number` is its disc's."""

    number: int
    area: QRect


def name_places(
    names: Sequence[str], discs: Sequence[QRect], order: Sequence[int], font: QFont, room: QRect, me: QRect
) -> list[NamePlace]:
    """Room for each name in turn; one that finds none is left out, its disc keeps its initials."""
    metrics = QFontMetrics(theme.caption_font(font))
    line, widest, least = metrics.lineSpacing(), theme.scaled(_WIDEST), theme.scaled(_LEAST)
    taken = [me, *discs]
    found = []
    for number in order:
        disc = discs[number]
        whole = min(widest, metrics.horizontalAdvance(names[number][:400]) + 2)
        for width in (whole, whole * 3 // 4, whole // 2, least):
            if width < min(whole, least):
                continue
            area = QRect(0, disc.bottom() + _BELOW, width, line)
            area.moveLeft(disc.center().x() - width // 2)
            area.moveLeft(max(room.left(), min(area.left(), room.right() - width)))
            if room.contains(area) and not any(area.intersects(other) for other in taken):
                taken.append(area.adjusted(-_APART, 0, _APART, 0))
                found.append(NamePlace(number, area))
                break
    return found


_LARGEST_SIDE = 340
_WIDEST = 120
_LEAST = 34
_BELOW = 5
_APART = 3


def _around(middle: QPointF, radius: float) -> QRect:
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius).toRect()
