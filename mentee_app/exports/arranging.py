"""Puts sessions into sections, and sections into volumes. Pure."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from mentee_app.exports.documents import Layout, Place, Run, Volume
from mentee_app.queries.history import SessionKey

MOST = 1500
"""Sessions in a volume: set in about two seconds and 400 MB."""

NO_GOAL = 0
"""The key of the section of sessions that serve no goal; it stands last."""


def sections(
    layout: Layout, found: Sequence[SessionKey], goals: Mapping[int, Sequence[int]] | None = None
) -> tuple[Run, ...]:
    """The sections, in the order in which their first sessions took place. `goals`: those that each session serves."""
    if layout is Layout.BY_GOAL:
        return _by_goal(found, goals or {})
    runs: dict[int, list[Place]] = {}
    for each in found:
        key = each.person if layout is Layout.BY_MENTOR else each.wall_start.year
        runs.setdefault(key, []).append(Place(each.id, each.wall_start.date()))
    keys = sorted(runs) if layout is Layout.BY_DATE else list(runs)
    return tuple(Run(key, tuple(runs[key])) for key in keys)


def volumes(runs: Sequence[Run], most: int = MOST) -> tuple[Volume, ...]:
    """The volumes, each of `most` sessions at most. A section is only torn where it is longer than that."""
    packed: list[list[Run]] = [[]]
    room = most
    for run in runs:
        for part in [run] if run.sessions <= most else _torn(run, most):
            if part.sessions > room and packed[-1]:
                packed.append([])
                room = most
            before = packed[-1][-1:]
            if before and before[0].key == part.key:
                packed[-1][-1] = Run(part.key, before[0].places + part.places)
            else:
                packed[-1].append(part)
            room -= part.sessions
    return _numbered([tuple(each) for each in packed])


def _by_goal(found: Sequence[SessionKey], goals: Mapping[int, Sequence[int]]) -> tuple[Run, ...]:
    order: dict[int, int] = {}
    for each in found:
        for goal in goals.get(each.id, ()):
            order.setdefault(goal, len(order))
    runs: dict[int, list[Place]] = {goal: [] for goal in (*order, NO_GOAL)}
    for each in found:
        served = sorted(goals.get(each.id, ()), key=order.__getitem__) or [NO_GOAL]
        for goal in served:
            set_in = None if goal == served[0] else served[0]
            runs[goal].append(Place(each.id, each.wall_start.date(), set_in))
    return tuple(Run(goal, tuple(places)) for goal, places in runs.items() if places)


def _torn(run: Run, most: int) -> Iterator[Run]:
    """The years of a long section, and even parts of a year that alone is too much."""
    for _year, some in groupby(run.places, key=lambda place: place.day.year):
        year = tuple(some)
        size = Run(run.key, year).sessions
        length = math.ceil(size / math.ceil(size / most)) if size else 1
        part: list[Place] = []
        count = 0
        for place in year:
            if count == length and place.set_in is None:
                yield Run(run.key, tuple(part))
                part, count = [], 0
            part.append(place)
            count += place.set_in is None
        yield Run(run.key, tuple(part))


def _numbered(packed: Sequence[tuple[Run, ...]]) -> tuple[Volume, ...]:
    stands = {
        place.session: number
        for number, runs in enumerate(packed, 1)
        for run in runs
        for place in run.places
        if place.set_in is None
    }

    def placed(place: Place, number: int) -> Place:
        return place if stands[place.session] == number else replace(place, volume=stands[place.session])

    return tuple(
        Volume(
            number,
            len(packed),
            tuple(Run(run.key, tuple(placed(each, number) for each in run.places)) for run in runs),
        )
        for number, runs in enumerate(packed, 1)
    )
