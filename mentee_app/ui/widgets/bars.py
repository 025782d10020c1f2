"""The calm bars at the foot of the window: no good backup for a while, somebody here twice, open to be read only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel


class CalmBar(QFrame):
    """A sign and a sentence, and what is put beside them."""

    def __init__(self, name: str, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAccessibleName(name)
        self._sentence = PlainLabel("", wrap=True)
        mark = PlainLabel("")
        mark.setPixmap(icon(sign, Ink.MUTED).pixmap(theme.scaled(18), theme.scaled(18)))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.GROUP, theme.UNIT, theme.GROUP, theme.UNIT)
        self.row.setSpacing(theme.UNIT)
        self.row.addWidget(mark)
        self.row.addWidget(self._sentence, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def say(self, sentence: str) -> None:
        """Show it with a sentence."""
        self._sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.show()


class OfferBar(CalmBar):
    """Offers one step and can be closed. `wanted` is emitted when the person takes the step."""

    wanted = Signal()

    def __init__(self, name: str, sign: str, step: str, parent: QWidget | None = None) -> None:
        super().__init__(name, sign, parent)
        button = QPushButton(step)
        button.clicked.connect(self._on_wanted)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(_("Close this bar"))
        close.clicked.connect(self.hide)
        self.row.addWidget(button)
        self.row.addWidget(close)

    def _on_wanted(self) -> None:
        self.hide()
        self.wanted.emit()


class BackupBar(OfferBar):
    """Says that there is no good backup of late."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Backups"), "clock", _("Back up now"), parent)


class DuplicatesBar(OfferBar):
    """Says, after an import, that somebody may be in the notebook twice now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is here twice"), "person", _("Look…"), parent)

    def tell(self, count: int) -> None:
        """Say of so many people that they may be here twice; of none, say nothing."""
        if not count:
            self.hide()
            return
        words = ngettext(
            "One person may be in your notebook twice now.",
            "{count} people may be in your notebook twice now.",
            count,
        )
        self.say(words.format(count=count))


class ReadingBar(CalmBar):
    """Stays for as long as the notebook is open to be read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Open to read"), "lock", parent)

    def announce(self) -> None:
        """Show it, where it stands in the window."""
        self.say(
            _(
                "The notebook is open to be read only. You can read, search and save documents;"
                " nothing can be changed in it."
            )
        )
