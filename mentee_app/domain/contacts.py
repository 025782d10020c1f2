"""A contact: one touch with a person outside a session, given or received."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class ContactKind(Enum):
    """How the touch was made."""

    MET = "met"
    CALL = "call"
    MESSAGE = "message"
    LETTER = "letter"
    OTHER = "other"


class Direction(Enum):
    """Whether the mentee gave something, received something, or both."""

    BOTH = "both"
    GIVEN = "given"
    RECEIVED = "received"


@dataclass(frozen=True)
class ContactDraft:
    """A contact as entered; `person` is an id."""

    person: int | None = None
    kind: ContactKind = ContactKind.MET
    held_on: date = date(2000, 1, 1)
    direction: Direction = Direction.BOTH
    note: str = ""


def problems(draft: ContactDraft) -> tuple[Problem, ...]:
    """What keeps this contact from being kept."""
    return () if draft.person is not None else (Problem("person", Flaw.PERSON_MISSING),)
