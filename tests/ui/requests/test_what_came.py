"""What came of a request: the answer by one key, when to ask again, and the way back."""

from datetime import date

import pytest

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.requests import Answer, RequestDraft, answered
from mentee_app.queries import kept, requests
from mentee_app.queries.requests import Filter, State
from mentee_app.ui.requests.came import WhatCame

_TODAY = date(2026, 3, 3)


@pytest.fixture
def came(qtbot, desk):
    """The part of the editor that tells what came of a request."""
    form = WhatCame(desk)
    qtbot.addWidget(form)
    form.show()
    person = desk.people.add(PersonDraft(name="Ada"))
    form.show_request(desk.requests.add(RequestDraft(own_words="May I?", finished_at=1, person=person.id)))
    return form


def _draft(form):
    return kept.one(RequestDraft, form.shown.id).draft


def test_sending_dates_the_request_and_looks_ahead_two_weeks(came):
    came.buttons[Answer.SENT].click()
    assert _draft(came).asked_on == _TODAY
    assert _draft(came).follow_up_on == date(2026, 3, 17)
    assert requests.ids(Filter(state=State.WAITING)).tolist() == [came.shown.id]


def test_an_answer_ends_the_waiting_and_can_be_taken_back(came, desk, said):
    came.buttons[Answer.SENT].click()
    came.buttons[Answer.NO].click()
    assert (_draft(came).answer, _draft(came).follow_up_on) == (Answer.NO, None)
    sentence, deed = said.undoable[-1]
    assert "They said no" in sentence
    assert desk.deeds.undo(deed)
    assert (_draft(came).answer, _draft(came).follow_up_on) == (Answer.SENT, date(2026, 3, 17))


def test_asking_again_keeps_the_day_it_was_asked_first():
    sent = answered(RequestDraft(), Answer.SENT, date(2026, 2, 1))
    again = answered(sent, Answer.SENT, _TODAY)
    assert (again.asked_on, again.follow_up_on) == (date(2026, 2, 1), date(2026, 3, 17))


def test_only_what_waits_too_long_is_to_be_asked_again(came, desk):
    came.buttons[Answer.SENT].click()
    assert requests.to_follow_up(date(2026, 3, 16)) == []
    assert [row.person for row in requests.to_follow_up(date(2026, 3, 17))] == ["Ada"]
    came.buttons[Answer.NO_ANSWER].click()
    assert requests.to_follow_up(date(2026, 3, 17)) == []


def test_a_yes_offers_to_start_the_relationship(came, qtbot):
    came.buttons[Answer.SENT].click()
    came.buttons[Answer.YES].click()
    start = came._start
    assert start.isVisible()
    with qtbot.waitSignal(came.start_wanted):
        start.click()


def test_only_answers_that_can_come_now_are_offered(came):
    offered = {answer for answer, button in came.buttons.items() if button.isVisible()}
    assert offered == {Answer.SENT, Answer.YES, Answer.NO}
    came.buttons[Answer.SENT].click()
    assert came.buttons[Answer.NO_ANSWER].isVisible()
    assert came.buttons[Answer.SENT].text() == "I asked again"
