"""The rule gives exactly the known verdicts, and treats both sides alike."""

import hashlib
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentee_app import paths
from mentee_app.wizard import content, engine
from mentee_app.wizard.answers import ALLOWED, CHECKS, ITEMS, QUESTIONS, Answers, AnswersRefused

LETTERS = {"apprenticeship": "A", "mentoring": "M", "both": "B", "not-clear": "N"}
MIRROR = {"apprenticeship": "mentoring", "mentoring": "apprenticeship"}
RANK = {"mentoring": -1, "not-clear": 0, "both": 0, "apprenticeship": 1}
INSTRUMENT = content.load(paths.resource("wizard/instrument.json"))
NO_CHECKS = dict.fromkeys(CHECKS, "no")

any_answers = st.fixed_dictionaries({question: st.sampled_from(ALLOWED[question]) for question in QUESTIONS})


@pytest.fixture(scope="module")
def all_patterns():
    """Every pattern of questions 6 to 12 with its verdict, all checks "no", the last question fastest."""
    patterns = product(*(ALLOWED[item] for item in ITEMS))
    return {pattern: engine.judge(_plain(pattern), INSTRUMENT) for pattern in patterns}


def test_all_400_known_answers_give_their_known_verdict(instrument, vectors):
    assert len(vectors["vectors"]) == 400
    for vector in vectors["vectors"]:
        answers = Answers.from_mapping(vector["answers"])
        assert engine.judge(answers, instrument).as_mapping() == vector["result"], vector["answers"]


def test_all_16384_patterns_have_the_known_hash_and_counts(all_patterns, vectors):
    letters = "".join(LETTERS[verdict.outcome] for verdict in all_patterns.values())
    assert len(letters) == 16_384
    assert Counter(letters) == vectors["counts"]
    assert hashlib.sha256(letters.encode()).hexdigest() == vectors["sha256_of_all_16384_letters"]


def test_the_40_requests_end_in_their_label(instrument, cases):
    assert len(cases) == 40
    ends = {case["id"]: _judged(case["expected_answers"]).outcome for case in cases}
    assert ends == {case["id"]: case["label"] for case in cases}


def test_every_pattern_says_what_its_outcome_needs(all_patterns):
    for pattern, verdict in all_patterns.items():
        sided = verdict.outcome in MIRROR
        assert (verdict.strength is not None) == sided, pattern
        assert (verdict.kind is not None) == (verdict.outcome == "both"), pattern
        assert verdict.settle is None or verdict.outcome == "not-clear", pattern
        assert verdict.leaning is None and verdict.also is None, pattern


def test_a_settling_question_is_open_and_one_answer_to_it_gives_a_result(all_patterns):
    settled = [(pattern, verdict.settle) for pattern, verdict in all_patterns.items() if verdict.settle]
    assert len(settled) == 2_634
    for pattern, question in settled:
        place = ITEMS.index(question)
        assert pattern[place] == "not_sure"
        reached = {
            all_patterns[(*pattern[:place], option, *pattern[place + 1 :])].outcome
            for option in ALLOWED[question]
        }
        assert reached - {"not-clear"}


def test_moving_one_answer_towards_a_side_never_moves_the_outcome_to_the_other(all_patterns):
    for pattern, verdict in all_patterns.items():
        for place, item in enumerate(ITEMS):
            for option in _towards_apprenticeship(item, pattern[place]):
                moved = all_patterns[(*pattern[:place], option, *pattern[place + 1 :])]
                assert RANK[moved.outcome] >= RANK[verdict.outcome], (pattern, item, option)


def test_swapping_the_sides_in_every_answer_swaps_the_verdict(all_patterns):
    for pattern, verdict in all_patterns.items():
        swapped = all_patterns[tuple(MIRROR.get(option, option) for option in pattern)]
        assert swapped.outcome == MIRROR.get(verdict.outcome, verdict.outcome)
        assert (swapped.apprenticeship, swapped.mentoring) == (verdict.mentoring, verdict.apprenticeship)
        same = (verdict.strength, verdict.kind, verdict.settle, verdict.notes)
        assert (swapped.strength, swapped.kind, swapped.settle, swapped.notes) == same


@given(any_answers)
@settings(deadline=None)
def test_the_sides_swap_whatever_the_checks_say(answers):
    verdict = _judged(answers)
    swapped = _judged({question: MIRROR.get(option, option) for question, option in answers.items()})
    assert swapped.outcome == MIRROR.get(verdict.outcome, verdict.outcome)
    assert swapped.leaning == MIRROR.get(verdict.leaning, verdict.leaning)
    assert swapped.settle == verdict.settle
    assert (swapped.mains, swapped.extras, swapped.notes) == (verdict.mains, verdict.extras, verdict.notes)


@given(any_answers)
@settings(deadline=None)
def test_a_main_check_decides_only_through_question_five(answers):
    verdict = _judged(answers)
    without = _judged({**answers, **NO_CHECKS})
    if verdict.mains and answers["q5_without_it"] == "no":
        assert verdict.neither_flag in verdict.mains
        assert {verdict.neither_flag, *verdict.also} == set(verdict.mains)
    elif verdict.mains and answers["q5_without_it"] == "unsure":
        assert (verdict.outcome, verdict.settle) == ("not-clear", "q5_without_it")
        assert verdict.leaning == without.outcome
    else:
        assert (verdict.outcome, verdict.strength) == (without.outcome, without.strength)
        assert verdict.split_off == verdict.mains


@given(any_answers, st.sampled_from(CHECKS))
@settings(deadline=None)
def test_a_nice_extra_never_changes_the_outcome(answers, check):
    extra, no = _judged({**answers, check: "extra"}), _judged({**answers, check: "no"})
    assert extra.outcome == no.outcome
    assert set(extra.extras) - set(no.extras) == {INSTRUMENT.checks.rows[CHECKS.index(check)].flag}


def test_question_five_is_ignored_when_no_check_is_the_main_thing():
    pattern = ("apprenticeship",) * 7
    without = engine.judge(_plain(pattern), INSTRUMENT)
    assert without.outcome == "apprenticeship"
    assert engine.judge(_plain(pattern).changed("q5_without_it", "no"), INSTRUMENT) == without


def test_the_most_important_of_several_main_checks_is_named_first():
    answers = {**dict.fromkeys(CHECKS, "main"), "q5_without_it": "no", **dict.fromkeys(ITEMS, "not_sure")}
    verdict = _judged(answers)
    assert (verdict.outcome, verdict.also) == ("neither:other", ("job-search", "coaching", "casual"))
    asked = engine.removal_text(Answers.from_mapping(answers), INSTRUMENT)
    assert asked == INSTRUMENT.removal.text("other")


def test_a_half_done_request_is_not_judged():
    with pytest.raises(AnswersRefused, match="q12_field has no answer"):
        engine.judge(_plain(("mentoring",) * 7).changed("q12_field", None), INSTRUMENT)


def _judged(answers):
    return engine.judge(Answers.from_mapping(answers), INSTRUMENT)


def _plain(pattern):
    return Answers.from_mapping({**NO_CHECKS, **dict(zip(ITEMS, pattern))})


def _towards_apprenticeship(item, option):
    if option == "apprenticeship":
        return []
    middle = [choice for choice in ALLOWED[item] if choice not in MIRROR]
    return [*middle, "apprenticeship"] if option == "mentoring" else ["apprenticeship"]
