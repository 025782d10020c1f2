"""A field for a person: type-ahead over the people in the notebook; a name that is new can be kept."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import kept, people
from mentee_app.queries.kept import Kept
from mentee_app.queries.people import PersonRow
from mentee_app.services.people import People
from mentee_app.ui.forms.fields import Field, storable
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.typed_line import TypedLine

_LEAST_SUGGESTED = 280
"""Suggestions name the organisation too, which a narrow field has no room for."""


class PersonField(Field):
    """Its value is the id of a person, or None. `typed` is the name, for somebody new.

    With `keep_new`, a name that nobody has is kept as a new person when the field is left.
    """

    holds_words = True

    def __init__(self, name: str, label: str, placeholder: str = "", keep_new: People | None = None) -> None:
        self._keep_new = keep_new
        self._line = TypedLine()
        self._line.setPlaceholderText(placeholder or _("Type a name"))
        super().__init__(name, label, self._line)
        self._id: int | None = None
        self._newcomer: Kept[PersonDraft] | None = None
        self._suggested: list[PersonRow] = []
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self._line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated[QModelIndex].connect(self._on_suggestion_taken)
        self._line.setCompleter(completer)
        self._line.typed.connect(self._on_typed)

    @property
    def typed(self) -> str:
        """The name that stands in the field."""
        return self._line.text().strip()

    def value(self) -> int | None:
        if self._id is None:  # a suggestion that was walked over stands in the line, and was never taken
            spoken = [row.id for row in self._suggested if _spoken(row) == self.typed]
            self._id = spoken[0] if len(spoken) == 1 else None
        return self._id

    def show_value(self, value: Any) -> None:
        if value != self._id:
            self._newcomer = None
        if value == self._id and (value is None) == (not self.typed):
            return
        self._id = value
        row = people.one(value) if value is not None else None
        self._line.show_text(row.name if row else "")

    def standing(self) -> str:
        return f"{self.value() or ''}\n{storable(self._line.text())}"

    def words(self) -> str:
        return self.typed

    def unsettled(self) -> bool:
        return bool(self.typed) and self.value() is None

    def stand(self, text: str) -> None:
        """The person who was meant, under their name of today; else what was typed."""
        id, _break, typed = text.partition("\n")
        self.show_value(int(id) if id.isdecimal() else None)
        if not self.typed:
            self.show_value(None)
            self._line.show_text(typed)

    def name_again(self) -> None:
        row = people.one(self._id) if self._id is not None and not self._line.hasFocus() else None
        if row and row.name != self._line.text():
            self._line.show_text(row.name)

    def start_typing(self, replace: bool = False) -> None:
        super().start_typing()
        if replace:
            self._line.selectAll()

    def _on_typed(self, text: str) -> None:
        self._suggested = people.suggested(text)
        self._line.completer().popup().setMinimumWidth(theme.scaled(_LEAST_SUGGESTED))
        self._names.setStringList([_spoken(row) for row in self._suggested])
        same = people.named(text)
        self._id = same[0].id if len(same) == 1 else None
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()
            if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
                self._newcomer = None
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        if self._keep_new and self.typed and self.value() is None and not people.named(self.typed):
            with self._keep_new.told_after():
                self._id = self._kept_new(self._keep_new).id
                self.edited.emit()

    def _kept_new(self, people_kept: People) -> Kept[PersonDraft]:
        """Somebody new; where the name was kept half typed before (the window was left), it is that one."""
        before = self._newcomer and kept.one(PersonDraft, self._newcomer.id)
        if before and before == self._newcomer:
            self._newcomer = people_kept.save(before, PersonDraft(name=self.typed), origin=self)
        else:
            self._newcomer = people_kept.add(PersonDraft(name=self.typed), origin=self)
        return self._newcomer

    def _on_suggestion_taken(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._suggested):
            chosen = self._suggested[index.row()]
            self._id = chosen.id
            self._line.show_text(chosen.name)
            self.edited.emit()
            self.left.emit()


def _spoken(row: PersonRow) -> str:
    return f"{row.name} · {row.organisation}" if row.organisation else row.name
