"""The colours of the app, light and dark: one small set of named tones, and the QPalette made from it."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from mentee_app.domain.areas import Colour

TEXT_CONTRAST = 4.5
OUTLINE_CONTRAST = 3.0

TEAL_LIGHT = "#0F766E"
TEAL_DARK = "#5EEAD4"

AREA_COLOURS = {
    Colour.TEAL: "#1B8A7E",
    Colour.BLUE: "#3B6FC4",
    Colour.VIOLET: "#7558C0",
    Colour.ROSE: "#C9505F",
    Colour.SAND: "#B98217",
    Colour.GREEN: "#5B8C2A",
    Colour.SLATE: "#5F7183",
    Colour.PLUM: "#A8479B",
}


@dataclass(frozen=True)
class Tones:
    """What each colour is for. Text tones read at 4.5:1 on window, paper, card and their own ground."""

    dark: bool
    window: QColor
    paper: QColor  # editors, fields and lists
    card: QColor
    hover: QColor
    text: QColor
    muted: QColor  # captions and second lines
    disabled: QColor
    hairline: QColor  # separates; says nothing, so it may be faint
    outline: QColor  # the edge of a control, 3:1
    accent: QColor
    on_accent: QColor
    selection: QColor  # ground of chosen rows and chosen text, which keep the text colour
    amber: QColor  # overdue
    amber_ground: QColor
    danger: QColor  # data in danger, and nothing else
    danger_ground: QColor


@dataclass(frozen=True)
class QuietColour:
    """An area's colour made quiet: a ground, the text that reads on it, and an edge that shows at 3:1."""

    ground: QColor
    text: QColor
    edge: QColor


def make_tones(dark: bool, accent: QColor | None = None) -> Tones:
    """The tones of a scheme; `accent` is the system's, made readable here, or None for teal."""
    wanted = accent if accent is not None and accent.isValid() else QColor(TEAL_DARK if dark else TEAL_LIGHT)
    return _tones(dark, wanted.rgb())


def tones_of(palette: QPalette) -> Tones:
    """The tones behind a palette made by `palette_of`, so that nobody has to carry a theme about."""
    active = QPalette.ColorGroup.Active
    dark = luminance(palette.color(active, QPalette.ColorRole.Window)) < 0.2
    return _tones(dark, palette.color(active, QPalette.ColorRole.Accent).rgb())


def palette_of(tones: Tones) -> QPalette:
    """Every role that Fusion asks for, in all three groups."""
    palette = QPalette()
    for role, colour in _roles(tones).items():
        palette.setColor(role, colour)
    for name in ("WindowText", "Text", "ButtonText", "HighlightedText", "PlaceholderText", "Link"):
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[name], tones.disabled)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, tones.window)
    return palette


def quiet(colour: str | None, tones: Tones) -> QuietColour:
    """An area's colour by its stored name, made quiet for these tones; an unknown one or None is neutral."""
    return _quiet(colour, tones.dark, tones.accent.rgb())


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 black to 1 white, as WCAG 2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG 2 contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with `share` (0–1) of `other` in it."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def readable(colour: QColor, grounds: list[QColor], ratio: float) -> QColor:
    """`colour`, moved no further to black or white than it must be to stand at `ratio` on every ground."""
    towards = QColor("black") if luminance(grounds[0]) > 0.18 else QColor("white")
    for step in range(51):
        moved = mix(colour, towards, step / 50)
        if all(contrast(moved, ground) >= ratio for ground in grounds):
            return moved
    return towards


@lru_cache(maxsize=16)
def _tones(dark: bool, accent: int) -> Tones:
    window, paper, card = (QColor(c) for c in (_DARK_GROUNDS if dark else _LIGHT_GROUNDS))
    strong = readable(QColor.fromRgb(accent), [paper, card, window], TEXT_CONTRAST)
    names = _DARK if dark else _LIGHT
    fixed = {name: QColor(value) for name, value in names.items()}
    return Tones(
        dark=dark,
        window=window,
        paper=paper,
        card=card,
        accent=strong,
        on_accent=max((QColor("#FFFFFF"), QColor("#0D1413")), key=lambda ink: contrast(ink, strong)),
        selection=mix(paper, strong, 0.22 if dark else 0.16),
        **fixed,
    )


@lru_cache(maxsize=64)
def _quiet(name: str | None, dark: bool, accent: int) -> QuietColour:
    tones = _tones(dark, accent)
    known = next((value for key, value in AREA_COLOURS.items() if key.value == name), None)
    colour = QColor(known) if known else tones.muted
    ground = mix(
        tones.paper, _at_lightness(colour, 0.62 if tones.dark else 0.45), 0.30 if tones.dark else 0.18
    )
    text = readable(colour, [ground], 1.3 * TEXT_CONTRAST)
    return QuietColour(
        ground, text, readable(colour, [tones.window, tones.paper, tones.card], OUTLINE_CONTRAST)
    )


def _roles(tones: Tones) -> dict[QPalette.ColorRole, QColor]:
    role = QPalette.ColorRole
    return {
        role.Window: tones.window,
        role.WindowText: tones.text,
        role.Base: tones.paper,
        role.AlternateBase: tones.card,
        role.Text: tones.text,
        role.PlaceholderText: tones.muted,
        role.Button: tones.card,
        role.ButtonText: tones.text,
        role.BrightText: tones.danger,
        role.Highlight: tones.accent,
        role.HighlightedText: tones.on_accent,
        role.Link: tones.accent,
        role.LinkVisited: tones.muted,
        role.ToolTipBase: tones.card,
        role.ToolTipText: tones.text,
        role.Accent: tones.accent,
        role.Light: mix(tones.card, QColor("white"), 0.06 if tones.dark else 0.6),
        role.Midlight: tones.hover,
        role.Mid: tones.hairline,
        role.Dark: tones.outline,
        role.Shadow: QColor("#0B0A09") if tones.dark else mix(tones.outline, QColor("black"), 0.4),
    }


def _at_lightness(colour: QColor, lightness: float) -> QColor:
    hue, saturation, _, _ = colour.getHslF()
    return QColor.fromHslF(max(hue, 0.0), saturation, lightness)


_LIGHT_GROUNDS = ("#F5F2EB", "#FFFFFF", "#FCFAF6")
_DARK_GROUNDS = ("#1D1C1A", "#262522", "#2B2926")
_LIGHT = {
    "hover": "#EBE6DB",
    "text": "#23211D",
    "muted": "#625D54",
    "disabled": "#99938A",
    "hairline": "#DFD9CC",
    "outline": "#878072",
    "amber": "#85480A",
    "amber_ground": "#FBECD2",
    "danger": "#A3211B",
    "danger_ground": "#FBE5E1",
}
_DARK = {
    "hover": "#35332F",
    "text": "#EBE7DE",
    "muted": "#ADA699",
    "disabled": "#77726A",
    "hairline": "#3D3A35",
    "outline": "#857F73",
    "amber": "#F2BF6A",
    "amber_ground": "#3D3120",
    "danger": "#FF9C91",
    "danger_ground": "#462724",
}
