"""The choices of a question: big rows, answered by click, Space, Enter or a number key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLayout, QRadioButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import literal
from mentee_app.ui.style.tones import tones_of
from mentee_app.ui.widgets.flow import FlowLayout

_TEXT = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class OptionRow(QRadioButton):
    """One choice with its number; `taken` when a person chooses it, also when it is chosen already."""

    taken = Signal()

    def __init__(self, number: int, text: str, compact: bool) -> None:
        super().__init__(literal(text))
        self._words = text
        self._number = str(number)
        self._compact = compact
        self._ready = False
        self.setAutoExclusive(False)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(not compact)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)

    def show_ready(self, ready: bool) -> None:
        """Show that the keyboard is at all rows together, the same way on each of them."""
        self._ready = ready
        self.update()

    def sizeHint(self) -> QSize:
        width = self._before() + self.fontMetrics().horizontalAdvance(self._words) + self._behind() + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._compact else QSize(160, self._least_height())

    def hasHeightForWidth(self) -> bool:
        return not self._compact

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - self._before() - self._behind(), 40), 10_000)
        text = self.fontMetrics().boundingRect(room, _TEXT, self._words)
        return max(text.height() + 2 * self._padding(), self._least_height())

    def hitButton(self, _position: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif key == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        padding = self._padding()
        badge = QRect(padding, (self.height() - self._badge()) // 2, self._badge(), self._badge())
        self._paint_badge(painter, self._placed(badge))
        text = QRect(self._before(), 0, self.width() - self._before() - self._behind(), self.height())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        flags = _TEXT if not self._compact else _TEXT & ~Qt.TextFlag.TextWordWrap
        painter.drawText(self._placed(text), flags, self._words)

    def _paint_frame(self, painter: QPainter) -> None:
        colours = tones_of(self.palette())
        ground = colours.hover if self.underMouse() else colours.paper
        strong = self.isChecked() or self.hasFocus()
        width = theme.FOCUS_WIDTH if self.hasFocus() or self._ready else 1
        calm = colours.muted if self._ready else colours.outline
        painter.setPen(QPen(colours.accent if strong else calm, width))
        painter.setBrush(colours.selection if self.isChecked() else ground)
        inset = width / 2 + 0.5
        frame = self.rect().toRectF().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.UNIT, theme.UNIT)

    def _paint_badge(self, painter: QPainter, place: QRect) -> None:
        colours = tones_of(self.palette())
        chosen = self.isChecked()
        painter.setPen(QPen(colours.accent if chosen else colours.hairline, 1))
        painter.setBrush(colours.accent if chosen else colours.window)
        painter.drawRoundedRect(place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.HALF, theme.HALF)
        painter.setFont(theme.caption_font(self.font()))
        painter.setPen(colours.on_accent if chosen else colours.muted)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "✓" if chosen else self._number)

    def _placed(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _padding(self) -> int:
        return theme.UNIT if self._compact else theme.UNIT + theme.HALF

    def _badge(self) -> int:
        return QFontMetrics(self.font()).height() + 2

    def _before(self) -> int:
        return self._padding() + self._badge() + theme.UNIT + theme.HALF

    def _behind(self) -> int:
        return self._padding() + theme.HALF

    def _least_height(self) -> int:
        return self._badge() + 2 * self._padding()

    def _on_clicked(self) -> None:
        self.setChecked(True)
        self.taken.emit()


class Options(QWidget):
    """The rows of one question, one of which may be chosen; `chosen` carries the option's id.

    Until one is chosen, the keyboard begins at all rows together, so that no answer is put forward.
    """

    chosen = Signal(str)

    def __init__(
        self, question: str, choices: Sequence[tuple[str, str]], apart: str = "", compact: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(question)
        self._rows: dict[str, OptionRow] = {}
        layout: QLayout = FlowLayout(self) if compact else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.UNIT)
        for number, (option, text) in enumerate(choices, start=1):
            row = OptionRow(number, text, compact)
            row.setAccessibleDescription(question)
            row.taken.connect(self._taker(option))
            if option == apart and isinstance(layout, QVBoxLayout):
                layout.addSpacing(theme.GROUP)
            layout.addWidget(row)
            self._rows[option] = row

    def show_chosen(self, option: str | None) -> None:
        """Show which option is chosen; None is none."""
        for each, row in self._rows.items():
            row.setChecked(each == option)

    def row(self, option: str) -> OptionRow:
        """The row of an option."""
        return self._rows[option]

    def has_focus(self) -> bool:
        """Whether one of the rows, or all together, have the focus in their window."""
        return self.window().focusWidget() in (self, *self._rows.values())

    def take(self, number: int) -> bool:
        """Choose by number, from 1; whether there is such a row."""
        rows = list(self._rows.values())
        if not 1 <= number <= len(rows):
            return False
        rows[number - 1].click()
        return True

    def start(self) -> None:
        """Put the focus on the chosen row, else on all together: Tab or an arrow goes to the first."""
        chosen = next((row for row in self._rows.values() if row.isChecked()), self)
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.key() in arrows and self.window().focusWidget() is self:
            next(iter(self._rows.values())).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_ready(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_ready(False)

    def _show_ready(self, ready: bool) -> None:
        for row in self._rows.values():
            row.show_ready(ready)

    def _taker(self, option: str):
        def take() -> None:
            self.show_chosen(option)
            self.chosen.emit(option)

        return take
