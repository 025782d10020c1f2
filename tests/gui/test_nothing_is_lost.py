"""What a person wrote can be brought back after every undo, and what is gone meanwhile is said, in the whole window."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QDialog

from mentee_app import app as application
from mentee_app.commands import notebook
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.goals import Status as GoalStatus
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.relationships import Status as RelationshipStatus
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import found, kept, searching, trash, unfinished
from mentee_app.services.company import Company
from mentee_app.storage import rows
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.mentors.closure_dialog import ClosureDialog
from mentee_app.ui.sessions.log_dialog import LogDialog
from mentee_app.ui.studio import Studio
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.widgets import message

_TODAY = date(2026, 3, 3)


class _Clock:
    def __init__(self):
        self.now = datetime(2026, 3, 3, 12)

    def __call__(self):
        return self.now


@pytest.fixture
def app(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def clock():
    return _Clock()


@pytest.fixture
def studio(qtbot, app, clock, monkeypatch):
    from mentee_app.ui import studio as module

    monkeypatch.setattr(module, "_AFTER_START_MS", 10_000_000)
    monkeypatch.setattr(message, "ask", lambda *_words, **_named: True)
    made = Studio(Theme(), clock)
    qtbot.addWidget(made.window)
    made.window.restore("", 0)
    made.furnish(app, lambda: "Europe/Berlin", app.folder)
    made.window.show()
    with qtbot.waitExposed(made.window):
        pass
    return made


@pytest.fixture
def ada(app):
    person = app.people.add(PersonDraft(name="Ada"))
    return app.relationships.add(RelationshipDraft(person=person.id, status=RelationshipStatus.ACTIVE))


def _typed(field, text):
    field.widget.setText(text)
    field.widget.textEdited.emit(text)


def _logging(studio):
    studio._log_with(None)
    return next(each for each in studio.window.findChildren(LogDialog) if each.isVisible())


def _session(app, relationship, start, status=Status.PLANNED):
    return app.sessions.add(SessionDraft(relationship, status, wall_start=start, zone="UTC")).id


def test_what_was_written_into_a_logged_session_lies_in_the_trash_after_the_undo(studio, app, ada):
    dialog = _logging(studio)
    _typed(dialog.person, "Ada")
    dialog.said.edit.insertPlainText("precious words")
    dialog.accept()
    editor = studio.window.tab_of(Kind.SESSIONS).editor
    editor.form.notes.edit.insertPlainText("twenty minutes of notes, ")
    studio.window.undo_last()
    assert rows.of("SELECT count(*) FROM session WHERE deleted_at IS NULL") == [(0,)]
    (thrown,) = trash.thrown_away()
    assert thrown.table == "session" and "twenty minutes of notes" in thrown.title
    assert app.deeds.undo(thrown.id)
    assert rows.of("SELECT count(*) FROM session WHERE deleted_at IS NULL") == [(1,)]


def test_start_empty_can_be_taken_back(studio, ada):
    dialog = _logging(studio)
    dialog.said.edit.insertPlainText("a long text")
    dialog.reject()
    dialog = _logging(studio)
    dialog.start_empty.click()
    dialog.reject()
    assert unfinished.session() is None
    studio.window.undo_last()
    assert _logging(studio).said.value() == "a long text"


def test_what_was_begun_later_does_not_overwrite_what_was_brought_back(studio, app, ada):
    dialog = _logging(studio)
    dialog.said.edit.insertPlainText("old")
    dialog.reject()
    deed = app.sessions.put_away_unfinished()
    dialog = _logging(studio)
    dialog.said.edit.insertPlainText("new")
    dialog.reject()
    assert app.deeds.undo(deed) and unfinished.session().said == "new"
    app.sessions.forget_unfinished()
    assert unfinished.session().said == "old"


def test_an_agreement_that_is_typed_over_is_kept_as_an_earlier_version(app, ada):
    app.relationships.agree(ada.id, "rhythm", "carefully agreed " * 30)
    app.relationships.agree(ada.id, "rhythm", "x")
    assert rows.of("SELECT text FROM earlier_version") == [("carefully agreed " * 30,)]


def test_a_message_that_was_changed_is_still_there_when_told_is_taken_back(studio, app, ada):
    draft = AdviceDraft(
        ada.draft.person, None, "Read", given_on=_TODAY, decision=Decision.TAKE, outcome="Good"
    )
    advice = app.advice.add(draft).id
    studio.go(Place(Kind.ADVICE, advice))
    tell = studio.window.tab_of(Kind.ADVICE).editor.tell
    tell.text.edit.appendPlainText("from the heart")
    tell.told.click()
    studio.window.undo_last()
    assert "from the heart" in tell.text.value()


def test_the_interval_typed_in_the_closing_is_kept_when_the_window_is_closed(studio, app, ada):
    studio.window.show_tab(Kind.PEOPLE)
    studio.window.tab_of(Kind.PEOPLE).editor._on_ending()
    dialog = next(each for each in studio.window.findChildren(ClosureDialog) if each.isVisible())
    dialog.form.stay.show_value(True)
    dialog.form.stay.edited.emit()
    _typed(dialog.form.every, "45")
    assert studio.window.close()
    assert rows.of("SELECT keep_in_touch_days FROM person") == [(45,)]


def test_a_reminder_of_a_deleted_session_opens_no_page(studio, app, ada):
    session = _session(app, ada.id, datetime(2026, 3, 3, 12, 30))
    studio.reminders.look()
    app.sessions.trash(session)
    studio.window._reminder._on_prepare()
    assert [each for each in studio.window.findChildren(QDialog) if each.isVisible()] == []
    assert "deleted" in studio.window._trouble.sentence


def test_a_line_for_an_item_of_a_deleted_session_is_set_aside(studio, app, ada):
    session = _session(app, ada.id, datetime(2026, 3, 5, 10))
    studio.go(Place(Kind.SESSIONS, session))
    agenda = studio.window.tab_of(Kind.SESSIONS).editor.items[0]
    app.sessions.trash(session)
    agenda.show_owner(session)
    agenda.new_line.setText("typed")
    assert agenda.flush() and "waits on Today" in studio.window._trouble.sentence
    ((_id, aside),) = unfinished.set_aside()
    assert aside.parts[0].text == "typed" and "session with Ada" in aside.title
    assert agenda.new_line.text() == ""


def test_the_sooner_of_two_sessions_is_announced_first_and_the_other_then(studio, app, ada):
    for minutes in (20, 50):
        _session(app, ada.id, datetime(2026, 3, 3, 12) + timedelta(minutes=minutes))
    studio.reminders.look()
    bar = studio.window._reminder
    first = bar._sentence.text()
    bar._on_read()
    assert bar.isVisible() and bar._sentence.text() not in ("", first)
    bar._on_read()
    assert not bar.isVisible()


def test_of_two_relationships_the_active_one_is_met_in(app, ada):
    app.relationships.save(ada, dataclasses.replace(ada.draft, status=RelationshipStatus.PAUSED))
    draft = RelationshipDraft(person=ada.draft.person, status=RelationshipStatus.ACTIVE)
    active = app.relationships.add(draft).id
    company = Company(app.people, app.relationships, ada.draft.person)
    app.sessions.log(SessionDraft(wall_start=datetime(2026, 3, 2, 10)), _TODAY, company)
    assert rows.of("SELECT relationship_id FROM session") == [(active,)]


def test_a_name_that_two_people_have_makes_no_third(studio, app, ada):
    app.people.add(PersonDraft(name="Ada"))
    dialog = _logging(studio)
    _typed(dialog.person, "Ada")
    dialog.said.edit.insertPlainText("x")
    dialog.accept()
    assert dialog.isVisible() and "Choose one" in dialog._newcomer.text()
    assert rows.of("SELECT count(*) FROM person") == [(2,)]


def test_a_name_typed_in_two_goes_makes_one_person_and_one_area(studio, app):
    zoe = app.people.add(PersonDraft(name="Zoe")).id
    studio.go(Place(Kind.PEOPLE, zoe))
    by = studio.window.tab_of(Kind.CONTACTS).editor.person._fields["introduced_by"]
    for typed in ("Mar", "Marta"):
        _typed(by, typed)
        studio.window.flush()
    assert rows.of("SELECT name FROM person ORDER BY name") == [("Marta",), ("Zoe",)]
    goal = app.goals.add(GoalDraft(title="G")).id
    studio.go(Place(Kind.GOALS, goal))
    area = studio.window.tab_of(Kind.GOALS).editor.form.area
    for typed in ("Hea", "Health"):
        area.widget.setEditText(typed)
        studio.window.flush()
    assert rows.of("SELECT name FROM area") == [("Health",)]


def test_how_far_a_goal_came_is_what_was_said_for_its_end(studio, app):
    ids = [app.goals.add(GoalDraft(title=title)).id for title in "AB"]
    app.check_ins.assess(ids[0], _TODAY, 50)
    studio.go(Place(Kind.GOALS, ids[0]))
    editor = studio.window.tab_of(Kind.GOALS).editor
    editor._on_status_wanted(GoalStatus.REACHED)
    editor.form.ending.ended_on._edit.line.setText("2026-02-20")
    editor.form.ending.ended_on.edited.emit()
    editor.flush()
    editor.form.ending.percent.line.setText("100")
    editor.form.ending.percent.edited.emit()
    editor.flush()
    for goal in reversed(ids):
        studio.go(Place(Kind.GOALS, goal))
    assert editor.form.ending.percent.line.text() == "100"


def test_a_renamed_area_and_person_are_shown_by_their_new_names(studio, app, ada):
    area = app.areas.add(AreaDraft("Career"))
    app.relationships.save(ada, dataclasses.replace(ada.draft, area=area.id))
    studio.go(Place(Kind.PEOPLE, ada.draft.person))
    field = studio.window.tab_of(Kind.PEOPLE).editor.relationship._fields["area"]
    app.areas.save(area, dataclasses.replace(area.draft, name="Craft"))
    assert field.widget.currentText() == "Craft"
    app.areas.trash(area.id)
    assert field.widget.currentText() == ""
    zoe = app.people.add(PersonDraft(name="Zoe", introduced_by=ada.draft.person)).id
    studio.go(Place(Kind.PEOPLE, zoe))
    by = studio.window.tab_of(Kind.CONTACTS).editor.person._fields["introduced_by"]
    person = kept.one(PersonDraft, ada.draft.person)
    app.people.save(person, dataclasses.replace(person.draft, name="Bea"))
    assert by.typed == "Bea"


def test_today_is_of_the_new_day_a_minute_after_midnight(studio, app, clock, ada):
    tab = studio.window.tab(0)
    tab.refresh()
    clock.now = datetime(2026, 3, 4, 0, 1)
    studio.reminders.look()
    assert tab._shown_on == date(2026, 3, 4)


def test_what_was_undone_in_the_areas_is_not_offered_again_in_the_window(studio, app):
    app.areas.add(AreaDraft("Career"))
    studio.open("areas")
    dialog = next(each for each in studio.window.findChildren(QDialog) if each.isVisible())
    dialog.delete_shown()
    dialog.undo_bar.undo()
    dialog.accept()
    studio.window.undo_last()
    assert studio.window._trouble.sentence == "" and not studio.window._undo.isVisible()


@pytest.mark.parametrize(("written", "typed"), [("Ёлка", "елка"), ("Τέλος", "ΤΕΛΟΣ"), ("ёж", "Е\u0308Ж")])
def test_diacritics_and_case_do_not_matter_in_any_script(app, ada, written, typed):
    advice = app.advice.add(AdviceDraft(ada.draft.person, None, written, given_on=_TODAY)).id
    hits = found.hits(searching.read(typed), 5, _TODAY).groups
    assert [hit.own for group in hits for hit in group.hits] == [advice]


def test_a_command_that_only_looks_makes_no_notebook(tmp_path):
    with pytest.raises(Trouble), notebook.opened_as_it_is(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
