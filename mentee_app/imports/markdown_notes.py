"""Reads Markdown notes (one, a folder, or a ZIP of them) as sessions: when, with whom, about what, and the text as typed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from mentee_app.domain import moments, series, sessions
from mentee_app.domain.incoming import Batch, IncomingPerson, IncomingSession, NotUnderstood, Source
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Flaw
from mentee_app.domain.sessions import Medium, SessionDraft, Status
from mentee_app.i18n import _
from mentee_app.imports import front_matter, limits, written_times
from mentee_app.imports.note_files import Note
from mentee_app.imports.written_times import InName, Written

_DAYS = (
    *("date", "day", "when", "start", "startdate", "datetime", "sessiondate", "meetingdate", "heldon"),
    *("happenedat", "scheduled", "created", "createdat", "datecreated", "creationdate", "createdtime"),
)
_TIMES = ("time", "start", "starttime", "from", "at")
_ENDS = ("end", "endtime", "until", "to")
_LENGTHS = ("duration", "minutes", "length")
_PEOPLE = (
    *("mentor", "person", "with", "who", "contact", "guest", "guests"),
    *("attendee", "attendees", "participant", "participants", "people"),
)
_TITLES = ("topic", "title", "subject", "about")
_ZONES = ("zone", "timezone", "tz")
_STATES = ("status", "state")
_PLACES = ("medium", "how", "via", "location", "place", "where")
_READ = frozenset((*_DAYS, *_TIMES, *_ENDS, *_LENGTHS, *_PEOPLE, *_TITLES, *_ZONES, *_STATES, *_PLACES))

_STATUS = {
    Status.PLANNED: "planned scheduled upcoming todo open booked tentative confirmed",
    Status.HELD: "held done complete completed happened finished past closed",
    Status.MISSED: "missed noshow cancelled canceled",
}
_MEDIUM = {
    Medium.VIDEO: "video zoom teams meet jitsi skype facetime webex online remote",
    Medium.PHONE: "phone call telephone signal whatsapp",
    Medium.WRITING: "writing mail email chat letter",
    Medium.IN_PERSON: "inperson person office cafe café onsite",
}
_NOON = time(12)
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+(.{1,1000}?)[ \t#]*$")
_NOTION = re.compile(r"[ _-]+[0-9a-f]{32}$")
_WIKI = re.compile(r"\[\[([^\[\]|]*)(?:\|[^\[\]]*)?\]\]")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_MAIL = re.compile(r"(.*?)[<(]?([^\s<>()@,;]+@[^\s<>()@,;]+\.[^\s<>()@,;]+)[>)]?")


def parse(notes: Iterable[Note], home_zone: str, now: datetime) -> Batch:
    """The sessions in `notes`. `now` is the wall time in `home_zone`, where a note that names no zone is meant."""
    reader = _Reader(home_zone, now)
    for number, note in enumerate(notes, 1):
        limits.check_records(number)
        reader.read(note, f"session-{number}")
    return Batch(
        Source.MARKDOWN,
        people=tuple(reader.people.values()),
        sessions=tuple(reader.sessions),
        refused=tuple(reader.refused),
    )


class _NotASession(Exception):
    """Why a note is none, in words."""


@dataclass
class _Reader:
    """Notes on their way to a batch."""

    home_zone: str
    now: datetime
    people: dict[str, IncomingPerson] = field(default_factory=dict)
    sessions: list[IncomingSession] = field(default_factory=list)
    refused: list[NotUnderstood] = field(default_factory=list)

    def read(self, note: Note, key: str) -> None:
        try:
            self.sessions.append(self._session(note, key))
        except _NotASession as why:
            self.refused.append(NotUnderstood(_short(note.path, 200), str(why)))

    def _session(self, note: Note, key: str) -> IncomingSession:
        text, left = _text(note)
        top = front_matter.split(text)
        if not top.body.strip() and not top.fields:
            raise _NotASession(_("It is empty."))
        zone, named = self._zone(top.fields), written_times.in_name(_stem(note.path))
        if zone is None:
            left.append(_("Its time zone is not known; yours was taken."))
        wall = self._wall(top.fields, named or written_times.in_name(note.path), zone or self.home_zone, left)
        draft = SessionDraft(
            status=self._status(top.fields, wall, zone or self.home_zone, left),
            wall_start=wall,
            zone=zone or self.home_zone,
            minutes=_minutes(top.fields, wall),
            medium=_medium(top.fields, left),
            topic=_topic(top, note.path, named),
            notes=top.body,
        )
        if any(problem.field != "relationship" for problem in sessions.problems(draft)):
            raise _NotASession(_("Its date cannot be kept here."))
        person = self._person(top.fields, left)
        return IncomingSession(
            key, draft, note.path, person, place=_short(note.path, 200), left=_told(top, left)
        )

    def _zone(self, fields: Mapping[str, tuple[str, ...]]) -> str | None:
        """The zone that is named, yours where none is; None where the name is not known."""
        name = _first(fields, _ZONES).strip()
        if not name:
            return self.home_zone
        return name if moments.flaw_of(self.now, name) is not Flaw.NO_SUCH_ZONE else None

    def _wall(
        self, fields: Mapping[str, tuple[str, ...]], named: InName | None, zone: str, left: list[str]
    ) -> datetime:
        when = _day_in(fields) or (named.when if named else None)
        if when is None:
            raise _NotASession(_no_day(fields))
        if when.clock is None:
            clock = _clock_in(fields)
            when = Written(when.day, clock.clock, clock.offset) if clock else when
        if when.clock is None:
            left.append(_("It says no time: noon was put in."))
        try:
            settled = series.settled(when.wall(zone, _NOON), zone)
        except (OverflowError, ValueError):
            raise _NotASession(_("Its date cannot be kept here.")) from None
        if settled.skipped:
            left.append(_("The clocks skip that hour there: the first minute after it was taken."))
        return settled.wall

    def _status(
        self, fields: Mapping[str, tuple[str, ...]], wall: datetime, zone: str, left: list[str]
    ) -> Status:
        said = _first(fields, _STATES)
        for status, words in _STATUS.items():
            if said and front_matter.plain_name(said) in words.split():
                return status
        if said:
            left.append(_("Its status “{status}” is not known here.").format(status=_short(said)))
        try:
            ahead = moments.is_ahead(wall, zone, self.now, self.home_zone)
        except (OverflowError, ValueError):
            raise _NotASession(_("Its date cannot be kept here.")) from None
        return Status.PLANNED if ahead else Status.HELD

    def _person(self, fields: Mapping[str, tuple[str, ...]], left: list[str]) -> str:
        """The key of whom it was with. There is one in a session: the others are told."""
        named = list(dict.fromkeys(name for key in _PEOPLE for name in _names(fields.get(key, ()))))
        if not named:
            return ""
        if named[1:]:
            others = ", ".join(name for name, _email in named[1:6])
            left.append(_("Also there: {names}.").format(names=_short(others, 200)))
        (name, email), key = named[0], f"person-{' '.join(named[0][0].split()).casefold()}"
        known = self.people.get(key)
        if known is None or (email and not known.draft.email):
            self.people[key] = IncomingPerson(key, PersonDraft(name=name, email=email), place=_short(name))
        return key


def _text(note: Note) -> tuple[str, list[str]]:
    if note.content is None:
        raise _NotASession(note.why)
    text, left = _decoded(note.content)
    if "\0" in text:
        raise _NotASession(_("It is not text."))
    if limits.is_too_long(text):
        raise _NotASession(limits.text_too_long())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if front_matter.is_toml(text):
        raise _NotASession(_("Its first lines are in TOML (+++). Mentee reads YAML (---)."))
    return text, left


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), [_("Its letters were read as those of Western Windows.")]


def _day_in(fields: Mapping[str, tuple[str, ...]]) -> Written | None:
    for key in _DAYS:
        for value in fields.get(key, ())[:1]:
            found = written_times.moment(value)
            if found and found.day:
                return found
    return None


def _clock_in(fields: Mapping[str, tuple[str, ...]]) -> Written | None:
    told = (written_times.moment(_first(fields, (key,))) for key in _TIMES)
    return next((each for each in told if each and each.day is None and each.clock), None)


def _no_day(fields: Mapping[str, tuple[str, ...]]) -> str:
    said = _first(fields, _DAYS)
    if said:
        sentence = _(
            "Its date “{date}” could mean several days or none. Write it like 2024-03-31 or 31.3.2024."
        )
        return sentence.format(date=_short(said))
    return _(
        "It has no date. Write “date: 2026-02-05” as its first line, or a date in the file’s name, and import it again."
    )


def _minutes(fields: Mapping[str, tuple[str, ...]], wall: datetime) -> int | None:
    told = written_times.minutes(_first(fields, _LENGTHS))
    end = written_times.moment(_first(fields, _ENDS))
    if told is None and end and end.clock and end.offset is None:
        until = datetime.combine(end.day or wall.date(), end.clock)
        until += timedelta(days=1 if end.day is None and until < wall else 0)
        told = int((until - wall) / timedelta(minutes=1))
    return told if told is not None and 0 <= told <= 6000 else None


def _medium(fields: Mapping[str, tuple[str, ...]], left: list[str]) -> Medium:
    said = _first(fields, _PLACES)
    spoken = {front_matter.plain_name(word) for word in re.split(r"[\s/,.]+", said[:200])}
    for medium, words in _MEDIUM.items():
        if not spoken.isdisjoint(words.split()) or front_matter.plain_name(said[:200]) in words.split():
            return medium
    if said:
        left.append(_("Where it was is left out: {place}.").format(place=_short(said)))
    return Medium.IN_PERSON


def _topic(top: front_matter.Top, path: str, named: InName | None) -> str:
    heading = _HEADING.search(top.body[:100_000])
    rest = _NOTION.sub("", named.rest if named else _stem(path)).strip(" \t-_.,")
    for said in (_first(top.fields, _TITLES), heading[1] if heading else "", rest):
        line = _short(_LINK.sub(r"\1", _WIKI.sub(r"\1", said)), 300)
        if line and not line.isdigit() and not _is_a_day(line):
            return line
    return ""


def _is_a_day(line: str) -> bool:
    found = written_times.in_name(line)
    return (
        not found.rest.strip(" -_.,") if found else written_times.moment(line) is not None and len(line) < 30
    )


def _names(values: Iterable[str]) -> list[tuple[str, str]]:
    """The people in what was written: names without the marks of links, and their addresses."""
    found = []
    for value in values:
        for part in re.split(r"[,;&]|\band\b", value[:2000])[:50]:
            line = _LINK.sub(r"\1", _WIKI.sub(lambda link: link[1].split("/")[-1], part))
            mail = _MAIL.fullmatch(line.strip())
            name = " ".join((mail[1] if mail else line).strip(" \t@#\"'[]<>()").split())
            email = mail[2] if mail else ""
            if name or email:
                found.append((_short(name or email, 200), email[:200]))
    return found


def _told(top: front_matter.Top, left: list[str]) -> tuple[str, ...]:
    """What is left, and the fields that have no place here."""
    more = [key for key, values in top.fields.items() if values and key and key not in _READ]
    if more:
        left.append(_("Left out: {things}.").format(things=_short(", ".join(more), 200)))
    return tuple(left)


def _first(fields: Mapping[str, tuple[str, ...]], keys: Iterable[str]) -> str:
    return next((fields[key][0] for key in keys if fields.get(key)), "")


def _stem(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name[1:] else name


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
