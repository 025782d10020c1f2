"""Two bars that show how much speaks for each kind of help, with the plain numbers beside them."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.tones import tones_of

_THICK = 10


class TotalBars(QWidget):
    """`most` is the total that one side can reach at all."""

    def __init__(self, apprenticeship: int, mentoring: int, most: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.HALF)
        grid.setColumnStretch(1, 1)
        sides = ((_("Apprenticeship"), apprenticeship), (_("Mentoring"), mentoring))
        for row, (name, total) in enumerate(sides):
            grid.addWidget(PlainLabel(name), row, 0)
            grid.addWidget(_Bar(total / most, row == 1), row, 1)
            number = PlainLabel(_("{total} of {most}").format(total=total, most=most))
            number.setAccessibleName(f"{name}: {number.text()}")
            grid.addWidget(number, row, 2, Qt.AlignmentFlag.AlignTrailing)


class _Bar(QWidget):
    def __init__(self, share: float, second: bool) -> None:
        super().__init__()
        self._share = share
        self._second = second
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, _THICK + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, (self.height() - _THICK) / 2, self.width(), _THICK)
        colours = tones_of(self.palette())
        painter.setBrush(colours.hairline)
        painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
        if self._share > 0:
            filled = QRectF(track)
            filled.setWidth(max(track.width() * self._share, _THICK))
            if self.isRightToLeft():
                filled.moveRight(track.right())
            painter.setBrush(colours.muted if self._second else colours.accent)
            painter.drawRoundedRect(filled, _THICK / 2, _THICK / 2)
