"""A passphrase from the window: set, asked for at the start, changed, removed; and the notebook locked by itself."""

import textwrap
from datetime import date, datetime
from pathlib import Path

import pytest

from mentee_app import app as application
from mentee_app.backup import alike, copies, listing, locking, unlocking
from mentee_app.backup.listing import State
from mentee_app.backup.places import Reason
from mentee_app.storage import cipher, rows
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.safekeeping import auto_lock, passphrase_dialog
from mentee_app.ui.safekeeping.auto_lock import AutoLock
from mentee_app.ui.safekeeping.passphrase_dialog import PassphraseDialog, Wish
from tests.gui import driven

pytestmark = pytest.mark.skipif(
    not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed"
)

FIRST, SECOND = "correct horse", "battery staple"
CANARY = "The canary sings at midnight"

_SETTING = f"""
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from mentee_app.storage import cipher
cipher._COSTS[1] = (256, 8, 1)
FIRST, SECOND, CANARY = {FIRST!r}, {SECOND!r}, {CANARY!r}

def asked():
    found = seen("UnlockDialog")
    return found if found and not found.line.isReadOnly() else None

def unlock(passphrase):
    asked().line.setText(passphrase)
    QTest.keyClick(asked().line, Qt.Key.Key_Return)

def told(word):
    found = seen("PlainMessage")
    return found if found and word in found.windowTitle() + found.text.text() else None

def answer(word, accept=True):
    found = told(word)
    later((found.accept_button if accept else found.reject_button).click)
"""


def _play(folder, steps, **named):
    return driven.play(folder, _SETTING + textwrap.dedent(steps), first_ms=60_000, **named)


def _ok(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """Keys that are made in a moment."""
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))


@pytest.fixture
def folder(tmp_path):
    """A notebook without a passphrase, with one backup."""
    folder = tmp_path / "data"
    with application.opened(folder) as opened:
        opened.samples.fill(6, today=date.today(), zone="UTC")
        opened.notebook.execute_sql(
            "UPDATE person SET name = ? WHERE id = (SELECT min(id) FROM person)", (CANARY,)
        )
    return folder


@pytest.fixture
def locked(folder):
    """The same, locked with FIRST."""
    locking.encrypt(folder, FIRST)
    return folder


def _back_up(folder, now, key=None):
    with application.opened_alone(folder, key) as opened:
        return copies.make(opened.notebook.connection(), folder, Reason.BY_HAND, now).path


def _people(folder, passphrase):
    with application.opened_alone(folder, locking.unlocked(folder, passphrase)):
        return rows.of("SELECT count(*) FROM person")[0][0]


def _holding(folder):
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()
    )


def test_a_locked_notebook_is_asked_for_and_a_wrong_passphrase_is_told_calmly(locked):
    steps = """
    yield asked
    assert not studios
    unlock("wrong horse")
    yield lambda: asked() and "does not open" in asked().status.text()
    unlock(FIRST)
    yield window
    window().close()
    """
    _ok(_play(locked, steps))


def test_escape_quits_without_a_fault_and_nothing_is_changed(locked):
    before = (locked / "notebook.mentee").read_bytes()
    steps = """
    yield asked
    QTest.keyClick(asked().line, Qt.Key.Key_Escape)
    """
    _ok(_play(locked, steps))
    assert (locked / "notebook.mentee").read_bytes() == before


def test_damage_is_told_from_a_wrong_passphrase(locked):
    path = locked / "notebook.mentee"
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(100)
    path.write_bytes(content)
    steps = """
    yield asked
    unlock("wrong horse")
    yield lambda: asked() and "does not open" in asked().status.text()
    unlock(FIRST)
    yield lambda: seen("DamagedDialog")
    print(seen("DamagedDialog").windowTitle())
    later(seen("DamagedDialog").leave.click)
    """
    done = _play(locked, steps)
    assert "damaged" in done.stdout and done.returncode == 1, done.stderr


