"""The Goals tab: what a goal expands, its steps, check-ins, reviews, and how it ended."""

import dataclasses
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import CheckInDraft, Expands, GoalDraft, MilestoneDraft, Status, Subject, Wanted
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import goals, kept
from mentee_app.ui import first_start
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.goals.tab import GoalsTab

_TODAY = date(2026, 3, 3)


@pytest.fixture
def tab(qtbot, desk):
    tab = GoalsTab(desk, first_start.no_goals(desk))
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    with qtbot.waitExposed(tab):
        pass
    return tab


@pytest.fixture
def shown(tab, desk):
    """Shows a goal with these fields; gives its id."""

    def show(**values):
        goal = desk.goals.add(GoalDraft(**{"title": "Speak", **values})).id
        tab.open_one(goal)
        return goal

    return show


def _in_list(tab, row=0):
    return tab.panel.list.rows.index(row, 0).data(Qt.ItemDataRole.DisplayRole)


def _buttons(tab):
    lines = tab.editor.about_it._lines
    return [lines.itemAt(place).widget() for place in range(lines.count())]


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
        status=Status.OPEN,
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


def test_steps_are_added_line_by_line_and_counted_in_the_list(qtbot, tab):
    tab.begin_new()
    line = tab.editor.milestones.new_line
    for step in ("First", "Second"):
        qtbot.keyClicks(line, step)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    first = tab.editor.milestones.forms()[0]
    first._fields["done_on"].show_value(date(2026, 3, 1))
    first._fields["done_on"].edited.emit()
    assert tab.flush()
    steps = [each.draft.title for each in kept.several(MilestoneDraft, "goal", tab.shown)]
    assert steps == ["First", "Second"]
    assert "1 of 2 steps · next: Second" in _in_list(tab)
    assert tab.editor.summary.step.text() == "Next step: Second"


def test_a_step_is_done_by_one_key_and_comes_back(qtbot, tab, shown, desk, said):
    goal = shown()
    for place, step in enumerate(("First", "Second")):
        desk.milestones.add(MilestoneDraft(goal, step, position=place))
    qtbot.keyClick(tab.editor.milestones.forms()[0].done, Qt.Key.Key_Space)
    assert [each.draft.done_on for each in kept.several(MilestoneDraft, "goal", goal)] == [_TODAY, None]
    assert tab.editor.milestones.forms()[0].done.isChecked()
    qtbot.keyClick(tab.editor.summary.step_button, Qt.Key.Key_Space)
    assert not tab.editor.summary.step_button.isVisible()
    assert [sentence for sentence, _deed in said.undoable] == ["Done: “First”", "Done: “Second”"]
    assert desk.deeds.undo(said.undoable[0][1])
    assert tab.editor.summary.step.text() == "Next step: First"
    assert not tab.editor.milestones.forms()[0].done.isChecked()


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


def test_how_a_goal_stands_is_said_at_a_glance(tab, shown, desk):
    goal = shown(area=desk.areas.named("Work"), target_on=date(2026, 3, 17), baseline=20)
    assert tab.editor.summary.line.text() == "Open · Work · target Tue 17 Mar (in 2 weeks) · no check-in yet"
    desk.check_ins.add(CheckInDraft(goal, date(2026, 3, 2), 45))
    assert "45 % at the last check-in, yesterday" in tab.editor.summary.line.text()
    assert tab.editor.progress.numbers.text() == "From 20 % at the start to 45 % now, 1 check-in."
    assert tab.editor.progress.chart.isVisible() and "45 %" in tab.editor.progress.chart.spoken
    assert "45 % · Work" in _in_list(tab)


