"""Series: the wall time stays across clock changes, days follow the rule, and a skipped hour is told, never moved unsaid."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import moments, series
from mentee_app.domain.problems import Flaw, Problem
from mentee_app.domain.series import Occurrence, Rule, SeriesDraft

# Clocks that change by an hour, half an hour, two hours; at midnight, at 02:45, by a calendar of their own; or never.
ZONES = (
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "America/Nuuk",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "Asia/Kolkata",
)
CHANGING = tuple(zone for zone in ZONES if zone != "Asia/Kolkata")
MONTHLY = (Rule.MONTHLY_DAY, Rule.MONTHLY_WEEKDAY)

walls = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(
    lambda wall: wall.replace(second=0, microsecond=0, fold=0)
)
night_walls = st.builds(
    datetime.combine, st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.times(time(0), time(3, 59))
).map(lambda wall: wall.replace(second=0, microsecond=0))
any_walls = walls | night_walls
rules = st.sampled_from(Rule)
rhythms = st.sampled_from([rule for rule in Rule if rule is not Rule.ONCE])
zones = st.sampled_from(ZONES)
counts = st.integers(1, series.MOST)


def wall_times(rule, first, count):
    """The wall times where no clock ever changes."""
    return [each.wall for each in series.occurrences(rule, first, "UTC", count)]


def gaps(zone, since=2020, until=2035):
    """The hours that the clocks of `zone` skip, as (first skipped, first not skipped), found from the instants alone."""
    there = ZoneInfo(zone)

    def offset(instant):
        return datetime.fromtimestamp(instant, UTC).astimezone(there).utcoffset()

    found = []
    step = 5 * 86_400
    for low in range(
        *(int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (since, until + 1)), step
    ):
        if offset(low) < offset(low + step):
            high = low + step
            before, after = offset(low), offset(high)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) < after else (low, middle)
            change = datetime.fromtimestamp(high, UTC).replace(tzinfo=None)
            found.append((change + before, change + after))
    return found


@given(rules, any_walls, zones, counts)
def test_a_series_has_as_many_times_as_asked_for_and_once_has_one(rule, first, zone, count):
    assert len(series.occurrences(rule, first, zone, count)) == (1 if rule is Rule.ONCE else count)


@pytest.mark.parametrize("count", [-1, 0, 105])
def test_a_count_that_no_series_can_have_is_not_answered(count):
    with pytest.raises(ValueError):
        series.occurrences(Rule.ONCE, datetime(2026, 3, 1, 9), "UTC", count)


@given(rules, any_walls, zones)
def test_the_first_is_the_one_entered(rule, first, zone):
    found = series.occurrences(rule, first, zone, 2)[0]
    assert found.skipped or found.wall == first


@given(rhythms, any_walls, zones, counts)
def test_the_wall_time_stays_unless_the_clocks_skip_it_and_that_is_told(rule, first, zone, count):
    for meant, found in zip(
        wall_times(rule, first, count), series.occurrences(rule, first, zone, count), strict=True
    ):
        assert meant.time() == first.time()
        assert found.skipped == (moments.flaw_of(meant, zone) is Flaw.HOUR_SKIPPED)
        assert found.skipped == (found.wall != meant)
        assert moments.flaw_of(found.wall, zone) is None


@given(rhythms, any_walls, zones, counts)
def test_the_instants_increase(rule, first, zone, count):
    found = [moments.instant(each.wall, zone) for each in series.occurrences(rule, first, zone, count)]
    assert all(earlier < later for earlier, later in zip(found, found[1:]))


@given(rules, any_walls, zones, counts, counts)
def test_a_longer_series_begins_with_the_shorter_one(rule, first, zone, one, other):
    short, long = sorted((one, other))
    found = series.occurrences(rule, first, zone, short)
    assert series.occurrences(rule, first, zone, long)[: len(found)] == found


def test_each_hour_that_the_clocks_skip_anywhere_is_flagged_and_the_rest_of_the_series_keeps_its_time():
    changing = [zone for zone in sorted(moments.zones()) if _told_of_each_gap(zone)]
    assert len(changing) > 150


def _told_of_each_gap(zone):
    """Whether the clocks of a zone skip hours at all between 2020 and 2035; each is told, and none moved in silence."""
    found = gaps(zone)
    for start, end in found:
        middle = start + (end - start) / 2
        first = middle - timedelta(weeks=3)
        times = series.occurrences(Rule.WEEKLY, first, zone, 7)
        assert times[3] == Occurrence(end, True)
        assert series.settled(start, zone) == Occurrence(end, True)
        assert series.settled(start - timedelta(minutes=1), zone) == Occurrence(
            start - timedelta(minutes=1), False
        )
        assert series.settled(end, zone) == Occurrence(end, False)
        for number in (0, 1, 2, 4, 5, 6):
            assert times[number] == Occurrence(first + timedelta(weeks=number), False)
    return bool(found)


def test_half_past_two_on_the_night_of_the_change_is_told_and_the_week_after_is_half_past_two_again():
    assert series.occurrences(Rule.WEEKLY, datetime(2026, 3, 22, 2, 30), "Europe/Berlin", 3) == (
        Occurrence(datetime(2026, 3, 22, 2, 30), False),
        Occurrence(datetime(2026, 3, 29, 3, 0), True),
        Occurrence(datetime(2026, 4, 5, 2, 30), False),
    )


def test_a_whole_day_that_was_skipped_ends_at_the_midnight_after_it():
    for wall in (datetime(2011, 12, 30), datetime(2011, 12, 30, 15, 20), datetime(2011, 12, 30, 23, 59)):
        assert series.settled(wall, "Pacific/Apia") == Occurrence(datetime(2011, 12, 31), True)


def test_an_hour_that_comes_twice_is_not_called_skipped():
    assert series.occurrences(Rule.ONCE, datetime(2026, 10, 25, 2, 30), "Europe/Berlin", 1) == (
        Occurrence(datetime(2026, 10, 25, 2, 30), False),
    )


@pytest.mark.parametrize("rule, days", [(Rule.WEEKLY, 7), (Rule.TWO_WEEKS, 14)])
@given(first=walls, count=counts)
def test_weeks_are_seven_days_apart_by_the_calendar(rule, days, first, count):
    assert wall_times(rule, first, count) == [
        first + timedelta(days=days * number) for number in range(count)
    ]


@pytest.mark.parametrize("rule", MONTHLY)
@given(first=walls, count=counts)
def test_a_monthly_series_has_one_time_in_each_month(rule, first, count):
    found = [wall.year * 12 + wall.month for wall in wall_times(rule, first, count)]
    assert found == list(range(found[0], found[0] + count))


@given(walls, counts)
def test_the_day_of_the_month_is_kept_and_only_a_short_month_takes_its_last(first, count):
    for wall in wall_times(Rule.MONTHLY_DAY, first, count):
        last = calendar.monthrange(wall.year, wall.month)[1]
        assert wall.day == first.day or (wall.day == last and last < first.day)


@given(walls, counts)
def test_the_weekday_and_its_place_are_kept_and_a_fifth_is_the_last(first, count):
    place = (first.day - 1) // 7
    for wall in wall_times(Rule.MONTHLY_WEEKDAY, first, count):
        assert wall.weekday() == first.weekday()
        if place < 4:
            assert (wall.day - 1) // 7 == place
        else:
            assert (wall + timedelta(weeks=1)).month != wall.month


def test_the_31st_returns_after_a_short_month():
    found = wall_times(Rule.MONTHLY_DAY, datetime(2027, 12, 31, 9), 5)
    assert [wall.date().isoformat()[5:] for wall in found] == ["12-31", "01-31", "02-29", "03-31", "04-30"]


def test_the_fifth_tuesday_is_the_last_one_of_the_next_months():
    found = wall_times(Rule.MONTHLY_WEEKDAY, datetime(2026, 3, 31, 18), 4)
    assert [wall.date().isoformat()[5:] for wall in found] == ["03-31", "04-28", "05-26", "06-30"]


@given(rules, walls, walls, walls, st.integers(0, 40))
def test_all_that_follow_are_as_many_as_before_and_the_first_is_where_it_was_put(
    rule, first, old, new, count
):
    before = wall_times(Rule.WEEKLY, old, count) if count else []
    found = series.shifted(before, old, new, rule)
    assert len(found) == count
    assert list(found) == sorted(set(found))
    assert not found or found[0] == new


@given(rhythms, walls, walls, st.integers(2, 40), st.integers(0, 39))
def test_a_series_moved_to_another_day_follows_the_rule_from_there(rule, first, new, count, from_number):
    before = wall_times(rule, first, count)[min(from_number, count - 1) :]
    if new.date() != before[0].date():
        assert list(series.shifted(before, before[0], new, rule)) == wall_times(rule, new, len(before))


@given(rhythms, walls, st.times(), st.integers(2, 40), st.integers(0, 39))
def test_a_new_hour_for_all_that_follow_leaves_their_days(rule, first, hour, count, from_number):
    before = wall_times(rule, first, count)[min(from_number, count - 1) :]
    found = series.shifted(before, before[0], datetime.combine(before[0], hour), rule)
    assert [wall.date() for wall in found] == [wall.date() for wall in before]
    assert {wall.time() for wall in found} == {hour}


@given(rules, walls, st.integers(1, 40))
def test_a_series_that_is_not_moved_stays_as_it_is(rule, first, count):
    before = wall_times(rule, first, count)
    assert list(series.shifted(before, first, first, rule)) == before


def test_one_that_was_moved_alone_does_not_bend_the_rule_of_the_others():
    before = [
        datetime(2026, 2, 28, 9),
        datetime(2026, 3, 28, 9),
        datetime(2026, 4, 30, 9),
        datetime(2026, 5, 28, 9),
    ]
    found = series.shifted(before, before[0], datetime(2026, 2, 28, 10), Rule.MONTHLY_DAY)
    assert [wall.day for wall in found] == [28, 28, 28, 28]


@given(walls, walls, st.integers(1, 20))
def test_times_without_a_rhythm_move_by_the_same_distance(old, new, count):
    before = [old + timedelta(days=number * number, minutes=number) for number in range(count)]
    found = series.shifted(before, old, new, Rule.ONCE)
    assert {late - early for early, late in zip(before, found, strict=True)} == {new - old}


def draft(**fields):
    given_fields = {
        "relationship": 1,
        "wall_start": datetime(2026, 3, 3, 9),
        "zone": "Europe/Berlin",
        "count": 4,
    }
    return SeriesDraft(**{**given_fields, **fields})


@pytest.mark.parametrize(
    "fields, problems",
    [
        ({}, ()),
        ({"count": 1}, ()),
        ({"count": 104}, ()),
        ({"relationship": None}, (Problem("relationship", Flaw.RELATIONSHIP_MISSING),)),
        ({"count": 0}, (Problem("count", Flaw.OUT_OF_RANGE),)),
        ({"count": 105}, (Problem("count", Flaw.OUT_OF_RANGE),)),
        ({"zone": "Europe/Atlantis"}, (Problem("zone", Flaw.NO_SUCH_ZONE),)),
        ({"zone": ""}, (Problem("zone", Flaw.NO_SUCH_ZONE),)),
        ({"wall_start": datetime(3000, 1, 1)}, (Problem("wall_start", Flaw.NO_SUCH_DAY),)),
        ({"wall_start": datetime(2999, 12, 31), "count": 2}, (Problem("count", Flaw.OUT_OF_RANGE),)),
        ({"wall_start": datetime(2999, 12, 31), "count": 1}, ()),
        ({"wall_start": datetime(2026, 3, 29, 2, 30)}, (Problem("wall_start", Flaw.HOUR_SKIPPED),)),
        ({"wall_start": datetime(2026, 3, 22, 2, 30)}, ()),
    ],
)
def test_a_series_is_refused_for_each_of_its_flaws(fields, problems):
    assert series.problems(draft(**fields)) == problems


@given(rules, any_walls, zones, st.integers(-3, 110))
def test_a_draft_without_problems_can_be_made(rule, first, zone, count):
    entered = SeriesDraft(relationship=1, rule=rule, wall_start=first, zone=zone, count=count)
    if not series.problems(entered):
        assert not series.occurrences(rule, first, zone, count)[0].skipped
