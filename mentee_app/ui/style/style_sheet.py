"""The one style sheet: edges, focus rings, tabs and cards. Fusion and the palette do the rest."""

from enum import Enum
from string import Template

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from mentee_app import paths
from mentee_app.ui.style.tones import Tones


class Role(Enum):
    """What a widget is in the design; the sheet dresses it by its property `role`."""

    TITLE = "title"  # labels
    SECTION = "section"
    STRONG = "strong"
    CAPTION = "caption"
    PROBLEM = "problem"
    OVERDUE = "overdue"
    TROUBLE = "status-trouble"
    CARD = "card"  # frames
    BAR = "bar"
    PRIMARY = "primary"  # buttons: the one that does the first thing
    QUIET = "quiet"  # without an edge, for second choices
    DANGER = "danger"  # it can lose what was written
    CHIP = "chip"  # one of a few choices side by side
    LINK = "link"  # a small line that opens where something came from
    LINE = "line"  # a whole line of text that can be opened
    FOLD = "fold"  # a heading that opens and shuts what is below it


def dress(widget: QWidget, role: Role | None) -> None:
    """Give a widget its role, also when it is on screen already; None takes it back."""
    widget.setProperty("role", role.value if role else "")
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def style_sheet(tones: Tones, zoom: float, font: QFont) -> str:
    """The sheet for these tones: lengths at `zoom` (1.0 is 100 %), letters counted from the body `font`."""
    colours = {name: value.name() for name, value in vars(tones).items() if name != "dark"}
    lengths = {f"px{n}": f"{round(n * zoom)}px" for n in (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 16, 18, 20, 24)}
    circle = round(16 * zoom) + 2
    ring = round(5 * zoom)
    lengths |= {"radius": f"{circle // 2}px", "ring": f"{ring}px", "dot": f"{circle - 2 * ring}px"}
    letters = {"title_size": 1.6, "section_size": 1.2, "caption_size": 0.9}
    sizes = {name: _size(font, factor) for name, factor in letters.items()}
    ink = "black" if tones.on_accent.lightness() < 128 else "white"
    images = paths.resource("icons/controls").as_posix()
    return Template(_SHEET).substitute(colours, **lengths, **sizes, ink=ink, images=images)


def _size(font: QFont, factor: float) -> str:
    points = font.pointSizeF() * factor
    return f"{points:.2f}pt" if points > 0 else f"{round(font.pixelSize() * factor)}px"


