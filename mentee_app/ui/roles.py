"""The looks that a widget takes by its property "role": headings, captions, cards, chips, lines that open something."""

from string import Template

from PySide6.QtGui import QFont

from mentee_app.ui.tones import Tones


def roles_sheet(tones: Tones, body: QFont, zoom: float) -> str:
    """The style rules of all roles; sizes follow the body font (title 1.6, section 1.2, caption 0.9)."""
    colours = {name: value.name() for name, value in vars(tones).items() if name != "dark"}
    lengths = {f"px{n}": f"{round(n * zoom)}px" for n in (2, 3, 4, 6, 8, 10, 14)}
    return Template(_SHEET).substitute(
        colours,
        **lengths,
        title=_size(body, 1.6),
        section=_size(body, 1.2),
        caption=_size(body, 0.9),
    )


def _size(body: QFont, factor: float) -> str:
    if body.pointSizeF() > 0:
        return f"{body.pointSizeF() * factor:.1f}pt"
    return f"{round(body.pixelSize() * factor)}px"


_SHEET = """
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="section"] { font-size: $section; font-weight: 600; padding-top: $px14; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="caption"] { font-size: $caption; color: $muted; }
QLabel[role="problem"] { font-size: $caption; color: $amber; }
QLabel[role="overdue"] { font-size: $caption; color: $amber; }
QLabel[role="status-trouble"] { color: $danger; font-weight: 600; }
QFrame[role="card"] { background: $card; border: 1px solid $hairline; border-radius: $px8; }
QFrame[role="bar"] { background: $card; border: 0; border-top: 1px solid $hairline; }
QToolButton[role="chip"] { border: 1px solid $outline; border-radius: $px10; padding: $px3 $px10; background: $paper; }
QToolButton[role="chip"]:hover { background: $hover; }
QToolButton[role="chip"]:checked { background: $selection; border-color: $accent; }
QToolButton[role="chip"]:focus { border: 2px solid $accent; padding: $px2 $px8; }
QPushButton[role="line"] { background: transparent; border: 2px solid transparent; text-align: left;
    padding: $px4 $px6; }
QPushButton[role="line"]:hover { background: $hover; }
QPushButton[role="line"]:focus { border-color: $accent; }
QPushButton[role="line"]:disabled { color: $text; background: transparent; }
QPushButton[role="fold"] { background: transparent; border: 2px solid transparent; text-align: left;
    font-weight: 600; padding: $px4 $px2; }
QPushButton[role="fold"]:hover { background: $hover; }
QPushButton[role="fold"]:focus { border-color: $accent; }
"""
