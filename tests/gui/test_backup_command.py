"""The commands backup, restore, check and salvage, from outside."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from mentee_app import app
from tests import terminal
from tests.ceiling import CHILD_S

_ROOT = Path(__file__).resolve().parent.parent.parent


def run(*words, **named):
    command = [sys.executable, "-m", "mentee_app", *map(str, words)]
    named = {"stdin": subprocess.DEVNULL, **named}
    return subprocess.run(command, capture_output=True, timeout=CHILD_S, cwd=_ROOT, encoding="utf-8", **named)


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    folder = tmp_path_factory.mktemp("life") / "data"
    with app.opened(folder) as opened:
        opened.samples.fill(60, today=date.today(), zone="UTC")
    assert run("backup", "--data-dir", folder).returncode == 0
    return folder


@pytest.fixture
def folder(life, tmp_path):
    """A notebook of 60 sessions with one good backup."""
    return Path(shutil.copytree(life, tmp_path / "data"))


def _listed(folder, *words):
    return json.loads(run("backup", "--list", "--json", "--data-dir", folder, *words).stdout)


def _flip(folder, offset, bit=1):
    path = folder / "notebook.mentee"
    content = bytearray(path.read_bytes())
    content[offset] ^= bit
    path.write_bytes(content)


def _one_line(done, code):
    assert done.returncode == code, done.stdout + done.stderr
    assert (
        done.stderr.count("\n") == 1 and done.stderr.startswith("mentee: ") and "Traceback" not in done.stderr
    )
    return done.stderr


def test_a_backup_is_made_verified_listed_and_copied_elsewhere(folder, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    done = run("backup", "--to", disk, "--data-dir", folder)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert "verified: 60 sessions, 12 people" in first and str(disk) in second
    newest = _listed(folder)[0]
    assert (newest["reason"], newest["state"], newest["sessions"]) == ("by-hand", "verified", 60)
    there = _listed(folder, "--to", disk)
    assert [{**each, "name": newest["name"]} for each in there] == [newest]
    assert newest["name"] in run("backup", "--list", "--data-dir", folder).stdout


def test_a_place_that_is_not_there_is_trouble_and_the_first_copy_stands(folder, tmp_path):
    done = run("backup", "--to", tmp_path / "none", "--data-dir", folder)
    assert "not there" in _one_line(done, 1)
    assert len(_listed(folder)) == 2


def test_a_file_where_a_folder_of_backups_belongs_is_named(folder, tmp_path):
    (tmp_path / "file").touch()
    assert "is not a folder" in _one_line(run("backup", "--to", tmp_path / "file", "--data-dir", folder), 1)
    shutil.rmtree(folder / "backups")
    (folder / "backups").touch()
    for words in (("backup",), ("backup", "--list"), ("restore", "newest", "--yes")):
        assert "is not a folder" in _one_line(run(*words, "--data-dir", folder), 1)


def test_a_second_folder_that_is_not_connected_is_no_fault(folder, tmp_path):
    with app.opened(folder) as opened:
        opened.preferences.choose("second-backup-folder", str(tmp_path / "none"))
    done = run("backup", "--data-dir", folder)
    assert "not there now" in _one_line(done, 0) and "verified" in done.stdout


def test_nothing_is_restored_without_a_yes(folder):
    before = (folder / "notebook.mentee").read_bytes()
    assert "--yes" in _one_line(run("restore", "--data-dir", folder), 2)
    assert (folder / "notebook.mentee").read_bytes() == before and len(_listed(folder)) == 1


def test_the_newest_is_restored_and_what_was_there_is_kept(folder):
    with app.opened(folder) as opened:
        opened.notebook.execute_sql("UPDATE session SET notes = 'gone'")
    done = run("restore", "newest", "--yes", "--data-dir", folder)
    assert (done.returncode, done.stderr) == (0, "") and "60 sessions" in done.stdout
    with app.opened(folder) as opened:
        gone = opened.notebook.execute_sql("SELECT count(*) FROM session WHERE notes = 'gone'")
        assert gone.fetchone()[0] == 0
    assert [each["reason"] for each in _listed(folder)] == ["before-restore", "by-hand"]


def test_before_a_restore_both_sides_are_counted(folder):
    with app.opened(folder) as opened:
        opened.notebook.execute_sql(
            "UPDATE session SET deleted_at = 1 WHERE id = (SELECT min(id) FROM session)"
        )
    said = _one_line(run("restore", "--data-dir", folder), 2)
    assert "The backup holds 60 sessions, 12 people, made 20" in said
    assert "The notebook has 59 sessions, 12 people now." in said


def test_the_newest_is_none_that_a_restore_made_unless_there_is_no_other(folder):
    by_hand = _listed(folder)[0]["name"]
    assert run("restore", "--yes", "--data-dir", folder).returncode == 0
    kept = _listed(folder)[0]
    assert kept["reason"] == "before-restore"
    assert by_hand in run("restore", "--data-dir", folder).stderr
    (folder / "backups" / by_hand).unlink()
    assert kept["name"] in run("restore", "--data-dir", folder).stderr


def test_a_file_from_elsewhere_is_restored_into_a_new_folder(folder, tmp_path):
    name = _listed(folder)[0]["name"]
    shutil.copyfile(folder / "backups" / name, tmp_path / "from a stick.mentee")
    new = tmp_path / "new"
    done = run("restore", tmp_path / "from a stick.mentee", "--yes", "--data-dir", new)
    assert done.returncode == 0, done.stderr
    assert "No damage" in run("check", "--data-dir", new).stdout


@pytest.mark.parametrize("name", ["none.mentee", "../notebook.mentee", "a" * 500])
def test_a_backup_that_is_not_there_is_misuse(folder, name):
    assert "There is no backup" in _one_line(run("restore", name, "--yes", "--data-dir", folder), 2)


def test_a_pipe_is_not_waited_for(folder, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    told = _one_line(run("restore", tmp_path / "pipe", "--yes", "--data-dir", folder), 1)
    assert "is not a Mentee notebook. Nothing was changed." in told


def test_a_whole_notebook_is_found_whole(folder):
    done = run("check", "--full", "--data-dir", folder)
    assert (done.returncode, done.stderr) == (0, "") and "whole" in done.stdout
    found = json.loads(run("check", "--full", "--json", "--data-dir", folder).stdout)
    assert found["whole"] and found["compared"] > 300 and found["compared_with"] == _listed(folder)[0]["name"]
    assert json.loads(run("check", "--json", "--data-dir", folder).stdout)["full"] is False


def test_a_flipped_bit_in_a_text_is_found_against_the_backup(folder):
    content = (folder / "notebook.mentee").read_bytes()
    _flip(folder, content.index(b"The choir, second row") + 5)
    assert run("check", "--data-dir", folder).returncode == 0
    done = run("check", "--full", "--json", "--data-dir", folder)
    assert "mentee restore" in _one_line(done, 1)
    found = json.loads(done.stdout)
    assert found["problems"] == [] and len(found["changed"]["person"]) == 1


def test_a_damaged_page_is_found_by_the_quick_check_and_salvaged_and_restored(folder, tmp_path):
    path = folder / "notebook.mentee"
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'advice'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes([0xA5]) * 4096
    path.write_bytes(content)
    sentence = _one_line(run("check", "--data-dir", folder), 1)
    assert "mentee restore" in sentence and "mentee salvage" in sentence
    out = tmp_path / "saved.mentee"
    done = run("salvage", out, "--data-dir", folder)
    assert done.returncode == 0 and "Sessions: 60 read" in done.stdout
    assert path.read_bytes() == content
    assert "mentee: " in _one_line(run("salvage", out, "--data-dir", folder), 1)
    assert run("restore", out, "--yes", "--data-dir", folder).returncode == 0
    assert run("check", "--data-dir", folder).returncode == 0
    assert next((folder / "backups").glob("aside */notebook.mentee")).read_bytes() == content


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
@pytest.mark.parametrize(("options", "said"), [("size=16k", "no room for"), ("ro", "can only be read")])
def test_a_place_that_cannot_take_what_is_saved_is_named(folder, tmp_path, options, said):
    (tmp_path / "stick").mkdir()
    mount = f"mount -t tmpfs -o {options} tmpfs {tmp_path}/stick || exit 77"
    words = ["-m", "mentee_app", "salvage", f"{tmp_path}/stick/saved.mentee", "--data-dir", str(folder)]
    command = ["unshare", "-rm", "sh", "-c", f'{mount}; exec "$@"', "sh", sys.executable, *words]
    done = subprocess.run(command, capture_output=True, timeout=CHILD_S, cwd=_ROOT, encoding="utf-8")
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("nothing can be mounted here")
    sentence = _one_line(done, 1)
    assert said in sentence and "stick/saved.mentee" in sentence


@pytest.mark.skipif(shutil.which("strace") is None, reason="faults are put in by strace")
def test_what_the_disk_can_still_read_is_saved_around_what_it_cannot(folder, tmp_path):
    notebook, out = folder / "notebook.mentee", tmp_path / "saved.mentee"
    faults = ["-P", notebook, "-e", "trace=read", "-e", "inject=read:error=EIO:when=4+4"]
    program = [sys.executable, "-m", "mentee_app", "salvage", out, "--data-dir", folder]
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", tmp_path / "log", *faults, *program]
    done = subprocess.run(command, capture_output=True, timeout=CHILD_S, cwd=_ROOT, encoding="utf-8")
    assert (tmp_path / "log").read_text().count("EIO") > 9
    assert done.returncode == 0 and re.search(" (lost|in part)", done.stdout), done.stdout + done.stderr
    assert int(done.stdout.partition("Sessions: ")[2].partition(" ")[0]) > 5
    with closing(sqlite3.connect(out)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_index_is_made_anew_on_demand(folder):
    with app.opened(folder) as opened:
        opened.notebook.execute_sql("DELETE FROM written_index_docsize")
    assert "--rebuild-index" in _one_line(run("check", "--full", "--data-dir", folder), 1)
    assert run("check", "--full", "--rebuild-index", "--data-dir", folder).returncode == 0
    assert "Marta" in run("search", "marta", "--data-dir", folder).stdout


def test_a_file_that_is_none_ends_in_a_sentence_with_a_way_out(folder):
    (folder / "notebook.mentee").write_bytes(b"nothing like a notebook" * 100)
    assert "mentee restore" in _one_line(run("check", "--data-dir", folder), 1)


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "--json"],
        ["restore", ""],
        ["salvage"],
        ["salvage", " "],
        ["check", "twice"],
        ["backup", "--to", ""],
    ],
)
def test_misuse_is_one_line(folder, words):
    _one_line(run(*words, "--data-dir", folder), 2)


@pytest.mark.parametrize("words", [["backup"], ["check"], ["salvage", "{out}"]])
def test_where_there_is_no_notebook_none_is_made(tmp_path, words):
    words = [word.format(out=tmp_path / "out") for word in words]
    assert "no notebook" in _one_line(run(*words, "--data-dir", tmp_path / "none"), 1)
    assert not (tmp_path / "none").exists() and not (tmp_path / "out").exists()


_READ_ONLY = """
mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} || exit 77
{python} -m mentee_app {words} --data-dir {folder} </dev/null
"""


def _on_a_read_only_medium(folder, words):
    script = _READ_ONLY.format(folder=folder, python=sys.executable, words=words)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script],
        capture_output=True,
        timeout=CHILD_S,
        cwd=_ROOT,
        encoding="utf-8",
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("nothing can be mounted here")
    return done


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
def test_a_read_only_medium_is_read_searched_and_checked(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = _on_a_read_only_medium(folder, "search marta")
    assert done.returncode == 0 and "Marta" in done.stdout, done.stderr
    assert _on_a_read_only_medium(folder, "check --full").returncode == 0
    assert "only be read" in _one_line(_on_a_read_only_medium(folder, "backup"), 1)
    assert "only be read" in _one_line(_on_a_read_only_medium(folder, "restore --yes"), 1)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
def test_what_a_disk_that_can_only_be_read_still_holds_is_saved_elsewhere(folder, tmp_path):
    done = _on_a_read_only_medium(folder, f"salvage {tmp_path}/saved.mentee")
    assert done.returncode == 0 and "Sessions: 60 read" in done.stdout, done.stderr


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
def test_what_a_crash_left_in_the_journal_is_read_from_a_read_only_medium_too(folder):
    with app.opened(folder) as opened:
        opened.notebook.execute_sql(
            "UPDATE person SET name = 'Told last' WHERE id = (SELECT min(id) FROM person)"
        )
        kept = {name: (folder / name).read_bytes() for name in ("notebook.mentee", "notebook.mentee-wal")}
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    assert kept["notebook.mentee-wal"]
    done = _on_a_read_only_medium(folder, "search 'Told last'")
    assert "Told last" in done.stdout, done.stderr
    assert os.listdir(folder).count("notebook.mentee-wal") == 1


@pytest.mark.parametrize(("typed", "copies"), [(b"no\n", 1), (b"\x04", 1), (b"yes\n", 2)])
def test_on_a_terminal_it_is_asked_first(folder, typed, copies):
    ours, theirs = terminal.opened()
    os.write(ours, typed)
    done = run("restore", "--data-dir", folder, stdin=theirs)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0 and "takes the place" in done.stderr, done.stderr
    assert ("Nothing was changed" in done.stdout) is (copies == 1)
    assert len(_listed(folder)) == copies


_PRESSED = """
import os, signal, sys
from mentee_app import cli
from mentee_app.storage import spacing
plain = spacing.spaced
def pressed(text):
    os.kill(os.getpid(), signal.SIGINT)
    return plain(text)
