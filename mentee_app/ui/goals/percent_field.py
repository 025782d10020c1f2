"""The field for a self-assessment: a number from 0 to 100, typed or moved on a slider by the arrow keys."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QWidget

from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _
from mentee_app.ui.forms.fields import Field, Unreadable, storable
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.typed_line import TypedLine


class PercentField(Field):
    """A whole number from 0 to 100; with `optional`, also none."""

    holds_words = True

    def __init__(self, name: str, label: str, optional: bool = False) -> None:
        box = QWidget()
        self.line = TypedLine()
        self.slider = _Slider()
        super().__init__(name, label, box)
        self._optional = optional
        self.line.setAccessibleName(_("{field}, as a number").format(field=label))
        self.slider.setAccessibleName(_("{field}, 0 to 100").format(field=label))
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        row.addWidget(self.slider, 1)
        row.addWidget(self.line)
        row.addWidget(PlainLabel("%"))
        box.setFocusProxy(self.slider)
        for part in (self.line, self.slider):
            part.installEventFilter(self)
        self.line.typed.connect(self._on_typed)
        self.slider.actionTriggered.connect(self._on_moved)
        self._fit()

    def value(self) -> int | None:
        text = self.line.text().strip()
        if not text and self._optional:
            return None
        if not text.isdecimal() or len(text) > 3 or int(text) > 100:
            raise Unreadable(Flaw.OUT_OF_RANGE)
        return int(text)

    def show_value(self, value: int | None) -> None:
        text = "" if value is None else str(value)
        if self.line.text().strip() != text:
            self.line.show_text(text)
        self.slider.setValue(value or 0)

    def standing(self) -> str:
        return storable(self.line.text())

    def stand(self, text: str) -> None:
        self.line.show_text(text)

    def start_typing(self, replace: bool = False) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if replace:
            self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        if watched is self.slider and event.type() == QEvent.Type.KeyPress and event.text().isdecimal():
            self.start_typing(replace=True)
            self.line.insert(event.text())
            return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.slider.setMinimumSize(theme.scaled(96), theme.scaled(24))
        self.line.setFixedWidth(self.line.fontMetrics().horizontalAdvance("0000") + 3 * theme.UNIT)

    def _on_typed(self) -> None:
        try:
            self.slider.setValue(self.value() or 0)
        except Unreadable:
            pass  # it is told when the field is saved
        self.edited.emit()

    def _on_moved(self) -> None:
        self.line.show_text(str(self.slider.sliderPosition()))
        self.edited.emit()


class _Slider(QSlider):
    """Shows its focus, and does not move when the page is scrolled over it."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(10)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The style's own handle is hard to see on a dark ground, and does not show the focus."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_Slider
        handle = self.style().subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        tones, centre = theme.tones(), QPointF(handle.center())
        begin, end = QPointF(theme.HALF, centre.y()), QPointF(self.width() - theme.HALF, centre.y())
        if self.isRightToLeft():
            begin, end = end, begin
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, to in ((tones.outline, end), (tones.accent, centre)):
            pen = QPen(colour, theme.scaled(3))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(begin, to)
        painter.setPen(QPen(tones.card, 2))
        painter.setBrush(tones.accent)
        radius = self.height() / 2 - theme.HALF
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus():
            theme.paint_focus_ring(painter, self.rect())
        painter.end()
