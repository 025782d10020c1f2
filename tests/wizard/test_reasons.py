"""The result screen's reasons belong to the answers, weigh most, and end in the right words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mentee_app import paths
from mentee_app.wizard import content, engine
from mentee_app.wizard.answers import ALLOWED, CHECKS, ITEMS, QUESTIONS, Answers
from mentee_app.wizard.heading import heading
from mentee_app.wizard.reasons import against, reasons

INSTRUMENT = content.load(paths.resource("wizard/instrument.json"))
A, M, S, U = "apprenticeship", "mentoring", "some_of_each", "not_sure"

any_answers = st.fixed_dictionaries({question: st.sampled_from(ALLOWED[question]) for question in QUESTIONS})


def answered(*options, **checks):
    return Answers.from_mapping({**dict.fromkeys(CHECKS, "no"), **dict(zip(ITEMS, options)), **checks})


def told(answers):
    verdict = engine.judge(answers, INSTRUMENT)
    return (
        [(reason.question, reason.option) for reason in reasons(answers, verdict, INSTRUMENT)],
        [(reason.question, reason.option) for reason in against(answers, verdict, INSTRUMENT)],
    )


def test_an_apprenticeship_names_its_heaviest_answers_and_what_speaks_against_it():
    for_it, against_it = told(answered(A, A, M, S, A, A, A))
    assert for_it == [("q6_decide", A), ("q7_path", A), ("q10_work", A)]
    assert against_it == [("q8_people", M), ("q9_scope", S)]


def test_question_six_against_the_outcome_is_told_and_cautioned():
    answers = answered(A, M, M, M, M, M, M)
    for_it, against_it = told(answers)
    assert for_it == [("q7_path", M), ("q8_people", M), ("q9_scope", M)]
    assert against_it == [("q6_decide", A)]
    words = heading(engine.judge(answers, INSTRUMENT), INSTRUMENT)
    assert words.title == "This looks more like mentoring"
    assert words.caution == INSTRUMENT.mentoring.caution


def test_two_requests_in_one_are_shown_by_their_answers_in_two_parts():
    answers = answered(S, S, A, S, M, S, U)
    assert told(answers) == ([("q6_decide", S), ("q7_path", S), ("q9_scope", S)], [])
    assert heading(engine.judge(answers, INSTRUMENT), INSTRUMENT).title == "These are two requests in one"


def test_mixed_answers_let_each_side_speak():
    answers = answered(M, M, M, A, A, U, U)
    for_it, against_it = told(answers)
    assert for_it == [("q6_decide", M), ("q7_path", M), ("q9_scope", A)]
    assert against_it == []
    assert heading(engine.judge(answers, INSTRUMENT), INSTRUMENT).title == "Your answers point both ways"


def test_a_neither_is_explained_by_the_check_and_question_five():
    answers = answered(A, A, U, M, U, U, U, q1_job="main", q5_without_it="no")
    for_it, against_it = told(answers)
    assert for_it == [("q1_job", "main"), ("q5_without_it", "no")]
    assert against_it == [("q6_decide", A), ("q7_path", A), ("q9_scope", M)]
    assert heading(engine.judge(answers, INSTRUMENT), INSTRUMENT).title == "This is a job search"


def test_an_open_question_five_is_the_reason_for_not_clear():
    answers = answered(A, A, A, A, A, A, A, q3_chat="main", q5_without_it="unsure")
    assert told(answers) == ([("q3_chat", "main"), ("q5_without_it", "unsure")], [])
    assert heading(engine.judge(answers, INSTRUMENT), INSTRUMENT).body == INSTRUMENT.not_clear.body_settle_q5


def test_not_clear_says_what_is_known_and_what_is_not():
    answers = answered(U, A, U, U, U, U, U)
    assert told(answers) == ([("q7_path", A), ("q6_decide", U)], [])
    assert heading(engine.judge(answers, INSTRUMENT), INSTRUMENT).body == INSTRUMENT.not_clear.body


@given(any_answers)
@settings(deadline=None, max_examples=300)
def test_each_result_has_two_or_three_reasons_that_were_really_given(mapping):
    answers = Answers.from_mapping(mapping)
    verdict = engine.judge(answers, INSTRUMENT)
    for_it = reasons(answers, verdict, INSTRUMENT)
    against_it = against(answers, verdict, INSTRUMENT)
    assert len(for_it) in (2, 3)
    assert not {reason.question for reason in for_it} & {reason.question for reason in against_it}
    for reason in (*for_it, *against_it):
        assert answers.option(reason.question) == reason.option
        assert reason.explanation
    if verdict.outcome in (A, M):
        nets = [reason.apprenticeship - reason.mentoring for reason in for_it]
        assert all((net > 0) == (verdict.outcome == A) and net for net in nets)
        assert [abs(net) for net in nets] == sorted((abs(net) for net in nets), reverse=True)
        other = verdict.mentoring if verdict.outcome == A else verdict.apprenticeship
        assert sum(r.mentoring if verdict.outcome == A else r.apprenticeship for r in against_it) == other
    assert heading(verdict, INSTRUMENT).title and heading(verdict, INSTRUMENT).body