_SHEET = """
QToolTip { color: $text; background: $card; border: 1px solid $outline; padding: $px4; }
QFrame[role="card"] { background: $card; border: 1px solid $hairline; border-radius: $px8; }
QFrame[role="danger"] { background: $danger_ground; border: 0; border-top: 1px solid $danger; }
QFrame[role="bar"] { background: $card; border: 0; border-top: 1px solid $outline; }
QLabel[role="title"] { font-size: $title_size; }
QLabel[role="section"] { font-size: $section_size; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="caption"] { font-size: $caption_size; color: $muted; }
QLabel[role="problem"], QLabel[role="overdue"] { font-size: $caption_size; color: $amber; }
QLabel[role="status-trouble"] { color: $danger; }

QPushButton { background: $card; border: 1px solid $outline; border-radius: $px6; padding: $px5 $px12;
    min-height: $px18; icon-size: $px16; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; }
QPushButton:disabled { color: $disabled; border-color: $hairline; background: $window; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:disabled { background: $hover; color: $disabled; border-color: $hover; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:disabled { color: $disabled; }
QPushButton[role="danger"] { background: $danger_ground; color: $danger; border-color: $danger; }
QPushButton:focus { border: 2px solid $accent; padding: $px4 $px10; }
QPushButton[role="quiet"]:focus { border-color: $accent; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="danger"]:focus { border-color: $accent; }
QToolButton { border: 2px solid transparent; border-radius: $px6; padding: $px3; icon-size: $px16; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QPushButton[role="link"] { background: transparent; border: 2px solid transparent; padding: 0 $px2;
    min-height: 0; color: $accent; font-size: $caption_size; text-align: left; }
QPushButton[role="link"]:hover { background: $hover; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="line"], QPushButton[role="fold"] { background: transparent; border: 2px solid transparent;
    padding: $px3; text-align: left; }
QPushButton[role="fold"] { font-weight: 600; }
QPushButton[role="line"]:hover, QPushButton[role="fold"]:hover { background: $hover; }
QPushButton[role="line"]:disabled { color: $text; background: transparent; }
QPushButton[role="line"]:focus, QPushButton[role="fold"]:focus { border-color: $accent; }
QToolButton[role="chip"] { background: $paper; border: 1px solid $outline; padding: $px4 $px8; }
QToolButton[role="chip"]:hover { background: $hover; }
QToolButton[role="chip"]:checked { background: $selection; border: 2px solid $text; padding: $px3 $px7; }
QToolButton[role="chip"]:focus { border: 2px solid $accent; padding: $px3 $px7; }
QToolButton[role="chip"][toolButtonStyle="2"] { padding-left: $px12; padding-right: $px4; }
QToolButton[role="chip"][toolButtonStyle="2"]:checked, QToolButton[role="chip"][toolButtonStyle="2"]:focus {
    padding-left: $px11; padding-right: $px3; }
QToolButton[role="chip"][toolButtonStyle="2"][layoutDirection="1"] { padding-left: $px4; padding-right: $px12; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $paper; color: $text;
    border: 1px solid $outline; border-radius: $px6; padding: $px4 $px6;
    selection-background-color: $selection; selection-color: $text; placeholder-text-color: $muted; }
QLineEdit, QComboBox { min-height: $px18; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: $window; border-color: $hairline; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: $px3 $px5; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    color: $disabled; border-color: $hairline; background: $window; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: 0; padding: 0; background: transparent; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; width: $px24; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow {
    image: url("$images/down.svg"); width: $px12; height: $px12; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: 0; width: $px18; background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$images/up.svg"); width: $px10; height: $px10; }
QAbstractSpinBox::down-arrow { image: url("$images/down.svg"); width: $px10; height: $px10; }

QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: $px6; padding: $px2; spacing: $px8; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QAbstractItemView::indicator { width: $px16; height: $px16; border: 1px solid $outline;
    border-radius: $px4; background: $paper; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$images/tick-$ink.svg"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent;
    image: url("$images/part-$ink.svg"); }
QRadioButton::indicator { width: $px16; height: $px16; border: 1px solid $outline; border-radius: $radius;
    background: $paper; }
QRadioButton::indicator:checked { width: $dot; height: $dot; border: $ring solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: $hairline; background: $hover; }

QTabWidget::pane { border: 0; border-top: 1px solid $hairline; }
QTabBar { border: 0; qproperty-drawBase: 0; icon-size: $px18; }
QTabBar::tab { padding: $px7 $px12; border: 2px solid transparent; color: $muted; background: transparent; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::scroller { width: $px24; }
QTabBar QToolButton { background: $window; border: 1px solid $hairline; width: $px24; }
QTabBar QToolButton::left-arrow { image: url("$images/left.svg"); width: $px12; height: $px12; }
QTabBar QToolButton::right-arrow { image: url("$images/right.svg"); width: $px12; height: $px12; }
QTabBar::tab:selected:focus { border-color: $accent; border-radius: $px6; }

QAbstractItemView { background: $paper; border: 1px solid $hairline;
    outline: 2px solid $accent; selection-background-color: $selection; selection-color: $text; }
QAbstractItemView:focus { border-color: $accent; }
QListWidget { outline: 0; }
QListWidget::item { padding: $px4 $px6; border: 2px solid transparent; color: $text; }
QListWidget::item:focus { border-color: $accent; }
QListWidget::item:selected { background: $selection; color: $text; }
QHeaderView { border: 0; outline: 0; }
QHeaderView::section { background: $window; color: $muted; border: 0; border-bottom: 1px solid $hairline;
    padding: $px4 $px8; }
QTableCornerButton::section { background: $window; border: 0; }
QTableView QHeaderView::section:vertical { color: $text; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:horizontal { width: 1px; margin: 0 $px4; }
QSplitter::handle:vertical { height: 1px; margin: $px4 0; }
QSplitter::handle:hover { background: $accent; }
QStatusBar::item { border: 0; }
QProgressBar { border: 1px solid $outline; border-radius: $px4; background: $paper; text-align: center; }
QProgressBar::chunk { background: $selection; border-right: 2px solid $accent; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: $px12; }
QScrollBar:horizontal { height: $px12; }
QScrollBar::handle { background: $outline; border: $px3 solid transparent; border-radius: $px6; }
QScrollBar::handle:vertical { min-height: $px24; }
QScrollBar::handle:horizontal { min-width: $px24; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
