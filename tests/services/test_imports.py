"""What comes in from other programs: new things come, known ones are filled and never overwritten, one undo takes all back."""

from datetime import date, datetime

import pytest

from mentee_app import app
from mentee_app.domain import moments, uids
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.incoming import (
    Batch,
    Fate,
    IncomingAction,
    IncomingContact,
    IncomingPerson,
    IncomingSeries,
    IncomingSession,
    Source,
    Wish,
)
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Refused
from mentee_app.domain.relationships import Status
from mentee_app.domain.series import Rule, SeriesDraft
from mentee_app.domain.sessions import MovedBy, SessionDraft
from mentee_app.queries import kept, relationships, trash
from mentee_app.storage import tables

ZONE = "Europe/Berlin"
AT = datetime(2026, 12, 1, 9, 30)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "own") as found:
        yield found


def test_a_batch_comes_in_whole_and_one_undo_takes_all_of_it_back(opened):
    before = _alive(opened)
    done = opened.imports.bring_in(_calendar())
    assert (done.people, done.sessions, done.contacts, done.actions) == (2, 3, 1, 1)
    assert _texts(opened, "person", "name") == ["Ada", "Bo"]
    assert _texts(opened, "agenda_item", "text") == ["Prices", "Terms"]
    ada, bo = (_id(opened, "person", "name", name) for name in ("Ada", "Bo"))
    assert kept.one(PersonDraft, bo).draft.introduced_by == ada
    assert [each.draft.status for each in relationships.of_person(ada)] == [Status.ACTIVE]
    series = {row[0] for row in opened.notebook.execute_sql("SELECT series_id FROM session").fetchall()}
    assert len(series) == 2 and None in series
    assert opened.deeds.undo(done.deed)
    assert _alive(opened) == before
    assert not opened.deeds.undo(done.deed)


def test_what_was_taken_back_can_come_in_again(opened):
    opened.deeds.undo(opened.imports.bring_in(_calendar()).deed)
    again = opened.imports.bring_in(_calendar())
    assert (again.people, again.sessions) == (2, 3)
    assert _texts(opened, "person", "name") == ["Ada", "Bo"]


def test_the_same_file_a_second_time_changes_nothing(opened):
    opened.imports.bring_in(_calendar())
    before = _alive(opened)
    assert {each.fate for each in opened.imports.foresee(_calendar()).values()} == {Fate.KNOWN}
    again = opened.imports.bring_in(_calendar())
    assert (again.deed, again.people, again.sessions, again.changed) == (0, 0, 0, 0)
    assert _alive(opened) == before


def test_an_address_that_several_people_share_does_not_say_who_it_is(opened):
    office = "office@b.example"
    ann, ben = (opened.people.add(PersonDraft(name, email=office)).id for name in ("Ann", "Ben"))
    batch = _cards(PersonDraft("Ann", email=office, phone="1"), PersonDraft("Cleo", email=office))
    foreseen = opened.imports.foresee(batch)
    assert (foreseen["0"].match, foreseen["1"].fate) == (ann, Fate.NEW)
    opened.imports.bring_in(batch)
    assert kept.one(PersonDraft, ben).draft.phone == ""
    assert opened.imports.foresee(_cards(PersonDraft("Dan", email=office)))["0"].fate is Fate.NEW


def test_two_people_of_a_file_with_one_address_are_not_both_the_one_who_has_it_here(opened):
    opened.people.add(PersonDraft("Ann", email="a@b.example"))
    batch = _cards(PersonDraft("Ann", email="a@b.example"), PersonDraft("Ben", email="a@b.example"))
    assert [each.fate for each in opened.imports.foresee(batch).values()] == [Fate.KNOWN, Fate.NEW]


