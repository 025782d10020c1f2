"""The file that MENTEE_PASSPHRASE_FILE names: an ordinary one is read a little way, anything else is a sentence at once."""

import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mentee_app import whole_files
from mentee_app.commands import given, passphrase
from mentee_app.trouble import Trouble, TroubleKind

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices with a place in the folders")

_ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "passphrase"
    made.touch(mode=0o600)
    made.chmod(0o600)
    return made


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"correct horse", "correct horse"),
        (b"correct horse\n", "correct horse"),
        (b"correct horse\r\nand a second line", "correct horse"),
        (b"\xef\xbb\xbfcorrect horse\r\n", "correct horse"),
        ("Zoë's wörd\n".encode(), "Zoë's wörd"),
        (b" two spaces  \n", " two spaces  "),
        (b"a" * 4096 + b"\n", "a" * 4096),
        (b"correct horse\n" + bytes(100_000), "correct horse"),
    ],
    ids=["no newline", "newline", "crlf", "bom", "accents", "spaces", "longest", "much behind it"],
)
def test_the_first_line_is_the_passphrase(file, content, found):
    file.write_bytes(content)
    assert passphrase._in_file(file) == found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\ncorrect horse\n", "empty"),
        (b"\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("correct horse".encode("utf-16"), "UTF-8"),
        ("correct horse\n".encode("utf-16-le"), "UTF-8"),
        ("correct horse\n".encode("utf-16-be"), "UTF-8"),
        (b"correct \xff horse\n", "UTF-8"),
        (b"a" * 4097 + b"\n", "longer"),
        (bytes(1_000_000), "longer"),
    ],
    ids=[
        "nothing",
        "empty line",
        "only crlf",
        "only bom",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "latin-1",
        "a byte too long",
        "blanks",
    ],
)
def test_a_file_without_a_passphrase_in_its_first_line_is_a_sentence(file, content, said):
    file.write_bytes(content)
    with pytest.raises(Trouble) as told:
        passphrase._in_file(file)
    assert said in told.value.sentence and str(file) in told.value.sentence


def test_a_file_of_many_gigabytes_is_not_read_to_its_end(file):
    with file.open("wb") as opened:
        opened.truncate(3 * 10**9)
    with pytest.raises(Trouble) as told:
        passphrase._in_file(file)
    assert "longer" in told.value.sentence


def _pipe(place):
    os.mkfifo(place, 0o600)


def _socket(place):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(place))


_OTHERS = {
    "a pipe": _pipe,
    "a socket": _socket,
    "a folder": lambda place: place.mkdir(0o700),
    "endless zeros": lambda place: place.symlink_to("/dev/zero"),
    "the terminal": lambda place: place.symlink_to("/dev/tty"),
    "standard input": lambda place: place.symlink_to("/dev/stdin"),
    "nothing at the end of a link": lambda place: place.symlink_to("nowhere"),
    "a link to itself": lambda place: place.symlink_to(place),
    "nothing": lambda place: None,
}


@posix
@pytest.mark.parametrize("what", _OTHERS)
def test_what_is_no_ordinary_file_is_a_sentence_at_once(tmp_path, monkeypatch, what):
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "passphrase"
    _OTHERS[what](place)
    with pytest.raises(Trouble) as told:
        passphrase._in_file(place)
    assert told.value.kind is TroubleKind.NO_ACCESS
    assert passphrase.VARIABLE in told.value.sentence and str(place) in told.value.sentence


def test_a_disk_that_does_not_answer_is_not_waited_for_without_end(file, monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(given, "_PATIENCE_S", 0.05)
    monkeypatch.setattr(whole_files, "opened_plain", lambda _path: answered.wait(60))
    try:
        with pytest.raises(Trouble) as told:
            passphrase._in_file(file)
    finally:
        answered.set()
    assert "does not answer" in told.value.sentence


@posix
@pytest.mark.parametrize("words", [["ask", "--answers"], ["restore"], ["import"]], ids=lambda words: words[0])
def test_a_pipe_in_place_of_any_file_is_one_line_in_the_terminal(tmp_path, words):
    _pipe(tmp_path / "pipe")
    done = subprocess.run(
        [sys.executable, "-m", "mentee_app", *words, str(tmp_path / "pipe"), *_folder_of(words, tmp_path)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=30,
        cwd=_ROOT,
    )
    assert done.returncode == 1 and re.fullmatch(r"mentee: [^\n]*\bpipe\b[^\n]*\n", done.stderr), done


def _folder_of(words, tmp_path):
    yes = ["--yes"] if words[0] == "restore" else []
    return [] if words[0] == "ask" else ["--data-dir", str(tmp_path / "data"), *yes]


@posix
@pytest.mark.parametrize("name", ["notebook.mentee", "notebook.mentee.restoring", "mentee.log"])
def test_a_pipe_in_the_data_folder_is_not_waited_for(tmp_path, name):
    folder = tmp_path / "data"
    folder.mkdir(0o700)
    _pipe(folder / name)
    done = subprocess.run(
        [sys.executable, "-m", "mentee_app", "today", "--data-dir", str(folder)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=30,
        cwd=_ROOT,
    )
    assert "Traceback" not in done.stderr and "made a mistake" not in done.stderr, done
    assert done.stderr.count("\n") <= 1


@posix
@pytest.mark.parametrize("into", ["stdin", "file"])
def test_answers_without_an_end_are_refused(into):
    with open("/dev/zero", "rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "mentee_app", "ask", "--answers", "-" if into == "stdin" else "/dev/zero"],
            capture_output=True,
            encoding="utf-8",
            stdin=endless,
            timeout=30,
            cwd=_ROOT,
        )
    assert done.returncode in (1, 2) and done.stderr.count("\n") == 1, done
