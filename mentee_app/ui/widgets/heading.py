"""Headings inside editors."""

from PySide6.QtWidgets import QWidget

from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel


def section(text: str, parent: QWidget | None = None) -> PlainLabel:
    """The heading of a group of fields."""
    label = PlainLabel(text, parent)
    label.setProperty("role", "section")
    label.setIndent(0)
    label.setContentsMargins(0, theme.GROUP, 0, 0)
    return label


def caption(text: str) -> PlainLabel:
    """A quiet line of explanation."""
    label = PlainLabel(text)
    label.setProperty("role", "caption")
    label.setWordWrap(True)
    return label
