"""Turns a line or a selection of the notes into advice, a challenge or an action; the text stays in the notes."""

import re
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import literal, plain_tooltip
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.note_edit import NoteEdit

_BULLET = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+")


@dataclass(frozen=True)
class _Way:
    """What a text becomes, and how it is asked for."""

    kind: Kind
    word: str
    sentence: str
    icon: str
    keys: str


class NoteTools(QWidget):
    """`wanted` carries the kind (Kind.ADVICE, CHALLENGES or ACTIONS) and the text."""

    wanted = Signal(object, str)

    def __init__(self, edit: NoteEdit) -> None:
        super().__init__()
        self._edit = edit
        self.hint = caption("")
        self.buttons: dict[Kind, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.HALF)
        for way in _ways():
            self.buttons[way.kind] = self._button(way)
            row.addWidget(self.buttons[way.kind])
            self._add_action(way)
        row.addWidget(self.hint, 1)
        edit.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        edit.customContextMenuRequested.connect(self._on_menu_wanted)
        edit.textChanged.connect(self.hint.clear)
        edit.cursorPositionChanged.connect(self.hint.clear)

    def say(self, sentence: str) -> None:
        """Say something quietly, until the person goes on."""
        self.hint.setText(sentence)

    def _button(self, way: _Way) -> QPushButton:
        button = QPushButton(icon(way.icon), literal(way.word))
        button.setToolTip(plain_tooltip(f"{way.sentence} ({way.keys})"))
        button.setAccessibleName(way.sentence)
        dress(button, Role.QUIET)
        button.clicked.connect(partial(self._on_wanted, way.kind))
        return button

    def _add_action(self, way: _Way) -> None:
        action = QAction(icon(way.icon), literal(way.sentence), self._edit)
        action.setShortcut(QKeySequence(way.keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(partial(self._on_wanted, way.kind))
        self._edit.addAction(action)

    def _on_menu_wanted(self, at: QPoint) -> None:
        menu = self._edit.createStandardContextMenu(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addActions(self._edit.actions())
        menu.popup(self._edit.viewport().mapToGlobal(at))

    def _on_wanted(self, kind: Kind, _checked: bool = False) -> None:
        text = chosen_text(self._edit)
        self._edit.setFocus()
        if text:
            self.wanted.emit(kind, text)
        else:
            self.say(_("This line is empty. Put the cursor on what was said, or select it."))


def chosen_text(edit: NoteEdit) -> str:
    """What is selected, or else the line with the cursor; without the sign of a list before it."""
    cursor = edit.textCursor()
    text = cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
    return _BULLET.sub("", text if text.strip() else cursor.block().text()).strip()


def _ways() -> tuple[_Way, ...]:
    return (
        _Way(Kind.ADVICE, _("Advice"), _("Keep this line as advice"), "advice", "Ctrl+Shift+A"),
        _Way(
            Kind.CHALLENGES, _("Challenge"), _("Keep this line as a challenge"), "challenge", "Ctrl+Shift+C"
        ),
        _Way(Kind.ACTIONS, _("Action"), _("Keep this line as an action"), "action", "Ctrl+Shift+T"),
    )
