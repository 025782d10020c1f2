"""Messages that show plain words, and buttons that say what they do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress


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
