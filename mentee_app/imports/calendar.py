"""Reads iCalendar files (.ics): events become sessions and series, those who take part become people, to-dos actions."""

from collections.abc import Collection
from datetime import datetime, timedelta

from mentee_app.domain import uids
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.incoming import Batch, IncomingAction, NotUnderstood, Source
from mentee_app.i18n import _
from mentee_app.imports import calendar_invitations, calendar_lines, calendar_texts, limits, zones
from mentee_app.imports.calendar_events import Event, Sessions, Unreadable
from mentee_app.imports.calendar_lines import Part, Record
from mentee_app.imports.calendar_people import People
from mentee_app.imports.calendar_texts import Guest
from mentee_app.imports.calendar_times import NoTime, Written, Zones, written

_TIMES = frozenset("DTSTART DTEND RDATE EXDATE RECURRENCE-ID DUE COMPLETED".split())
_RAW = frozenset("RRULE EXRULE".split())


def parse(content: bytes, home_zone: str, now: datetime, own_addresses: Collection[str] = ()) -> Batch:
    """What a calendar file holds. `home_zone` (IANA) is for times without a zone; `now` is the wall time in it.

    `own_addresses`: the person's own e-mail addresses, who is never taken for somebody else. Raises Trouble, nothing else.
    """
    try:
        return _Reading(home_zone, now.replace(tzinfo=None), own_addresses).batch(content)
    except RecursionError:
        raise limits.too_deep() from None
    except MemoryError:
        raise limits.too_much() from None


class _Reading:
    """One file on its way to a batch."""

    def __init__(self, home_zone: str, now: datetime, own: Collection[str]) -> None:
        self._home, self._now, self._own = home_zone, now, own
        self._refused: list[NotUnderstood] = []
        self._actions: list[IncomingAction] = []

    def batch(self, content: bytes) -> Batch:
        parts = calendar_lines.parts(content)
        for part in parts:
            _refuse_answers(part)
        read = [(part, self._events(part)) for part in parts]
        named = [part.headings.get("X-WR-CALNAME", "") for part in parts]
        events = [event for _part, every in read for event in every]
        sent = all(part.headings.get("METHOD", "").upper() == "REQUEST" for part in parts)
        people = People(self._own, [event.guests for event in events], named, sent)
        sessions = Sessions(self._now, people, self._refused)
        for part, every in read:
            sessions.take(every, self._zones(part))
            self._actions_of(part, people)
        return Batch(
            Source.CALENDAR,
            people.found,
            tuple(sessions.series),
            tuple(sessions.sessions),
            actions=tuple(self._actions),
            refused=tuple(self._refused),
        )

    def _zones(self, part: Part) -> Zones:
        explained = (zones.explained(lines) for lines in part.zones[:200])
        stated = part.headings.get("X-WR-TIMEZONE", "")
        return Zones(self._home, self._now.year, [each for each in explained if each], stated)

    def _events(self, part: Part) -> list[Event]:
        """The events that can be read; all other records but to-dos are refused by name."""
        found = []
        ours = part.headings.get("PRODID", "").startswith("-//Mentee//")
        cancelled = part.headings.get("METHOD", "").upper() == "CANCEL"
        for record in part.records:
            if record.why_not or record.kind not in ("VEVENT", "VTODO"):
                self._refuse(record, record.why_not or _why_not(record.kind))
            elif record.kind == "VEVENT":
                try:
                    event = _event(record, ours)
                    event.cancelled = event.cancelled or cancelled
                    found.append(event)
                except Unreadable as error:
                    self._refuse(record, str(error))
        return found

    def _actions_of(self, part: Part, people: People) -> None:
        known = self._zones(part)
        for record in part.records:
            if record.kind != "VTODO" or record.why_not:
                continue
            try:
                self._actions.append(self._action(_event(record, False), known, people))
            except (Unreadable, NoTime) as error:
                self._refuse(record, str(error))

    def _action(self, event: Event, known: Zones, people: People) -> IncomingAction:
        text = "\n".join(part for part in (event.summary, event.description) if part.strip()).strip()
        if event.cancelled:
            raise Unreadable(_("It was cancelled."))
        if not text:
            raise Unreadable(_("It says nothing to do."))
        if limits.is_too_long(text):
            raise Unreadable(limits.text_too_long())
        due = event.time("DUE")
        done, person, left = event.time("COMPLETED"), people.whom(event.guests), list(event.left)
        if event.rule:
            left.append(_("It repeats; only the first time comes in."))
        done_on = known.settled(done).wall.date() if done else None
        if event.completed and done_on is None:
            done_on = self._now.date()
            left.append(_("It was done, but not said when; today stands here."))
        due_on = known.settled(due).wall.date() if due else None
        draft = ActionDraft(text=text, due_on=due_on, done_on=done_on)
        return IncomingAction(
            f"action-{event.number}", draft, person.key, event.uid, event.place, (*left, *person.left)
        )

    def _refuse(self, record: Record, why: str) -> None:
        self._refused.append(NotUnderstood(_place(record), why))


