"""Real files through the real window and the child that reads them: shown, brought in, taken back, and never a surprise."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog

from mentee_app import app as application
from mentee_app import gui
from mentee_app.backup import listing
from mentee_app.backup.places import Reason
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.exports import everything as written
from mentee_app.queries import kept, outside
from mentee_app.ui.importing.duplicates_dialog import DuplicatesDialog
from mentee_app.ui.importing.everything_dialog import EverythingDialog
from mentee_app.ui.importing.import_dialog import ImportDialog
from mentee_app.ui.importing.reading_dialog import ReadingDialog
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.widgets.message import PlainMessage

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20300304T090000Z\r\nDTEND:20300304T100000Z\r\nSUMMARY:Prices\r\n"
    "ATTENDEE;CN=Ada Lovelace:mailto:ada@x.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace Hopper\r\nN:Hopper;Grace;;;\r\nEMAIL:g@x.org\r\nEND:VCARD\r\n"
TABLE = "First name,Last name,E-mail\nAda,Lovelace,ada@x.org\nGrace,Hopper,\n,,nobody@x.org\n"


@pytest.fixture
def whole(tmp_path):
    """The file of another notebook in which Bo is."""
    with application.opened(tmp_path / "other") as other:
        other.people.add(PersonDraft("Bo"))
        return written.content()


@pytest.fixture
def app(whole, tmp_path):
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def studio(qtbot, app):
    studio = gui.Studio(Theme())
    qtbot.addWidget(studio.window)
    studio.window.restore("", 0)
    studio.furnish(app, lambda: "Europe/Berlin", app.folder)
    studio.window.show()
    with qtbot.waitExposed(studio.window):
        pass
    return studio


@pytest.fixture
def doors(studio):
    return studio.imports()


@pytest.fixture
def shown(qtbot, doors, tmp_path):
    """Opens a file with this content, and waits for what is shown then."""

    def shown(name, content, kind=ImportDialog):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        doors.open(path)
        return _waited(qtbot, doors, kind)

    return shown


def test_a_calendar_comes_in_after_a_backup_and_one_undo_takes_it_back(qtbot, studio, app, shown):
    dialog = shown("team.ics", CALENDAR)
    assert [row.item.draft.name for row in dialog._rows.values() if row.noun == "Person"] == ["Ada Lovelace"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert _names() == ["Ada Lovelace"] and dialog.brought.sessions == 1
    assert [each.reason for each in listing.copies(app.folder)] == [Reason.BEFORE_IMPORT]
    studio.window.undo_last()
    assert _names() == []


def test_cards_a_table_and_notes_are_each_known_by_what_they_hold(qtbot, doors, shown, tmp_path):
    shown("cards.txt", CARD).bring_in()
    table = shown("people.txt", TABLE)
    assert table.refused.told.startswith("Line 4: ")
    table.bring_in()
    assert _names() == ["Ada Lovelace", "Grace Hopper"]
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "one.md").write_text("---\ndate: 2026-01-05\nperson: Ada Lovelace\n---\nWe spoke.")
    doors.import_folder(lambda _parent: str(tmp_path / "notes"))
    assert _waited(qtbot, doors, ImportDialog).bring_in().sessions == 1


def test_a_whole_notebook_comes_in_and_goes_again(studio, whole, shown):
    dialog = shown("all.json", whole, EverythingDialog)
    dialog.bring_in()
    assert _names() == ["Bo"]
    studio.window.undo_last()
    assert _names() == []


def test_what_is_typed_elsewhere_is_saved_first(qtbot, studio, app, shown):
    ada = app.people.add(PersonDraft("Ada Lovelace")).id
    studio.window.show_tab(Kind.CONTACTS)
    tab = studio.window.tab_of(Kind.CONTACTS)
    tab.open_one(ada)
    line = tab.editor.person.name.widget
    line.setFocus()
    line.end(False)
    qtbot.keyClicks(line, " King")
    dialog = shown("people.csv", "Name,E-mail\nGrace,g@x.org\n")
    assert kept.one(PersonDraft, ada).draft.name == "Ada Lovelace King"
    dialog.bring_in()
    assert _names() == ["Ada Lovelace King", "Grace"]


def test_a_second_import_is_not_begun_while_one_is_open(studio, doors, shown, tmp_path):
    first = shown("people.csv", TABLE)
    asked = []
    doors.import_file(lambda _parent: asked.append(True) or "")
    doors.open(tmp_path / "people.csv")
    assert asked == [] and doors._at is first
    assert [each for each in studio.window.findChildren(QDialog) if each.isVisible()] == [first]
    first.reject()
    assert doors._at is None and _names() == []


def test_escape_while_a_file_is_read_changes_nothing(qtbot, studio, doors, tmp_path):
    (tmp_path / "people.csv").write_text(TABLE)
    doors.open(tmp_path / "people.csv")
    waiting = doors._at
    assert isinstance(waiting, ReadingDialog)
    waiting.open()
    child = waiting._reading
    qtbot.keyClick(waiting, Qt.Key.Key_Escape)
    child._thread.join(20)
    assert doors._at is None and not child._thread.is_alive()
    assert [each for each in studio.window.findChildren(QDialog) if each.isVisible()] == []


def test_a_bug_while_a_file_is_read_is_told_once_and_another_file_can_be_read(
    qtbot, doors, shown, tmp_path, monkeypatch
):
    (tmp_path / "people.csv").write_text(TABLE)
    with qtbot.captureExceptions() as told, monkeypatch.context() as broken:
        broken.setattr("mentee_app.imports.handing_over.rebuilt", lambda _pieces: 1 // 0)
        doors.open(tmp_path / "people.csv")
        qtbot.waitUntil(lambda: doors._at is None, timeout=20_000)
        shown("empty.csv", b"", PlainMessage).accept()
    assert [kind for kind, _error, _place in told] == [ZeroDivisionError]
    shown("people.csv", TABLE).reject()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.ics", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("empty.csv", b""),
        ("half.json", b'{"format": "mentee-everything", "version": 1, "people": ['),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words_and_another_can_be_tried(shown, doors, name, content):
    told = shown(name, content, PlainMessage)
    assert told.windowTitle() == "Nothing was brought in" and told.text.text().endswith(".")
    told.accept()
    assert doors._at is None and _names() == []
    shown("people.csv", TABLE).reject()


def test_somebody_who_is_here_twice_after_an_import_is_offered_quietly(qtbot, studio, app, doors, shown):
    app.people.add(PersonDraft("A. Lovelace"))
    shown("cards.vcf", CARD).bring_in()
    assert not doors._bar.isVisible()
    shown("people.csv", TABLE).bring_in()
    assert doors._bar.isVisible() and doors._bar.sentence == "One person may be in your notebook twice now."
    doors._bar.wanted.emit()
    dialog = next(each for each in studio.window.findChildren(QDialog) if isinstance(each, DuplicatesDialog))
    assert len(dialog._pairs) == 1
    dialog.accept()


def test_a_file_that_is_dropped_onto_the_window_is_shown_and_two_are_not(qtbot, studio, doors, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    assert not _drop(studio.window, [path, tmp_path]) and doors._at is None
    assert _drop(studio.window, [path])
    dialog = _waited(qtbot, doors, ImportDialog)
    assert _names() == [] and len(dialog._rows) == 2
    dialog.reject()


def test_a_file_changed_by_another_program_between_is_told(qtbot, doors, whole, shown, tmp_path):
    dialog = shown("all.json", whole, EverythingDialog)
    changed = json.loads(whole)
    changed["people"] = []
    (tmp_path / "all.json").write_text(json.dumps(changed))
    assert dialog.bring_in() is None
    assert "changed while it was read" in dialog._said.text() and _names() == []


def _waited(qtbot, doors, kind):
    """The dialog of this kind, once it is shown."""

    def visible():
        return [
            each
            for each in doors._window.findChildren(QDialog)
            if isinstance(each, kind) and each.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(visible()), timeout=20_000)
    return visible()[0]


def _drop(window, paths: list[Path]) -> bool:
    """Carry files over the window and let them go; whether it takes them."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    what = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *what)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *what))
    return enter.isAccepted()


def _names():
    return sorted(name for _id, name, _email in outside.people())
