"""A choice among mentors: their names in order, for work that grows with their number and not with their sessions."""

from datetime import datetime

import pytest

from mentee_app import app as application
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import mentors


@pytest.fixture
def opened(tmp_path):
    with application.opened(tmp_path / "data") as found:
        yield found


def _mentor(opened, name):
    person = opened.people.add(PersonDraft(name=name))
    return person.id, opened.relationships.add(RelationshipDraft(person.id)).id


def _steps(opened, work):
    """How many steps the database goes for some work."""
    count, connection = [0], opened.notebook.connection()
    connection.set_progress_handler(lambda: count.__setitem__(0, count[0] + 1), 10)
    work()
    connection.set_progress_handler(None, 10)
    return count[0]


def test_the_names_are_those_of_the_mentors_in_the_order_of_their_list(opened):
    for name in ("Zoe", "ada", "Bea"):
        _mentor(opened, name)
    opened.people.add(PersonDraft(name="No mentor"))
    opened.people.trash(_mentor(opened, "Gone")[0])
    page = mentors.page(mentors.ids(mentors.Filter()))
    assert mentors.names() == [(row.id, row.name) for row in page]
    assert [name for _id, name in mentors.names()] == ["ada", "Bea", "Zoe"]


def test_how_many_sessions_were_held_makes_no_difference_to_the_names(opened):
    relationship = [_mentor(opened, f"Mentor {number}")[1] for number in range(20)][0]
    before = _steps(opened, mentors.names)
    for day in range(1, 29):
        draft = SessionDraft(relationship, Status.HELD, datetime(2026, 2, day, 9), "UTC", 30)
        opened.sessions.add(draft)
    assert abs(_steps(opened, mentors.names) - before) <= 2
