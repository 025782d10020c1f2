"""Two things at once and things that go wrong, through the real window: nothing is lost, and a sentence says what is so."""

import os
import shutil
import textwrap
from datetime import date, datetime, timedelta

import pytest

from mentee_app import app as application
from mentee_app.backup import copies, listing, locking
from mentee_app.backup.listing import State
from mentee_app.backup.places import Reason
from mentee_app.queries import unfinished
from mentee_app.storage import cipher, rows
from tests.gui import driven

FIRST = "correct horse"

_SETTING = f"""
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from mentee_app.storage import cipher
if cipher.available():
    cipher._COSTS[1] = (256, 8, 1)
FIRST = {FIRST!r}

def asked():
    found = seen("UnlockDialog")
    return found if found and not found.line.isReadOnly() else None

def unlock():
    asked().line.setText(FIRST)
    QTest.keyClick(asked().line, Qt.Key.Key_Return)

def told(word):
    found = seen("PlainMessage")
    return found if found and word in found.windowTitle() + found.text.text() else None

def answer(word):
    later(told(word).accept_button.click)

def choose(path):
    chooser = seen("QFileDialog")
    chooser.findChild(QLineEdit, "fileNameEdit").setText(path)
    later(chooser.accept)
"""

needs_a_passphrase = pytest.mark.skipif(
    not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed"
)


def _play(folder, steps, first_ms=60_000, **named):
    return driven.play(folder, _SETTING + textwrap.dedent(steps), first_ms=first_ms, **named)


def _ok(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """Keys that are made in a moment."""
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))


