"""People and contacts: areas they know, thanks for introductions, contacts by one key; each can be taken back."""

import dataclasses
from datetime import date

import pytest

from mentee_app import app
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.contacts import ContactDraft, ContactKind, Direction
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft, same_industry
from mentee_app.domain.problems import Refused
from mentee_app.queries import kept, people
from mentee_app.services.records import Vanished

TODAY = date(2026, 3, 3)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def told(opened):
    changes = []
    opened.changes.listen(changes.append)
    return changes


@pytest.fixture
def introduced(opened):
    by = opened.people.add(PersonDraft(name="Priya"))
    return opened.people.add(PersonDraft(name="Siobhán", introduced_by=by.id))


def _draft(id):
    return kept.one(PersonDraft, id).draft


def test_thanks_are_dated_today_and_taken_back_by_undo(opened, introduced, told):
    deed = opened.people.thank(introduced.id, TODAY)
    assert _draft(introduced.id).introduction_thanked_on == TODAY
    assert _draft(introduced.id).introduction_told_on is None
    assert len(told) == 1 and told[0].ids == {introduced.id} and Kind.PEOPLE in told[0].kinds
    assert opened.deeds.undo(deed)
    assert _draft(introduced.id) == introduced.draft


def test_thanks_given_again_go_back_to_the_day_before_them(opened, introduced):
    before = date(2026, 1, 5)
    opened.people.save(introduced, dataclasses.replace(introduced.draft, introduction_thanked_on=before))
    deed = opened.people.thank(introduced.id, TODAY)
    assert opened.deeds.undo(deed)
    assert _draft(introduced.id).introduction_thanked_on == before


def test_an_undo_never_takes_back_a_later_day(opened, introduced):
    deed = opened.people.tell(introduced.id, TODAY)
    now = kept.one(PersonDraft, introduced.id)
    later = date(2026, 3, 9)
    opened.people.save(now, dataclasses.replace(now.draft, introduction_told_on=later))
    assert not opened.deeds.undo(deed)
    assert _draft(introduced.id).introduction_told_on == later


def test_thanks_for_somebody_in_the_trash_change_and_tell_nothing(opened, introduced, told):
    opened.people.trash(introduced.id)
    told.clear()
    with pytest.raises(Vanished):
        opened.people.thank(introduced.id, TODAY)
    assert told == []


def test_introductions_say_who_was_thanked_and_told(opened, introduced):
    by = introduced.draft.introduced_by
    opened.people.add(PersonDraft(name="Anders", introduced_by=by))
    opened.people.tell(introduced.id, TODAY)
    found = people.introduced_by(by)
    assert [(row.name, row.thanked_on, row.told_on) for row in found] == [
        ("Anders", None, None),
        ("Siobhán", None, TODAY),
    ]


def test_a_contact_logged_by_one_key_goes_by_one_undo(opened, introduced, told):
    draft = ContactDraft(introduced.id, ContactKind.CALL, TODAY, Direction.GIVEN)
    deed = opened.contacts.log(draft)
    assert [each.draft for each in people.contacts_of(introduced.id)] == [draft]
    assert len(told) == 1 and told[0].moved
    assert opened.deeds.undo(deed)
    assert people.contacts_of(introduced.id) == []


def test_a_contact_with_nobody_is_refused_and_told_to_nobody(opened, told):
    with pytest.raises(Refused):
        opened.contacts.log(ContactDraft(None, ContactKind.CALL, TODAY))
    assert told == []


def test_contacts_come_newest_first_whenever_they_were_written_down(opened, introduced):
    for day in (date(2026, 2, 1), date(2026, 3, 1), date(2025, 12, 24)):
        opened.contacts.add(ContactDraft(introduced.id, held_on=day))
    days = [each.draft.held_on.isoformat() for each in people.contacts_of(introduced.id)]
    assert days == ["2026-03-01", "2026-02-01", "2025-12-24"]


def test_areas_they_know_are_exactly_those_said_last(opened, introduced):
    areas = [opened.areas.add(AreaDraft(name)).id for name in ("Boats", "Bread", "Books")]
    opened.people.knows(introduced.id, areas[:2])
    opened.people.knows(introduced.id, areas[1:])
    assert set(people.areas_of(introduced.id)) == set(areas[1:])
    opened.areas.trash(areas[1])
    assert list(people.areas_of(introduced.id)) == areas[2:]


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("Boat building", "boat  BUILDING ", True),
        ("Straße", "STRASSE", True),
        ("Boats", "Banking", False),
        ("", "Banking", None),
        ("Boats", "  ", None),
    ],
)
def test_industries_are_the_same_whatever_their_case_and_unknown_stays_unknown(mine, theirs, same):
    assert same_industry(mine, theirs) is same
