"""Turns the events of a calendar into sessions: single ones, series, and what was changed at single times of them."""

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mentee_app.domain import moments, occurrence_uids, series, sessions
from mentee_app.domain.incoming import IncomingSeries, IncomingSession, NotUnderstood
from mentee_app.domain.series import SeriesDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.i18n import _
from mentee_app.imports import calendar_texts, limits, repeats
from mentee_app.imports.calendar_people import People
from mentee_app.imports.calendar_texts import Guest
from mentee_app.imports.calendar_times import NoTime, Settled, Written, Zones, local

_AHEAD = timedelta(days=731)
_AHEAD_ENDLESS = timedelta(days=366)
_MOST_MINUTES = 6000


class Unreadable(Exception):
    """A record that cannot come in; the text says why."""


@dataclass
class Event:
    """An event as written. `times` by the name of their property; `rule` as it stands; `left` what has no place here."""

    number: int
    place: str
    uid: str = ""
    summary: str = ""
    description: str = ""
    location: str = ""
    links: list[str] = field(default_factory=list)
    contact: str = ""
    guests: list[Guest] = field(default_factory=list)
    times: dict[str, list[Written]] = field(default_factory=dict)
    rule: str = ""
    duration: int | None = None
    own_sessions: list[str] = field(default_factory=list)
    cancelled: bool = False
    completed: bool = False
    ours: bool = False
    left: list[str] = field(default_factory=list)

    def time(self, name: str) -> Written | None:
        """The first time of this property."""
        return next(iter(self.times.get(name, [])), None)


@dataclass(frozen=True)
class _Slot:
    """One time of a series: as the rule means it, as it can be kept, and its instant."""

    meant: datetime
    kept: Settled
    instant: int


