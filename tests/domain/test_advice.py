"""Rules of the advice ledger: settling keeps every reason of one's own, and each day belongs to the age it is of."""

import dataclasses
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import advice
from mentee_app.domain.advice import AdviceDraft, Age, Decision

days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
decisions = st.sampled_from([each for each in Decision if each is not Decision.UNDECIDED])


@given(st.text(), decisions, st.text(), days)
def test_settling_writes_the_conclusion_only_where_there_is_no_reason(reason, decision, conclusion, today):
    before = AdviceDraft(1, text="x", reason=reason, outcome="y")
    after = advice.settled(before, decision, conclusion, today)
    assert after.reason == (reason if reason.strip() else conclusion)
    assert dataclasses.replace(after, reason=reason) == advice.decided(before, decision, today)


@given(st.text(), st.text(), days)
def test_what_is_left_undecided_gets_neither_reason_nor_day(reason, conclusion, today):
    after = advice.settled(AdviceDraft(1, reason=reason), Decision.UNDECIDED, conclusion, today)
    assert (after.reason, after.decided_on) == (reason, None)


@given(st.none() | days, days)
def test_advice_is_to_be_looked_at_from_its_day_on_and_never_without_one(review_on, today):
    assert advice.to_look_at(review_on, today) == bool(review_on and review_on <= today)


@given(days, st.integers(0, 40_000))
def test_every_day_is_either_within_the_last_year_or_older(today, ago):
    day = date.fromordinal(max(1, today.toordinal() - ago))

    def within(age):
        first, last = advice.span(age, today)
        return (first is None or first <= day) and day <= last

    assert within(Age.YEAR) is not within(Age.OLDER)
    assert within(Age.QUARTER) or not within(Age.MONTH)
    assert within(Age.YEAR) or not within(Age.QUARTER)


@given(days)
def test_what_is_dated_ahead_counts_as_new(today):
    first, last = advice.span(Age.MONTH, today)
    assert first <= today + timedelta(days=1) <= last
