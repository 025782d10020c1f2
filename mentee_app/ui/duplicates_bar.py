"""The quiet bar that says, after an import, that somebody may be in the notebook twice now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.ui.backup_bar import CalmBar
from mentee_app.ui.icons import icon


class DuplicatesBar(CalmBar):
    """`wanted` when the person wants to look."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is here twice"), "person", parent)
        look = QPushButton(_("Look…"))
        look.clicked.connect(self._on_wanted)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(_("Close this bar"))
        close.clicked.connect(self.hide)
        self.row.addWidget(look)
        self.row.addWidget(close)

    def tell(self, count: int) -> None:
        """Say of so many pairs that they may be one person each; of none, say nothing."""
        if not count:
            self.hide()
            return
        words = ngettext(
            "One person may be in your notebook twice now.",
            "{count} people may be in your notebook twice now.",
            count,
        )
        self.say(words.format(count=count))

    def _on_wanted(self) -> None:
        self.hide()
        self.wanted.emit()
