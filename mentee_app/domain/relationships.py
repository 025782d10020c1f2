"""One apprenticeship or mentoring with one person, and what was agreed."""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from types import MappingProxyType

from mentee_app.domain.problems import Flaw, Problem


class Kind(Enum):
    """Which of the two it is."""

    MENTORING = "mentoring"
    APPRENTICESHIP = "apprenticeship"


class Route(Enum):
    """How the mentee came to this person."""

    ASKED = "asked"
    INTRODUCED = "introduced"
    PROGRAMME = "programme"
    ASSOCIATION = "association"


class Status(Enum):
    """Where the relationship stands."""

    CONSIDERING = "considering"
    ASKED = "asked"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Rhythm(Enum):
    """How often they mean to meet."""

    OPEN = "open"
    WEEKLY = "weekly"
    TWO_WEEKS = "two-weeks"
    MONTHLY = "monthly"
    TWO_MONTHS = "two-months"
    QUARTERLY = "quarterly"


class Fit(Enum):
    """How it feels to the mentee. Private; never in an export."""

    GOOD = "good"
    UNSURE = "unsure"
    NOT = "not"


class Stage(Enum):
    """How far a skill is learned in an apprenticeship."""

    TO_LEARN = "to-learn"
    WATCHED = "watched"
    HELPED = "helped"
    SUPERVISED = "supervised"
    ALONE = "alone"


@dataclass(frozen=True)
class RelationshipDraft:
    """A relationship as entered; `person` and `area` are ids."""

    person: int | None = None
    kind: Kind = Kind.MENTORING
    area: int | None = None
    route: Route = Route.ASKED
    status: Status = Status.CONSIDERING
    rhythm: Rhythm = Rhythm.OPEN
    purpose: str = ""
    started_on: date | None = None
    planned_end_on: date | None = None
    ended_on: date | None = None
    paused_until: date | None = None
    fit: Fit | None = None
    place: str = ""
    end_condition: str = ""
    closing_learned: str = ""
    closing_thanks: str = ""
    stay_in_touch: bool | None = None


@dataclass(frozen=True)
class SkillDraft:
    """Something to learn in an apprenticeship."""

    relationship: int | None = None
    name: str = ""
    stage: Stage = Stage.TO_LEARN
    note: str = ""
    position: int = 0


def next_due(rhythm: Rhythm, last: date | None) -> date | None:
    """When the next session would be, by the rhythm, after the `last` one; None without a rhythm or a last day.

    Months keep the day where they have it, else take their last one. A day after the last possible date is that date.
    """
    days, months = _STEPS.get(rhythm, (0, 0))
    if last is None or not days and not months:
        return None
    if days:
        return date.fromordinal(min(last.toordinal() + days, date.max.toordinal()))
    years, month = divmod(last.month - 1 + months, 12)
    year = last.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(last.day, calendar.monthrange(year, month + 1)[1]))


def dated(before: Status, draft: RelationshipDraft, today: date) -> RelationshipDraft:
    """`draft` with the day that goes with a changed status where none is said; a day that is said is never changed.

    Active began today, ended ended today (left open where another day forbids it), and only a pause has an end.
    """
    if draft.status is before:
        return draft
    suggested = draft
    if draft.status is Status.ACTIVE and draft.started_on is None:
        suggested = replace(draft, started_on=today)
    if draft.status is Status.ENDED and draft.ended_on is None:
        suggested = replace(draft, ended_on=today)
    if not problems(suggested) or problems(draft):
        draft = suggested
    if draft.status is not Status.PAUSED and draft.paused_until is not None:
        draft = replace(draft, paused_until=None)
    return draft


def moved_on(stage: Stage, by: int) -> Stage:
    """The stage `by` steps further up the ladder, or down; it ends at both ends."""
    ladder = list(Stage)
    return ladder[max(0, min(len(ladder) - 1, ladder.index(stage) + by))]


def problems(draft: RelationshipDraft) -> tuple[Problem, ...]:
    """What keeps this relationship from being kept."""
    found = []
    if draft.person is None:
        found.append(Problem("person", Flaw.PERSON_MISSING))
    for field in ("planned_end_on", "ended_on"):
        end = getattr(draft, field)
        if end and draft.started_on and end < draft.started_on:
            found.append(Problem(field, Flaw.END_BEFORE_START))
    return tuple(found)


def skill_problems(draft: SkillDraft) -> tuple[Problem, ...]:
    """What keeps this skill from being kept."""
    return () if draft.name.strip() else (Problem("name", Flaw.NAME_MISSING),)


# How far apart sessions are, in days or in months.
_STEPS = MappingProxyType(
    {
        Rhythm.WEEKLY: (7, 0),
        Rhythm.TWO_WEEKS: (14, 0),
        Rhythm.MONTHLY: (0, 1),
        Rhythm.TWO_MONTHS: (0, 2),
        Rhythm.QUARTERLY: (0, 3),
    }
)
