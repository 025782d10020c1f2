"""Notes become advice, challenges and actions by a key; points carry on with their origin; templates begin an agenda."""

import dataclasses
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.relationships import Fit, RelationshipDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import kept, templates
from mentee_app.ui.sessions.templates_dialog import TemplatesDialog

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WAYS = [
    (Qt.Key.Key_A, AdviceDraft, 1),
    (Qt.Key.Key_C, ChallengeDraft, 2),
    (Qt.Key.Key_T, ActionDraft, 3),
]


@pytest.fixture
def writing(qtbot, tab, session):
    """The tab with the cursor in the notes."""
    shown = tab()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.editor.form.notes.edit.setFocus()
    shown.editor.form.notes.edit.insertPlainText(
        "She told a story.\n- Write <b>offers</b> the same day\n\nEnd"
    )
    return shown


def _cursor(shown, line, length=0):
    edit = shown.editor.form.notes.edit
    cursor = QTextCursor(edit.document().findBlockByNumber(line))
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, length)
    edit.setTextCursor(cursor)
    return edit


def _agenda(id):
    return [item.draft.text for item in kept.several(AgendaItemDraft, "session", id)]


@pytest.mark.parametrize(("key", "draft", "number"), WAYS)
def test_the_line_becomes_an_item_and_stays_in_the_notes(
    qtbot, writing, desk, said, session, key, draft, number
):
    edit = _cursor(writing, 1)
    qtbot.keyClick(edit, key, KEYS)
    found = kept.several(draft, "session", session.id)
    assert [each.draft.text for each in found] == ["Write <b>offers</b> the same day"]
    assert found[0].draft.person == kept.one(RelationshipDraft, session.draft.relationship).draft.person
    assert [form.shown.id for form in writing.editor.items[number].forms()] == [found[0].id]
    assert "- Write <b>offers</b> the same day" in kept.one(SessionDraft, session.id).draft.notes
    assert "offers" in said.undoable[-1][0] and said.failed == []
    desk.deeds.undo(said.undoable[-1][1])
    assert kept.several(draft, "session", session.id) == []


def test_a_selection_over_lines_becomes_one_item(qtbot, writing, session):
    edit = _cursor(writing, 0, len("She told a story.\n- Write"))
    qtbot.keyClick(edit, Qt.Key.Key_A, KEYS)
    (advice,) = kept.several(AdviceDraft, "session", session.id)
    assert advice.draft.text == "She told a story.\n- Write"
    assert advice.draft.given_on == session.draft.wall_start.date()


def test_an_empty_line_gives_a_calm_hint_and_makes_nothing(qtbot, writing, said, session):
    edit = _cursor(writing, 2)
    qtbot.keyClick(edit, Qt.Key.Key_A, KEYS)
    hint = writing.editor.form.note_tools.hint
    assert "empty" in hint.text() and said.failed == []
    assert kept.several(AdviceDraft, "session", session.id) == []
    _cursor(writing, 1)
    assert hint.text() == ""


def test_the_same_line_is_not_kept_twice(qtbot, writing, session):
    edit = _cursor(writing, 1)
    qtbot.keyClick(edit, Qt.Key.Key_A, KEYS)
    qtbot.keyClick(edit, Qt.Key.Key_A, KEYS)
    assert len(kept.several(AdviceDraft, "session", session.id)) == 1
    assert "already" in writing.editor.form.note_tools.hint.text()


def test_a_button_does_the_same_and_gives_the_cursor_back(qtbot, writing, session):
    edit = _cursor(writing, 1)
    button = list(writing.editor.form.note_tools.buttons.values())[2]
    assert "Ctrl+Shift+T" in button.toolTip() and button.accessibleName()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(kept.several(ActionDraft, "session", session.id)) == 1
    assert writing.focusWidget() is edit


def test_a_half_typed_new_line_is_not_lost_when_notes_become_an_item(qtbot, writing, session):
    qtbot.keyClicks(writing.editor.items[1].new_line, "Half a thought")
    edit = _cursor(writing, 1)
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_A, KEYS)
    texts = {each.draft.text for each in kept.several(AdviceDraft, "session", session.id)}
    assert texts == {"Half a thought", "Write <b>offers</b> the same day"}


