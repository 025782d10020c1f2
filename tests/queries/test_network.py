"""The network: who is due and who never is, the orders and filters of the list, what the picture and the coverage show."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest

from mentee_app import app
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.people import Closeness, PersonDraft
from mentee_app.domain.relationships import Kind, RelationshipDraft, Status
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as Held
from mentee_app.domain.touch import Touch
from mentee_app.queries import coverage, network
from mentee_app.queries.network import Filter, Only, Order
from mentee_app.storage import rows

TODAY = date(2026, 3, 3)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


class World:
    """People as a test draws them."""

    def __init__(self, opened):
        self._opened = opened

    def person(self, name, spoke=None, every=30, **values):
        """A person (id) with whom one spoke so many days ago."""
        draft = PersonDraft(name=name, keep_in_touch_days=every, **values)
        id = self._opened.people.add(draft).id
        if spoke is not None:
            self._opened.contacts.add(ContactDraft(id, held_on=TODAY - timedelta(days=spoke)))
        return id

    def relationship(self, person, **values):
        draft = RelationshipDraft(person=person, status=Status.ACTIVE)
        return self._opened.relationships.add(dataclasses.replace(draft, **values)).id

    def session(self, relationship, ago, status=Held.HELD, hour=14):
        day = TODAY - timedelta(days=ago)
        at = datetime(day.year, day.month, day.day, hour)
        draft = SessionDraft(relationship, status, at, "Europe/Berlin", 60)
        return self._opened.sessions.add(draft).id


@pytest.fixture
def world(opened):
    return World(opened)


def _due():
    return [f"{row.name} | {row.days_since} | {row.next_on}" for row in network.due(TODAY)]


def _names(**values):
    found = network.ids(Filter(today=TODAY, **values))
    return [row.name for row in network.page(found, TODAY)]


def test_the_longest_due_come_first_and_those_whose_day_has_not_come_are_left_alone(world):
    world.person("Ada", spoke=31)
    world.person("Bo", spoke=30)
    world.person("Cy", spoke=29)
    world.person("Di", spoke=100, every=None)
    assert _due() == ["Ada | 31 | 2026-03-02", "Bo | 30 | 2026-03-03"]


def test_somebody_never_met_is_never_due(world):
    world.person("Ada", every=1)
    assert _due() == []


def test_somebody_silenced_is_not_due(world):
    world.person("Ada", spoke=400, silenced=True)
    assert _due() == []


def test_a_held_session_restarts_the_count_and_a_missed_or_moved_one_does_not(world):
    ada, bo = world.person("Ada", spoke=60), world.person("Bo", spoke=60)
    world.session(world.relationship(ada), 10)
    with_bo = world.relationship(bo)
    world.session(with_bo, 9, Held.MISSED)
    world.session(with_bo, 8, Held.MOVED)
    assert _due() == ["Bo | 60 | 2026-02-01"]


def test_the_last_session_counts_whichever_relationship_it_was_in(world):
    ada = world.person("Ada")
    world.session(world.relationship(ada, status=Status.ENDED), 3)
    world.session(world.relationship(ada, kind=Kind.APPRENTICESHIP), 90)
    assert network.touches(ada, TODAY).last_held == TODAY - timedelta(days=3)


def test_a_session_written_down_later_for_an_earlier_day_moves_nothing_back(world):
    ada = world.person("Ada")
    relationship = world.relationship(ada)
    world.session(relationship, 10)
    world.session(relationship, 50)
    assert network.touches(ada, TODAY).last_held == TODAY - timedelta(days=10)


def test_a_planned_session_keeps_somebody_from_being_due_until_its_day_has_passed(world):
    ada, bo, cy = (world.person(name, spoke=60) for name in ("Ada", "Bo", "Cy"))
    world.session(world.relationship(ada), -14, Held.PLANNED)
    world.session(world.relationship(bo), 1, Held.PLANNED)
    world.session(world.relationship(cy), 0, Held.PLANNED, hour=0)
    assert _due() == ["Bo | 60 | 2026-02-01"]


def test_what_lies_in_the_trash_counts_for_nothing(opened, world):
    ada, bo = world.person("Ada", spoke=60), world.person("Bo", spoke=60)
    relationship = world.relationship(ada)
    opened.sessions.trash(world.session(relationship, 2))
    planned = world.relationship(bo)
    world.session(planned, -2, Held.PLANNED)
    opened.relationships.trash(planned)
    assert [row.name for row in network.due(TODAY)] == ["Ada", "Bo"]
    opened.people.trash(bo)
    assert [row.name for row in network.due(TODAY)] == ["Ada"]
    assert network.touches(bo, TODAY) == Touch(None, None, None, None, False)


def test_who_is_due_is_asked_once_however_many_people_there_are(monkeypatch, world):
    for number in range(20):
        world.person(f"Person {number}", spoke=50)
    asked = []
    real = rows.of
    monkeypatch.setattr(rows, "of", lambda *sql: asked.append(sql) or real(*sql))
    assert len(network.due(TODAY)) == 20
    assert len(asked) == 1


def test_the_last_session_is_found_by_the_index_of_its_relationship(opened):
    plan = "EXPLAIN QUERY PLAN " + network._STATES + "1"
    steps = " ".join(str(row[3]) for row in rows.of(plan, 0, TODAY.isoformat()))
    assert steps.count("session_by_relationship") == 2
    assert "SCAN s" not in steps and "session_by_status" not in steps


def test_the_list_is_sorted_by_name_by_who_is_next_and_by_closeness(world):
    world.person("bo", spoke=10, closeness=Closeness.DISTANT)
    world.person("Ada", every=None)
    di = world.person("Di", spoke=90, closeness=Closeness.CLOSE)
    world.person("Cy", spoke=40, closeness=Closeness.KNOWN)
    world.session(world.relationship(di), -2, Held.PLANNED)
    assert _names() == ["Ada", "bo", "Cy", "Di"]
    assert _names(order=Order.NEXT) == ["Cy", "Di", "bo", "Ada"]
    assert _names(order=Order.CLOSENESS) == ["Di", "Cy", "bo", "Ada"]


def test_the_list_is_narrowed_to_words_area_due_and_no_mentor(opened, world):
    boats, bread = (opened.areas.add(AreaDraft(name)).id for name in ("Boats", "Bread"))
    ada = world.person("Ada", spoke=60, notes="Knows the harbour master")
    bo, cy = world.person("Bo"), world.person("Cy")
    world.relationship(ada, area=boats)
    opened.people.knows(bo, [boats, bread])
    opened.contacts.add(ContactDraft(cy, held_on=TODAY, note="Spoke of the HARBOUR wall"))
    assert _names(area=boats) == ["Ada", "Bo"]
    assert _names(area=bread) == ["Bo"]
    assert _names(only=Only.DUE) == ["Ada"]
    assert _names(only=Only.NO_MENTOR) == ["Bo", "Cy"]
    assert _names(words="harbour") == ["Ada", "Cy"]
    assert _names(words="harbour", only=Only.NO_MENTOR, area=boats) == []


def test_a_row_says_whether_somebody_is_a_mentor_and_shows_their_first_area(opened, world):
    boats, bread = (
        opened.areas.add(AreaDraft(name, position=n)).id for n, name in enumerate(("Boats", "Bread"))
    )
    ada, bo = world.person("Ada", closeness=Closeness.CLOSE), world.person("Bo")
    opened.people.knows(ada, [bread, boats])
    world.relationship(bo, area=bread)
    shown = [(row.name, row.mentor, row.area, row.closeness) for row in network.page([bo, ada, 1], TODAY)]
    assert shown == [("Bo", True, "Bread", None), ("Ada", False, "Boats", Closeness.CLOSE)]


def test_the_picture_knows_who_introduced_whom_as_long_as_both_are_kept(opened, world):
    ada = world.person("Ada", closeness=Closeness.CLOSE)
    world.person("Bo", introduced_by=ada)
    assert [(row.name, row.introducer) for row in network.picture()] == [("Ada", ""), ("Bo", "Ada")]
    opened.people.trash(ada)
    assert [(row.name, row.introduced_by, row.introducer) for row in network.picture()] == [("Bo", None, "")]


def test_people_with_a_relationship_stand_before_those_who_know_an_area_and_the_others_are_no_columns(
    opened, world
):
    boats = opened.areas.add(AreaDraft("Boats")).id
    opened.people.knows(world.person("Ada"), [boats])
    world.relationship(world.person("Zoe"))
    world.person("Nobody")
    assert [(row.name, row.mentor) for row in coverage.columns()] == [("Zoe", True), ("Ada", False)]


def test_a_relationship_covers_an_area_while_it_goes_on_and_afterwards_the_person_still_knows_it(
    opened, world
):
    areas = [opened.areas.add(AreaDraft(name)).id for name in ("Boats", "Bread", "Books", "Birds")]
    ada = world.person("Ada")
    world.relationship(ada, area=areas[0], kind=Kind.APPRENTICESHIP)
    world.relationship(ada, area=areas[1], status=Status.ENDED)
    world.relationship(ada, area=areas[2], status=Status.PAUSED)
    opened.people.knows(ada, [areas[2], areas[3]])
    found = {areas.index(row.area): row.kind for row in coverage.covers()}
    assert found == {0: Kind.APPRENTICESHIP, 1: None, 2: Kind.MENTORING, 3: None}
