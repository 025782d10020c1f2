"""Ending well: one page of steps that keeps what is typed, one key that ends it, and a closing that is shown afterwards."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import kept, relationships, sessions
from mentee_app.ui import first_start
from mentee_app.ui.mentors import last_talk
from mentee_app.ui.mentors.tab import MentorsTab


@pytest.fixture
def ada(desk):
    draft = RelationshipDraft(status=Status.ACTIVE, started_on=date(2025, 1, 5))
    person = PersonDraft(name="Ada <b>", email="ada@example.org")
    return desk.relationships.start_with(desk.people, person, draft)


@pytest.fixture
def tab(qtbot, desk, ada):
    tab = MentorsTab(desk, first_start.no_mentors(desk))
    qtbot.addWidget(tab)
    tab.resize(1100, 900)
    tab.show()
    with qtbot.waitExposed(tab):
        pass
    return tab


@pytest.fixture
def dialog(qtbot, tab):
    tab.editor.glance.end.click()
    with qtbot.waitExposed(tab.editor.closure):
        pass
    return tab.editor.closure


def _draft(id):
    return kept.one(RelationshipDraft, id).draft


def _choose(field, value):
    field.show_value(value)
    field.edited.emit()
    field.left.emit()


def test_esc_keeps_what_was_typed_and_the_relationship_goes_on(qtbot, dialog, tab, desk, ada):
    dialog.form.learned.edit.insertPlainText("To wait")
    _choose(dialog.form.stay, True)
    dialog.form.every.show_value(60)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    now = _draft(ada.id)
    assert (now.status, now.closing_learned, now.stay_in_touch) == (Status.ACTIVE, "To wait", True)
    assert kept.one(PersonDraft, ada.draft.person).draft.keep_in_touch_days == 60
    assert tab.editor.closure is None
    tab.editor.glance.end.click()
    assert tab.editor.closure.form.learned.value() == "To wait"
    tab.editor.closure.reject()


def test_one_key_keeps_all_and_one_undo_takes_the_end_back(qtbot, dialog, tab, desk, said, ada):
    dialog.form.learned.edit.insertPlainText("To wait")
    dialog.form.thanks.edit.insertPlainText("Thank you")
    _choose(dialog.form.stay, True)
    dialog.form.every.show_value(90)
    qtbot.keyClick(dialog.form.thanks.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    now = _draft(ada.id)
    assert (now.status, now.ended_on, now.stay_in_touch) == (Status.ENDED, date(2026, 3, 3), True)
    assert now.closing_learned == "To wait" and now.closing_thanks == "Thank you"
    assert kept.one(PersonDraft, ada.draft.person).draft.keep_in_touch_days == 90
    glance = tab.editor.glance
    assert glance.what.text() == "Mentoring · Ended"
    for words in ("To wait", "Thank you", "every 90 days"):
        assert words in glance.accessibleDescription()
    assert said.undoable[-1][0] == "Ended: Ada <b>."
    assert desk.deeds.undo(said.undoable[-1][1])
    now = _draft(ada.id)
    assert (now.status, now.ended_on, now.closing_learned) == (Status.ACTIVE, None, "To wait")
    assert kept.one(PersonDraft, ada.draft.person).draft.keep_in_touch_days is None
    assert glance.what.text() == "Mentoring · Active"


def test_enter_in_a_field_ends_nothing(qtbot, dialog, ada):
    qtbot.keyClick(dialog.form.every.widget, Qt.Key.Key_Return)
    assert dialog.isVisible() and _draft(ada.id).status is Status.ACTIVE
    qtbot.keyClick(dialog.end, Qt.Key.Key_Return)
    assert _draft(ada.id).status is Status.ENDED


def test_an_end_before_the_start_is_told_and_ends_nothing(dialog, ada):
    _choose(dialog.form.ended_on, date(2024, 1, 1))
    dialog.end.click()
    assert dialog.isVisible() and _draft(ada.id).status is Status.ACTIVE
    assert "before the start" in dialog.form.ended_on.problem.text()


def test_an_interval_that_is_no_number_is_told_and_ends_nothing(dialog, ada):
    _choose(dialog.form.stay, True)
    dialog.form.every.show_value("often")
    dialog.end.click()
    assert dialog.isVisible() and _draft(ada.id).status is Status.ACTIVE
    assert dialog.form.every.problem.text()


def test_an_interval_that_is_no_number_is_set_aside_when_the_dialog_is_left(dialog, desk):
    came = []
    desk.notices.set_aside.connect(came.append)
    _choose(dialog.form.stay, True)
    dialog.form.every.stand("now and then")
    dialog.later.click()
    assert not dialog.isVisible()
    assert [part.text for each in came for part in each.parts] == ["now and then"]


def test_thanks_are_written_from_what_is_known_and_ctrl_z_takes_them_back(dialog, desk, ada):
    dialog.form.learned.edit.insertPlainText("To wait")
    dialog.form.write.click()
    text = dialog.form.thanks.value()
    assert text.startswith("Dear Ada <b>,") and "To wait" in text
    assert "[what comes next]" in dialog.form.told.text() and "[your name]" in text
    _choose(dialog.form.stay, False)
    assert "I go on from here" in dialog.form.thanks.value()
    assert _draft(ada.id).closing_thanks == dialog.form.thanks.value()
    dialog.form.thanks.edit.undo()
    dialog.form.thanks.edit.undo()
    assert dialog.form.thanks.value() == ""
    assert dialog.flush()


def test_the_thanks_are_copied_and_handed_to_the_mail_program(dialog):
    opened = []
    dialog.form.open_link = lambda link: not opened.append(link)
    assert not dialog.form.mail.isEnabled()
    dialog.form.thanks.edit.insertPlainText("Thank you & all")
    dialog.form.copy.click()
    assert QGuiApplication.clipboard().text() == "Thank you & all"
    dialog.form.mail.click()
    link = opened[0].toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert link.startswith("mailto:ada@example.org?") and link.endswith("body=Thank%20you%20%26%20all")
    assert dialog.flush()


def test_a_last_session_is_planned_with_the_closing_points(dialog, desk, said, ada):
    dialog.last_talk.plan.click()
    planned = sessions.latest(ada.id)
    assert (planned.status, planned.wall_start) == (SessionStatus.PLANNED, datetime(2026, 3, 10, 10))
    id = relationships.meetings(ada.id, 0).next_session
    texts = [item.draft.text for item in kept.several(AgendaItemDraft, "session", id)]
    assert texts == last_talk.closing_points()
    assert "agenda" in dialog.last_talk.plan.text()
    assert desk.deeds.undo(said.undoable[0][1]) and kept.one(SessionDraft, id) is None


def test_the_closing_points_go_on_the_agenda_of_a_session_that_is_planned_once(qtbot, tab, desk, said, ada):
    start = datetime(2026, 3, 5, 9)
    draft = SessionDraft(ada.id, wall_start=start, zone="Europe/Berlin", status=SessionStatus.PLANNED)
    session = desk.sessions.add(draft).id
    tab.editor.glance.end.click()
    talk = tab.editor.closure.last_talk
    assert talk.planned.text() == "Your next session: Thursday 09:00" and not talk.when.widget.isVisible()
    talk.plan.click()
    talk.plan.click()
    points = kept.several(AgendaItemDraft, "session", session)
    assert [item.draft.text for item in points] == last_talk.closing_points()
    assert talk.said.text() == "They stand there already."
    assert desk.deeds.undo(said.undoable[0][1]) and not kept.several(AgendaItemDraft, "session", session)
    tab.editor.closure.reject()


def test_beginning_again_makes_a_new_one_and_keeps_the_ended_one(qtbot, tab, desk, said, ada):
    desk.relationships.end_well(desk.people, ada.id, date(2026, 3, 1))
    editor = tab.editor
    assert not editor.glance.plan.isVisible() and not editor.glance.log.isVisible()
    qtbot.keyClick(editor.glance.again, Qt.Key.Key_Return)
    assert editor.relationship.shown.id != ada.id
    assert editor.relationship.shown.draft.status is Status.CONSIDERING
    assert _draft(ada.id).status is Status.ENDED and editor.timeline.isVisible()
    assert desk.deeds.undo(said.undoable[-1][1])
    assert editor.relationship.shown.id == ada.id and not editor.timeline.isVisible()


def test_the_closing_of_an_ended_relationship_can_be_changed(dialog, tab, ada):
    dialog.end.click()
    tab.editor.glance.end.click()
    again = tab.editor.closure
    assert not again.last_talk.isVisible() and again.form.ended_on.value() == date(2026, 3, 3)
    again.form.learned.edit.insertPlainText("Even later")
    again.reject()
    assert _draft(ada.id).closing_learned == "Even later"
    assert "Even later" in tab.editor.glance.accessibleDescription()


def test_everything_that_takes_the_focus_has_a_name(dialog, tab):
    for window in (dialog, tab):
        for kind in (QPushButton, QToolButton, QLineEdit, QPlainTextEdit, QComboBox):
            for widget in window.findChildren(kind):
                if widget.isVisibleTo(window) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    text = widget.text() if isinstance(widget, QPushButton | QToolButton) else ""
                    assert widget.accessibleName() or text, widget


def _planned(desk, ada, day):
    draft = SessionDraft(ada.id, SessionStatus.PLANNED, datetime(2026, 3, day, 16), "Europe/Berlin")
    return desk.sessions.add(draft).id


def _left(ada):
    return [id for id, _start in relationships.still_planned(ada.id)]


def test_what_is_planned_after_the_end_goes_in_the_trash_by_the_same_deed(dialog, desk, said, ada):
    assert not dialog.planned.isVisible()
    before, after = _planned(desk, ada, 5), _planned(desk, ada, 20)
    assert dialog.planned.told.text().startswith("2 planned sessions: ")
    _choose(dialog.form.ended_on, date(2026, 3, 10))
    assert dialog.planned.along.text() == "Also put the 1 after the last day in the trash"
    dialog.end.click()
    assert _left(ada) == [before] and _draft(ada.id).status is Status.ENDED
    assert said.undoable[-1][0] == "Ended: Ada <b>. 1 planned session is in the trash."
    assert desk.deeds.undo(said.undoable[-1][1])
    assert _left(ada) == [before, after] and _draft(ada.id).status is Status.ACTIVE


def test_somebody_who_says_no_keeps_what_is_planned(dialog, desk, said, ada):
    after = _planned(desk, ada, 20)
    dialog.planned.along.setChecked(False)
    dialog.end.click()
    assert _left(ada) == [after] and said.undoable[-1][0] == "Ended: Ada <b>."


def test_the_last_talk_that_was_just_planned_is_not_thrown_away(dialog, ada):
    dialog.last_talk.plan.click()
    assert dialog.planned.isVisible() and not dialog.planned.along.isVisible()
    dialog.end.click()
    assert len(_left(ada)) == 1 and _draft(ada.id).status is Status.ENDED


def test_what_is_planned_goes_in_the_trash_by_one_key_and_comes_back(dialog, desk, said, ada):
    both = [_planned(desk, ada, 5), _planned(desk, ada, 20)]
    dialog.planned.discard.click()
    assert _left(ada) == [] and not dialog.planned.isVisible()
    assert said.undoable[-1][0] == "Deleted 2 planned sessions."
    assert desk.deeds.undo(said.undoable[-1][1]) and _left(ada) == both
    assert _draft(ada.id).status is Status.ACTIVE


def test_what_is_still_planned_is_opened_from_the_glance(qtbot, tab, desk, said, ada):
    planned = _planned(desk, ada, 20)
    desk.relationships.end_well(desk.people, ada.id, date(2026, 3, 3))
    still = tab.editor.glance.still
    assert still.isVisible() and still.text().startswith("Still planned: ")
    qtbot.mouseClick(still, Qt.MouseButton.LeftButton)
    assert (said.wanted[-1].kind, said.wanted[-1].id) == (Kind.SESSIONS, planned)
    desk.sessions.trash(planned)
    assert not still.isVisible()


def test_blanks_in_the_thanks_are_said_once_before_it_ends(dialog, ada):
    dialog.form.write.click()
    dialog.end.click()
    assert dialog.isVisible() and _draft(ada.id).status is Status.ACTIVE
    assert "[what comes next]" in dialog.said.text() and dialog.said.property("role") == "caption"
    dialog.end.click()
    assert _draft(ada.id).status is Status.ENDED
