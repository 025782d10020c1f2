"""Words on screen that are never interpreted: labels, tooltips and messages show them as written."""

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from mentee_app.i18n import _
from mentee_app.ui import theme
from mentee_app.ui.style_sheet import Role, dress


class PlainLabel(QLabel):
    """A label that shows what it is given, letter by letter; nothing in it is markup, a file or a link."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, wrap: bool = False, selectable: bool = False
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if selectable:
            flags = (
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.setTextInteractionFlags(flags)

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

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            self.style().unpolish(self)
            self.style().polish(self)
        return super().event(event)


class ElidedLabel(PlainLabel):
    """One line that ends in "…" where the room ends; its tooltip and accessible name hold the whole text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._tell()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(_one_line(self.text())) + 2
        return QSize(width, self.fontMetrics().lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = self.foregroundRole()
        side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        flags = side | Qt.TextFlag.TextSingleLine
        enabled = self.isEnabled()
        self.style().drawItemText(painter, self.rect(), flags, self.palette(), enabled, self._shown(), role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _shown(self) -> str:
        line = _one_line(self.text())
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width())

    def _tell(self) -> None:
        self.setAccessibleName(self.text())
        self.setToolTip(plain_tooltip(self.text()) if self._shown() != self.text() else "")


class PlainMessage(QDialog):
    """A message with a heading, plain words, and buttons that say what they do.

    Escape and closing mean no. Where accepting puts data in danger, Enter presses the other button.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        accept: str,
        reject: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.text = PlainLabel(text, wrap=True, selectable=True)
        self.text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.accept_button = QPushButton(accept)
        self.reject_button = QPushButton(reject) if reject else None
        self._build(title, danger)

    def _build(self, title: str, danger: bool) -> None:
        heading = PlainLabel(title, wrap=True)
        heading.setProperty("role", "section")
        column = QVBoxLayout(self)
        margin = theme.space(theme.MARGIN)
        column.setContentsMargins(margin, theme.space(theme.GROUP), margin, theme.space(theme.GROUP))
        column.setSpacing(theme.space(theme.UNIT + theme.HALF))
        column.addWidget(heading)
        column.addWidget(self._scrolled(), 1)
        column.addWidget(self._buttons(danger))
        first = self.reject_button if danger and self.reject_button is not None else self.accept_button
        first.setDefault(True)
        first.setFocus()

    def _scrolled(self) -> QScrollArea:
        """The text, in a window of its own only where it is longer than the screen can hold."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(self.text)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        longest = QFontMetrics(self.font()).horizontalAdvance(
            max(self.text.text().splitlines(), default="", key=len)
        )
        width = max(theme.scaled(300), min(longest + 2, theme.reading_width(self.font()) * 3 // 4))
        room = self.screen().availableGeometry()
        width = min(width, room.width() * 3 // 4)
        height = self.text.heightForWidth(width)
        area.setMinimumWidth(width)
        area.setFixedHeight(min(height, room.height() // 2))
        area.setFocusPolicy(
            Qt.FocusPolicy.NoFocus if height <= room.height() // 2 else Qt.FocusPolicy.StrongFocus
        )
        return area

    def _buttons(self, danger: bool) -> QDialogButtonBox:
        box = QDialogButtonBox()
        box.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.accept_button, Role.DANGER if danger else Role.PRIMARY)
        if self.reject_button is not None:
            box.addButton(self.reject_button, QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def ask(
    parent: QWidget | None, title: str, text: str, accept: str, reject: str = "", danger: bool = False
) -> bool:
    """Ask and wait; True only for `accept`. `danger`: accepting can lose what was written."""
    question = PlainMessage(parent, title, text, accept, reject or _("Cancel"), danger)
    return question.exec() == QDialog.DialogCode.Accepted


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say something and wait until it was read."""
    PlainMessage(parent, title, text, _("Close")).exec()


def plain_tooltip(text: str) -> str:
    """`text` so that a tooltip shows it as it is, line breaks too, and wraps it; empty stays empty."""
    if not text:
        return ""
    return f'<qt><p style="white-space: pre-wrap">{html.escape(text)}</p></qt>'


def literal(text: str) -> str:
    """`text` for a button, menu or tab, where a single & would vanish and make a shortcut."""
    return text.replace("&", "&&")


_LEAST_CHARACTERS = 16


def _one_line(text: str) -> str:
    return " ".join(text[:2000].split())
