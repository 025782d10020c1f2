"""Every way out saves first, and a fault is told once."""

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mentee_app import app as application
from mentee_app import gui
from mentee_app.domain.kinds import Kind
from mentee_app.storage import database
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.window.safety import Safety
from tests.ceiling import CHILD_S
from tests.gui.typing_program import command, filled, kept


@pytest.fixture
def folder(tmp_path):
    return filled(tmp_path / "data")


def _types_then(folder, then):
    done = subprocess.run(command(folder, then), capture_output=True, text=True, timeout=CHILD_S)
    return done, kept(folder)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_saves_what_is_being_typed(folder, name):
    done, count = _types_then(folder, f"os.kill(os.getpid(), signal.{name})")
    assert (done.returncode, count) == (128 + getattr(signal, name), 1)


def test_quitting_saves_what_is_being_typed(folder):
    done, count = _types_then(folder, "quit()")
    assert (done.returncode, count) == (0, 1)


def test_a_fault_in_a_slot_saves_logs_without_words_and_leaves_the_window_open(folder):
    then = "QTimer.singleShot(100, lambda: 1 / len('')); QTimer.singleShot(600, quit)"
    done, count = _types_then(folder, then)
    log = (folder / "mentee.log").read_text()
    assert (done.returncode, count) == (0, 1)
    assert "ZeroDivisionError" in log and "typed last" not in log and "Traceback" not in done.stderr


@pytest.fixture
def safety(qtbot, folder):
    with application.opened(folder) as opened:
        studio = gui.Studio(Theme())
        qtbot.addWidget(studio.window)
        studio.furnish(opened, application.local_zone, opened.folder)
        studio.window.show()
        before = sys.excepthook
        safety = Safety(QApplication.instance(), studio.window)
        safety.watch(opened.notebook, studio.feed, "mentee-test-" + os.urandom(4).hex())
        sys.excepthook = before
        yield safety
        safety.release()


def test_the_journal_is_emptied_when_nothing_is_written_for_a_while(safety, folder):
    window = safety._window
    window.show_tab(Kind.SESSIONS)
    window.tab_of(Kind.SESSIONS).editor.form.notes.edit.insertPlainText("word")
    window.flush()
    journal = folder / (database.FILE_NAME + "-wal")
    assert journal.stat().st_size > 0 and safety._idle.isActive()
    safety._on_idle()
    assert journal.stat().st_size == 0


@pytest.mark.skipif(os.name != "posix", reason="nobody can take an open file away there")
def test_coming_back_to_the_window_finds_that_the_journal_was_taken_away(safety, folder):
    window = safety._window
    (folder / (database.FILE_NAME + "-wal")).unlink()
    safety._on_state_changed(Qt.ApplicationState.ApplicationActive)
    assert "wrote it anew" in window._trouble.sentence
    assert (folder / (database.FILE_NAME + "-wal")).exists()
    window._on_saved()
    assert window._trouble.isVisibleTo(window)  # until it was read


def test_what_fails_over_a_value_that_is_not_ours_is_told_as_the_fault_of_the_file(safety):
    safety._notebook.execute_sql("PRAGMA ignore_check_constraints = ON")
    safety._notebook.execute_sql("UPDATE session SET status = 'dreamt'")
    safety._notebook.execute_sql("PRAGMA ignore_check_constraints = OFF")
    safety._on_exception(ValueError, ValueError("no such status"), None)
    sentence = safety._window._trouble.sentence
    assert "session" in sentence and "mistake" not in sentence


def test_a_notebook_that_was_replaced_is_told_and_not_written_into(safety, folder):
    path = folder / database.FILE_NAME
    os.rename(path, folder / "aside")
    path.write_bytes(b"another")
    window = safety._window
    window.show_tab(Kind.SESSIONS)
    edit = window.tab_of(Kind.SESSIONS).editor.form.notes.edit
    edit.insertPlainText("still here ")
    assert not window.flush()
    assert "replaced" in window._trouble.sentence and "still here" in edit.text()
    assert path.read_bytes() == b"another"
    os.replace(folder / "aside", path)
    assert window.flush()
