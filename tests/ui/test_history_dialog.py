"""The dialog that saves the history: the real pages before saving, a clear word for each fault, and a way to stop."""

from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mentee_app.ui import message
from mentee_app.ui.history_dialog import HistoryDialog
from mentee_app.ui.pdf_saver import PdfSaver


@pytest.fixture
def dialog(qtbot, app, desk, tmp_path):
    app.samples.fill(12, today=date(2026, 3, 3), zone="Europe/Berlin")
    dialog = HistoryDialog(desk, None, lambda _parent, _suggested: str(tmp_path / "history"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview.pages > 0, timeout=20_000)
    return dialog


def _saved(qtbot, dialog):
    qtbot.mouseClick(dialog._save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog._saver.at_work and not dialog._stop.isVisible(), timeout=20_000)
    return dialog._said.text()


def test_the_preview_shows_the_pages_that_are_saved(qtbot, dialog, tmp_path):
    said = _saved(qtbot, dialog)
    reader = PdfReader(tmp_path / "history.pdf")
    assert str(tmp_path / "history.pdf") in said
    assert len(reader.pages) == dialog.preview.pages
    assert not dialog.preview._picture.pixmap().isNull()


def test_pages_are_turned_by_keys(qtbot, dialog):
    qtbot.keyClick(dialog.preview, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: not dialog.preview.busy, timeout=20_000)
    assert dialog.preview._where.text().startswith("Page 2 of ")
    qtbot.keyClick(dialog.preview, Qt.Key.Key_PageUp)
    assert dialog.preview._where.text().startswith("Page 1 of ")


def test_the_private_reflection_is_in_it_only_when_asked_for(qtbot, dialog, tmp_path):
    from mentee_app.storage import rows

    held = "SELECT reflection FROM session WHERE reflection <> '' AND status = 'held' LIMIT 1"
    secret = rows.of(held)[0][0].split()[:4]
    _saved(qtbot, dialog)
    without = " ".join(page.extract_text() for page in PdfReader(tmp_path / "history.pdf").pages)
    dialog.private.setChecked(True)
    dialog._saver._ask_for_path = lambda _parent, _suggested: str(tmp_path / "private.pdf")
    _saved(qtbot, dialog)
    with_it = " ".join(page.extract_text() for page in PdfReader(tmp_path / "private.pdf").pages)
    words = " ".join(secret)
    assert words not in " ".join(without.split()) and words in " ".join(with_it.split())


def test_a_choice_that_fits_nothing_says_so_and_cannot_be_saved(qtbot, dialog):
    dialog.since.show_value(date(2031, 1, 1))
    dialog.since.edited.emit()
    qtbot.waitUntil(lambda: not dialog._save.isEnabled(), timeout=5000)
    assert "No session matches" in dialog.preview._picture.text()


def test_an_end_before_the_start_is_marked(qtbot, dialog):
    dialog.since.show_value(date(2026, 2, 1))
    dialog.until.show_value(date(2026, 1, 1))
    dialog.until.edited.emit()
    qtbot.waitUntil(lambda: bool(dialog.until.problem.text()), timeout=5000)
    assert "before the start" in dialog.until.problem.text()


def test_a_day_that_is_refused_leaves_nothing_to_save(qtbot, dialog, tmp_path):
    dialog.private.setChecked(True)
    qtbot.waitUntil(lambda: not dialog._settling.isActive(), timeout=5000)
    dialog.since.widget.line.setText("2026-02-30")
    dialog.private.setChecked(False)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog._saver.at_work and not dialog._save.isEnabled() and dialog._document is None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog._saver.at_work and list(tmp_path.glob("*.pdf")) == []
    dialog.since.widget.line.setText("")
    dialog.since.edited.emit()
    qtbot.waitUntil(dialog._save.isEnabled, timeout=5000)
    assert not dialog._document.choice.with_private


def test_an_end_before_the_start_leaves_nothing_to_save(dialog):
    dialog.since.show_value(date(2026, 2, 1))
    dialog.until.show_value(date(2026, 1, 1))
    dialog.save()
    assert not dialog._saver.at_work and not dialog._save.isEnabled()


@pytest.mark.parametrize("answer", [True, False])
def test_a_file_under_the_name_with_the_ending_is_replaced_only_when_agreed(
    qtbot, dialog, tmp_path, monkeypatch, answer
):
    asked = []
    monkeypatch.setattr(message, "ask", lambda *words, **_named: asked.append(words[2]) or answer)
    path = tmp_path / "history.pdf"
    path.write_bytes(b"mine")
    dialog.save()
    qtbot.waitUntil(lambda: not dialog._saver.at_work, timeout=20_000)
    assert str(path) in asked[0] and len(asked) == 1
    assert path.read_bytes().startswith(b"%PDF" if answer else b"mine")


def test_a_name_with_the_ending_was_asked_about_by_the_system(qtbot, dialog, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(message, "ask", lambda *words, **_named: asked.append(words) or False)
    path = tmp_path / "Other.PDF"
    path.write_bytes(b"old")
    dialog._saver._ask_for_path = lambda _parent, _suggested: str(path)
    dialog.save()
    qtbot.waitUntil(lambda: not dialog._saver.at_work, timeout=20_000)
    assert asked == [] and path.read_bytes().startswith(b"%PDF")


def test_the_systems_dialog_puts_the_ending_behind_a_name_and_asks_before_replacing(qtbot, tmp_path):
    seen = []

    def answer():
        dialog = QApplication.activeModalWidget()
        seen.append((dialog.defaultSuffix(), dialog.acceptMode(), dialog.selectedFiles()))
        assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile("other")
        dialog.done(QFileDialog.DialogCode.Accepted)

    parent = QWidget()
    qtbot.addWidget(parent)
    QTimer.singleShot(0, answer)
    chosen = PdfSaver(parent, "Save")._ask(parent, str(tmp_path / "Mentoring history.pdf"))
    assert seen == [
        ("pdf", QFileDialog.AcceptMode.AcceptSave, [str(tmp_path / "Mentoring history.pdf")]),
    ]
    assert chosen == str(tmp_path / "other.pdf")


def test_the_data_folder_is_no_place_for_a_document(dialog, app):
    notebook = app.folder / "notebook.mentee"
    for place in (app.folder / "history.pdf", notebook):
        dialog._saver._ask_for_path = lambda _parent, _suggested, place=place: str(place)
        dialog.save()
        assert "data folder" in dialog._said.text() and not dialog._saver.at_work
    assert notebook.read_bytes().startswith(b"SQLite")


def test_a_place_that_cannot_be_written_is_told_in_the_dialog(qtbot, dialog, tmp_path):
    dialog._saver._ask_for_path = lambda _parent, _suggested: str(tmp_path / "none" / "history.pdf")
    dialog.save()
    assert str(tmp_path / "none") in dialog._said.text() and not dialog._saver.at_work


def test_stopping_writes_nothing(qtbot, dialog, tmp_path):
    dialog.save()
    assert dialog._stop.isVisible()
    qtbot.mouseClick(dialog._stop, Qt.MouseButton.LeftButton)
    assert "Nothing was written" in dialog._said.text()
    assert list(tmp_path.glob("*.pdf")) == []


def test_leaving_the_save_dialog_does_nothing(dialog, tmp_path):
    dialog._saver._ask_for_path = lambda _parent, _suggested: ""
    dialog.save()
    assert not dialog._saver.at_work and list(tmp_path.glob("*.pdf")) == []
