"""The rules of a relationship: when the next session is due, which day goes with a status, and the ladder of a skill."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import closing, relationships
from mentee_app.domain.relationships import RelationshipDraft, Rhythm, Stage, Status

TODAY = date(2026, 3, 3)
RHYTHMS = st.sampled_from([each for each in Rhythm if each is not Rhythm.OPEN])


@pytest.mark.parametrize(
    ("rhythm", "last", "due"),
    [
        (Rhythm.WEEKLY, date(2026, 2, 24), date(2026, 3, 3)),
        (Rhythm.TWO_WEEKS, date(2026, 2, 24), date(2026, 3, 10)),
        (Rhythm.MONTHLY, date(2026, 1, 31), date(2026, 2, 28)),
        (Rhythm.MONTHLY, date(2026, 12, 14), date(2027, 1, 14)),
        (Rhythm.TWO_MONTHS, date(2025, 12, 31), date(2026, 2, 28)),
        (Rhythm.QUARTERLY, date(2026, 3, 14), date(2026, 6, 14)),
        (Rhythm.QUARTERLY, date(9999, 11, 30), date.max),
        (Rhythm.WEEKLY, date.max, date.max),
    ],
)
def test_the_next_session_is_due_by_the_rhythm(rhythm, last, due):
    assert relationships.next_due(rhythm, last) == due


def test_without_a_rhythm_or_a_last_day_nothing_is_due():
    assert relationships.next_due(Rhythm.OPEN, TODAY) is None
    assert relationships.next_due(Rhythm.MONTHLY, None) is None


@given(RHYTHMS, st.dates(max_value=date(9998, 12, 31)))
def test_the_next_session_is_later_and_at_most_a_quarter_away(rhythm, last):
    due = relationships.next_due(rhythm, last)
    assert timedelta(days=7) <= due - last <= timedelta(days=92)


@given(RHYTHMS, st.dates(max_value=date(9998, 1, 1)), st.integers(0, 300))
def test_a_later_session_never_makes_the_next_one_due_earlier(rhythm, last, later):
    after = last + timedelta(days=later)
    assert relationships.next_due(rhythm, last) <= relationships.next_due(rhythm, after)


@given(
    st.sampled_from(Status),
    st.sampled_from(Status),
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.none() | st.dates(),
)
def test_a_day_that_is_said_is_never_changed(before, after, started, ended, until):
    draft = RelationshipDraft(person=1, status=after, started_on=started, ended_on=ended, paused_until=until)
    dated = relationships.dated(before, draft, TODAY)
    assert started in (None, dated.started_on) and ended in (None, dated.ended_on)
    assert replace(dated, started_on=started, ended_on=ended, paused_until=until) == draft
    if not relationships.problems(draft):
        assert not relationships.problems(dated)


def test_active_began_today_and_ended_ended_today():
    active = relationships.dated(Status.ASKED, RelationshipDraft(status=Status.ACTIVE), TODAY)
    assert active.started_on == TODAY and active.ended_on is None
    ended = relationships.dated(Status.ACTIVE, RelationshipDraft(status=Status.ENDED), TODAY)
    assert ended.ended_on == TODAY and ended.started_on is None
    assert (
        relationships.dated(Status.ACTIVE, RelationshipDraft(status=Status.ACTIVE), TODAY).started_on is None
    )


def test_the_day_of_a_pause_goes_with_the_pause():
    paused = RelationshipDraft(status=Status.PAUSED, paused_until=TODAY)
    assert relationships.dated(Status.ACTIVE, paused, TODAY) == paused
    active = replace(paused, status=Status.ACTIVE)
    assert relationships.dated(Status.PAUSED, active, TODAY).paused_until is None


@given(st.sampled_from(Stage), st.integers(-9, 9))
def test_a_skill_stays_on_its_ladder(stage, by):
    ladder = list(Stage)
    wanted = max(0, min(len(ladder) - 1, ladder.index(stage) + by))
    assert relationships.moved_on(stage, by) is ladder[wanted]


def test_thanks_are_filled_in_as_far_as_they_are_known():
    template = "Dear [name],\n[what I learned] [what comes next]\n[your name]"
    assert closing.thanks(template, "Ada", " To ask ", "", "Me") == "Dear Ada,\nTo ask [what comes next]\nMe"


def test_brackets_in_own_words_are_no_blanks():
    text = closing.thanks("[name]: [what I learned]", "[your name]", "[name]", "", "Me")
    assert text == "[your name]: [name]"
