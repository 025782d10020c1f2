"""The bars at the foot of the window: what can be undone, what was not saved and why, which session begins, calm news."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel, one_line
from mentee_app.ui.style.style_sheet import Role


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
