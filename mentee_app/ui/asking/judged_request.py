"""What a kept request says: its answers, the verdict on them, and what its next steps are for."""

import json
from dataclasses import dataclass

from mentee_app.domain import asking
from mentee_app.domain.requests import RequestDraft
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.ui.asking.instrument import instrument
from mentee_app.wizard import answers as answering
from mentee_app.wizard import engine
from mentee_app.wizard.answers import Answers
from mentee_app.wizard.engine import Verdict

NEITHER = "neither"
_SHORT_WISH = 60
"""Letters; more would be cut off in a title."""


@dataclass(frozen=True)
class Asked:
    """A request as it is shown; `verdict` is None while it is half done."""

    kept: Kept[RequestDraft]
    answers: Answers
    verdict: Verdict | None

    @property
    def direction(self) -> str:
        """What the next steps are for: the own choice, else the outcome (neither without its flag)."""
        own = self.kept.draft.own_choice
        if own:
            return own.value
        outcome = self.verdict.outcome if self.verdict else engine.NOT_CLEAR
        return NEITHER if outcome.startswith(engine.NEITHER) else outcome


def asked(request: int) -> Asked | None:
    """The request with this id; None where it is gone."""
    found = kept.one(RequestDraft, request)
    return read(found) if found else None


def read(found: Kept[RequestDraft]) -> Asked:
    """A kept request with its answers judged."""
    answers = read_answers(found.draft.answers)
    complete = answering.first_unanswered(answers) is None
    return Asked(found, answers, engine.judge(answers, instrument()) if complete else None)


def read_answers(text: str) -> Answers:
    """The answers in stored JSON; what this version does not know counts as not answered."""
    stored = json.loads(text)
    known = stored if isinstance(stored, dict) else {}
    return Answers(
        **{
            question: known[question]
            for question in answering.QUESTIONS
            if known.get(question) in answering.ALLOWED[question]
        }
    )


def written_answers(answers: Answers) -> str:
    """Answers as they are stored: JSON without what is not answered."""
    given = {question: option for question, option in answers.to_mapping().items() if option is not None}
    return json.dumps(given)


def short_title(own_words: str) -> str:
    """A title that says the whole wish; "" for a longer wish, which the person puts in a few words."""
    return asking.goal_title(own_words) if len(own_words.strip()) <= _SHORT_WISH else ""
