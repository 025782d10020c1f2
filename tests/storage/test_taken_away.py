"""Files of the notebook taken from under the open program: all that was saved is found at the next start."""

import os
import shutil
import sqlite3

import pytest

from mentee_app import app as application
from mentee_app import paths
from mentee_app.backup import listing
from mentee_app.backup.places import Reason
from mentee_app.commands import notebook
from mentee_app.domain.people import PersonDraft
from mentee_app.storage import anew, cipher, faults, rows
from mentee_app.trouble import Trouble, TroubleKind

pytestmark = pytest.mark.skipif(os.name != "posix", reason="nobody can take an open file away there")

LATER = ["Before", "After", "And after"]

WAYS_OF_THE_JOURNAL = {
    "deleted": lambda wal: wal.unlink(),
    "moved away": lambda wal: wal.rename(wal.with_name("elsewhere")),
    "replaced": lambda wal: (wal.rename(wal.with_name("elsewhere")), wal.write_bytes(b"something else")),
    "replaced by an older one": lambda wal: _replaced_by_older(wal),
    "replaced by a folder": lambda wal: (wal.unlink(), wal.mkdir()),
    "a link that leads nowhere": lambda wal: (wal.unlink(), wal.symlink_to(wal.with_name("nowhere"))),
    "added to": lambda wal: wal.open("ab").write(b"\xff" * 5000),
}