def test_a_passphrase_is_set_in_the_dialog_and_the_backups_are_made_anew(folder):
    _back_up(folder, datetime.now().astimezone())
    steps = """
    yield window
    menu("Passphrase").trigger()
    yield lambda: seen("PassphraseDialog")
    dialog = seen("PassphraseDialog")
    dialog.new.setText("short")
    dialog.keep.click()
    assert "at least 8" in dialog.status.text()
    dialog.new.setText(FIRST)
    dialog.again.setText(FIRST + "r")
    dialog.keep.click()
    assert "not the same" in dialog.status.text()
    dialog.again.setText(FIRST)
    dialog.keep.click()
    assert "Tick" in dialog.status.text()
    dialog.known.click()
    dialog.keep.click()
    yield lambda: told("Make the backups alike")
    answer("Make the backups alike")
    yield lambda: len(studios) == 2 and told("locked with a passphrase")
    told("locked with a passphrase").accept_button.click()
    window().close()
    """
    _ok(_play(folder, steps))
    assert _holding(folder) == []
    assert _people(folder, FIRST) > 1
    key = locking.unlocked(folder, FIRST)
    assert [each.state for each in listing.copies(folder)] == [State.VERIFIED]
    assert cipher.fits(listing.copies(folder)[0].path, key)


def test_what_was_not_asked_because_it_was_killed_is_asked_at_the_next_start(folder):
    _back_up(folder, datetime.now().astimezone())
    locking.encrypt(folder, FIRST)  # and no question after it
    steps = """
    yield asked
    unlock(FIRST)
    yield lambda: told("Make the backups alike")
    assert not studios
    answer("Make the backups alike")
    yield window
    assert not told("alike")
    window().close()
    """
    _ok(_play(folder, steps))
    assert not alike.is_open(folder)
    assert cipher.fits(listing.copies(folder)[0].path, locking.unlocked(folder, FIRST))
    steps = """
    yield asked
    unlock(FIRST)
    yield window
    assert not told("alike")
    window().close()
    """
    _ok(_play(folder, steps))


def test_copies_that_only_the_passphrase_before_opens_are_asked_for_it_at_the_next_start(locked):
    _back_up(locked, datetime.now().astimezone(), locking.unlocked(locked, FIRST))
    locking.remove(locked, FIRST)
    steps = """
    yield lambda: told("Make the backups alike")
    answer("Make the backups alike")
    yield asked
    assert "another passphrase" in asked().accessibleDescription()
    unlock(FIRST)
    yield window
    window().close()
    """
    _ok(_play(locked, steps))
    assert not alike.is_open(locked)
    assert cipher.fits(listing.copies(locked)[0].path, None)


def test_backups_that_are_not_wanted_alike_are_deleted_only_when_asked(folder):
    _back_up(folder, datetime.now().astimezone())
    steps = """
    yield window
    menu("Passphrase").trigger()
    yield lambda: seen("PassphraseDialog")
    dialog = seen("PassphraseDialog")
    dialog.new.setText(FIRST)
    dialog.again.setText(FIRST)
    dialog.known.click()
    dialog.keep.click()
    yield lambda: told("Make the backups alike")
    answer("Make the backups alike", accept=False)
    yield lambda: told("Delete what is not locked")
    assert told("Delete what").reject_button.isDefault()
    answer("Delete what is not locked")
    yield lambda: len(studios) == 2 and told("locked with a passphrase")
    told("locked with a passphrase").accept_button.click()
    window().close()
    """
    _ok(_play(folder, steps))
    assert _holding(folder) == []
    assert [each.reason for each in listing.copies(folder)] == [
        Reason.DAILY
    ]  # made when the window was closed
    assert cipher.fits(listing.copies(folder)[0].path, locking.unlocked(folder, FIRST))


