"""A text field in which a word of a hundred thousand letters stands, or is pasted: lines break anywhere, nothing changes."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QTimer
from PySide6.QtGui import QContextMenuEvent, QTextOption
from PySide6.QtWidgets import QWidget

from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.widgets.note_edit import NoteEdit, PlainTextEdit

LONG = "x" * 100_000
ANYWHERE = QTextOption.WrapMode.WrapAnywhere
BETWEEN_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def _pasted(edit):
    source = QMimeData()
    source.setText(f"before {LONG}")
    edit.insertFromMimeData(source)


@pytest.mark.parametrize(
    "put",
    [
        lambda edit: edit.setPlainText(f"before {LONG}"),
        lambda edit: edit.replace_text(f"before {LONG}"),
        _pasted,
    ],
    ids=["shown", "in place", "pasted"],
)
def test_a_word_that_is_too_long_to_be_looked_for_is_broken_anywhere_and_kept(qtbot, put):
    edit = NoteEdit(2, 12)
    qtbot.addWidget(edit)
    edit.show()
    put(edit)
    assert edit.wordWrapMode() is ANYWHERE and edit.text() == f"before {LONG}"


def test_the_next_text_is_broken_between_its_words_again(qtbot):
    edit = PlainTextEdit()
    qtbot.addWidget(edit)
    edit.setPlainText(LONG)
    edit.setPlainText("some words " * 10_000)
    assert edit.wordWrapMode() is BETWEEN_WORDS


def test_a_field_gives_back_letter_by_letter_what_it_was_shown(qtbot):
    field = TextField("notes", "Notes")
    qtbot.addWidget(field.edit)
    field.show_value(f"{LONG}\n\n  語 {LONG}")
    assert field.value() == f"{LONG}\n\n  語 {LONG}"


def test_a_menu_that_goes_away_with_the_dialog_it_is_open_in_is_no_fault(qtbot):
    dialog = QWidget()
    edit = NoteEdit(1, 3)
    edit.setParent(dialog)
    dialog.show()
    gone = []
    dialog.destroyed.connect(lambda: gone.append(True))
    QTimer.singleShot(0, dialog.deleteLater)
    reason, at = QContextMenuEvent.Reason.Mouse, QPoint(2, 2)
    edit.contextMenuEvent(QContextMenuEvent(reason, at, edit.mapToGlobal(at)))
    assert gone == [True]
