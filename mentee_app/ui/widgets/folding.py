"""Widgets side by side; under each other where there is no room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from mentee_app.ui.style import theme


class Folding(QWidget):
    """`fold` puts the widgets in it; it needs no more width than the widest of them."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[QWidget] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GROUP)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def fold(self, cells: Sequence[QWidget], stretch: Sequence[int] = ()) -> None:
        """`stretch` gives the share of each; without it all are alike."""
        self._cells = list(cells)
        for cell, share in zip(cells, stretch or [1] * len(cells), strict=True):
            self._row.addWidget(cell, share)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths(), default=0), self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        room = self.width() - theme.GROUP * (len(self._cells) - 1)
        wide = sum(self._widths()) <= room
        wanted = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
            self._row.setSpacing(theme.GROUP if wide else theme.UNIT)

    def _widths(self) -> list[int]:
        return [cell.minimumSizeHint().width() for cell in self._cells]
