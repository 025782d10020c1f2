"""The Sessions tab: typed text is saved by itself, kept in trouble, and nothing is lost on the way."""

import dataclasses
from datetime import date, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import kept, sessions
from mentee_app.storage import rows
from mentee_app.ui.forms.set_aside import Unsaved


def _notes(id):
    return kept.one(SessionDraft, id).draft.notes


def _type(widget, text):
    widget.insertPlainText(text)


def test_notes_are_saved_without_a_button(qtbot, tab, said, session):
    shown = tab()
    _type(shown.editor.form.notes.edit, "What she said")
    qtbot.waitUntil(lambda: _notes(session.id) == "What she said", timeout=3000)
    assert said.saved == 1 and said.failed == []


def test_no_more_than_a_second_of_ceaseless_typing_is_unsaved(qtbot, tab, session):
    shown = tab()
    edit = shown.editor.form.notes.edit
    for _turn in range(13):  # a key each 0.1 s: there is never a pause
        _type(edit, "word ")
        qtbot.wait(100)
    assert _notes(session.id).startswith("word ")  # how many depends on how busy the machine is


def test_another_row_is_shown_only_after_the_typed_text_is_saved(qtbot, tab, desk, session):
    other = desk.sessions.add(dataclasses.replace(session.draft, wall_start=datetime(2026, 2, 1, 9, 0)))
    shown = tab()
    shown.open_one(session.id)
    _type(shown.editor.form.notes.edit, "typed just now")
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_Down)
    assert shown.shown == other.id
    assert (_notes(session.id), _notes(other.id)) == ("typed just now", "")


def test_a_full_disk_holds_no_row_and_the_text_is_kept_where_it_belongs_when_there_is_room(
    qtbot, tab, desk, said, session
):
    desk.sessions.add(dataclasses.replace(session.draft, wall_start=datetime(2026, 2, 1, 9, 0)))
    shown = tab()
    shown.open_one(session.id)
    rows.of(f"PRAGMA max_page_count = {rows.of('PRAGMA page_count')[0][0]}")
    text = "a long note " * 30_000
    _type(shown.editor.form.notes.edit, text)
    assert not shown.flush()
    assert "disk is full" in said.failed[-1] and said.saved == 0
    held = Unsaved(desk, shown)
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_Down)
    assert shown.shown != session.id and [each.parts[0].text for each in held.held] == [text]
    rows.of("PRAGMA max_page_count = 1000000")
    qtbot.waitUntil(lambda: _notes(session.id) == text, timeout=5000)
    assert said.saved == 1


def test_a_change_from_elsewhere_does_not_take_the_typed_text(tab, desk, session):
    shown = tab()
    _type(shown.editor.form.notes.edit, "mine")
    desk.sessions.save(session, dataclasses.replace(session.draft, notes="theirs", topic="New topic"))
    assert shown.editor.form.notes.value() == "mine"
    assert shown.flush()
    after = kept.one(SessionDraft, session.id).draft
    assert (after.notes, after.topic) == ("theirs\nmine", "New topic")
    assert shown.editor.form.notes.value() == after.notes


