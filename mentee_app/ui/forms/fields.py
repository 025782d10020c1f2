"""The fields of forms: each holds one value of a draft, says when a person edits or leaves it, and shows what is wrong."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from mentee_app import words
from mentee_app.domain import stored
from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _
from mentee_app.ui.forms import where_texts_differ
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.note_edit import NoteEdit
from mentee_app.ui.widgets.typed_line import TypedLine

_LONGEST_LINE = 1_000_000


class Unreadable(Exception):
    """What stands in a field cannot be read as a value; it stays there, with a sentence."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


class Field(QObject):
    """A widget with a label and a line for what is wrong. `edited` and `left` are signals of the person's doing only."""

    edited = Signal()
    left = Signal()
    holds_words = False
    """Whether what stands there is typed, and so can be set aside."""

    def __init__(self, name: str, label: str, widget: QWidget) -> None:
        super().__init__(widget)
        self.name = name
        self.widget = widget
        self.label = PlainLabel(label)
        self.label.setProperty("role", "caption")
        self.label.setBuddy(widget)
        self.problem = PlainLabel("")
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        widget.setAccessibleName(label)
        widget.installEventFilter(self)

    def value(self) -> Any:
        """The value as the draft holds it. Raises Unreadable."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value; what stands there already is left alone, with its cursor."""
        raise NotImplementedError

    def show_flaw(self, flaw: Flaw | None) -> None:
        """Say what is wrong with the field, or that nothing is."""
        self.problem.setText(words.flaw(flaw) if flaw else "")
        self.problem.setVisible(flaw is not None)
        self.widget.setAccessibleDescription(self.problem.text())

    def follow(self, value: Any) -> None:
        """Show what the value became while the person is here; the cursor stays where it is in the text."""
        self.show_value(value)

    def standing(self) -> str:
        """What stands there, whether it can be read or not: `stand` puts it back."""
        raise NotImplementedError

    def stand(self, text: str) -> None:
        """Put back what stood there, as if it was typed."""
        raise NotImplementedError

    def words(self) -> str:
        """What stands there as a person reads it."""
        return self.standing()

    def unsettled(self) -> bool:
        """Whether a name stands there that stands for nothing that is kept."""
        return False

    def settle(self) -> None:
        """Take what stands there as it is, as if the field was left."""

    def name_again(self) -> None:
        """What is pointed to may have another name now, or be gone: show it anew, unless somebody types here."""

    def start_typing(self, replace: bool = False) -> None:
        """Put the cursor here; with `replace`, what stands there is chosen, to be typed over."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False


class LineField(Field):
    """One line of text."""

    holds_words = True

    def __init__(self, name: str, label: str, placeholder: str = "") -> None:
        self._line = TypedLine()
        self._line.setPlaceholderText(placeholder)
        self._line.setMaxLength(_LONGEST_LINE)
        super().__init__(name, label, self._line)
        self._line.typed.connect(self.edited)

    def value(self) -> str:
        return storable(self._line.text())

    def show_value(self, value: str) -> None:
        if storable(self._line.text()) != value:
            self._line.show_text(value)
            self._line.setCursorPosition(0)

    def follow(self, value: str) -> None:
        start, end, new = where_texts_differ.at_once(self._line.text(), value)
        at, added = self._line.cursorPosition(), where_texts_differ.units(new) - (end - start)
        self._line.setText(value)
        self._line.setCursorPosition(at if at <= start else max(start, at + added))

    def standing(self) -> str:
        return self.value()

    def stand(self, text: str) -> None:
        self.show_value(text)

    def start_typing(self, replace: bool = False) -> None:
        super().start_typing()
        self._line.end(False)
        if replace:
            self._line.selectAll()


class TextField(Field):
    """Several lines of text."""

    holds_words = True

    def __init__(
        self,
        name: str,
        label: str,
        placeholder: str = "",
        least: int = 2,
        most: int = 12,
        enter_ends: bool = False,
    ) -> None:
        self._showing = False
        self.edit = NoteEdit(least, most, enter_ends)
        self.edit.setPlaceholderText(placeholder)
        super().__init__(name, label, self.edit)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.ended.connect(self._on_ended)

    def value(self) -> str:
        return storable(self.edit.text())

    def show_value(self, value: str) -> None:
        if storable(self.edit.text()) != value:
            self._showing = True
            self.edit.setPlainText(value)
            self._showing = False
            self.edit.moveCursor(QTextCursor.MoveOperation.Start)

    def follow(self, value: str) -> None:
        modified, own = self.edit.document().isModified(), self.edit.textCursor()
        own.setKeepPositionOnInsert(True)
        writing = QTextCursor(self.edit.document())
        self._showing = True
        writing.beginEditBlock()
        shown = value.replace("\r\n", "\n").replace(
            "\r", "\n"
        )  # as the widget shows it, which would begin two lines
        for start, end, new in reversed(list(where_texts_differ.line_by_line(self.edit.text(), shown))):
            writing.setPosition(start)
            writing.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            writing.insertText(new)
        writing.endEditBlock()
        self.edit.document().setModified(modified)
        self._showing = False
        own.setKeepPositionOnInsert(False)
        self.edit.setTextCursor(own)

    def standing(self) -> str:
        return self.value()

    def stand(self, text: str) -> None:
        self.show_value(text)

    def _on_ended(self) -> None:
        """Enter goes on, as Tab does."""
        self.left.emit()
        self.edit.focusNextPrevChild(True)

    def _on_changed(self) -> None:
        if self.edit.document().isModified() and not self._showing:
            self.edited.emit()


class CalmComboBox(QComboBox):
    """A combo box that does not change when the page is scrolled over it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(Field):
    """One of several values; with `unset`, also none (that word stands first)."""

    def __init__(
        self, name: str, label: str, choices: Sequence[tuple[Any, str]], unset: str | None = None
    ) -> None:
        self.box = CalmComboBox()
        super().__init__(name, label, self.box)
        self._unset = unset
        self._choices: list[tuple[Any, str]] | None = None
        self.offer(choices)
        self.box.activated.connect(self._on_activated)

    @classmethod
    def of(cls, name: str, label: str, kind: type[Enum], unset: str | None = None) -> "ChoiceField":
        """A choice among the members of an enum."""
        return cls(name, label, [(member, words.of(member)) for member in kind], unset)

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer these values with their words; the chosen one stays where it is still offered."""
        if list(choices) == self._choices:
            return
        self._choices = list(choices)
        chosen = self.value() if self.box.count() else None
        self._values = [] if self._unset is None else [None]
        self._values += [value for value, _word in choices]
        self.box.clear()
        self.box.addItems(([] if self._unset is None else [self._unset]) + [word for _value, word in choices])
        self.show_value(chosen)

    def value(self) -> Any:
        return (
            self._values[self.box.currentIndex()]
            if 0 <= self.box.currentIndex() < len(self._values)
            else None
        )

    def show_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def standing(self) -> str:
        return self.box.currentText()

    def stand(self, text: str) -> None:
        if self.box.findText(text) >= 0:
            self.box.setCurrentIndex(self.box.findText(text))

    def _on_activated(self) -> None:
        self.edited.emit()
        self.left.emit()


class NumberField(Field):
    """A whole number from `least` to `most`, or none. Up and Down change it by `step`."""

    holds_words = True

    def __init__(self, name: str, label: str, least: int, most: int, step: int = 1) -> None:
        self._line = TypedLine()
        self._line.setPlaceholderText(_("Not set"))
        self._line.setMaximumWidth(14 * self._line.fontMetrics().averageCharWidth() + 2 * theme.UNIT)
        super().__init__(name, label, self._line)
        self._least, self._most, self._step = least, most, step
        self._line.typed.connect(self.edited)

    def value(self) -> int | None:
        text = self._line.text().strip()
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9 or not self._least <= int(text) <= self._most:
            raise Unreadable(Flaw.OUT_OF_RANGE)
        return int(text)

    def show_value(self, value: int | None) -> None:
        text = "" if value is None else str(value)
        if self._line.text().strip() != text:
            self._line.show_text(text)

    def standing(self) -> str:
        return storable(self._line.text())

    def stand(self, text: str) -> None:
        self._line.show_text(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(self._step if event.key() == Qt.Key.Key_Up else -self._step)
            return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        try:
            now = self.value() or 0
        except Unreadable:
            return
        self._line.setText(str(max(self._least, min(self._most, now + by))))


def storable(text: str) -> str:
    """What the file will hold of a text that is typed (see domain/stored.py): else each save would seem a change of it."""
    return str(stored.plain_value(text))


Today = Callable[[], date]
