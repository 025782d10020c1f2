"""The signs in the picture of the network and in its key: an area's colour, a mentor's ring, an introduction's arrow."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from mentee_app.domain import picture
from mentee_app.domain.areas import Colour
from mentee_app.domain.picture import Placed
from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.tones import quiet
from mentee_app.ui.widgets import initials
from mentee_app.ui.widgets.painted import Key, KeyItem, draw_words

RING = 3
"""How far a mentor's ring stands off the disc."""


def paint_person(painter: QPainter, disc: QRect, name: str, colour: Colour | None, mentor: bool) -> None:
    """A disc with initials, or a plain one where they could not be read; a mentor has a ring."""
    if disc.width() < theme.scaled(_LEAST_WITH_INITIALS):
        paint_area(colour, painter, disc)
    else:
        initials.paint(painter, disc, name, colour.value if colour else None)
    if mentor:
        paint_ring(painter, disc, colour)


def network_key(placed: Sequence[Placed], introductions: bool, more: str, font: QFont, width: int) -> Key:
    """Each area with its colour, then what the signs mean; `more` says how many are left out."""
    items = [
        KeyItem(area_words(area), partial(paint_area, colour))
        for area, colour in picture.areas([each.dot for each in placed])
    ]
    if any(each.dot.mentor for each in placed):
        items.append(KeyItem(_("Mentor"), paint_mentor))
    if introductions:
        items.append(KeyItem(_("Introduced"), paint_introduced))
    if more:
        items.append(KeyItem(more, paint_more))
    return Key(items, font, width)


def area_words(area: str) -> str:
    """The area's name; words for those without one."""
    return area or _("No area")


def paint_ring(painter: QPainter, disc: QRect, colour: Colour | None) -> None:
    """The ring around a mentor."""
    edge = quiet(colour.value if colour else None, theme.tones()).edge
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, 2))
    painter.drawEllipse(disc.adjusted(-RING, -RING, RING, RING))


def paint_arrow(painter: QPainter, tip: QPointF, angle: float, size: float) -> None:
    """An arrow head at `tip`; `angle` in degrees, clockwise."""
    painter.save()
    painter.translate(tip)
    painter.rotate(angle)
    painter.drawPolyline([QPointF(-size, -size / 2), QPointF(0, 0), QPointF(-size, size / 2)])
    painter.restore()


def paint_area(colour: Colour | None, painter: QPainter, square: QRect) -> None:
    """An area, as a small disc."""
    shade = quiet(colour.value if colour else None, theme.tones())
    painter.setBrush(shade.ground)
    painter.setPen(QPen(shade.edge, 1))
    painter.drawEllipse(QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5))


def paint_mentor(painter: QPainter, square: QRect) -> None:
    """A mentor, in the key."""
    inner = square.adjusted(RING + 1, RING + 1, -RING - 1, -RING - 1)
    paint_area(None, painter, inner)
    paint_ring(painter, inner, None)


def paint_introduced(painter: QPainter, square: QRect) -> None:
    """An introduction, in the key."""
    painter.setPen(QPen(theme.tones().outline, 1.4))
    middle = QRectF(square).center().y()
    painter.drawLine(QPointF(square.left(), middle), QPointF(square.right(), middle))
    paint_arrow(painter, QPointF(square.right(), middle), 0, square.width() * 0.45)


def paint_more(painter: QPainter, square: QRect) -> None:
    """Those who are left out, in the key."""
    painter.setPen(theme.tones().muted)
    draw_words(painter, square, "…")


_LEAST_WITH_INITIALS = 17