def test_what_comes_in_while_i_type_leaves_the_cursor_and_all_that_i_typed(qtbot, tab, desk, session):
    first = dataclasses.replace(session.draft, topic="Boats", notes="👩‍🏫 one\n\nlast line")
    base = desk.sessions.save(session, first)
    shown = tab()
    form = shown.editor.form
    cursor = form.notes.edit.textCursor()
    cursor.setPosition(form.notes.edit.text().index("last") + len("last") + 2)  # Qt counts two for an emoji
    form.notes.edit.setTextCursor(cursor)
    qtbot.keyClicks(form.notes.edit, " mine")
    theirs = dataclasses.replace(base.draft, notes="above\n" + base.draft.notes + "\nbelow", topic="Masts")
    desk.sessions.save(base, theirs)
    assert form.notes.value() == "👩‍🏫 one\n\nlast mine line"
    qtbot.keyClicks(form.notes.edit, " own")
    assert form.flush()
    assert _notes(session.id) == "above\n👩‍🏫 one\n\nlast mine own line\nbelow" == form.notes.value()
    assert form._fields["topic"].value() == "Masts"
    qtbot.keyClicks(form.notes.edit, " words")
    assert form.flush()
    assert _notes(session.id) == "above\n👩‍🏫 one\n\nlast mine own words line\nbelow"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_comes_in_while_nothing_is_typed_leaves_the_cursor_in_its_line(tab, desk, session, end):
    base = desk.sessions.save(session, dataclasses.replace(session.draft, notes=end.join(("one", "two"))))
    shown = tab()
    edit = shown.editor.form.notes.edit
    edit.moveCursor(QTextCursor.MoveOperation.End)
    notes = end.join(("zero", "one", "two", "three"))
    desk.sessions.save(base, dataclasses.replace(base.draft, notes=notes))
    assert edit.text() == "zero\none\ntwo\nthree"
    assert edit.text()[: edit.textCursor().position()] == "zero\none\ntwo"
    assert shown.flush() and _notes(session.id) == notes


def test_what_cannot_be_saved_yet_stays_when_something_else_comes_in(tab, desk, session):
    shown = tab()
    form = shown.editor.form
    form._fields["wall_start"].stand("2026-02-30 14:00")
    standing = form._fields["wall_start"].standing()
    _type(form.notes.edit, "mine")
    desk.sessions.save(session, dataclasses.replace(session.draft, topic="New topic"))
    shown.flush()
    assert (_notes(session.id), form._fields["topic"].value()) == ("mine", "New topic")
    assert form._fields["wall_start"].standing() == standing != ""


def test_a_day_that_does_not_exist_is_marked_and_the_rest_is_saved(tab, session):
    shown = tab()
    form = shown.editor.form
    start = form._fields["wall_start"]
    start._day.line.setText("2026-02-30")
    start._day.line.textEdited.emit("2026-02-30")
    _type(form.notes.edit, "kept all the same")
    shown.flush()
    assert "no such day" in start.problem.text() and start.problem.isVisible()
    assert start._day.line.text() == "2026-02-30"
    after = kept.one(SessionDraft, session.id).draft
    assert (after.notes, after.wall_start) == ("kept all the same", session.draft.wall_start)


def test_an_hour_that_the_clocks_skip_is_explained(tab, session):
    shown = tab()
    start = shown.editor.form._fields["wall_start"]
    start.show_value(datetime(2026, 3, 29, 2, 30))
    start.edited.emit()
    shown.flush()
    assert "skip this hour" in start.problem.text()
    assert kept.one(SessionDraft, session.id).draft.wall_start == session.draft.wall_start


@pytest.mark.parametrize("number", range(4))
def test_a_line_for_something_new_is_kept_while_it_is_typed(qtbot, tab, session, number):
    shown = tab()
    items = shown.editor.items[number]
    qtbot.keyClicks(items.new_line, "Half a thought")
    table = ("agenda_item", "advice", "challenge", "action")[number]
    qtbot.waitUntil(lambda: rows.of(f"SELECT text FROM {table}") == [("Half a thought",)], timeout=3000)
    qtbot.keyClicks(items.new_line, " finished")
    qtbot.keyClick(items.new_line, Qt.Key.Key_Return)
    assert rows.of(f"SELECT text FROM {table}") == [("Half a thought finished",)]
    assert [form.shown.draft.text for form in items.forms()] == ["Half a thought finished"]
    assert items.new_line.text() == ""


