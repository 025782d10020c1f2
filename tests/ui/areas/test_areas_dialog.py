"""The dialog Areas of life: suggestions, names, colours, order, needs, merging and deleting, all by keyboard, all undoable."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mentee_app.domain.areas import AreaDraft, Colour, NeedDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.queries import areas, goals, kept
from mentee_app.ui.areas.colour_field import named
from mentee_app.ui.areas.dialog import AreasDialog


@pytest.fixture
def opened(qtbot, desk):
    """Opens the dialog over areas with these names."""

    def show(*names, at=None):
        for name in names:
            desk.areas.named(name)
        dialog = AreasDialog(desk, None)
        qtbot.addWidget(dialog)
        dialog.open_area(at)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return show


def _names():
    return [row.name for row in areas.all_areas()]


def test_an_empty_notebook_is_offered_words_to_begin_with(qtbot, opened):
    dialog = opened()
    assert list(dialog.suggestions.buttons) == ["Work", "Craft", "Family", "Health", "Money", "Community"]
    assert dialog.suggestions.buttons["Work"].hasFocus()
    assert not dialog.areas.list.isVisible() and not dialog.form.isVisible()
    qtbot.keyClick(dialog.suggestions.buttons["Work"], Qt.Key.Key_Space)
    line = dialog.form.name.widget
    assert line.hasFocus() and line.selectedText() == "Work"
    qtbot.keyClicks(line, "Paid work")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.flush() and _names() == ["Paid work"] and dialog.isVisible()
    dialog.suggestions.buttons["Craft"].click()
    assert _names() == ["Paid work", "Craft"] and not dialog.suggestions.buttons["Craft"].isVisible()


def test_whoever_has_areas_is_not_offered_words(opened):
    dialog = opened("Boats")
    assert not dialog.suggestions.isVisible() and dialog.areas.list.hasFocus()


def test_an_area_is_opened_by_its_id(opened, desk):
    desk.areas.named("Work")
    craft = desk.areas.named("Craft")
    dialog = opened(at=craft)
    assert dialog.form.shown.id == craft and dialog.form.name.widget.hasFocus()


def test_a_name_is_changed_in_place_and_an_empty_one_is_not_taken(qtbot, opened):
    dialog = opened("Work")
    line = dialog.form.name.widget
    line.selectAll()
    qtbot.keyClicks(line, "Labour & love")
    assert dialog.flush() and _names() == ["Labour & love"]
    line.clear()
    line.textEdited.emit("")
    dialog.flush()
    assert _names() == ["Labour & love"] and "A name is needed" in dialog.form.name.problem.text()


def test_a_colour_is_chosen_by_its_name_with_the_arrow_keys(qtbot, opened):
    dialog = opened("Work")
    buttons = dialog.form.colour.buttons
    assert [button.text() for button in buttons.values()] == [named(colour) for colour in Colour]
    assert all(not button.icon().isNull() for button in buttons.values())
    buttons[Colour.TEAL].setFocus()
    qtbot.keyClick(buttons[Colour.TEAL], Qt.Key.Key_Right)
    assert dialog.flush() and areas.all_areas()[0].colour is Colour.BLUE and buttons[Colour.BLUE].hasFocus()
    qtbot.keyClick(buttons[Colour.BLUE], Qt.Key.Key_Left)
    assert dialog.flush() and areas.all_areas()[0].colour is Colour.TEAL


def test_areas_are_put_in_order_by_keys(qtbot, opened):
    dialog = opened("Work", "Craft", "Family")
    alt = Qt.KeyboardModifier.AltModifier
    view = dialog.areas.list
    qtbot.keyClick(view, Qt.Key.Key_Down, alt)
    assert _names() == ["Craft", "Work", "Family"] and dialog.areas.current.name == "Work"
    qtbot.keyClick(view, Qt.Key.Key_Down, alt)
    qtbot.keyClick(view, Qt.Key.Key_Down, alt)
    assert _names() == ["Craft", "Family", "Work"]
    dialog.areas.up.click()
    assert _names() == ["Craft", "Work", "Family"]


def test_the_help_wanted_in_an_area_is_written_line_by_line(qtbot, opened):
    dialog = opened("Boats")
    line = dialog.form.needs.new_line
    qtbot.keyClicks(line, "Somebody who builds them")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    [need] = kept.several(NeedDraft, "area", dialog.areas.list.current)
    assert need.draft.text == "Somebody who builds them"
    assert "1 need" in dialog.areas.list.rows.index(0, 0).data(Qt.ItemDataRole.DisplayRole)


def test_a_deleted_area_comes_back_with_all_that_hangs_on_it(opened, desk):
    work = desk.areas.named("Work")
    goal = desk.goals.add(GoalDraft("Speak", area=work)).id
    dialog = opened("Craft", at=work)
    assert dialog.form.use.text() == "1 goal"
    dialog.delete.click()
    assert _names() == ["Craft"] and goals.page([goal])[0].area == ""
    assert dialog.undo_bar.isVisible() and dialog.form.shown.draft.name == "Craft"
    dialog.undo_bar.undo()
    assert _names() == ["Work", "Craft"] and goals.page([goal])[0].area == "Work"
    assert not dialog.undo_bar.isVisible()


def test_an_area_is_merged_into_another_one_and_taken_out_again(opened, desk):
    work, craft = desk.areas.named("Work"), desk.areas.named("Craft & <b>more</b>")
    goal = desk.goals.add(GoalDraft("Speak", area=work)).id
    dialog = opened(at=work)
    [action] = dialog.merge.menu().actions()
    assert action.text() == "Craft && <b>more</b>"
    action.trigger()
    assert _names() == ["Craft & <b>more</b>"] and goals.page([goal])[0].area == "Craft & <b>more</b>"
    assert dialog.form.shown.id == craft and not dialog.merge.isEnabled()
    dialog.undo_bar.undo()
    assert _names() == ["Work", "Craft & <b>more</b>"] and goals.page([goal])[0].area == "Work"


def test_what_was_changed_since_is_told_and_left(opened, desk):
    work = desk.areas.named("Work")
    desk.goals.add(GoalDraft("Speak", area=work))
    dialog = opened("Craft", "Family", at=work)
    craft, family = (row.id for row in areas.all_areas()[1:])
    dialog.merge_into(craft)
    desk.areas.merge(craft, family)
    dialog.undo_bar.undo()
    assert "changed again since" in dialog.said.text() and _names() == ["Family"]


def test_the_last_deleted_area_leaves_the_words_to_begin_with(opened):
    dialog = opened("Boats")
    dialog.delete.click()
    assert dialog.suggestions.isVisible() and not dialog.form.isVisible()
    dialog.undo_bar.undo()
    assert dialog.form.isVisible() and dialog.form.shown.draft == AreaDraft("Boats", Colour.TEAL, 0)


def test_everything_in_the_dialog_has_a_name(opened):
    dialog = opened("Work", "工作" * 60)
    nameless = [
        each
        for each in dialog.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and not each.accessibleName()
        and not (each.property("text") or "")
    ]
    assert nameless == []
