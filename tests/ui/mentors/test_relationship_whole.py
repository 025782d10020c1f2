"""A relationship in the Mentors tab: the glance and its keys, pause, skills, fit, history, and what is said only once."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import (
    Fit,
    Kind,
    RelationshipDraft,
    Rhythm,
    SkillDraft,
    Stage,
    Status,
)
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import kept, relationships
from mentee_app.ui import first_start
from mentee_app.ui.mentors.tab import MentorsTab


@pytest.fixture
def ada(desk):
    draft = RelationshipDraft(
        status=Status.ACTIVE,
        started_on=date(2026, 1, 5),
        rhythm=Rhythm.MONTHLY,
        area=desk.areas.named("Career"),
    )
    return desk.relationships.start_with(desk.people, PersonDraft(name="Ada"), draft)


@pytest.fixture
def bench(desk):
    """An active apprenticeship with two skills."""
    draft = RelationshipDraft(status=Status.ACTIVE, kind=Kind.APPRENTICESHIP)
    made = desk.relationships.start_with(desk.people, PersonDraft(name="Joe"), draft)
    desk.skills.add(SkillDraft(made.id, "Saw"))
    desk.skills.add(SkillDraft(made.id, "Plane", Stage.WATCHED, position=1))
    return made


@pytest.fixture
def tab(qtbot, desk):
    kept_alive = []

    def shown():
        tab = MentorsTab(desk, first_start.no_mentors(desk))
        kept_alive.append(tab)
        qtbot.addWidget(tab)
        tab.resize(1100, 900)
        tab.show()
        with qtbot.waitExposed(tab):
            pass
        return tab

    return shown


def _session(desk, relationship, start, status=SessionStatus.HELD):
    wall = datetime.fromisoformat(start)
    draft = SessionDraft(relationship=relationship, status=status, wall_start=wall, zone="Europe/Berlin")
    return desk.sessions.add(draft).id


def _draft(id):
    return kept.one(RelationshipDraft, id).draft


def _focus(widget):
    return widget.window().focusWidget()


def _choose(field, value):
    field.show_value(value)
    field.edited.emit()
    field.left.emit()


def test_the_glance_says_what_it_is_since_when_and_when_the_next_session_would_be(tab, desk, ada):
    _session(desk, ada.id, "2026-02-14T10:00")
    glance = tab().editor.glance
    assert glance.what.text() == "Mentoring · Active · Career"
    assert glance.since.text() == "Since 5 January 2026 · Every month"
    assert glance.next.text() == "Every month: next around 14 March. None is planned."
    assert glance.last.text() == "Last session: 2 weeks ago · 1 session"
    assert not glance.prepare.isVisible() and glance.plan.property("role") == "primary"


def test_a_rhythm_that_has_passed_says_since_when_in_amber(tab, desk, ada):
    _session(desk, ada.id, "2026-01-14T10:00")
    glance = tab().editor.glance
    assert "was due around 14 February, 2 weeks ago" in glance.next.text()
    assert glance.next.property("role") == "overdue"


def test_a_planned_session_is_one_key_from_its_preparation(qtbot, tab, desk, ada):
    planned = _session(desk, ada.id, "2026-03-05T10:00", SessionStatus.PLANNED)
    editor = tab().editor
    assert editor.glance.next.text() == "Next session: Thursday 10:00"
    with qtbot.waitSignal(editor.preparation_wanted) as wanted:
        qtbot.keyClick(editor.glance.prepare, Qt.Key.Key_Return)
    assert wanted.args == [planned]
    with qtbot.waitSignal(editor.plan_wanted) as wanted:
        qtbot.keyClick(editor.glance.plan, Qt.Key.Key_Return)
    assert wanted.args == [ada.id]


def test_the_glance_follows_a_session_that_is_entered_elsewhere(qtbot, tab, desk, ada):
    glance = tab().editor.glance
    assert glance.last.text() == "No session yet."
    _session(desk, ada.id, "2026-03-03T10:00")
    assert glance.last.text() == "Last session: today · 1 session"


def test_enter_pauses_until_a_day_and_going_on_ends_it(qtbot, tab, desk, said, ada):
    editor = tab().editor
    qtbot.keyClick(editor.glance.pause, Qt.Key.Key_Return)
    line = editor.glance.pausing.day.widget.line
    assert _focus(editor) is line
    qtbot.keyClicks(line, "2026-06-01")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (_draft(ada.id).status, _draft(ada.id).paused_until) == (Status.PAUSED, date(2026, 6, 1))
    assert "Look again: Mon 1 Jun" in editor.glance.since.text()
    assert _focus(editor) is editor.glance.go_on
    assert said.undoable[0][0] == "Paused: Ada."
    qtbot.keyClick(editor.glance.go_on, Qt.Key.Key_Return)
    assert _draft(ada.id) == ada.draft and not editor.glance.go_on.isVisible()
    assert desk.deeds.undo(said.undoable[1][1]) and _draft(ada.id).status is Status.PAUSED


def test_the_list_says_when_a_paused_one_is_to_be_looked_at_again(tab, desk, ada):
    desk.relationships.pause(ada.id, date(2026, 3, 4))
    panel = tab().panel
    row = panel.page([ada.draft.person])[0]
    assert panel.look(row).below == "Mentoring · Career · Paused, look again tomorrow"


def test_a_day_that_cannot_be_read_pauses_nothing_and_esc_leaves(qtbot, tab, ada):
    editor = tab().editor
    editor.glance.pause.click()
    line = editor.glance.pausing.day.widget.line
    qtbot.keyClicks(line, "some day")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "no such day" in editor.glance.pausing.day.problem.text()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not editor.glance.pausing.isVisible() and _draft(ada.id) == ada.draft


def test_a_status_suggests_its_day_and_never_overwrites_one(tab, desk):
    made = desk.relationships.start_with(desk.people, PersonDraft(name="Bob"), RelationshipDraft())
    shown = tab()
    form = shown.editor.relationship
    _choose(form._fields["status"], Status.ACTIVE)
    assert shown.flush() and _draft(made.id).started_on == date(2026, 3, 3)
    assert form._fields["started_on"].value() == date(2026, 3, 3)
    _choose(form._fields["started_on"], date(2025, 1, 1))
    _choose(form._fields["status"], Status.ASKED)
    _choose(form._fields["status"], Status.ACTIVE)
    assert shown.flush() and _draft(made.id).started_on == date(2025, 1, 1)
    _choose(form._fields["status"], Status.ENDED)
    assert shown.flush() and _draft(made.id).ended_on == date(2026, 3, 3)
    assert shown.editor.glance.since.text() == "1 January 2025 – 3 March 2026 · no session yet"


def test_plus_and_minus_move_a_skill_on_its_ladder_and_are_counted(qtbot, tab, bench):
    editor = tab().editor
    skills = editor.relationship.skills
    stage = skills.list.forms()[0].stage
    stage.start_typing()
    assert stage.ladder.accessibleName() == "Stage of Saw: To learn, step 1 of 5"
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Plus):
        qtbot.keyClick(stage.ladder, key)
    saw = kept.several(SkillDraft, "relationship", bench.id)[0].draft
    assert saw.stage is Stage.HELPED and stage.label.text() == "Stage: Helped"
    counted = "To learn: 0 · Watched: 1 · Helped: 1 · Did it supervised: 0 · Do it alone: 0"
    assert skills.counts.text() == counted
    assert _focus(editor) is stage.ladder


def test_the_top_of_the_ladder_is_the_end_and_keeps_the_focus(qtbot, tab, desk, bench):
    editor = tab().editor
    stage = editor.relationship.skills.list.forms()[1].stage
    for _time in range(6):
        qtbot.mouseClick(stage.on, Qt.MouseButton.LeftButton)
    assert kept.several(SkillDraft, "relationship", bench.id)[1].draft.stage is Stage.ALONE
    assert not stage.on.isEnabled() and _focus(editor) is stage.ladder


def test_the_trial_of_an_apprenticeship_is_kept_with_what_was_agreed(tab, bench):
    shown = tab()
    shown.editor.relationship._agreement._fields["trial"].edit.insertPlainText("Four weeks")
    assert shown.flush() and relationships.agreed(bench.id) == {"trial": "Four weeks"}


def test_one_mentor_outside_is_advised_until_there_is_one_or_it_is_hidden(qtbot, tab, desk, bench):
    editor = tab().editor
    assert editor.outside.isVisible()
    other = desk.relationships.start_with(
        desk.people, PersonDraft(name="Zoe"), RelationshipDraft(status=Status.ACTIVE)
    )
    assert not editor.outside.isVisible()
    desk.relationships.trash(other.id)
    assert editor.outside.isVisible()
    qtbot.keyClick(editor.outside.hide_it, Qt.Key.Key_Return)
    assert not editor.outside.isVisible()
    editor.refresh()
    assert not editor.outside.isVisible()


def test_a_fit_that_is_not_one_says_calmly_what_can_be_done(tab, ada):
    shown = tab()
    form = shown.editor.relationship
    assert not form.fit_words.isVisible()
    _choose(form._fields["fit"], Fit.NOT)
    assert shown.flush() and _draft(ada.id).fit is Fit.NOT
    assert form.fit_words.isVisible() and "end it well" in form.fit_words.text()


def test_the_purpose_is_shown_once_where_it_was_only_agreed(tab, desk, ada):
    desk.relationships.agree(ada.id, "purpose", "To ask better")
    shown = tab()
    form = shown.editor.relationship
    assert form._purpose.value() == "To ask better"
    assert not form._agreement._boxes["purpose"].isVisible()
    form._purpose.edit.selectAll()
    form._purpose.edit.insertPlainText("")
    form._purpose.edit.insertPlainText("To ask less")
    assert shown.flush() and _draft(ada.id).purpose == "To ask less"
    shown.editor.refresh()
    assert not form._agreement._boxes["purpose"].isVisible()


def test_a_purpose_that_is_cleared_does_not_come_back(tab, desk, ada):
    desk.relationships.agree(ada.id, "purpose", "To ask better")
    shown = tab()
    form = shown.editor.relationship
    form._purpose.edit.selectAll()
    form._purpose.edit.insertPlainText("")
    assert shown.flush()
    shown.editor.show_one(ada.draft.person)
    shown.editor.refresh()
    assert form._purpose.value() == "" and relationships.agreed(ada.id)["purpose"] == ""


def test_an_agreed_purpose_that_differs_stays_readable(tab, desk, ada):
    desk.relationships.say_purpose(ada.id, "A newer one")
    desk.relationships.agree(ada.id, "purpose", "An older text")
    form = tab().editor.relationship
    assert form._purpose.value() == "A newer one"
    assert form._agreement._boxes["purpose"].isVisible()
    assert form._agreement._fields["purpose"].value() == "An older text"


def test_the_history_shows_each_relationship_and_choosing_one_opens_it(qtbot, tab, desk, ada):
    _session(desk, ada.id, "2026-01-14T10:00")
    old = desk.relationships.add(
        RelationshipDraft(
            person=ada.draft.person,
            kind=Kind.APPRENTICESHIP,
            status=Status.ENDED,
            started_on=date(2020, 1, 1),
            ended_on=date(2021, 5, 1),
            stay_in_touch=True,
        )
    )
    editor = tab().editor
    lines = [button.whole for button in editor.timeline.buttons.values()]
    assert lines == [
        "Shown: Mentoring · Career · since Jan 2026 · 1 session · Active",
        "Apprenticeship · Jan 2020 – May 2021 · no session yet · Ended · you stay in touch",
    ]
    editor.timeline.buttons[old.id].setFocus()
    qtbot.keyClick(editor.timeline.buttons[old.id], Qt.Key.Key_Return)
    assert editor.relationship.shown.id == old.id
    assert _focus(editor) is editor.timeline.buttons[old.id]
    assert editor.glance.what.text() == "Apprenticeship · Ended"


def test_one_relationship_has_no_history(tab, ada):
    assert not tab().editor.timeline.isVisible()


def test_a_relationship_or_a_skill_that_was_searched_for_is_shown(tab, desk, ada, bench):
    other = desk.relationships.add(RelationshipDraft(person=bench.draft.person, status=Status.ENDED))
    skill = kept.several(SkillDraft, "relationship", bench.id)[1]
    shown = tab()
    shown.open_one(bench.draft.person, other.id)
    assert shown.editor.relationship.shown.id == other.id
    shown.open_one(bench.draft.person, skill.id)
    assert shown.editor.relationship.shown.id == bench.id
    assert _focus(shown) is shown.editor.relationship.skills.list.forms()[1].stage.ladder
