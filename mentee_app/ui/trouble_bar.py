"""The bar that says why something is not saved, until it is; or what was done to keep the notebook, until it is read."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role


class TroubleBar(QFrame):
    """`again` is emitted when the person wants it tried again."""

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", Role.DANGER.value)
        self.setAccessibleName(_("Trouble"))
        self._sentence = PlainLabel("", wrap=True)
        self._sign = PlainLabel("")
        self._button = QPushButton(_("Try again"))
        self._button.clicked.connect(self._on_again)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAccessibleName(_("Close this bar"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GROUP, theme.UNIT, theme.GROUP, theme.UNIT)
        row.setSpacing(theme.UNIT)
        row.addWidget(self._sign)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is wrong, while the bar is shown."""
        return self._sentence.text()

    def say(self, sentence: str) -> None:
        """Say what is wrong and what to do, until something is saved again."""
        self._show(sentence, may_try_again=True)

    def tell(self, sentence: str) -> None:
        """Say what was done, until the person closes the bar: saving goes on meanwhile."""
        self._show(sentence, may_try_again=False)

    def settle(self) -> None:
        """Something was saved: what was wrong is so no more."""
        if not self._button.isHidden():
            self.hide()

    def _show(self, sentence: str, may_try_again: bool) -> None:
        self._button.setVisible(may_try_again)
        self._sentence.setText(sentence)
        self._sign.setPixmap(icon("warning", Ink.DANGER).pixmap(theme.scaled(18), theme.scaled(18)))
        self.setAccessibleDescription(sentence)
        self.show()

    def _on_again(self) -> None:
        self.again.emit()
