"""The icons: there, one family, sharp, and in the colour that was asked for."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap

from mentee_app import paths
from mentee_app.ui.style.icons import Ink, app_icon, icon
from mentee_app.ui.style.tones import make_tones, palette_of

NAMES = sorted(file.stem for file in paths.resource("icons").glob("*.svg"))
PACKAGE = Path(__file__).parent.parent.parent.parent / "mentee_app"
TAKES_A_NAME = ("icon", "EmptyState")


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def tones(request, qapp):
    before = qapp.palette()
    shown = make_tones(request.param)
    qapp.setPalette(palette_of(shown))
    yield shown
    qapp.setPalette(before)


def inks(pixmap: QPixmap) -> set[str]:
    """The colours of all pixels that are fully covered."""
    image = pixmap.toImage()
    every = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {colour.name() for colour in every if colour.alpha() == 255}


def alike(one: QColor, other: QColor) -> bool:
    """The same but for what two strokes lose to rounding where they cross."""
    return all(abs(a - b) <= 2 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_is_painted_in_the_text_colour_of_the_scheme(name, tones):
    found = [QColor(ink) for ink in inks(icon(name).pixmap(QSize(24, 24), 4.0))]
    assert found
    assert all(alike(ink, tones.text) for ink in found)


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_belongs_to_the_family(name):
    text = (paths.resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"' in text
    assert re.search("#[0-9a-fA-F]{3}|rgb|style=|href", text) is None


@pytest.mark.parametrize("name", NAMES)
def test_no_icon_is_cut_off_at_its_edge(name, qapp):
    image = icon(name).pixmap(QSize(96, 96)).toImage()
    edge = [(i, j) for i in range(96) for j in (0, 95)]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in edge + [(y, x) for x, y in edge])


@pytest.mark.parametrize("role", list(Ink))
def test_an_icon_takes_the_ink_it_is_given(role, tones):
    assert inks(icon("add", role).pixmap(QSize(24, 24), 4.0)) == {getattr(tones, role.value).name()}


def test_a_disabled_icon_is_faint(tones):
    pixmap = icon("add").pixmap(QSize(24, 24), 4.0, QIcon.Mode.Disabled)
    assert inks(pixmap) == {tones.disabled.name()}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0, 3.0])
def test_an_icon_is_as_sharp_as_the_screen(ratio, qapp):
    pixmap = icon("goals").pixmap(QSize(16, 16), ratio)
    assert pixmap.width() == 16 * ratio
    assert pixmap.devicePixelRatio() == ratio


def test_the_same_icon_changes_its_colour_with_the_palette(qapp):
    before = qapp.palette()
    one = icon("goals")
    seen = []
    for dark in (False, True):
        qapp.setPalette(palette_of(make_tones(dark)))
        seen.append(inks(one.pixmap(QSize(24, 24), 4.0)))
    qapp.setPalette(before)
    assert seen == [{make_tones(False).text.name()}, {make_tones(True).text.name()}]


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError, match="no-such-icon"):
        icon("no-such-icon")


def test_a_copied_icon_still_paints(qapp):
    copy = QIcon(icon("add"))
    copy.addPixmap(QPixmap(8, 8))
    assert not copy.pixmap(QSize(24, 24)).isNull()


def test_every_icon_that_the_app_names_exists():
    used = {name for file in PACKAGE.rglob("*.py") for name in named(file)}
    assert used
    assert used - set(NAMES) == set()


def named(file: Path) -> list[str]:
    """The icon names that stand as words in the calls of a file."""
    calls = [
        node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    firsts = [
        call.args[0]
        for call in calls
        if call.args and getattr(call.func, "id", getattr(call.func, "attr", "")) in TAKES_A_NAME
    ]
    return [
        first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)
    ]


def test_the_app_icon_is_there_in_every_size(qapp):
    sizes = sorted(size.width() for size in app_icon().availableSizes())
    assert sizes == [16, 32, 48, 64, 128]
    for size in sizes:
        file = QPixmap(str(paths.resource(f"app/mentee-{size}.png")))
        assert (file.width(), file.height()) == (size, size)
        assert "#0f766e" in inks(file)
