"""My templates: added, renamed, ordered and deleted in one dialog, saved as typed, with undo where it is seen."""

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.templates import TemplateDraft
from mentee_app.queries import templates
from mentee_app.ui.sessions.templates_dialog import TemplatesDialog


@pytest.fixture
def dialog(qtbot, desk):
    def shown(chosen=None):
        dialog = TemplatesDialog(desk, None, chosen)
        qtbot.addWidget(dialog)
        dialog.show()
        with qtbot.waitExposed(dialog):
            pass
        return dialog

    return shown


@pytest.fixture
def three(desk):
    return [
        desk.templates.add(TemplateDraft(name, f"{name} point", place)) for place, name in enumerate("ABC")
    ]


def _names():
    return [each.draft.name for each in templates.own()]


def _listed(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def _click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_dialog_says_what_a_template_is_and_begins_one(qtbot, dialog):
    shown = dialog()
    assert "one a line" in shown._said.text() and not shown.form.isVisible()
    _click(qtbot, shown.add_button)
    qtbot.keyClicks(shown.form.name.widget, "Money talk")
    shown.form.points.edit.insertPlainText("Prices\n\n Terms ")
    assert _listed(shown)[0] in ("New template", "Money talk")
    shown.accept()
    assert _names() == ["Money talk"] and templates.own()[0].draft.points == "Prices\n\n Terms "


def test_the_order_is_kept(qtbot, dialog, three):
    shown = dialog()
    _click(qtbot, shown.down_button)
    assert _names() == _listed(shown) == ["B", "A", "C"] and shown.list.currentRow() == 1
    _click(qtbot, shown.down_button)
    assert _names() == ["B", "C", "A"] and not shown.down_button.isEnabled()
    _click(qtbot, shown.up_button)
    assert _names() == ["B", "A", "C"]


def test_another_row_is_shown_only_after_what_is_typed_is_saved(dialog, three):
    shown = dialog()
    shown.form.points.edit.setPlainText("")
    shown.form.points.edit.insertPlainText("typed just now")
    shown.list.setCurrentRow(2)
    assert shown.form.name.value() == "C"
    assert templates.own()[0].draft.points == "typed just now"
    shown.list.setCurrentRow(0)
    assert shown.form.points.value() == "typed just now"


def test_a_deleted_template_comes_back_by_the_bar_in_the_dialog(qtbot, dialog, three):
    shown = dialog(three[1].id)
    _click(qtbot, shown.delete_button)
    assert _names() == _listed(shown) == ["A", "C"] and shown.form.name.value() == "C"
    assert shown.undo_bar.isVisible() and "B" in shown.undo_bar._sentence.text()
    shown.undo_bar.undo()
    assert _names() == _listed(shown) == ["A", "B", "C"] and not shown.undo_bar.isVisible()


def test_the_last_one_can_be_deleted(qtbot, dialog, desk):
    desk.templates.add(TemplateDraft("Only", "point"))
    shown = dialog()
    _click(qtbot, shown.delete_button)
    assert _names() == [] and not shown.form.isVisible() and not shown.delete_button.isEnabled()
    shown.accept()
    assert not shown.isVisible()


def test_a_name_is_needed_and_the_last_one_is_kept(qtbot, dialog, three):
    shown = dialog()
    shown.form.name.widget.clear()
    shown.form.name.edited.emit()
    shown.accept()
    assert _names() == ["A", "B", "C"]