def test_a_check_in_is_one_key_and_the_arrows_say_how_far(qtbot, tab, shown, said):
    goal = shown(baseline=20)
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    qtbot.keyClick(tab, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    line = tab.window().focusWidget()
    assert line.accessibleName() == "How far, by your own judgement, as a number"
    qtbot.keyClicks(line, "60")
    slider = tab.editor.progress.list.forms()[0].percent.slider
    assert line.text() == "60" and slider.value() == 60
    slider.setFocus()
    qtbot.keyClicks(slider, "2")
    assert line.text() == "2" and tab.window().focusWidget() is line
    qtbot.keyClicks(line, "0")
    slider.setFocus()
    for _press in range(3):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClicks(tab.editor.progress.list.forms()[0]._fields["reflection"].edit, "Better")
    assert tab.flush()
    [check_in] = goals.check_ins(goal)
    assert check_in.draft == CheckInDraft(goal, _TODAY, 35, "Better")
    assert said.undoable[0][0] == "Checked in at 20 %: “Speak”"
    assert "35 % at the last check-in, today" in tab.editor.summary.line.text()
    tab.editor.check_in.click()
    assert len(goals.check_ins(goal)) == 1


def test_a_check_in_that_was_just_begun_can_be_taken_back(tab, shown, desk, said):
    goal = shown()
    tab.editor.check_in.click()
    assert desk.deeds.undo(said.undoable[0][1])
    assert goals.check_ins(goal) == [] and tab.editor.progress.list.forms() == []
    assert not tab.editor.progress.chart.isVisible()


@pytest.mark.parametrize("typed", ["101", "-1", "half", "", "٣"])
def test_a_percent_that_cannot_be_keeps_the_last_one(tab, shown, desk, typed):
    goal = shown()
    desk.check_ins.add(CheckInDraft(goal, _TODAY, 40))
    field = tab.editor.progress.list.forms()[0].percent
    field.line.setText(typed)
    field.line.textEdited.emit(typed)
    tab.flush()
    if typed == "٣":
        assert goals.stands_at(goal) == 3
    else:
        assert goals.stands_at(goal) == 40 and "not a number" in field.problem.text()
        assert field.line.text() == typed


def test_what_came_in_while_a_day_that_is_none_was_typed_is_known_when_that_is_left(tab, shown, desk):
    goal = shown()
    form = tab.editor.form
    form._fields["target_on"]._edit.line.setText("some day")
    now = desk.goals.current(goal)
    desk.goals.save(now, dataclasses.replace(now.draft, why="From elsewhere"))
    assert form._autosave.pending
    form.flush()
    assert form.shown.draft.why == form._fields["why"].value() == "From elsewhere"


def test_the_newest_check_in_is_first_and_older_ones_are_a_key_away(tab, shown, desk):
    goal = shown()
    for day in range(1, 9):
        desk.check_ins.add(CheckInDraft(goal, date(2026, 2, day), day * 10, f"Day {day}"))
    layout = tab.editor.progress.list._column
    first = layout.itemAt(0).widget().form
    assert first.shown.draft.percent == 80 and len(tab.editor.progress.list.forms()) == 5
    assert tab.editor.progress.list.more.text() == "Show 3 earlier check-ins"
    tab.editor.progress.list.more.click()
    percents = [layout.itemAt(place).widget().form.shown.draft.percent for place in range(8)]
    assert percents == [80, 70, 60, 50, 40, 30, 20, 10] and not tab.editor.progress.list.more.isVisible()


def test_a_hit_of_the_search_opens_where_it_stands(qtbot, tab, shown, desk):
    goal = shown()
    old = [desk.check_ins.add(CheckInDraft(goal, date(2026, 2, day), day)) for day in range(1, 9)][0]
    step = desk.milestones.add(MilestoneDraft(goal, "First"))
    for part in (old, step):
        tab.open_one(goal, part.id)
        focused = tab.window().focusWidget()
        every = (*tab.editor.milestones.forms(), *tab.editor.progress.list.forms())
        [form] = [form for form in every if form.isAncestorOf(focused)]
        assert form.shown.id == part.id
        qtbot.waitUntil(partial(_is_in_sight, focused, tab._scroll.viewport()))


def _is_in_sight(widget: QWidget, view: QWidget) -> bool:
    place = widget.mapTo(view.parentWidget(), widget.rect().topLeft())
    return view.geometry().contains(widget.rect().translated(place))


def test_a_goal_that_was_looked_at_is_looked_at_again_later(tab, shown, desk, said):
    goal = shown(review_on=date(2026, 2, 10))
    assert tab.editor.summary.due.text() == "Time to look at it again, due 3 weeks ago."
    assert "look again, due 3 weeks ago" in _in_list(tab)
    in_a_month, in_a_quarter, never = tab.editor.summary.look.menu().actions()
    assert in_a_month.text() == "Again in a month, Fri 3 Apr"
    in_a_quarter.trigger()
    assert kept.one(GoalDraft, goal).draft.review_on == date(2026, 6, 3)
    assert not tab.editor.summary.due.isVisible() and goals.to_review(_TODAY) == []
    assert said.undoable[-1][0] == "Look at it again Wed 3 Jun: “Speak”"
    assert desk.deeds.undo(said.undoable[-1][1])
    assert tab.editor.summary.due.isVisible()
    tab.editor.summary.look.menu().actions()[2].trigger()
    assert kept.one(GoalDraft, goal).draft.review_on is None


@pytest.mark.parametrize("status", [Status.REACHED, Status.DROPPED])
def test_an_ending_asks_why_what_and_how_far(qtbot, tab, shown, desk, said, status):
    goal = shown(baseline=10)
    ending = tab.editor.form.ending
    assert not ending.isVisible()
    tab.editor.summary.statuses[status].click()
    first = ending.learned if status is Status.REACHED else ending.why
    assert ending.isVisible() and first.edit.hasFocus()
    assert not tab.editor.check_in.isVisible()
    qtbot.keyClicks(ending.why.edit, "It was borrowed")
    qtbot.keyClicks(ending.percent.line, "60")
    assert tab.flush()
    draft = kept.one(GoalDraft, goal).draft
    assert (draft.status, draft.ended_on, draft.ending) == (status, _TODAY, "It was borrowed")
    assert [each.draft.percent for each in goals.check_ins(goal)] == [60]
    assert desk.deeds.undo(said.undoable[0][1])
    assert not ending.isVisible() and kept.one(GoalDraft, goal).draft.ending == "It was borrowed"
    tab.editor.summary.statuses[status].click()
    tab.editor.summary.statuses[Status.OPEN].click()
    assert kept.one(GoalDraft, goal).draft.status is Status.OPEN and not ending.isVisible()


def test_a_dropped_goal_is_no_failure_in_words(tab, shown):
    shown(status=Status.DROPPED, ended_on=date(2026, 3, 2))
    said = tab.editor.form.ending.said.text()
    assert "decision" in said and "fail" not in said
    assert tab.editor.summary.line.text().startswith("Dropped yesterday")
    assert "Dropped" in _in_list(tab)


def test_a_goal_is_paused_and_gone_on_with(tab, shown):
    goal = shown(review_on=date(2026, 2, 10))
    tab.editor.summary.statuses[Status.PAUSED].click()
    assert kept.one(GoalDraft, goal).draft.status is Status.PAUSED
    assert not tab.editor.summary.due.isVisible()
    assert tab.editor.summary.statuses[Status.OPEN].text() == "Go on with it"


def test_who_helps_is_chosen_and_nobody_is_fine(tab, shown, desk):
    goal = shown()
    who = tab.editor.form.who_helps
    assert who._button.text() == "Without a mentor" and tab.editor.form.alone.isVisible()
    made = desk.relationships.start_with(desk.people, PersonDraft(name="Ada & Co"), RelationshipDraft())
    who._actions[made.id].trigger()
    assert list(goals.relationships_of(goal)) == [made.id] and not tab.editor.form.alone.isVisible()
    desk.relationships.help_with(made.id, [])
    assert who._button.text() == "Without a mentor"


def test_sessions_and_advice_about_a_goal_are_counted_and_open(tab, shown, desk, said):
    goal = shown()
    assert "No session about it yet" in tab.editor.about_it.counts.text()
    ada = desk.relationships.start_with(desk.people, PersonDraft(name="Ada"), RelationshipDraft())
    draft = SessionDraft(
        relationship=ada.id, wall_start=datetime(2026, 3, 2, 9), zone="Europe/Berlin", topic="Slides"
    )
    session = desk.sessions.add(draft)
    desk.sessions.serve(session.id, [goal])
    advice = desk.advice.add(AdviceDraft(ada.draft.person, session.id, "Use none"))
    assert tab.editor.about_it.counts.text() == "1 session · 1 piece of advice"
    assert [button.whole for button in _buttons(tab)] == [
        "yesterday · Ada · Planned · Slides · 1 to decide",
        "? Undecided · Use none · Ada",
    ]
    for button in _buttons(tab):
        button.click()
    assert said.wanted == [Place(Kind.SESSIONS, session.id), Place(Kind.SESSIONS, session.id, advice.id)]


def test_a_line_about_how_it_stands_is_a_check_in_of_today(qtbot, tab, shown, desk):
    goal = shown()
    desk.check_ins.add(CheckInDraft(goal, date(2026, 2, 1), 40))
    line = tab.editor.progress.list.new_line
    qtbot.keyClicks(line, "Slower than I hoped")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert goals.check_ins(goal)[0].draft == CheckInDraft(goal, _TODAY, 40, "Slower than I hoped")
    assert tab.editor.progress.list._column.itemAt(0).widget().form.shown.draft.held_on == _TODAY
    assert "2 check-ins" in tab.editor.progress.numbers.text()


def test_a_check_in_keeps_its_day_where_the_field_is_emptied(tab, shown, desk):
    goal = shown()
    desk.check_ins.add(CheckInDraft(goal, _TODAY, 40))
    day = tab.editor.progress.list.forms()[0]._fields["held_on"]
    day.show_value(None)
    day.edited.emit()
    tab.flush()
    assert goals.check_ins(goal)[0].draft.held_on == _TODAY and "no such day" in day.problem.text()


def test_an_area_that_is_renamed_or_deleted_elsewhere_is_shown_so(tab, shown, desk):
    area = desk.areas.named("Work")
    goal = shown(area=area)
    line = tab.editor.form.area.widget.lineEdit()
    base = desk.areas.current(area)
    desk.areas.save(base, AreaDraft("Craft", base.draft.colour))
    assert line.text() == "Craft" and "Craft" in tab.editor.summary.line.text()
    deed = desk.areas.trash(area)
    assert line.text() == "" and tab.flush()
    assert kept.one(GoalDraft, goal).draft.area == area
    assert desk.deeds.undo(deed) and line.text() == "Craft"


def test_everything_in_a_goal_has_a_name(tab, shown, desk):
    goal = shown(status=Status.REACHED, ended_on=_TODAY)
    desk.milestones.add(MilestoneDraft(goal, "First"))
    desk.check_ins.add(CheckInDraft(goal, _TODAY, 40))
    nameless = [
        each
        for each in tab.editor.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and not each.accessibleName()
        and not (each.property("text") or "")
    ]
    assert nameless == []