def test_a_passphrase_is_changed_and_removed_and_a_wrong_one_changes_nothing(locked):
    steps = """
    yield asked
    unlock(FIRST)
    yield window

    def change(old):
        dialog = seen("PassphraseDialog")
        dialog.old.setText(old)
        dialog.new.setText(SECOND)
        dialog.again.setText(SECOND)
        dialog.known.click()
        dialog.keep.click()

    menu("Passphrase").trigger()
    yield lambda: seen("PassphraseDialog")
    change("wrong horse")
    yield lambda: len(studios) == 2 and told("Nothing was changed")
    told("Nothing was changed").accept_button.click()
    menu("Passphrase").trigger()
    yield lambda: seen("PassphraseDialog")
    change(FIRST)
    yield lambda: len(studios) == 3 and told("another passphrase")
    told("another passphrase").accept_button.click()
    window().close()
    """
    _ok(_play(locked, steps))
    with pytest.raises(Trouble) as caught:
        locking.unlocked(locked, FIRST)
    assert caught.value.kind is TroubleKind.WRONG_PASSPHRASE
    steps = """
    yield asked
    unlock(SECOND)
    yield window
    menu("Passphrase").trigger()
    yield lambda: seen("PassphraseDialog")
    dialog = seen("PassphraseDialog")
    dialog.old.setText(SECOND)
    later(dialog.remove.click)
    yield lambda: told("Remove the passphrase?")
    answer("Remove the passphrase?")
    yield lambda: told("Make the backups alike")
    answer("Make the backups alike")
    yield lambda: len(studios) == 2 and told("no passphrase any more")
    told("no passphrase").accept_button.click()
    window().close()
    """
    _ok(_play(locked, steps))
    assert not cipher.is_locked(locked / "notebook.mentee")
    assert [cipher.is_locked(each.path) for each in listing.copies(locked)] == [False]


_LOOKED = """
import os
import textwrap
from PySide6.QtWidgets import QApplication

def texts(widget):
    for name in ("text", "toPlainText", "accessibleName", "accessibleDescription", "toolTip", "windowTitle",
                 "placeholderText", "currentText"):
        get = getattr(widget, name, None)
        if callable(get):
            try:
                yield str(get())
            except TypeError:
                pass
    model = getattr(widget, "model", None)
    if callable(model) and model() is not None:
        for row in range(model().rowCount()):
            yield str(model().index(row, 0).data())

def holding():
    return [type(each).__name__ for each in QApplication.allWidgets() if any(CANARY in text for text in texts(each))]

def open_files():
    found = []
    for each in os.listdir("/proc/self/fd"):
        try:
            found.append(os.readlink(f"/proc/self/fd/{each}"))
        except OSError:
            pass
    return [name for name in found if "notebook.mentee" in name]
"""


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(),
    reason="only /proc of Linux, mounted, shows the open files of a process",
)
def test_locked_means_a_closed_file_and_no_word_in_any_widget(locked):
    steps = """
    yield asked
    unlock(FIRST)
    yield window
    from mentee_app.queries import people
    window().enter(6)
    window().enter(1)
    tab = window().tab(1)
    menu("About me").trigger()
    yield lambda: seen("AboutMeDialog")
    about = seen("AboutMeDialog")
    field = about.fields[0]
    from PySide6.QtWidgets import QPlainTextEdit, QLineEdit
    line = about.findChildren(QPlainTextEdit)[0]
    line.setFocus()
    line.insertPlainText(CANARY + " as typed")
    assert holding() and open_files()
    doors = studios[-1].passphrases()
    yield lambda: doors.watch._timer.isActive()
    doors.watch._touched -= 16 * 60
    later(doors.watch.look)
    yield asked
    assert len(studios) == 1
    assert holding() == [], holding()
    assert open_files() == [], open_files()
    assert not os.path.getsize(folder / "notebook.mentee") % 4096
    assert not (folder / "notebook.mentee-wal").exists()
    unlock(FIRST)
    yield lambda: len(studios) == 2 and window()
    assert window().tabs.currentIndex() == 1
    window().close()
    """
    _ok(_play(locked, _LOOKED + textwrap.dedent(steps)))
    with application.opened_alone(locked, locking.unlocked(locked, FIRST)):
        written = rows.of("SELECT * FROM about_me")
    assert f"{CANARY} as typed" in str(written)


def test_lock_now_asks_again_and_without_a_passphrase_says_why_not(folder):
    steps = """
    yield window
    menu("Lock now").trigger()
    assert "no passphrase" in window()._trouble.sentence
    assert window().isVisible()
    window().close()
    """
    _ok(_play(folder, steps))
    locking.encrypt(folder, FIRST)
    alike.settle(folder)  # the backup of the day stays as it is
    steps = """
    yield asked
    unlock(FIRST)
    yield window
    menu("Lock now").trigger()
    yield asked
    QTest.keyClick(asked().line, Qt.Key.Key_Escape)
    """
    _ok(_play(folder, steps))


