"""Two people become one: nothing that hung on either is lost, and one undo makes them two again."""

import dataclasses
from datetime import date, datetime

import pytest

from mentee_app import app
from mentee_app.domain import duplicates
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.incoming import Fate
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Refused
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.uids import own_uid
from mentee_app.exports import contacts
from mentee_app.exports.contacts import ContactChoice
from mentee_app.imports import vcards
from mentee_app.queries import contacts_out, kept, outside, people, trash
from mentee_app.services.records import Vanished
from mentee_app.storage import ids, rows, tables

_HANGING = ("relationship", "advice", "challenge", "action", "contact", "request")


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def keep(opened):
    keep = opened.people.add(PersonDraft("Ada Lovelace", email="ada@a.org"))
    _send(keep.id, own_uid(keep.id))  # else the merge writes it down, and the undo puts that in the trash
    return keep


@pytest.fixture
def gone(opened, keep):
    """The same person a second time, with something of everything."""
    gone = opened.people.add(PersonDraft("A. Lovelace", email="ada@b.org", introduced_by=keep.id)).id
    mentoring = opened.relationships.add(RelationshipDraft(gone)).id
    opened.sessions.add(SessionDraft(mentoring, wall_start=datetime(2026, 3, 2, 16), zone="Europe/Berlin"))
    opened.advice.add(AdviceDraft(gone, text="Wait"))
    opened.challenges.add(ChallengeDraft(gone, text="Sail alone"))
    opened.actions.add(ActionDraft(gone, text="Call"))
    opened.contacts.add(ContactDraft(gone, held_on=date(2026, 3, 1)))
    opened.requests.point_to(opened.requests.add(RequestDraft("Boats")).id, person=gone)
    opened.people.add(PersonDraft("Bob", introduced_by=gone))
    _send(gone, "uid-of-gone")
    return gone


def _send(person, uid):
    now = ids.now_ms()
    tables.OutsideId.insert(
        id=ids.new_id(),
        created_at=now,
        updated_at=now,
        kind="person",
        subject_id=person,
        source="vcard",
        uid=uid,
    ).execute()


def _everything():
    """All rows but deeds and earlier versions, without what each write changes."""
    found = {}
    for table in tables.ALL:
        if table not in (tables.Deed, tables.EarlierVersion):
            fields = (each for each in table._meta.sorted_fields if each.name not in ("rev", "updated_at"))
            names = [field.column_name for field in fields]
            sql = f"SELECT {', '.join(names)} FROM {table._meta.table_name} ORDER BY id"
            found[table._meta.table_name] = rows.of(sql)
    return found


def _hanging_on(person):
    return [
        table
        for table in _HANGING
        if rows.of(f"SELECT 1 FROM {table} WHERE person_id = ? AND deleted_at IS NULL", person)
    ]


def test_all_that_hung_on_the_one_hangs_on_the_other(opened, keep, gone):
    assert _hanging_on(gone) == list(_HANGING) and _hanging_on(keep.id) == []
    opened.people.merge(keep, gone, dataclasses.replace(keep.draft, phone="123"))
    assert _hanging_on(keep.id) == list(_HANGING) and _hanging_on(gone) == []
    assert kept.one(PersonDraft, gone) is None
    assert kept.one(PersonDraft, keep.id).draft == dataclasses.replace(keep.draft, phone="123")
    assert [row.name for row in people.introduced_by(keep.id)] == ["Bob"]
    known = outside.known(tables.Person, "vcard", ["uid-of-gone", own_uid(keep.id)])
    assert known == {"uid-of-gone": keep.id, own_uid(keep.id): keep.id}
    assert rows.of("SELECT count(*) FROM session WHERE deleted_at IS NULL") == [(1,)]


def test_one_undo_makes_them_two_again(opened, keep, gone):
    before, told = _everything(), []
    opened.changes.listen(told.append)
    deed = opened.people.merge(
        keep, gone, duplicates.proposed(keep.draft, opened.people.current(gone).draft, keep.id, gone)
    )
    assert len(told) == 1 and {keep.id, gone} <= told[0].ids
    assert opened.deeds.undo(deed)
    assert _everything() == before
    assert not opened.deeds.undo(deed)


