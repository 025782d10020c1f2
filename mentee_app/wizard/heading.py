"""The title and the first words of a result, chosen by the verdict."""

from dataclasses import dataclass

from mentee_app.wizard.answers import REMOVAL
from mentee_app.wizard.engine import APPRENTICESHIP, BOTH, CLEAR, MENTORING, TWO_PARTS, Verdict
from mentee_app.wizard.instrument import Instrument


@dataclass(frozen=True)
class Heading:
    """`caution` is None unless question 6 speaks for the other side."""

    title: str
    body: str
    caution: str | None = None


def heading(verdict: Verdict, instrument: Instrument) -> Heading:
    """What stands at the top of the result screen, in the outcome's words."""
    if verdict.neither_flag is not None:
        neither = instrument.neither(verdict.neither_flag)
        return Heading(neither.title, neither.body)
    if verdict.outcome in (APPRENTICESHIP, MENTORING):
        outcome = instrument.outcome(verdict.outcome)
        title = outcome.title_clear if verdict.strength == CLEAR else outcome.title_leaning
        return Heading(title, outcome.body, outcome.caution if verdict.cautious else None)
    if verdict.outcome == BOTH:
        both = instrument.both
        if verdict.kind == TWO_PARTS:
            return Heading(both.title_two_parts, both.body_two_parts)
        return Heading(both.title_mixed, both.body_mixed)
    unclear = instrument.not_clear
    return Heading(unclear.title, unclear.body_settle_q5 if verdict.settle == REMOVAL else unclear.body)
