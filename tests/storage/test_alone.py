"""A notebook whose files have other names, or names of ours that are no files: nothing outside is touched or waited for."""

import os
import subprocess
import sys

import pytest

from mentee_app import app as application
from mentee_app.backup import locking, salvaging
from mentee_app.domain.people import PersonDraft
from mentee_app.queries import people
from mentee_app.storage import cipher
from mentee_app.trouble import Trouble

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")


@pytest.fixture
def folder(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        opened.people.add(PersonDraft(name="Ada"))
    return tmp_path / "data"


@pytest.mark.parametrize("ending", ["-wal", "-journal", "-shm"])
def test_somebodys_file_with_a_second_name_beside_the_notebook_stays_as_it_is(folder, tmp_path, ending):
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("theirs" * 100)
    theirs.chmod(0o644)
    os.link(theirs, folder / f"notebook.mentee{ending}")
    with application.opened(folder) as opened:
        opened.people.add(PersonDraft(name="Bea"))
        assert people.count() == 2
    assert theirs.read_text() == "theirs" * 100 and theirs.stat().st_mode & 0o777 == 0o644


def test_what_is_written_does_not_reach_the_second_name_of_a_notebook(folder, tmp_path):
    other = tmp_path / "snapshot.mentee"
    os.link(folder / "notebook.mentee", other)
    before = other.read_bytes()
    with application.opened(folder) as opened:
        opened.people.add(PersonDraft(name="Bea"))
    assert other.read_bytes() == before
    assert (folder / "notebook.mentee").stat().st_nlink == other.stat().st_nlink == 1
    assert (folder / "notebook.mentee").stat().st_mode & 0o777 == 0o600
    with application.opened(folder):
        assert people.count() == 2


def test_what_a_killed_program_left_in_its_journal_is_not_lost_when_all_of_it_has_second_names(
    folder, tmp_path
):
    killed = "import os, sys; from pathlib import Path; from mentee_app import app; from mentee_app.domain.people import"
    killed += " PersonDraft\nwith app.opened(Path(sys.argv[1])) as o: o.people.add(PersonDraft(name='Bea')); os._exit(0)"
    subprocess.run([sys.executable, "-c", killed, str(folder)], check=True, timeout=60)
    assert (folder / "notebook.mentee-wal").stat().st_size
    for name in ("notebook.mentee", "notebook.mentee-wal"):
        os.link(folder / name, tmp_path / name)
    with application.opened(folder):
        assert people.count() == 2
    assert (tmp_path / "notebook.mentee-wal").stat().st_size


@pytest.mark.parametrize("ending", ["", "-wal", "-journal", "-shm"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_what_is_no_file_is_named_and_left(folder, tmp_path, ending, kind):
    path = folder / f"notebook.mentee{ending}"
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path.name)
    with pytest.raises(Trouble, match=f"{path} is not a file of Mentee's. Move it away"):
        with application.opened(folder):
            pass
    assert os.path.lexists(path)


def test_a_link_to_a_device_is_named_and_not_the_device(folder):
    path = folder / "notebook.mentee"
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(Trouble, match=f"{path} is not a file of Mentee's"):
        with application.opened(folder):
            pass


def test_what_locks_a_notebook_is_not_asked_of_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for ask in (cipher.is_locked, cipher.lock_of):
        with pytest.raises(OSError):
            ask(tmp_path / "pipe")


@pytest.mark.parametrize("ending", ["-wal", "-journal", "-shm"])
@pytest.mark.parametrize("passphrase", ["right", "wrong"])
@pytest.mark.skipif(not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed")
def test_a_pipe_beside_a_locked_notebook_is_named_before_the_passphrase_is_tried(
    folder, monkeypatch, ending, passphrase
):
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))
    locking.encrypt(folder, "right")
    os.mkfifo(folder / f"notebook.mentee{ending}")
    with pytest.raises(Trouble, match=f"notebook.mentee{ending} is not a file of Mentee's. Move it away"):
        locking.unlocked(folder, passphrase)


@pytest.mark.skipif(not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed")
def test_the_key_of_a_linked_notebook_is_found_in_the_journal_beside_the_file_itself(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))
    key = locking.encrypt(folder, "right").key
    notebook, kept = folder / "notebook.mentee", tmp_path / "kept.mentee"
    killed = "import os, sys; from pathlib import Path; from mentee_app import app; from mentee_app.domain.people import"
    killed += " PersonDraft; from mentee_app.storage.cipher import Key; raw, salt = map(bytes.fromhex, sys.argv[2:])"
    killed += "\nwith app.opened_alone(Path(sys.argv[1]), Key(raw, salt)) as opened:"
    killed += "\n    opened.people.add(PersonDraft(name='Bea')); os._exit(0)"
    words = [str(folder), key.raw.hex(), key.salt.hex()]
    subprocess.run([sys.executable, "-c", killed, *words], check=True, timeout=60)
    os.truncate(notebook, 16)
    for ending in ("", "-wal"):
        os.replace(f"{notebook}{ending}", f"{kept}{ending}")
    notebook.symlink_to(kept)
    assert locking.unlocked(folder, "right") == key


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_beside_a_notebook_that_is_to_be_saved_is_named(folder, tmp_path, kind):
    wal = folder / "notebook.mentee-wal"
    os.mkfifo(wal) if kind == "pipe" else wal.mkdir()
    with pytest.raises(Trouble, match=f"{wal} is not a file of Mentee's. Move it away"):
        salvaging.salvage(folder / "notebook.mentee", tmp_path / "saved.mentee")
    assert not (tmp_path / "saved.mentee").exists()
