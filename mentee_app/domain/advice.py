"""The advice ledger: what a mentor advised, and what the mentee decided. Every decision is the mentee's own."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class Decision(Enum):
    """What the mentee does with advice. Leaving is as good a decision as taking."""

    UNDECIDED = "undecided"
    TAKE = "take"
    ADAPT = "adapt"
    LEAVE = "leave"
    NOT_YET = "not-yet"


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
