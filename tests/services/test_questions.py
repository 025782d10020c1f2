"""Questions: advice of several mentors is decided on at once with one reason, by one deed that can be taken back."""

import dataclasses
from datetime import date

import pytest

from mentee_app import app
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.challenges import ChallengeDraft, Status
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Flaw, Refused
from mentee_app.domain.questions import QuestionDraft
from mentee_app.queries import kept, questions
from mentee_app.services.records import Vanished
from mentee_app.storage import rows

TODAY = date(2026, 3, 3)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def told(opened):
    changes = []
    opened.changes.listen(changes.append)
    return changes


def _person(opened, name):
    return opened.people.add(PersonDraft(name=name)).id


def _advice(opened, name, text, **values):
    return opened.advice.add(AdviceDraft(_person(opened, name), text=text, **values)).id


@pytest.fixture
def gathered(opened):
    """A question with the advice of Ada and Grace under it: the ids of the three."""
    ada, grace = _advice(opened, "Ada", "Go abroad"), _advice(opened, "Grace", "Stay", reason="My own")
    return opened.questions.begin(QuestionDraft("Abroad?"), [ada, grace]).id, ada, grace


def _draft(id):
    return kept.one(AdviceDraft, id).draft


def _stored():
    """All that deciding could touch, but for what each write changes."""
    return [
        rows.of("SELECT id, text, decision, reason, decided_on FROM advice ORDER BY id"),
        rows.of("SELECT id, text, conclusion, decided_on FROM question ORDER BY id"),
    ]


def test_settling_decides_on_all_of_it_with_the_reason_in_one_change(opened, told, gathered):
    question, ada, grace = gathered
    told.clear()
    opened.questions.settle(question, {ada: Decision.LEAVE, grace: Decision.ADAPT}, "Not this year", TODAY)
    assert (_draft(ada).decision, _draft(ada).reason) == (Decision.LEAVE, "Not this year")
    assert (_draft(grace).decision, _draft(grace).decided_on) == (Decision.ADAPT, TODAY)
    assert kept.one(QuestionDraft, question).draft == QuestionDraft("Abroad?", "Not this year", TODAY)
    assert [(change.kinds, change.ids) for change in told] == [
        ({Kind.QUESTIONS, Kind.ADVICE}, {question, ada, grace})
    ]


def test_a_reason_that_stood_before_is_not_written_over(opened, gathered):
    question, _ada, grace = gathered
    opened.questions.settle(question, {grace: Decision.TAKE}, "The common one", TODAY)
    assert _draft(grace).reason == "My own"


def test_one_undo_takes_the_whole_settlement_back(opened, gathered):
    question, ada, grace = gathered
    before = _stored()
    deed = opened.questions.settle(question, {ada: Decision.TAKE, grace: Decision.LEAVE}, "Because", TODAY)
    assert opened.deeds.undo(deed)
    assert _stored() == before


def test_an_undo_is_refused_as_a_whole_where_one_decision_was_changed_since(opened, gathered):
    question, ada, grace = gathered
    deed = opened.questions.settle(question, {ada: Decision.TAKE, grace: Decision.LEAVE}, "", TODAY)
    opened.advice.decide(grace, Decision.TAKE, TODAY)
    after = _stored()
    assert not opened.deeds.undo(deed)
    assert _stored() == after


def test_nothing_is_decided_where_some_of_the_advice_is_gone(opened, told, gathered):
    question, ada, grace = gathered
    opened.advice.trash(grace)
    before = _stored()
    told.clear()
    with pytest.raises(Vanished):
        opened.questions.settle(question, {ada: Decision.TAKE, grace: Decision.LEAVE}, "Because", TODAY)
    assert _stored() == before and told == []


def test_a_reason_that_is_written_over_by_nobody_is_kept_as_an_earlier_version_when_it_changes(
    opened, gathered
):
    question, _ada, _grace = gathered
    base = kept.one(QuestionDraft, question)
    opened.questions.save(base, dataclasses.replace(base.draft, conclusion="A long first thought " * 20))
    opened.questions.settle(question, {}, "", TODAY)
    found = rows.of("SELECT text FROM earlier_version WHERE subject_id = ?", question)
    assert found == [("A long first thought " * 20,)]


