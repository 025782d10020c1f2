"""Restoring: the copy stands in the notebook's place, today's state is kept, and no step of it can leave neither."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from mentee_app.backup import copies, listing, places, proving, restoring
from mentee_app.backup.places import Reason
from mentee_app.backup.restoring import Finished
from mentee_app.storage import database, ids, tables
from mentee_app.trouble import Trouble, TroubleKind

STEP_1 = Path(__file__).parent.parent / "storage" / "files" / "step-1.mentee"


def _person(notebook, name: str) -> None:
    with notebook.unit_of_work():
        moment = ids.now_ms()
        tables.Person.insert(id=ids.new_id(), created_at=moment, updated_at=moment, name=name).execute()


def _people_of(path: Path) -> list[str]:
    with proving.reading(path) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM person")]


def _people(folder: Path) -> set[str]:
    opened = database.open_notebook(folder)
    try:
        return {row[0] for row in opened.connection().execute("SELECT name FROM person")}
    finally:
        opened.close()


@pytest.fixture
def copy(folder, now):
    """A copy of the notebook; after it "Later" was written."""
    opened = database.open_notebook(folder)
    made = copies.make(opened.connection(), folder, Reason.DAILY, now - timedelta(days=1))
    _person(opened, "Later")
    opened.close()
    return made.path


def test_the_copy_stands_in_the_place_and_todays_state_is_kept_as_a_copy(folder, copy, now):
    texts = proving.proven(copy).texts
    done = restoring.restore(folder, copy, now)
    assert proving.proven(folder / "notebook.mentee").texts == texts
    assert "Later" not in _people(folder)
    assert (done.sessions, done.aside) == (60, None)
    assert [found.reason for found in listing.copies(folder)] == [Reason.BEFORE_RESTORE, Reason.DAILY]
    restoring.restore(folder, done.before, now + timedelta(minutes=1))
    assert "Later" in _people(folder)


def test_what_stood_only_in_the_wal_is_in_the_copy_from_before(folder, copy, now, tmp_path):
    opened = database.open_notebook(folder)
    _person(opened, "Only in the wal")
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    opened.close()
    assert (crashed / "notebook.mentee-wal").stat().st_size > 0
    done = restoring.restore(crashed, crashed / "backups" / copy.name, now)
    assert not (crashed / "notebook.mentee-wal").exists()
    assert "Only in the wal" not in _people(crashed)
    with proving.reading(done.before) as before:
        assert before.execute("SELECT 1 FROM person WHERE name = 'Only in the wal'").fetchone()


def test_a_damaged_notebook_is_put_aside_as_it_was_with_its_wal(folder, copy, now):
    path = folder / "notebook.mentee"
    broken = bytearray(path.read_bytes())
    broken[100:9000] = b"\xff" * 8900
    path.write_bytes(broken)
    (folder / "notebook.mentee-wal").write_bytes(b"half a wal")
    (folder / "notebook.mentee-shm").write_bytes(b"its index")
    done = restoring.restore(folder, copy, now)
    assert done.before is None
    assert done.aside == folder / "backups" / "aside 2026-03-03 14-02-11"
    kept = {each.name: each.read_bytes() for each in done.aside.iterdir()}
    assert kept["notebook.mentee"] == bytes(broken)
    assert kept["notebook.mentee-wal"] == b"half a wal"
    assert "notebook.mentee-shm" in kept
    assert _people(folder)


@pytest.mark.parametrize("content", [None, b"", b"Dear diary"])
def test_a_notebook_that_is_gone_empty_or_something_else_is_replaced(folder, copy, now, content):
    path = folder / "notebook.mentee"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    done = restoring.restore(folder, copy, now)
    assert _people(folder)
    assert (done.aside is None) == (content is None)
    if done.aside:
        assert (done.aside / "notebook.mentee").read_bytes() == content


def test_an_open_notebook_is_not_replaced(folder, copy, now):
    opened = database.open_notebook(folder)
    try:
        with pytest.raises(Trouble) as told:
            restoring.restore(folder, copy, now)
        assert told.value.kind is TroubleKind.LOCKED
        _person(opened, "Still here")
    finally:
        opened.close()
    assert {"Later", "Still here"} <= _people(folder)


def test_a_changed_copy_is_refused_and_the_notebook_stays(folder, copy, now):
    content = bytearray(copy.read_bytes())
    content[30_000] ^= 1
    copy.write_bytes(content)
    _refused(folder, copy, now, TroubleKind.DAMAGED)


def test_a_newer_copy_is_refused_with_a_sentence(folder, copy, now):
    with sqlite3.connect(copy) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    assert "newer version" in _refused(folder, copy, now, TroubleKind.TOO_NEW)


def test_a_file_that_is_no_notebook_is_refused(folder, copy, now, tmp_path):
    (tmp_path / "letter").write_text("Dear diary")
    _refused(folder, tmp_path / "letter", now, TroubleKind.NOT_A_DATABASE)
    _refused(folder, tmp_path / "nowhere", now, TroubleKind.NO_FOLDER)
    _refused(folder, folder / "notebook.mentee", now, TroubleKind.BAD_INPUT)


def test_a_copy_with_a_trigger_of_somebody_else_is_refused(folder, copy, now, tmp_path):
    theirs = tmp_path / "theirs.mentee"
    shutil.copy(copy, theirs)
    with sqlite3.connect(theirs) as other:
        other.execute("CREATE TRIGGER bite AFTER INSERT ON session BEGIN DELETE FROM contact; END")
    other.close()
    _refused(folder, theirs, now, TroubleKind.NOT_A_DATABASE)


def test_a_copy_of_an_open_file_is_refused_for_what_is_missing_in_it(folder, copy, now, tmp_path):
    raw = tmp_path / "raw.mentee"
    shutil.copy(copy, raw)
    raw.with_name("raw.mentee-wal").write_bytes(b"the rest")
    assert "while it was open" in _refused(folder, raw, now, TroubleKind.BAD_INPUT)


def test_restoring_rotates_no_copy_away(folder, copy, now):
    opened = database.open_notebook(folder)
    for hour in range(5):
        taken = copies.take(opened.connection(), folder, Reason.BY_HAND, now - timedelta(days=20, hours=hour))
        copies.proved(taken)
    opened.close()
    before = {found.path for found in listing.copies(folder)}
    for minute in range(6):
        restoring.restore(folder, copy, now + timedelta(minutes=minute))
    after = {found.path for found in listing.copies(folder)}
    assert before <= after and len(after) == len(before) + 6


def test_an_older_notebook_is_backed_up_before_its_upgrade_and_can_be_put_back(tmp_path, now):
    folder = tmp_path / "older"
    folder.mkdir()
    shutil.copyfile(STEP_1, folder / "notebook.mentee")
    database.open_notebook(folder, copies.before_upgrade(folder, now)).close()
    (found,) = listing.copies(folder)
    assert (found.reason, found.schema, found.state) == (Reason.BEFORE_UPGRADE, 1, listing.State.VERIFIED)
    assert proving.proven(found.path).texts == proving.proven(STEP_1).texts
    done = restoring.restore(folder, found.path, now)
    assert done.schema == 1
    assert len(_people(folder)) == len(set(_people_of(STEP_1)))
    assert [each.reason for each in listing.copies(folder)][0] is Reason.BEFORE_UPGRADE


def test_a_second_call_of_finish_finds_nothing(folder, copy, now):
    restoring.restore(folder, copy, now)
    assert restoring.finish_interrupted(folder) is Finished.NOTHING
    assert restoring.finish_interrupted(folder / "nowhere") is Finished.NOTHING


_CALLS = "link unlink rename replace fsync fdatasync mkdir rmdir truncate".split()

_KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from mentee_app.backup import restoring
left = [int(sys.argv[3])]
def counting(real):
    def call(*given, **named):
        if left[0] == 0:
            os.kill(os.getpid(), 9)
        left[0] -= 1
        return real(*given, **named)
    return call
for name in sys.argv[4].split():
    if hasattr(os, name):
        setattr(os, name, counting(getattr(os, name)))
restoring.restore(Path(sys.argv[1]), Path(sys.argv[2]), datetime(2026, 3, 3, 15, tzinfo=UTC))
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("damaged", [False, True])
def test_killed_before_any_step_the_old_or_the_new_notebook_is_there(folder, copy, tmp_path, damaged):
    """Every link, rename, unlink and fsync of a restore is one at which the process dies."""
    if damaged:
        with (folder / "notebook.mentee").open("r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 4096)
        (folder / "notebook.mentee-wal").write_bytes(b"a torn wal")
    old = (folder / "notebook.mentee").read_bytes()
    new = copy.read_bytes()
    outcomes = set()
    for step in range(60):
        place = tmp_path / f"step {step}"
        shutil.copytree(folder, place)
        command = [sys.executable, "-c", _KILLED, str(place), str(place / "backups" / copy.name), str(step)]
        done = subprocess.run([*command, " ".join(_CALLS)], capture_output=True, text=True)
        outcome = restoring.finish_interrupted(place)
        copies.sweep(place)
        assert _left(place, old, new, damaged) == ([], []), step
        outcomes.add(outcome)
        shutil.rmtree(place)
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
    assert done.returncode == 0 and step > 8
    assert outcomes == {Finished.NOTHING, Finished.NEW_STANDS}


def _left(place: Path, old: bytes, new: bytes, damaged: bool) -> tuple[list[str], list[str]]:
    """What is wrong after a cut-off restore: with the notebook, and files that should not be there."""
    content, wal = (place / "notebook.mentee").read_bytes(), place / "notebook.mentee-wal"
    wrong = []
    if content == new:
        if wal.exists():
            wrong.append("the new notebook stands beside the wal of the old one")
        aside = [path.read_bytes() for path in place.glob("backups/aside */notebook.mentee")]
        if damaged and aside != [old]:
            wrong.append("the damaged notebook is not aside")
        elif not damaged and not list(place.glob("backups/*before-restore.mentee")):
            wrong.append("no copy of today's state")
    elif content != old:
        wrong.append("neither the old nor the new notebook")
    elif damaged and wal.read_bytes() != b"a torn wal":
        wrong.append("the old notebook lost its wal")
    strange = [p.name for p in place.rglob("*") if p.name.endswith((".part", ".fresh", ".restoring"))]
    strange += [p.name for p in place.glob("backups/*aside *") if not (damaged and content == new)]
    return wrong, strange


def test_a_restore_that_cannot_go_on_leaves_the_old_notebook(folder, copy, now, monkeypatch):
    """A fault at each change of a name, and the notebook works afterwards."""
    real, left = os.replace, [0]

    def failing(source, target):
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        return real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    for number in range(1, 5):
        left[0] = number
        with pytest.raises(Trouble) as told:
            restoring.restore(folder, copy, now)
        assert told.value.kind is TroubleKind.DISK_FULL, number
        assert "Later" in _people(folder)
        assert not list(folder.glob("*.fresh")) and not list(folder.glob("*.restoring"))
    left[0] = 0
    restoring.restore(folder, copy, now)
    assert "Later" not in _people(folder)


def test_nothing_is_restored_through_links(folder, copy, now, tmp_path):
    real = tmp_path / "real.mentee"
    os.rename(folder / "notebook.mentee", real)
    (folder / "notebook.mentee").symlink_to(real)
    before = real.read_bytes()
    with pytest.raises(Trouble) as told:
        restoring.restore(folder, copy, now)
    assert (told.value.kind, real.read_bytes()) == (TroubleKind.NO_ACCESS, before)


@pytest.mark.parametrize("aside", ["..", ".", "", "aside 1/../..", "/", "[" * 100_000])
def test_a_journal_that_is_none_of_ours_deletes_nothing(folder, copy, aside):
    """The folder that it names is deleted in the end."""
    journal = json.dumps({"sha256": "", "aside": aside, "keep_aside": False}) if len(aside) < 99 else aside
    (folder / places.journal(folder).name).write_text(journal)
    before = {path: path.read_bytes() for path in folder.rglob("*.mentee")}
    assert len(before) == 2
    assert restoring.finish_interrupted(folder) is Finished.NOTHING
    assert {path: path.read_bytes() for path in folder.rglob("*.mentee")} == before


def _refused(folder: Path, copy: Path, now, kind: TroubleKind) -> str:
    before = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(Trouble) as told:
        restoring.restore(folder, copy, now)
    assert told.value.kind is kind, told.value
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert places.backups(folder).is_dir()
    return told.value.sentence
