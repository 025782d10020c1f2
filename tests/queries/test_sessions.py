"""What is looked up about sessions."""

from datetime import date, datetime

import pytest

from mentee_app import app
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import sessions


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


def test_the_sessions_of_each_month_are_counted_the_empty_months_too(opened):
    person = opened.people.add(PersonDraft(name="Ada")).id
    relationship = opened.relationships.add(RelationshipDraft(person=person)).id
    for start in (
        datetime(2025, 4, 30, 9),
        datetime(2025, 5, 1, 9),
        datetime(2026, 3, 1),
        datetime(2026, 3, 31, 23),
    ):
        opened.sessions.add(SessionDraft(relationship, Status.HELD, start, "UTC"))
    opened.sessions.add(SessionDraft(relationship, Status.PLANNED, datetime(2026, 4, 1, 9), "UTC"))
    opened.sessions.trash(
        opened.sessions.add(SessionDraft(relationship, Status.HELD, datetime(2026, 2, 1), "UTC")).id
    )
    months = sessions.per_month(person, date(2026, 4, 2))
    assert [(month.year, month.month) for month in (months[0], months[-1])] == [(2025, 5), (2026, 4)]
    assert [month.count for month in months] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0]