def test_advice_is_taken_from_under_a_question_and_comes_back(opened, gathered):
    question, ada, grace = gathered
    deed = opened.questions.release(question, ada)
    assert [row.id for row in questions.advice_on(question)] == [grace]
    assert opened.deeds.undo(deed)
    assert [row.id for row in questions.advice_on(question)] == [ada, grace]


def test_more_advice_joins_what_is_there(opened, gathered):
    question, ada, grace = gathered
    more = _advice(opened, "Linus", "Ask your manager")
    opened.questions.gather_more(question, [more, ada])
    assert [row.id for row in questions.advice_on(question)] == [ada, grace, more]


def test_a_question_without_words_gathers_nothing(opened, told):
    ada = _advice(opened, "Ada", "Go")
    told.clear()
    with pytest.raises(Refused):
        opened.questions.begin(QuestionDraft("  "), [ada])
    assert told == [] and rows.of("SELECT count(*) FROM question_advice") == [(0,)]


def test_who_was_asked_is_waited_for_no_more_until_it_is_undone(opened, gathered):
    question, ada = gathered[0], _person(opened, "Ada")
    opened.questions.wait_for(question, [ada])
    assert [row.id for row in questions.waiting_for(ada)] == [question]
    deed = opened.questions.mark_asked(question, ada, TODAY)
    assert questions.waiting_for(ada) == []
    assert [row.asked_on for row in questions.people_of(question)] == [TODAY]
    assert opened.deeds.undo(deed)
    assert [row.id for row in questions.waiting_for(ada)] == [question]


def test_somebody_who_was_asked_unplanned_is_noted_and_the_undo_forgets_them(opened, gathered):
    question, ada = gathered[0], _person(opened, "Ada")
    deed = opened.questions.mark_asked(question, ada, TODAY)
    assert [row.id for row in questions.people_of(question)] == [ada]
    assert opened.deeds.undo(deed)
    assert questions.people_of(question) == []


def test_a_person_who_is_waited_for_no_more_comes_back_with_the_undo(opened, gathered):
    question, ada = gathered[0], _person(opened, "Ada")
    opened.questions.wait_for(question, [ada])
    deed = opened.questions.wait_no_more(question, ada)
    assert questions.people_of(question) == []
    assert opened.deeds.undo(deed)
    assert [row.id for row in questions.people_of(question)] == [ada]


def test_a_settled_question_waits_for_nobody(opened, gathered):
    question, ada = gathered[0], _person(opened, "Ada")
    opened.questions.wait_for(question, [ada])
    opened.questions.settle(question, {}, "Decided without her", TODAY)
    assert questions.waiting_for(ada) == []


@pytest.mark.parametrize("deed", ["tell", "review_again"])
def test_telling_and_putting_off_are_dated_and_can_be_undone(opened, deed):
    advice = _advice(opened, "Ada", "Ask first", review_on=date(2026, 3, 1))
    before = _draft(advice)
    done = getattr(opened.advice, deed)(advice, date(2026, 4, 3))
    field = "told_on" if deed == "tell" else "review_on"
    assert _draft(advice) == dataclasses.replace(before, **{field: date(2026, 4, 3)})
    assert opened.deeds.undo(done)
    assert _draft(advice) == before


def test_advice_need_not_be_looked_at_again(opened):
    advice = _advice(opened, "Ada", "Ask first", review_on=date(2026, 3, 1))
    opened.advice.review_again(advice, None)
    assert _draft(advice).review_on is None


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.DECLINED, Status.DONE])
def test_a_challenge_is_answered_and_the_answer_can_be_undone(opened, told, status):
    challenge = opened.challenges.add(ChallengeDraft(_person(opened, "Ada"), text="Give a talk")).id
    told.clear()
    deed = opened.challenges.answer(challenge, status)
    assert kept.one(ChallengeDraft, challenge).draft.status is status
    assert len(told) == 1 and told[0].moved
    assert opened.deeds.undo(deed)
    assert kept.one(ChallengeDraft, challenge).draft.status is Status.OFFERED


def test_a_challenge_of_nobody_is_refused(opened):
    with pytest.raises(Refused) as refused:
        opened.challenges.add(ChallengeDraft(text="Give a talk"))
    assert [problem.flaw for problem in refused.value.problems] == [Flaw.PERSON_MISSING]
