"""Where a name may be a mere word, the dialog of documents shows each place and asks; the answers hold while it is open."""

from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from mentee_app.domain.names_in_texts import Doubt
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.exports.handing_out import Form
from mentee_app.ui.export.document_dialog import DocumentDialog
from mentee_app.ui.export.document_kinds import DocumentKind
from mentee_app.ui.export.document_names import DocumentNames


@pytest.fixture
def session(desk):
    """A mentor whose names are words too, and a session whose notes hold both; the session (id)."""
    person = desk.people.add(PersonDraft("Rose Will")).id
    relationship = desk.relationships.add(RelationshipDraft(person)).id
    notes = "Rose said: I will plant a rose. Rose smiled, and Zoës and Rose Will left."
    draft = SessionDraft(relationship, Status.HELD, datetime(2026, 3, 2, 10), "Europe/Berlin", notes=notes)
    return desk.sessions.add(draft).id


@pytest.fixture
def dialog(qtbot, desk, session, tmp_path):
    """One session, to be shared with initials, as words."""
    dialog = DocumentDialog(
        desk, None, DocumentKind.SESSION, session, ask_for_path=partial(_place, tmp_path / "copy")
    )
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choices.share.click()
    dialog.choices.form.show_value(Form.MARKDOWN)
    dialog.choices.edited.emit()
    _settled(qtbot, dialog)
    assert not dialog.foot.names.isVisible()
    dialog.choices.initials.click()
    _settled(qtbot, dialog)
    return dialog


def _place(path, _parent, _suggested):
    return str(path)


def _settled(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._settling.isActive() and not dialog.preview.busy, timeout=30_000)


def _words_shown(dialog):
    return " ".join(dialog.preview.text.toPlainText().split())


def _asked(qtbot, dialog, answer):
    """Opens the places that may be names or words, and answers there; what was shown."""
    shown = []

    def act():
        asked = QApplication.activeModalWidget()
        try:
            qtbot.waitUntil(asked.list.hasFocus)
            model = asked.list.model()
            shown.extend(model.index(row, 0).data() for row in range(model.rowCount()))
            answer(asked)
        except BaseException:
            asked.reject()
            raise

    QTimer.singleShot(0, act)
    qtbot.mouseClick(dialog.foot.names, Qt.MouseButton.LeftButton)
    _settled(qtbot, dialog)
    return shown


def test_each_place_that_may_be_a_name_is_shown_and_answered_by_keys(qtbot, dialog, tmp_path):
    assert "R. W. said: I will plant a R. W. R. W. smiled" in _words_shown(dialog)
    assert "4 places in your texts were changed" in dialog.foot.left_out.text()
    assert "nickname" in dialog.foot.left_out.text() and "4 places" in dialog.foot.names.text()

    def answer(asked):
        qtbot.keyClick(asked.list, Qt.Key.Key_Down)
        qtbot.keyClick(asked.list, Qt.Key.Key_Down)
        assert asked.turn.text() == "It is a word (Space)"
        qtbot.keyClick(asked.list, Qt.Key.Key_Space)
        assert asked.list.currentIndex().data().split(", ")[-1] == "Word: stays"
        qtbot.keyClick(asked.list, Qt.Key.Key_Return)

    shown = _asked(qtbot, dialog, answer)
    assert shown == [
        "“Rose”, Rose said: I will plant a rose. Rose…, Name: initials",
        "“will”, Rose said: I will plant a rose. Rose smiled, and Zoës…, Word: stays",
        "“rose”, Rose said: I will plant a rose. Rose smiled, and Zoës and Rose Will…, Name: initials",
        "“Rose”, Rose said: I will plant a rose. Rose smiled, and Zoës and Rose Will left., Name: initials",
    ]
    assert "R. W. said: I will plant a rose. R. W. smiled, and Zoës and R. W. left" in _words_shown(dialog)
    dialog.save()
    qtbot.waitUntil(lambda: not dialog._saver.at_work)
    saved = (tmp_path / "copy.md").read_text("utf-8")
    assert "plant a rose. R. W. smiled" in saved and "3 places" in dialog.foot.left_out.text()


def test_one_key_answers_for_every_place_and_answers_stay_while_the_dialog_is_open(qtbot, dialog):
    _asked(qtbot, dialog, lambda asked: (asked.every_word.click(), asked.accept()))
    assert "Rose said: I will plant a rose. Rose smiled, and Zoës and R. W. left" in _words_shown(dialog)
    dialog.kind.show_value(DocumentKind.SHARE)
    dialog.kind.edited.emit()
    dialog.choices.initials.click()
    _settled(qtbot, dialog)
    assert "4 places may be names, but were taken for words" in dialog.foot.left_out.text()
    _asked(qtbot, dialog, lambda asked: (asked.every_name.click(), asked.reject()))
    assert "4 places may be names, but were taken for words" in dialog.foot.left_out.text()

    def answer(asked):
        asked.turn.click()
        asked.alike.click()
        asked.accept()

    _asked(qtbot, dialog, answer)
    assert "2 of them may be words and no names" in dialog.foot.left_out.text()


def test_everything_in_the_places_that_may_be_names_has_a_name(qtbot):
    doubt = Doubt("I ", "w&ll", " go", likely=True)
    asked = DocumentNames([doubt], frozenset())
    qtbot.addWidget(asked)
    asked.show()
    assert asked.list.accessibleName() and asked.alike.text() == "Every “w&&ll” is a name"
    every = [each for each in asked.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [
        each for each in every if not each.accessibleName() and not (hasattr(each, "text") and each.text())
    ] == []
