"""A request: one run of "What am I asking for?", its outcome, and what came of it."""

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

FOLLOW_UP_AFTER = timedelta(days=14)
"""So long after asking it is polite to ask again."""


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


def answered(draft: RequestDraft, answer: Answer, today: date) -> RequestDraft:
    """`draft` with what came back. Sending it dates it and looks ahead two weeks; an answer ends the waiting.

    Sent once more, it waits two weeks more and keeps the day on which it was sent first.
    """
    asked_on = None if answer is Answer.NOT_SENT else draft.asked_on or today
    follow_up_on = today + FOLLOW_UP_AFTER if answer is Answer.SENT else None
    return dataclasses.replace(draft, answer=answer, asked_on=asked_on, follow_up_on=follow_up_on)
