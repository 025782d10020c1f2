"""Finds out what would become of each thing that comes in: whether it is here already, and what it would add."""

import dataclasses
from collections import Counter
from typing import Any

from mentee_app.domain import duplicates, moments, stored
from mentee_app.domain.incoming import (
    Batch,
    Fate,
    Foreseen,
    Gain,
    IncomingPerson,
    IncomingSession,
)
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import kept, outside
from mentee_app.storage import tables

_MAY_CHANGE = ("wall_start", "zone", "minutes", "medium", "topic")
"""What a calendar may change of a session that is still planned; of one that was held, only gaps are filled."""

_NEW = Foreseen(Fate.NEW)


def foreseen(batch: Batch) -> dict[str, Foreseen]:
    """What would become of each thing, by its key."""
    found = _people(batch)
    found |= _sessions(batch, found)
    people = {key: each.match for key, each in found.items()}
    noted = outside.contacts_noted() if batch.contacts else {}
    known = _known(tables.Contact, batch, batch.contacts)
    for contact in batch.contacts:
        draft = stored.storable(contact.draft)
        here = noted.get((people.get(contact.person) or 0, draft.held_on.isoformat(), draft.note))
        found[contact.key] = _simply(known.get(contact.uid, here))
    due = outside.actions_noted() if batch.actions else {}
    known = _known(tables.Action, batch, batch.actions)
    for action in batch.actions:
        todo = stored.storable(action.draft)
        day = todo.due_on.isoformat() if todo.due_on else None
        found[action.key] = _simply(
            known.get(action.uid, due.get((people.get(action.person), todo.text, day)))
        )
    return found


def _people(batch: Batch) -> dict[str, Foreseen]:
    known = _known(tables.Person, batch, batch.people)
    by_both, by_email, by_name = _here() if batch.people else ({}, {}, {})
    shared = _shared(batch)
    found = {}
    titled = _titled(batch)
    for person in batch.people:
        email, name = _folded(person.draft.email), _folded(person.draft.name)
        match = known.get(person.uid) or by_both.get((email, name))
        if not match and email not in shared and len(by_email.get(email, ())) == 1:
            match = by_email[email][0]
        found[person.key] = _person(person, match or by_name.get(name) or _but_for_titles(person, titled))
    return found


def _titled(batch: Batch) -> dict[tuple[str, ...], int | None]:
    """Whom a name means but for titles and accents, where it means one person here and in the file."""
    meant: dict[tuple[str, ...], int | None] = {}
    for id, name, _email in outside.people() if batch.people else ():
        words = duplicates.name_words(name)
        meant[words] = None if words in meant else id
    coming = Counter(duplicates.name_words(person.draft.name) for person in batch.people)
    return {words: id for words, id in meant.items() if len(words) > 1 and coming[words] < 2}


def _but_for_titles(person: IncomingPerson, titled: dict[tuple[str, ...], int | None]) -> int | None:
    return titled.get(duplicates.name_words(person.draft.name))


def _here() -> tuple[dict[tuple[str, str], int], dict[str, list[int]], dict[str, int]]:
    """Everybody (ids) by email and name, by email, by name."""
    by_both: dict[tuple[str, str], int] = {}
    by_email: dict[str, list[int]] = {}
    by_name: dict[str, int] = {}
    for id, name, email in outside.people():
        by_name[_folded(name)] = id
        if email.strip():
            by_both[_folded(email), _folded(name)] = id
            by_email.setdefault(_folded(email), []).append(id)
    return by_both, by_email, by_name


def _shared(batch: Batch) -> set[str]:
    """The addresses that people of several names have, as an office has one: they do not say who it is."""
    names: dict[str, set[str]] = {}
    for person in batch.people:
        names.setdefault(_folded(person.draft.email), set()).add(_folded(person.draft.name))
    return {email for email, called in names.items() if len(called) > 1}


def _person(person: IncomingPerson, match: int | None) -> Foreseen:
    here = kept.one(PersonDraft, match)
    if here is None:
        return _NEW
    gains: list[Gain] = []
    differing: list[Gain] = []
    for field in dataclasses.fields(PersonDraft):
        before, after = _shown(here.draft, field.name), _shown(stored.storable(person.draft), field.name)
        if (
            field.name == "introduced_by"
            or not after
            or after == before
            or after == _shown(PersonDraft(), field.name)
        ):
            continue
        (differing if before else gains).append(Gain(field.name, before, after))
    fate = Fate.FILLED if gains else Fate.KNOWN
    return Foreseen(fate, here.id, here.draft.name, tuple(gains), tuple(differing))


def _sessions(batch: Batch, people: dict[str, Foreseen]) -> dict[str, Foreseen]:
    known = _known(tables.Session, batch, batch.sessions)
    starts = {each.key: moments.instant(each.draft.wall_start, each.draft.zone) for each in batch.sessions}
    then = outside.sessions_at(starts.values()) if batch.sessions else {}
    found = {}
    for item in batch.sessions:
        person = people[item.person].match if item.person else None
        match = known.get(item.uid) or (then.get((person, starts[item.key])) if person else None)
        found[item.key] = _session(item, match)
    return found


def _session(item: IncomingSession, match: int | None) -> Foreseen:
    here = kept.one(SessionDraft, match)
    if here is None:
        return _NEW
    gains: list[Gain] = []
    differing: list[Gain] = []
    may_change = here.draft.status is Status.PLANNED
    for name in (*_MAY_CHANGE, "notes"):
        before, after = _shown(here.draft, name), _shown(stored.storable(item.draft), name)
        if not after or after == before:
            continue
        taken = not before or (may_change and name in _MAY_CHANGE)
        (gains if taken else differing).append(Gain(name, before, after))
    changed = any(gain.before for gain in gains)
    fate = Fate.CHANGED if changed else Fate.FILLED if gains else Fate.KNOWN
    return Foreseen(fate, here.id, here.draft.topic, tuple(gains), tuple(differing))


def _simply(match: int | None) -> Foreseen:
    return _NEW if match is None else Foreseen(Fate.KNOWN, match)


def _known(table: type[tables.Row], batch: Batch, items: tuple[Any, ...]) -> dict[str, int]:
    wanted = [each.uid for each in items if each.uid]
    return outside.known(table, batch.source.value, wanted) if wanted else {}


def _shown(draft: Any, name: str) -> str:
    value = stored.plain_value(getattr(draft, name))
    return "" if value in (None, "", 0) else str(value)


def _folded(text: str) -> str:
    """The same for what people would call the same; empty matches nothing."""
    return " ".join(text.replace("’", "'").split()).casefold() or "\0"
