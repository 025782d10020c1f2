"""Sessions in sections, and sections in volumes: everything once, nothing lost, no volume too long."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mentee_app.exports import arranging
from mentee_app.exports.documents import Layout, Run, Volume
from mentee_app.queries.history import SessionKey

START = datetime(2019, 1, 7, 10)


def _keys(people: list[int], days: int = 30) -> list[SessionKey]:
    return [SessionKey(at, person, START + timedelta(days=days * at)) for at, person in enumerate(people, 1)]


def _picture(runs: tuple[Run, ...]) -> list[str]:
    return [
        f"{run.key}: "
        + " ".join(
            f"{place.session}" + ("" if place.set_in is None else f"→{place.set_in}") for place in run.places
        )
        for run in runs
    ]


def test_a_session_that_serves_two_goals_is_set_once_and_referred_to() -> None:
    found = _keys([1, 1, 2, 2])
    goals = {1: [20], 2: [10, 20], 3: [10]}
    runs = arranging.sections(Layout.BY_GOAL, found, goals)
    assert _picture(runs) == ["20: 1 2", "10: 2→20 3", "0: 4"]


def test_sessions_of_no_goal_stand_last() -> None:
    runs = arranging.sections(Layout.BY_GOAL, _keys([1, 1, 1]), {2: [5]})
    assert _picture(runs) == ["5: 2", "0: 1 3"]


def test_a_section_is_only_torn_where_it_is_longer_than_a_volume() -> None:
    runs = arranging.sections(Layout.BY_MENTOR, _keys([1] * 4 + [2] * 3 + [3] * 2))
    volumes = arranging.volumes(runs, most=5)
    assert [_picture(each.runs) for each in volumes] == [["1: 1 2 3 4"], ["2: 5 6 7", "3: 8 9"]]
    assert [(each.number, each.count, each.sessions) for each in volumes] == [(1, 2, 4), (2, 2, 5)]


def test_a_long_section_is_torn_between_years() -> None:
    runs = arranging.sections(Layout.BY_MENTOR, _keys([1] * 6, days=150))
    years = [place.day.year for place in runs[0].places]
    assert years == [2019, 2019, 2020, 2020, 2021, 2021]
    assert [_picture(each.runs) for each in arranging.volumes(runs, most=3)] == [
        ["1: 1 2"], ["1: 3 4"], ["1: 5 6"],
    ]  # fmt: skip


def test_a_reference_says_in_which_volume_the_session_stands() -> None:
    runs = arranging.sections(Layout.BY_GOAL, _keys([1, 1]), {1: [10, 20], 2: [20]})
    volumes = arranging.volumes(runs, most=1)
    reference = volumes[1].runs[0].places[0]
    assert (reference.set_in, reference.volume) == (10, 1)


@settings(max_examples=150, deadline=None)
@given(
    people=st.lists(st.integers(1, 4), min_size=1, max_size=60),
    served=st.lists(st.lists(st.integers(10, 13), max_size=3, unique=True), max_size=60),
    layout=st.sampled_from(Layout),
    most=st.integers(1, 12),
)
def test_every_session_is_set_exactly_once_whatever_the_volumes(
    people: list[int], served: list[list[int]], layout: Layout, most: int
) -> None:
    found = _keys(people, days=20)
    goals = {at: each for at, each in enumerate(served, 1) if each}
    volumes = arranging.volumes(arranging.sections(layout, found, goals), most)
    assert sorted(_set_in(volumes)) == [each.id for each in found]
    assert all(0 < each.sessions <= most for each in volumes)
    stands = {id: each.number for each in volumes for id in _set_in((each,))}
    for volume in volumes:
        for place in (place for run in volume.runs for place in run.places):
            elsewhere = stands[place.session] != volume.number
            assert place.volume == (stands[place.session] if elsewhere else None)


def _set_in(volumes: tuple[Volume, ...]) -> list[int]:
    return [
        place.session
        for volume in volumes
        for run in volume.runs
        for place in run.places
        if place.set_in is None
    ]
