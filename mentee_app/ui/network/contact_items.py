"""The contacts with one person: one line takes a new one; each has its kind, day and direction."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mentee_app.domain.contacts import ContactDraft, ContactKind, Direction
from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _
from mentee_app.queries import people
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import ChoiceField, TextField, Unreadable
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemKind, ItemList
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.style.style_sheet import Role
from mentee_app.ui.widgets.read_only import only_reads
from mentee_app.ui.widgets.scrolled import bring_into_sight

MOST_SHOWN = 5


class ContactList(ItemList):
    """The newest contacts with a person, below a line for a new one; the older ones come by a button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _kind(desk, self._wanted))
        self._older_too = False
        self.older = QPushButton()
        only_reads(self.older)
        self.older.setProperty("role", Role.QUIET.value)
        self.older.clicked.connect(self._on_older)
        whole = self.layout()
        whole.removeWidget(self.new_line)
        whole.insertWidget(1, self.new_line)
        whole.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeading)

    def go_to(self, contact: int) -> None:
        """Put the focus on a contact (id), an older one too."""
        if not self.form_of(contact):
            self._show_all()
        form = self.form_of(contact)
        if isinstance(form, _ContactForm):
            form.note.start_typing()
            bring_into_sight(form)

    def show_owner(self, owner: int) -> None:
        self._older_too = False
        super().show_owner(owner)

    def _wanted(self, person: int) -> list[Kept[ContactDraft]]:
        found = people.contacts_of(person)
        self.older.setVisible(len(found) > MOST_SHOWN and not self._older_too)
        self.older.setText(_("Show all {count} contacts").format(count=f"{len(found):n}"))
        return found if self._older_too else found[:MOST_SHOWN]

    def _on_older(self) -> None:
        self._show_all()
        self.new_line.setFocus()

    def _show_all(self) -> None:
        if self.flush():
            self._older_too = True
            self.reload()


def begun(person: int, today: date, note: str = "") -> ContactDraft:
    """A contact of today, of the same kind as the last one with this person."""
    before = people.contacts_of(person)
    same = before[0].draft.kind if before else ContactKind.MET
    return ContactDraft(person, same, today, Direction.BOTH, note)


def of_day(person: int, day: date) -> int | None:
    """The id of the contact that the one key would make on this day, where it is kept already."""
    wanted = begun(person, day)
    same = (wanted.kind, wanted.held_on, wanted.direction)
    for each in people.contacts_of(person):
        if (each.draft.kind, each.draft.held_on, each.draft.direction) == same:
            return each.id
    return None


class _ContactForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.contacts, desk.notices)
        self.add_row(
            _HeldField("held_on", _("Day"), desk.today),
            ChoiceField.of("kind", _("How"), ContactKind),
            ChoiceField.of("direction", _("Given or received"), Direction),
        )
        self.note = TextField("note", _("Note"), least=1)
        self.add_row(self.note)


class _HeldField(DayField):
    """A day that cannot be left out."""

    def value(self) -> date:
        day = super().value()
        if day is None:
            raise Unreadable(Flaw.NO_SUCH_DAY)
        return day


def _kind(desk: Desk, shown: Callable[[int], Sequence[Kept[ContactDraft]]]) -> ItemKind:
    return ItemKind(
        title=_("Contacts"),
        icon="person",
        add=_("Add a contact: what you spoke about, what you gave or received"),
        remove=_("Delete this contact"),
        service=desk.contacts,
        text_field="note",
        kept=shown,
        begun=lambda person, text, _place: begun(person, desk.today(), text),
        form=lambda: _ContactForm(desk),
    )
