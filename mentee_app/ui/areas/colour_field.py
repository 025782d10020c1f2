"""The field for an area's colour: each by its name and a swatch, never by colour alone."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from mentee_app.domain.areas import Colour
from mentee_app.i18n import _
from mentee_app.ui.forms.fields import Field
from mentee_app.ui.style import theme, tones
from mentee_app.ui.widgets.flow import FlowLayout

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class ColourField(Field):
    """One of the quiet colours. The arrow keys go from one to the next."""

    def __init__(self, name: str, label: str) -> None:
        box = QWidget()
        super().__init__(name, label, box)
        row = FlowLayout(box, spacing=theme.HALF)
        self._group = QButtonGroup(box)
        self.buttons: dict[Colour, QToolButton] = {}
        for colour in Colour:
            button = QToolButton()
            button.setText(named(colour))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"{label}: {named(colour)}")
            button.clicked.connect(self._on_clicked)
            button.installEventFilter(self)
            self._group.addButton(button)
            row.addWidget(button)
            self.buttons[colour] = button
        self._paint()
        box.setFocusProxy(self.buttons[Colour.TEAL])

    def value(self) -> Colour:
        chosen = self._group.checkedButton()
        return next((colour for colour, button in self.buttons.items() if button is chosen), Colour.TEAL)

    def show_value(self, value: Any) -> None:
        self.buttons[value].setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in _STEPS and not event.modifiers():
            self._go(_STEPS[event.key()])
            return True
        if watched is self.widget and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._paint()
        return super().eventFilter(watched, event)

    def _go(self, step: int) -> None:
        sideways = -step if self.widget.isRightToLeft() else step
        every = list(self.buttons.values())
        at = next((place for place, button in enumerate(every) if button.hasFocus()), 0)
        chosen = every[(at + sideways) % len(every)]
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        chosen.click()

    def _paint(self) -> None:
        for colour, button in self.buttons.items():
            button.setIcon(swatch(colour))

    def _on_clicked(self) -> None:
        self.edited.emit()
        self.left.emit()


def named(colour: Colour) -> str:
    """What a colour is called."""
    return {
        Colour.TEAL: _("Teal"),
        Colour.BLUE: _("Blue"),
        Colour.VIOLET: _("Violet"),
        Colour.ROSE: _("Rose"),
        Colour.SAND: _("Sand"),
        Colour.GREEN: _("Green"),
        Colour.SLATE: _("Slate"),
        Colour.PLUM: _("Plum"),
    }[colour]


def swatch(colour: Colour) -> QIcon:
    """A disc of the colour as it is drawn on screen now."""
    side = 4 * theme.scaled(16)  # large enough for any screen; the button draws it smaller
    shade = tones.quiet(colour.value, theme.tones())
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(shade.edge, side / 10))
    painter.setBrush(shade.ground)
    inset = side // 10
    painter.drawEllipse(QRect(0, 0, side, side).adjusted(inset, inset, -inset, -inset))
    painter.end()
    return QIcon(picture)
