"""The commands on a locked notebook, from outside: the passphrase from a file, from a terminal, or not at all."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from mentee_app import app
from mentee_app.backup import copies, locking
from mentee_app.backup.places import Reason
from mentee_app.storage import cipher
from tests import terminal
from tests.ceiling import CHILD_S

pytestmark = pytest.mark.skipif(
    not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed"
)

_ROOT = Path(__file__).resolve().parent.parent.parent
_WORD = "correct horse"


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locked") / "data"
    with app.opened(folder) as opened:
        opened.samples.fill(60, today=date.today(), zone="UTC")
    key = locking.encrypt(folder, _WORD).key
    with app.opened_alone(folder, key) as opened:
        copies.make(opened.notebook.connection(), folder, Reason.BY_HAND, datetime.now().astimezone())
    return folder


@pytest.fixture
def folder(life, tmp_path):
    """A locked notebook of 60 sessions with one good backup."""
    return Path(shutil.copytree(life, tmp_path / "data"))


@pytest.fixture
def run(folder, tmp_path):
    """Runs a command on it; `passphrase` stands in a file with these rights."""

    def run_it(*words, passphrase=None, rights=0o600, **named):
        environment = {name: text for name, text in os.environ.items() if name != "MENTEE_PASSPHRASE_FILE"}
        if passphrase is not None:
            file = tmp_path / "passphrase"
            file.touch()
            file.chmod(0o600)
            file.write_bytes(passphrase)
            file.chmod(rights)
            environment["MENTEE_PASSPHRASE_FILE"] = str(file)
        command = [sys.executable, "-m", "mentee_app", *map(str, words), "--data-dir", str(folder)]
        named = {"stdin": subprocess.DEVNULL, **named}
        return subprocess.run(
            command,
            capture_output=True,
            timeout=CHILD_S,
            cwd=_ROOT,
            encoding="utf-8",
            env=environment,
            **named,
        )

    return run_it


def _one_line(done, code=1):
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("mentee: "), done.stderr
    return done.stderr


_WORDS = [
    ["search", "marta"],
    ["today"],
    ["check", "--full"],
    ["backup"],
    ["restore", "newest", "--yes"],
    ["salvage", "{out}/saved.mentee"],
    ["export", "history", "{out}/history.pdf"],
]


@pytest.mark.parametrize("words", _WORDS, ids=lambda words: words[0])
def test_every_command_that_opens_the_notebook_takes_the_passphrase_from_the_file(run, tmp_path, words):
    words = [word.format(out=tmp_path) for word in words]
    done = run(*words, passphrase=_WORD.encode() + b"\nnot this\n")
    assert done.returncode == 0 and done.stdout, done.stderr


@pytest.mark.parametrize("words", [*_WORDS, ["sample"]], ids=lambda words: words[0])
def test_where_nobody_can_be_asked_it_is_trouble_and_nothing_is_changed(run, folder, tmp_path, words):
    before = (folder / "notebook.mentee").read_bytes()
    words = [word.format(out=tmp_path) for word in words]
    assert "MENTEE_PASSPHRASE_FILE" in _one_line(run(*words))
    assert (folder / "notebook.mentee").read_bytes() == before
    assert not (tmp_path / "saved.mentee").exists()


def test_what_is_saved_or_restored_is_locked_as_before(run, folder, tmp_path):
    key = locking.unlocked(folder, _WORD)
    assert run("restore", "newest", "--yes", passphrase=_WORD.encode()).returncode == 0
    assert cipher.fits(folder / "notebook.mentee", key)
    assert run("salvage", tmp_path / "saved.mentee", passphrase=_WORD.encode()).returncode == 0
    assert cipher.fits(tmp_path / "saved.mentee", key)


def test_a_wrong_passphrase_is_told_from_damage(run, folder):
    assert "does not open" in _one_line(run("today", passphrase=b"wrong horse"))
    path = folder / "notebook.mentee"
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(100)
    path.write_bytes(content)
    assert "damaged" in _one_line(run("today", passphrase=_WORD.encode()))


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
@pytest.mark.parametrize("rights", [0o644, 0o640, 0o602])
def test_a_file_that_others_may_use_is_refused(run, rights):
    sentence = _one_line(run("today", passphrase=_WORD.encode(), rights=rights))
    assert "Others may use" in sentence and _WORD not in sentence


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"])
def test_a_file_without_a_passphrase_is_told(run, content):
    _one_line(run("today", passphrase=content))


@pytest.mark.parametrize(
    ("typed", "code", "refusals"),
    [(["wrong one", _WORD], 0, 1), (["wrong one", "wrong two", "wrong three"], 1, 3), (["\x04"], 1, 1)],
)
def test_on_a_terminal_it_is_asked_three_times(folder, typed, code, refusals):
    ours, theirs = terminal.opened()
    command = [sys.executable, "-m", "mentee_app", "today", "--data-dir", str(folder)]
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        start_new_session=True,
        bufsize=0,
    ) as asked:
        os.close(theirs)
        said = b""
        for line in typed:
            prompt = b""
            while not prompt.endswith(b"Passphrase of notebook.mentee: "):
                letter = asked.stderr.read(1)
                assert letter, said + prompt
                prompt += letter
            said += prompt
            os.write(ours, line.encode() + b"\n" * (line != "\x04"))
        out, rest = asked.communicate(timeout=CHILD_S)
    os.close(ours)
    said = (said + rest + out).decode()
    assert asked.returncode == code, said
    assert said.count("\nmentee: ") == refusals and "Traceback" not in said and _WORD not in said


def test_without_the_driver_it_says_what_to_install(folder):
    code = (
        "import sys; sys.modules['sqlcipher3'] = None; from mentee_app import cli;"
        f" sys.exit(cli.run(['today', '--data-dir', {str(folder)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=CHILD_S, cwd=_ROOT, text=True
    )
    assert "extra “encryption”" in _one_line(done)


def test_a_question_about_the_backups_that_was_never_asked_is_told_by_the_check(run, folder):
    done = run("check", "--full", passphrase=_WORD.encode())
    assert "1 of 1 backup is still as it was proven." in done.stdout and done.stderr == ""
    locking.change(folder, _WORD, "battery staple")
    done = run("check", passphrase=b"battery staple")
    assert done.returncode == 0 and "not locked like the notebook" in done.stderr
    done = run("check", "--full", passphrase=b"battery staple")
    assert "1 of 1" in done.stdout


def test_the_list_says_beside_each_copy_that_it_is_not_locked_as_the_notebook_is(run, folder):
    def listed():
        done = run("backup", "--list")  # needs no passphrase
        assert done.returncode == 0 and done.stderr == ""
        found = json.loads(run("backup", "--list", "--json").stdout)
        return done.stdout, [each["unlike_notebook"] for each in found]

    said, unlike = listed()
    assert "locked" not in said and unlike == [None]
    locking.change(folder, _WORD, "battery staple")
    said, unlike = listed()
    assert "· locked with another passphrase than the notebook ·" in said and unlike == ["otherwise"]
    locking.remove(folder, "battery staple")
    said, unlike = listed()
    assert "· locked with a passphrase, though the notebook is not ·" in said and unlike == ["locked"]
    assert run("backup").returncode == 0
    assert listed()[1] == [None, "locked"]
    locking.encrypt(folder, "battery staple")
    said, unlike = listed()
    assert unlike == ["open", "otherwise"]
    assert "· not locked, though the notebook is ·" in said.splitlines()[0]


@pytest.mark.parametrize("start", [None, b"", bytes(4096), b"nothing like a notebook" * 200])
def test_where_the_notebook_does_not_tell_how_it_is_locked_nothing_is_said_of_the_copies(run, folder, start):
    (folder / "notebook.mentee").unlink()
    if start is not None:
        (folder / "notebook.mentee").write_bytes(start)
    done = run("backup", "--list")
    assert done.returncode == 0 and "locked" not in done.stdout and "verified" in done.stdout


@pytest.mark.skipif(shutil.which("strace") is None, reason="faults are put in by strace")
def test_a_disk_that_cannot_read_while_the_passphrase_is_tried_is_named(folder, tmp_path):
    notebook, word = folder / "notebook.mentee", tmp_path / "word"
    word.write_text(_WORD)
    word.chmod(0o600)
    faults = ["-P", notebook, "-e", "trace=read", "-e", "inject=read:error=EIO:when=3+"]
    program = [sys.executable, "-m", "mentee_app", "today", "--data-dir", folder]
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", tmp_path / "log", *faults, *program]
    done = subprocess.run(
        command,
        capture_output=True,
        timeout=CHILD_S,
        cwd=_ROOT,
        encoding="utf-8",
        env={**os.environ, "MENTEE_PASSPHRASE_FILE": str(word)},
    )
    assert "The disk of" in _one_line(done) and "answers with an error" in done.stderr
