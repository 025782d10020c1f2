"""One apprenticeship or mentoring with one person, and what was agreed."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

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
