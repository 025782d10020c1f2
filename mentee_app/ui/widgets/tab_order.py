"""Makes the Tab key follow the eye: the order of the layouts, not the order in which things were made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def chain(root: QWidget) -> None:
    """Let Tab go through everything below `root` in the order in which it is laid out."""
    before: QWidget | None = None
    for widget in _reachable(root):
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _reachable(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter | QStackedWidget):
        for index in range(widget.count()):
            yield from _reachable(widget.widget(index))
        return
    if isinstance(widget, QScrollArea):
        if widget.widget():
            yield from _reachable(widget.widget())
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if widget.layout():
        yield from _laid_out(widget.layout())


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item.widget():
            yield from _reachable(item.widget())
        elif item.layout():
            yield from _laid_out(item.layout())
