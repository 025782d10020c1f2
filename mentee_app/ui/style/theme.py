"""How everything looks: scheme, accent, fonts, zoom and spacing, put on the application and kept true."""

from enum import Enum

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from mentee_app.ui.style.style_sheet import style_sheet
from mentee_app.ui.style.tones import Tones, luminance, make_tones, palette_of, tones_of

HALF = 4
UNIT = 8
GROUP = 16
MARGIN = 24

ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
READING_CHARACTERS = 80
FOCUS_WIDTH = 2


class Scheme(Enum):
    """Which of the two schemes the person wants; the value is what a preference holds."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Puts the look on the application and puts it on again when the system or the person changes it.

    `changed` comes after the new look is in place. Keeping the choices is the caller's affair.
    """

    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, scheme: Scheme = Scheme.SYSTEM, zoom: int = 100
    ) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._zoom = within_zoom(zoom)
        self._app: QApplication | None = None
        self._base_font = QFont()

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def zoom(self) -> int:
        """In percent of the system's own size."""
        return self._zoom

    def apply(self, app: QApplication) -> None:
        """Call once, before the first window: everything shown later is born with the look."""
        self._app = app
        self._base_font = QFont(app.font())
        app.setStyle("Fusion")
        self._put_on_colours(app)
        self._put_on_size(app)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def set_scheme(self, scheme: Scheme) -> None:
        if scheme is not self._scheme:
            self._scheme = scheme
            self._recolour()

    def set_zoom(self, percent: int) -> None:
        """Takes 80 to 200; anything beyond is brought to the nearest end."""
        if within_zoom(percent) != self._zoom:
            self._zoom = within_zoom(percent)
            if self._app is not None:
                self._put_on_size(self._app)
                self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._recolour()

    def _recolour(self) -> None:
        if self._app is not None:
            self._put_on_colours(self._app)
            self._put_on_sheet(self._app)
            self.changed.emit()

    def _put_on_colours(self, app: QApplication) -> None:
        app.styleHints().setColorScheme(
            _NATIVE[self._scheme]
        )  # for the title bar; the colours inside are ours
        app.setPalette(QPalette())  # uncovers what the system itself would use
        dark = _system_is_dark(app) if self._scheme is Scheme.SYSTEM else self._scheme is Scheme.DARK
        app.setPalette(palette_of(make_tones(dark, _system_accent(app))))

    def _put_on_size(self, app: QApplication) -> None:
        app.setProperty(_ZOOM_PROPERTY, self._zoom)
        app.setFont(scaled_font(self._base_font, self._zoom / 100))
        self._put_on_sheet(app)

    def _put_on_sheet(self, app: QApplication) -> None:
        app.setStyleSheet(style_sheet(tones_of(app.palette()), self._zoom / 100, app.font()))


def tones() -> Tones:
    """The tones on screen now."""
    return tones_of(QGuiApplication.palette())


def within_zoom(percent: int) -> int:
    return max(ZOOM_STEPS[0], min(ZOOM_STEPS[-1], percent))


def next_zoom(percent: int, direction: int) -> int:
    """The step above (`direction` > 0) or below; the same when there is none."""
    if direction > 0:
        return next((step for step in ZOOM_STEPS if step > percent), ZOOM_STEPS[-1])
    return next((step for step in reversed(ZOOM_STEPS) if step < percent), ZOOM_STEPS[0])


def scaled(pixels: int) -> int:
    """A length that belongs to text (icon, badge, row) at the person's zoom."""
    return round(pixels * _zoom_factor())


def space(pixels: int) -> int:
    """A gap at the person's zoom. Gaps grow half as fast as text, to leave the room to the words."""
    return round(pixels * (1 + (_zoom_factor() - 1) / 2))


def section_font(base: QFont) -> QFont:
    """1.2 × the body, semibold."""
    font = scaled_font(base, 1.2)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def caption_font(base: QFont) -> QFont:
    """0.9 × the body."""
    return scaled_font(base, 0.9)


def scaled_font(base: QFont, factor: float) -> QFont:
    """`base` in another size, whether it counts in points or in pixels."""
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * factor)
    else:
        font.setPixelSize(max(1, round(base.pixelSize() * factor)))
    return font


def reading_width(font: QFont) -> int:
    """Pixels that hold about 80 characters of running text."""
    return QFontMetrics(font).averageCharWidth() * READING_CHARACTERS


def paint_focus_ring(painter: QPainter, rect: QRect) -> None:
    """The 2 px accent ring, inside `rect`; for delegates and widgets that paint themselves."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tones().accent, FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inner, HALF, HALF)
    painter.restore()


_ZOOM_PROPERTY = "mentee_zoom"
_NATIVE = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}
_FUSION_BLUE = QColor(48, 140, 198)


def _zoom_factor() -> float:
    app = QGuiApplication.instance()
    zoom = app.property(_ZOOM_PROPERTY) if app else None
    return zoom / 100 if zoom else 1.0


def _system_accent(app: QApplication) -> QColor | None:
    """The accent the system really chose; Fusion's own blue stands for "none"."""
    palette = app.palette()
    if not palette.isBrushSet(QPalette.ColorGroup.Active, QPalette.ColorRole.Accent):
        return None
    accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Accent)
    return None if accent.rgb() == _FUSION_BLUE.rgb() else accent


def _system_is_dark(app: QApplication) -> bool:
    known = app.styleHints().colorScheme()
    if known is not Qt.ColorScheme.Unknown:
        return known is Qt.ColorScheme.Dark
    return luminance(app.palette().color(QPalette.ColorRole.Window)) < 0.2
