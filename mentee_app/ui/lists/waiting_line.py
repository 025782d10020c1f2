"""Lines of things that wait: what each is about, which opens it, and beside or below that what one key does to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.i18n import _
from mentee_app.ui.desk.notices import Notices, Place
from mentee_app.ui.forms.decision import CHOICES, decision_button
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel, literal, plain_tooltip
from mentee_app.ui.style.style_sheet import Role
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.read_only import writes

_LEAST_CHARACTERS = 40


@dataclass(frozen=True)
class Do:
    """Something that one key does to an entry."""

    word: str
    icon: str
    key: Qt.Key
    act: Callable[[], object]


@dataclass(frozen=True)
class Entry:
    """One thing that waits: what it is, where it stands, what can be done, and a note (amber where it is `late`).

    `open` shows what has no place of its own, in front of a window.
    """

    icon: str
    text: str
    place: Place | None
    does: tuple[Do, ...] = ()
    note: str = ""
    late: bool = False
    decide: Callable[[Decision], object] | None = None
    open: Callable[[QWidget], object] | None = None


class Line(QFrame):
    """Shows an entry. `parts` are what takes the focus in it, in order; its keys work while one of them has it.

    `moved` carries 1 or -1 where the arrow keys ask for the next line or the one before; `opened` when its place is
    about to be shown.
    """

    moved = Signal(int)
    opened = Signal()

    def __init__(self, entry: Entry, notices: Notices) -> None:
        super().__init__()
        self._main = _main(entry)
        self._open = entry.open
        if entry.place is not None:
            self._main.clicked.connect(self.opened)
            self._main.clicked.connect(partial(notices.wanted.emit, entry.place))
        elif entry.open is not None:
            self._main.clicked.connect(self._on_open)
        self._beside = QWidget()
        writes(self._beside)
        self._keys = _keys_of(entry)
        beside = _beside(entry)
        self.parts = [part for part in (self._main, *beside) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for part in self.parts:
            part.installEventFilter(self)
            if isinstance(part, QPushButton):
                part.setAutoDefault(False)  # Enter in a field of the same dialog must not press it
        self.setProperty("role", Role.CARD.value)
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.HALF)
        for part in beside:
            row.addWidget(part)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.UNIT, theme.HALF, theme.UNIT, theme.HALF)
        self._row.setSpacing(theme.HALF)
        self._row.addWidget(self._main, 1)
        self._row.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignTrailing)
        self._beside.setVisible(bool(beside))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        act = self._keys.get(event.key())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QAbstractButton):
            act = watched.click
        if act is None or event.isAutoRepeat():
            return False
        act()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row"):
            self._fit()

    def _on_open(self) -> None:
        if self._open is not None:
            self._open(self.window())

    def _fit(self) -> None:
        least = _LEAST_CHARACTERS * self.fontMetrics().averageCharWidth()
        beside = self._beside.sizeHint().width() + least <= self.width()
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)


def _main(entry: Entry) -> ElidedButton:
    main = ElidedButton(entry.text)
    main.setIcon(icon(entry.icon))
    main.setEnabled(entry.place is not None or entry.open is not None)
    return main


def _beside(entry: Entry) -> list[QWidget]:
    """What stands beside an entry: its note, and a button for each thing to do."""
    widgets: list[QWidget] = []
    if entry.note:
        note = PlainLabel(entry.note)
        note.setProperty("role", "overdue" if entry.late else "caption")
        widgets.append(note)
    if entry.decide:
        for decision, icon_name, key in CHOICES:
            button = decision_button(decision, icon_name, key)
            button.setAccessibleName(f"{words.of(decision)}: {entry.text[:80]}")
            button.clicked.connect(partial(_without_state, partial(entry.decide, decision)))
            widgets.append(button)
    for do in entry.does:
        button = QPushButton(icon(do.icon), literal(do.word))
        button.setAccessibleName(f"{do.word}: {entry.text[:80]}")
        button.setToolTip(plain_tooltip(_("{what}, key {key}").format(what=do.word, key=chr(do.key))))
        button.clicked.connect(partial(_without_state, do.act))
        widgets.append(button)
    return widgets


def _keys_of(entry: Entry) -> dict[Qt.Key, Callable[[], object]]:
    """What letters do on the line of an entry."""
    keys = {do.key: do.act for do in entry.does}
    if entry.decide:
        keys |= {key: partial(entry.decide, decision) for decision, _icon_name, key in CHOICES}
    return keys


def _without_state(act: Callable[[], object], _checked: bool = False) -> None:
    act()
