"""The icons: one family of SVG files, painted in the palette's colours as sharp as the screen is."""

from enum import Enum
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPixmap

from mentee_app import paths
from mentee_app.ui.style.tones import Tones, tones_of


class Ink(Enum):
    """The colour an icon is painted in, taken anew from the palette each time it is painted."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    AMBER = "amber"
    DANGER = "danger"


@cache
def icon(name: str, role: Ink = Ink.TEXT) -> QIcon:
    """The icon `name` of resources/icons. Raises KeyError where there is none.

    It follows the palette by itself: a widget that is painted again shows it in the new colour.
    """
    return QIcon(_SvgEngine(name, _drawing(name), role))


@cache
def app_icon() -> QIcon:
    """The app's own mark, in the sizes that windows and task bars ask for."""
    found = QIcon()
    for size in (16, 32, 48, 64, 128):
        found.addFile(str(paths.resource(f"app/mentee-{size}.png")), QSize(size, size))
    return found


class _SvgEngine(QIconEngine):
    def __init__(self, name: str, drawing: str, role: Ink) -> None:
        super().__init__()
        self._name = name
        self._svg = drawing
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self._pixmap(rect.size(), ratio, mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._pixmap(size, 1.0, mode)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._pixmap(size, scale, mode)

    def clone(self) -> QIconEngine:
        copy = _SvgEngine(self._name, self._svg, self._role)
        _clones.append(copy)
        return copy

    def key(self) -> str:
        return "mentee"

    def iconName(self) -> str:
        return self._name

    def isNull(self) -> bool:
        return False

    def _pixmap(self, size: QSize, ratio: float, mode: QIcon.Mode) -> QPixmap:
        mirrored = (
            self._name in _MIRRORED and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        )
        side = QSize(round(size.width() * ratio), round(size.height() * ratio))
        colour = _colour(self._role, mode, tones_of(QGuiApplication.palette())).rgba()
        return _rendered(self._svg, colour, side.width(), side.height(), ratio, mirrored)


_clones: list[QIconEngine] = []
"""Keeps the Python half of an engine alive for as long as Qt may call it."""

_MIRRORED = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo", "agenda", "sessions"}
)
"""What points along the line of writing turns round where that runs from right to left."""


@cache
def _drawing(name: str) -> str:
    try:
        return (paths.resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        raise KeyError(f"no icon is called {name}") from None


def _colour(role: Ink, mode: QIcon.Mode, tones: Tones) -> QColor:
    if mode is QIcon.Mode.Disabled:
        return tones.disabled
    found: QColor = getattr(tones, role.value)
    return found


@lru_cache(maxsize=512)
def _rendered(svg: str, colour: int, width: int, height: int, ratio: float, mirrored: bool) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # the first icon that is painted pays for it, not the start

    painted = svg.replace("currentColor", QColor.fromRgba(colour).name())
    image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    renderer = QSvgRenderer(QByteArray(painted.encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    if mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