def test_only_what_is_missing_is_filled_in(opened):
    ada = opened.people.add(PersonDraft("ada  LOVELACE", phone="1"))
    batch = Batch(
        Source.VCARD, (IncomingPerson("1", PersonDraft("Ada Lovelace", phone="2", email="a@b.example")),)
    )
    foreseen = opened.imports.foresee(batch)["1"]
    assert foreseen.fate is Fate.FILLED and foreseen.match == ada.id
    assert [(each.field, each.after) for each in foreseen.gains] == [("email", "a@b.example")]
    assert [(each.field, each.before, each.after) for each in foreseen.kept] == [
        ("name", "ada  LOVELACE", "Ada Lovelace"),
        ("phone", "1", "2"),
    ]
    done = opened.imports.bring_in(batch)
    assert done.changed == 1 and done.people == 0
    assert kept.one(PersonDraft, ada.id).draft == PersonDraft("ada  LOVELACE", phone="1", email="a@b.example")
    opened.deeds.undo(done.deed)
    assert kept.one(PersonDraft, ada.id).draft == ada.draft


def test_a_title_makes_nobody_another_person(opened):
    sarah = opened.people.add(PersonDraft("Dr. Sarah Klein")).id
    one = Batch(Source.MARKDOWN, (IncomingPerson("1", PersonDraft("Sarah Klein")),))
    assert opened.imports.foresee(one)["1"].match == sarah
    both = Batch(Source.CSV, (*one.people, IncomingPerson("2", PersonDraft("Sarah Klein, PhD"))))
    assert {each.match for each in opened.imports.foresee(both).values()} == {None}
    opened.people.add(PersonDraft("Klein, Sarah"))
    assert opened.imports.foresee(one)["1"].match is None


def test_somebody_of_the_same_name_comes_as_new_where_that_is_wanted(opened):
    opened.people.add(PersonDraft("Ada"))
    batch = Batch(Source.VCARD, (IncomingPerson("1", PersonDraft("Ada")),))
    assert opened.imports.bring_in(batch, {"1": Wish.AS_NEW}).people == 1
    assert _texts(opened, "person", "name") == ["Ada", "Ada"]


def test_who_is_left_out_takes_their_sessions_along(opened):
    done = opened.imports.bring_in(_calendar(), {"ada": Wish.LEAVE_OUT})
    assert (done.people, done.sessions, done.contacts, done.actions) == (1, 0, 1, 0)
    assert done.left_out == 1 + 3 + 1


def test_a_session_that_names_nobody_is_with_whom_it_is_said_to_be(opened):
    batch = Batch(Source.CALENDAR, sessions=(IncomingSession("1", _session("Alone")),))
    assert opened.imports.bring_in(batch).left_out == 1
    bo = opened.people.add(PersonDraft("Bo")).id
    done = opened.imports.bring_in(batch, with_whom=bo)
    assert done.sessions == 1 and len(relationships.of_person(bo)) == 1


def test_a_changed_event_changes_its_planned_session_but_never_one_that_was_held(opened):
    opened.imports.bring_in(_calendar())
    one = _id(opened, "session", "topic", "First")
    later = Batch(
        Source.CALENDAR,
        (IncomingPerson("ada", PersonDraft("Ada", email="ada@b.example"), uid="ada@b.example"),),
        sessions=(IncomingSession("1", _session("First, moved", day=8), uid="one", person="ada"),),
    )
    done = opened.imports.bring_in(later)
    now = kept.one(SessionDraft, one)
    assert done.changed == 1 and now.draft.topic == "First, moved" and now.draft.wall_start.day == 8
    assert moments.instant(now.draft.wall_start, ZONE) in _texts(opened, "session", "starts_at")
    opened.deeds.undo(done.deed)
    assert kept.one(SessionDraft, one).draft.topic == "First"
    opened.sessions.hold(one)
    assert opened.imports.foresee(later)["1"].fate is Fate.KNOWN


def test_a_session_that_was_moved_is_known_by_the_one_in_its_place(opened):
    opened.imports.bring_in(_calendar())
    one = _id(opened, "session", "topic", "First")
    moved = opened.sessions.move(one, datetime(2026, 12, 3, 9), MovedBy.ME, date(2026, 11, 1)).sessions[0]
    assert opened.imports.foresee(_calendar())["1"].match == moved


