"""A text to be read, letter by letter as it was written, with phrases marked in bold and underlined."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat, QTextCursor

from mentee_app.i18n import _
from mentee_app.ui.widgets.note_edit import NoteEdit


class MarkedText(NoteEdit):
    """Read only. The marks are no colours, so that they are seen by everybody, light and dark."""

    def __init__(self) -> None:
        super().__init__(1, 12)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(_("Your own words"))

    def show_marks(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Show `text` with these spans of it marked."""
        self.setPlainText(text)
        self.setAccessibleDescription(
            _("{count} phrases are underlined; they are listed below.").format(count=len(spans))
        )
        mark = QTextCharFormat()
        mark.setFontWeight(QFont.Weight.Bold)
        mark.setFontUnderline(True)
        cursor = QTextCursor(self.document())
        for start, end in spans:
            cursor.setPosition(_units(text[:start]))
            cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(mark)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does nothing here; it must not press the button that closes the wizard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)


def _units(text: str) -> int:
    """How long Qt takes a text to be: signs beyond the basic plane count twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)
