"""Nothing asks after closing: what was put off when the notebook is closed, locked or restored does not happen any more."""

import traceback
from contextlib import ExitStack
from datetime import datetime

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from mentee_app import app as application
from mentee_app.storage.database import SafeSqliteDatabase
from mentee_app.ui.studio import Studio
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.widgets.later import later
from tests.gui import driven, rooms

_NOW = datetime(2026, 3, 3, 12)


@pytest.fixture(params=[False, True], ids=["to write", "to read"])
def to_read(request):
    return request.param


@pytest.fixture
def opening(tmp_path, to_read):
    """Holds the notebook open until a test closes it."""
    with application.opened(tmp_path / "data") as opened:
        opened.samples.fill(30, today=_NOW.date(), zone="UTC")
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def studio(qtbot, opening, tmp_path, to_read):
    opens = application.opened_to_read if to_read else application.opened
    app = opening.enter_context(opens(tmp_path / "data"))
    made = Studio(Theme(), lambda: _NOW)
    made.furnish(app, lambda: "UTC", app.folder)
    made.window.show()
    with qtbot.waitExposed(made.window):
        pass
    yield made
    made.window.deleteLater()  # not closed: what could not be saved was given up when the notebook was closed
    rooms.settle()


@pytest.fixture
def late(monkeypatch):
    """What asked a closed notebook, innermost last."""
    asked = []
    usual = SafeSqliteDatabase.cursor

    def cursor(self, *words, **named):
        if self.is_closed():
            asked.append([each.name for each in traceback.extract_stack()[-9:-1]])
        return usual(self, *words, **named)

    monkeypatch.setattr(SafeSqliteDatabase, "cursor", cursor)
    return asked


def _running():
    """The timers that run, each with the class of its owner."""
    every = [timer for window in QApplication.topLevelWidgets() for timer in window.findChildren(QTimer)]
    return [(type(each.parent()).__name__, each) for each in every if each.isActive()]


def _dialog(studio, door):
    before = set(studio.window.findChildren(QDialog))
    studio.open(door)
    return next(each for each in studio.window.findChildren(QDialog) if each not in before)


def _put_off_everything(studio, place, to_read):
    """Begin whatever goes on by itself after a moment; the classes of those that do. No event is handled meanwhile."""
    tabs, fields = [], []
    for number in range(1, studio.window.tabs.count()):
        studio.window.tabs.setCurrentIndex(number)
        tabs.append(studio.window.tab(number))
        fields += [] if to_read else rooms.fields(tabs[-1].editor)[:3]
    search, document = _dialog(studio, "search"), _dialog(studio, "document")
    exporting = _dialog(studio, "everything")
    exporting._ask_for_path = lambda *_words: str(place)
    exporting.save()
    search._pause.start()
    document.choices.edited.emit()
    studio.reminders.start()
    studio.passphrases().watch.start()
    studio.backups().keeper.start()
    studio.backups().keeper.on_failed()
    for tab in tabs:
        tab.panel.filter.setText("a")
    for field in fields:
        rooms.type_in(field, "1")
    later(0, studio.window, studio.window.look_again)
    kinds = {"GoalsPanel", "SearchDialog", "DocumentDialog", "ExportDialog", "Reminders", "AutoLock"}
    return kinds | {"BackupKeeper", "MainWindow"} | (set() if to_read else {"Autosave"})


def test_nothing_that_was_put_off_asks_a_notebook_that_was_closed(
    qtbot, opening, studio, tmp_path, to_read, late, caplog
):
    kinds = _put_off_everything(studio, tmp_path / "all.json", to_read)
    running = _running()
    assert kinds <= {owner for owner, _timer in running}, {owner for owner, _timer in running}
    for _owner, timer in running:
        timer.setInterval(1)  # all are due at once, as on a machine that came late to them
    opening.close()
    assert [owner for owner, _timer in _running()] == []
    own = QTimer(studio.window, singleShot=True, interval=20)
    with qtbot.waitSignal(own.timeout):
        own.start()
    rooms.settle()
    assert late == [] and [each for each in caplog.records if each.levelname == "ERROR"] == []


def test_a_notebook_that_is_opened_anew_hears_nothing_of_what_was_put_off_before(tmp_path):
    """Locking, restoring and a change of the passphrase close the notebook this way, and a window follows."""
    folder = tmp_path / "data"
    with application.opened(folder) as opened:
        opened.samples.fill(30, today=datetime.now().date(), zone="UTC")
    steps = """
    yield window
    studio = studios[-1]
    for number in range(1, studio.window.tabs.count()):
        studio.window.tabs.setCurrentIndex(number)
        studio.window.tab(number).panel.filter.setText("a")
    studio.open("search")
    seen("SearchDialog")._pause.start()
    studio.open("document")
    seen("DocumentDialog").choices.edited.emit()
    studio.reminders.start()
    studio.backups().keeper.on_failed()
    from mentee_app.ui.safekeeping.reopening import Reopening
    timers = [each for each in studio.window.findChildren(QTimer) if each.isActive()]
    assert len(timers) > 9, timers
    for each in timers:
        each.setInterval(1)
    studio.reopen(Reopening())
    yield lambda: len(studios) == 2 and window()
    window().close()
    """
    done = driven.play(folder, steps, first_ms=60_000)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stdout + done.stderr
    assert " ERROR " not in (folder / "mentee.log").read_text("utf-8")
