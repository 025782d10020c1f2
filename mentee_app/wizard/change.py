"""The smallest change of answers that would lead to another outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from mentee_app.wizard.answers import REMOVAL, Answers, asks_removal
from mentee_app.wizard.engine import judge
from mentee_app.wizard.instrument import Instrument, Option


@dataclass(frozen=True)
class Answer:
    """A question and the option that might have been chosen there."""

    question: str
    option: str


@dataclass(frozen=True)
class Change:
    """With these one or two answers instead, the outcome would be `outcome`."""

    answers: tuple[Answer, ...]
    outcome: str


@dataclass(frozen=True)
class _Step:
    answer: Answer
    moved: int
    place: tuple[int, int]


def smallest_change(answers: Answers, instrument: Instrument) -> Change | None:
    """One answer that flips the outcome if there is one, else a pair; None if no pair does.

    Between equals: the fewest points moved, then the order of the questions and of their options. The four
    checks stay as they are, for they say what the request is about. Raises AnswersRefused like judge().
    """
    outcome = judge(answers, instrument).outcome
    steps = list(_steps(answers, instrument))
    for size in (1, 2):
        for chosen in sorted(combinations(steps, size), key=_cost):
            if len({step.answer.question for step in chosen}) < size:
                continue
            reached = judge(_applied(answers, chosen), instrument).outcome
            if reached != outcome:
                return Change(tuple(step.answer for step in chosen), reached)
    return None


def _steps(answers: Answers, instrument: Instrument) -> Iterator[_Step]:
    """Question 5 can overturn all the others, so changing it counts as more than any of them."""
    if asks_removal(answers):
        more = 1 + 2 * max(question.weight for question in instrument.questions)
        for number, option in enumerate(instrument.removal.options):
            if option.id != answers.q5_without_it:
                yield _Step(Answer(REMOVAL, option.id), more, (0, number))
    for place, question in enumerate(instrument.questions, start=1):
        chosen = question.option(answers.option(question.id) or "")
        for number, option in enumerate(question.options):
            if option != chosen:
                yield _Step(Answer(question.id, option.id), _moved(chosen, option), (place, number))


def _moved(one: Option, other: Option) -> int:
    return abs(one.apprenticeship - other.apprenticeship) + abs(one.mentoring - other.mentoring)


def _cost(chosen: tuple[_Step, ...]) -> tuple[int, tuple[tuple[int, int], ...]]:
    return sum(step.moved for step in chosen), tuple(step.place for step in chosen)


def _applied(answers: Answers, chosen: tuple[_Step, ...]) -> Answers:
    for step in chosen:
        answers = answers.changed(step.answer.question, step.answer.option)
    return answers
