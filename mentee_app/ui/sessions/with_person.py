"""The base of logging and planning: who it is with, when, how long and how; the habits of the last time stand there."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mentee_app.domain.problems import Flaw
from mentee_app.domain.sessions import Medium, SessionDraft
from mentee_app.i18n import _
from mentee_app.queries import people, relationships, sessions
from mentee_app.services.company import Company
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import ChoiceField, NumberField, Unreadable
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.forms.time_fields import MomentField
from mentee_app.ui.sessions.entry_dialog import EntryDialog
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets.heading import caption


class WithPersonDialog(EntryDialog):
    """`kept` carries the id of the session to be shown. With `relationship` (id) it begins with that person."""

    kept = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None, title: str, relationship: int | None) -> None:
        super().__init__(desk, parent, title)
        self._relationship = relationships.one(relationship) if relationship else None
        self.person = PersonField("person", _("Who is it with?"))
        self.start = MomentField("wall_start", _("When"), desk.today)
        self.minutes = NumberField("minutes", _("Minutes"), 1, 6000, step=5)
        self.medium = ChoiceField.of("medium", _("How"), Medium)
        self._newcomer = caption("")
        self._newcomer.hide()
        self.person.widget.returnPressed.connect(self._on_returned)

    def add_frame(self) -> None:
        """Put the fields that every session has."""
        self.add_row(self.person)
        self._column.addWidget(self._newcomer)
        self.add_row(self.start, self.minutes, self.medium, stretch=(3, 2, 2))

    def begin(self) -> None:
        """Prefill for the person of the last time, to be typed over."""
        last = sessions.latest()
        row = self._relationship or (relationships.one(last.relationship or 0) if last else None)
        self.person.show_value(row.person if row else None)
        self.person_changed()

    def habits(self) -> SessionDraft:
        """The last session with this person, or else with anybody."""
        return sessions.habits(self.person.value()) or SessionDraft()

    def first_start(self) -> datetime:
        """When it is taken to be until somebody says otherwise."""
        raise NotImplementedError

    def after_person(self) -> None:
        """Enter in the person's field: put the cursor where it goes on."""
        raise NotImplementedError

    def person_changed(self) -> None:
        """Another person is meant: fill in what is not touched, and say where somebody is new."""
        typed, person = self.person.typed, self.person.value()
        same = person is None and bool(people.named(typed))
        self._newcomer.setText(_whom(typed, same) if typed and person is None else "")
        self._newcomer.setVisible(bool(self._newcomer.text()))
        self.keep_button.setEnabled(bool(typed) and not same)
        habits = self.habits()
        self.prefill(self.first_start(), habits)

    def prefill(self, start: datetime, habits: SessionDraft) -> None:
        """Fill in what nobody touched."""
        values = (("wall_start", start), ("minutes", habits.minutes or 60), ("medium", habits.medium))
        for name, value in values:
            if name not in self._touched:
                self._fields[name].show_value(value)

    def company(self) -> Company | None:
        """Who it is with, where that is not the relationship that the dialog began with."""
        if self._relationship and self.person.value() == self._relationship.person:
            return None
        desk = self._desk
        return Company(desk.people, desk.relationships, self.person.value(), self.person.typed)

    def refuse_unclear(self) -> None:
        """Raises Unreadable where nobody is named, or several people are."""
        if not self.person.typed or (self.person.value() is None and people.named(self.person.typed)):
            self.person.start_typing(replace=True)
            raise Unreadable(Flaw.PERSON_MISSING)

    def fresh_draft(self) -> SessionDraft:
        """What the fields say. Raises Unreadable."""
        begun = SessionDraft(
            relationship=self._relationship.id if self._relationship else None, zone=self._desk.zone
        )
        return self.read(begun)

    def on_edited(self, name: str) -> None:
        if name == "person":
            try:
                self.person_changed()
            except Trouble as trouble:
                self.say(trouble.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.focusWidget() is self.person.widget:
            self._enter_person()
        else:
            super().keyPressEvent(event)

    def _on_returned(self) -> None:
        """Enter among the suggestions never reaches the dialog."""
        if self.person.widget.completer().popup().isVisible():
            self._enter_person()

    def _enter_person(self) -> None:
        """A name that only one person's begins with means that person."""
        try:
            if self.person.typed and self.person.value() is None:
                found = people.suggested(self.person.typed)
                if len(found) == 1:
                    self.person.show_value(found[0].id)
                    self.person_changed()
        except Trouble as trouble:
            self.say(trouble.sentence)
        if self.person.typed:
            self.after_person()


def _whom(typed: str, same: bool) -> str:
    """Who a name means that stands for nobody yet; `same`: several people are called exactly that."""
    if same:
        return _("Several people are called that. Choose one of them from the list.")
    known = people.suggested(typed)
    if len(known) == 1:
        words = _("Enter takes {name}. Somebody else of that name is added to your mentors.")
        return words.format(name=one_line(known[0].name, 60))
    if known:
        return _("Choose one of them from the list. Somebody else of that name is added to your mentors.")
    return _("Somebody new: they are added to your mentors.")