def test_a_card_of_the_one_that_went_means_the_kept_one_who_keeps_their_own_uid(opened, keep):
    one = opened.people.add(PersonDraft("Bo Ek", email="bo@a.org"))
    two, three = (opened.people.add(PersonDraft("Bo Ek")).id for _each in range(2))
    cards = contacts.contacts(ContactChoice())
    opened.people.merge(kept.one(PersonDraft, two), three, PersonDraft("Bo Ek"))
    deed = opened.people.merge(one, two, one.draft)
    assert contacts_out.uids_of([one.id]) == {one.id: own_uid(one.id)}
    foreseen = opened.imports.foresee(vcards.parse(cards))
    assert sorted(each.match for each in foreseen.values()) == [keep.id, one.id, one.id, one.id]
    assert {each.fate for each in foreseen.values()} <= {Fate.KNOWN, Fate.FILLED}
    assert opened.deeds.undo(deed)
    assert outside.known(tables.Person, "vcard", [own_uid(three)]) == {own_uid(three): two}
    assert contacts_out.uids_of([two]) == {two: own_uid(two)}


def test_the_trash_names_the_person_that_went_and_gives_them_back(opened, keep, gone):
    before = _everything()
    opened.people.merge(keep, gone, keep.draft)
    [row] = trash.thrown_away()
    assert (row.table, row.title, row.along) == ("person", "A. Lovelace", 0)
    assert opened.deeds.undo(row.id) and _everything() == before


@pytest.mark.parametrize("lost", [False, True])
def test_a_link_that_both_have_is_kept_once_and_the_day_of_asking_with_it(opened, keep, gone, lost):
    areas = [opened.areas.add(AreaDraft(name)).id for name in ("Boats", "Work")]
    question = opened.questions.add(QuestionDraft("Which mast?")).id
    opened.questions.wait_for(question, [keep.id, gone])
    rows.of("UPDATE question_person SET asked_on = '2026-02-01' WHERE person_id = ?", gone)
    opened.people.knows(keep.id, areas[:1])
    opened.people.knows(gone, areas)
    if lost:
        opened.people.knows(keep.id, [])
        opened.questions.wait_for(question, [gone])
    before = _everything()
    deed = opened.people.merge(keep, gone, keep.draft)
    assert sorted(people.areas_of(keep.id)) == areas
    sql = "SELECT person_id, asked_on FROM question_person WHERE deleted_at IS NULL"
    assert rows.of(sql) == [(keep.id, "2026-02-01")]
    assert opened.deeds.undo(deed) and _everything() == before


def test_what_is_written_into_the_kept_one_meanwhile_is_not_lost(opened, keep, gone):
    opened.people.save(keep, dataclasses.replace(keep.draft, notes="Written meanwhile"))
    opened.people.merge(keep, gone, dataclasses.replace(keep.draft, role="Countess"))
    draft = kept.one(PersonDraft, keep.id).draft
    assert (draft.notes, draft.role) == ("Written meanwhile", "Countess")


def test_nobody_is_introduced_by_themselves_or_by_the_one_that_went(opened, keep, gone):
    opened.people.merge(keep, gone, dataclasses.replace(keep.draft, introduced_by=gone))
    assert kept.one(PersonDraft, keep.id).draft.introduced_by is None


def test_a_draft_without_a_name_and_a_person_in_the_trash_change_nothing(opened, keep, gone):
    before = _everything()
    with pytest.raises(Refused):
        opened.people.merge(keep, gone, PersonDraft())
    assert _everything() == before
    opened.people.trash(gone)
    before = _everything()
    with pytest.raises(Vanished):
        opened.people.merge(keep, gone, keep.draft)
    assert _everything() == before
    with pytest.raises(ValueError):
        opened.people.merge(keep, keep.id, keep.draft)
