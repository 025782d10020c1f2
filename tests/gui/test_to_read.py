"""A notebook that is open to be read only looks like it: nothing can be typed, every button that would write says why not."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton

from mentee_app import app as application
from mentee_app.domain.kinds import Kind
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.studio import Studio
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.read_only import refusal

_NOW = datetime(2026, 3, 3, 12)


@pytest.fixture
def folder(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        opened.samples.fill(60, today=_NOW.date(), zone="UTC")
    return tmp_path / "data"


@pytest.fixture(params=[True, False], ids=["to read", "to write"])
def to_read(request):
    return request.param


@pytest.fixture
def app(folder, to_read):
    opening = application.opened_to_read if to_read else application.opened
    with opening(folder) as opened:
        yield opened


@pytest.fixture
def studio(app, qtbot, monkeypatch):
    from mentee_app.ui import studio as module

    monkeypatch.setattr(module, "_AFTER_START_MS", 10_000_000)
    made = Studio(Theme(), lambda: _NOW)
    qtbot.addWidget(made.window)
    made.window.restore("", 0)
    made.furnish(app, lambda: "UTC", app.folder)
    made.window.show()
    with qtbot.waitExposed(made.window):
        pass
    yield made
    for dialog in made.window.findChildren(QDialog):
        dialog.reject()


def _every_tab(studio):
    for number in range(studio.window.tabs.count()):
        studio.window.tabs.setCurrentIndex(number)
        yield studio.window.tab(number)
    for kind in (Kind.QUESTIONS, Kind.CHALLENGES):
        tab = studio.window.tab_of(Kind.ADVICE)
        studio.window.show_tab(Kind.ADVICE)
        tab.show_kind(kind)
        yield tab


def _seen(kind, within):
    return [each for each in within.findChildren(kind) if each.isVisible()]


def _texts(within):
    """What a person types into, but not what narrows a list."""
    fields = [*_seen(QPlainTextEdit, within), *_seen(QLineEdit, within)]
    return [field for field in fields if not field.accessibleName().startswith("Filter")]


@pytest.mark.parametrize("to_read", [True], indirect=True)
def test_no_field_can_be_typed_into_and_each_can_be_copied_from(studio):
    seen = 0
    for tab in _every_tab(studio):
        for field in _texts(tab):
            seen += 1
            assert field.isReadOnly() and field.isEnabled(), (type(tab), field.accessibleName())
            assert refusal() in field.accessibleDescription()
            if isinstance(field, QPlainTextEdit):
                assert field.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert seen > 30


@pytest.mark.parametrize("to_read", [False], indirect=True)
def test_a_notebook_that_can_be_written_is_not_held_back(studio):
    for tab in _every_tab(studio):
        assert not [field.accessibleName() for field in _texts(tab) if field.isReadOnly()]
        assert not [each.text() for each in _seen(QAbstractButton, tab) if refusal() in each.toolTip()]


@pytest.mark.parametrize("to_read", [True], indirect=True)
def test_no_button_that_can_be_pressed_is_refused(studio):
    """Each enabled button of each editor is pressed: what would be refused has to be disabled, with the reason."""
    told = []
    studio.notices.failed.connect(told.append)
    studio.notices.wanted.disconnect(
        studio.go
    )  # what leads elsewhere would change the tab that is walked through
    refused = []
    for tab in _every_tab(studio):
        for button in _seen(QAbstractButton, tab):
            if not button.isEnabled() or isinstance(button, ElidedButton) or not button.isVisible():
                continue
            if getattr(button, "menu", lambda: None)():
                continue
            told.clear()
            name = f"{type(tab).__name__}: {button.text() or button.accessibleName()}"
            button.click()
            if refusal() in told:
                refused.append(name)
    assert sorted(set(refused)) == []


@pytest.mark.parametrize("to_read", [True], indirect=True)
def test_disabled_buttons_say_why(studio):
    editor = studio.window.tab_of(Kind.GOALS).editor
    studio.window.show_tab(Kind.GOALS)
    delete = next(each for each in _seen(QPushButton, editor) if each.text() == "Delete")
    assert not delete.isEnabled()
    assert refusal() in delete.toolTip() and delete.accessibleDescription() == refusal()
    delete.setEnabled(True)
    assert not delete.isEnabled()


@pytest.mark.parametrize("to_read", [True], indirect=True)
def test_what_only_reads_goes_on(studio):
    studio.window.show_tab(Kind.GOALS)
    tab = studio.window.tab_of(Kind.GOALS)
    tab.panel.filter.setText("a")
    assert not tab.panel.filter.isReadOnly() and tab.panel.filter.isEnabled()
    assert all(box.isEnabled() for box in _seen(QComboBox, tab.panel))
    assert not [each for each in _seen(ElidedButton, studio.window) if not each.isEnabled()]
    studio.open("search")
    line = next(each for each in studio.window.findChildren(QDialog) if each.isVisible()).line
    assert not line.isReadOnly()


@pytest.mark.parametrize("door", ["about-me", "areas", "templates", "trash", "second-folder"])
@pytest.mark.parametrize("to_read", [True], indirect=True)
def test_the_dialogs_can_be_read_and_closed(studio, door):
    studio.open(door)
    dialog = next(each for each in studio.window.findChildren(QDialog) if each.isVisible())
    assert all(field.isReadOnly() for field in _texts(dialog))
    usable = [each.text() for each in _seen(QPushButton, dialog) if each.isEnabled()]
    assert len(usable) == 1, usable
    next(each for each in _seen(QPushButton, dialog) if each.isEnabled()).click()
    assert not dialog.isVisible()


@pytest.mark.parametrize("to_read", [True], indirect=True)
def test_nothing_is_opened_to_be_filled_in_for_nothing(studio):
    told = []
    studio.notices.failed.connect(told.append)
    studio.plan()
    studio.go(Place(Kind.SESSIONS))
    studio.notices.wizard_wanted.emit(None)
    assert told == [refusal()] * 3
    assert not [each for each in studio.window.findChildren(QDialog) if each.isVisible()]
