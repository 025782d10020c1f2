"""What waits today, and in which order."""

from datetime import date, datetime

from mentee_app import app
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import today


def test_of_the_undecided_advice_what_was_given_first_stands_on_top(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        ada = opened.people.add(PersonDraft("Ada")).id
        relationship = opened.relationships.add(RelationshipDraft(person=ada)).id
        session = opened.sessions.add(SessionDraft(relationship, wall_start=datetime(2026, 2, 1, 9))).id
        opened.advice.add(AdviceDraft(ada, None, "No day"))
        opened.advice.add(AdviceDraft(ada, None, "March", given_on=date(2026, 3, 1)))
        opened.advice.add(AdviceDraft(ada, session, "February"))
        opened.advice.add(AdviceDraft(ada, None, "January", given_on=date(2026, 1, 1)))
        assert [row.text for row in today.undecided_advice(9)] == ["January", "February", "March", "No day"]
        assert [row.text for row in today.undecided_advice(1)] == ["January"]
