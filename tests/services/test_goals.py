"""Goals as an independent study: check-ins, reviews, steps and endings, each one deed that can be taken back."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app import app
from mentee_app.domain import goals as rules
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft, Status
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import goals, kept, relationships
from mentee_app.storage import rows, tables

_TODAY = date(2026, 3, 3)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


def _goal(opened, **values):
    return opened.goals.add(GoalDraft(title="Speak", **values)).id


def _mentor(opened, name="Ada"):
    return opened.relationships.start_with(opened.people, PersonDraft(name=name), RelationshipDraft())


def _row(table, id):
    found = rows.dicts(table.select().where(table.id == id))[0]
    return {name: value for name, value in found.items() if name not in ("rev", "updated_at")}


@pytest.mark.parametrize("status", [Status.REACHED, Status.DROPPED])
def test_an_ending_is_dated_today_and_taken_back_whole(opened, status):
    goal = _goal(opened, learned="Breathe")
    before = _row(tables.Goal, goal)
    deed = opened.goals.set_status(goal, status, _TODAY)
    ended = kept.one(GoalDraft, goal).draft
    assert (ended.status, ended.ended_on, ended.learned) == (status, _TODAY, "Breathe")
    assert opened.deeds.undo(deed)
    assert _row(tables.Goal, goal) == before


def test_the_day_a_goal_ended_stays_and_is_gone_once_it_is_open_again(opened):
    goal = _goal(opened, ended_on=date(2026, 1, 1), ending="It was theirs")
    opened.goals.set_status(goal, Status.DROPPED, _TODAY)
    assert kept.one(GoalDraft, goal).draft.ended_on == date(2026, 1, 1)
    opened.goals.set_status(goal, Status.OPEN, _TODAY)
    again = kept.one(GoalDraft, goal).draft
    assert (again.status, again.ended_on, again.ending) == (Status.OPEN, None, "It was theirs")


def test_what_was_written_about_an_ending_outlives_its_undo(opened):
    goal = _goal(opened)
    deed = opened.goals.set_status(goal, Status.REACHED, _TODAY)
    now = opened.goals.current(goal)
    opened.goals.save(now, GoalDraft("Speak", status=Status.REACHED, ended_on=_TODAY, ending="It works"))
    assert opened.deeds.undo(deed)
    assert kept.one(GoalDraft, goal).draft == GoalDraft("Speak", ending="It works")


def test_only_open_goals_whose_day_has_come_are_to_be_reviewed(opened):
    for title, status, day in (
        ("Later", Status.OPEN, date(2026, 3, 4)),
        ("Today", Status.OPEN, _TODAY),
        ("Long since", Status.OPEN, date(2026, 1, 1)),
        ("Never", Status.OPEN, None),
        ("Paused", Status.PAUSED, date(2026, 1, 1)),
        ("Reached", Status.REACHED, date(2026, 1, 1)),
    ):
        draft = GoalDraft(title, status=status, review_on=day)
        opened.goals.add(draft)
        assert rules.is_to_review(draft, _TODAY) == (title in ("Today", "Long since"))
    gone = opened.goals.add(GoalDraft("In the trash", review_on=date(2026, 1, 1)))
    opened.goals.trash(gone.id)
    assert [row.title for row in goals.to_review(_TODAY)] == ["Long since", "Today"]


def test_a_goal_that_was_looked_at_waits_for_its_next_day(opened):
    goal = _goal(opened, review_on=_TODAY)
    deed = opened.goals.look_again_on(goal, rules.months_later(_TODAY, 1))
    assert goals.to_review(_TODAY) == []
    assert kept.one(GoalDraft, goal).draft.review_on == date(2026, 4, 3)
    assert opened.deeds.undo(deed)
    assert [row.id for row in goals.to_review(_TODAY)] == [goal]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(9999, 12, 31), 1, date.max),
    ],
)
def test_a_month_that_is_too_short_ends_with_its_last_day(day, months, later):
    assert rules.months_later(day, months) == later


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 24))
def test_months_later_is_that_many_months_later(day, months):
    later = rules.months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months and later.day <= day.day


def test_a_step_is_done_and_not_done_again(opened):
    goal = _goal(opened)
    step = opened.milestones.add(MilestoneDraft(goal, "First"))
    deed = opened.milestones.finish(step.id, _TODAY)
    assert goals.page([goal])[0].reached == 1
    assert opened.deeds.undo(deed)
    assert kept.one(MilestoneDraft, step.id).draft.done_on is None
    opened.milestones.finish(step.id, _TODAY)
    opened.milestones.finish(step.id, None)
    assert goals.page([goal])[0].next_milestone == "First"


def test_a_check_in_begins_where_the_last_one_stood(opened):
    goal = _goal(opened, baseline=20)
    first, deed = opened.check_ins.check_in(goal, date(2026, 2, 1))
    assert kept.one(CheckInDraft, first).draft == CheckInDraft(goal, date(2026, 2, 1), 20)
    opened.check_ins.save(opened.check_ins.current(first), CheckInDraft(goal, date(2026, 2, 1), 35))
    second, undo = opened.check_ins.check_in(goal, _TODAY)
    assert kept.one(CheckInDraft, second).draft.percent == 35
    assert opened.check_ins.check_in(goal, _TODAY) == (second, None)
    assert goals.page([goal])[0].percent == 35
    assert opened.deeds.undo(undo)
    assert [each.id for each in goals.check_ins(goal)] == [first]


def test_a_check_in_that_was_written_in_is_not_undone(opened):
    goal = _goal(opened)
    made, deed = opened.check_ins.check_in(goal, _TODAY)
    opened.check_ins.save(opened.check_ins.current(made), CheckInDraft(goal, _TODAY, 0, "Stuck, and why"))
    assert not opened.deeds.undo(deed)
    assert kept.one(CheckInDraft, made).draft.reflection == "Stuck, and why"


def test_the_newest_day_is_the_first_check_in_whenever_it_was_written(opened):
    goal = _goal(opened)
    for day, percent in ((3, 30), (1, 10), (2, 20)):
        opened.check_ins.add(CheckInDraft(goal, date(2026, 3, day), percent))
    assert [each.draft.percent for each in goals.check_ins(goal)] == [30, 20, 10]
    assert goals.page([goal])[0].percent == goals.stands_at(goal) == 30


def test_the_last_word_on_a_goal_is_the_check_in_of_its_last_day(opened):
    goal = _goal(opened)
    for percent in (70, 80):
        opened.check_ins.assess(goal, _TODAY, percent)
    assert [each.draft for each in goals.check_ins(goal)] == [CheckInDraft(goal, _TODAY, 80)]


def test_who_helps_is_the_same_from_both_sides(opened):
    goal, ada, ben = _goal(opened), _mentor(opened), _mentor(opened, "Ben")
    opened.goals.helped_by(goal, [ada.id, ben.id])
    assert list(goals.relationships_of(goal)) == [ada.id, ben.id]
    opened.relationships.help_with(ada.id, [])
    assert list(goals.relationships_of(goal)) == [ben.id]
    opened.goals.helped_by(goal, [])
    assert list(relationships.goals_of(ben.id)) == []


def test_sessions_about_a_goal_are_counted_with_their_advice(opened):
    goal, ada = _goal(opened), _mentor(opened)
    for day in (1, 2, 3):
        draft = SessionDraft(relationship=ada.id, wall_start=datetime(2026, 3, day, 9), zone="Europe/Berlin")
        session = opened.sessions.add(draft)
        opened.advice.add(AdviceDraft(ada.draft.person, session.id, f"Advice {day}"))
        if day > 1:
            opened.sessions.serve(session.id, [goal])
    assert goals.served(goal) == goals.Served(2, 2)
    assert [row.wall_start.day for row in goals.sessions_about(goal, 5)] == [3, 2]
    [line] = goals.advice_about(goal, 1)
    assert (line.text, line.decision, line.mentor) == ("Advice 3", Decision.UNDECIDED, "Ada")
    opened.sessions.trash(session.id)
    assert goals.served(goal) == goals.Served(1, 1)


def test_a_word_of_a_reflection_finds_its_goal(opened):
    goal = _goal(opened)
    opened.check_ins.add(CheckInDraft(goal, _TODAY, 10, "Pickled herring"))
    assert list(goals.ids(goals.Filter(words="herring"))) == [goal]
