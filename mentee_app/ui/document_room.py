"""A scroll area that asks for as much height as its content has, so that it scrolls only where there is no room."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


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
