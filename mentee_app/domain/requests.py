"""A request: one run of "What am I asking for?", its outcome, and what came of it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class OwnChoice(Enum):
    """The mentee's own verdict, where it differs from the outcome."""

    APPRENTICESHIP = "apprenticeship"
    MENTORING = "mentoring"
    BOTH = "both"
    NEITHER = "neither"


class Answer(Enum):
    """What came back on the ask message."""

    NOT_SENT = "not-sent"
    SENT = "sent"
    YES = "yes"
    NO = "no"
    NO_ANSWER = "no-answer"


@dataclass(frozen=True)
class RequestDraft:
    """A request as kept while it is answered and after.

    `answers` and `verdict` are JSON objects as text (see wizard/), `ready` a JSON list of ready-list ids that are ticked,
    `page` the wizard page the person was on, `outcome` the verdict's outcome or None while it is half done.
    """

    own_words: str = ""
    answers: str = "{}"
    page: str = ""
    finished_at: int | None = None
    outcome: str | None = None
    verdict: str | None = None
    own_choice: OwnChoice | None = None
    own_reason: str = ""
    ready: str = "[]"
    ask_text: str = ""
    answer: Answer = Answer.NOT_SENT
    asked_on: date | None = None
    follow_up_on: date | None = None
    person: int | None = None
    relationship: int | None = None
    goal: int | None = None
    parent: int | None = None