def test_a_carried_point_says_from_when_and_opens_that_session(qtbot, tab, desk, said, session):
    desk.agenda.add(AgendaItemDraft(session.id, "Prices"))
    draft = dataclasses.replace(
        session.draft, status=SessionStatus.PLANNED, wall_start=datetime(2026, 3, 10, 9)
    )
    made = desk.sessions.plan(draft, Rule.ONCE, 1, desk.today()).sessions[0]
    shown = tab()
    shown.open_one(made)
    (form,) = shown.editor.items[0].forms()
    assert form.came_from.isVisible() and "from Sun 1 Mar" in form.came_from.text()
    qtbot.mouseClick(form.came_from, Qt.MouseButton.LeftButton)
    assert said.wanted[-1].id == session.id
    shown.open_one(session.id)
    (form,) = shown.editor.items[0].forms()
    assert not form.came_from.isVisible()
    assert form._fields["state"].value() is AgendaState.CARRIED


def test_nobody_carries_a_point_by_hand(tab, desk, session):
    desk.agenda.add(AgendaItemDraft(session.id, "Prices"))
    shown = tab()
    box = shown.editor.items[0].forms()[0]._fields["state"].box
    assert [box.itemText(row) for row in range(box.count())] == ["Open", "Reached"]


def test_a_template_adds_its_points_once_and_is_undone(tab, desk, said, session):
    desk.templates.add(dataclasses.replace(templates.built_in()[0], name="Mine & yours", points="One\nTwo"))
    shown = tab()
    tools = shown.editor.form.agenda_tools
    tools.fill()
    actions = {action.text(): action for action in tools.menu.actions()}
    assert [draft.name for draft in templates.built_in()] == [
        "First meeting",
        "Regular meeting",
        "Closing meeting",
    ]
    actions["Mine && yours"].trigger()
    assert _agenda(session.id) == ["One", "Two"]
    actions["Mine && yours"].trigger()
    assert _agenda(session.id) == ["One", "Two"] and "already" in tools._hint.text()
    actions["Closing meeting"].trigger()
    assert len(_agenda(session.id)) == 2 + 7
    desk.deeds.undo(said.undoable[-1][1])
    assert _agenda(session.id) == ["One", "Two"]


def test_an_agenda_becomes_a_template_that_is_named_at_once(qtbot, tab, desk, session):
    for text in ("Prices", "Terms\nand who pays"):
        desk.agenda.add(AgendaItemDraft(session.id, text))
    shown = tab()
    shown.editor.form.agenda_tools.saving_wanted.emit()
    dialog = shown.findChild(TemplatesDialog)
    assert templates.own()[0].draft.points == "Prices\nTerms and who pays"
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.form.name.widget.selectedText() == "Agenda with Ada"
    qtbot.keyClicks(dialog.form.name.widget, "Money")
    dialog.accept()
    assert templates.own()[0].draft.name == "Money"


def test_an_empty_agenda_makes_no_template(tab, session):
    shown = tab()
    shown.editor.form.agenda_tools.saving_wanted.emit()
    assert templates.own() == [] and "first" in shown.editor.form.agenda_tools._hint.text()


def test_whether_it_fits_is_asked_openly_only_while_that_is_not_clear(tab, desk, session):
    shown = tab()
    fit = shown.editor.form.fit
    assert fit.button.isChecked()
    field = shown.editor.form._fields["fit"]
    field.show_value(Fit.UNSURE)
    field.edited.emit()
    assert shown.flush()
    assert kept.one(RelationshipDraft, session.draft.relationship).draft.fit is Fit.UNSURE
    later = dataclasses.replace(session.draft, wall_start=datetime(2026, 3, 2, 9))
    newer, ahead = desk.sessions.add(later), dataclasses.replace(later, status=SessionStatus.PLANNED)
    shown.open_one(newer.id)
    assert fit.button.isChecked()
    field.show_value(Fit.GOOD)
    field.edited.emit()
    assert shown.flush()
    shown.open_one(session.id)
    assert not fit.button.isChecked()
    shown.open_one(desk.sessions.add(ahead).id)
    assert not fit.button.isChecked()


def test_a_hit_inside_a_session_takes_the_focus(qtbot, tab, desk, session):
    for number in range(12):
        desk.agenda.add(AgendaItemDraft(session.id, f"Point {number}", position=number))
    action = desk.actions.add(ActionDraft(session=session.id, text="Call the yard"))
    shown = tab()
    shown.open_one(session.id, action.id)
    form = shown.editor.form.part(action.id)
    assert form.isAncestorOf(shown.focusWidget())
    qtbot.waitUntil(lambda: shown.scroll_bar.value() > 0)
    shown.open_one(session.id, 1)
    assert shown.shown == session.id
