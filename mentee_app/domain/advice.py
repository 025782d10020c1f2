"""The advice ledger: what a mentor advised, and what the mentee decided. Every decision is the mentee's own."""

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class Decision(Enum):
    """What the mentee does with advice. Leaving is as good a decision as taking."""

    UNDECIDED = "undecided"
    TAKE = "take"
    ADAPT = "adapt"
    LEAVE = "leave"
    NOT_YET = "not-yet"


class Age(Enum):
    """How long ago advice was given."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OLDER = "older"


@dataclass(frozen=True)
class AdviceDraft:
    """A piece of advice as entered; `person` gave it, in `session` if it was in one (ids)."""

    person: int | None = None
    session: int | None = None
    text: str = ""
    context: str = ""
    given_on: date | None = None
    decision: Decision = Decision.UNDECIDED
    reason: str = ""
    decided_on: date | None = None
    review_on: date | None = None
    outcome: str = ""
    told_on: date | None = None
    position: int = 0


def problems(draft: AdviceDraft) -> tuple[Problem, ...]:
    """What keeps this advice from being kept."""
    found = []
    if not draft.text.strip():
        found.append(Problem("text", Flaw.TEXT_MISSING))
    if draft.person is None:
        found.append(Problem("person", Flaw.PERSON_MISSING))
    return tuple(found)


def decided(draft: AdviceDraft, decision: Decision, today: date) -> AdviceDraft:
    """`draft` with the decision, dated today; the date goes when the decision is taken back."""
    on = None if decision is Decision.UNDECIDED else today
    return dataclasses.replace(draft, decision=decision, decided_on=on)


def settled(draft: AdviceDraft, decision: Decision, conclusion: str, today: date) -> AdviceDraft:
    """`draft` decided on together with other advice; the conclusion is its reason where it has none of its own."""
    reason = draft.reason if draft.reason.strip() or decision is Decision.UNDECIDED else conclusion
    return dataclasses.replace(decided(draft, decision, today), reason=reason)


def to_look_at(review_on: date | None, today: date) -> bool:
    """Whether the day has come on which the mentee wanted to look at it again."""
    return review_on is not None and review_on <= today


def span(age: Age, today: date) -> tuple[date | None, date]:
    """The first and the last day of an age, seen from `today`; the first of OLDER is open."""
    first = {Age.MONTH: 30, Age.QUARTER: 91, Age.YEAR: 365}
    if age is Age.OLDER:
        return None, today - timedelta(days=first[Age.YEAR] + 1)
    return today - timedelta(days=first[age]), date.max
