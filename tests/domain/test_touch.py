"""Keeping in touch: counts from the latest touch, is never due for somebody never met, and rests while one is planned."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import touch as rules
from mentee_app.domain.touch import Touch

TODAY = date(2026, 5, 20)
DAY = timedelta(days=1)

days = st.dates(date(2000, 1, 1), date(2050, 12, 31))
maybe_days = st.none() | days
touches = st.builds(
    Touch, maybe_days, maybe_days, maybe_days, st.none() | st.integers(1, 3660), st.booleans()
)
kept = st.builds(Touch, days, maybe_days, maybe_days, st.integers(1, 3660), st.just(False))


@given(kept)
def test_the_next_day_is_the_interval_after_the_later_of_contact_and_held_session(touch):
    last = max(touch.last_contact, touch.last_held or touch.last_contact)
    assert rules.next_on(touch) == last + touch.keep_in_touch_days * DAY


@given(touches)
def test_contact_and_held_session_count_alike(touch):
    swapped = dataclasses.replace(touch, last_contact=touch.last_held, last_held=touch.last_contact)
    assert rules.next_on(swapped) == rules.next_on(touch)


@given(touches, days)
def test_somebody_never_met_is_never_due(touch, today):
    unmet = dataclasses.replace(touch, last_contact=None, last_held=None)
    assert rules.next_on(unmet) is None
    assert not rules.is_due(unmet, today)
    assert rules.days_since(unmet, today) is None


@given(touches, days)
def test_silence_and_no_interval_are_kept(touch, today):
    for quiet in ({"silenced": True}, {"keep_in_touch_days": None}):
        silent = dataclasses.replace(touch, **quiet)
        assert rules.next_on(silent) is None
        assert not rules.is_due(silent, today)


@given(kept, days)
def test_a_back_dated_contact_never_moves_the_next_day_back(touch, contact):
    after = dataclasses.replace(touch, last_contact=max(touch.last_contact, contact))
    assert rules.next_on(after) >= rules.next_on(touch)
    if contact <= touch.last_contact:
        assert after == touch


@given(kept, days, days)
def test_a_contact_before_the_held_session_changes_nothing(touch, one, other):
    early, late = sorted((one, other))
    held = dataclasses.replace(touch, last_contact=None, last_held=late)
    assert rules.next_on(dataclasses.replace(held, last_contact=early)) == rules.next_on(held)


@given(touches, days)
def test_a_session_planned_from_today_on_is_enough(touch, today):
    for ahead in (0, 1, 400):
        assert not rules.is_due(dataclasses.replace(touch, next_planned=today + ahead * DAY), today)


@given(touches, days, st.integers(1, 4000))
def test_a_planned_session_whose_day_has_passed_counts_no_more(touch, today, ago):
    passed = dataclasses.replace(touch, next_planned=today - ago * DAY)
    unplanned = dataclasses.replace(touch, next_planned=None)
    assert rules.is_due(passed, today) == rules.is_due(unplanned, today)


@given(kept)
def test_it_is_due_from_the_next_day_on_and_not_before(touch):
    unplanned = dataclasses.replace(touch, next_planned=None)
    due = rules.next_on(unplanned)
    assert not rules.is_due(unplanned, due - DAY)
    assert rules.is_due(unplanned, due)
    assert rules.is_due(unplanned, due + 400 * DAY)


@given(touches, days)
def test_a_contact_today_or_later_is_never_due_today(touch, today):
    for ahead in (0, 1, 400):
        fresh = dataclasses.replace(touch, last_contact=today + ahead * DAY)
        assert not rules.is_due(fresh, today)
        assert rules.days_since(fresh, today) == 0


@given(touches, days, st.integers(0, 4000))
def test_the_days_since_grow_by_one_a_day_and_are_never_negative(touch, today, later):
    now, then = rules.days_since(touch, today), rules.days_since(touch, today + later * DAY)
    assert (now is None) == (then is None)
    if now is not None:
        assert 0 <= now <= then <= now + later
        assert now == 0 or then == now + later


def test_the_end_of_the_calendar_is_no_fault():
    assert rules.next_on(Touch(date(9999, 12, 30), None, None, 30, False)) == date.max


@pytest.mark.parametrize(
    "contact, held, planned, due",
    [
        (date(2026, 4, 19), None, None, True),
        (date(2026, 4, 21), None, None, False),
        (date(2026, 1, 1), date(2026, 5, 1), None, False),
        (date(2026, 1, 1), date(2026, 2, 1), TODAY, False),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 5, 19), True),
        (None, None, None, False),
    ],
)
def test_every_thirty_days(contact, held, planned, due):
    assert rules.is_due(Touch(contact, held, planned, 30, False), TODAY) is due
