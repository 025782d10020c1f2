"""Logging a session: a name, Enter, a few words, Ctrl+Enter; what is left half done waits; no twin is made."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import Medium, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import kept, sessions, unfinished
from mentee_app.storage import rows
from mentee_app.ui.sessions.log_dialog import LogDialog


@pytest.fixture
def log(qtbot, desk):
    def shown(relationship=None):
        dialog = LogDialog(desk, None, relationship)
        dialog.opened = []
        dialog.kept.connect(dialog.opened.append)
        qtbot.addWidget(dialog)
        dialog.show()
        with qtbot.waitExposed(dialog):
            pass
        dialog.activateWindow()
        return dialog

    return shown


def _one(id):
    return kept.one(SessionDraft, id).draft


def _press(qtbot, dialog, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(dialog.focusWidget(), key, modifiers)


def test_a_session_is_logged_by_name_enter_words_and_ctrl_enter(qtbot, log, desk, said):
    dialog = log()
    qtbot.waitUntil(dialog.person.widget.hasFocus)
    qtbot.keyClicks(dialog.person.widget, "Grace Hopper")
    assert "new" in dialog._newcomer.text()
    _press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.said.edit and dialog.isVisible()
    qtbot.keyClicks(dialog.said.edit, "Name things well.")
    _press(qtbot, dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    draft = _one(dialog.opened[0])
    assert (draft.status, draft.wall_start, draft.zone) == (
        SessionStatus.HELD,
        datetime(2026, 3, 3, 14, 0),
        "Europe/Berlin",
    )
    assert (draft.minutes, draft.medium, draft.notes) == (60, Medium.IN_PERSON, "Name things well.")
    assert rows.of("SELECT name FROM person") == [("Grace Hopper",)]
    assert rows.of("SELECT status FROM relationship") == [("active",)]
    assert unfinished.session() is None and "Grace Hopper" in said.undoable[0][0]
    desk.deeds.undo(said.undoable[0][1])
    assert sessions.count() == 0


def test_the_habits_are_those_of_the_person_who_is_named_unless_touched(qtbot, log, desk, session):
    desk.sessions.save(session, dataclasses.replace(session.draft, minutes=45, medium=Medium.PHONE))
    bob = desk.relationships.start_with(desk.people, PersonDraft(name="Bob"), RelationshipDraft())
    desk.sessions.add(dataclasses.replace(session.draft, relationship=bob.id, minutes=90))
    dialog = log()
    assert (dialog.person.typed, dialog.minutes.value()) == ("Bob", 90)
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, "Ada")
    assert (dialog.minutes.value(), dialog.medium.value()) == (45, Medium.PHONE)
    dialog.minutes.widget.clear()
    qtbot.keyClicks(dialog.minutes.widget, "20")
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, "Bob")
    assert (dialog.minutes.value(), dialog.medium.value()) == (20, Medium.IN_PERSON)


def test_enter_takes_the_only_person_whose_name_begins_so(qtbot, log, relationship):
    dialog = log()
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, "Ad")
    assert "Enter takes Ada" in dialog._newcomer.text()
    _press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.person.value() == relationship.draft.person and dialog._newcomer.text() == ""


def test_a_known_name_is_that_person_however_it_is_typed(qtbot, log, desk, relationship):
    desk.people.save(
        kept.one(PersonDraft, relationship.draft.person), PersonDraft(name="Ada Lovelace"), origin=None
    )
    dialog = log()
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, " ada  LOVELACE")
    assert dialog.person.value() == relationship.draft.person and not dialog._newcomer.isVisible()


def test_where_several_names_begin_so_the_list_is_offered_before_somebody_new(qtbot, log, desk, relationship):
    desk.people.add(PersonDraft(name="Adam"))
    dialog = log()
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, "Ad")
    assert "Choose one of them" in dialog._newcomer.text() and dialog.keep_button.isEnabled()


def test_a_suggestion_that_was_only_walked_over_is_the_person_it_names(qtbot, log, desk, relationship):
    desk.people.save(
        kept.one(PersonDraft, relationship.draft.person),
        PersonDraft(name="Ada Lovelace", organisation="Engine Works"),
    )
    dialog = log()
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, "Ada")
    dialog.person.widget.setText("Ada Lovelace · Engine Works")
    dialog.accept()
    assert rows.of("SELECT count(*) FROM person") == [(1,)] and sessions.count() == 1


def test_esc_keeps_what_was_typed_and_it_stands_there_again(qtbot, log, relationship):
    dialog = log()
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, "Grace")
    qtbot.keyClicks(dialog.said.edit, "Half a thought")
    _press(qtbot, dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert sessions.count() == 0 and dialog.opened == []
    again = log()
    assert (again.person.typed, again.said.value()) == ("Grace", "Half a thought")
    assert again.start_empty.isVisible() and again.focusWidget() is again.said.edit
    qtbot.mouseClick(again.start_empty, Qt.MouseButton.LeftButton)
    assert (again.said.value(), again.start_empty.isVisible()) == ("", False)
    again.reject()
    assert unfinished.session() is None and not log().start_empty.isVisible()


def test_no_more_than_a_second_of_typing_is_unsaved(qtbot, log):
    dialog = log()
    qtbot.keyClicks(dialog.said.edit, "Typed just now")
    qtbot.waitUntil(lambda: unfinished.session() is not None, timeout=3000)
    assert unfinished.session().said == "Typed just now"


def test_looking_at_it_and_leaving_keeps_nothing(qtbot, log, session):
    dialog = log()
    dialog.reject()
    assert unfinished.session() is None and sessions.count() == 1


def test_a_planned_session_of_the_day_is_held_and_keeps_what_was_prepared(qtbot, log, desk, planned):
    desk.sessions.save(planned, dataclasses.replace(planned.draft, notes="Ask about prices"))
    dialog = log()
    assert dialog.hold.isVisible() and dialog.hold.isChecked() and "16:00" in dialog.hold.text()
    assert dialog.minutes.value() == 45
    qtbot.keyClicks(dialog.said.edit, "Ask for more")
    dialog.accept()
    assert dialog.opened == [planned.id] and sessions.count() == 1
    draft = _one(planned.id)
    assert (draft.status, draft.notes) == (SessionStatus.HELD, "Ask about prices\n\nAsk for more")
    assert draft.wall_start == datetime(2026, 3, 3, 14, 0)


def test_somebody_who_says_no_gets_a_session_of_its_own(qtbot, log, planned):
    dialog = log()
    dialog.hold.setChecked(False)
    dialog.accept()
    assert dialog.opened != [planned.id] and sessions.count() == 2
    assert _one(planned.id).status is SessionStatus.PLANNED


def test_a_planned_session_of_another_day_is_not_offered(qtbot, log, desk, planned):
    later = planned.draft.wall_start + timedelta(days=1)
    desk.sessions.save(planned, dataclasses.replace(planned.draft, wall_start=later))
    dialog = log()
    assert not dialog.hold.isVisible()
    dialog.start._day.line.setText("2026-03-02")
    dialog.start._day.line.textEdited.emit("2026-03-02")
    assert not dialog.hold.isVisible() and dialog.start.value().date().day == 2


def test_a_start_in_the_future_makes_it_planned(qtbot, log, relationship):
    dialog = log(relationship.id)
    dialog.start._day.line.setText("2026-03-05")
    dialog.start._day.line.textEdited.emit("2026-03-05")
    assert "planned" in dialog._ahead.text()
    dialog.accept()
    assert _one(dialog.opened[0]).status is SessionStatus.PLANNED


def test_what_cannot_be_read_is_marked_and_nothing_is_lost(qtbot, log, relationship):
    dialog = log(relationship.id)
    dialog.said.edit.insertPlainText("Not lost")
    dialog.start._time.setText("25:99")
    dialog.start._time.textEdited.emit("25:99")
    dialog.accept()
    assert dialog.isVisible() and "no such time" in dialog.start.problem.text()
    dialog.start._time.setText("9")
    dialog.start._day.line.setText("2026-03-29")
    dialog.start._time.setText("2:30")
    dialog.start._time.textEdited.emit("2:30")
    dialog.accept()
    assert dialog.isVisible() and "skip" in dialog.start.problem.text() and sessions.count() == 0
    assert dialog.said.value() == "Not lost"


def test_nobody_named_asks_for_a_name(qtbot, log):
    dialog = log()
    dialog.accept()
    assert (
        dialog.isVisible()
        and dialog.focusWidget() is dialog.person.widget
        and not dialog.keep_button.isEnabled()
    )


def test_a_full_disk_leaves_the_dialog_open_with_its_words(qtbot, log, said, relationship):
    dialog = log(relationship.id)
    text = "a long note " * 30_000
    rows.of(f"PRAGMA max_page_count = {rows.of('PRAGMA page_count')[0][0]}")
    dialog.said.edit.setPlainText(text)
    dialog.accept()
    assert dialog.isVisible() and "disk is full" in dialog._said.text() and dialog.said.value() == text
    rows.of("PRAGMA max_page_count = 1000000")
    dialog.accept()
    assert not dialog.isVisible() and _one(dialog.opened[0]).notes == text.rstrip()


def test_what_was_logged_is_opened_in_the_tab_with_the_cursor_behind_it(qtbot, tab, relationship):
    shown = tab()
    shown.log(relationship.id)
    dialog = shown.findChild(LogDialog)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.keyClicks(dialog.said.edit, "First words")
    dialog.accept()
    assert _one(shown.shown).notes == "First words"
    edit = shown.editor.form.notes.edit
    assert shown.focusWidget() is edit and edit.textCursor().atEnd()


def test_every_control_of_the_dialog_has_a_name(log, planned):
    dialog = log()
    nameless = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_somebody_whose_mentoring_has_ended_is_told_before_it_is_kept(qtbot, log, desk, relationship):
    dialog = log(relationship.id)
    assert not dialog._ended.isVisible()
    dialog.reject()
    desk.relationships.end_well(desk.people, relationship.id, date(2026, 2, 1))
    dialog = log()
    dialog.person.widget.clear()
    qtbot.keyClicks(dialog.person.widget, "Ada")
    assert dialog._ended.text() == "Your time with them ended: Sun 1 Feb. This is kept there."
    assert dialog._ended.isVisible()
    qtbot.keyClicks(dialog.said.edit, "One more")
    dialog.accept()
    assert _one(dialog.opened[0]).relationship == relationship.id


def test_what_is_begun_is_told_to_the_screens_once_it_is_left(qtbot, log, app, relationship):
    told = []
    app.changes.listen(told.append)
    dialog = log(relationship.id)
    dialog.reject()
    assert told == []
    dialog = log(relationship.id)
    qtbot.keyClicks(dialog.said.edit, "Half a thought")
    assert dialog.flush() and told == []
    dialog.reject()
    assert [change.kinds for change in told] == [frozenset({Kind.SESSIONS})]


def test_a_day_and_minutes_that_cannot_be_read_are_set_aside_when_the_dialog_is_left(log, desk):
    came = []
    desk.notices.set_aside.connect(came.append)
    dialog = log()
    dialog.start.stand("some day\n14:00")
    dialog.minutes.stand("an hour")
    dialog.said.edit.insertPlainText("What was said")
    dialog.reject()
    assert not dialog.isVisible()
    assert [part.text for each in came for part in each.parts] == ["some day\n14:00", "an hour"]
    assert unfinished.session().said == "What was said"
