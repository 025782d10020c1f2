"""Planned sessions: shown before they are kept, held, missed and moved by a key, one or all that follow, each undone."""

import dataclasses
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, MovedBy, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import kept, sessions
from mentee_app.storage import rows
from mentee_app.ui.sessions.move_dialog import MoveDialog
from mentee_app.ui.sessions.plan_dialog import PlanDialog

BERLIN = "Europe/Berlin"


@pytest.fixture
def plan(qtbot, desk):
    def shown(relationship=None):
        dialog = PlanDialog(desk, None, relationship)
        qtbot.addWidget(dialog)
        dialog.show()
        with qtbot.waitExposed(dialog):
            pass
        dialog.activateWindow()
        return dialog

    return shown


@pytest.fixture
def series(desk, relationship):
    """Three Tuesdays from 10 March on, 16:00 (ids)."""
    draft = SessionDraft(relationship.id, SessionStatus.PLANNED, datetime(2026, 3, 10, 16), BERLIN, 60)
    return desk.sessions.plan(draft, Rule.WEEKLY, 3, desk.today()).sessions


def _one(id):
    return kept.one(SessionDraft, id).draft


def _put(field, day, time):
    field._day.line.setText(day)
    field._time.setText(time)
    field._time.textEdited.emit(time)


def _walls():
    sql = "SELECT status, wall_start FROM session WHERE deleted_at IS NULL ORDER BY starts_at, id"
    return [" ".join(row) for row in rows.of(sql)]


def _choose(field, value):
    field.show_value(value)
    field.edited.emit()


def test_the_days_are_shown_with_the_skipped_hour_before_anything_is_kept(plan, relationship, said, desk):
    dialog = plan(relationship.id)
    _put(dialog.start, "2026-03-22", "2:30")
    _choose(dialog.rule, Rule.WEEKLY)
    dialog.count.widget.setText("3")
    dialog.count.edited.emit()
    lines = dialog.dates.text().splitlines()
    assert len(lines) == 3 and [("skip" in line) for line in lines] == [False, True, False]
    assert "03:00" in lines[1] and "02:30" in lines[1]
    assert dialog.keep_button.text() == "Plan 3 sessions" and sessions.count() == 0
    dialog.accept()
    assert [wall.split("T")[1] for wall in _walls()] == ["02:30", "03:00", "02:30"]
    assert said.undoable[-1][0] == "Planned 3 sessions with Ada."
    desk.deeds.undo(said.undoable[-1][1])
    assert sessions.count() == 0


def test_a_long_series_says_how_many_more_and_the_last_day(plan, relationship):
    dialog = plan(relationship.id)
    _put(dialog.start, "2026-03-04", "9")
    _choose(dialog.rule, Rule.TWO_WEEKS)
    dialog.count.widget.setText("104")
    dialog.count.edited.emit()
    lines = dialog.dates.text().splitlines()
    assert len(lines) == 9 and "96" in lines[-1] and "2030" in lines[-1]


def test_one_session_is_planned_for_tomorrow_at_the_hour_of_the_last_time(qtbot, plan, session):
    dialog = plan()
    assert dialog.person.typed == "Ada" and dialog.start.value() == datetime(2026, 3, 4, 14, 0)
    dialog.topic.widget.setText("Prices")
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.topic.widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    made = sessions.habits(None)
    assert (made.topic, made.status, made.series) == ("Prices", SessionStatus.PLANNED, None)


def test_a_start_that_the_clocks_skip_is_refused_and_marked(plan, relationship):
    dialog = plan(relationship.id)
    _put(dialog.start, "2026-03-29", "2:30")
    assert "skip" in dialog.dates.text()
    dialog.accept()
    assert dialog.isVisible() and "skip" in dialog.start.problem.text() and sessions.count() == 0


def test_a_number_out_of_range_is_marked(plan, relationship):
    dialog = plan(relationship.id)
    _choose(dialog.rule, Rule.WEEKLY)
    dialog.count.widget.setText("105")
    dialog.count.edited.emit()
    dialog.accept()
    assert dialog.isVisible() and dialog.count.problem.text() and sessions.count() == 0


