"""The look: every tone reads in both schemes, with any accent, and the theme puts on what was chosen."""

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from mentee_app.domain.areas import Colour
from mentee_app.ui.style import theme
from mentee_app.ui.style.theme import Scheme, Theme
from mentee_app.ui.style.tones import AREA_COLOURS, Tones, contrast, make_tones, palette_of, quiet, tones_of
from mentee_app.ui.widgets.initials import initials

ACCENTS = [None, "#000000", "#FFFFFF", "#FFEE00", "#0078D7", "#3584E4", "#FF0000", "#808080", "#39FF14"]
EVERY_LOOK = [(dark, accent) for dark in (False, True) for accent in ACCENTS]
GROUNDS = ("window", "paper", "card", "selection", "hover")


def made(look: tuple[bool, str | None]) -> Tones:
    dark, accent = look
    return make_tones(dark, QColor(accent) if accent else None)


@pytest.fixture
def put_on(qapp: QApplication):
    """A theme on the application of the tests, taken off again afterwards."""
    before = qapp.font(), qapp.palette(), qapp.styleSheet()
    worn = Theme()
    worn.apply(qapp)
    yield worn
    qapp.styleHints().colorSchemeChanged.disconnect(worn._on_system_changed)
    qapp.setStyleSheet(before[2])
    qapp.setPalette(before[1])
    qapp.setFont(before[0])
    qapp.setProperty("mentee_zoom", None)


@pytest.mark.parametrize("look", EVERY_LOOK)
def test_every_text_tone_reads_on_every_ground(look):
    tones = made(look)
    pairs = [("text", ground) for ground in (*GROUNDS, "amber_ground", "danger_ground")]
    pairs += [(ink, ground) for ink in ("muted", "accent", "amber", "danger") for ground in GROUNDS[:3]]
    pairs += [("muted", "hover"), ("on_accent", "accent")]
    pairs += [("amber", "amber_ground"), ("danger", "danger_ground")]
    faint = {pair: contrast(getattr(tones, pair[0]), getattr(tones, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("look", EVERY_LOOK)
def test_the_edges_of_controls_and_the_focus_ring_show(look):
    tones = made(look)
    for ground in ("window", "paper", "card"):
        assert contrast(tones.outline, getattr(tones, ground)) >= 3
        assert contrast(tones.accent, getattr(tones, ground)) >= 3


@pytest.mark.parametrize("look", EVERY_LOOK)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("WindowText", "Window"),
        ("Text", "Base"),
        ("Text", "AlternateBase"),
        ("ButtonText", "Button"),
        ("HighlightedText", "Highlight"),
        ("PlaceholderText", "Base"),
        ("Link", "Base"),
        ("LinkVisited", "Base"),
        ("BrightText", "Window"),
        ("ToolTipText", "ToolTipBase"),
    ],
)
def test_every_pair_of_the_palette_reads(look, ink, ground):
    palette = palette_of(made(look))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        pair = [palette.color(group, QPalette.ColorRole[name]) for name in (ink, ground)]
        assert contrast(*pair) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("colour", [*Colour, None])
def test_initials_read_on_the_colour_of_each_area(dark, colour):
    tones = make_tones(dark)
    shade = quiet(colour.value if colour else None, tones)
    assert contrast(shade.text, shade.ground) >= 4.5
    assert min(contrast(shade.edge, ground) for ground in (tones.window, tones.paper, tones.card)) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_no_two_areas_look_alike(dark):
    assert set(AREA_COLOURS) == set(Colour)
    grounds = {quiet(colour.value, make_tones(dark)).ground.name() for colour in Colour}
    assert len(grounds) == len(Colour)


def test_an_unknown_colour_is_neutral_and_not_an_error():
    tones = make_tones(False)
    assert quiet("no such colour", tones) == quiet(None, tones)


@pytest.mark.parametrize("look", EVERY_LOOK)
def test_the_tones_are_found_again_in_their_palette(look):
    tones = made(look)
    again = tones_of(palette_of(tones))
    differing = [f.name for f in fields(Tones) if getattr(again, f.name) != getattr(tones, f.name)]
    assert differing == []


def test_a_chosen_scheme_is_put_on_at_once(put_on, qapp):
    put_on.set_scheme(Scheme.DARK)
    assert theme.tones().dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == make_tones(True).window
    put_on.set_scheme(Scheme.LIGHT)
    assert not theme.tones().dark


def test_a_change_is_told_once_and_no_change_is_not_told(put_on):
    told = []
    put_on.changed.connect(lambda: told.append(1))
    put_on.set_scheme(Scheme.DARK)
    put_on.set_scheme(Scheme.DARK)
    put_on.set_zoom(150)
    put_on.set_zoom(150)
    assert len(told) == 2


def test_zoom_makes_letters_larger_and_stops_at_its_ends(put_on, qapp):
    normal = qapp.font().pointSizeF()
    put_on.set_zoom(150)
    assert qapp.font().pointSizeF() == pytest.approx(normal * 1.5)
    assert theme.scaled(16) == 24
    assert theme.space(theme.GROUP) == 20
    put_on.set_zoom(1000)
    assert put_on.zoom == 200
    put_on.set_zoom(1)
    assert put_on.zoom == 80
    put_on.set_zoom(100)
    assert qapp.font().pointSizeF() == pytest.approx(normal)


def test_zoom_goes_step_by_step_to_its_ends():
    assert theme.next_zoom(100, 1) == 110
    assert theme.next_zoom(100, -1) == 90
    assert theme.next_zoom(200, 1) == 200
    assert theme.next_zoom(80, -1) == 80
    assert theme.next_zoom(103, -1) == 100


def test_fonts_keep_their_measure_in_points_and_in_pixels():
    points, pixels = QFont(), QFont()
    points.setPointSizeF(10)
    pixels.setPixelSize(20)
    assert theme.section_font(points).pointSizeF() == pytest.approx(12)
    assert theme.section_font(points).weight() == QFont.Weight.DemiBold
    assert theme.caption_font(pixels).pixelSize() == 18


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("make", [QLineEdit, QPushButton])
def test_a_control_shows_its_edge_and_its_focus(qtbot, put_on, scheme, make):
    put_on.set_scheme(scheme)
    control = make()
    qtbot.addWidget(control)
    control.resize(120, 40)
    control.show()
    control.clearFocus()
    assert painted(control, 0) == theme.tones().outline.name()
    control.activateWindow()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    assert [painted(control, row) for row in (0, 1)] == [theme.tones().accent.name()] * 2


def painted(control, row):
    """The colour in the middle of a row of pixels."""
    return control.grab().toImage().pixelColor(control.width() // 2, row).name()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "AL"),
        ("ada king lovelace", "AL"),
        ("Cher", "C"),
        ("de la Cruz", "C"),
        ("Maria de la Cruz", "MC"),
        ("Dr. Grace Hopper, PhD", "GH"),
        ("Dr", "D"),
        ("Jean-Luc (mentor)", "JM"),
        ("“Bo” O’Neill", "BO"),
        ("محمد علي", "م"),
        ("山田 太郎", "山"),
        ("김민수", "김"),
        ("e\u0301mile zola", "E\u0301Z"),
        ("🦊", "🦊"),
        ("🦊 Fox", "F"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("ßeta", "ß"),
        ("", ""),
        ("  \t ", ""),
        ("--- ***", ""),
    ],
)
def test_initials_are_whole_letters_of_the_telling_words(name, letters):
    assert initials(name) == letters
