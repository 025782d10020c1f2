"""A line that notices all that is typed into it: by keys, by a screen reader, by dictation or by a script."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit


class TypedLine(QLineEdit):
    """`typed` carries the text whenever it became another one, except by `show_text`.

    What is walked over in the suggestions is not taken yet, and so is not typed.
    """

    typed = Signal(str)

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._showing = False
        self.textChanged.connect(self._on_changed)
        self.textEdited.connect(self._on_edited)

    def show_text(self, text: str) -> None:
        """Let this stand in the line; nobody typed it."""
        before, self._showing = self._showing, True
        self.setText(text)
        self._showing = before

    def _on_changed(self, text: str) -> None:
        if not self._showing and not self._is_suggesting():
            self.typed.emit(text)

    def _on_edited(self, text: str) -> None:
        """A key goes into the line also while suggestions are shown."""
        if self._is_suggesting():
            self.typed.emit(text)

    def _is_suggesting(self) -> bool:
        completer = self.completer()
        return completer is not None and completer.popup().isVisible()
