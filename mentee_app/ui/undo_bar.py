"""The bar at the foot of the window that says what was deleted or decided, and offers to undo it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel, one_line

_SHOWN_MS = 20_000
_MOST = 300


class UndoBar(QFrame):
    """`undo_wanted` carries the id of the deed."""

    undo_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deed: int | None = None
        self._build()
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(_SHOWN_MS)
        self._fading.timeout.connect(self._on_faded)
        self.hide()

    def offer(self, sentence: str, deed: int) -> None:
        """Say what was done and offer to take it back."""
        self._deed = deed
        said = one_line(sentence, _MOST)
        self._sentence.setText(said)
        self.setAccessibleDescription(said)
        self.show()
        self._fading.start()

    def undo(self) -> None:
        """Ask to take the shown deed back, if there is one; it stays on offer until `done`."""
        if self._deed is not None:
            self.undo_wanted.emit(self._deed)

    def done(self) -> None:
        """The deed was taken back."""
        self._deed = None
        self.hide()

    def forget(self, deed: int) -> None:
        """This deed was taken back elsewhere."""
        if deed == self._deed:
            self.done()

    def _build(self) -> None:
        self.setProperty("role", "bar")
        self.setAccessibleName(_("Undo"))
        self._sentence = PlainLabel("", wrap=True)
        button = QPushButton(icon("undo"), _("Undo"))
        button.setToolTip(_("Ctrl+Alt+Z"))
        button.clicked.connect(self.undo)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(_("Close this bar"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GROUP, theme.UNIT, theme.GROUP, theme.UNIT)
        row.addWidget(self._sentence, 1)
        row.addWidget(button)
        row.addWidget(close)

    def _on_faded(self) -> None:
        if self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._fading.start()
        else:
            self.hide()
