"""Which copies stay: by rule, never none, whatever the clock does."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentee_app.backup import keeping
from mentee_app.backup.keeping import Copy

_YEAR = timedelta(days=366)
_moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
_copies = st.lists(st.builds(tuple, st.tuples(_moments, st.booleans(), st.booleans())), max_size=80).map(
    lambda rows: [Copy(f"c{number}", *row) for number, row in enumerate(rows)]
)


def _twice_a_day(days: int, until: datetime) -> list[Copy]:
    return [
        Copy(f"{until - timedelta(hours=12 * half):%Y-%m-%d %H}", until - timedelta(hours=12 * half), True)
        for half in range(days * 2)
    ]


def test_after_two_years_the_rule_keeps_two_days_and_12_daily_10_weekly_9_monthly(now):
    copies = _twice_a_day(730, now)
    kept = sorted((c for c in copies if c.name in keeping.kept(copies, now)), key=lambda c: c.made_at)
    ages = [(now - copy.made_at) / timedelta(days=1) for copy in reversed(kept)]
    assert ages[:6] == [0, 0.5, 1, 1.5, 2, 3]
    assert len({copy.made_at.date() for copy in kept if now - copy.made_at < timedelta(days=12)}) == 12
    weeks = {c.made_at.isocalendar()[:2] for c in kept if now - c.made_at < timedelta(weeks=10)}
    assert len(weeks) >= 10
    assert len({(c.made_at.year, c.made_at.month) for c in kept}) == 9
    assert len(kept) <= 4 + 1 + 12 + 10 + 9


def test_kept_day_by_day_it_ends_where_it_would_have_come_to_at_once(now):
    copies: list[Copy] = []
    for day in range(400):
        today = now + timedelta(days=day)
        copies.append(Copy(f"{day}", today, True))
        names = keeping.kept(copies, today)
        copies = [copy for copy in copies if copy.name in names]
    assert 25 <= len(copies) <= 35
    assert {(c.made_at.year, c.made_at.month) for c in copies} >= {(2026, 9), (2027, 1), (2027, 3)}


@given(_copies, _moments)
def test_a_verified_copy_is_never_the_last_to_go(copies, now):
    kept = keeping.kept(copies, now)
    assert kept <= {copy.name for copy in copies}
    verified = [copy for copy in copies if copy.verified]
    if verified:
        newest = max(verified, key=lambda copy: (copy.made_at, copy.name))
        assert newest.name in kept
    assert bool(kept) == bool(copies)


@given(_copies, _moments)
def test_a_second_rotation_removes_nothing_more(copies, now):
    kept = keeping.kept(copies, now)
    left = [copy for copy in copies if copy.name in kept]
    assert keeping.kept(left, now) == kept


@given(_copies, _moments, st.sampled_from([-_YEAR, _YEAR, 20 * _YEAR]))
def test_a_clock_that_jumps_a_year_leaves_a_copy_of_every_kept_day(copies, now, jump):
    """What was kept by the right clock stays, but for further copies of a day, when the clock jumps and one more is made."""
    usual = [copy for copy in copies if copy.made_at <= now and not copy.by_restore]
    left = [copy for copy in usual if copy.name in keeping.kept(usual, now)]
    fresh = Copy("fresh", now + jump, True)
    kept = keeping.kept([*left, fresh], now + jump)
    days = sorted({copy.made_at.date() for copy in left})
    still = {copy.made_at.date() for copy in left if copy.name in kept}
    assert "fresh" in kept
    assert set(days[-11:]) <= still


@given(_copies, _moments)
def test_copies_made_by_restoring_push_no_other_out(copies, now):
    usual = [copy for copy in copies if not copy.by_restore]
    past = [copy for copy in usual if copy.made_at <= now]
    newest = max((copy.made_at for copy in past), default=now)
    old = [c for c in copies if c.by_restore and c.made_at <= newest]
    assert keeping.kept(past, now) <= keeping.kept([*past, *old], now)


@given(st.lists(_moments, min_size=1, max_size=40), _moments)
def test_a_proven_copy_of_a_day_goes_before_a_newer_one_that_was_not_proven(moments, now):
    copies = [Copy(f"{n}", moment, False) for n, moment in enumerate(moments)]
    older = Copy("proven", max(moments) - timedelta(microseconds=1), True)
    assert "proven" in keeping.kept([*copies, older], now)
