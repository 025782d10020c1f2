"""One line of the Today tab: what it is about, which opens it, and beside or below that what can be done at once."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from mentee_app.ui import theme
from mentee_app.ui.elided_button import ElidedButton
from mentee_app.ui.style_sheet import Role

_LEAST_CHARACTERS = 40


class Line(QFrame):
    """`parts` are what takes the focus in it, in order; `keys` are what letters do while one of them has it.

    `moved` carries 1 or -1 where the arrow keys ask for the next line or the one before.
    """

    moved = Signal(int)

    def __init__(
        self, main: ElidedButton, beside: Sequence[QWidget], keys: Mapping[Qt.Key, Callable[[], object]]
    ) -> None:
        super().__init__()
        self._main = main
        self._beside = QWidget()
        self._keys = keys
        self.parts = [part for part in (main, *beside) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for part in self.parts:
            part.installEventFilter(self)
        self.setProperty("role", Role.CARD.value)
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.HALF)
        for part in beside:
            row.addWidget(part)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.UNIT, theme.HALF, theme.UNIT, theme.HALF)
        self._row.setSpacing(theme.HALF)
        self._row.addWidget(main, 1)
        self._row.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignTrailing)
        self._beside.setVisible(bool(beside))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        act = self._keys.get(event.key())
        if act is None or event.isAutoRepeat():
            return False
        act()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row"):
            self._fit()

    def _fit(self) -> None:
        least = _LEAST_CHARACTERS * self.fontMetrics().averageCharWidth()
        beside = self._beside.sizeHint().width() + least <= self.width()
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
