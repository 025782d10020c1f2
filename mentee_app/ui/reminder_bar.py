"""The bar at the foot of the window that says that a session is about to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from mentee_app.i18n import _
from mentee_app.ui import theme
from mentee_app.ui.icons import icon
from mentee_app.ui.plain import PlainLabel, one_line

_MOST = 300


class ReminderBar(QFrame):
    """`prepare_wanted` carries the id of the session; the bar stays until it is used or closed."""

    prepare_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: int | None = None
        self._build()
        self.hide()

    def say(self, sentence: str, session: int) -> None:
        """Announce a session (id)."""
        self._session = session
        said = one_line(sentence, _MOST)
        self._sentence.setText(said)
        self.setAccessibleDescription(said)
        self.show()

    def _build(self) -> None:
        self.setProperty("role", "bar")
        self.setAccessibleName(_("Reminder"))
        self._sentence = PlainLabel("", wrap=True)
        prepare = QPushButton(icon("agenda"), _("Prepare"))
        prepare.clicked.connect(self._on_prepare)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(_("Close this bar"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GROUP, theme.UNIT, theme.GROUP, theme.UNIT)
        row.addWidget(self._sentence, 1)
        row.addWidget(prepare)
        row.addWidget(close)

    def _on_prepare(self) -> None:
        self.hide()
        self.prepare_wanted.emit(self._session)