def _event(record: Record, ours: bool) -> Event:
    """A record as an event, the texts of it read by the library. Raises Unreadable."""
    times: dict[str, list[Written]] = {}
    raw: dict[str, str] = {}
    texts = []
    for line in record.lines:
        name = line.partition(":")[0].partition(";")[0].strip().upper()
        if name in _TIMES:
            times.setdefault(name, []).extend(written(line))
        elif name in _RAW:
            raw.setdefault(name, line.partition(":")[2])
        else:
            texts.append(line)
    event = Event(record.number, _place(record), times=times, rule=raw.get("RRULE", ""))
    if "EXRULE" in raw:
        event.left.append(_("It leaves out times by a rule, which is not kept."))
    if record.guessed:
        event.left.append(
            _("Some of its letters were not in UTF-8; they were read as Western European ones.")
        )
    _read_texts(event, texts, record.kind)
    event.ours = ours or uids.own_id(event.uid) is not None
    if not event.ours:
        event.description = calendar_texts.without_markup(event.description)
        if record.kind == "VEVENT":
            _leave_out_how_to_join(event)
    return event


def _leave_out_how_to_join(event: Event) -> None:
    """What a meeting program wrote into the description goes, but for the link to join by."""
    found = calendar_invitations.cut(event.description, event.summary)
    if found:
        event.description = found.text
        event.links += [link for link in found.links if link not in event.links]
        words = _("What {program} writes into every invitation is left out; the link to join stays.")
        event.left.append(words.format(program=", ".join(found.programs)))


def _read_texts(event: Event, lines: list[str], kind: str) -> None:
    import icalendar  # 150 ms that the start of the window does not pay

    component = icalendar.Event if kind == "VEVENT" else icalendar.Todo
    ended = "\r\n".join((f"BEGIN:{kind}", *lines, f"END:{kind}", ""))
    try:
        found = component.from_ical(ended)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, ArithmeticError):
        raise Unreadable(_("It is not written as a calendar's record must be.")) from None
    if found.errors:
        event.left.append(_("A line of it could not be read."))

    def text(name: str) -> str:
        value = found.get(name, "")
        return str(value[0] if isinstance(value, list) else value) if value else ""

    event.uid, event.summary = text("UID").strip()[:1000], calendar_texts.one_line(text("SUMMARY"))
    event.description, event.location = text("DESCRIPTION"), text("LOCATION")
    links = ("URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
    event.links = [link for name in links if (link := calendar_texts.one_line(text(name))[:2000])]
    event.contact = calendar_texts.one_line(text("CONTACT"))
    event.own_sessions = text("X-MENTEE-SESSIONS").split()[:200]
    status = text("STATUS").strip().upper()
    event.cancelled, event.completed = status == "CANCELLED", status == "COMPLETED"
    event.duration = _minutes(found)
    event.guests = _guests(found)


def _minutes(found: object) -> int | None:
    """How long its DURATION is."""
    try:
        duration = getattr(found.get("DURATION"), "dt", None)  # type: ignore[attr-defined]
    except (ValueError, TypeError, OverflowError):  # how the library tells of one that it could not read
        return None
    return round(duration.total_seconds() / 60) if isinstance(duration, timedelta) else None


def _guests(found: object) -> list[Guest]:
    """Who takes part, in the order of the file; whose event it is comes last."""
    named = []
    for name in ("ATTENDEE", "ORGANIZER"):
        values = found.get(name, [])  # type: ignore[attr-defined]
        for value in values if isinstance(values, list) else [values]:
            said = getattr(value, "params", {})
            if str(said.get("CUTYPE", "")).upper() in ("RESOURCE", "ROOM"):
                continue
            each = calendar_texts.guest(
                str(value), str(said.get("CN", "")), str(said.get("EMAIL", "")), name == "ORGANIZER"
            )
            named += [each] if each else []
    return named


def _refuse_answers(part: Part) -> None:
    """Raises Trouble for a file that answers an invitation: it holds no event of its own."""
    method = part.headings.get("METHOD", "").upper()
    if method in ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"):
        raise limits.refused(
            _("This file is an answer to an invitation. Open the invitation itself instead.")
        )


def _why_not(kind: str) -> str:
    if kind == "VJOURNAL":
        return _("It is a journal entry, which has no place in a notebook of sessions.")
    return _("It says when somebody is free or busy, which is no session.")


def _place(record: Record) -> str:
    words = _("Task {number}, line {line}") if record.kind == "VTODO" else _("Event {number}, line {line}")
    if record.kind not in ("VEVENT", "VTODO"):
        words = _("Entry {number}, line {line}")
    return words.format(number=record.number, line=record.line)
