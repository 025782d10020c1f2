"""The history of one person over several relationships: a line for each, the newest first; choosing one shows it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.i18n import _
from mentee_app.queries.relationships import Spell
from mentee_app.ui.mentors import spell_words
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.heading import section


class Timeline(QWidget):
    """Hidden while there is only one relationship; `chosen` carries the id of another one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, str, bool]] = []
        self.buttons: dict[int, ElidedButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(section(_("Your time with them")))
        box, self._column = prose.stack(2)
        column.addWidget(box)

    def show_spells(self, spells: Sequence[Spell], shown: int) -> None:
        """Show these relationships; the one with the id `shown` stands open below."""
        self.setVisible(len(spells) > 1)
        lines = [(spell.id, spell_words.line(spell), spell.id == shown) for spell in spells]
        if lines == self._lines:
            return
        self._lines = lines
        at = self.window().focusWidget()
        held = next((id for id, button in self.buttons.items() if button is at), None)
        prose.emptied(self._column)
        self.buttons = {}
        for spell, (id, text, is_shown) in zip(spells, lines, strict=True):
            button = self.buttons[id] = _line(_("Shown: {line}").format(line=text) if is_shown else text)
            button.setIcon(icon(spell.kind.value))
            if is_shown:
                button.setFont(_strong())
            button.clicked.connect(partial(self._on_clicked, id))
            prose.put(self._column, button)
        if held in self.buttons:
            self.buttons[held].setFocus()

    def _on_clicked(self, id: int, _checked: bool = False) -> None:
        self.chosen.emit(id)


def _line(text: str) -> ElidedButton:
    button = ElidedButton(text)
    button.setAutoDefault(True)
    return button


def _strong() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font