def test_dialogs_upon_dialogs_and_a_menu_are_closed_before_it_locks(locked):
    _back_up(locked, datetime.now().astimezone(), locking.unlocked(locked, FIRST))
    steps = """
    yield asked
    unlock(FIRST)
    yield window
    menu("Restore").trigger()
    yield lambda: seen("RestoreDialog")
    later(lambda: QTest.keyClick(seen("RestoreDialog").list, Qt.Key.Key_Return))
    yield lambda: told("Restore this backup")
    from PySide6.QtWidgets import QMenu
    popup = QMenu(window())
    popup.addAction("Anything")
    popup.popup(window().pos())
    yield popup.isVisible
    later(studios[-1].passphrases().lock)
    yield asked
    assert not seen("RestoreDialog") and not told("Restore")
    unlock(FIRST)
    yield lambda: len(studios) == 2 and window()
    window().close()
    """
    _ok(_play(locked, steps))
    assert len(listing.copies(locked)) == 1


def test_what_cannot_be_saved_is_not_locked_away(locked):
    steps = """
    yield asked
    unlock(FIRST)
    yield window
    window().flush = lambda: False
    studios[-1].passphrases().lock()
    yield lambda: True
    assert window() and not asked()
    assert "not locked yet" in window().trouble
    del window().flush
    studios[-1].passphrases().lock()
    yield asked
    QTest.keyClick(asked().line, Qt.Key.Key_Escape)
    """
    _ok(_play(locked, steps))


def test_words_that_a_mistake_of_ours_keeps_from_being_saved_are_set_aside_and_it_locks(locked):
    steps = """
    yield asked
    unlock(FIRST)
    yield window
    from mentee_app.domain.kinds import Kind
    window().show_tab(Kind.GOALS)
    form = window().tab_of(Kind.GOALS).editor.form
    def mistaken(*words, **named):
        raise ZeroDivisionError
    form._service.save = mistaken
    form._fields["why"].edit.insertPlainText("Words that wait")
    studios[-1].passphrases().lock()
    yield asked
    unlock(FIRST)
    yield lambda: len(studios) == 2 and window()
    from mentee_app.queries import unfinished
    assert [part.text for _id, each in unfinished.set_aside() for part in each.parts][0].startswith("Words that wait")
    window().close()
    """
    done = _play(locked, steps)
    assert done.returncode == 0, done.stderr


def test_a_backup_of_another_passphrase_asks_for_it_and_the_notebooks_stays(locked):
    _back_up(locked, datetime.now().astimezone(), locking.unlocked(locked, FIRST))
    locking.change(locked, FIRST, SECOND)
    alike.settle(locked)  # the backup is left as it is
    steps = """
    yield asked
    unlock(SECOND)
    yield window
    menu("Restore").trigger()
    yield lambda: seen("RestoreDialog")
    later(lambda: QTest.keyClick(seen("RestoreDialog").list, Qt.Key.Key_Return))
    yield lambda: told("Restore this backup")
    answer("Restore this backup")
    yield asked
    assert "another passphrase" in asked().accessibleDescription()
    unlock(FIRST)
    yield lambda: len(studios) == 2 and told("is restored")
    told("is restored").accept_button.click()
    window().close()
    """
    _ok(_play(locked, steps))
    assert _people(locked, SECOND) > 1


def test_where_nothing_can_be_locked_only_the_disks_encryption_is_named(folder):
    steps = """
    yield window
    from mentee_app.storage import cipher
    cipher.available = lambda: False
    menu("Passphrase").trigger()
    yield lambda: told("Use your disk's encryption")
    assert told("disk").text.text() == cipher.not_installed()
    told("disk").accept_button.click()
    window().close()
    """
    _ok(_play(folder, steps))