def _replaced_by_older(wal):
    content = wal.read_bytes()
    wal.unlink()
    wal.write_bytes(content[: len(content) // 2])


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def heard():
    return []


@pytest.fixture
def opened(folder, heard):
    with application.opened_alone(folder) as opened:
        opened.notebook.news = heard.append
        opened.people.add(PersonDraft(name="Before"))
        yield opened


def _killed(folder, tmp_path, key=None):
    """Who is in the notebook that the next start finds after a kill at this moment."""
    found = tmp_path / "after a kill"
    shutil.copytree(folder, found, symlinks=True)
    with application.opened_alone(found, key):
        return [name for (name,) in rows.of("SELECT name FROM person ORDER BY id")]


@pytest.mark.parametrize("way", WAYS_OF_THE_JOURNAL)
def test_what_is_saved_after_the_journal_was_taken_away_is_there_after_a_kill(
    opened, heard, folder, tmp_path, way
):
    WAYS_OF_THE_JOURNAL[way](folder / (paths.NOTEBOOK + "-wal"))
    opened.people.add(PersonDraft(name="After"))
    opened.people.add(PersonDraft(name="And after"))
    assert len(heard) == 1 and "anew" in heard[0]
    assert [name for (name,) in rows.of("SELECT name FROM person ORDER BY id")] == LATER
    assert _killed(folder, tmp_path) == LATER
    assert not list(folder.glob(".*part*"))


def test_a_journal_cut_short_is_never_written_over_the_notebook_unseen(opened, heard, folder, tmp_path):
    """Its pages may still be in memory: then all is there, else the trouble is told and nothing is put in its place."""
    os.truncate(folder / (paths.NOTEBOOK + "-wal"), 0)
    try:
        opened.people.add(PersonDraft(name="After"))
    except Trouble as trouble:
        assert "Mentee made" not in trouble.sentence
        assert not heard
    else:
        assert _killed(folder, tmp_path) == LATER[:2]


def test_a_journal_taken_away_during_the_commit_is_seen_before_it_is_called_saved(
    opened, heard, folder, tmp_path
):
    with opened.notebook.unit_of_work():
        tables_person = opened.notebook.execute_sql("UPDATE person SET name = 'Changed', rev = rev + 1")
        assert tables_person.rowcount == 1
        (folder / (paths.NOTEBOOK + "-wal")).unlink()
    assert len(heard) == 1
    assert _killed(folder, tmp_path) == ["Changed"]


def test_a_notebook_deleted_under_the_program_is_written_again_where_it_was(opened, heard, folder, tmp_path):
    (folder / paths.NOTEBOOK).unlink()
    opened.people.add(PersonDraft(name="After"))
    assert len(heard) == 1
    assert _killed(folder, tmp_path) == LATER[:2]


def test_a_look_while_idle_writes_anew_what_was_taken_away(opened, heard, folder, tmp_path):
    for name in (paths.NOTEBOOK, paths.NOTEBOOK + "-wal"):
        (folder / name).unlink()
    opened.notebook.make_sure()
    assert len(heard) == 1
    assert _killed(folder, tmp_path) == ["Before"]


def test_what_was_saved_in_a_file_that_was_replaced_is_kept_as_a_backup(opened, folder, tmp_path):
    stranger = tmp_path / "stranger"
    with application.opened_alone(stranger) as other:
        other.people.add(PersonDraft(name="Somebody else"))
    os.replace(stranger / paths.NOTEBOOK, folder / paths.NOTEBOOK)
    content = (folder / paths.NOTEBOOK).read_bytes()
    for _again in range(2):
        with pytest.raises(Trouble) as told:
            opened.people.add(PersonDraft(name="After"))
        assert told.value.kind is TroubleKind.REPLACED
    kept = listing.copies(folder)
    assert [each.reason for each in kept] == [Reason.REPLACED] and kept[0].path.name in told.value.sentence
    assert _names(kept[0].path) == ["Before"]
    assert _killed(folder, tmp_path) == ["Somebody else"]  # our -wal was not read into it
    opened.notebook.close()
    assert (folder / paths.NOTEBOOK).read_bytes() == content
    assert not list(folder.glob(".*part*"))


def test_a_file_put_over_the_notebook_in_place_is_not_written_into_at_the_end(opened, folder):
    opened.notebook.shrink_journal()
    content = (folder / paths.NOTEBOOK).read_bytes()
    opened.people.add(PersonDraft(name="After"))
    (folder / paths.NOTEBOOK).write_bytes(content)
    with pytest.raises(Trouble) as told:
        opened.people.add(PersonDraft(name="And after"))
    assert told.value.kind is TroubleKind.REPLACED
    opened.notebook.close()
    assert _names(folder / paths.NOTEBOOK) == ["Before"]
    assert _names(listing.copies(folder)[0].path) == LATER[:2]


def test_a_folder_that_was_moved_took_everything_along(opened, folder, tmp_path):
    folder.rename(tmp_path / "moved")
    with pytest.raises(Trouble) as told:
        opened.people.add(PersonDraft(name="After"))
    assert told.value.kind is TroubleKind.REPLACED
    assert not folder.exists()
    assert _killed(tmp_path / "moved", tmp_path) == ["Before"]


def test_the_change_that_finds_no_room_is_refused_and_succeeds_later(
    opened, heard, folder, tmp_path, monkeypatch
):
    (folder / (paths.NOTEBOOK + "-wal")).unlink()
    with monkeypatch.context() as full:
        full.setattr(anew.whole_files, "sync_file", _no_room)
        with pytest.raises(Trouble) as told:
            opened.people.add(PersonDraft(name="After"))
    assert told.value.kind is TroubleKind.DISK_FULL and not heard
    opened.people.add(PersonDraft(name="After"))
    assert _killed(folder, tmp_path) == LATER[:2]


def test_a_command_says_on_one_line_that_the_notebook_was_written_anew(folder, capsys, tmp_path):
    with notebook.opened(folder) as opened:
        opened.people.add(PersonDraft(name="Before"))
        (folder / (paths.NOTEBOOK + "-wal")).unlink()
    said = capsys.readouterr().err
    assert said.startswith("mentee: ") and said.count("\n") == 1 and "anew" in said
    assert _killed(folder, tmp_path) == ["Before"]


def _no_room(_path):
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed")
def test_a_locked_notebook_is_written_anew_with_the_same_lock(folder, tmp_path, heard, monkeypatch):
    from mentee_app.backup import locking

    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))
    application.opened_alone(folder).__enter__().notebook.close()
    locking.encrypt(folder, "correct horse")
    key = cipher.key_for(folder / paths.NOTEBOOK, "correct horse")
    with application.opened_alone(folder, key) as opened:
        opened.notebook.news = heard.append
        for name in LATER:
            opened.people.add(PersonDraft(name=name))
            (folder / (paths.NOTEBOOK + "-wal")).unlink()
        opened.people.add(PersonDraft(name="Last"))
        assert len(heard) == 3
        assert cipher.fits(folder / paths.NOTEBOOK, key)
        assert b"Before" not in (folder / paths.NOTEBOOK).read_bytes()
        assert _killed(folder, tmp_path, key) == [*LATER, "Last"]


@pytest.mark.parametrize("step", ["_copy", "_prove", "_put_journal_aside", "clear"])
def test_cut_off_at_any_step_a_whole_notebook_stands_there(opened, folder, tmp_path, monkeypatch, step):
    opened.notebook.shrink_journal()
    opened.people.add(PersonDraft(name="After"))
    (folder / (paths.NOTEBOOK + "-wal")).unlink()
    done = getattr(anew, step)

    def cut_off(*words):
        if step == "clear" and (folder / paths.NOTEBOOK).stat().st_ino == before:
            return done(*words)
        done(*words)
        shutil.copytree(folder, tmp_path / "cut", dirs_exist_ok=True)
        return None

    before = (folder / paths.NOTEBOOK).stat().st_ino
    monkeypatch.setattr(anew, step, cut_off)
    opened.notebook.make_sure()
    monkeypatch.undo()
    found = _killed(tmp_path / "cut", tmp_path)
    assert found == (LATER[:2] if step == "clear" else LATER[:1])


def _names(path):
    connection = sqlite3.connect(f"{faults.address(path)}?mode=ro&immutable=1", uri=True)
    try:
        return [name for (name,) in connection.execute("SELECT name FROM person ORDER BY id")]
    finally:
        connection.close()
