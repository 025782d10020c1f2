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
    return () if draft.text.strip() else (Problem("text", Flaw.TEXT_MISSING),)