def test_advice_is_decided_by_one_key_dated_and_undone(qtbot, tab, desk, said, relationship, session):
    advice = desk.advice.add(AdviceDraft(relationship.draft.person, session.id, "Write it down"))
    shown = tab()
    form = shown.editor.items[1].forms()[0]
    field = form._decision
    qtbot.keyClick(field._buttons[Decision.TAKE], Qt.Key.Key_L)
    after = kept.one(AdviceDraft, advice.id).draft
    assert (after.decision, after.decided_on) == (Decision.LEAVE, date(2026, 3, 3))
    assert "Write it down" in said.undoable[-1][0]
    desk.deeds.undo(said.undoable[-1][1])
    assert field.value() is Decision.UNDECIDED
    qtbot.keyClick(field._buttons[Decision.TAKE], Qt.Key.Key_L)
    qtbot.keyClick(field._buttons[Decision.TAKE], Qt.Key.Key_L)
    after = kept.one(AdviceDraft, advice.id).draft
    assert (after.decision, after.decided_on) == (Decision.UNDECIDED, None)


def test_an_item_that_is_deleted_can_be_brought_back(qtbot, tab, desk, said, session):
    desk.actions.add(ActionDraft(session=session.id, text="Call the yard"))
    shown = tab()
    items = shown.editor.items[3]
    items._cards[items.forms()[0].shown.id].remove_wanted.emit(items.forms()[0])
    assert items.forms() == [] and "Call the yard" in said.undoable[0][0]
    desk.deeds.undo(said.undoable[0][1])
    assert [form.shown.draft.text for form in items.forms()] == ["Call the yard"]


def test_a_deleted_session_leaves_its_neighbour_and_undo_brings_all_of_it_back(
    qtbot, tab, desk, said, session
):
    desk.agenda.add(AgendaItemDraft(session.id, "Pricing"))
    other = desk.sessions.add(dataclasses.replace(session.draft, wall_start=datetime(2026, 2, 1, 9, 0)))
    shown = tab()
    shown.open_one(session.id)
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_Delete)
    assert (shown.shown, sessions.count()) == (other.id, 1)
    assert "Ada" in said.undoable[0][0]
    desk.deeds.undo(said.undoable[0][1])
    assert sessions.count() == 2 and len(kept.several(AgendaItemDraft, "session", session.id)) == 1


def test_the_list_shows_who_when_and_what(tab, desk, session):
    desk.sessions.save(session, dataclasses.replace(session.draft, topic="Pricing"))
    desk.advice.add(AdviceDraft(kept.one(PersonDraft, _person()).id, session.id, "Ask for more"))
    shown = tab()
    panel = shown.panel
    spoken = [panel.list.rows.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(1)]
    assert spoken == ["Ada, Pricing · 1 to decide, Sun 1 Mar"]


def test_filter_and_order_change_the_list_and_keep_the_row(qtbot, tab, desk, session):
    desk.sessions.add(
        dataclasses.replace(
            session.draft, notes="boats", wall_start=datetime(2026, 2, 1, 9, 0), status=SessionStatus.MISSED
        )
    )
    shown = tab()
    shown.open_one(session.id)
    qtbot.keyClicks(shown.panel.filter, "boat")
    qtbot.waitUntil(lambda: shown.panel.list.rows.rowCount() == 1, timeout=3000)
    assert shown.shown != session.id
    shown.panel.clear_filter()
    assert shown.panel.list.rows.rowCount() == 2


def test_an_empty_notebook_offers_the_first_session(qtbot, tab, said):
    shown = tab()
    assert shown._whole.currentWidget() is shown._empty
    qtbot.mouseClick(shown._empty.buttons[0], Qt.MouseButton.LeftButton)
    assert len(said.wanted) == 1


def _person():
    return rows.of("SELECT id FROM person")[0][0]


def test_a_row_that_the_filter_loses_stays_while_it_is_edited(qtbot, tab, desk, session):
    other = desk.sessions.add(dataclasses.replace(session.draft, wall_start=datetime(2026, 2, 1, 9, 0)))
    shown = tab()
    shown.panel.filter.setText("")
    shown.panel._status.setCurrentIndex(2)  # held
    shown.panel.refresh()
    shown.open_one(session.id)
    box = shown.editor.form._fields["status"].box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert kept.one(SessionDraft, session.id).draft.status is not SessionStatus.HELD
    assert shown.shown == session.id and shown.panel.list.current is None
    shown.panel.list.setFocus()
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_Home)
    assert shown.shown == other.id