def test_a_planned_session_is_held_by_a_key_and_undone(qtbot, tab, desk, said, planned):
    shown = tab()
    qtbot.waitUntil(shown.isActiveWindow)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_H, keys)
    assert _one(planned.id).status is SessionStatus.HELD
    assert not shown.editor.head.hold.isVisible() and "Held" in shown.editor.when.text()
    assert shown.focusWidget() is shown.editor.form.notes.edit
    desk.deeds.undo(said.undoable[-1][1])
    assert _one(planned.id).status is SessionStatus.PLANNED and shown.editor.head.hold.isVisible()


def test_a_missed_session_says_so_and_is_undone(qtbot, tab, desk, said, planned):
    shown = tab()
    qtbot.mouseClick(shown.editor.head.miss, Qt.MouseButton.LeftButton)
    assert _one(planned.id).status is SessionStatus.MISSED
    assert said.undoable[-1][0] == "Will not take place, although it is still to come: Ada, today 16:00."
    desk.deeds.undo(said.undoable[-1][1])
    assert _one(planned.id).status is SessionStatus.PLANNED


def test_what_is_typed_is_saved_before_a_session_is_held(qtbot, tab, planned):
    shown = tab()
    shown.editor.form.notes.edit.insertPlainText("typed just now")
    qtbot.mouseClick(shown.editor.head.hold, Qt.MouseButton.LeftButton)
    assert (_one(planned.id).notes, _one(planned.id).status) == ("typed just now", SessionStatus.HELD)


