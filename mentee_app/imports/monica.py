"""Reads the account that Monica hands out as JSON (Settings, Export data): contacts, and what was noted with them.

The shape is that of Monica's "1.0-preview" export: {"version", "app_version", "account": {"data": [{"count", "type",
"values"}], "instance"}}; its first drafts, with "contacts" and "calls" under their own names, are read alike.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.contacts import ContactDraft, ContactKind
from mentee_app.domain.incoming import (
    Batch,
    IncomingAction,
    IncomingContact,
    IncomingPerson,
    NotUnderstood,
    Source,
)
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.imports import limits, monica_values
from mentee_app.imports.monica_values import Thing


def parse(content: bytes, today: date) -> Batch:
    """The people, contacts and actions of an export. Raises Trouble for what is none, is damaged, or is too much."""
    whole = monica_values.mapping(limits.json_value(content))
    account = Thing(monica_values.mapping(whole.get("account")))
    if not account.stored:
        raise limits.refused(_("This is JSON, but not an export of Monica: it holds no account."))
    reader = _Account(account, today)
    reader.read()
    return Batch(
        Source.MONICA,
        people=tuple(reader.people),
        contacts=tuple(reader.contacts),
        actions=tuple(reader.actions),
        refused=tuple(reader.refused),
    )


@dataclass
class _Account:
    """One account on its way to a batch."""

    account: Thing
    today: date
    people: list[IncomingPerson] = field(default_factory=list)
    contacts: list[IncomingContact] = field(default_factory=list)
    actions: list[IncomingAction] = field(default_factory=list)
    refused: list[NotUnderstood] = field(default_factory=list)
    count: int = 0

    def read(self) -> None:
        mine = {monica_values.text(user.properties.get("me_contact")) for user in self.account.inside("user")}
        numbered = [
            (f"person-{number}", contact) for number, contact in enumerate(self.account.inside("contact"), 1)
        ]
        taken = [
            (key, contact)
            for key, contact in numbered
            if self._is_taken(contact, mine - {""}, key.split("-")[1])
        ]
        self.keys = {contact.uid: key for key, contact in reversed(taken) if contact.uid}
        self.related = {
            monica_values.text(each.properties.get(side))
            for each in self.account.inside("relationship")
            for side in ("contact_is", "of_contact")
        }
        self.kinds = monica_values.ways_to_reach(self.account)
        self.met: dict[str, list[tuple[str, Thing]]] = {}
        for key, contact in taken:
            self._person(key, contact)
        self._activities()

    def _is_taken(self, contact: Thing, mine: set[str], number: str) -> bool:
        self._counted()
        name, place = monica_values.name(contact), _("contact {number}").format(number=number)
        why = ""
        if contact.uid and contact.uid in mine:
            why = _("This is you.")
        elif contact.properties.get("is_partial") is True:
            why = _("Monica knows no more than a name, which belongs to somebody else's relationship.")
        elif not name:
            why = _("It has no name.")
        if why:
            self._refuse(f"{place}, {monica_values.short(name)}" if name else place, why)
        return not why

    def _person(self, key: str, contact: Thing) -> None:
        self._counted()
        draft, left = monica_values.person(contact, self.kinds)
        through = monica_values.text(contact.properties.get("first_met_through"))
        introduced_by = self.keys.get(through, "")
        if through and not introduced_by:
            left.append(_("Who introduced you is not in the file."))
        if contact.uid in self.related:
            left.append(_("How they are related to others is left out."))
        place = _("contact {name}").format(name=monica_values.short(draft.name))
        if self._fits(draft.name, draft.notes, draft.reach, draft.how_met, draft.organisation, place=place):
            known = "" if introduced_by == key else introduced_by
            self.people.append(IncomingPerson(key, draft, contact.uid, known, place, tuple(left)))
            self._noted(key, contact, draft)

    def _noted(self, key: str, contact: Thing, person: PersonDraft) -> None:
        """What stands under a person."""
        name = monica_values.short(person.name)
        readers: tuple[tuple[str, str, Callable[[str, str, Thing, str], None]], ...] = (
            ("call", _("call with {name}"), self._call),
            ("conversation", _("conversation with {name}"), self._conversation),
            ("note", _("note about {name}"), self._note),
            ("task", _("task with {name}"), self._task),
            ("reminder", _("reminder about {name}"), self._reminder),
        )
        for kind, words, read in readers:
            for thing in contact.inside(kind):
                self._counted()
                read(key, f"{key}-{kind}-{self.count}", thing, words.format(name=name))
        for uid in contact.uids("activity"):
            self.met.setdefault(uid, []).append((key, contact))

    def _call(self, person: str, key: str, call: Thing, place: str) -> None:
        content = monica_values.text(call.properties.get("content"))
        self._contact(person, key, call, ContactKind.CALL, call.properties.get("called_at"), content, place)

    def _conversation(self, person: str, key: str, talk: Thing, place: str) -> None:
        lines = []
        for message in monica_values.things(talk.properties.get("messages")):
            who = _("Me: {text}") if message.properties.get("written_by_me") is True else _("They: {text}")
            lines.append(who.format(text=monica_values.text(message.properties.get("content"))))
        when = talk.properties.get("happened_at")
        self._contact(person, key, talk, ContactKind.MESSAGE, when, "\n".join(lines), place)

    def _note(self, person: str, key: str, note: Thing, place: str) -> None:
        body = monica_values.text(note.properties.get("body"))
        if not body.strip():
            return self._refuse(place, _("It is empty."))
        self._contact(person, key, note, ContactKind.OTHER, note.stored.get("created_at"), body, place)

    def _activities(self) -> None:
        for number, activity in enumerate(self.account.inside("activity"), 1):
            self._counted()
            summary, description = (
                monica_values.text(activity.properties.get(name)) for name in ("summary", "description")
            )
            place = _("activity {name}").format(name=monica_values.short(summary) or number)
            there = self.met.get(activity.uid, []) if activity.uid else []
            note = "\n\n".join(filter(str.strip, (summary, description)))
            if not there:
                self._refuse(place, _("Nobody who took part in it comes in."))
            for person, contact in there:
                self._counted()
                self._contact(
                    person,
                    f"{person}-activity-{number}",
                    activity,
                    ContactKind.MET,
                    activity.properties.get("happened_at"),
                    note,
                    place,
                    uid=f"{activity.uid}/{contact.uid or person}",
                )

    def _contact(
        self,
        person: str,
        key: str,
        thing: Thing,
        kind: ContactKind,
        when: Any,
        note: str,
        place: str,
        uid: str | None = None,
    ) -> None:
        day = monica_values.day(when)
        if day is None:
            return self._refuse(place, _("It has no date that can be read."))
        if self._fits(note, place=place):
            draft = ContactDraft(kind=kind, held_on=day, note=note)
            self.contacts.append(
                IncomingContact(key, draft, person, thing.uid if uid is None else uid, place)
            )

    def _task(self, person: str, key: str, task: Thing, place: str) -> None:
        done = None
        if monica_values.is_true(task.properties.get("completed")):
            moments = (
                task.properties.get("completed_at"),
                *map(task.stored.get, ("updated_at", "created_at")),
            )
            done = next(filter(None, map(monica_values.day, moments)), self.today)
        self._action(person, key, task, ActionDraft(text=monica_values.titled(task), done_on=done), place)

    def _reminder(self, person: str, key: str, reminder: Thing, place: str) -> None:
        first = monica_values.day(reminder.properties.get("initial_date"))
        if first is None:
            return self._refuse(place, _("It has no date that can be read."))
        if monica_values.is_true(reminder.properties.get("inactive")):
            return self._refuse(place, _("It is switched off in Monica."))
        due = monica_values.next_time(reminder, first, self.today)
        if due is None:
            return self._refuse(place, _("How often it comes back cannot be read."))
        left = () if monica_values.is_once(reminder) else (_("It repeats in Monica; here it comes once."),)
        done = due if due < self.today else None
        draft = ActionDraft(text=monica_values.titled(reminder), due_on=due, done_on=done)
        self._action(person, key, reminder, draft, place, left)

    def _action(
        self,
        person: str,
        key: str,
        thing: Thing,
        draft: ActionDraft,
        place: str,
        left: tuple[str, ...] = (),
    ) -> None:
        if not draft.text.strip():
            self._refuse(place, _("It is empty."))
        elif self._fits(draft.text, place=place):
            self.actions.append(IncomingAction(key, draft, person, thing.uid, place, left))

    def _fits(self, *texts: str, place: str) -> bool:
        if any(map(limits.is_too_long, texts)):
            self._refuse(place, limits.text_too_long())
            return False
        return True

    def _refuse(self, place: str, why: str) -> None:
        self.refused.append(NotUnderstood(place, why))

    def _counted(self) -> None:
        self.count += 1
        limits.check_records(self.count)
