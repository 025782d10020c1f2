"""Backups from the window: made daily and by hand, restored through the real dialog, and the ways out of damage."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from mentee_app import app as application
from mentee_app.backup import listing, restoring
from mentee_app.backup.listing import State
from mentee_app.backup.places import Reason
from mentee_app.storage import rows
from tests.gui import driven

_PAGE = 4096
_STEP_1 = Path(__file__).parent.parent / "storage" / "files" / "step-1.mentee"


@pytest.fixture
def folder(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        opened.samples.fill(60, today=date.today(), zone="UTC")
    return tmp_path / "data"


def _damage(folder):
    """Make the second page of the sessions one that cannot be read."""
    path = folder / "notebook.mentee"
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'session'").fetchone()[0]
    content = bytearray(path.read_bytes())
    start = (root - 1) * _PAGE
    cell = int.from_bytes(content[start + 14 : start + 16], "big")
    child = int.from_bytes(content[start + cell : start + cell + 4], "big")
    assert content[start] == 5 and 1 < child <= len(content) // _PAGE
    content[(child - 1) * _PAGE : child * _PAGE] = bytes([0xA5]) * _PAGE
    path.write_bytes(content)
    return bytes(content)


def _sessions(folder):
    with application.opened(folder):
        return rows.of("SELECT count(*) FROM session")[0][0]


def _kinds(folder):
    return [each.reason for each in listing.copies(folder) if each.state is State.VERIFIED]


def _ok(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_day_has_one_daily_copy_and_the_second_folder_has_it_too(folder, tmp_path):
    second = tmp_path / "disk"
    second.mkdir()
    with application.opened(folder) as opened:
        opened.preferences.choose("second-backup-folder", str(second))
    steps = """
    yield lambda: window() and "verified" in window()._status.text()
    window().close()
    """
    _ok(driven.play(folder, steps))
    _ok(driven.play(folder, "yield window\nwindow().close()"))
    assert _kinds(folder) == [Reason.DAILY]
    there = listing.copies_in(second)
    assert [each.state for each in there] == [State.VERIFIED]
    assert there[0].path.read_bytes() == listing.copies(folder)[0].path.read_bytes()


def test_closing_makes_the_copy_of_a_day_that_has_none_but_not_of_nothing(folder, tmp_path):
    at_once = "yield window\nwindow().close()"
    _ok(driven.play(folder, at_once, first_ms=60_000))
    assert _kinds(folder) == [Reason.DAILY]
    _ok(driven.play(tmp_path / "empty", at_once, first_ms=60_000))
    assert _kinds(tmp_path / "empty") == []


def test_a_backup_by_hand_says_where_it_is_and_is_restored_through_the_dialog(folder):
    steps = """
    yield window
    menu("Back up now").trigger()
    yield lambda: seen("PlainMessage")
    print(seen("PlainMessage").text.text())
    seen("PlainMessage").accept_button.click()
    desk = studios[-1].desk
    from mentee_app.queries import people
    from mentee_app.domain.people import PersonDraft
    desk.people.add(PersonDraft(name="Written after the copy"))
    menu("Restore").trigger()
    yield lambda: seen("RestoreDialog")
    from PySide6.QtTest import QTest
    from PySide6.QtCore import Qt
    later(lambda: QTest.keyClick(seen("RestoreDialog").list, Qt.Key.Key_Return))
    yield lambda: seen("PlainMessage")
    print(seen("PlainMessage").text.text())
    assert len(studios) == 1
    later(lambda: QTest.keyClick(seen("PlainMessage"), Qt.Key.Key_Return))
    yield lambda: len(studios) == 2 and seen("PlainMessage")
    print(seen("PlainMessage").text.text())
    seen("PlainMessage").accept_button.click()
    window().show_tab(Kind.CONTACTS)
    window().close()
    """
    said = _ok(driven.play(folder, steps, first_ms=60_000))
    by_hand = next(each for each in listing.copies(folder) if each.reason is Reason.BY_HAND)
    assert str(by_hand.path) in said and "verified at" in said
    assert "60 sessions, 12 people" in said and "backed up first" in said
    with application.opened(folder):
        assert rows.of("SELECT count(*) FROM person WHERE name LIKE 'Written%'") == [(0,)]
    before = next(each for each in listing.copies(folder) if each.reason is Reason.BEFORE_RESTORE)
    assert before.path.name in said and before.people == 13


def test_keeping_the_notebook_as_it_is_changes_nothing(folder):
    steps = """
    yield window
    menu("Back up now").trigger()
    yield lambda: seen("PlainMessage")
    seen("PlainMessage").accept_button.click()
    menu("Restore").trigger()
    yield lambda: seen("RestoreDialog")
    later(seen("RestoreDialog")._restore.click)
    yield lambda: seen("PlainMessage")
    seen("PlainMessage").reject_button.click()
    yield lambda: not seen("PlainMessage")
    seen("RestoreDialog").reject()
    window().close()
    """
    _ok(driven.play(folder, steps, first_ms=60_000))
    assert _kinds(folder) == [Reason.BY_HAND]


def _with_backup(folder):
    _ok(driven.play(folder, "yield window\nwindow().close()", first_ms=60_000))


def test_damage_is_found_after_the_start_and_a_backup_mends_it(folder):
    _with_backup(folder)
    damaged = _damage(folder)
    steps = """
    yield lambda: seen("DamagedDialog")
    later(seen("DamagedDialog").restore.click)
    yield lambda: seen("RestoreDialog")
    later(seen("RestoreDialog")._restore.click)
    yield lambda: seen("PlainMessage")
    seen("PlainMessage").accept_button.click()
    yield lambda: len(studios) == 2 and seen("PlainMessage")
    print(seen("PlainMessage").text.text())
    window().close()
    """
    said = _ok(driven.play(folder, steps))
    assert "put aside" in said and _sessions(folder) == 60
    aside = next((folder / "backups").glob("aside */notebook.mentee"))
    assert aside.read_bytes() == damaged


def test_a_damaged_notebook_is_read_searched_and_left_as_it_is(folder):
    damaged = _damage(folder)
    steps = """
    yield lambda: seen("DamagedDialog")
    seen("DamagedDialog").read.click()
    yield lambda: len(studios) == 2 and window()
    from mentee_app.queries import found, searching
    from mentee_app.domain.people import PersonDraft
    from datetime import date
    from mentee_app.trouble import Trouble
    print(len(found.all_hits(searching.read("marta"), 5, date.today()).groups), "groups")
    window().show_tab(Kind.CONTACTS)
    try:
        studios[-1].desk.people.add(PersonDraft(name="Not kept"))
    except Trouble as trouble:
        print(trouble.sentence)
    from mentee_app.ui.widgets.bars import ReadingBar
    print("bar", window().findChildren(ReadingBar)[0].isVisible())
    window().close()
    """
    said = _ok(driven.play(folder, steps))
    assert "read only" in said and "bar True" in said and "0 groups" not in said
    assert (folder / "notebook.mentee").read_bytes() == damaged


def test_what_can_be_read_of_a_damaged_notebook_is_saved_counted_and_gone_on_with(folder):
    damaged = _damage(folder)
    steps = """
    yield lambda: seen("DamagedDialog")
    seen("DamagedDialog").salvage.click()
    yield lambda: seen("PlainMessage", "could be saved")
    print(seen("PlainMessage").text.text())
    later(seen("PlainMessage").accept_button.click)
    yield lambda: len(studios) == 2 and seen("PlainMessage")
    print(seen("PlainMessage").text.text())
    window().close()
    """
    said = _ok(driven.play(folder, steps))
    assert "People: 12 read" in said and "lost" in said.split("Sessions:")[1].split("\n")[0]
    assert 0 < _sessions(folder) <= 60
    with application.opened(folder):
        assert rows.of("SELECT count(*) FROM person WHERE deleted_at IS NULL")[0][0] >= 12
    aside = next((folder / "backups").glob("aside */notebook.mentee"))
    assert aside.read_bytes() == damaged
    assert not list((folder / "backups").glob("saved *"))


def test_a_notebook_that_is_gone_comes_back_from_its_backup(folder):
    _with_backup(folder)
    (folder / "notebook.mentee").unlink()
    steps = """
    yield lambda: seen("DamagedDialog")
    dialog = seen("DamagedDialog")
    print("read", dialog.read.isVisible(), "salvage", dialog.salvage.isVisible())
    later(dialog.restore.click)
    yield lambda: seen("RestoreDialog")
    later(seen("RestoreDialog")._restore.click)
    yield lambda: seen("PlainMessage")
    seen("PlainMessage").accept_button.click()
    yield lambda: studios and seen("PlainMessage")
    window().close()
    """
    assert "read False salvage False" in _ok(driven.play(folder, steps))
    assert _sessions(folder) == 60


def test_a_way_out_that_fails_leads_back_to_the_question(folder):
    (folder / "notebook.mentee").write_bytes(b"no database at all" * 500)
    steps = """
    yield lambda: seen("DamagedDialog")
    seen("DamagedDialog").salvage.click()
    yield lambda: seen("DamagedDialog") and "could be saved" in seen("DamagedDialog").accessibleDescription()
    print(seen("DamagedDialog").accessibleDescription())
    seen("DamagedDialog").leave.click()
    """
    done = driven.play(folder, steps)
    assert done.returncode == 1, done.stdout + done.stderr
    assert (folder / "notebook.mentee").read_bytes() == b"no database at all" * 500


def test_an_upgrade_is_preceded_by_a_copy(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir(mode=0o700)
    shutil.copyfile(_STEP_1, folder / "notebook.mentee")
    (folder / "notebook-made").touch()
    with application.opened(folder):
        pass
    assert _kinds(folder) == [Reason.BEFORE_UPGRADE]


def test_a_restore_that_was_cut_off_is_finished_at_the_next_opening(folder):
    (folder / restoring.FRESH).write_bytes(b"half of a copy")
    with application.opened(folder):
        pass
    assert not (folder / restoring.FRESH).exists() and _sessions(folder) == 60


def test_the_copy_on_closing_is_of_what_was_typed_last(folder):
    steps = """
    yield window
    window().show_tab(Kind.SESSIONS)
    window().tab_of(Kind.SESSIONS).editor.form.notes.edit.insertPlainText("typed at the very end ")
    window().close()
    """
    before = datetime.now().date()
    _ok(driven.play(folder, steps, first_ms=60_000))
    copy = listing.copies(folder)[0].path
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection:
        found = connection.execute("SELECT count(*) FROM session WHERE notes LIKE 'typed at the very end%'")
        assert found.fetchone()[0] == 1
    assert before <= listing.copies(folder)[0].made_at.date() <= datetime.now().date()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
def test_a_read_only_medium_opens_to_read_in_every_tab_with_a_bar_that_says_so(folder):
    _with_backup(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    mount = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} || exit 77"
    within = ["unshare", "-rm", "sh", "-c", f'{mount}; exec "$@"', "sh"]
    steps = """
    from mentee_app.ui.widgets.bars import ReadingBar
    yield window
    for number in range(window().tabs.count()):
        window().tabs.setCurrentIndex(number)
        yield lambda: True
    print("bar", window().findChildren(ReadingBar)[0].isVisible())
    print("trouble", window()._trouble.isVisible())
    window().show_tab(Kind.SESSIONS)
    editor = window().tab_of(Kind.SESSIONS).editor
    editor.form.notes.edit.insertPlainText("typed in vain ")
    print("saved", window().flush(), window()._trouble.sentence)
    edit = editor.form.notes.edit
    edit.undo()
    print("again", window().flush())
    menu("Restore").trigger()
    yield lambda: seen("RestoreDialog")
    later(seen("RestoreDialog")._restore.click)
    yield lambda: seen("PlainMessage")
    seen("PlainMessage").accept_button.click()
    yield lambda: len(studios) == 2 and seen("PlainMessage")
    print(seen("PlainMessage").text.text(), window().findChildren(ReadingBar)[0].isVisible())
    window().close()
    """
    done = driven.play(folder, steps, within=within)
    if done.returncode == 77 or "unshare:" in done.stderr:
        pytest.skip("nothing can be mounted here")
    said = _ok(done)
    assert "bar True" in said and "trouble False" in said
    assert "saved False The notebook is open to be read only" in said
    assert "nothing can be restored there. True" in said
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