@pytest.fixture
def folder(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        opened.samples.fill(60, today=date.today(), zone="UTC")
    return tmp_path / "data"


@pytest.fixture
def locked(folder):
    locking.encrypt(folder, FIRST)
    return folder


def _people(folder, key=None):
    with application.opened_alone(folder, key):
        return rows.of("SELECT count(*) FROM person")[0][0]


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
@pytest.mark.parametrize(
    ("options", "said"), [("size=16k", "is full"), ("ro", "can only be read")], ids=["full", "to read"]
)
def test_a_second_folder_that_cannot_take_a_copy_is_told_and_the_first_copy_stands(
    folder, tmp_path, options, said
):
    second = tmp_path / "stick"
    second.mkdir()
    mount = f"mount -t tmpfs -o {options} tmpfs {second} || exit 77"
    within = ["unshare", "-rm", "sh", "-c", f'{mount}; exec "$@"', "sh"]
    steps = f"""
    yield window
    menu("Second backup folder").trigger()
    yield lambda: seen("SecondFolderDialog")
    dialog = seen("SecondFolderDialog")
    later(dialog._change.click)
    yield lambda: seen("QFileDialog")
    choose({str(second)!r})
    yield lambda: not seen("QFileDialog")
    yield lambda: {str(second)!r} in dialog._where.text() or dialog._said.text()
    print("chosen", dialog._where.text(), dialog._said.text())
    dialog.accept()
    menu("Back up now").trigger()
    yield lambda: told("backed up")
    print("told", told("backed up").text.text())
    answer("backed up")
    yield lambda: not told("backed up")
    window().close()
    """
    done = _play(folder, steps, within=within)
    if done.returncode == 77 or "unshare:" in done.stderr:
        pytest.skip("nothing can be mounted here")
    heard = _ok(done)
    assert said in heard, heard
    assert [each.state for each in listing.copies(folder)] == [State.VERIFIED]


def test_a_restore_while_a_backup_is_under_way_waits_for_it_and_both_are_whole(folder):
    with application.opened_alone(folder) as opened:
        then = datetime.now().astimezone() - timedelta(hours=1)
        copies.make(opened.notebook.connection(), folder, Reason.BY_HAND, then)
    steps = """
    import threading
    from mentee_app.backup import copies
    from mentee_app.domain.people import PersonDraft
    go, prove, finish = threading.Event(), copies.proved, backup_keeper.BackupKeeper.finish

    def slowly(taken):
        assert go.wait(60)
        return prove(taken)

    def finished(keeper, **named):
        print("under way", keeper.at_work)
        threading.Timer(0.3, go.set).start()
        finish(keeper, **named)

    yield window
    studios[-1].desk.people.add(PersonDraft(name="Written after the copy"))
    copies.proved = slowly
    backup_keeper.BackupKeeper.finish = finished
    menu("Back up now").trigger()
    yield lambda: studios[-1].backups().keeper.at_work
    menu("Restore").trigger()
    yield lambda: seen("RestoreDialog")
    later(seen("RestoreDialog")._restore.click)
    yield lambda: told("Restore")
    answer("Restore")
    yield lambda: len(studios) == 2 and told("")
    print(told("").windowTitle())
    backup_keeper.BackupKeeper.finish = finish
    answer("")
    yield lambda: not told("")
    window().close()
    """
    said = _ok(_play(folder, steps))
    assert "under way True" in said
    found = listing.copies(folder)
    assert {each.state for each in found} == {State.VERIFIED}
    assert sorted(each.reason.value for each in found) == sorted(
        reason.value for reason in (Reason.BY_HAND, Reason.BY_HAND, Reason.BEFORE_RESTORE)
    )
    with application.opened(folder):
        assert rows.of("SELECT count(*) FROM person WHERE name LIKE 'Written%'") == [(0,)]


@needs_a_passphrase
@pytest.mark.parametrize("killed_at", [1, 5, 9])
def test_killed_while_backups_are_made_anew_every_copy_stands_and_the_notebook_opens(folder, killed_at):
    now = datetime.now().astimezone()
    with application.opened_alone(folder) as opened:
        for hours in (1, 2):
            at = now - timedelta(hours=hours)
            copies.make(opened.notebook.connection(), folder, Reason.BY_HAND, at)
    steps = f"""
    import signal
    from mentee_app.backup import locking
    relock, fsync, count = locking.relock, os.fsync, [0]

    def counted(number):
        count[0] += 1
        if count[0] == {killed_at}:
            os.kill(os.getpid(), signal.SIGKILL)
        fsync(number)

    def relocked(*words):
        os.fsync = counted
        relock(*words)

    locking.relock = relocked
    yield window
    menu("Passphrase").trigger()
    yield lambda: seen("PassphraseDialog")
    dialog = seen("PassphraseDialog")
    for line in dialog.findChildren(QLineEdit):
        if line.isVisible():
            line.setText(FIRST)
    dialog.known.setChecked(True)
    later(dialog.keep.click)
    yield lambda: told("Make the backups alike")
    answer("Make the backups alike")
    yield lambda: False
    """
    done = _play(folder, steps)
    assert done.returncode == -9, (done.returncode, done.stdout + done.stderr)
    key = locking.unlocked(folder, FIRST)
    assert _people(folder, key) > 1
    found = listing.copies(folder, key)
    assert len(found) == 2
    for each in found:
        assert cipher.fits(each.path, key if cipher.is_locked(each.path) else None)
    steps = """
    yield asked
    unlock()
    yield lambda: told("Make the backups alike") or window()
    if told("Make the backups alike"):
        answer("Make the backups alike")
    yield window
    menu("Back up now").trigger()  # which sweeps what was cut off
    yield lambda: told("backed up")
    answer("backed up")
    yield lambda: not told("backed up")
    window().close()
    """
    _ok(_play(folder, steps))
    assert all(cipher.fits(each.path, key) for each in listing.copies(folder, key))
    assert not list(folder.rglob("*.part"))


@needs_a_passphrase
def test_it_locks_by_itself_while_a_file_chooser_is_open_and_what_was_typed_is_there_again(locked):
    steps = """
    yield asked
    unlock()
    yield window
    studios[-1].plan()
    yield lambda: seen("PlanDialog")
    topic = seen("PlanDialog").topic.widget
    topic.setText("What a price is made of")
    topic.textEdited.emit(topic.text())
    menu("Second backup folder").trigger()
    yield lambda: seen("SecondFolderDialog")
    later(seen("SecondFolderDialog")._change.click)
    yield lambda: seen("QFileDialog")
    later(studios[-1].passphrases().watch.due.emit)
    yield asked
    print("open", [type(each).__name__ for each in QApplication.topLevelWidgets()
        if each.isVisible() and type(each).__name__ in ("QFileDialog", "PlanDialog", "SecondFolderDialog")])
    unlock()
    yield lambda: len(studios) == 2 and window()
    studios[-1].plan()
    yield lambda: seen("PlanDialog")
    print("again", seen("PlanDialog").topic.value(), seen("PlanDialog")._typed.isVisible())
    seen("PlanDialog").reject()
    window().close()
    """
    said = _ok(_play(locked, steps))
    assert "open []" in said and "again What a price is made of True" in said


@needs_a_passphrase
@pytest.mark.parametrize("way", ["message", "question"])
def test_it_locks_by_itself_while_a_message_is_open(locked, way):
    steps = f"""
    from mentee_app.ui.widgets import message
    yield asked
    unlock()
    yield window
    answers = []
    if {way!r} == "message":
        later(lambda: message.tell(window(), "Something", "to be read"))
    else:
        later(lambda: answers.append(message.ask(window(), "Something", "to be read", "Yes")))
    yield lambda: told("Something")
    later(studios[-1].passphrases().watch.due.emit)
    yield asked
    print("answers", answers, told("Something"))
    unlock()
    yield lambda: len(studios) == 2 and window()
    window().close()
    """
    said = _ok(_play(locked, steps))
    assert ("answers [False] None" if way == "question" else "answers [] None") in said


def test_what_is_typed_in_a_dialog_is_there_after_a_kill(folder):
    steps = """
    import signal
    from mentee_app.queries import unfinished
    yield window
    studios[-1].plan()
    yield lambda: seen("PlanDialog")
    topic = seen("PlanDialog").topic.widget
    topic.setText("What a price is made of")
    topic.textEdited.emit(topic.text())
    yield lambda: unfinished.typed("plan")
    os.kill(os.getpid(), signal.SIGKILL)
    """
    assert _play(folder, steps).returncode == -9
    with application.opened(folder):
        assert dict(unfinished.typed("plan").texts)["topic"] == "What a price is made of"


@pytest.mark.skipif(os.name != "posix", reason="nobody can take an open file away there")
@pytest.mark.parametrize("taken", ["-wal", "", "both"], ids=["the journal", "the file", "both"])
def test_what_is_called_saved_after_a_file_was_taken_away_is_there_after_a_kill(folder, taken):
    steps = f"""
    import signal
    yield window
    studio = studios[-1]
    studio.window.show_tab(Kind.SESSIONS)
    notes = studio.window.tab_of(Kind.SESSIONS).editor.form.notes.edit
    saved = lambda: studio.window._status.text().startswith("Saved")
    for word in ("first ", "second ", "third "):
        if word == "second ":
            for ending in ("-wal", "") if {taken!r} == "both" else ({taken!r},):
                (folder / ("notebook.mentee" + ending)).unlink()
        studio.window.note("")
        notes.textCursor().insertText(word)
        yield saved
    print("told", studio.window._trouble.sentence, studio.window._trouble._button.isVisible())
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
    """
    done = _play(folder, steps)
    assert done.returncode == -9, done.stdout + done.stderr
    assert "wrote it anew" in done.stdout and done.stdout.rstrip().endswith("False")
    with application.opened(folder):
        found = rows.of("SELECT count(*) FROM session WHERE notes LIKE '%first second third%'")
        assert found == [(1,)]


@pytest.mark.skipif(shutil.which("strace") is None, reason="a disk is made read-only by strace")
def test_on_a_disk_that_becomes_read_only_the_text_stays_and_saved_is_not_said_before_it_is_so(folder):
    """Nobody can mount a disk anew while a file on it is open to be written: its calls are answered as after a fault of it."""
    steps = """
    import ctypes, signal, subprocess
    CALLS = "pwrite64,write,ftruncate,openat,unlink,rename,mkdir"
    ctypes.CDLL(None).prctl(0x59616D61, -1, 0, 0, 0)  # some systems let only a parent look in
    words = ["strace", "-f", "-o", os.devnull, "-e", "trace=" + CALLS, "-e", f"inject={CALLS}:error=EROFS"]
    for name in ("", "/notebook.mentee", "/notebook.mentee-wal", "/.probe.part"):
        words += ["-P", str(folder) + name]

    def hindered():
        return "TracerPid:\\t0\\n" not in Path("/proc/self/status").read_text()

    def kept():
        from mentee_app.storage import rows
        return [row[0] for row in rows.of("SELECT notes FROM session WHERE notes LIKE '%heron%'")]

    yield window
    window().show_tab(Kind.SESSIONS)
    notes = window().tab_of(Kind.SESSIONS).editor.form.notes.edit
    tool = subprocess.Popen([*words, "-p", str(os.getpid())], stderr=subprocess.DEVNULL)
    yield lambda: hindered() or tool.poll() is not None
    if tool.poll() is not None:
        os._exit(77)
    QTest.keyClicks(notes, "the heron stands")
    yield window()._trouble.isVisible
    print("told", window()._trouble.sentence)
    QTest.keyClicks(notes, " quiet")
    assert not window().flush() and window()._trouble.isVisible()
    assert "aved" not in window()._status.text() and kept() == [] and "stands quiet" in notes.toPlainText()
    tool.send_signal(signal.SIGINT)
    tool.wait()
    yield lambda: kept()
    yield lambda: not window()._trouble.isVisible()
    assert "stands quiet" in kept()[0] and "Saved" in window()._status.text()
    window().close()
    """
    done = _play(folder, steps)
    if done.returncode == 77:
        pytest.skip("strace may not look into another process here")
    assert "can only be read" in _ok(done)
    with application.opened(folder):
        assert rows.of("SELECT count(*) FROM session WHERE notes LIKE '%stands quiet%'") == [(1,)]
