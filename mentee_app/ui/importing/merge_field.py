"""One field in which two people differ: what each says side by side, and both together where that can be."""

from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.duplicates import FieldChoice
from mentee_app.i18n import _
from mentee_app.queries import people
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.options import OptionRow

_MOST = 400
_LEAST_WIDTH = 120
_ONE_ONLY = frozenset({"email", "phone"})
"""A second address is one more way to reach them, not a part of the first."""


class MergeField(QWidget):
    """`changed` when another value is chosen. `owners` are the two whose values these are, as they are called."""

    changed = Signal()

    def __init__(self, choice: FieldChoice, owners: tuple[str, str]) -> None:
        super().__init__()
        self.name = choice.field
        self._values: list[Any] = [choice.keep, choice.gone]
        both = choice.proposed if choice.proposed not in self._values else choice.joined
        if both and choice.field not in _ONE_ONLY:
            self._values.append(both)
        self.options: list[_Option] = []
        self._build(words.field(choice.field), owners)
        self._chosen = self._values.index(choice.proposed) if choice.proposed in self._values else 0
        self._show_chosen()

    @property
    def value(self) -> Any:
        """The chosen value."""
        return self._values[self._chosen]

    def choose(self, place: int) -> None:
        """Choose the first (0), the second (1) or both (2)."""
        if place != self._chosen:
            self._chosen = place
            self.changed.emit()
        self._show_chosen()

    def offer_both(self, text: str) -> None:
        """Let another text stand for both together."""
        if len(self._values) > 2 and text not in self._values[:2]:
            self._values[2] = text
            self.options[2].say(shown(self.name, text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses, as it stands on each."""
        number = event.text()
        if number.isascii() and number.isdigit() and 0 < int(number) <= len(self.options):
            self.choose(int(number) - 1)
            self.options[self._chosen].setFocus()
        else:
            super().keyPressEvent(event)

    def _build(self, title: str, owners: tuple[str, str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.UNIT)
        column.setSpacing(theme.HALF)
        label = PlainLabel(title)
        label.setProperty("role", "caption")
        column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(theme.UNIT)
        sides = (*owners, _("Both together"))
        for place, value in enumerate(self._values):
            option = _Option(place, f"{title}, {sides[place]}", shown(self.name, value))
            option.picked.connect(self.choose)
            row.addWidget(option, 1)
            self.options.append(option)
        if len(self._values) == 2:
            row.addWidget(QWidget(), 1)
        column.addLayout(row)

    def _show_chosen(self) -> None:
        for place, option in enumerate(self.options):
            option.setChecked(place == self._chosen)


class _Option(OptionRow):
    """Carries its place when it is taken; whose value it is stands in its accessible name."""

    picked = Signal(int)

    def __init__(self, place: int, whose: str, text: str) -> None:
        super().__init__(place + 1, text, compact=False)
        self._place = place
        self._whose = whose
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # all columns are equally wide in all fields
        self.setSizePolicy(policy)
        self.setMinimumWidth(theme.scaled(_LEAST_WIDTH))
        self.setAccessibleName(f"{whose}: {text}")
        self.taken.connect(self._on_taken)

    def say(self, text: str) -> None:
        """Stand for another text."""
        self._words = text
        self.setAccessibleName(f"{self._whose}: {text}")
        self.updateGeometry()
        self.update()

    def _on_taken(self) -> None:
        self.picked.emit(self._place)


def shown(field: str, value: Any) -> str:
    """A value of a person as it is read. Raises Trouble."""
    if value is None or value == "":
        return _("Empty")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Enum):
        return words.of(value)
    if isinstance(value, date):
        return days.full(value)
    if field == "introduced_by":
        row = people.one(value)
        return row.name if row else _("Somebody who is not here any more")
    text = str(value).strip()
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"
