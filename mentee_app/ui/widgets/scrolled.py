"""Puts something into a scroll area without a frame, and fits a dialog into the screen."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

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


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Make it `width` by `height` (device-independent pixels at 100 % zoom), or nine tenths of the screen."""
    room = dialog.screen().availableGeometry()
    dialog.resize(
        min(theme.scaled(width), room.width() * 9 // 10), min(theme.scaled(height), room.height() * 9 // 10)
    )


class Room(QScrollArea):
    """Never smaller than `least` lines of its content. With `by_itself` the keyboard reaches it where it scrolls."""

    def __init__(self, content: QWidget, least: int, by_itself: bool = False) -> None:
        super().__init__()
        self._least = least
        self._by_itself = by_itself
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def fit(self) -> None:
        """The content is another one, or is written larger."""
        wanted, line = self._wanted(), self.widget().fontMetrics().lineSpacing()
        self.setMinimumHeight(min(wanted, self._least * line))
        if self._by_itself:
            self.setMaximumHeight(max(wanted, line))
        self.updateGeometry()
        self._show_reach()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()
        self._show_reach()

    def _wanted(self) -> int:
        content = self.widget()
        if not content.hasHeightForWidth():
            return content.sizeHint().height()
        bar = self.verticalScrollBar().sizeHint().width()
        return content.heightForWidth(max(self.width() - bar, 1))

    def _show_reach(self) -> None:
        if self._by_itself:
            scrolls = self._wanted() > self.height()
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)
