"""Writes events as an iCalendar file: wall times with their zones explained, and nothing private."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar

from mentee_app import __version__, words
from mentee_app.domain import moments, uids
from mentee_app.domain.sessions import Medium, Status
from mentee_app.exports import calendar_zones
from mentee_app.exports.calendar_events import Choice, Event
from mentee_app.exports.calendar_words import MOST_ALARM, description, one_line, plain, summary
from mentee_app.exports.calendar_zones import Observance
from mentee_app.queries.calendar import MeetingLine

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def ics(events: list[Event], choice: Choice) -> bytes:
    """These events as the bytes of an .ics file."""
    whole = icalendar.Calendar()
    whole["PRODID"] = _text(f"-//Mentee//Mentee {__version__}//EN")
    whole["VERSION"] = _text("2.0")
    whole["CALSCALE"] = _text("GREGORIAN")
    for zone, first, last in _zones(events):
        whole.add_component(_timezone(zone, calendar_zones.observances(zone, first, last)))
    for event in events:
        whole.add_component(_event(event, choice))
    return bytes(whole.to_ical(sorted=False))


class _Text(icalendar.vText):
    """A text escaped as RFC 5545 says. The library's own way makes a line end of the letters of a path like C:\\New."""

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPES).encode()


def _text(text: str) -> Any:
    return _Text(plain(text))


def _event(event: Event, choice: Choice) -> Any:
    made, line = icalendar.Event(), event.line
    made["UID"] = _text(event.uid)
    made["DTSTAMP"] = made["LAST-MODIFIED"] = _stamp(event.updated_at)
    made["SEQUENCE"] = icalendar.vInt(event.writes)
    if event.meant:
        made["RECURRENCE-ID"] = _wall(*event.meant)
    made["DTSTART"] = _wall(line.wall_start, line.zone)
    if line.minutes:
        made["DTEND"] = _end(line)
    if event.rule:
        made["RRULE"] = icalendar.vRecur(event.rule)
    if event.missing:
        made["EXDATE"] = [_wall(wall, line.zone) for wall in event.missing]
    cancelled = line.status in (Status.MISSED, Status.MOVED)
    made["STATUS"] = _text("CANCELLED" if cancelled else "CONFIRMED")
    _say(made, event, line)
    if choice.alarm is not None and line.status is Status.PLANNED:
        made.add_component(_alarm(made["SUMMARY"], choice.alarm))
    return made


def _say(made: Any, event: Event, line: MeetingLine) -> None:
    made["SUMMARY"] = _text(summary(line.topic, line.person))
    made["CONTACT"] = _text(one_line(line.person))
    talk = description(event.agenda)
    if talk:
        made["DESCRIPTION"] = _text(talk)
    if line.medium is not Medium.IN_PERSON:
        made["LOCATION"] = _text(words.of(line.medium))
    if event.sessions:
        known = (uids.own_uid(id) if id else "" for id in event.sessions)
        made["X-MENTEE-SESSIONS"] = _text(" ".join(each or "-" for each in known))


def _alarm(says: Any, minutes: int) -> Any:
    alarm = icalendar.Alarm()
    alarm["ACTION"] = _text("DISPLAY")
    alarm["DESCRIPTION"] = says
    alarm["TRIGGER"] = icalendar.vDuration(-timedelta(minutes=max(0, min(minutes, MOST_ALARM))))
    return alarm


def _stamp(milliseconds: int) -> Any:
    return icalendar.vDatetime(datetime.fromtimestamp(milliseconds // 1000, UTC))


def _wall(wall: datetime, zone: str) -> Any:
    """A wall time in its zone; UTC too stays the zone that the person chose."""
    made = icalendar.vDatetime(wall)
    made.params["TZID"] = zone
    return made


def _end(line: MeetingLine) -> Any:
    """When it ends: as a wall time, or as an instant where the clocks show that wall time twice."""
    ends = moments.instant(line.wall_start, line.zone) + 60 * (line.minutes or 0)
    wall = datetime.fromtimestamp(ends, moments.known_zone(line.zone)).replace(tzinfo=None)
    if moments.instant(wall, line.zone) == ends:
        return _wall(wall, line.zone)
    return icalendar.vDatetime(datetime.fromtimestamp(ends, UTC))


def _zones(events: list[Event]) -> list[tuple[str, int, int]]:
    """The zones of the events, and the years (the first, the last) in which each is used."""
    years: dict[str, tuple[int, int]] = {}
    for event in events:
        walls = [(event.line.wall_start, event.line.zone), *([event.meant] if event.meant else [])]
        last = _last_year(event)
        for wall, zone in walls:
            known = years.get(zone, (wall.year, last))
            years[zone] = (min(known[0], wall.year), max(known[1], wall.year, last))
    return sorted((zone, first - 1, last + 1) for zone, (first, last) in years.items())


def _last_year(event: Event) -> int:
    """A series of at most 104 times ends within nine years."""
    months = len(event.sessions) if event.rule.get("FREQ") == "MONTHLY" else len(event.sessions) // 2
    return event.line.wall_start.year + (months + 11) // 12


def _timezone(zone: str, found: list[Observance]) -> Any:
    made = icalendar.Timezone()
    made["TZID"] = _text(zone)
    for each in found:
        part = icalendar.TimezoneDaylight() if each.summer else icalendar.TimezoneStandard()
        part["DTSTART"] = icalendar.vDatetime(each.walls[0])
        if each.walls[1:]:
            part["RDATE"] = [icalendar.vDatetime(wall) for wall in each.walls[1:]]
        part["TZNAME"] = _text(each.name)
        part["TZOFFSETFROM"], part["TZOFFSETTO"] = map(icalendar.vUTCOffset, (each.before, each.after))
        made.add_component(part)
    return made
