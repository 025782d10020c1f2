"""The network as a picture: me in the middle, the near inside, areas side by side, introductions as lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mentee_app.domain import picture
from mentee_app.domain.picture import Dot, Placed, Spot
from mentee_app.i18n import _, ngettext
from mentee_app.ui.network.signs import RING, area_words, network_key, paint_arrow, paint_person
from mentee_app.ui.network.stage import NamePlace, Stage, name_places
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.painted import Key, Painted, caption_height, draw_words


@dataclass(frozen=True)
class _Seen:
    """Where everything is on screen, and what that was worked out from."""

    state: object
    stage: Stage
    discs: list[QRect]
    names: list[NamePlace]


class NetworkPicture(Painted):
    """Says `chosen` (a person's id) on a click or Enter. Arrows go to the nearest in their direction, Page Up and
    Page Down to the one before and after, Home and End to the first and the last; Tab leaves."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._people: Sequence[Dot] = ()
        self._lines: Sequence[tuple[int, int]] = ()
        self._placed: tuple[Placed, ...] = ()
        self._current = 0
        self._kept: _Seen | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.refresh()

    def show_people(self, people: Sequence[Dot], lines: Sequence[tuple[int, int]]) -> None:
        """Everybody, and who introduced whom (ids). Where they are very many, the nearest and all mentors come first."""
        before = self.current
        self._people = tuple(people)
        self._placed = picture.layout(picture.shown(people))
        there = {placed.dot.id: place for place, placed in enumerate(self._placed)}
        self._kept = None
        self._lines = [line for line in lines if line[0] in there and line[1] in there and line[0] != line[1]]
        self._current = there.get(before, 0)
        self.refresh()
        self._name_current()

    @property
    def current(self) -> int | None:
        """The id of the person that the keys are at."""
        return self._placed[self._current].dot.id if self._placed else None

    @property
    def left_out(self) -> int:
        """How many are too many for the picture."""
        return len(self._people) - len(self._placed)

    @property
    def spoken(self) -> str:
        if not self._people:
            return _("Nobody yet.")
        whole = ngettext("{count} person around you", "{count} people around you", len(self._people))
        parts = [whole.format(count=len(self._people))]
        for area, _colour in picture.areas(self._people):
            parts.append(f"{area_words(area)} {sum(dot.area == area for dot in self._people)}")
        if self._lines:
            made = ngettext("{count} introduction", "{count} introductions", len(self._lines))
            parts.append(made.format(count=len(self._lines)))
        if self.left_out:
            parts.append(self._more)
        return "; ".join(parts) + "."

    def tooltip_at(self, place: QPoint) -> str:
        found = self._at(place)
        return self._said(found) if found is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(theme.space(640), theme.space(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_SIDE, _LEAST_SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._placed or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            across, down = _ARROWS[key]
            across = -across if self.isRightToLeft() else across
            self._go_to(picture.neighbour(self._placed, self._current, across, down))
        elif key in _STEPS:
            self._go_to(self._current + _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else len(self._placed) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go_to(found)
            self.chosen.emit(self.current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._name_current()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._name_current()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = self._seen()
        stage = seen.stage
        self._paint_borders(painter, stage)
        for line in sorted(self._lines, key=self._is_stressed):  # the stressed ones on top
            self._paint_line(painter, stage, line)
        self._paint_me(painter, stage.me)
        for place, disc in enumerate(seen.discs):
            self._paint_disc(painter, disc, place)
        self._paint_names(painter, seen.names)
        self._paint_key(painter, stage)

    def _go_to(self, place: int) -> None:
        self._current = max(0, min(place, len(self._placed) - 1))
        self._name_current()
        self.update()

    def _name_current(self) -> None:
        """The one the keys are at is said after the picture's own name, while the picture has the focus."""
        at = self.hasFocus() and bool(self._placed)
        self.setAccessibleName(f"{self.name}: {self._said(self._current)}" if at else self.name)

    def _said(self, place: int) -> str:
        dot = self._placed[place].dot
        names = {placed.dot.id: placed.dot.name for placed in self._placed}
        parts = [
            dot.name,
            _("mentor") if dot.mentor else "",
            area_words(dot.area),
            _closeness(dot.closeness),
        ]
        by = [names[one] for one, other in self._lines if other == dot.id]
        to = [names[other] for one, other in self._lines if one == dot.id]
        parts += [_("introduced by {name}").format(name=name) for name in by]
        parts += [_("introduced you to {name}").format(name=name) for name in to]
        return ", ".join(part for part in parts if part)

    @property
    def _more(self) -> str:
        words = ngettext("and {count} more in the list", "and {count} more in the list", self.left_out)
        return words.format(count=self.left_out)

    def _is_stressed(self, line: tuple[int, int]) -> bool:
        return self.hasFocus() and self.current in line

    def _seen(self) -> _Seen:
        """Where everything is; worked out anew only when something is not as it was."""
        at = self._current if self.hasFocus() and self._placed else None
        state = (
            self._placed,
            self.size().toTuple(),
            self.font().key(),
            self.isRightToLeft(),
            at,
            self.left_out,
        )
        if self._kept is None or self._kept.state != state:
            height = self.height() - self._key().height - theme.UNIT
            stage = Stage(self.width(), height, self.isRightToLeft(), caption_height(self.font()))
            discs = [stage.disc(placed) for placed in self._placed]
            self._kept = _Seen(state, stage, discs, self._names(stage, discs, at))
        return self._kept

    def _at(self, place: QPoint) -> int | None:
        """Whose disc or name is there."""
        seen = self._seen()
        for number, disc in enumerate(seen.discs):
            if math.dist(disc.center().toTuple(), place.toTuple()) <= disc.width() / 2 + 2:
                return number
        return next((name.number for name in seen.names if name.area.contains(place)), None)

    def _names(self, stage: Stage, discs: list[QRect], at: int | None) -> list[NamePlace]:
        """Where names stand; the one the keys are at first, then mentors and the near."""
        dots = [placed.dot for placed in self._placed]
        order = sorted(
            range(len(dots)),
            key=lambda n: (n != at, not dots[n].mentor, dots[n].closeness or picture.FAR + 1),
        )
        return name_places([dot.name for dot in dots], discs, order, self.font(), stage.room, stage.me)

    def _paint_borders(self, painter: QPainter, stage: Stage) -> None:
        painter.setPen(QPen(theme.tones().hairline, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for border in picture.borders(self._placed):
            painter.drawEllipse(stage.middle, border * stage.across, border * stage.down)

    def _paint_line(self, painter: QPainter, stage: Stage, line: tuple[int, int]) -> None:
        there = {placed.dot.id: placed for placed in self._placed}
        start, end = there[line[0]], there[line[1]]
        control = picture.bend(Spot(start.x, start.y), Spot(end.x, end.y))
        path = QPainterPath(stage.at(start.x, start.y))
        path.quadTo(stage.at(control.x, control.y), stage.at(end.x, end.y))
        stressed = self._is_stressed(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.tones().accent, 2) if stressed else QPen(theme.tones().outline, 1.2))
        painter.drawPath(path)
        edge = stage.radius(end) + (RING if end.dot.mentor else 0) + 2
        tip = path.percentAtLength(max(0.0, path.length() - edge))
        paint_arrow(painter, path.pointAtPercent(tip), -path.angleAtPercent(tip), theme.scaled(8))

    def _paint_me(self, painter: QPainter, place: QRect) -> None:
        tones = theme.tones()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tones.accent)
        painter.drawEllipse(place)
        painter.setPen(tones.on_accent)
        font = theme.section_font(self.font())
        font.setPixelSize(max(8, round(place.width() * 0.3)))
        painter.setFont(font)
        draw_words(painter, place, _("Me"))

    def _paint_disc(self, painter: QPainter, disc: QRect, place: int) -> None:
        dot = self._placed[place].dot
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tones().window)
        painter.drawEllipse(disc.adjusted(-RING, -RING, RING, RING))
        paint_person(painter, disc, dot.name, dot.colour, dot.mentor)
        if place == self._current and self.hasFocus():
            grown = RING + 3 if dot.mentor else 3
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.tones().accent, theme.FOCUS_WIDTH))
            painter.drawEllipse(disc.adjusted(-grown, -grown, grown, grown))

    def _paint_names(self, painter: QPainter, names: Sequence[NamePlace]) -> None:
        tones, ground = theme.tones(), QColor(theme.tones().window)
        ground.setAlphaF(0.75)  # lines go on below, but do not cross the letters out
        painter.setFont(theme.caption_font(self.font()))
        for name in names:
            dot = self._placed[name.number].dot
            if name.number == self._current and self.hasFocus():
                painter.setPen(QPen(tones.accent, 1))
                painter.setBrush(tones.card)
                painter.drawRoundedRect(name.area.adjusted(-4, -1, 4, 1), theme.HALF, theme.HALF)
            else:
                painter.fillRect(name.area.adjusted(0, 1, 0, -1), ground)
            painter.setPen(tones.text if dot.closeness else tones.muted)
            draw_words(painter, name.area, dot.name)

    def _paint_key(self, painter: QPainter, stage: Stage) -> None:
        if not self._placed:
            painter.setPen(theme.tones().muted)
            line = self.fontMetrics().lineSpacing()
            draw_words(painter, QRect(0, stage.me.bottom() + theme.UNIT, self.width(), line), self.spoken)
            return
        area = QRect(theme.UNIT, stage.height, self.width() - 2 * theme.UNIT, self.height())
        self._key().paint(painter, area, self.layoutDirection())

    def _key(self) -> Key:
        more = self._more if self.left_out else ""
        return network_key(self._placed, bool(self._lines), more, self.font(), self.width() - 2 * theme.UNIT)


_LEAST_SIDE = 400
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def _closeness(closeness: int | None) -> str:
    return {1: _("near"), 2: _("not far"), 3: _("far")}.get(closeness or 0, "")
