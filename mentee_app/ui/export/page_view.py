"""One page of a document, as large as wanted: fitted to the window or by percent, scrolled, and sharp on every screen."""

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from mentee_app.i18n import _
from mentee_app.ui.style import theme

STEPS = (50, 75, 100, 125, 150, 200, 250, 300)
"""Percent of the size on paper."""

_POINTS = 72
_SCREEN_PPI = 96
_A_TURN = 120
_SETTLED_MS = 250
_STALE = 0.35
_SAME = 0.005


class Fit(Enum):
    """A page that follows the window."""

    PAGE = "page"
    WIDTH = "width"


Zoom = Fit | int


class PageView(QScrollArea):
    """Shows a picture of a page. `turned` by keys and the wheel (-1 or 1), `leapt` to a page (0 for the last).

    `zoomed` when a person made it larger or smaller; `sharper` when a picture of `ppi()` would be sharper.
    """

    turned = Signal(int)
    leapt = Signal(int)
    zoomed = Signal()
    sharper = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        self._zoom: Zoom = Fit.PAGE
        self.most_ppi = 300
        self._points = QSize(595, 842)
        self._ppi = 0.0
        self._wheel = 0
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._settling.timeout.connect(self._on_settled)
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview of the pages"))

    @property
    def zoom(self) -> Zoom:
        """How large a page is shown."""
        return self._zoom

    @property
    def picture(self) -> QPixmap:
        """What is shown."""
        return self._sheet.picture

    def set_zoom(self, zoom: Zoom) -> None:
        """Show pages that large."""
        self._zoom = zoom
        self._place()
        self._settling.start()

    def step_zoom(self, direction: int) -> None:
        """A step larger (1) or smaller (-1), or the whole page (0)."""
        now = round(100 * self._scale())
        larger = next((step for step in STEPS if step > now), STEPS[-1])
        smaller = next((step for step in reversed(STEPS) if step < now), STEPS[0])
        self.set_zoom(Fit.PAGE if direction == 0 else larger if direction > 0 else smaller)
        self.zoomed.emit()

    def ppi(self) -> float:
        """Dots for an inch of paper with which a picture is as sharp as the screen."""
        return min(self._scale() * _SCREEN_PPI * self.devicePixelRatioF(), self.most_ppi)

    def show_page(self, picture: QPixmap, ppi: float, from_top: bool) -> None:
        """Show a page that was drawn with so many dots for an inch."""
        self._points = picture.size() * _POINTS / ppi
        self._ppi = ppi
        self._sheet.show_picture(picture)
        self._place()
        if from_top:
            self.verticalScrollBar().setValue(0)

    def show_stale(self) -> None:
        """The page is that of an earlier choice."""
        self._sheet.set_stale()

    def clear(self) -> None:
        """Show no page."""
        self._sheet.show_picture(QPixmap())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(key)
        leap = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: 0}.get(key)
        zoom = {
            Qt.Key.Key_Plus: 1,
            Qt.Key.Key_Equal: 1,
            Qt.Key.Key_Minus: -1,
            Qt.Key.Key_0: 0,
        }.get(key)
        if turn is not None:
            self.turned.emit(turn)
        elif leap is not None:
            self.leapt.emit(leap)
        elif zoom is not None:
            self.step_zoom(zoom)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls, and turns the page at its end; with Ctrl it makes the page larger or smaller."""
        zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        delta = event.angleDelta().y()
        bar = self.verticalScrollBar()
        at_end = bar.value() == (bar.minimum() if delta > 0 else bar.maximum())
        if not zooming and not at_end:
            self._wheel = 0
            super().wheelEvent(event)
            return
        event.accept()
        self._wheel = delta + (self._wheel if self._wheel * delta > 0 else 0)
        if abs(self._wheel) < _A_TURN:
            return
        up, self._wheel = self._wheel > 0, 0
        if zooming:
            self.step_zoom(1 if up else -1)
        else:
            self.turned.emit(-1 if up else 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._sheet.show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._sheet.show_focus(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if isinstance(self._zoom, Fit):
            self._settling.start()

    def _on_settled(self) -> None:
        if self._ppi and not self._sheet.picture.isNull() and abs(self.ppi() / self._ppi - 1) > _SAME:
            self.sharper.emit()

    def _scale(self) -> float:
        """1.0 is the size on paper."""
        if not isinstance(self._zoom, Fit):
            return self._zoom / 100
        edge = 2 * self.frameWidth()
        room = self.size() - QSize(edge, edge)
        width, height = (
            side * _SCREEN_PPI / _POINTS for side in (self._points.width(), self._points.height())
        )
        wide = room.width() - 2 * theme.UNIT
        if self._zoom is Fit.PAGE:
            wanted = min(wide / width, (room.height() - 2 * theme.UNIT) / height)
        else:
            wanted = (wide - self.verticalScrollBar().sizeHint().width()) / width
        return min(max(wanted, 0.1), STEPS[-1] / 100)

    def _place(self) -> None:
        factor = self._scale() * _SCREEN_PPI / _POINTS
        ratio = self.devicePixelRatioF()
        size = self._points * factor
        picture = self._sheet.picture
        if not picture.isNull() and abs(picture.width() / ratio - size.width()) < 1.5:
            size = picture.size() / ratio  # dot for dot
        self._sheet.resize(size + QSize(2, 2))


class _Sheet(QWidget):
    """The paper, with an edge; white as it will be printed, also where everything else is dark."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap()
        self._stale = False
        self._focus = False

    def show_picture(self, picture: QPixmap) -> None:
        self.picture = picture
        self._stale = False
        self.update()

    def set_stale(self) -> None:
        self._stale = True
        self.update()

    def show_focus(self, focus: bool) -> None:
        self._focus = focus
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(_STALE if self._stale else 1)
        inside = self.rect().adjusted(1, 1, -1, -1)
        ratio = self.devicePixelRatioF()
        if inside.size() * ratio == self.picture.size():
            painter.drawPixmap(inside, self.picture, QRect())
        else:
            shown = self.picture.scaled(
                inside.size() * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawPixmap(inside, shown, QRect())
        painter.setOpacity(1)
        tones, width = theme.tones(), theme.FOCUS_WIDTH if self._focus else 1
        painter.setPen(QPen(tones.accent if self._focus else tones.outline, width))
        inset = width // 2
        painter.drawRect(self.rect().adjusted(inset, inset, -1 - inset // 2, -1 - inset // 2))