def test_what_left_this_notebook_is_known_when_it_comes_back(opened):
    ada = opened.people.add(PersonDraft("Ada"))
    uid = uids.own_uid(ada.id)
    batch = Batch(Source.VCARD, (IncomingPerson("1", PersonDraft("Countess"), uid=uid),))
    assert opened.imports.foresee(batch)["1"].match == ada.id
    for odd in ("mentee-", "mentee-x", "mentee-²", "mentee-0", "x", "mentee-" + "9" * 30):
        assert uids.own_id(odd) is None


def test_a_flawed_draft_lets_nothing_in(opened):
    before = _alive(opened)
    bad = IncomingSession("9", SessionDraft(wall_start=AT, zone="Nowhere/At-all"))
    with pytest.raises(Refused):
        opened.imports.bring_in(Batch(Source.CALENDAR, _calendar().people, sessions=(bad,)))
    assert _alive(opened) == before


def test_thousands_come_and_go_as_one(opened):
    people = tuple(
        IncomingPerson(f"{n}", PersonDraft(f"Person {n}", email=f"{n}@b.example"), uid=f"u{n}")
        for n in range(3000)
    )
    done = opened.imports.bring_in(Batch(Source.VCARD, people))
    assert done.people == 3000
    assert opened.deeds.undo(done.deed)
    assert _alive(opened)["person"] == [] and len(trash.thrown_away()) == 1
    opened.deeds.delete_for_good([trash.thrown_away()[0].id])
    assert opened.notebook.execute_sql("SELECT count(*) FROM outside_id").fetchone() == (0,)


def _cards(*drafts):
    return Batch(Source.VCARD, tuple(IncomingPerson(str(at), each) for at, each in enumerate(drafts)))


def _calendar() -> Batch:
    """Ada with a session and a series of two, Bo with a contact, an action of Ada's."""
    rhythm = SeriesDraft(rule=Rule.WEEKLY, wall_start=datetime(2026, 12, 2, 9, 30), zone=ZONE, count=2)
    return Batch(
        Source.CALENDAR,
        (
            IncomingPerson("ada", PersonDraft("Ada", email="ada@b.example"), uid="ada@b.example"),
            IncomingPerson("bo", PersonDraft("Bo"), introduced_by="ada"),
        ),
        (IncomingSeries("s", rhythm, "ada"),),
        (
            IncomingSession("1", _session("First"), uid="one", person="ada", agenda=("Prices", "Terms")),
            IncomingSession("2", _session("Weekly", 2), uid="two/1", person="ada", series="s"),
            IncomingSession("3", _session("Weekly", 9), uid="two/2", person="ada", series="s"),
        ),
        (IncomingContact("4", ContactDraft(held_on=date(2026, 1, 2), note="Lunch"), "bo"),),
        (IncomingAction("5", ActionDraft(text="Write to her", due_on=date(2026, 12, 5)), "ada"),),
    )


def _session(topic: str, day: int = 1) -> SessionDraft:
    return SessionDraft(wall_start=AT.replace(day=day), zone=ZONE, topic=topic)


def _alive(opened: app.App) -> dict[str, list[tuple[object, ...]]]:
    """All that is not in the trash, but for what is only remembered."""
    found = {}
    for table in tables.ALL:
        name = table._meta.table_name
        if name not in ("deed", "earlier_version"):
            columns = [
                f.column_name for f in table._meta.sorted_fields if f.name not in ("rev", "updated_at")
            ]
            sql = f"SELECT {', '.join(columns)} FROM {name} WHERE deleted_at IS NULL ORDER BY id"
            found[name] = opened.notebook.execute_sql(sql).fetchall()
    return found


def _texts(opened: app.App, table: str, column: str) -> list[object]:
    sql = f"SELECT {column} FROM {table} WHERE deleted_at IS NULL ORDER BY id"
    return [row[0] for row in opened.notebook.execute_sql(sql).fetchall()]


def _id(opened: app.App, table: str, column: str, value: str) -> int:
    sql = f"SELECT id FROM {table} WHERE {column} = ? AND deleted_at IS NULL"
    return opened.notebook.execute_sql(sql, (value,)).fetchone()[0]
