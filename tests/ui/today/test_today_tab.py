"""The Today tab: what waits, in the order of a day, each line one key from done."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.relationships import Status as RelationshipStatus
from mentee_app.domain.requests import Answer, RequestDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.domain.unfinished import Unfinished
from mentee_app.queries import kept, network
from mentee_app.ui import first_start
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.today.tab import TodayTab
from mentee_app.ui.widgets.heading import section

_TODAY = date(2026, 3, 3)


@pytest.fixture
def prepared():
    """The sessions whose preparation page was asked for."""
    return []


@pytest.fixture
def tab(qtbot, desk, prepared):
    tab = TodayTab(desk, first_start.welcome, prepared.append)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    with qtbot.waitExposed(tab):
        pass
    return tab


@pytest.fixture
def ada(desk):
    """A mentor, by the ids of the person and the relationship."""
    person = desk.people.add(PersonDraft(name="Ada")).id
    return person, desk.relationships.add(RelationshipDraft(person=person)).id


def _headings(tab):
    role = section("").property("role")
    labels = [label for label in tab._inner.findChildren(PlainLabel) if label.property("role") == role]
    return [label.text() for label in labels if not label.isHidden()]


def _line(tab, text):
    return next(line for line in tab._lines if text in line._main.whole)


def _texts(tab):
    return [line._main.whole for line in tab._lines]


def _press(qtbot, tab, text, key):
    line = _line(tab, text)
    line.parts[0].setFocus()
    qtbot.keyClick(line.parts[0], key)


def test_it_is_calm_when_nothing_waits(tab, ada):
    assert tab._lines == []
    assert any("Nothing waits for you" in label.text() for label in tab._inner.findChildren(PlainLabel))


def test_everything_that_waits_has_its_part_in_the_order_of_a_day(qtbot, tab, desk, ada):
    person, relationship = ada
    for start, topic in ((datetime(2026, 3, 5, 9), "Soon"), (datetime(2026, 3, 1, 9), "Gone by")):
        desk.sessions.add(SessionDraft(relationship, wall_start=start, zone="Europe/Berlin", topic=topic))
    desk.advice.add(AdviceDraft(person, text="Wait"))
    desk.advice.add(AdviceDraft(person, text="Old", decision=Decision.NOT_YET, review_on=_TODAY))
    desk.advice.add(AdviceDraft(person, text="Used", decision=Decision.TAKE, outcome="Well"))
    desk.challenges.add(ChallengeDraft(person, text="Dare"))
    desk.actions.add(ActionDraft(person, text="Do"))
    friend = desk.people.add(PersonDraft(name="Bea", keep_in_touch_days=10, introduced_by=person)).id
    desk.contacts.add(ContactDraft(friend, held_on=date(2026, 1, 1)))
    desk.goals.add(GoalDraft(title="Goal", review_on=_TODAY))
    paused = RelationshipDraft(person=friend, status=RelationshipStatus.PAUSED, paused_until=_TODAY)
    desk.relationships.add(paused)
    sent = {"answer": Answer.SENT, "asked_on": date(2026, 2, 1), "follow_up_on": _TODAY}
    desk.requests.add(RequestDraft(own_words="Sent wish", finished_at=1, **sent))
    desk.requests.add(RequestDraft(own_words="Half wish"))
    wanted = [
        "Next sessions",
        "Did it take place?",
        "Advice to decide",
        "Advice to look at again",
        "Tell them how it went",
        "Challenges to answer",
        "Actions",
        "Be in touch",
        "Introductions",
        "Goals to look at again",
        "Pauses that may end",
        "Ask again",
        "Half-done requests",
    ]
    qtbot.waitUntil(lambda: _headings(tab) == wanted)


@pytest.mark.parametrize(("key", "status"), [("H", Status.HELD), ("M", Status.MISSED)])
def test_a_planned_session_that_has_passed_is_settled_by_one_key(qtbot, tab, desk, ada, said, key, status):
    draft = SessionDraft(ada[1], wall_start=datetime(2026, 3, 1, 9), zone="Europe/Berlin")
    session = desk.sessions.add(draft).id
    _press(qtbot, tab, "Ada", key)
    assert kept.one(SessionDraft, session).draft.status is status
    assert desk.deeds.undo(said.undoable[-1][1])
    assert kept.one(SessionDraft, session).draft == draft


def test_p_prepares_the_next_session(qtbot, tab, desk, ada, prepared):
    start = datetime(2026, 3, 5, 9)
    session = desk.sessions.add(SessionDraft(ada[1], wall_start=start, zone="Europe/Berlin")).id
    _press(qtbot, tab, "Ada", "P")
    assert prepared == [session]


def test_speaking_with_somebody_is_noted_by_one_key_and_can_be_undone(qtbot, tab, desk, said):
    person = desk.people.add(PersonDraft(name="Bea", keep_in_touch_days=10)).id
    desk.contacts.add(ContactDraft(person, held_on=date(2026, 1, 1)))
    assert "8 weeks since you spoke" in " ".join(
        label.text() for label in tab._inner.findChildren(PlainLabel)
    )
    _press(qtbot, tab, "Bea", "D")
    assert network.due(_TODAY) == [] and tab._lines == []
    assert desk.deeds.undo(said.undoable[-1][1])
    assert [row.name for row in network.due(_TODAY)] == ["Bea"]


def test_nobody_never_met_and_nobody_with_a_planned_session_is_due(desk, tab, ada):
    desk.people.add(PersonDraft(name="Never met", keep_in_touch_days=1))
    person = kept.one(PersonDraft, ada[0])
    desk.people.save(person, PersonDraft(name="Ada", keep_in_touch_days=1))
    held = SessionDraft(ada[1], Status.HELD, datetime(2026, 1, 1, 9), "Europe/Berlin")
    desk.sessions.add(held)
    assert [row.name for row in network.due(_TODAY)] == ["Ada"]
    desk.sessions.add(SessionDraft(ada[1], wall_start=datetime(2026, 3, 20, 9), zone="Europe/Berlin"))
    assert network.due(_TODAY) == []


def test_a_goal_that_was_looked_at_comes_up_in_three_months(qtbot, tab, desk):
    goal = desk.goals.add(GoalDraft(title="Sing", review_on=_TODAY)).id
    _press(qtbot, tab, "Sing", "D")
    assert kept.one(GoalDraft, goal).draft.review_on == date(2026, 6, 3)
    assert tab._lines == []


def test_an_introduction_wants_thanks_and_a_word_how_it_went(qtbot, tab, desk, ada):
    friend = desk.people.add(PersonDraft(name="Bea", introduced_by=ada[0])).id
    _press(qtbot, tab, "Ada introduced Bea", "T")
    _press(qtbot, tab, "Ada introduced Bea", "D")
    draft = kept.one(PersonDraft, friend).draft
    assert (draft.introduction_thanked_on, draft.introduction_told_on) == (_TODAY, _TODAY)
    assert tab._lines == []


def test_the_arrow_keys_go_from_line_to_line(qtbot, tab, desk, ada):
    for text in ("One", "Two"):
        desk.actions.add(ActionDraft(ada[0], text=text))
    _line(tab, "One").parts[0].setFocus()
    qtbot.keyClick(_line(tab, "One").parts[0], Qt.Key.Key_Down)
    assert _line(tab, "Two").parts[0].hasFocus()
    qtbot.keyClick(_line(tab, "Two").parts[0], Qt.Key.Key_Up)
    assert _line(tab, "One").parts[0].hasFocus()


def test_the_focus_stays_at_its_place_when_a_line_is_done(qtbot, tab, desk, ada):
    for text in ("One", "Two", "Three"):
        desk.actions.add(ActionDraft(ada[0], text=text))
    _press(qtbot, tab, "Two", "D")
    assert _texts(tab) == ["One", "Three"]
    assert _line(tab, "Three").parts[0].hasFocus()


def test_a_long_part_offers_to_show_all(qtbot, tab, desk, ada):
    for number in range(8):
        desk.actions.add(ActionDraft(ada[0], text=f"Action {number}"))
    assert len(tab._lines) == 5
    tab._on_show_all("actions")
    assert len(tab._lines) == 8


def test_a_line_leads_to_where_it_stands(qtbot, tab, desk, ada, said):
    advice = desk.advice.add(AdviceDraft(ada[0], text="Wait")).id
    qtbot.mouseClick(_line(tab, "Wait").parts[0], Qt.MouseButton.LeftButton)
    assert (said.wanted[-1].kind, said.wanted[-1].id) == (Kind.ADVICE, advice)


def test_a_session_that_was_begun_to_be_logged_waits_first_and_goes_on_by_one_key(
    qtbot, tab, desk, ada, said
):
    desk.sessions.keep_unfinished(Unfinished(ada[0], "A", datetime(2026, 3, 3, 9), said="Half"))
    desk.sessions.leave_unfinished()
    assert _texts(tab)[0] == "You began to log a session with Ada"
    _press(qtbot, tab, "You began", Qt.Key.Key_C)
    line = _line(tab, "You began").parts[0]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert said.wanted == [Place(Kind.SESSIONS), Place(Kind.SESSIONS)]
    desk.sessions.put_away_unfinished()
    desk.sessions.leave_unfinished()
    assert _texts(tab) == []