spacing.spaced = pressed
sys.exit(cli.run(sys.argv[1:]))
"""


@pytest.mark.parametrize("words", [("--full",), ("--rebuild-index",)])
def test_what_ctrl_c_broke_off_is_told_as_stopped_and_never_as_damage_or_as_whole(folder, words):
    command = [sys.executable, "-c", _PRESSED, "check", *words, "--data-dir", str(folder)]
    done = subprocess.run(command, capture_output=True, timeout=CHILD_S, cwd=_ROOT, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "mentee: Stopped.\n")
    assert "whole" in run("check", "--full", "--data-dir", folder).stdout


@pytest.mark.skipif(shutil.which("strace") is None, reason="faults are put in by strace")
def test_a_backup_that_the_disk_cannot_open_stops_no_check_and_is_told(folder, tmp_path):
    copy = next((folder / "backups").glob("*.mentee"))
    faults = ["-P", copy, "-e", "trace=openat", "-e", "inject=openat:error=EIO"]
    program = [sys.executable, "-m", "mentee_app", "check", "--full", "--data-dir", folder]
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", tmp_path / "log", *faults, *program]
    done = subprocess.run(command, capture_output=True, timeout=CHILD_S, cwd=_ROOT, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "The notebook is whole." in done.stdout and f"{copy.name}: cannot be read" in done.stdout


_BACKUPS_TO_READ = """
mount --bind {folder}/backups {folder}/backups && mount -o remount,ro,bind {folder}/backups || exit 77
{python} -m mentee_app {words} --data-dir {folder} </dev/null
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
@pytest.mark.parametrize("words", ["import {folder}.csv --yes", "restore --yes"])
def test_where_no_backup_can_be_made_nothing_comes_in_or_is_restored(folder, words):
    Path(f"{folder}.csv").write_text("Name,Email\nZed,z@x.example\n")
    before = {
        path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file() and path.suffix != ".log"
    }
    script = _BACKUPS_TO_READ.format(folder=folder, python=sys.executable, words=words.format(folder=folder))
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], capture_output=True, timeout=60, cwd=_ROOT, encoding="utf-8"
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("nothing can be mounted here")
    assert done.returncode == 1 and "can only be read" in done.stderr, done.stderr
    after = {
        path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file() and path.suffix != ".log"
    }
    assert after == before
