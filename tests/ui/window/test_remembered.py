"""Whatever stands in the file of what the window remembers, the window opens where it can be seen and used."""

import base64
import json
import struct

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from mentee_app.ui.studio import Studio
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.window import remembered

_SCREEN = 800
"""Its width offscreen: Qt takes no geometry from a screen of quite another width."""


def _place(x, y, width, height, screen=0, maximized=0, full=0):
    """Qt's geometry in base64, as `QWidget.saveGeometry` writes it."""
    rect = struct.pack(">iiii", x, y, x + width - 1, y + height - 1)
    state = struct.pack(">iBBi", screen, maximized, full, _SCREEN)
    return base64.b64encode(struct.pack(">IHH", 0x1D9D0CB, 3, 0) + rect + rect + state + rect).decode()


@pytest.mark.parametrize(
    "content",
    [
        b"{nope",
        b"\xff\xfe{}",
        b"[" * 200_000,
        b"[1, 2]",
        b'{"zoom": NaN, "tab": Infinity}',
        b'{"zoom": 1e999, "tab": ' + b"9" * 5000 + b"}",
        b'{"place": "' + b"A" * 900_000 + b'"}',
        b'{"place": "\\ud800", "scheme": "\\ud800"}',
        json.dumps({"tab": "3", "zoom": "x", "place": 5, "scheme": []}).encode(),
        json.dumps({"tab": 10**30, "zoom": 10**9}).encode(),
        json.dumps({"tab": -3, "zoom": -5}).encode(),
        json.dumps({"place": _place(-100_000, -100_000, 900, 700)}).encode(),
        json.dumps({"place": _place(10, 10, 0, 0)}).encode(),
        json.dumps({"place": _place(0, 0, -500, -500)}).encode(),
        json.dumps({"place": _place(0, 0, 10**9, 10**9)}).encode(),
        json.dumps({"place": _place(2**31 - 2000, 2**31 - 2000, 900, 700, 99)}).encode(),
    ],
    ids=lambda content: content[:40].decode("latin-1"),
)
def test_the_window_stands_on_the_screen_and_can_be_used(qtbot, tmp_path, content):
    (tmp_path / "window.json").write_bytes(content)
    before = remembered.read(tmp_path)
    theme = Theme(None, before.colours, before.zoom)
    window = Studio(theme).window
    qtbot.addWidget(window)
    window.restore(before.place, before.tab)
    window.show()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    seen = window.geometry().intersected(screen)
    assert seen.width() >= min(300, screen.width()) and seen.height() >= min(300, screen.height())
    assert window.width() < 20_000 and window.height() < 20_000
    assert 80 <= theme.zoom <= 200 and window.place()[1] in range(7)


def test_a_place_that_makes_sense_is_taken(qtbot, tmp_path):
    window = Studio(Theme()).window
    qtbot.addWidget(window)
    window.restore(_place(20, 30, 760, 560), 2)
    window.show()
    assert window.geometry().size() == QRect(20, 30, 760, 560).size() and window.place()[1] == 2
