"""The session history as it is handed out: what was chosen, and what stands in the document, without any layout."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from mentee_app.domain.goals import Wanted
from mentee_app.domain.names_in_texts import Doubt
from mentee_app.domain.relationships import Kind
from mentee_app.domain.sessions import Medium, Status
from mentee_app.exports.sharing import Changes
from mentee_app.queries.handed_out import CheckInPoint, GoalCard
from mentee_app.queries.history import ActionLine, AdviceLine, AgendaLine, ChallengeLine, GoalLine


class Layout(Enum):
    """What a section is."""

    BY_MENTOR = "by-mentor"
    BY_GOAL = "by-goal"
    BY_DATE = "by-date"


class Paper(Enum):
    """The size of a page."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True)
class Choice:
    """Which sessions are wanted, and how. Names may be parts of names, empty means all; days are included.

    A copy to `share` never holds a private reflection, whatever `with_private` says, nor known ways to reach somebody;
    with `initials` nobody's known name but the mentee's own. One `session` (id) makes a document of that session alone.
    `turned` are places where a person said that a likely name is a word, or the other way round.
    """

    mentor: str = ""
    goal: str = ""
    area: str = ""
    since: date | None = None
    until: date | None = None
    with_private: bool = False
    layout: Layout = Layout.BY_MENTOR
    share: bool = False
    initials: bool = False
    session: int | None = None
    turned: frozenset[Doubt] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where a session (id) stands. One that is `set_in` another section (key) is only referred to here.

    `volume` is the number of the volume where it is set, where that is another one.
    """

    session: int
    day: date
    set_in: int | None = None
    volume: int | None = None


@dataclass(frozen=True)
class Run:
    """A section, or in a volume perhaps a part of one: its key is a person or goal (id, 0 for no goal), or a year."""

    key: int
    places: tuple[Place, ...]

    @property
    def sessions(self) -> int:
        """How many sessions are set here."""
        return sum(place.set_in is None for place in self.places)


@dataclass(frozen=True)
class Volume:
    """What stands in one of several files that make a long history: `number` of `count`, from 1."""

    number: int
    count: int
    runs: tuple[Run, ...]

    @property
    def sessions(self) -> int:
        """How many sessions are set in it."""
        return sum(run.sessions for run in self.runs)


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
    """A session with all that belongs to it. `reflection` is None where it was not asked for.

    Where it `refers_to` another section (its title) it is set there, perhaps in another volume (`refers_volume`).
    """

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
    id: int = 0
    refers_to: str | None = None
    refers_volume: int | None = None


@dataclass(frozen=True)
class Section:
    """The sessions with one mentor, those that serve one goal, or those of one year (or of no goal)."""

    title: str
    mentor: Mentor | None
    sessions: tuple[Session, ...]
    goal: GoalCard | None = None


@dataclass(frozen=True)
class HistoryDocument:
    """The session history as it is handed out. `choice` as it was made; `told` as the document tells it."""

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
    told: Choice | None = None
    left_out: tuple[str, ...] = ()
    goals: tuple[GoalCard, ...] = ()
    check_ins: tuple[CheckInPoint, ...] = ()
    volume: tuple[int, int] | None = None
    volume_title: str = ""
    changes: Changes = Changes()
    """What was changed in its texts, so that it can be shared."""

    @property
    def set_sessions(self) -> tuple[Session, ...]:
        """The sessions that are set in it, each once, in the order of the document."""
        every = (each for section in self.sections for each in section.sessions)
        return tuple(each for each in every if each.refers_to is None)

    @property
    def sessions(self) -> int:
        """How many sessions it holds."""
        return len(self.set_sessions)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day in it."""
        every = [each.start.date() for each in self.set_sessions]
        return (min(every), max(every)) if every else None
