"""A question that the mentee puts to one or several mentors; the advice given on it is decided on once, side by side."""

from dataclasses import dataclass
from datetime import date

from mentee_app.domain.problems import Flaw, Problem


@dataclass(frozen=True)
class QuestionDraft:
    """A question as entered, and what the mentee concluded from the advice on it."""

    text: str = ""
    conclusion: str = ""
    decided_on: date | None = None


def problems(draft: QuestionDraft) -> tuple[Problem, ...]:
    """What keeps this question from being kept."""
    return () if draft.text.strip() else (Problem("text", Flaw.TEXT_MISSING),)
