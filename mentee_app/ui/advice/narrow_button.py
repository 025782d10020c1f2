"""A button whose menu narrows a list by several things at once, and which says by what it is narrowed."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from mentee_app.i18n import _
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import literal, plain_tooltip
from mentee_app.ui.style.style_sheet import Role

_LONGEST = 28

Choices = Sequence[tuple[Any, str]]


class NarrowButton(QToolButton):
    """`narrowed` when a person chooses something. The first of each choices stands for all of them."""

    narrowed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: dict[str, list[tuple[Any, str]]] = {}
        self._chosen: dict[str, Any] = {}
        self._menus: dict[str, QMenu] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("filter"))
        self.setProperty("role", Role.CHIP.value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def add(self, key: str, name: str, choices: Choices) -> None:
        """Add something to narrow by."""
        self._menus[key] = self._menu.addMenu(literal(name))
        self._chosen[key] = None
        self.offer(key, choices)

    def offer(self, key: str, choices: Choices) -> None:
        """Offer other values; the chosen one stays where it is still offered."""
        if self._choices.get(key) == list(choices):
            return
        self._choices[key] = list(choices)
        if self._chosen[key] not in [value for value, _word in choices]:
            self._chosen[key] = None
        menu = self._menus[key]
        menu.clear()
        self._groups[key] = QActionGroup(menu)
        for value, word in choices:
            action = menu.addAction(literal(_shortened(word, 60)))
            action.setCheckable(True)
            action.setData(value)
            action.triggered.connect(partial(self._on_triggered, key, value))
            self._groups[key].addAction(action)
        self._show()

    def value(self, key: str) -> Any:
        """What the list is narrowed to; None is all."""
        return self._chosen[key]

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen."""
        return any(value is not None for value in self._chosen.values())

    def choose(self, key: str, value: Any) -> None:
        """Narrow the list to this without saying so."""
        self._chosen[key] = value
        self._show()

    def clear(self) -> None:
        """Narrow the list by nothing."""
        self._chosen = dict.fromkeys(self._chosen)
        self._show()

    def _show(self) -> None:
        names = []
        for key, choices in self._choices.items():
            for action in self._groups[key].actions():
                action.setChecked(action.data() == self._chosen[key])
            names += [word for value, word in choices if value is not None and value == self._chosen[key]]
        said = ", ".join(names)
        self.setText(literal(_shortened(said, _LONGEST)) if said else _("More filters"))
        self.setAccessibleName(_("More filters: {names}").format(names=said) if said else _("More filters"))
        self.setToolTip(plain_tooltip(said))

    def _on_triggered(self, key: str, value: Any, _checked: bool = False) -> None:
        self.choose(key, value)
        self.narrowed.emit()


def _shortened(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