def test_a_session_is_moved_and_both_rows_lead_to_each_other(qtbot, tab, said, desk, planned):
    shown = tab()
    qtbot.mouseClick(shown.editor.head.move_on, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(MoveDialog)
    dialog.accept()
    assert dialog.isVisible() and "already" in dialog._said.text() and sessions.count() == 1
    _put(dialog.start, "2026-03-12", "17")
    dialog.by.show_value(MovedBy.THEM)
    dialog.accept()
    assert _walls() == ["moved 2026-03-03T16:00", "planned 2026-03-12T17:00"]
    assert _one(planned.id).moved_by is MovedBy.THEM
    assert shown.shown == _one(planned.id).moved_to
    assert "Moved here from" in shown.editor.head.link.text() and shown.editor.head.link.isVisible()
    qtbot.mouseClick(shown.editor.head.link, Qt.MouseButton.LeftButton)
    assert said.wanted[-1].id == planned.id
    shown.open_one(planned.id)
    assert "Moved to" in shown.editor.head.link.text() and not shown.editor.head.hold.isVisible()
    desk.deeds.undo(said.undoable[-1][1])
    assert _walls() == ["planned 2026-03-03T16:00"]


def test_this_and_those_that_follow_are_moved_together(qtbot, tab, series):
    shown = tab()
    shown.open_one(series[1])
    qtbot.mouseClick(shown.editor.head.move_on, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(MoveDialog)
    assert dialog.scope.widget.isVisible()
    _put(dialog.start, "2026-03-18", "9")
    dialog.scope.show_value(True)
    dialog.accept()
    assert _walls() == [
        "planned 2026-03-10T16:00",
        "moved 2026-03-17T16:00",
        "planned 2026-03-18T09:00",
        "planned 2026-03-25T09:00",
    ]


def test_a_session_of_its_own_is_not_asked_which_ones(qtbot, tab, planned):
    shown = tab()
    qtbot.mouseClick(shown.editor.head.move_on, Qt.MouseButton.LeftButton)
    assert not shown.findChild(MoveDialog).scope.widget.isVisible()


def test_what_is_corrected_of_one_is_offered_for_those_that_follow(qtbot, tab, desk, said, series):
    shown = tab()
    shown.open_one(series[1])
    head, form = shown.editor.head, shown.editor.form
    assert not head.change.isVisible()
    form._fields["minutes"].show_value(45)
    form._fields["minutes"].edited.emit()
    assert shown.flush()
    assert [_one(id).minutes for id in series] == [60, 45, 60] and head.change.isVisible()
    qtbot.mouseClick(head.change, Qt.MouseButton.LeftButton)
    assert [_one(id).minutes for id in series] == [60, 45, 45] and not head.change.isVisible()
    desk.deeds.undo(said.undoable[-1][1])
    assert [_one(id).minutes for id in series] == [60, 45, 60]


def test_deleting_one_of_a_series_leaves_the_others_and_all_that_follow_is_one_deed(
    qtbot, tab, desk, said, series
):
    shown = tab()
    shown.open_one(series[1])
    assert "this one and the 1 that follows" in shown.editor.head.delete_following.text()
    qtbot.mouseClick(shown.editor.head.delete_following, Qt.MouseButton.LeftButton)
    assert _walls() == ["planned 2026-03-10T16:00"] and shown.shown == series[0]
    assert said.undoable[-1][0] == "Deleted 2 sessions with Ada."
    desk.deeds.undo(said.undoable[-1][1])
    assert sessions.count() == 3
    shown.open_one(series[0])
    shown.delete_shown()
    assert sessions.count() == 2


def test_a_start_that_is_edited_in_place_is_a_correction_and_moves_nothing(tab, planned):
    shown = tab()
    _put(shown.editor.form._fields["wall_start"], "2026-03-05", "11")
    assert shown.flush()
    assert _walls() == ["planned 2026-03-05T11:00"] and _one(planned.id).moved_to is None


def test_the_list_can_be_narrowed_to_a_mentor_and_marks_a_series(qtbot, tab, desk, relationship, series):
    bob = desk.relationships.start_with(desk.people, PersonDraft(name="Bob"), RelationshipDraft())
    desk.sessions.add(
        dataclasses.replace(_one(series[0]), relationship=bob.id, series=None, status=SessionStatus.HELD)
    )
    shown = tab()
    panel = shown.panel
    texts = [panel._person.itemText(row) for row in range(panel._person.count())]
    assert texts == ["Everybody", "Ada", "Bob"]
    panel._person.setCurrentIndex(2)
    panel.refresh()
    assert panel.list.rows.rowCount() == 1 and panel.filtered
    spoken = panel.list.rows.index(0, 0).data(Qt.ItemDataRole.DisplayRole)
    assert "Bob" in spoken and "↻" not in spoken
    shown.panel.clear_filter()
    spoken = [panel.list.rows.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(4)]
    assert sum("↻" in each for each in spoken) == 3


def test_the_next_planned_stands_first(tab, desk, relationship, session, series):
    wanted = sessions.Filter(order=sessions.Order.AHEAD)
    assert list(sessions.ids(wanted)) == [*series, session.id]


def test_every_control_of_a_planned_session_has_a_name(tab, series):
    shown = tab()
    shown.open_one(series[0])
    nameless = [
        widget
        for widget in shown.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not (widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text()))
    ]
    assert nameless == []


def test_preparing_asks_for_the_page_of_the_shown_session(qtbot, tab, planned):
    shown = tab()
    wanted = []
    shown.editor.preparation_wanted.connect(wanted.append)
    qtbot.mouseClick(shown.editor.head.prepare, Qt.MouseButton.LeftButton)
    assert wanted == [planned.id]


def test_a_session_that_is_to_come_is_held_now_and_undo_plans_it_again(qtbot, tab, desk, said, relationship):
    later = SessionDraft(relationship.id, SessionStatus.PLANNED, datetime(2026, 3, 4, 10), "Asia/Tokyo", 45)
    planned = desk.sessions.add(later)
    shown = tab()
    qtbot.mouseClick(shown.editor.head.hold, Qt.MouseButton.LeftButton)
    now = _one(planned.id)
    assert (now.status, now.wall_start, now.zone) == (SessionStatus.HELD, datetime(2026, 3, 3, 14), BERLIN)
    assert said.undoable[-1][0] == "Held now, planned for later: Ada, tomorrow 10:00."
    assert desk.deeds.undo(said.undoable[-1][1]) and _one(planned.id) == later


def test_a_session_whose_time_has_come_is_held_when_it_was_planned(qtbot, tab, desk, said, relationship):
    begun = SessionDraft(relationship.id, SessionStatus.PLANNED, datetime(2026, 3, 3, 14), BERLIN, 45)
    planned = desk.sessions.add(begun)
    shown = tab()
    qtbot.mouseClick(shown.editor.head.hold, Qt.MouseButton.LeftButton)
    assert _one(planned.id) == dataclasses.replace(begun, status=SessionStatus.HELD)
    assert said.undoable[-1][0] == "Held: Ada, today 14:00."


def test_a_missed_session_is_planned_again_a_week_later_with_the_same_person(qtbot, tab, desk, relationship):
    missed = SessionDraft(
        relationship.id, SessionStatus.MISSED, datetime(2026, 2, 20, 9), BERLIN, 25, topic="The talk"
    )
    desk.sessions.add(missed)
    shown = tab()
    again = shown.editor.head.again
    assert again.isVisible() and not shown.editor.head.hold.isVisible()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(PlanDialog)
    assert dialog.person.typed == "Ada" and dialog.start.value() == datetime(2026, 3, 6, 9)
    dialog.accept()
    made = _one(shown.shown)
    assert (made.relationship, made.status, made.minutes, made.topic) == (
        relationship.id,
        SessionStatus.PLANNED,
        25,
        "The talk",
    )
    assert not shown.editor.head.again.isVisible()


def test_a_wrong_day_is_told_whole_and_no_more_once_it_is_put_right(qtbot, plan, relationship):
    dialog = plan(relationship.id)
    line = dialog.start._day.line
    line.clear()
    qtbot.keyClicks(line, "5 nonsense")
    height = dialog.height()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    problem = dialog.start.problem
    qtbot.waitUntil(lambda: dialog.height() > height)
    qtbot.waitUntil(lambda: problem.height() >= problem.heightForWidth(problem.width()))
    assert problem.isVisible()
    line.clear()
    qtbot.keyClicks(line, "5 dec")
    assert not problem.isVisible() and dialog.dates.text().startswith("Saturday, 5 December 2026")
    _choose(dialog.rule, Rule.WEEKLY)
    dates = dialog.dates
    qtbot.waitUntil(
        lambda: dates.height() >= dates.heightForWidth(dates.width()) > 2 * dates.fontMetrics().height()
    )


def test_what_was_planned_goes_on_in_its_agenda_in_sight(qtbot, tab, desk, planned):
    shown = tab()
    shown.resize(1100, 420)
    shown.plan(kept.one(SessionDraft, planned.id).draft.relationship)
    shown.findChild(PlanDialog).accept()
    new_line = shown.editor.form.agenda.new_line
    assert shown.shown != planned.id and shown.focusWidget() is new_line
    qtbot.waitUntil(lambda: not new_line.visibleRegion().isEmpty())


def test_a_session_that_was_moved_goes_on_in_its_agenda(qtbot, tab, planned):
    shown = tab()
    qtbot.mouseClick(shown.editor.head.move_on, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(MoveDialog)
    _put(dialog.start, "2026-03-12", "17")
    dialog.accept()
    assert shown.shown != planned.id and shown.focusWidget() is shown.editor.form.agenda.new_line


def test_the_notes_of_a_session_that_was_held_are_in_sight_and_above_its_agenda(
    qtbot, tab, desk, session, planned
):
    for number in range(6):
        desk.agenda.add(AgendaItemDraft(session.id, f"Point {number}"))
    shown = tab()
    shown.resize(1180, 620)
    form = shown.editor.form
    shown.open_one(session.id)
    assert form.notes.edit.visibleRegion().boundingRect().height() > 60
    assert form.notes.edit.mapTo(form, QPoint()).y() < form.agenda.mapTo(form, QPoint()).y()
    assert not form.aims.button.isChecked()
    shown.open_one(planned.id)
    qtbot.waitUntil(lambda: form.notes.edit.mapTo(form, QPoint()).y() > form.agenda.mapTo(form, QPoint()).y())
    assert form.aims.button.isChecked()
