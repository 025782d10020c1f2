"""Answers survive a round trip, and bad ones are refused in words for the terminal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app.wizard import answers as module
from mentee_app.wizard.answers import (
    ALLOWED,
    CHECKS,
    ITEMS,
    QUESTIONS,
    Answers,
    AnswersRefused,
    parse_answers,
)

COMPLETE = {**dict.fromkeys(CHECKS, "no"), "q5_without_it": None, **dict.fromkeys(ITEMS, "mentoring")}

half_done = st.fixed_dictionaries(
    {}, optional={question: st.sampled_from((*ALLOWED[question], None)) for question in QUESTIONS}
)


def refusal(text: str) -> str:
    with pytest.raises(AnswersRefused) as caught:
        parse_answers(text)
    return str(caught.value)


@given(half_done)
def test_half_done_answers_come_back_as_they_were(mapping):
    answers = Answers.from_mapping(mapping)
    assert Answers.from_mapping(json.loads(json.dumps(answers.to_mapping()))) == answers
    assert {key: value for key, value in answers.to_mapping().items() if value is not None} == {
        key: value for key, value in mapping.items() if value is not None
    }


def test_changing_one_answer_leaves_the_old_answers_alone():
    before = Answers.from_mapping(COMPLETE)
    after = before.changed("q6_decide", "apprenticeship")
    assert (before.q6_decide, after.q6_decide) == ("mentoring", "apprenticeship")


def test_a_choice_that_does_not_exist_cannot_be_stored():
    with pytest.raises(AnswersRefused, match="q6_decide cannot be"):
        Answers(q6_decide="both")
    with pytest.raises(AnswersRefused, match="is not a question"):
        Answers().changed("q13_more", "yes")


def test_question_five_is_shown_only_when_a_check_is_the_main_thing():
    answers = Answers.from_mapping(COMPLETE)
    assert not module.asks_removal(answers)
    assert "q5_without_it" not in module.questions_shown(answers)
    for check in CHECKS:
        assert not module.asks_removal(answers.changed(check, "extra"))
        assert module.questions_shown(answers.changed(check, "main")) == QUESTIONS


def test_a_half_done_request_goes_on_at_its_first_open_question():
    answers = Answers()
    seen = []
    while (question := module.first_unanswered(answers)) is not None:
        seen.append(question)
        answers = answers.changed(question, ALLOWED[question][0])
    assert tuple(seen) == QUESTIONS
    assert module.first_unanswered(Answers.from_mapping(COMPLETE)) is None


@pytest.mark.parametrize("holder", [None, "answers", "expected_answers"])
def test_answers_are_read_bare_or_held_in_an_object(holder):
    given_object = COMPLETE if holder is None else {"id": "w001", holder: COMPLETE, "label": "mentoring"}
    assert parse_answers(json.dumps(given_object)) == Answers.from_mapping(COMPLETE)


def test_a_byte_order_mark_does_no_harm():
    assert parse_answers("\ufeff" + json.dumps(COMPLETE)) == Answers.from_mapping(COMPLETE)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There are no answers: the text is empty."),
        (" \n", "There are no answers: the text is empty."),
        ('{"q1_job": }', "The answers are not valid JSON: Expecting value (line 1, column 12)."),
        ("{}\n{}", "There is more than one JSON object (line 2). Give the answers of one request."),
        ("[]", "The answers must be one JSON object in { }, not a list."),
        ("null", "The answers must be one JSON object in { }, not null."),
        ("7", "The answers must be one JSON object in { }, not a number."),
        ('{"answers": "none"}', '"answers" must be a JSON object in { }, not a text.'),
        ("[" * 100_000, "The answers are not valid JSON that can be read."),
        ("9" * 10_000, "The answers are not valid JSON that can be read."),
        ('{"q6_decide": "mentoring", "q6_decide": "mentoring"}', "q6_decide is answered twice."),
        (
            '{"q1_job": "no", "answers": {}}',
            'q1_job stands beside "answers". Put all answers inside "answers".',
        ),
    ],
)
def test_text_that_holds_no_answers_is_refused_with_a_sentence(text, sentence):
    assert refusal(text) == sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"q6_decide": "both"},
            'q6_decide cannot be "both". It can be: apprenticeship, mentoring, some_of_each, not_sure.',
        ),
        ({"q1_job": "Main"}, 'q1_job cannot be "Main". It can be: main, extra, no.'),
        ({"q1_job": 3}, "q1_job must be one of these words, not a number: main, extra, no."),
        ({"q1_job": True}, "q1_job must be one of these words, not true or false: main, extra, no."),
        ({"q5_without_it": ["no"]}, "q5_without_it must be one of these words, not a list: yes, no, unsure."),
        ({"q3_chat": None}, "q3_chat has no answer. It can be: main, extra, no."),
        (
            {"q1_job": "main"},
            "q5_without_it has no answer. It is needed because a check is the main thing. "
            "It can be: yes, no, unsure.",
        ),
        ({"q13": "no"}, f'"q13" is not a question. The questions are: {", ".join(QUESTIONS)}.'),
    ],
)
def test_a_wrong_answer_is_refused_with_its_name_and_its_choices(change, sentence):
    assert refusal(json.dumps({**COMPLETE, **change})) == sentence


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(AnswersRefused) as caught:
        parse_answers(json.dumps({"q6_decide": "x", "q7_path": 1, "q99": "no"}))
    assert len(caught.value.problems) == 3
    with pytest.raises(AnswersRefused) as caught:
        parse_answers("{}")
    assert len(caught.value.problems) == 11


def test_control_characters_and_long_values_reach_the_terminal_tamed():
    sentence = refusal(json.dumps({**COMPLETE, "q6_decide": "\x1b[31m\ud800" + "x" * 5_000}))
    assert sentence.isascii() and sentence.isprintable() and len(sentence) < 200


@given(st.text(max_size=60) | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_any_text_is_read_or_refused_and_never_a_bug(text):
    try:
        assert isinstance(parse_answers(text), Answers)
    except AnswersRefused as refused:
        assert refused.problems and all(problem.endswith(".") for problem in refused.problems)
