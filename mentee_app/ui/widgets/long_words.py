"""A plain text that stays quick with words of any length: nobody waits for a line to be broken."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

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