def test_a_locked_notebook_with_damage_is_unlocked_and_read(locked):
    path = locked / "notebook.mentee"
    content = bytearray(path.read_bytes())
    content[150:155] = bytes(5)  # where no table begins, in a page that no longer has its seal
    path.write_bytes(content)
    steps = """
    yield asked
    unlock(FIRST)
    yield lambda: seen("DamagedDialog")
    later(seen("DamagedDialog").read.click)
    yield window
    print("to read", studios[-1]._opened.to_read)
    window().close()
    """
    done = _play(locked, steps)
    assert "to read True" in done.stdout, done.stdout + done.stderr
    assert path.read_bytes() == bytes(content)


def test_a_locked_notebook_that_cannot_be_written_asks_for_its_passphrase_to_be_read(locked):
    with pytest.raises(Trouble) as caught, application.opened_to_read(locked):
        pass
    assert caught.value.kind is TroubleKind.LOCKED_BY_PASSPHRASE
    with application.opened_to_read(locked, locking.unlocked(locked, FIRST)) as opened:
        assert opened.to_read and rows.of("SELECT count(*) FROM person")[0][0] > 1


class _Clock:
    def __init__(self):
        self.steady = self.wall = 1000.0

    def pass_by(self, seconds, asleep=0.0):
        self.steady += seconds
        self.wall += seconds + asleep


@pytest.mark.parametrize(("minutes", "due_after"), [("5", 300), ("15", 900), ("60", 3600)])
def test_it_locks_after_the_chosen_time_without_a_sign_of_anybody(qtbot, minutes, due_after):
    clock, due = _Clock(), []
    watch = AutoLock(minutes, None, lambda: clock.steady, lambda: clock.wall)
    watch.due.connect(lambda: due.append(clock.steady))
    for _second in range(0, due_after - 5, 5):
        clock.pass_by(5)
        watch.look()
    assert due == []
    clock.pass_by(5)
    watch.look()
    assert due == [1000.0 + due_after]


def test_a_key_or_the_mouse_puts_it_off(qtbot):
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QLineEdit

    clock, due = _Clock(), []
    watch = AutoLock("5", None, lambda: clock.steady, lambda: clock.wall)
    watch.due.connect(lambda: due.append(clock.steady))
    watch.start()
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    for act in (lambda: qtbot.keyClicks(line, "a"), lambda: qtbot.mouseMove(line, QPoint(3, 3))):
        clock.steady += 299
        act()
        clock.steady += 299
        clock.wall = clock.wall
        watch.look()
    assert due == []
    watch.stop()


def test_sleep_locks_whatever_the_choice_and_never_means_never_for_idling(qtbot):
    clock, due = _Clock(), []
    watch = AutoLock(auto_lock.NEVER, None, lambda: clock.steady, lambda: clock.wall)
    watch.due.connect(lambda: due.append(clock.wall))
    for _hour in range(1000):
        clock.pass_by(50)
        watch.look()
    assert due == []
    clock.pass_by(5, asleep=3600)
    watch.look()
    assert len(due) == 1
    clock.pass_by(5)
    watch.look()  # what could not be locked the first time is tried again
    assert len(due) == 2


def test_the_time_until_it_locks_is_kept_at_once(qtbot):
    kept = []
    dialog = PassphraseDialog(True, "60", kept.append)
    qtbot.addWidget(dialog)
    assert dialog.minutes.currentData() == "60"
    dialog.minutes.setCurrentIndex(0)
    dialog.minutes.activated.emit(0)
    assert kept == ["5"] and dialog.wanted is None


def test_the_lines_are_emptied_whenever_the_dialog_closes(qtbot):
    dialog = PassphraseDialog(False, "15", lambda _minutes: None)
    qtbot.addWidget(dialog)
    for line in (dialog.new, dialog.again):
        line.setText(FIRST)
    dialog.known.click()
    dialog.keep.click()
    assert dialog.wanted.wish is Wish.SET and dialog.wanted.new == FIRST
    assert FIRST not in repr(dialog.wanted)
    assert {dialog.old.text(), dialog.new.text(), dialog.again.text()} == {""}
    assert len(FIRST) >= passphrase_dialog.LEAST and unlocking.available()
