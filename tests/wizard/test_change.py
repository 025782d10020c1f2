"""The smallest change really flips the outcome, and nothing smaller does."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mentee_app import paths
from mentee_app.wizard import content, engine
from mentee_app.wizard.answers import ALLOWED, CHECKS, ITEMS, QUESTIONS, Answers, asks_removal
from mentee_app.wizard.change import Answer, Change, smallest_change

INSTRUMENT = content.load(paths.resource("wizard/instrument.json"))
A, M, S, U = "apprenticeship", "mentoring", "some_of_each", "not_sure"
REMOVAL_MOVES = 7

any_answers = st.fixed_dictionaries({question: st.sampled_from(ALLOWED[question]) for question in QUESTIONS})


def answered(*options, **checks):
    return Answers.from_mapping({**dict.fromkeys(CHECKS, "no"), **dict(zip(ITEMS, options)), **checks})


def test_one_answer_that_flips_is_named_with_what_it_leads_to():
    answers = answered(A, A, A, M, M, U, U)
    assert engine.judge(answers, INSTRUMENT).outcome == "both"
    change = smallest_change(answers, INSTRUMENT)
    assert change == Change((Answer("q12_field", A),), "apprenticeship")


def test_two_answers_are_named_when_one_is_not_enough():
    change = smallest_change(answered(A, A, A, A, A, A, A), INSTRUMENT)
    assert change is not None and len(change.answers) == 2
    assert change.outcome == "both"


def test_a_neither_flips_through_question_five():
    answers = answered(M, M, M, M, M, M, M, q1_job="main", q5_without_it="no")
    assert smallest_change(answers, INSTRUMENT) == Change((Answer("q5_without_it", "yes"),), "mentoring")


def test_equal_changes_are_settled_by_the_order_of_the_questions():
    change = smallest_change(answered(U, U, A, A, A, U, U), INSTRUMENT)
    assert change == Change((Answer("q8_people", S),), "not-clear")


def test_no_change_is_named_when_no_pair_of_answers_flips():
    never = replace(INSTRUMENT, rule=replace(INSTRUMENT.rule, clear_gap=50, both_floor=50))
    assert smallest_change(answered(S, S, S, S, S, S, U), never) is None


@given(any_answers)
@settings(deadline=None, max_examples=60)
def test_the_change_flips_and_nothing_smaller_does(mapping):
    answers = Answers.from_mapping(mapping)
    before = engine.judge(answers, INSTRUMENT).outcome
    change = smallest_change(answers, INSTRUMENT)
    flips = {size: flipping(answers, before, size) for size in (1, 2)}
    if change is None:
        assert not flips[1] and not flips[2]
        return
    assert change.outcome != before
    size = len(change.answers)
    assert size == 1 or not flips[1]
    named = tuple((answer.question, answer.option) for answer in change.answers)
    assert flips[size][named] == change.outcome
    assert moved(answers, named) == min(moved(answers, other) for other in flips[size])


def flipping(answers, before, size):
    """Every change of so many answers that leads elsewhere, found by trying all of them."""
    questions = [q for q in QUESTIONS if q in ITEMS or (q == "q5_without_it" and asks_removal(answers))]
    found = {}
    for chosen in combinations(questions, size):
        for options in choices(chosen):
            if any(answers.option(question) == option for question, option in options):
                continue
            changed = answers
            for question, option in options:
                changed = changed.changed(question, option)
            after = engine.judge(changed, INSTRUMENT).outcome
            if after != before:
                found[options] = after
    return found


def choices(questions):
    if len(questions) == 1:
        return [((questions[0], option),) for option in ALLOWED[questions[0]]]
    return [(*first, *rest) for first in choices(questions[:1]) for rest in choices(questions[1:])]


def moved(answers, named):
    total = 0
    for question, option in named:
        if question == "q5_without_it":
            total += REMOVAL_MOVES
            continue
        asked = INSTRUMENT.question(question)
        one, other = asked.option(answers.option(question)), asked.option(option)
        total += abs(one.apprenticeship - other.apprenticeship) + abs(one.mentoring - other.mentoring)
    return total
