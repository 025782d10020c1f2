"""Text to be read inside a page: paragraphs, lists and quiet cards."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel


def paragraph(text: str, role: str = "", selectable: bool = False) -> PlainLabel:
    """Text that wraps."""
    label = PlainLabel(text, wrap=True, selectable=selectable)
    if role:
        label.setProperty("role", role)
    return label


def title(text: str) -> PlainLabel:
    """The title of a page."""
    return paragraph(text, "title")


def points(texts: Iterable[str], numbered: bool = False) -> QWidget:
    """A list with a sign or a number before each text."""
    box, column = stack(theme.HALF)
    for number, text in enumerate(texts, start=1):
        mark = PlainLabel(f"{number}." if numbered else "•")
        mark.setProperty("role", "caption")
        mark.setMinimumWidth(mark.fontMetrics().horizontalAdvance("0. "))
        row = QHBoxLayout()
        row.setSpacing(theme.UNIT)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(paragraph(text), 1)
        column.addLayout(row)
    return box


def card(*widgets: QWidget, sign: str = "") -> QFrame:
    """A quiet frame around what belongs together, with an icon at its side."""
    frame = QFrame()
    frame.setProperty("role", "card")
    row = QHBoxLayout(frame)
    row.setContentsMargins(theme.GROUP, theme.UNIT + theme.HALF, theme.GROUP, theme.UNIT + theme.HALF)
    row.setSpacing(theme.UNIT + theme.HALF)
    if sign:
        picture = PlainLabel("")
        picture.setPixmap(icon(sign).pixmap(theme.scaled(24), theme.scaled(24)))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(theme.HALF)
    for widget in widgets:
        column.addWidget(widget)
    row.addLayout(column, 1)
    return frame


def stack(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    """A widget whose parts stand below each other, and the layout that takes them."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return box, column


def leading(button: QPushButton) -> QWidget:
    """A button at its own width, at the beginning of a line."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return box


def put(column: QVBoxLayout, widget: QWidget) -> None:
    """Add a widget to a column that is on screen, at once and not only when Qt comes to it."""
    column.addWidget(widget)
    widget.show()


def emptied(column: QVBoxLayout) -> None:
    """Take everything out of a column of widgets."""
    while column.count():
        widget = column.takeAt(0).widget()
        if widget:
            widget.hide()
            widget.deleteLater()
