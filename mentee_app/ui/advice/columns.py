"""Cards beside each other where there is room, under each other where there is none."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from mentee_app.ui.style import theme

_LEAST_CHARACTERS = 34
_MOST = 4


class Columns(QWidget):
    """Shows the cards it is given in as many columns as fit; all columns are as wide."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[QWidget] = []
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.UNIT)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    @property
    def count(self) -> int:
        """How many columns there are."""
        return self._count

    def show_cards(self, cards: list[QWidget]) -> None:
        """Show these cards; those shown before are thrown away."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = cards
        self._count = 0
        for card in cards:
            card.setParent(self)
            card.show()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        room = (self.width() + theme.UNIT) // (least + theme.UNIT)
        wanted = max(1, min(room, _MOST, len(self._cards)))
        if wanted == self._count:
            return
        for column in range(max(self._count, wanted)):
            self._grid.setColumnStretch(column, 1 if column < wanted else 0)
        self._count = wanted
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // wanted, place % wanted)
        self.updateGeometry()
