"""The picture of the network: nobody overlaps, nobody is lost, and newcomers leave the others in peace."""

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import picture
from mentee_app.domain.areas import Colour
from mentee_app.domain.picture import ME_RADIUS, Dot, Placed, Spot

AREAS = ["", "Career", "Craft", "Health", "Music", "Money", *(f"Area {n}" for n in range(20))]
SLACK = 1e-9


@st.composite
def networks(draw, least=0, most=200):
    """People with any closeness and area, as they may come from a query."""
    known = draw(st.sampled_from([1, 2, 6, 20, len(AREAS)]))
    person = st.tuples(
        st.sampled_from([None, 1, 1, 2, 3]), st.sampled_from(AREAS[:known]), st.booleans(), st.booleans()
    )
    size = draw(st.integers(least, most))
    drawn = draw(st.lists(person, min_size=min(size, 12), max_size=12)) or [(None, "", False, False)]
    dots = [drawn[i % len(drawn)] for i in range(size)]
    return [
        Dot(i, f"Person {i}", closeness, area, Colour.TEAL if area else None, mentor)
        for i, (closeness, area, mentor, _) in enumerate(dots)
    ]


def away(placed: Placed) -> float:
    return math.hypot(placed.x, placed.y)


@given(networks())
def test_everybody_is_placed_once_and_in_order(people):
    assert [placed.dot for placed in picture.layout(people)] == people


@given(networks())
def test_every_disc_is_inside_the_unit_circle_and_beside_me(people):
    for placed in picture.layout(people):
        assert away(placed) + placed.radius <= 1 + SLACK
        assert away(placed) - placed.radius >= ME_RADIUS - SLACK


@given(networks())
def test_no_two_discs_overlap(people):
    placed = picture.layout(people)
    for place, one in enumerate(placed):
        for other in placed[place + 1 :]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


@given(networks())
def test_the_near_stand_further_inside_than_the_far(people):
    placed = picture.layout(people)
    reach = [[away(p) for p in placed if p.dot.closeness == closeness] for closeness in (1, 2, 3, None)]
    filled = [distances for distances in reach if distances]
    for inner, outer in zip(filled, filled[1:]):
        assert max(inner) < min(outer)


@given(networks(least=1), st.data())
def test_a_newcomer_for_whom_a_place_is_kept_moves_nobody(people, data):
    example = data.draw(st.sampled_from(people))
    alike = sum(dot.area == example.area and dot.closeness == example.closeness for dot in people)
    before = picture.layout(people)
    after = picture.layout([*people, replace(example, id=1000, name="New")])
    if picture.places(alike + 1) == picture.places(alike) and len({dot.area for dot in people}) <= 12:
        assert after[:-1] == before
    assert [p.dot for p in after[:-1]] == [p.dot for p in before]


def test_a_place_is_kept_for_the_fifth_of_an_area():
    people = [Dot(i, "", 1, "Career") for i in range(6)] + [Dot(9, "", 2, "Health")]
    five = [people[-1], *people[:5]]
    assert picture.layout([*five, people[5]])[:-1] == picture.layout(five)


@given(st.integers(1, 500))
def test_places_are_enough_and_at_most_half_as_many_again(people):
    assert people <= picture.places(people) <= people * 1.5


def test_people_of_one_area_stand_together():
    people = [Dot(i, "", 2, area) for i, area in enumerate(["Career", "Health", "Music"] * 6)]
    placed = sorted(picture.layout(people), key=lambda p: math.atan2(p.y, p.x))
    changes = sum(one.dot.area != other.dot.area for one, other in zip(placed, placed[1:] + placed[:1]))
    assert changes == 3


def test_nobody_with_a_place_in_an_empty_network():
    assert picture.layout([]) == ()
    assert picture.areas([]) == ()
    assert picture.borders([]) == ()


def test_mentors_and_the_near_are_shown_first_and_keep_their_order():
    people = [Dot(i, "", None) for i in range(100)]
    people[99] = Dot(99, "", None, mentor=True)
    people[98] = Dot(98, "", 1)
    people[97] = Dot(97, "", 3)
    assert [dot.id for dot in picture.shown(people, 4)] == [0, 97, 98, 99]
    assert len(picture.shown(people)) == picture.MOST_SHOWN


def test_an_area_is_named_once_and_people_without_one_come_last():
    people = [Dot(1, "", area=""), Dot(2, "", area="Craft", colour=Colour.ROSE), Dot(3, "", area="Craft")]
    assert picture.areas(people) == (("Craft", Colour.ROSE), ("", None))


def test_a_border_parts_two_closenesses():
    placed = picture.layout([Dot(1, "", 1), Dot(2, "", 3)])
    (border,) = picture.borders(placed)
    assert away(placed[0]) < border < away(placed[1])


@given(networks(least=1, most=60))
def test_arrows_lead_to_everybody(people):
    placed = picture.layout(people)
    reached, edge = {0}, [0]
    while edge:
        here = edge.pop()
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = picture.neighbour(placed, here, across, down)
            if there not in reached:
                reached.add(there)
                edge.append(there)
    assert len(reached) == len(placed)


@given(networks(least=2, most=60), st.data())
def test_an_arrow_leads_in_its_direction_or_nowhere(people, data):
    placed = picture.layout(people)
    here = data.draw(st.integers(0, len(placed) - 1))
    right = picture.neighbour(placed, here, 1, 0)
    if right == here:
        assert all(other.x <= placed[here].x + SLACK for other in placed)
    else:
        assert placed[right].x > placed[here].x


angles = st.floats(0, math.tau)
distances = st.floats(0.3, 1)


@given(angles, distances, angles, distances)
def test_the_line_of_an_introduction_goes_round_me(one, near, other, far):
    start = Spot(near * math.cos(one), near * math.sin(one))
    end = Spot(far * math.cos(other), far * math.sin(other))
    control = picture.bend(start, end)
    for step in range(101):
        t = step / 100
        x = (1 - t) ** 2 * start.x + 2 * t * (1 - t) * control.x + t**2 * end.x
        y = (1 - t) ** 2 * start.y + 2 * t * (1 - t) * control.y + t**2 * end.y
        assert math.hypot(x, y) >= ME_RADIUS
