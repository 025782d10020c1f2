"""Fields of a person: how often to be in touch, and a tick."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _
from mentee_app.ui.forms.fields import CalmComboBox, Field, Unreadable, storable
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.typed_line import TypedLine

_OWN = -1
_FIRST_OWN = 21
_LEAST, _MOST = 1, 3660


class IntervalField(Field):
    """Every so many days, or None: one of a few usual intervals, or a number of one's own."""

    holds_words = True

    def __init__(self, name: str, label: str) -> None:
        box = QWidget()
        self.box = CalmComboBox()
        self.own = TypedLine()
        self._days = PlainLabel(_("days"))
        super().__init__(name, label, box)
        self._values, sayings = zip(*_intervals())
        self.box.addItems(sayings)
        self.box.setAccessibleName(label)
        self.own.setAccessibleName(_("{field}: number of days").format(field=label))
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        row.addWidget(self.box, 2)
        row.addWidget(self.own, 1)
        row.addWidget(self._days)
        box.setFocusProxy(self.box)
        self.own.installEventFilter(self)
        self.own.typed.connect(self.edited)
        self.box.activated.connect(self._on_activated)
        self._show_own(False)

    def value(self) -> int | None:
        chosen = self._values[self.box.currentIndex()]
        if chosen != _OWN:
            return chosen
        text = self.own.text().strip()
        if not text.isdecimal() or len(text) > 4 or not _LEAST <= int(text) <= _MOST:
            raise Unreadable(Flaw.OUT_OF_RANGE)
        return int(text)

    def show_value(self, value: Any) -> None:
        try:
            if self.value() == value:
                return
        except Unreadable:
            pass
        own = value not in self._values
        self.box.setCurrentIndex(self._values.index(_OWN if own else value))
        self.own.show_text(str(value) if own else "")
        self._show_own(own)

    def standing(self) -> str:
        own = self._values[self.box.currentIndex()] == _OWN
        return storable(self.own.text()) if own else self.box.currentText()

    def stand(self, text: str) -> None:
        usual = self.box.findText(text)
        self.box.setCurrentIndex(self._values.index(_OWN) if usual < 0 else usual)
        self.own.show_text(text if usual < 0 else "")
        self._show_own(usual < 0)

    def _on_activated(self, index: int) -> None:
        own = self._values[index] == _OWN
        if own and not self.own.text().strip():
            self.own.show_text(str(_FIRST_OWN))
        self._show_own(own)
        self.edited.emit()
        self.left.emit()
        if own:
            self.own.setFocus()
            self.own.selectAll()

    def _show_own(self, own: bool) -> None:
        self.own.setVisible(own)
        self._days.setVisible(own)


class TickField(Field):
    """True or False."""

    def __init__(self, name: str, label: str, text: str) -> None:
        self.tick = QCheckBox(text)
        super().__init__(name, label, self.tick)
        self.tick.setAccessibleName(f"{label}: {text}")
        self.tick.clicked.connect(self._on_clicked)

    def value(self) -> bool:
        return self.tick.isChecked()

    def show_value(self, value: Any) -> None:
        self.tick.setChecked(bool(value))

    def _on_clicked(self) -> None:
        self.edited.emit()
        self.left.emit()


def _intervals() -> list[tuple[int | None, str]]:
    return [
        (None, _("No reminder")),
        (14, _("Every two weeks")),
        (30, _("Every month")),
        (91, _("Every three months")),
        (182, _("Every half a year")),
        (365, _("Every year")),
        (_OWN, _("Own number of days…")),
    ]
