"""A line that finds something as you type: choose it from the list, or press Enter for the first."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets.later import later
from mentee_app.ui.widgets.typed_line import TypedLine

Suggest = Callable[[str], list[tuple[int, str]]]
"""Gives ids and words for what is typed."""


class SuggestLine(TypedLine):
    """`taken` (id) when a suggestion is chosen; with `clears` the line is empty after it."""

    taken = Signal(object)

    def __init__(self, desk: Desk, name: str, sign: str, suggest: Suggest, clears: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._suggest = suggest
        self._clears = clears
        self._found: list[tuple[int, str]] = []
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.addAction(icon(sign), QLineEdit.ActionPosition.LeadingPosition)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._on_activated)
        completer.popup().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCompleter(completer)
        self.typed.connect(self._on_typed)
        self.returnPressed.connect(self._on_return)

    @property
    def found(self) -> list[tuple[int, str]]:
        """What is suggested now."""
        return self._found

    def stand(self, text: str) -> None:
        """Put back what was typed, with what is suggested for it."""
        self._on_typed(text)
        self.show_text(text)

    def _on_typed(self, text: str) -> None:
        try:
            self._found = self._suggest(text)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            self._found = []
        self._words.setStringList([words for _id, words in self._found])

    def _on_return(self) -> None:
        if self._clears and self._found:
            self._take(0)

    def _on_activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self._take(index.row())

    def _take(self, place: int) -> None:
        id = self._found[place][0]
        if self._clears:
            self._found = []
            self._words.setStringList([])
            later(0, self, self.clear)  # the completer writes its words into the line after this
        self.taken.emit(id)