def test_a_year_that_nobody_means_is_refused_and_the_rest_is_kept(tab, session):
    shown = tab()
    start = shown.editor.form._fields["wall_start"]
    start._day.line.setText("0226-03-01")
    start._day.line.textEdited.emit("0226-03-01")
    _type(shown.editor.form.notes.edit, "kept")
    assert shown.flush()
    assert "no such day" in start.problem.text() and _notes(session.id) == "kept"


def test_a_number_without_end_is_refused_and_the_rest_is_kept(tab, session):
    shown = tab()
    field = shown.editor.form._fields["minutes"]
    field.widget.setText("9" * 5000)
    field.edited.emit()
    _type(shown.editor.form.notes.edit, "kept")
    assert shown.flush()
    assert "not a number" in field.problem.text() and _notes(session.id) == "kept"


def test_what_was_said_goes_with_the_session_to_another_mentor(tab, desk, relationship, session):
    bob = desk.relationships.start_with(desk.people, PersonDraft(name="Bob"), RelationshipDraft())
    desk.advice.add(AdviceDraft(relationship.draft.person, session.id, "Write it down"))
    desk.actions.add(ActionDraft(relationship.draft.person, session.id, text="Call"))
    desk.sessions.save(session, dataclasses.replace(session.draft, relationship=bob.id))
    desk.people.trash(relationship.draft.person)
    assert [each.draft.person for each in kept.several(AdviceDraft, "session", session.id)] == [
        bob.draft.person
    ]
    assert len(kept.several(ActionDraft, "session", session.id)) == 1


def test_the_page_shows_whose_advice_it_is_when_its_session_turns_out_to_be_with_somebody_else(
    tab, desk, relationship, session
):
    bob = desk.relationships.start_with(desk.people, PersonDraft(name="Bob"), RelationshipDraft())
    advice = desk.advice.add(AdviceDraft(relationship.draft.person, session.id, "Write it down"))
    shown = tab()
    field = shown.editor.form._with
    field.show_value(bob.id)
    field.edited.emit()
    assert shown.flush() and kept.one(AdviceDraft, advice.id).draft.person == bob.draft.person
    assert shown.editor.form.part(advice.id).shown.draft.person == bob.draft.person


def test_holding_delete_deletes_one(qtbot, tab, desk, session):
    for day in range(1, 9):
        desk.sessions.add(dataclasses.replace(session.draft, wall_start=datetime(2026, 2, day, 9, 0)))
    shown = tab()
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "", True)
    shown.panel.list.keyPressEvent(press)
    for _turn in range(5):
        shown.panel.list.keyPressEvent(held)
    assert sessions.count() == 8


def test_enter_in_a_talking_point_goes_on(qtbot, tab, desk, session):
    desk.agenda.add(AgendaItemDraft(session.id, "Pricing"))
    shown = tab()
    edit = shown.editor.items[0].forms()[0]._fields["text"].edit
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert shown.focusWidget() is not edit and edit.text() == "Pricing"


def test_a_fault_of_ours_while_saving_is_told_truly_and_keeps_the_text(
    qtbot, tab, said, session, monkeypatch
):
    shown = tab()
    form = shown.editor.form
    monkeypatch.setattr(form._service, "save", lambda *_words, **_named: 1 / 0)
    _type(form.notes.edit, "still here")
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: bool(said.failed), timeout=3000)
        qtbot.wait(1200)
    assert len(caught) == 1 and "still here" in said.failed[0] and form.notes.value() == "still here"
    monkeypatch.undo()
    assert shown.flush() and _notes(session.id) == "still here"
