"""The Goals tab: what a goal expands, its steps, and how it ended."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.goals import Expands, GoalDraft, MilestoneDraft, Status, Subject, Wanted
from mentee_app.queries import goals, kept
from mentee_app.ui import first_start
from mentee_app.ui.goals.tab import GoalsTab


@pytest.fixture
def tab(qtbot, desk):
    tab = GoalsTab(desk, first_start.no_goals(desk))
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


def test_a_new_goal_waits_for_its_title(qtbot, tab):
    tab.begin_new()
    line = tab.editor.form.name.widget
    assert line.selectedText() == line.text()
    qtbot.keyClicks(line, "Speak without notes")
    assert tab.flush()
    assert [goal.title for goal in goals.names()] == ["Speak without notes"]


def test_every_field_of_a_goal_is_kept(tab, desk):
    wanted = GoalDraft(
        title="Speak",
        area=desk.areas.named("Work"),
        expands=Expands.EXPERIENCE,
        subject=Subject.ISSUE,
        subject_name="speaking",
        why="I hide behind slides",
        measure="Ten minutes without them",
        wanted=(Wanted.FEEDBACK, Wanted.CHALLENGE),
        status=Status.REACHED,
        target_on=date(2026, 9, 1),
        review_on=date(2026, 6, 1),
        ended_on=date(2026, 8, 1),
        baseline=20,
        ending="It works",
        learned="Breathe",
    )
    tab.begin_new()
    form = tab.editor.form
    for name, field in form._fields.items():
        field.show_value(getattr(wanted, name))
        field.edited.emit()
    assert tab.flush()
    assert kept.one(GoalDraft, tab.shown).draft == wanted
    assert form._ending.isVisible()


def test_steps_are_added_line_by_line_and_counted_in_the_list(qtbot, tab):
    tab.begin_new()
    line = tab.editor.form.milestones.new_line
    for step in ("First", "Second"):
        qtbot.keyClicks(line, step)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    first = tab.editor.form.milestones.forms()[0]
    first._fields["done_on"].show_value(date(2026, 3, 1))
    first._fields["done_on"].edited.emit()
    assert tab.flush()
    steps = [each.draft.title for each in kept.several(MilestoneDraft, "goal", tab.shown)]
    assert steps == ["First", "Second"]
    assert "1 of 2 steps · next: Second" in tab.panel.list.rows.index(0, 0).data(Qt.ItemDataRole.DisplayRole)


def test_a_number_that_is_none_is_marked(tab):
    tab.begin_new()
    field = tab.editor.form._fields["baseline"]
    field.widget.setText("lots")
    field.edited.emit()
    tab.flush()
    assert "not a number" in field.problem.text() and field.widget.text() == "lots"


def test_goals_are_sorted_with_the_ended_ones_last(desk):
    for title, status, day in (
        ("Ended", Status.REACHED, date(2026, 1, 1)),
        ("Later", Status.OPEN, date(2026, 9, 1)),
        ("Sooner", Status.OPEN, date(2026, 5, 1)),
        ("Some day", Status.OPEN, None),
    ):
        desk.goals.add(GoalDraft(title, status=status, target_on=day))
    titles = [row.title for row in goals.page(goals.ids(goals.Filter()))]
    assert titles == ["Sooner", "Later", "Some day", "Ended"]
