"""A list of small forms inside an editor: agenda items, advice, challenges, actions, milestones, skills."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _, ngettext
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.forms import set_aside
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.forms.form import Form
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import section
from mentee_app.ui.widgets.read_only import only_reads, writes
from mentee_app.ui.widgets.typed_line import TypedLine

_AT_ONCE = 20
"""Forms that are made at once: each is some milliseconds, and nobody reads two thousand of them."""


def _more(count: int) -> str:
    return ngettext("Show {count} more", "Show {count} more", count).format(count=count)


@dataclasses.dataclass(frozen=True)
class ItemKind:
    """What a list of items is: its service and texts, and how one is asked for, begun and shown.

    So many are shown at `first`, and so many more at each `step`; `more` is the word for that.
    """

    title: str
    icon: str
    add: str
    remove: str
    service: Any
    text_field: str
    kept: Callable[[int], Sequence[Kept[Any]]]
    begun: Callable[[int, str, int], Any]
    form: Callable[[], Form]
    first: int = _AT_ONCE
    step: int = _AT_ONCE
    more: Callable[[int], str] = _more


class ItemList(QWidget):
    """The items of one owner. A line at the end takes a new one: type it and press Enter.

    Where there are many, the first are shown, and those that came since or were looked for; a button shows the next.
    """

    def __init__(self, desk: Desk, kind: ItemKind) -> None:
        super().__init__()
        writes(self)
        self._desk = desk
        self._kind = kind
        self._owner: int | None = None
        self._cards: dict[int, _Card] = {}
        self._spare: list[_Card] = []
        self._new: Kept[Any] | None = None
        self._most = kind.first
        self._all: dict[int, Kept[Any]] | None = None
        self._sought: set[int] = set()
        self._autosave = Autosave(self, kind.service.told_after, self._words)
        self._autosave.due.connect(self._keep_new_line)
        self._build()

    def show_owner(self, owner: int) -> None:
        """Show the items of this owner (id)."""
        if owner != self._owner and not self._autosave.flush():
            self._autosave.let_go(self._desk.notices)
        self._owner = owner
        self._new = None
        self._most, self._all = self._kind.first, None
        self._sought.clear()
        self.new_line.show_text("")
        self._autosave.done()
        self.reload()

    def reload(self) -> None:
        """Ask for the items again; a form that is being typed in keeps what is typed."""
        if self._owner is None:
            return
        items = [
            item for item in self._kind.kept(self._owner) if self._new is None or item.id != self._new.id
        ]
        first, later = items[: self._most], items[self._most :]
        self._note_what_came(items, later)
        sought = [item for item in later if item.id in self._sought]
        self._drop_cards({item.id for item in (*first, *sought)})
        shown = [*map(self._shown_card, first), self.more, *map(self._shown_card, sought)]
        for place, widget in enumerate(shown):
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
        rest = len(later) - len(sought)
        self.more.setVisible(rest > 0)
        self.more.setText(self._kind.more(min(rest, self._kind.step)))
        self.more.setToolTip(plain_tooltip(_("{count} are not shown").format(count=f"{rest:n}")))

    def forms(self) -> list[Form]:
        """The forms that are shown, in their order."""
        return [card.form for card in self._cards.values()]

    def form_of(self, id: int) -> Form | None:
        """The form of an item (id) of this owner, which is shown from now on; None where it is none of them."""
        if self._all and id in self._all and id not in self._cards:
            self._sought.add(id)
            self.reload()
        return self._cards[id].form if id in self._cards else None

    def flush(self) -> bool:
        """Save all that is typed, a new line too; whether all is saved."""
        new_line_kept = self._autosave.flush()
        return all([form.flush() for form in self.forms()]) and new_line_kept

    def begin(self, text: str = "") -> None:
        """Put the cursor into the line for a new item, or keep `text` as one at once."""
        if text.strip():
            self.new_line.setText(text)
            self._finish_new_line()
        else:
            self.new_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        title = section(self._kind.title)
        self.new_line = TypedLine()
        self.new_line.setPlaceholderText(self._kind.add)
        self.new_line.setAccessibleName(self._kind.add)
        self.new_line.addAction(icon("add"), QLineEdit.ActionPosition.LeadingPosition)
        self.new_line.typed.connect(self._autosave.touch)
        self.new_line.editingFinished.connect(self._finish_new_line)
        self.more = QPushButton()
        dress(self.more, Role.QUIET)
        only_reads(self.more)
        self.more.hide()
        self.more.clicked.connect(self._on_more)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.UNIT)
        self._column.addWidget(self.more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.UNIT)
        whole.addWidget(title)
        whole.addLayout(self._column)
        whole.addWidget(self.new_line)

    def _keep_new_line(self) -> None:
        """Save the line as an item while it is being typed; it becomes a card when the line is left."""
        text = self.new_line.text().strip()
        try:
            self._new = self._kept_line(text)
        except Trouble as trouble:
            self._autosave.failed()
            self._desk.notices.failed.emit(trouble.sentence)
            return
        except Vanished:
            self._autosave.let_go(self._desk.notices)
            self._new = None
            self.new_line.show_text("")
            return
        self._autosave.done()
        self._desk.notices.saved.emit()

    def _kept_line(self, text: str) -> Kept[Any] | None:
        service = self._kind.service
        if self._new and text:
            draft = dataclasses.replace(self._new.draft, **{self._kind.text_field: text})
            return cast("Kept[Any]", service.save(self._new, draft, origin=self))
        if self._new:
            service.trash(self._new.id, origin=self)
        if not text or self._owner is None:
            return None
        return cast(
            "Kept[Any]", service.add(self._kind.begun(self._owner, text, self._next_place()), origin=self)
        )

    def _words(self) -> SetAside | None:
        """What stands in the line for a new item."""
        text = self.new_line.text().strip()
        name = self._kind.title
        return SetAside(set_aside.title(name, self._owner), (Part(name, text),)) if text else None

    def _finish_new_line(self) -> None:
        if self._autosave.flush() and self._new:
            self._new = None
            self.new_line.show_text("")
            self.reload()

    def _next_place(self) -> int:
        places = [getattr(item.draft, "position", 0) for item in (self._all or {}).values()]
        return max(places, default=-1) + 1

    def _note_what_came(self, items: Sequence[Kept[Any]], later: Sequence[Kept[Any]]) -> None:
        """What came while this owner is shown stays in sight, wherever it stands; but no heap of it."""
        if self._all is not None:
            came = {item.id for item in later} - self._all.keys()
            self._sought |= came if len(came) <= self._kind.step else set()
        self._all = {item.id: item for item in items}

    def _drop_cards(self, wanted: set[int]) -> None:
        for id in [id for id in self._cards if id not in wanted]:
            card = self._cards.pop(id)
            card.form.leave()
            card.hide()
            self._spare.append(card)

    def _shown_card(self, item: Kept[Any]) -> "_Card":
        """The card of an item; one that is made costs ten times one that is used again."""
        card = self._cards.get(item.id)
        if card is None:
            card = self._cards[item.id] = self._spare.pop() if self._spare else self._card()
            card.form.show_kept(item)
            card.show()
        else:
            card.form.reload()
        return card

    def _on_more(self) -> None:
        """Go on with the first of those that come; what is being typed stays."""
        before = set(self._cards)
        self._most += self._kind.step
        try:
            self.reload()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        fresh = next((card for id, card in self._cards.items() if id not in before), None)
        if fresh is not None:
            fresh.form.setFocus(Qt.FocusReason.OtherFocusReason)
            fresh.form.focusNextChild()

    def _card(self) -> "_Card":
        card = _Card(self._kind.form(), self._kind.remove)
        card.remove_wanted.connect(self._on_remove_wanted)
        return card

    def _on_remove_wanted(self, form: Form) -> None:
        form.leave()
        shown = form.shown
        if shown is None:
            return
        try:
            deed = self._kind.service.trash(shown.id, origin=self)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._desk.notices.undoable.emit(deleted(getattr(shown.draft, self._kind.text_field)), deed)
        self.reload()
        self.new_line.setFocus(Qt.FocusReason.OtherFocusReason)


class _Card(QFrame):
    remove_wanted = Signal(object)

    def __init__(self, form: Form, remove: str) -> None:
        super().__init__()
        self.form = form
        self.setProperty("role", "card")
        button = QToolButton()
        button.setIcon(icon("trash"))
        button.setAutoRaise(True)
        button.setToolTip(plain_tooltip(remove))
        button.setAccessibleName(remove)
        button.clicked.connect(self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.UNIT, theme.UNIT, theme.HALF, theme.UNIT)
        row.setSpacing(theme.UNIT)
        row.addWidget(form, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.form)
