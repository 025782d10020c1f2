"""Plain text to write in: it stays quick with words of any length, and grows with what is written."""

import math

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent, QShowEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from mentee_app.ui.style import theme

_LONGEST_WORD = 10_000
"""Letters without a space: Qt looks for the end of a word at each line of it, so a million of them took minutes."""


class PlainTextEdit(QPlainTextEdit):
    """Breaks its lines between words; anywhere as long as a text is shown in which a word is too long to be looked for."""

    def setPlainText(self, text: str) -> None:
        is_long = self.make_room_for(text)
        super().setPlainText(text)
        if not is_long:  # not before the text that stood here is gone
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.make_room_for(source.text())
        super().insertFromMimeData(source)

    def make_room_for(self, text: str) -> bool:
        """To be called before `text` is put in; whether it has such a word."""
        is_long = len(text) > _LONGEST_WORD and max(map(len, text.split()), default=0) > _LONGEST_WORD
        if is_long:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        return is_long


class NoteEdit(PlainTextEdit):
    """Plain text that grows with what is written, between `least` and `most` lines; Tab goes on to the next field.

    With `enter_ends`, Enter says `ended` and Shift+Enter begins a new line. `menu_wanted` carries the context menu, for
    whoever has something to add to it; `versions_wanted` asks for earlier versions of the text.
    """

    ended = Signal()
    menu_wanted = Signal(object)
    versions_wanted = Signal()

    def __init__(self, least: int, most: int, enter_ends: bool = False) -> None:
        super().__init__()
        self._enter_ends = enter_ends
        self._least, self._most = least, most
        self._around: int | None = None
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def text(self) -> str:
        """What was typed, letter by letter (toPlainText would lose no-break spaces)."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._enter_ends and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def replace_text(self, text: str) -> None:
        """Put another text in place of this one, as if it was typed: Ctrl+Z takes it back."""
        self.make_room_for(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.document().setModified(True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        self.menu_wanted.emit(menu)
        menu.setAttribute(
            Qt.WidgetAttribute.WA_DeleteOnClose
        )  # it may be gone with its text before exec ends
        menu.exec(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        needed, block = 0.0, self.document().firstBlock()
        while block.isValid() and needed < self._most * line:
            needed += self.blockBoundingRect(block).height()
            block = block.next()
        text = max(self._least * line, min(math.ceil(needed), self._most * line))
        if self.isVisible():  # while hidden, the viewport does not follow
            self._around = self.height() - self.viewport().height()
        around = 2 * self.frameWidth() + 8 if self._around is None else self._around
        wanted = text + around + 2 * math.ceil(self.document().documentMargin())
        wanted = max(wanted, theme.scaled(26) + 2)  # no lower than a line beside it
        if wanted != self.height():
            self.setFixedHeight(wanted)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > text else policy.ScrollBarAlwaysOff
        )
