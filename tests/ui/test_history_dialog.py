"""The dialog that saves the history: the real pages before saving, a clear word for each fault, and a way to stop."""

from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from mentee_app.ui.history_dialog import HistoryDialog


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
    qtbot.waitUntil(lambda: dialog._saving is None and not dialog._stop.isVisible(), timeout=20_000)
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
    _saved(qtbot, dialog)
    with_it = " ".join(page.extract_text() for page in PdfReader(tmp_path / "history.pdf").pages)
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


def test_a_place_that_cannot_be_written_is_told_in_the_dialog(qtbot, dialog, tmp_path):
    dialog._ask_for_path = lambda _parent, _suggested: str(tmp_path / "none" / "history.pdf")
    dialog.save()
    assert str(tmp_path / "none") in dialog._said.text() and dialog._saving is None


def test_stopping_writes_nothing(qtbot, dialog, tmp_path):
    dialog.save()
    assert dialog._stop.isVisible()
    qtbot.mouseClick(dialog._stop, Qt.MouseButton.LeftButton)
    assert "Nothing was written" in dialog._said.text()
    assert list(tmp_path.glob("*.pdf")) == []


def test_leaving_the_save_dialog_does_nothing(dialog, tmp_path):
    dialog._ask_for_path = lambda _parent, _suggested: ""
    dialog.save()
    assert dialog._saving is None and list(tmp_path.glob("*.pdf")) == []
