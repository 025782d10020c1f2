"""What stands in the session history: sessions and all that belongs to them, without any layout."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from mentee_app.domain.goals import Wanted
from mentee_app.domain.relationships import Kind
from mentee_app.domain.sessions import Medium, Status
from mentee_app.i18n import _
from mentee_app.queries import about_me
from mentee_app.queries import history as queries
from mentee_app.queries.history import (
    ActionLine,
    AdviceLine,
    AgendaLine,
    Belongings,
    ChallengeLine,
    GoalLine,
    SessionEntry,
)
from mentee_app.trouble import Trouble, TroubleKind


class Layout(Enum):
    """What a section is."""

    BY_MENTOR = "by-mentor"
    BY_DATE = "by-date"


class Paper(Enum):
    """The size of a page."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True)
class Choice:
    """Which sessions are wanted, and how. Names may be parts of names, empty means all; days are included."""

    mentor: str = ""
    goal: str = ""
    area: str = ""
    since: date | None = None
    until: date | None = None
    with_private: bool = False
    layout: Layout = Layout.BY_MENTOR


@dataclass(frozen=True)
class Mentor:
    """A mentor in the document. `first` and `last` are the days of their sessions in it."""

    name: str
    kinds: tuple[Kind, ...]
    areas: tuple[str, ...]
    sessions: int
    first: date
    last: date


@dataclass(frozen=True)
class Session:
    """A session with all that belongs to it. `reflection` is None where it was not asked for."""

    mentor: str
    start: datetime
    zone: str
    minutes: int | None
    medium: Medium
    status: Status
    topic: str = ""
    wanted: tuple[Wanted, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()
    notes: str = ""
    advice: tuple[AdviceLine, ...] = ()
    challenges: tuple[ChallengeLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    reflection: str | None = None


@dataclass(frozen=True)
class Section:
    """The sessions with one mentor, or those of one year (then `mentor` is None)."""

    title: str
    mentor: Mentor | None
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class HistoryDocument:
    """The session history as it is handed out."""

    title: str
    name: str
    known_for: str
    language: str
    paper: Paper
    layout: Layout
    made_on: date
    choice: Choice
    mentors: tuple[Mentor, ...]
    sections: tuple[Section, ...]

    @property
    def sessions(self) -> int:
        """How many sessions it holds."""
        return sum(len(section.sessions) for section in self.sections)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day in it."""
        every = [each.start.date() for section in self.sections for each in section.sessions]
        return (min(every), max(every)) if every else None


class UnknownName(Exception):
    """A name in the choice fits nothing, or fits several; the message says so in one sentence."""


def history(choice: Choice, now: datetime, language: str = "en", paper: Paper = Paper.A4) -> HistoryDocument:
    """The document of the sessions that `choice` lets through; `now` is the local wall time.

    Raises UnknownName for a name that fits none or several, Trouble where no session is left.
    """
    found = queries.entries(_filter(choice, now))
    if not found:
        sentence = _("No session matches, so there is nothing to put into the document. Widen the choice.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence)
    belongings = queries.belongings([entry.id for entry in found])
    sessions = [(entry, _session(entry, belongings, choice.with_private)) for entry in found]
    me = about_me.about_me()
    mentors = {person: _mentor([e for e in found if e.person == person]) for person in _people(found)}
    return HistoryDocument(
        title=_("Mentoring history"),
        name=me.name,
        known_for=me.known_for,
        language=language,
        paper=paper,
        layout=choice.layout,
        made_on=now.date(),
        choice=choice,
        mentors=tuple(mentors.values()),
        sections=tuple(_sections(choice.layout, sessions, mentors)),
    )


def paper_for(locale_name: str) -> Paper:
    """The paper that is used where a locale name ("en_US", "de-DE.UTF-8") belongs."""
    territory = locale_name.replace("-", "_").split(".")[0].split("@")[0].split("_")[1:]
    letter = {"US", "CA", "MX", "PH", "CL", "CO", "VE", "CR", "GT", "SV", "NI", "PA", "DO", "PR"}
    return Paper.LETTER if letter.intersection(territory) else Paper.A4


def _filter(choice: Choice, now: datetime) -> queries.Filter:
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


def _session(entry: SessionEntry, belongings: Belongings, with_private: bool) -> Session:
    return Session(
        mentor=entry.mentor,
        start=entry.wall_start,
        zone=entry.zone,
        minutes=entry.minutes,
        medium=entry.medium,
        status=entry.status,
        topic=entry.topic,
        wanted=entry.wanted,
        goals=tuple(belongings.goals.get(entry.id, ())),
        agenda=tuple(belongings.agenda.get(entry.id, ())),
        notes=entry.notes,
        advice=tuple(belongings.advice.get(entry.id, ())),
        challenges=tuple(belongings.challenges.get(entry.id, ())),
        actions=tuple(belongings.actions.get(entry.id, ())),
        reflection=entry.reflection if with_private else None,
    )


def _people(found: Iterable[SessionEntry]) -> list[int]:
    """The mentors in the order in which they come up."""
    return list(dict.fromkeys(entry.person for entry in found))


def _mentor(found: Sequence[SessionEntry]) -> Mentor:
    days = [entry.wall_start.date() for entry in found]
    kinds = tuple(dict.fromkeys(entry.kind for entry in found))
    areas = tuple(name for name in Counter(entry.area for entry in found) if name)
    return Mentor(found[0].mentor, kinds, areas, len(found), min(days), max(days))


def _sections(
    layout: Layout, sessions: Sequence[tuple[SessionEntry, Session]], mentors: dict[int, Mentor]
) -> Iterable[Section]:
    if layout is Layout.BY_DATE:
        years = sorted({each.start.year for _entry, each in sessions})
        for year in years:
            yield Section(
                str(year), None, tuple(each for _entry, each in sessions if each.start.year == year)
            )
        return
    for person, mentor in mentors.items():
        yield Section(mentor.name, mentor, tuple(each for entry, each in sessions if entry.person == person))
