"""Finds out what would become of each thing that comes in: whether it is here already, and what it would add."""

from collections import Counter
from dataclasses import dataclass, field, fields
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


@dataclass
class _Here:
    """Everybody in the notebook (ids), by how they may be known again."""

    by_both: dict[tuple[str, str], int] = field(default_factory=dict)
    by_email: dict[str, list[int]] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    by_words: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    """By the name but for titles and accents."""


def _here() -> _Here:
    here = _Here()
    for id, name, email in outside.people():
        here.by_name[_folded(name)] = id
        here.by_words.setdefault(duplicates.name_words(name), []).append(id)
        if email.strip():
            here.by_both[_folded(email), _folded(name)] = id
            here.by_email.setdefault(_folded(email), []).append(id)
    return here


def _people(batch: Batch) -> dict[str, Foreseen]:
    if not batch.people:
        return {}
    known, here = _known(tables.Person, batch, batch.people), _here()
    shared = _shared(batch)
    coming = Counter(duplicates.name_words(person.draft.name) for person in batch.people)
    found = {}
    for person in batch.people:
        email, name = _folded(person.draft.email), _folded(person.draft.name)
        words = duplicates.name_words(person.draft.name)
        match = known.get(person.uid) or here.by_both.get((email, name))
        if not match and email not in shared:
            match = _only(here.by_email.get(email))
        match = match or here.by_name.get(name)
        if not match and len(words) > 1 and coming[words] < 2:
            match = _only(here.by_words.get(words))
        found[person.key] = _person(person, match)
    return found


def _only(ids: list[int] | None) -> int | None:
    """The one whom a sign means where it means nobody else."""
    return ids[0] if ids and len(ids) == 1 else None


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
    coming, empty = stored.storable(person.draft), PersonDraft()
    for name in (each.name for each in fields(PersonDraft) if each.name != "introduced_by"):
        before, after = _shown(here.draft, name), _shown(coming, name)
        if not after or after in (before, _shown(empty, name)):
            continue
        (differing if before else gains).append(Gain(name, before, after))
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
    coming, may_change = stored.storable(item.draft), here.draft.status is Status.PLANNED
    for name in (*_MAY_CHANGE, "notes"):
        before, after = _shown(here.draft, name), _shown(coming, name)
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
