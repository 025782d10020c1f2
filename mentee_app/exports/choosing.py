"""Finds out which sessions a choice means: names become ids, and what fits nothing or too much is refused in a sentence."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from mentee_app.exports.documents import Choice
from mentee_app.i18n import _
from mentee_app.queries import areas, goals, people, relationships
from mentee_app.queries import history as queries
from mentee_app.queries.searching import Word
from mentee_app.queries.snippets import Finder


class UnknownName(Exception):
    """A name in the choice fits nothing, or fits several; the message says so in one sentence."""


def wanted(choice: Choice, now: datetime) -> queries.Filter:
    """What to look up. Raises UnknownName."""
    if choice.session is not None:
        return queries.Filter(now=int(now.timestamp()), session=choice.session)
    if choice.since and choice.until and choice.since > choice.until:
        raise UnknownName(
            _("The first day ({since}) is after the last day ({until}).").format(
                since=choice.since, until=choice.until
            )
        )
    return queries.Filter(
        now=int(now.timestamp()),
        people=_mentors(choice.mentor),
        goals=_ids(choice.goal, goals_named, _("No goal is called “{name}”.").format, _("goals")),
        areas=_ids(choice.area, areas_named, _("No area is called “{name}”.").format, _("areas")),
        since=choice.since,
        until=choice.until,
    )


def session_on(day: date, at: time | None = None, mentor: str = "") -> int:
    """The id of the session on that day (at that time, with that mentor). Raises UnknownName for none or several."""
    mentors = _mentors(mentor)
    found = [
        each
        for each in queries.on(day)
        if (at is None or each.wall_start.time() == at) and (mentors is None or each.person in mentors)
    ]
    if not found:
        raise UnknownName(_("There is no such session on {day}.").format(day=day))
    if len(found) > 1:
        shown = ", ".join(f"{each.wall_start:%H:%M} {each.mentor}" for each in found[:5])
        sentence = _("There are several sessions on {day}: {sessions}. Say the time, or with whom.")
        raise UnknownName(sentence.format(day=day, sessions=shown + (" …" if len(found) > 5 else "")))
    return found[0].id


def mentors_named(name: str) -> dict[int, str]:
    """The mentors called `name`, or else those in whose name it stands: case and accents do not matter, as in search."""
    every = {each.person: each.name for each in relationships.all_relationships()}
    return _folded(name, queries.people_named(name), every)


def goals_named(title: str) -> dict[int, str]:
    """The same for goals."""
    return _folded(title, queries.goals_named(title), {each.id: each.title for each in goals.names()})


def areas_named(name: str) -> dict[int, str]:
    """The same for areas of life."""
    return _folded(name, queries.areas_named(name), {each.id: each.name for each in areas.all_areas()})


def no_mentor(name: str) -> str:
    """Why no mentor is meant: nobody is called so, or somebody who is no mentor."""
    others = people.suggested(name)
    if not others:
        return _("No mentor is called “{name}”.").format(name=name)
    if len(others) > 1:
        return _("People in your notebook are called “{name}”, but none of them is a mentor.").format(
            name=name
        )
    return _("{person} is in your notebook, but is no mentor.").format(person=others[0].name.strip())


def _folded(wanted: str, found: Mapping[int, str], every: Mapping[int, str]) -> dict[int, str]:
    """`found` where it is called just so; else what search finds of `every` besides, a whole name before a part of one."""
    words = wanted.split()
    if not words or any(each.strip().casefold() == wanted.strip().casefold() for each in found.values()):
        return dict(found)
    begun, whole = Finder(Word(word) for word in words), Finder([Word(wanted, whole=True)])
    fitting = {id: each for id, each in every.items() if id in found or begun.finds_all(each)}
    same = {
        id: each for id, each in fitting.items() if len(each.split()) == len(words) and whole.finds_all(each)
    }
    return same or fitting


def _mentors(name: str) -> tuple[int, ...] | None:
    return _ids(name, mentors_named, no_mentor, _("mentors"))


def _ids(
    name: str, look_up: Callable[[str], dict[int, str]], unknown: Callable[..., str], kind: str
) -> tuple[int, ...] | None:
    """Several different names are refused: nobody's history may slip in who was not meant."""
    if not name.strip():
        return None
    found = look_up(name)
    if not found:
        raise UnknownName(unknown(name=name))
    names = sorted({each.strip() for each in found.values()})
    if len({each.casefold() for each in names}) > 1:
        shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        sentence = _("“{name}” fits several {kind}: {names}. Write the whole name.")
        raise UnknownName(sentence.format(name=name, kind=kind, names=shown))
    return tuple(found)
