"""Carrying forward: a point that was not reached stands in the next session with that person, once, with its origin."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest

from mentee_app import app
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, MovedBy, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import carrying, kept

TODAY = date(2026, 3, 3)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def ada(opened):
    draft = RelationshipDraft(status=Status.ACTIVE)
    return opened.relationships.start_with(opened.people, PersonDraft(name="Ada"), draft)


@pytest.fixture
def session(opened, ada):
    """Make a session so many days from today, with points on its agenda; nothing is carried by it."""

    def made(days, status, *points, relationship=ada):
        wall = datetime(2026, 3, 3, 16) + timedelta(days=days)
        kept_now = opened.sessions.add(SessionDraft(relationship.id, status, wall, "Europe/Berlin", 60))
        for place, text in enumerate(points):
            opened.agenda.add(AgendaItemDraft(kept_now.id, text, position=place))
        return kept_now.id

    return made


def _draft(ada, days=7, status=SessionStatus.PLANNED):
    wall = datetime(2026, 3, 3, 16) + timedelta(days=days)
    return SessionDraft(ada.id, status, wall, "Europe/Berlin", 60)


def _agenda(id):
    return [
        f"{item.draft.text} {item.draft.state.value}" for item in kept.several(AgendaItemDraft, "session", id)
    ]


def _items(id):
    return kept.several(AgendaItemDraft, "session", id)


def _reach(opened, item):
    opened.agenda.save(item, dataclasses.replace(item.draft, state=AgendaState.REACHED))


def test_open_points_go_to_the_session_that_is_planned_and_undo_brings_them_back(opened, ada, session):
    held = session(-7, SessionStatus.HELD, "Prices", "Terms")
    _reach(opened, _items(held)[1])
    made = opened.sessions.plan(_draft(ada), Rule.WEEKLY, 2, TODAY)
    assert _agenda(made.sessions[0]) == ["Prices open"] and _agenda(made.sessions[1]) == []
    assert _agenda(held) == ["Prices carried", "Terms reached"]
    assert opened.deeds.undo(made.deed)
    assert _agenda(held) == ["Prices open", "Terms reached"]


def test_carrying_twice_changes_and_tells_nothing(opened, ada, session):
    session(-7, SessionStatus.HELD, "Prices")
    ahead = session(7, SessionStatus.PLANNED)
    assert opened.sessions.carry_forward_all(TODAY) == 1
    told = []
    opened.changes.listen(told.append)
    assert opened.sessions.carry_forward_all(TODAY) == 0
    assert opened.sessions.carry_into(ahead, TODAY) == 0
    assert told == [] and _agenda(ahead) == ["Prices open"]


def test_only_the_next_session_with_that_person_takes_them(opened, ada, session):
    bob = opened.relationships.start_with(opened.people, PersonDraft(name="Bob"), RelationshipDraft())
    held = session(-7, SessionStatus.MISSED, "Prices")
    with_bob = session(1, SessionStatus.PLANNED, relationship=bob)
    later, ahead = session(14, SessionStatus.PLANNED), session(7, SessionStatus.PLANNED)
    assert opened.sessions.carry_into(later, TODAY) == 0
    assert opened.sessions.carry_into(with_bob, TODAY) == 0
    assert opened.sessions.carry_into(ahead, TODAY) == 1
    assert _agenda(held) == ["Prices carried"]


def test_a_session_of_today_keeps_its_points_until_tomorrow(opened, ada, session):
    session(0, SessionStatus.HELD, "Prices")
    ahead = session(7, SessionStatus.PLANNED)
    assert opened.sessions.carry_forward_all(TODAY) == 0
    assert opened.sessions.carry_forward_all(TODAY + timedelta(days=1)) == 1
    assert _agenda(ahead) == ["Prices open"]


def test_a_session_that_is_logged_takes_what_waits_and_a_back_dated_one_takes_nothing(opened, ada, session):
    session(-7, SessionStatus.HELD, "Prices")
    early = opened.sessions.log(_draft(ada, -9, SessionStatus.HELD), TODAY).sessions[0]
    assert _agenda(early) == []
    now = opened.sessions.log(_draft(ada, 0, SessionStatus.HELD), TODAY).sessions[0]
    assert _agenda(now) == ["Prices open"]


def test_the_chain_of_origins_is_kept(opened, ada, session):
    first = session(-28, SessionStatus.HELD, "Prices")
    second = opened.sessions.log(_draft(ada, -7, SessionStatus.HELD), TODAY).sessions[0]
    third = opened.sessions.plan(_draft(ada, 7), Rule.ONCE, 1, TODAY).sessions[0]
    item = _items(third)[0]
    origin = carrying.origin(item.id)
    assert (origin.session, origin.first_session) == (second, first)
    assert (origin.day.date(), origin.first_day.date()) == (date(2026, 2, 24), date(2026, 2, 3))
    assert carrying.origin(_items(first)[0].id) is None


def test_a_point_that_stands_there_already_is_not_put_there_twice(opened, ada, session):
    old = session(-14, SessionStatus.HELD, "Prices", "Terms")
    older = session(-7, SessionStatus.HELD, "  PRICES ")
    ahead = session(7, SessionStatus.PLANNED, "terms")
    assert opened.sessions.carry_forward_all(TODAY) == 1
    assert _agenda(ahead) == ["terms open", "Prices open"]
    assert _agenda(old) == ["Prices carried", "Terms carried"] and _agenda(older) == ["  PRICES  carried"]


def test_a_copy_that_nobody_touched_is_withdrawn_when_the_point_was_reached_after_all(opened, ada, session):
    held = session(-7, SessionStatus.HELD, "Prices", "Terms")
    ahead = session(7, SessionStatus.PLANNED)
    opened.sessions.carry_into(ahead, TODAY)
    terms = _items(ahead)[1]
    opened.agenda.save(terms, dataclasses.replace(terms.draft, text="Terms, and who pays"))
    for item in _items(held):
        _reach(opened, item)
    assert _agenda(ahead) == ["Terms, and who pays open"]
    opened.sessions.carry_forward_all(TODAY)
    assert _agenda(ahead) == ["Terms, and who pays open"]


def test_a_copy_that_was_deleted_does_not_come_back(opened, ada, session):
    session(-7, SessionStatus.HELD, "Prices")
    ahead = session(7, SessionStatus.PLANNED)
    opened.sessions.carry_into(ahead, TODAY)
    opened.agenda.trash(_items(ahead)[0].id)
    assert opened.sessions.carry_forward_all(TODAY) == 0 and _agenda(ahead) == []


def test_points_outlive_the_session_they_were_carried_to(opened, ada, session):
    session(-7, SessionStatus.HELD, "Prices")
    ahead = session(7, SessionStatus.PLANNED)
    opened.sessions.carry_into(ahead, TODAY)
    moved = opened.sessions.move(ahead, datetime(2026, 3, 12, 9), MovedBy.ME, TODAY).sessions[0]
    assert _agenda(moved) == ["Prices open"] and _agenda(ahead) == ["Prices carried"]
    opened.sessions.trash(moved)
    again = opened.sessions.plan(_draft(ada, 21), Rule.ONCE, 1, TODAY).sessions[0]
    assert _agenda(again) == ["Prices open"]
    assert carrying.origin(_items(again)[0].id).day.date() == date(2026, 2, 24)


def test_a_template_adds_only_what_is_missing_and_is_undone(opened, ada, session):
    ahead = session(7, SessionStatus.PLANNED, "Prices")
    count, deed = opened.agenda.use(ahead, ["prices", "Terms", "Terms"])
    assert count == 1 and _agenda(ahead) == ["Prices open", "Terms open"]
    assert opened.agenda.use(ahead, ["Terms"]) == (0, 0)
    assert opened.deeds.undo(deed)
    assert _agenda(ahead) == ["Prices open"]


def test_points_of_a_session_that_was_thrown_away_go_to_the_next_one_with_that_person(opened, ada, session):
    session(-7, SessionStatus.HELD, "Prices")
    ahead, later = session(7, SessionStatus.PLANNED), session(14, SessionStatus.PLANNED)
    opened.sessions.carry_forward_all(TODAY)
    deed = opened.sessions.trash(ahead)
    assert opened.sessions.carry_forward_all(TODAY) == 1
    assert _agenda(later) == ["Prices open"] and opened.sessions.carry_forward_all(TODAY) == 0
    assert opened.deeds.undo(deed)
