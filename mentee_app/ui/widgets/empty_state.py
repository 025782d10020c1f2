"""What stands where there is nothing yet: one friendly sentence, and buttons that do the first thing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel, literal
from mentee_app.ui.style.style_sheet import Role, dress


class EmptyState(QWidget):
    """`buttons` are words and what they do. The first is the one to press; the others stay quiet below it."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        buttons: Sequence[tuple[str, Callable[[], object]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mark = _Mark(icon_name)
        self._sentence = PlainLabel(sentence, wrap=True)
        self.buttons = [_button(words, act) for words, act in buttons]
        self.setAccessibleName(sentence)
        self._build()
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _build(self) -> None:
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        column.setSpacing(theme.HALF)
        column.addStretch(2)
        column.addWidget(self._mark, 0, centre)
        column.addSpacing(theme.GROUP)
        column.addWidget(self._sentence, 0, centre)
        column.addSpacing(theme.GROUP)
        for place, button in enumerate(self.buttons):
            dress(button, Role.QUIET if place else Role.PRIMARY)
            column.addWidget(button, 0, centre)
        column.addStretch(3)
        self._fit()

    def _fit(self) -> None:
        """Shorter than a reading line: a sentence in the middle of a page is taken in at a glance."""
        room = theme.reading_width(self.font()) * 5 // 8
        line = self.fontMetrics().horizontalAdvance(self._sentence.text()) + theme.UNIT
        width = min(room, line)
        self._sentence.setFixedSize(width, self._sentence.heightForWidth(width))
        self._mark.fit()


class _Mark(QWidget):
    """The icon in a quiet circle."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon(icon_name, Ink.ACCENT)
        self.fit()

    def fit(self) -> None:
        self.setFixedSize(theme.scaled(72), theme.scaled(72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tones().selection)
        painter.drawEllipse(self.rect())
        side = theme.scaled(32)
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        self._icon.paint(painter, place)


def _button(words: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(literal(words))
    button.setAutoDefault(True)
    button.clicked.connect(partial(_without_state, act))
    return button


def _without_state(act: Callable[[], object], _checked: bool = False) -> None:
    act()
