"""Overdue: an action is late from the day after it was due, by whole days, and never without a due day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import actions

DAY = timedelta(days=1)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(days)
def test_an_action_without_a_due_day_is_never_overdue(today):
    assert actions.days_overdue(None, today) == 0


@given(days, st.integers(0, 4000))
def test_an_action_is_not_overdue_up_to_its_day(due_on, ahead):
    assert actions.days_overdue(due_on, due_on - ahead * DAY) == 0


@given(days, st.integers(0, 4000))
def test_a_late_action_says_since_how_many_days(due_on, late):
    today = due_on + late * DAY
    assert actions.days_overdue(due_on, today) == late
    assert today - actions.days_overdue(due_on, today) * DAY == due_on


@given(days, days, days)
def test_what_was_due_earlier_is_at_least_as_late(one, other, today):
    early, late = sorted((one, other))
    assert actions.days_overdue(early, today) >= actions.days_overdue(late, today) >= 0


@given(days, days)
def test_a_day_later_is_at_most_one_day_more(due_on, today):
    assert 0 <= actions.days_overdue(due_on, today + DAY) - actions.days_overdue(due_on, today) <= 1
