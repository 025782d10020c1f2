"""The Mentors tab: the person, one or more relationships, what was agreed, skills, and the way to a session."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Kind, RelationshipDraft, SkillDraft, Stage, Status
from mentee_app.queries import areas, kept, mentors, relationships
from mentee_app.storage import rows
from mentee_app.ui import first_start
from mentee_app.ui.mentors.tab import MentorsTab


@pytest.fixture
def ada(desk):
    draft = RelationshipDraft(status=Status.ACTIVE, started_on=date(2026, 1, 5))
    return desk.relationships.start_with(desk.people, PersonDraft(name="Ada"), draft)


@pytest.fixture
def tab(qtbot, desk):
    def shown():
        tab = MentorsTab(desk, first_start.no_mentors(desk))
        qtbot.addWidget(tab)
        tab.resize(1100, 700)
        tab.show()
        with qtbot.waitExposed(tab):
            pass
        return tab

    return shown


def _choose(field, value):
    field.show_value(value)
    field.edited.emit()
    field.left.emit()


def test_every_field_of_a_person_is_kept(qtbot, tab, desk, ada):
    shown = tab()
    fields = shown.editor.person._fields
    texts = {"name", "role", "organisation", "email", "phone", "industry", "reach", "how_met", "notes"}
    for name in texts:
        fields[name].show_value(f"my {name}")
        fields[name].edited.emit()
    fields["keep_in_touch_days"].show_value(30)
    fields["keep_in_touch_days"].edited.emit()
    assert shown.flush()
    draft = kept.one(PersonDraft, ada.draft.person).draft
    assert {name: getattr(draft, name) for name in texts} == {name: f"my {name}" for name in texts}
    assert draft.keep_in_touch_days == 30 and shown.editor.title.text() == "my name"


def test_every_field_of_a_relationship_is_kept(tab, desk, ada):
    shown = tab()
    form = shown.editor.relationship
    _choose(form._fields["kind"], Kind.APPRENTICESHIP)
    _choose(form._fields["status"], Status.PAUSED)
    for name in ("purpose", "place", "end_condition"):
        form._fields[name].show_value(f"my {name}")
        form._fields[name].edited.emit()
    _choose(form._fields["planned_end_on"], date(2027, 1, 5))
    assert shown.flush()
    draft = kept.one(RelationshipDraft, ada.id).draft
    assert (draft.kind, draft.status, draft.planned_end_on) == (
        Kind.APPRENTICESHIP,
        Status.PAUSED,
        date(2027, 1, 5),
    )
    assert (draft.purpose, draft.place, draft.end_condition) == ("my purpose", "my place", "my end_condition")


def test_an_end_before_the_start_is_marked_and_not_kept(tab, ada):
    shown = tab()
    form = shown.editor.relationship
    _choose(form._fields["planned_end_on"], date(2025, 1, 5))
    assert "before the start" in form._fields["planned_end_on"].problem.text()
    assert kept.one(RelationshipDraft, ada.id).draft.planned_end_on is None


def test_a_new_area_is_made_once_when_its_field_is_left(qtbot, tab, ada):
    shown = tab()
    box = shown.editor.relationship._fields["area"]._box
    box.lineEdit().setFocus()
    qtbot.keyClicks(box.lineEdit(), "Baking bread")
    qtbot.wait(600)
    assert areas.all_areas() == []
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Tab)
    assert [row.name for row in areas.all_areas()] == ["Baking bread"]
    assert shown.flush() and kept.one(RelationshipDraft, ada.id).draft.area == areas.all_areas()[0].id


def test_what_was_agreed_is_kept_by_term(tab, ada):
    shown = tab()
    agreement = shown.editor.relationship._agreement
    term, field = next(iter(agreement._fields.items()))
    field.edit.insertPlainText("One talk a month")
    assert shown.flush()
    assert relationships.agreed(ada.id) == {term: "One talk a month"}


def test_what_is_agreed_elsewhere_while_i_type_stands_beside_my_words(tab, desk, ada):
    shown = tab()
    term, field = next(iter(shown.editor.relationship._agreement._fields.items()))
    desk.relationships.agree(ada.id, term, "All of it.\nBut the mast.")
    field.edit.moveCursor(field.edit.textCursor().MoveOperation.End)
    field.edit.insertPlainText("\nMy line.")
    desk.relationships.agree(ada.id, term, "Nearly all of it.\nBut the mast.\nTheir line.")
    assert shown.flush()
    merged = "Nearly all of it.\nBut the mast.\nTheir line.\nMy line."
    assert relationships.agreed(ada.id)[term] == merged == field.value()
    assert field.edit.textCursor().position() == len(merged)


def test_an_apprenticeship_has_other_terms_and_skills_and_a_mentoring_has_not(qtbot, tab, ada):
    shown = tab()
    form = shown.editor.relationship
    mentoring = set(form._agreement._fields)
    assert not form.skills.isVisible()
    _choose(form._fields["kind"], Kind.APPRENTICESHIP)
    assert form.skills.isVisible() and {"learning", "tasks"} <= set(form._agreement._fields) - mentoring
    qtbot.keyClicks(form.skills.list.new_line, "Sharpening")
    qtbot.keyClick(form.skills.list.new_line, Qt.Key.Key_Return)
    _choose(form.skills.list.forms()[0]._fields["stage"], Stage.HELPED)
    assert shown.flush()
    skill = kept.several(SkillDraft, "relationship", ada.id)[0].draft
    assert (skill.name, skill.stage) == ("Sharpening", Stage.HELPED)


def test_a_person_can_have_a_second_relationship(qtbot, tab, ada):
    shown = tab()
    qtbot.mouseClick(shown.editor.another, Qt.MouseButton.LeftButton)
    assert len(relationships.of_person(ada.draft.person)) == 2
    assert shown.editor.relationship.shown.id != ada.id and shown.editor.timeline.isVisible()
    shown.editor.show_relationship(ada.id)
    assert shown.editor.relationship.shown.id == ada.id


def test_goals_it_helps_with_are_tied(tab, desk, ada):
    goal = desk.goals.add(GoalDraft("Ask better"))
    shown = tab()
    field = shown.editor.relationship._goals
    field._actions[goal.id].trigger()
    assert list(relationships.goals_of(ada.id)) == [goal.id]
    assert field._button.text() == "Ask better"


def test_who_introduced_them_is_kept_as_a_person_too(qtbot, tab, ada):
    shown = tab()
    field = shown.editor.person._fields["introduced_by"]
    field.widget.setFocus()
    qtbot.keyClicks(field.widget, "Grace Hopper")
    qtbot.keyClick(field.widget, Qt.Key.Key_Tab)
    assert shown.flush()
    grace = rows.of("SELECT id FROM person WHERE name = 'Grace Hopper'")[0][0]
    assert kept.one(PersonDraft, ada.draft.person).draft.introduced_by == grace
    assert len(mentors.ids(mentors.Filter())) == 1


def test_a_session_begins_with_the_relationship_that_is_shown(qtbot, tab, ada):
    shown = tab()
    with qtbot.waitSignal(shown.editor.session_wanted) as wanted:
        qtbot.mouseClick(shown.editor.glance.log, Qt.MouseButton.LeftButton)
    assert wanted.args == [ada.id]


def test_a_deleted_mentor_is_offered_back(qtbot, tab, desk, said, ada):
    shown = tab()
    shown.editor.delete_wanted.emit()
    assert len(mentors.ids(mentors.Filter())) == 0 and "Ada" in said.undoable[0][0]
    desk.deeds.undo(said.undoable[0][1])
    assert shown.panel.list.rows.rowCount() == 1


def test_the_list_is_filtered_by_status_and_area(tab, desk, ada):
    career = desk.areas.named("Career")
    draft = RelationshipDraft(status=Status.ASKED, area=career)
    desk.relationships.start_with(desk.people, PersonDraft(name="Bob"), draft)

    def picture(**wanted):
        return [
            f"{row.name} | {row.status.value} | {row.area}"
            for row in mentors.page(mentors.ids(mentors.Filter(**wanted)))
        ]

    assert picture() == picture(order=mentors.Order.STATUS) == ["Ada | active | ", "Bob | asked | Career"]
    assert (
        picture(status=Status.ASKED)
        == picture(area=career)
        == picture(words="bo")
        == ["Bob | asked | Career"]
    )


def test_a_mentor_whom_one_has_is_active_from_the_start(tab):
    shown = tab()
    shown.begin_new()
    [begun] = relationships.of_person(shown.shown)
    assert begun.draft.status is Status.ACTIVE and begun.draft.started_on is None
