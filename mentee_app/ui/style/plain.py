"""Words on screen that are never interpreted: labels, tooltips and messages show them as written."""

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that shows what it is given, letter by letter; nothing in it is markup, a file or a link."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, wrap: bool = False, selectable: bool = False
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self._lean()
        if selectable:
            flags = (
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.setTextInteractionFlags(flags)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lean()

    def _lean(self) -> None:
        """Begin where the layout begins, whatever script the text is in."""
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        upright = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | upright)

    def setTextFormat(self, format: Qt.TextFormat) -> None:
        """Only plain text is taken. Raises ValueError for anything else."""
        if format is not Qt.TextFormat.PlainText:
            raise ValueError("a PlainLabel shows plain text only")

    def minimumSizeHint(self) -> QSize:
        """One endless word must not push the window apart."""
        wanted = super().minimumSizeHint()
        if not self.wordWrap():
            return wanted
        widest = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(min(wanted.width(), widest), wanted.height())


def plain_tooltip(text: str) -> str:
    """`text` so that a tooltip shows it as it is, line breaks too, and wraps it; empty stays empty."""
    if not text:
        return ""
    return f'<qt><p style="white-space: pre-wrap">{html.escape(text)}</p></qt>'


def literal(text: str) -> str:
    """`text` for a button, menu or tab, where a single & would vanish and make a shortcut."""
    return text.replace("&", "&&")


def one_line(text: str, most: int = 60) -> str:
    """What a person wrote as it stands in a sentence or a title: one line of at most `most` characters.

    What it turns round (right to left) ends with it, so that the words behind it stay as they are.
    """
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    turned = sum(line.count(mark) for mark in "\u202a\u202b\u202d\u202e") * "\u202c"
    apart = sum(line.count(mark) for mark in "\u2066\u2067\u2068") * "\u2069"
    return line + turned + apart + (turned if apart else "")


_LEAST_CHARACTERS = 16
