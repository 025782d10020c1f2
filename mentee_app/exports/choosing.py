"""Finds out which sessions a choice means: names become ids, and what fits nothing or too much is refused in a sentence."""

from collections.abc import Callable
from datetime import date, datetime, time

from mentee_app.exports.documents import Choice
from mentee_app.i18n import _
from mentee_app.queries import history as queries


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
        people=_ids(choice.mentor, queries.people_named, _("No mentor is called “{name}”."), _("mentors")),
        goals=_ids(choice.goal, queries.goals_named, _("No goal is called “{name}”."), _("goals")),
        areas=_ids(choice.area, queries.areas_named, _("No area is called “{name}”."), _("areas")),
        since=choice.since,
        until=choice.until,
    )


def session_on(day: date, at: time | None = None, mentor: str = "") -> int:
    """The id of the session on that day (at that time, with that mentor). Raises UnknownName for none or several."""
    people = _ids(mentor, queries.people_named, _("No mentor is called “{name}”."), _("mentors"))
    found = [
        each
        for each in queries.on(day)
        if (at is None or each.wall_start.time() == at) and (people is None or each.person in people)
    ]
    if not found:
        raise UnknownName(_("There is no such session on {day}.").format(day=day))
    if len(found) > 1:
        shown = ", ".join(f"{each.wall_start:%H:%M} {each.mentor}" for each in found[:5])
        sentence = _("There are several sessions on {day}: {sessions}. Say the time, or with whom.")
        raise UnknownName(sentence.format(day=day, sessions=shown + (" …" if len(found) > 5 else "")))
    return found[0].id


def _ids(
    name: str, look_up: Callable[[str], dict[int, str]], unknown: str, kind: str
) -> tuple[int, ...] | None:
    """Several different names are refused: nobody's history may slip in who was not meant."""
    if not name.strip():
        return None
    found = look_up(name)
    if not found:
        raise UnknownName(unknown.format(name=name))
    names = sorted({each.strip() for each in found.values()})
    if len({each.casefold() for each in names}) > 1:
        shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        sentence = _("“{name}” fits several {kind}: {names}. Write the whole name.")
        raise UnknownName(sentence.format(name=name, kind=kind, names=shown))
    return tuple(found)
