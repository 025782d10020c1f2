"""A whole notebook comes in: into an empty one byte for byte, into another without loss, and one undo takes it back."""

import dataclasses
import json
import tempfile
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentee_app import app
from mentee_app.domain import stored
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft, Wanted
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft, Status
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, MovedBy, SessionDraft
from mentee_app.domain.templates import TemplateDraft
from mentee_app.domain.unfinished import Unfinished
from mentee_app.exports import everything as written
from mentee_app.imports import everything as reading
from mentee_app.queries import earlier, kept, trash
from mentee_app.queries.everything import NOUNS
from mentee_app.services import unfinished
from mentee_app.services.notebooks import Notebooks
from mentee_app.storage import ids, rows, tables
from mentee_app.trouble import Trouble

TODAY = date(2026, 3, 10)
ZONE = "Europe/Berlin"

_texts = st.text(max_size=40).map("a{}".format) | st.sampled_from(
    [
        '"},{"id": "1"',
        "a\u2028\u2029\x85",
        "a\r\nb\rc\td",
        "a\x00\x01\x1f\x7f",
        "\ud800 half",
        "]\n}",
        "\\u0000",
        "{",
        "é" * 40,
    ]
)


@contextmanager
def _opened(content=None):
    """An empty notebook, into which `content` was taken."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="mentee-notebooks-")))
        found = closing.enter_context(app.opened(folder / "own"))
        if content is not None:
            assert _take_in(found, content).deed
        yield found


def _take_in(opened, content):
    return Notebooks(opened.changes).take_in(reading.parse(content))


def _foresee(opened, content):
    return Notebooks(opened.changes).foresee(reading.parse(content))


def _sound():
    assert rows.of("PRAGMA foreign_key_check") == []
    rows.of("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
    for table in tables.ALL:
        for field in (each for each in table._meta.refs if not each.null):
            above = field.rel_model._meta.table_name
            sql = f"""SELECT count(*) FROM {table._meta.table_name} b JOIN {above} a ON a.id = b.{field.column_name}
                       WHERE b.deleted_at IS NULL AND a.deleted_at IS NOT NULL"""
            assert rows.of(sql) == [(0,)]


def _filled(opened, text="Boats"):
    """Something of every noun, with all that points to its like, and some of it in the trash."""
    work = opened.areas.add(AreaDraft("Work"))
    opened.needs.add(NeedDraft(work.id, text))
    opened.about_me.write(AboutMeDraft(name=text))
    ada = opened.people.add(PersonDraft(f"Ada {text}", notes=text))
    bo = opened.people.add(PersonDraft("Bo", introduced_by=ada.id))
    opened.people.save(ada, PersonDraft(f"Ada {text}", introduced_by=bo.id))
    opened.people.knows(ada.id, [work.id])
    opened.contacts.add(ContactDraft(bo.id, note=text))
    goal = opened.goals.add(GoalDraft(f"Build {text}", work.id, wanted=(Wanted.FEEDBACK, Wanted.CHALLENGE)))
    opened.milestones.add(MilestoneDraft(goal.id, "Keel"))
    opened.check_ins.add(CheckInDraft(goal.id, TODAY, 20, text))
    mentoring = opened.relationships.add(RelationshipDraft(ada.id, area=work.id, status=Status.ACTIVE))
    opened.relationships.agree(mentoring.id, "end", text)
    opened.relationships.help_with(mentoring.id, [goal.id])
    opened.skills.add(SkillDraft(mentoring.id, "Sharpening"))
    draft = SessionDraft(mentoring.id, wall_start=datetime(2026, 3, 12, 16), zone=ZONE, notes=text)
    first, second, *_more = opened.sessions.plan(draft, Rule.WEEKLY, 4, TODAY).sessions
    opened.sessions.move(first, datetime(2026, 3, 13, 16), MovedBy.ME, TODAY)
    opened.sessions.serve(second, [goal.id])
    point = opened.agenda.add(AgendaItemDraft(second, f"point {text}", AgendaState.CARRIED))
    opened.agenda.add(AgendaItemDraft(_more[0], f"point {text}", carried_from=point.id))
    advice = opened.advice.add(AdviceDraft(ada.id, second, f"Wait {text}"))
    question = opened.questions.begin(QuestionDraft("Which mast?"), [advice.id])
    opened.questions.wait_for(getattr(question, "id", question), [bo.id])
    opened.challenges.add(ChallengeDraft(ada.id, second, f"Row {text}"))
    opened.actions.add(ActionDraft(ada.id, second, goal.id, f"Ask {text}"))
    opened.templates.add(TemplateDraft("First", text))
    request = opened.requests.add(RequestDraft(text, finished_at=1, person=ada.id))
    opened.requests.split(request.id, {OwnChoice.MENTORING: text})
    opened.requests.retake(request)
    with opened.changes.transaction():
        unfinished.put(Unfinished(ada.id, said=text))
        tables.OutsideId.insert(
            id=ids.new_id(),
            created_at=1,
            updated_at=1,
            kind="session",
            subject_id=second,
            source="calendar",
            uid=stored.plain_value(text),
        ).execute()
    opened.people.keep_version(opened.people.current(ada.id), "name")
    opened.people.trash(bo.id)
    opened.sessions.trash(_more[1])
    return ada.id, second


@given(_texts)
@settings(max_examples=8)
def test_export_empty_profile_import_export_gives_the_same_bytes(text):
    with _opened() as one:
        _filled(one, text)
        content = written.content()
    assert all(json.loads(content)[noun] for noun in NOUNS)
    with _opened(content):
        assert written.content() == content
        _sound()


def test_the_sample_comes_back_byte_for_byte_in_any_layout():
    with _opened() as one:
        one.samples.fill(40, today=TODAY, zone=ZONE)
        content = written.content()
    for laid_out in (
        json.dumps(json.loads(content), indent=3).encode(),
        content.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + content,
    ):
        with _opened(laid_out):
            assert written.content() == content


def test_the_trash_can_be_opened_in_the_new_profile():
    with _opened() as one:
        _filled(one)
        before = [(row.table, row.title, row.at, row.along) for row in trash.thrown_away()]
        content = written.content()
    with _opened(content) as two:
        assert [(row.table, row.title, row.at, row.along) for row in trash.thrown_away()] == before
        assert len(before) == 2
        bo = next(row for row in trash.thrown_away() if row.table == "person")
        assert two.deeds.undo(bo.id)
        assert [row.table for row in trash.thrown_away()] == ["session"]
        _sound()


def test_two_deletions_of_one_moment_stay_two():
    with _opened() as one:
        one.people.trash(one.people.add(PersonDraft("There")).id)
        content = json.loads(written.content())
    with _opened() as two:
        two.people.trash(two.people.add(PersonDraft("Here")).id)
        at = json.loads(written.content())["trash"][0]["trashed_at"]
        content["trash"][0]["trashed_at"] = content["people"][0]["deleted_at"] = at
        _take_in(two, json.dumps(content).encode())
        found = {row.title: row for row in trash.thrown_away()}
        assert {title: row.along for title, row in found.items()} == {"Here": 0, "There": 0}
        two.deeds.delete_for_good([found["There"].id])
        assert [row.title for row in trash.thrown_away()] == ["Here"]


def test_what_is_the_same_stays_untouched():
    with _opened() as one:
        _filled(one)
        content = written.content()
        seen = _foresee(one, content)
        assert (seen.understood, seen.total, seen.refused, seen.changes) == (seen.total, seen.total, (), 0)
        assert _take_in(one, content).deed == 0
        assert written.content() == content


def test_one_undo_takes_all_back_and_the_file_can_come_in_again():
    with _opened() as one:
        _filled(one)
        content = written.content()
    with _opened() as two:
        done = _take_in(two, content)
        living = _living()
        assert two.deeds.undo(done.deed) and _living() == {}
        assert not two.deeds.undo(done.deed)
        again = _take_in(two, content)
        assert _living() == living
        _sound()
        assert two.deeds.undo(again.deed) and _living() == {}


def test_a_later_export_updates_what_is_here_and_keeps_the_text_that_stood():
    with _opened() as one:
        ada, session = _filled(one)
        old = written.content()
        now = one.sessions.current(session)
        one.sessions.save(now, dataclasses.replace(now.draft, notes="Later notes"))
        new = written.content()
    with _opened(old) as two:
        done = _take_in(two, new)
        assert _count(done, "sessions") == (0, 1, 0)
        assert two.sessions.current(session).draft.notes == "Later notes"
        assert "Boats" in [each.text for each in earlier.versions(session, "notes")]
        assert written.content() != old
        assert two.deeds.undo(done.deed)
        assert two.sessions.current(session).draft.notes == "Boats"


def test_an_older_export_changes_nothing_but_keeps_its_texts():
    with _opened() as one:
        _ada, session = _filled(one)
        old = written.content()
        now = one.sessions.current(session)
        one.sessions.save(now, dataclasses.replace(now.draft, notes="Later notes"))
        seen = _foresee(one, old)
        assert sum(each.older for each in seen.nouns) == 1 and seen.changes == 0
        _take_in(one, old)
        assert one.sessions.current(session).draft.notes == "Later notes"
        assert "Boats" in [each.text for each in earlier.versions(session, "notes")]
        again = written.content()
        assert _take_in(one, old).deed == 0 and written.content() == again


def test_what_was_changed_on_both_sides_keeps_both_texts_and_tells_of_other_values():
    with _opened() as one:
        ada, session = _filled(one)
        content = written.content()
        one.sessions.save(*_with(one.sessions, session, notes="Notes from there", minutes=45))
        there = written.content()
    with _opened(content) as two:
        two.sessions.save(*_with(two.sessions, session, notes="Notes from here", minutes=30))
        done = _take_in(two, there)
        now = two.sessions.current(session)
        assert now.draft.notes == "Notes from here / Notes from there" and now.draft.minutes == 30
        [told] = done.done.differences
        assert (told.noun, told.field, told.here, told.there) == ("sessions", "minutes", "30", "45")
        assert [each.text for each in earlier.versions(session, "minutes")] == ["45"]
        merged = written.content()
        assert _take_in(two, there).done.changes == 0 and written.content() == merged
        assert two.deeds.undo(done.deed)
        assert two.sessions.current(session).draft.notes == "Notes from here"


@pytest.mark.parametrize("where", ["here", "there"])
def test_what_lives_on_one_side_lives(where):
    with _opened() as one:
        ada, session = _filled(one)
        living = written.content()
        one.people.trash(ada)
        lost = written.content()
        assert kept.one(SessionDraft, session) is None
    with _opened(living if where == "here" else lost) as two:
        done = _take_in(two, lost if where == "here" else living)
        assert kept.one(PersonDraft, ada) and kept.one(SessionDraft, session)
        _sound()
        if where == "there":
            assert two.deeds.undo(done.deed)
            assert kept.one(PersonDraft, ada) is None and kept.one(SessionDraft, session) is None


def test_two_that_grew_apart_become_one_without_loss():
    with _opened() as one:
        _filled(one, "Boats")
        there = written.content()
    with _opened() as two:
        _filled(two, "Masts")
        two.goals.add(GoalDraft("Sing", two.areas.named("work ")))
        done = _take_in(two, _other_ids(there))
        assert [row[0] for row in rows.of("SELECT name FROM area WHERE deleted_at IS NULL")] == ["Work"]
        assert rows.of("SELECT count(*) FROM goal g JOIN area a ON a.id = g.area_id") == [(3,)]
        assert rows.of("SELECT name FROM about_me WHERE deleted_at IS NULL") == [("Masts / Boats",)]
        assert rows.of("SELECT count(*) FROM person WHERE deleted_at IS NULL") == [(2,)]
        assert not done.done.refused
        _sound()
        assert two.deeds.undo(done.deed)
        assert rows.of("SELECT name FROM about_me") == [("Masts",)]
        assert rows.of("SELECT count(*) FROM person WHERE deleted_at IS NULL") == [(1,)]
        _sound()


def test_a_tie_that_is_here_under_another_id_is_the_same_tie():
    with _opened() as one:
        _filled(one)
        content = json.loads(written.content())
        for noun in ("people_areas", "sessions_goals", "questions_people", "agreement_terms"):
            for record in content[noun]:
                record["id"] = str(int(record["id"]) + 77)
        content["agreement_terms"][0]["text"] = "In June"
        done = _take_in(one, json.dumps(content).encode())
        assert rows.of("SELECT text FROM agreement_term") == [("Boats / In June",)]
        assert _count(done, "people_areas") == (0, 0, 1)
        _sound()


def test_a_tie_whose_area_changed_on_one_side_stands_on_both():
    with _opened() as one:
        _filled(one)
        content = json.loads(written.content())
        area = {**content["areas"][0], "id": "5", "name": "Boats"}
        content["areas"].append(area)
        content["people_areas"][0]["area"] = "5"
        _take_in(one, json.dumps(content).encode())
        assert rows.of("SELECT count(*) FROM person_area WHERE deleted_at IS NULL") == [(2,)]
        _sound()


def test_what_is_not_understood_stays_out_with_all_that_belongs_to_it():
    with _opened() as one:
        ada, _session = _filled(one)
        content = json.loads(written.content())
    person = next(each for each in content["people"] if each["id"] == str(ada))
    person["closeness"] = 9
    content["needs"].append({**content["needs"][0], "id": "7", "area": "999"})
    content["goals"][0]["target_on"] = "2026-02-30"
    content["templates"] = content.pop("agenda_templates")
    with _opened() as two, pytest.raises(Trouble, match="agenda_templates"):
        _foresee(two, json.dumps(content).encode())
    content["agenda_templates"] = content.pop("templates")
    with _opened() as two:
        seen = _foresee(two, json.dumps(content).encode())
        told = {each.place: each.why for each in seen.refused}
        assert told["needs 2"] == "It points to something in “areas” that the file does not have."
        assert told["goals 1"] == "“target_on” is a day that there is not."
        assert "none of these: 1, 2, 3" in told[f"people {content['people'].index(person) + 1}"]
        assert told["sessions 1"] == "It belongs to something that cannot be understood."
        assert seen.understood + len(seen.refused) == seen.total
        done = _take_in(two, json.dumps(content).encode())
        assert done.done.refused == seen.refused and rows.of("SELECT count(*) FROM session") == [(0,)]
        _sound()


def test_an_id_that_is_something_else_here_is_refused():
    with _opened() as one:
        ada, _session = _filled(one)
        content = json.loads(written.content())
        content["areas"].append({**content["areas"][0], "id": str(ada), "name": "Other"})
        content["people"] = []
        seen = _foresee(one, json.dumps(content).encode())
        assert ("areas 2", "Its id belongs to something else in this notebook.") in [
            (each.place, each.why) for each in seen.refused
        ]


def test_what_is_typed_on_both_sides_waits_twice():
    with _opened() as one:
        _filled(one)
        content = written.content()
        with one.changes.transaction():
            unfinished.put(Unfinished(said="Typed here"))
        _take_in(one, content)
        said = [json.loads(row[0])["said"] for row in rows.of("SELECT content FROM draft WHERE kind = 'log'")]
        assert sorted(said) == ["Boats", "Typed here"]
        assert _take_in(one, content).deed == 0


def test_a_broken_import_changes_nothing():
    with _opened() as one:
        _filled(one)
        content = written.content()
    with _opened() as two:
        two.people.add(PersonDraft("Here"))
        before, told = written.content(), []
        two.changes.listen(told.append)
        two.notebook.execute_sql(
            "CREATE TEMP TRIGGER broken BEFORE INSERT ON main.request BEGIN SELECT RAISE(FAIL, 'broken'); END"
        )
        with pytest.raises(Exception, match="broken"):
            _take_in(two, content)
        assert written.content() == before and told == []


def _living():
    found = {}
    for noun, table in NOUNS.items():
        if table is tables.Deed:
            continue
        some = rows.of(f"SELECT id FROM {table._meta.table_name} WHERE deleted_at IS NULL")
        if some:
            found[noun] = {row[0] for row in some}
    return found


def _count(done, noun):
    found = next(each for each in done.done.nouns if each.noun == noun)
    return found.new, found.updated, found.same if not found.new and not found.updated else 0


def _with(service, id, **changed):
    now = service.current(id)
    return now, type(now.draft)(**{**vars(now.draft), **changed})


def _other_ids(content):
    """The same notebook as if it had been written elsewhere."""
    found = content.decode()
    lists = (value for value in json.loads(content).values() if isinstance(value, list))
    for number, record in enumerate(record for value in lists for record in value):
        found = found.replace(record["id"], str(10**17 + number))
    return found.encode()
