"""Trash, undo and earlier versions: what was deleted comes back whole, and what was written before can be read again."""

import dataclasses
from datetime import date, datetime

import pytest

from mentee_app import app
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import MovedBy, SessionDraft
from mentee_app.queries import earlier, kept, trash
from mentee_app.services.trash import Undoing
from mentee_app.storage import rows, tables

_TODAY = date(2026, 3, 9)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


def _session(opened, name: str = "Ada", notes: str = "We spoke of boats."):
    person = opened.people.add(PersonDraft(name=name))
    relationship = opened.relationships.add(RelationshipDraft(person=person.id))
    draft = SessionDraft(
        relationship=relationship.id, wall_start=datetime(2026, 3, 3, 16), zone="Europe/Berlin", notes=notes
    )
    return person, opened.sessions.add(draft)


def _row(table: type[tables.Row], id: int) -> dict[str, object]:
    found = rows.dicts(table.select().where(table.id == id))[0]
    return {name: value for name, value in found.items() if name not in ("rev", "updated_at")}


def test_the_trash_tells_what_was_deleted_and_how_much_with_it(opened):
    person, session = _session(opened)
    opened.advice.add(AdviceDraft(person.id, session.id, "Write it down."))
    opened.people.trash(person.id)
    [row] = trash.thrown_away()
    assert (row.table, row.title.split()[0], row.along) == ("person", "Ada", 3)


def test_a_session_is_named_after_its_mentor_in_the_trash(opened):
    _person, session = _session(opened)
    opened.sessions.trash(session.id)
    assert trash.thrown_away()[0].title == "Ada · We spoke of boats."


def test_what_was_undone_is_no_longer_in_the_trash(opened):
    _person, session = _session(opened)
    before = _row(tables.Session, session.id)
    deed = opened.sessions.trash(session.id)
    assert opened.deeds.undo(deed)
    assert trash.thrown_away() == []
    assert _row(tables.Session, session.id) == before


def test_a_session_comes_back_with_the_mentor_it_cannot_be_without(opened):
    person, session = _session(opened)
    first = opened.sessions.trash(session.id)
    opened.people.trash(person.id)
    assert opened.deeds.undo(first)
    assert kept.one(PersonDraft, person.id).draft.name == "Ada"
    assert kept.one(SessionDraft, session.id).draft.notes == "We spoke of boats."


def test_what_is_deleted_for_good_is_gone_with_its_earlier_versions(opened):
    person, session = _session(opened, notes="x" * 300)
    opened.sessions.save(session, session.draft.__class__(**{**session.draft.__dict__, "notes": "short"}))
    assert [version.text for version in earlier.versions(session.id, "notes")] == ["x" * 300]
    request = opened.requests.add(RequestDraft(own_words="I wish", person=person.id))
    deed = opened.people.trash(person.id)
    assert opened.deeds.delete_for_good([deed]) >= 3
    assert rows.of("SELECT count(*) FROM session") == [(0,)]
    assert rows.of("SELECT count(*) FROM earlier_version") == [(0,)]
    assert kept.one(RequestDraft, request.id).draft.person is None
    assert not opened.deeds.undo(deed)
    assert rows.of("PRAGMA foreign_key_check") == []
    rows.of("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")


def test_one_deletion_for_good_leaves_the_others(opened):
    one, two = (opened.goals.add(GoalDraft(title=title)) for title in ("One", "Two"))
    first, second = opened.goals.trash(one.id), opened.goals.trash(two.id)
    opened.deeds.delete_for_good([first])
    assert [row.title for row in trash.thrown_away()] == ["Two"]
    assert opened.deeds.undo(second)


def test_an_undo_restores_a_decision(opened):
    person, session = _session(opened)
    advice = opened.advice.add(AdviceDraft(person.id, session.id, "Wait."))
    before = _row(tables.Advice, advice.id)
    deed = opened.advice.decide(advice.id, Decision.LEAVE, _TODAY)
    assert opened.deeds.undo(deed)
    assert _row(tables.Advice, advice.id) == before


