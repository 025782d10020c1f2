"""What the monkey sees: the window or dialog in front, and everything in it that a hand, a key or a screen reader reaches."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from mentee_app import gui

_LEAVING = ("quit",)
"""Words on what ends the program: the monkey ends its lives otherwise."""

Thing = TypeVar("Thing", bound=QWidget)


@dataclass(frozen=True)
class Scene:
    """`root` is in front and takes keys and clicks; `studio` is the window's, None while there is none."""

    root: QWidget
    studio: gui.Studio | None

    @property
    def is_window(self) -> bool:
        """Whether the main window is in front, with no dialog and no menu before it."""
        return self.studio is not None and self.root is self.studio.window

    def reachable(self, kind: type[Thing]) -> list[Thing]:
        """The enabled widgets of a kind that are on screen, from top to bottom as they were made."""
        return [
            each
            for each in self.root.findChildren(kind)
            if each.window() is self.root.window()
            and each.isEnabled()
            and each.isVisible()
            and not each.visibleRegion().isEmpty()
        ]

    def fields(self) -> list[QLineEdit | QPlainTextEdit]:
        """Where something can be typed."""
        found = [*self.reachable(QLineEdit), *self.reachable(QPlainTextEdit)]
        return [each for each in found if not each.isReadOnly()]

    def buttons(self) -> list[QAbstractButton]:
        """What can be pressed, but for what quits."""
        found = self.reachable(QAbstractButton)
        return [each for each in found if each.text().replace("&", "").lower() not in _LEAVING]

    def lists(self) -> list[QAbstractItemView]:
        """Lists and tables with something in them."""
        return [
            each
            for each in self.reachable(QAbstractItemView)
            if each.model() and each.model().rowCount(QModelIndex())
        ]

    def boxes(self) -> list[QComboBox]:
        """What chooses one of several."""
        return self.reachable(QComboBox)

    def tab_bars(self) -> list[QTabBar]:
        """Rows of tabs."""
        return self.reachable(QTabBar)


@dataclass(frozen=True)
class Step:
    """What will be done, in words that find the same target again; `typed` is text that must not be lost."""

    target: str
    do: Callable[[], object]
    typed: str = ""
    field: Any = None


@dataclass(frozen=True)
class Choice:
    """The chance of one act, the target that a trace wants (or ""), and the folder with the monkey's files."""

    chance: random.Random
    wanted: str
    files: Path

    def of(self, things: list[Any]) -> tuple[str, Any] | None:
        """One of the widgets, with its name."""
        return self.by_name(named(things))

    def by_name(self, found: dict[str, Any]) -> tuple[str, Any] | None:
        """One of what is named; what the trace wants is found by its name, whatever else is there."""
        drawn = self.chance.random()
        if not found:
            return None
        names = list(found)
        name = self.wanted if self.wanted in found else names[int(drawn * len(names))]
        return name, found[name]


def front(studio: gui.Studio | None) -> Scene | None:
    """What is in front now; None while nothing is."""
    popup = QApplication.activePopupWidget()
    if isinstance(popup, QMenu):
        return Scene(popup, studio)
    if popup is not None:
        popup.close()  # completions and lists of choices: keys and texts reach them through their field
    modal = QApplication.activeModalWidget()
    if modal is not None:
        return Scene(modal, studio)
    if studio is not None and isValid(studio.window) and studio.window.isVisible():
        return Scene(studio.window, studio)
    return None


def named(things: Sequence[Any]) -> dict[str, Any]:
    """Widgets by a name that a person would know again; the same name twice is numbered."""
    found: dict[str, Any] = {}
    for each in things:
        name, number = _name(each), 1
        while name in found:
            number += 1
            name = f"{_name(each)} #{number}"
        found[name] = each
    return found


def _name(widget: QWidget) -> str:
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    words = words or widget.objectName()
    return f"{type(widget).__name__} {' '.join(words.split())[:50]}".strip()
