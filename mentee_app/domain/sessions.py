"""One meeting in a relationship, and what was on its agenda."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from mentee_app.domain import moments
from mentee_app.domain.goals import Wanted
from mentee_app.domain.problems import Flaw, Problem
from mentee_app.domain.relationships import Fit


class Status(Enum):
    """What became of the meeting."""

    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"
    MISSED = "missed"


class Medium(Enum):
    """How they met."""

    IN_PERSON = "in-person"
    VIDEO = "video"
    PHONE = "phone"
    WRITING = "writing"
    OTHER = "other"


class MovedBy(Enum):
    """Who moved a session."""

    ME = "me"
    THEM = "them"


class AgendaState(Enum):
    """Whether a talking point was reached; one that was carried forward lives on in a later session."""

    OPEN = "open"
    REACHED = "reached"
    CARRIED = "carried"


@dataclass(frozen=True)
class SessionDraft:
    """A session as entered. `wall_start` is the naive wall time in `zone` (IANA); `minutes` 0 to 6000 or None.

    A moved session names the one that came in its place (`moved_to`); `series` is the series it was planned in (ids).
    """

    relationship: int | None = None
    status: Status = Status.PLANNED
    wall_start: datetime = datetime(2000, 1, 1)
    zone: str = "UTC"
    minutes: int | None = None
    medium: Medium = Medium.IN_PERSON
    topic: str = ""
    wanted: tuple[Wanted, ...] = ()
    notes: str = ""
    reflection: str = ""
    fit: Fit | None = None
    moved_by: MovedBy | None = None
    moved_to: int | None = None
    series: int | None = None


@dataclass(frozen=True)
class AgendaItemDraft:
    """A talking point."""

    session: int | None = None
    text: str = ""
    state: AgendaState = AgendaState.OPEN
    carried_from: int | None = None
    position: int = 0


def problems(draft: SessionDraft) -> tuple[Problem, ...]:
    """What keeps this session from being kept."""
    found = []
    if draft.relationship is None:
        found.append(Problem("relationship", Flaw.RELATIONSHIP_MISSING))
    if draft.minutes is not None and not 0 <= draft.minutes <= 6000:
        found.append(Problem("minutes", Flaw.OUT_OF_RANGE))
    flaw = moments.flaw_of(draft.wall_start, draft.zone)
    if flaw:
        found.append(Problem("zone" if flaw is Flaw.NO_SUCH_ZONE else "wall_start", flaw))
    return tuple(found)


def agenda_problems(draft: AgendaItemDraft) -> tuple[Problem, ...]:
    """What keeps this talking point from being kept."""
    return () if draft.text.strip() else (Problem("text", Flaw.TEXT_MISSING),)


def first_status(start: datetime, now: datetime) -> Status:
    """A session entered for a time that has begun is held; a later one is planned."""
    return Status.HELD if start <= now else Status.PLANNED