def test_a_deed_over_several_rows_is_taken_back_whole_or_not_at_all(opened):
    one, two = (opened.goals.add(GoalDraft(title=title)) for title in ("One", "Two"))
    with opened.changes.transaction():
        undoing = Undoing()
        for goal in (one, two):
            undoing.change(tables.Goal, goal.id, {"title": "Same"})
            tables.Goal.update(title="Same").where(tables.Goal.id == goal.id).execute()
        made = opened.goals.add(GoalDraft(title="Made by it"))
        undoing.made(tables.Goal, made.id)
        deed = undoing.note("same")
    two = opened.goals.current(two.id)
    opened.goals.save(two, GoalDraft(title="Mine"))
    assert not opened.deeds.undo(deed)
    assert [row.draft.title for row in (opened.goals.current(each.id) for each in (one, made))] == [
        "Same",
        "Made by it",
    ]
    now = opened.goals.current(two.id)
    opened.goals.save(now, GoalDraft(title="Same"))
    assert opened.deeds.undo(deed)
    assert opened.goals.current(one.id).draft.title == "One"
    assert kept.one(GoalDraft, made.id) is None


def test_a_writing_stint_keeps_one_earlier_version(opened):
    _person, session = _session(opened, notes="First words.")
    tables.Session.update(created_at=tables.Session.created_at - 3_600_000).execute()
    for text in ("First words. More", "First words. More and more", "First words. More and more."):
        session = opened.sessions.save(session, dataclasses.replace(session.draft, notes=text))
    assert [version.text for version in earlier.versions(session.id, "notes")] == ["First words."]


def test_what_a_person_just_began_to_write_is_no_earlier_version(opened):
    _person, session = _session(opened, notes="")
    for text in ("A", "A b", "A b c"):
        session = opened.sessions.save(session, dataclasses.replace(session.draft, notes=text))
    assert earlier.versions(session.id, "notes") == []


def test_a_text_that_another_takes_the_place_of_can_be_kept(opened):
    _person, session = _session(opened, notes="Now.")
    opened.sessions.keep_version(session, "notes")
    assert [version.text for version in earlier.versions(session.id, "notes")] == ["Now."]


def test_what_was_made_and_went_on_since_is_not_unmade(opened):
    _person, session = _session(opened)
    planned = SessionDraft(session.draft.relationship, wall_start=datetime(2026, 4, 1, 16), zone="UTC")
    first = opened.sessions.plan(planned, Rule.ONCE, 1, _TODAY).sessions[0]
    moved = opened.sessions.move(first, datetime(2026, 4, 2, 16), MovedBy.ME, _TODAY)
    again = opened.sessions.move(moved.sessions[0], datetime(2026, 4, 3, 16), MovedBy.THEM, _TODAY)
    assert not opened.deeds.undo(moved.deed)
    assert opened.deeds.undo(again.deed)
    assert opened.deeds.undo(moved.deed)
    assert kept.one(SessionDraft, first).draft.wall_start == datetime(2026, 4, 1, 16)


def test_no_word_of_what_is_deleted_for_good_stays_in_a_table(opened):
    secret = "Tangerine"
    request = opened.requests.add(RequestDraft(own_words=f"{secret} wish", finished_at=1))
    opened.requests.write_sentence(request.id, OwnChoice.MENTORING, f"{secret} sentence")
    person, session = _session(opened, notes=f"{secret} notes")
    advice = opened.advice.add(AdviceDraft(person.id, session.id, f"{secret} advice"))
    question = opened.questions.begin(QuestionDraft(f"{secret} question"), [advice.id])
    opened.questions.settle(question.id, {advice.id: Decision.TAKE}, f"{secret} reason", _TODAY)
    deeds = [
        opened.people.trash(person.id),
        opened.requests.trash(request.id),
        opened.questions.trash(question.id),
    ]
    opened.deeds.delete_for_good(deeds)
    dumped = [str(row) for table in tables.ALL for row in rows.tuples(table.select())]
    assert not [row for row in dumped if secret in row]
    assert rows.of("SELECT rowid FROM written_index WHERE written_index MATCH ?", secret) == []