class Sessions:
    """The sessions of all calendars in a file. `now` is the wall time at home; refused ones go into `refused`."""

    def __init__(self, now: datetime, people: People, refused: list[NotUnderstood]) -> None:
        self._now, self._people, self._refused = now, people, refused
        self.series: list[IncomingSeries] = []
        self.sessions: list[IncomingSession] = []

    def take(self, events: list[Event], zones: Zones) -> None:
        """Take in the events of one calendar, in its zones. Raises Trouble where they are too many."""
        changed: dict[str, list[Event]] = {}
        whole = []
        for event in events:
            if event.uid and event.time("RECURRENCE-ID"):
                changed.setdefault(event.uid, []).append(event)
            else:
                whole.append(event)
        seen: set[str] = set()
        for event in whole:
            try:
                self._take(event, changed.get(event.uid, []) if event.uid else [], zones, seen)
            except (Unreadable, NoTime) as error:
                self._refused.append(NotUnderstood(event.place, str(error)))
        for event in (each for uid, every in changed.items() if uid not in seen for each in every):
            self._alone(event, zones)

    def _take(self, event: Event, changed: list[Event], zones: Zones, seen: set[str]) -> None:
        if event.uid and event.uid in seen:
            raise Unreadable(_("The same event stands in the file before."))
        if event.cancelled:
            raise Unreadable(_cancelled())
        start = _start(event)
        if event.rule or event.times.get("RDATE"):
            self._repeating(event, start, changed, zones)
            seen.add(event.uid)
        else:
            self._add(event, zones.settled(start), zones, event.uid, f"event-{event.number}")
            seen.update([event.uid] if event.uid and not changed else [])

    def _alone(self, event: Event, zones: Zones) -> None:
        """A changed time of a series that is not in the file."""
        try:
            if event.cancelled:
                raise Unreadable(_cancelled())
            meant = event.time("RECURRENCE-ID")
            uid = occurrence_uids.joined(event.uid, zones.instant(meant)) if meant else event.uid
            own = event.own_sessions[0] if len(event.own_sessions) == 1 else ""
            self._add(event, zones.settled(_start(event)), zones, own or uid, f"event-{event.number}")
        except (Unreadable, NoTime) as error:
            self._refused.append(NotUnderstood(event.place, str(error)))

    def _repeating(self, event: Event, start: Written, changed: list[Event], zones: Zones) -> None:
        slots, left = self._slots(event, start, zones)
        first = slots[0].kept
        rule = repeats.as_series(first.zone, [slot.meant for slot in slots]) if not start.day else None
        key = ""
        if rule and moments.flaw_of(slots[0].meant, first.zone) is None:
            key = f"series-{event.number}"
        others = self._others(changed, zones)
        out = {
            zones.instant(each) for each in event.times.get("EXDATE", []) if not (each.day and not start.day)
        }
        days_out = {each.wall.date() for each in event.times.get("EXDATE", []) if each.day}
        event.left += left
        used = len(self.sessions)
        for number, slot in enumerate(slots):
            if slot.instant in out or slot.meant.date() in days_out:
                continue
            own = event.own_sessions[number] if number < len(event.own_sessions) else "-"
            uid = own if own != "-" else occurrence_uids.joined(event.uid, slot.instant) if event.uid else ""
            other = others.pop(slot.instant, None)
            name = f"event-{event.number}-{number + 1}"
            self._one(other or event, None if other else slot.kept, zones, uid, name, key)
        for other in others.values():
            self._alone(other, zones)
        if key and len(self.sessions) > used:
            draft = SeriesDraft(None, rule or series.Rule.ONCE, slots[0].meant, first.zone, len(slots))
            self.series.append(IncomingSeries(key, draft, self.sessions[used].person))

    def _one(
        self, event: Event, kept: Settled | None, zones: Zones, uid: str, key: str, series_key: str
    ) -> None:
        """One time of a series; without `kept` it says itself when it is."""
        try:
            if event.cancelled:
                raise Unreadable(_cancelled())
            self._add(event, kept or zones.settled(_start(event)), zones, uid, key, series_key)
        except (Unreadable, NoTime) as error:
            self._refused.append(NotUnderstood(event.place, str(error)))

    def _others(self, changed: list[Event], zones: Zones) -> dict[int, Event]:
        """The changed times by the instant that they were meant for."""
        found = {}
        for event in changed:
            meant = event.time("RECURRENCE-ID")
            try:
                found[zones.instant(meant) if meant else 0] = event
            except NoTime as error:
                self._refused.append(NotUnderstood(event.place, str(error)))
        return found

    def _slots(self, event: Event, start: Written, zones: Zones) -> tuple[list[_Slot], list[str]]:
        """The times of an event that repeats, at most 104, and what of them is left out."""
        base = zones.settled(start)
        zone = "UTC" if start.utc else base.zone
        as_written = start.utc or start.zone == zone or not (start.zone or start.day)
        first = start.wall.replace(second=0) if as_written else base.wall
        meant = [first]
        left: list[str] = []
        try:
            if event.rule:
                meant, left = self._meant(event.rule, first, zone)
        except repeats.Unknown:
            left = [_("It repeats by a rule that is not known here; only its first time comes in.")]
        slots = [_slot(Written(wall, start.utc, zone=zone), zones, start.day) for wall in meant]
        slots += [_slot(each, zones, False) for each in event.times.get("RDATE", [])[: series.MOST]]
        by_instant = {slot.instant: slot for slot in slots}
        slots = [slot for _instant, slot in sorted(by_instant.items())][: series.MOST]
        slots[0] = dataclasses.replace(slots[0], kept=dataclasses.replace(slots[0].kept, left=base.left))
        return slots, left

    def _meant(self, text: str, first: datetime, zone: str) -> tuple[list[datetime], list[str]]:
        rule = repeats.repeat(text)
        if rule.until and rule.until_is_utc:
            until = local(rule.until, zone)
            rule = dataclasses.replace(rule, until=until)
        last = max(first, self._now) + (_AHEAD_ENDLESS if rule.endless else _AHEAD)
        found = list(repeats.walls(rule, first, last)) or [first]
        left = [_("It repeats without an end; a year of it comes in.")] if rule.endless else []
        if len(found) > series.MOST:
            sentence = _("Of its {count} times within reach, {most} come in.")
            left.append(sentence.format(count=len(found), most=series.MOST))
            found = found[: series.MOST] if first >= self._now else found[-series.MOST :]
        return found, left

    def _add(
        self, event: Event, start: Settled, zones: Zones, uid: str, key: str, series_key: str = ""
    ) -> None:
        limits.check_records(len(self.sessions) + 1)
        whom = self._people.whom(event.guests, event.contact if event.ours else "", event.place)
        minutes, told = _minutes(event, zones)
        agenda, notes = calendar_texts.agenda_or_notes(event.description)
        links = " ".join(event.links)
        ahead = moments.is_ahead(start.wall, start.zone, self._now, zones.home)
        draft = SessionDraft(
            status=Status.PLANNED if ahead else Status.HELD,
            wall_start=start.wall,
            zone=start.zone,
            minutes=minutes,
            medium=calendar_texts.medium(event.location, links, event.description),
            topic=calendar_texts.topic(event.summary, event.contact) if event.ours else event.summary,
            notes=calendar_texts.notes(notes, event.location, event.links),
        )
        if any(problem.field != "relationship" for problem in sessions.problems(draft)):
            raise Unreadable(_("Its time is none that Mentee can keep."))
        if any(map(limits.is_too_long, (draft.topic, draft.notes, *agenda))):
            raise Unreadable(limits.text_too_long())
        left = (*event.left, *start.left, *whom.left, *told)
        self.sessions.append(
            IncomingSession(key, draft, uid, whom.key, series_key, agenda, event.place, left)
        )


def _slot(time: Written, zones: Zones, day: bool) -> _Slot:
    """A time of a series. Of whole days each says what was decided."""
    kept = zones.settled(time)
    left = zones.settled(dataclasses.replace(time, day=True)).left if day else kept.left
    meant = time.wall.replace(second=0) if time.zone == kept.zone else kept.wall
    return _Slot(meant, dataclasses.replace(kept, left=left), moments.instant(meant, kept.zone))


def _start(event: Event) -> Written:
    start = event.time("DTSTART")
    if start is None:
        raise Unreadable(_("It does not say when it begins."))
    return start


def _minutes(event: Event, zones: Zones) -> tuple[int | None, tuple[str, ...]]:
    """How long it lasts, and what is said where that cannot be kept."""
    start, end = event.time("DTSTART"), event.time("DTEND")
    if start is None or start.day:
        return None, ()
    minutes = event.duration
    if end is not None:
        try:
            minutes = round((zones.instant(end) - zones.instant(start)) / 60)
        except NoTime:
            minutes = None
    if minutes is not None and not 0 <= minutes <= _MOST_MINUTES:
        return None, (_("How long it lasts is left out: it would be {count} minutes.").format(count=minutes),)
    return minutes or None, ()


def _cancelled() -> str:
    return _("It was cancelled. If you have it here, it stays; mark it as missed or moved if you like.")
