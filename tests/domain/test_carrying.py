"""Carrying on: open points go to the next planned session, never back in time, and no text twice."""

import dataclasses
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import carrying
from mentee_app.domain.carrying import Meeting, PastPoint
from mentee_app.domain.sessions import Status

TODAY = date(2026, 5, 20)
START = datetime(2026, 5, 1)
ZERO = 1_777_000_000


def meeting(id_, day, status, person=1, hour=9):
    wall = datetime.combine(TODAY + timedelta(days=day), datetime.min.time()) + timedelta(hours=hour)
    return Meeting(id_, person, status, ZERO + int((wall - START).total_seconds()), wall)


def numbered(made):
    return [dataclasses.replace(each, id=number) for number, each in enumerate(made, 1)]


days = st.integers(-6, 6)
hours = st.sampled_from([9, 15])
made = st.builds(meeting, st.just(0), days, st.sampled_from(Status), st.just(1), hours)
plans = st.lists(made, max_size=8).map(numbered)
crowds = st.lists(
    st.builds(meeting, st.just(0), days, st.sampled_from(Status), st.sampled_from([1, 2]), hours),
    min_size=1,
    max_size=10,
).map(numbered)
texts = st.text("aAbB \t\n", max_size=6)
points = st.lists(
    st.builds(PastPoint, st.integers(1, 99), st.integers(1, 9), texts, st.integers(0, 5)), max_size=12
)


def held_after(meetings, into):
    return [
        each
        for each in meetings
        if each.person == into.person and each.status is Status.HELD and each.starts_at > into.starts_at
    ]


@given(plans)
def test_the_target_is_planned_from_today_on_and_none_such_is_earlier(meetings):
    found = carrying.target(meetings, TODAY)
    ahead = [m for m in meetings if m.status is Status.PLANNED and m.wall_start.date() >= TODAY]
    assert (found is None) == (not ahead)
    if found:
        assert found in ahead
        assert all(found.starts_at <= each.starts_at for each in ahead)


@given(plans, st.randoms(use_true_random=False))
def test_the_order_of_the_meetings_does_not_matter(meetings, chance):
    mixed = chance.sample(meetings, len(meetings))
    assert carrying.target(mixed, TODAY) == carrying.target(meetings, TODAY)
    for into in meetings:
        assert carrying.sources(mixed, into, TODAY) == carrying.sources(meetings, into, TODAY)


@given(crowds)
def test_points_come_from_held_or_missed_meetings_with_the_same_person_that_were_earlier(meetings):
    by_id = {each.id: each for each in meetings}
    for into in meetings:
        found = [by_id[each] for each in carrying.sources(meetings, into, TODAY)]
        assert into not in found
        for source in found:
            assert source.person == into.person
            assert source.status in (Status.HELD, Status.MISSED)
            assert source.starts_at <= into.starts_at
        assert [each.starts_at for each in found] == sorted(each.starts_at for each in found)


@given(crowds)
def test_a_session_before_one_that_was_held_takes_nothing(meetings):
    for into in meetings:
        if held_after(meetings, into):
            assert carrying.sources(meetings, into, TODAY) == ()


@given(crowds)
def test_points_never_move_in_a_circle(meetings):
    pairs = {(into.id, each) for into in meetings for each in carrying.sources(meetings, into, TODAY)}
    assert not any((each, into) in pairs for into, each in pairs)


@given(crowds)
def test_a_planned_session_takes_nothing_from_today_and_a_held_one_does(meetings):
    by_id = {each.id: each for each in meetings}
    for into in meetings:
        as_planned = dataclasses.replace(into, status=Status.PLANNED)
        as_held = dataclasses.replace(into, status=Status.HELD)
        planned, held = (carrying.sources(meetings, each, TODAY) for each in (as_planned, as_held))
        assert list(planned) == [each for each in held if by_id[each].wall_start.date() < TODAY]


@given(crowds)
def test_a_session_that_did_not_take_place_takes_nothing(meetings):
    for into in meetings:
        if into.status in (Status.MOVED, Status.MISSED):
            assert carrying.sources(meetings, into, TODAY) == ()


def test_a_missed_session_passes_its_points_on_and_a_moved_one_does_not():
    into = meeting(4, 7, Status.PLANNED)
    past = [meeting(1, -9, Status.HELD), meeting(2, -5, Status.MISSED), meeting(3, -2, Status.MOVED)]
    assert carrying.sources([*past, into], into, TODAY) == (1, 2)


def test_the_second_session_of_the_day_takes_from_the_first_once_it_is_held():
    morning, evening = meeting(1, 0, Status.HELD, hour=9), meeting(2, 0, Status.PLANNED, hour=18)
    assert carrying.sources([morning, evening], evening, TODAY) == ()
    held = dataclasses.replace(evening, status=Status.HELD)
    assert carrying.sources([morning, held], held, TODAY) == (1,)


def test_a_back_dated_session_moves_nothing_back():
    old, latest = meeting(1, -30, Status.HELD), meeting(2, -3, Status.HELD)
    back_dated = meeting(3, -10, Status.HELD)
    assert carrying.sources([old, latest, back_dated], back_dated, TODAY) == ()


def folded(text):
    return " ".join(text.split()).casefold()


@given(points, st.lists(texts, max_size=6))
def test_what_is_carried_is_new_written_once_and_in_the_order_given(given_points, known):
    found = carrying.carried(given_points, known)
    keys = [folded(each.text) for each in found]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {"", *map(folded, known)}
    rest = iter(given_points)
    assert all(each in rest for each in found)


@given(points, st.lists(texts, max_size=6))
def test_no_open_point_is_lost(given_points, known):
    found = {folded(each.text) for each in carrying.carried(given_points, known)}
    assert {folded(each.text) for each in given_points} <= found | {folded(text) for text in known} | {""}


@given(points, st.lists(texts, max_size=6))
def test_carrying_again_carries_nothing(given_points, known):
    found = carrying.carried(given_points, known)
    assert carrying.carried(given_points, [*known, *(each.text for each in found)]) == ()
    assert carrying.carried(found, known) == found


def test_case_and_white_space_do_not_make_a_new_point():
    point = PastPoint(1, 1, "  Ask about\tthe BUDGET ", 0)
    assert carrying.carried([point], ["ask about the budget"]) == ()
    assert carrying.carried([point], ["ask about the budgets"]) == (point,)
