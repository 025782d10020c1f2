"""The last look at a batch: what no screen would keep, or what hangs in the air, is told and does not come in."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from mentee_app.domain import actions, contacts, people, series, sessions
from mentee_app.domain.incoming import (
    Batch,
    IncomingAction,
    IncomingContact,
    IncomingPerson,
    IncomingSeries,
    IncomingSession,
    NotUnderstood,
)
from mentee_app.domain.problems import Flaw, Problem
from mentee_app.i18n import _
from mentee_app.imports import limits

_Placed = TypeVar("_Placed", IncomingPerson, IncomingSession, IncomingContact, IncomingAction)

_BY_KEY = ("relationship", "person")
"""Fields that are empty in drafts: the keys stand for them."""


def checked(batch: Batch) -> Batch:
    """The batch without the things that cannot be kept; each of them is among `refused`. Raises Trouble for too many."""
    limits.check_records(batch.total)
    refused = list(batch.refused)
    taken: set[str] = set()

    def sound(
        things: Sequence[_Placed], problems: Callable[[Any], tuple[Problem, ...]], known: set[str] | None
    ) -> list[_Placed]:
        kept = []
        for thing in things:
            person = thing.person if not isinstance(thing, IncomingPerson) else ""
            why = _flaw(thing, problems(thing.draft), taken)
            if not why and known is not None and person and person not in known:
                why = _("The person it belongs to does not come in.")
            if why:
                refused.append(NotUnderstood(thing.place, why))
            else:
                taken.add(thing.key)
                kept.append(thing)
        return kept

    somebody = sound(batch.people, people.problems, None)
    known = {person.key for person in somebody}
    rhythms = [each for each in batch.series if _is_sound(each, known, taken)]
    rhythm_keys = {each.key for each in rhythms}
    return Batch(
        batch.source,
        tuple(_introduced(each, known) for each in somebody),
        tuple(rhythms),
        tuple(_planned(each, rhythm_keys) for each in sound(batch.sessions, sessions.problems, known)),
        tuple(sound(batch.contacts, contacts.problems, known)),
        tuple(sound(batch.actions, actions.problems, known)),
        tuple(refused),
    )


def _flaw(thing: Any, problems: Iterable[Problem], taken: set[str]) -> str:
    """Why it cannot be kept, in words; empty where it can."""
    if thing.key in taken:
        return _("It stands in the file twice.")
    texts = (*vars(thing.draft).values(), *getattr(thing, "agenda", ()))
    if any(limits.is_too_long(text) for text in texts if isinstance(text, str)):
        return limits.text_too_long()
    return next((_words(problem.flaw) for problem in problems if problem.field not in _BY_KEY), "")


def _words(flaw: Flaw) -> str:
    return {
        Flaw.NAME_MISSING: _("It has no name."),
        Flaw.TEXT_MISSING: _("It is empty."),
        Flaw.NO_SUCH_ZONE: _("Its time zone is not known."),
        Flaw.NO_SUCH_DAY: _("Its date cannot be kept here."),
        Flaw.HOUR_SKIPPED: _("The clocks skip its hour on that day."),
    }.get(flaw, _("A number or a day in it is out of range."))


def _is_sound(rhythm: IncomingSeries, known: set[str], taken: set[str]) -> bool:
    found = [problem for problem in series.problems(rhythm.draft) if problem.field not in _BY_KEY]
    if found or rhythm.key in taken or (rhythm.person and rhythm.person not in known):
        return False
    taken.add(rhythm.key)
    return True


def _introduced(person: IncomingPerson, known: set[str]) -> IncomingPerson:
    by = person.introduced_by
    return person if not by or (by in known and by != person.key) else _without(person, "introduced_by")


def _planned(session: IncomingSession, rhythms: set[str]) -> IncomingSession:
    return session if not session.series or session.series in rhythms else _without(session, "series")


def _without(thing: Any, name: str) -> Any:
    return dataclasses.replace(thing, **{name: ""})
