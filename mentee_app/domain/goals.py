"""What the mentee wants to expand, why, and the steps on the way."""

import calendar
import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class Expands(Enum):
    """What a goal makes larger."""

    KNOWLEDGE = "knowledge"
    EXPERIENCE = "experience"
    UNDERSTANDING = "understanding"


class Subject(Enum):
    """Of what: an issue, an area or an industry."""

    ISSUE = "issue"
    AREA = "area"
    INDUSTRY = "industry"


class Status(Enum):
    """Where the goal stands."""

    OPEN = "open"
    PAUSED = "paused"
    REACHED = "reached"
    DROPPED = "dropped"


class Wanted(Enum):
    """The kind of help the mentee chooses for a goal or a session."""

    INFORMATION = "information"
    FEEDBACK = "feedback"
    PERSPECTIVE = "perspective"
    CHALLENGE = "challenge"
    INTRODUCTION = "introduction"


@dataclass(frozen=True)
class GoalDraft:
    """A goal as entered; `area` is an id, `baseline` a self-assessment of 0 to 100 %."""

    title: str = ""
    area: int | None = None
    expands: Expands | None = None
    subject: Subject | None = None
    subject_name: str = ""
    why: str = ""
    measure: str = ""
    wanted: tuple[Wanted, ...] = ()
    status: Status = Status.OPEN
    target_on: date | None = None
    review_on: date | None = None
    ended_on: date | None = None
    baseline: int | None = None
    ending: str = ""
    learned: str = ""


@dataclass(frozen=True)
class MilestoneDraft:
    """A step of a goal."""

    goal: int | None = None
    title: str = ""
    due_on: date | None = None
    done_on: date | None = None
    position: int = 0


@dataclass(frozen=True)
class CheckInDraft:
    """A dated self-assessment of a goal (id), 0 to 100 %."""

    goal: int | None = None
    held_on: date = date(2000, 1, 1)
    percent: int = 0
    reflection: str = ""


ENDED = frozenset({Status.REACHED, Status.DROPPED})
"""The ways in which a goal ends; one is as good as the other."""


def with_status(draft: GoalDraft, status: Status, today: date) -> GoalDraft:
    """The goal with another status: an end is dated today unless it has a day; open again, it has none. No text goes."""
    if status not in ENDED:
        return dataclasses.replace(draft, status=status, ended_on=None)
    return dataclasses.replace(draft, status=status, ended_on=draft.ended_on or today)


def is_to_review(draft: GoalDraft, today: date) -> bool:
    """Whether it is time to look at an open goal again."""
    return draft.status is Status.OPEN and draft.review_on is not None and draft.review_on <= today


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last day of a month that is too short; never after the year 9999."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def problems(draft: GoalDraft) -> tuple[Problem, ...]:
    """What keeps this goal from being kept."""
    found = []
    if not draft.title.strip():
        found.append(Problem("title", Flaw.TITLE_MISSING))
    if draft.baseline is not None and not 0 <= draft.baseline <= 100:
        found.append(Problem("baseline", Flaw.OUT_OF_RANGE))
    return tuple(found)


def milestone_problems(draft: MilestoneDraft) -> tuple[Problem, ...]:
    """What keeps this milestone from being kept."""
    return () if draft.title.strip() else (Problem("title", Flaw.TITLE_MISSING),)


def check_in_problems(draft: CheckInDraft) -> tuple[Problem, ...]:
    """What keeps this check-in from being kept."""
    return () if 0 <= draft.percent <= 100 else (Problem("percent", Flaw.OUT_OF_RANGE),)
