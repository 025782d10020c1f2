"""Why the verdict came out so: the answers that weighed most for it, and those that point the other way."""

from dataclasses import dataclass

from mentee_app.wizard.answers import NOT_SURE, REMOVAL, Answers
from mentee_app.wizard.engine import APPRENTICESHIP, BOTH, MENTORING, Verdict, chosen_options
from mentee_app.wizard.instrument import Instrument, Option

_MOST = 3
_LEAST = 2


@dataclass(frozen=True)
class Reason:
    """One answer that counts, with its points for each side and the sentence that explains it."""

    question: str
    option: str
    apprenticeship: int
    mentoring: int
    explanation: str


def reasons(answers: Answers, verdict: Verdict, instrument: Instrument) -> tuple[Reason, ...]:
    """The two or three answers that weighed most for the outcome, the heaviest first.

    For a neither, and while question 5 is open, these are the checks that are the main thing and question 5.
    """
    if verdict.neither_flag is not None or verdict.settle == REMOVAL:
        return _main_checks(verdict, instrument) + _removal(answers, instrument)
    found = _answered(answers, instrument)
    if verdict.outcome in (APPRENTICESHIP, MENTORING):
        speaking = [reason for reason in found if _net(reason, verdict.outcome) > 0]
        return tuple(_heaviest(speaking, verdict.outcome)[:_MOST])
    telling = [reason for reason in found if reason.apprenticeship or reason.mentoring]
    if verdict.outcome == BOTH:
        return _of_both(telling)
    known = sorted(telling, key=_weight, reverse=True)[:_MOST]
    unknown = [reason for reason in found if reason.option == NOT_SURE]
    return tuple(known + unknown[: max(0, _LEAST - len(known))])


def against(answers: Answers, verdict: Verdict, instrument: Instrument) -> tuple[Reason, ...]:
    """The answers that point the other way, the strongest first.

    For an apprenticeship or mentoring: whatever gave points to the other side. For a neither: the answers
    that weighed most for either side. Both and not clear have no other way.
    """
    found = _answered(answers, instrument)
    if verdict.outcome in (APPRENTICESHIP, MENTORING):
        other = MENTORING if verdict.outcome == APPRENTICESHIP else APPRENTICESHIP
        speaking = [reason for reason in found if _points(reason, other) > 0]
        return tuple(_heaviest(speaking, other))
    if verdict.neither_flag is not None:
        telling = [reason for reason in found if reason.apprenticeship or reason.mentoring]
        return tuple(sorted(telling, key=_weight, reverse=True)[:_MOST])
    return ()


def _answered(answers: Answers, instrument: Instrument) -> list[Reason]:
    return [_reason(question, option) for question, option in chosen_options(answers, instrument).items()]


def _reason(question: str, option: Option) -> Reason:
    return Reason(question, option.id, option.apprenticeship, option.mentoring, option.explanation)


def _main_checks(verdict: Verdict, instrument: Instrument) -> tuple[Reason, ...]:
    """The most important check first, as many as leave room for question 5."""
    important = [flag for flag in instrument.rule.neither_order if flag in verdict.mains]
    explanation = instrument.checks.main_explanation
    return tuple(
        Reason(instrument.check(flag).id, "main", 0, 0, explanation) for flag in important[: _MOST - 1]
    )


def _removal(answers: Answers, instrument: Instrument) -> tuple[Reason, ...]:
    chosen = answers.q5_without_it
    return tuple(_reason(REMOVAL, option) for option in instrument.removal.options if option.id == chosen)


def _of_both(telling: list[Reason]) -> tuple[Reason, ...]:
    """Answers in two parts come first; otherwise each side is heard at least once."""
    parts = [reason for reason in telling if reason.apprenticeship and reason.mentoring]
    if len(parts) >= _LEAST:
        return tuple(sorted(parts, key=_weight, reverse=True)[:_MOST])
    first = list(dict.fromkeys(_heaviest(telling, side)[0] for side in (APPRENTICESHIP, MENTORING)))
    rest = [reason for reason in sorted(telling, key=_weight, reverse=True) if reason not in first]
    chosen = [*first, *rest[: _MOST - len(first)]]
    return tuple(reason for reason in sorted(telling, key=_weight, reverse=True) if reason in chosen)


def _heaviest(found: list[Reason], side: str) -> list[Reason]:
    """The order of the questions decides between equals, because sorting is stable."""
    return sorted(found, key=lambda reason: _net(reason, side), reverse=True)


def _net(reason: Reason, side: str) -> int:
    return 2 * _points(reason, side) - reason.apprenticeship - reason.mentoring


def _points(reason: Reason, side: str) -> int:
    return reason.apprenticeship if side == APPRENTICESHIP else reason.mentoring


def _weight(reason: Reason) -> int:
    return max(reason.apprenticeship, reason.mentoring)
