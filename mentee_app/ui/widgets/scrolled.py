"""Puts something into a scroll area without a frame, as wide as it is given room."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from mentee_app.ui.style import theme
from mentee_app.ui.widgets.later import later

_SETTLED_MS = 60


def scrolled(content: QWidget) -> QScrollArea:
    """`content` in a scroll area that is reached by what is inside it, not by itself."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def bring_into_sight(widget: QWidget) -> None:
    """Scroll to where a widget stands, now that the page has its size, and again when the undo bar has its place."""
    for wait in (0, _SETTLED_MS):
        later(wait, widget, partial(_scroll_to, widget))


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget, 0, theme.MARGIN)
