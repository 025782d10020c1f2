"""A challenge: something the mentor dared the mentee to do."""

from dataclasses import dataclass
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class Status(Enum):
    """What the mentee did with it."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


@dataclass(frozen=True)
class ChallengeDraft:
    """A challenge as entered; `person` offered it, in `session` if it was in one (ids)."""

    person: int | None = None
    session: int | None = None
    text: str = ""
    status: Status = Status.OFFERED
    learned: str = ""
    position: int = 0


def problems(draft: ChallengeDraft) -> tuple[Problem, ...]:
    """What keeps this challenge from being kept."""
    found = []
    if not draft.text.strip():
        found.append(Problem("text", Flaw.TEXT_MISSING))
    if draft.person is None:
        found.append(Problem("person", Flaw.PERSON_MISSING))
    return tuple(found)
