"""The bar at the foot of the window that says that a session is about to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel, one_line

_MOST = 300


class ReminderBar(QFrame):
    """`prepare_wanted` carries the id of the session; the bar stays until it is used or closed."""

    prepare_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[str, int]] = []
        self._build()
        self.hide()

    def say(self, sentence: str, session: int) -> None:
        """Announce a session (id); those that were announced before it and not read yet stand there first."""
        others = [each for each in self._waiting if each[1] != session]
        self._waiting = [*others, (one_line(sentence, _MOST), session)]
        self._show_first()

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
        close.clicked.connect(self._on_read)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GROUP, theme.UNIT, theme.GROUP, theme.UNIT)
        row.addWidget(self._sentence, 1)
        row.addWidget(prepare)
        row.addWidget(close)

    def _show_first(self) -> None:
        sentence = self._waiting[0][0] if self._waiting else ""
        self._sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.setVisible(bool(self._waiting))

    def _on_read(self) -> None:
        self._waiting = self._waiting[1:]
        self._show_first()

    def _on_prepare(self) -> None:
        session = self._waiting[0][1]
        self._on_read()
        self.prepare_wanted.emit(session)
