"""Fields side by side, each under its label; under each other where there is no room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QVBoxLayout, QWidget

from mentee_app.ui import theme
from mentee_app.ui.fields import Field


class FieldRow(QWidget):
    """`stretch` gives the share of each field; without it all are alike."""

    def __init__(self, fields: Sequence[Field], stretch: Sequence[int] = ()) -> None:
        super().__init__()
        self._cells = [_cell(field) for field in fields]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GROUP)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for cell, share in zip(self._cells, stretch or [1] * len(self._cells), strict=True):
            self._row.addWidget(cell, share, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths()), self._row.minimumSize().height())

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


def _cell(field: Field) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for part in (field.label, field.widget, field.problem):
        column.addWidget(part)
    return cell
