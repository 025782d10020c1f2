"""Setting in a child process: it can be stopped, dies with its parent, leaves a whole file or none."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentee_app.child import State
from mentee_app.exports import pdf
from mentee_app.trouble import Trouble, TroubleKind

Make = Callable[..., Any]


@pytest.fixture
def long_document(document: Make, session: Make) -> Any:
    return document(session(notes="what was said that day " * 40_000))


def test_stopping_kills_the_child_and_leaves_no_file(long_document: Any, tmp_path: Path) -> None:
    setting = pdf.history_pdf(long_document, tmp_path / "book.pdf")
    setting.start()
    while not setting.poll().stage:
        threading.Event().wait(0.005)
    assert setting.cancel()
    assert setting.poll().state is State.STOPPED
    assert setting._process.returncode not in (None, 0)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Trouble, match="Stopped"):
        setting.wait()


def test_stopping_what_is_over_changes_nothing(document: Make, tmp_path: Path) -> None:
    setting = pdf.history_pdf(document(), tmp_path / "book.pdf")
    setting.start()
    result = setting.wait()
    assert not setting.cancel()
    assert setting.poll().state is State.DONE and setting.poll().finished == result
    assert result.path.read_bytes().startswith(b"%PDF-1.")


def test_a_document_that_takes_too_long_is_given_up_with_a_sentence(
    long_document: Any, tmp_path: Path
) -> None:
    setting = pdf.history_pdf(long_document, tmp_path / "book.pdf", limit=0.01)
    setting.start()
    with pytest.raises(Trouble, match="not ready after") as caught:
        setting.wait()
    assert caught.value.kind is TroubleKind.EXPORT_FAILED
    assert list(tmp_path.iterdir()) == []


def test_a_killed_child_is_a_sentence_and_no_file(long_document: Any, tmp_path: Path) -> None:
    setting = pdf.history_pdf(long_document, tmp_path / "book.pdf")
    setting.start()
    setting._process.kill()
    with pytest.raises(Trouble, match="could not be set"):
        setting.wait()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_is_said_before_anything_starts(document: Make, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="does not exist"):
        pdf.history_pdf(document(), tmp_path / "nowhere" / "book.pdf")
    with pytest.raises(Trouble, match="is a folder"):
        pdf.history_pdf(document(), tmp_path)


def test_a_folder_that_vanishes_meanwhile_is_said_too(document: Make, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    setting = pdf.history_pdf(document(), folder / "book.pdf")
    folder.rmdir()
    setting.start()
    with pytest.raises(Trouble) as caught:
        setting.wait()
    assert caught.value.kind is TroubleKind.NO_FOLDER


def test_the_child_is_found_from_any_folder(
    document: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    setting = pdf.history_pdf(document(), tmp_path / "book.pdf")
    setting.start()
    assert setting.wait().path.stat().st_size > 10_000


@pytest.mark.skipif(os.name != "posix", reason="the death of a process is told by a signal here")
def test_the_child_dies_with_its_parent() -> None:
    """A parent that is killed cannot say goodbye: only its end of the pipe closes."""
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, env={**os.environ, "PYTHONSAFEPATH": "1"}
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _turn in range(400):
        if not _lives(child):
            return
        threading.Event().wait(0.02)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


_PARENT = """
import json, subprocess, sys, threading
command = [sys.executable, "-m", "mentee_app.exports.typeset"]
child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdin.write(b'{"kind": "pdf", ')
child.stdin.flush()
print(child.pid, flush=True)
threading.Event().wait()
"""


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return True


def test_the_child_loads_nothing_of_the_app_but_its_own_side() -> None:
    told = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [
        "mentee_app",
        "mentee_app.exports",
        "mentee_app.exports.typeset",
        "mentee_app.in_child",
    ]


_LOADED = """
import sys
from mentee_app.exports import typeset
assert not {"subprocess", "dataclasses", "pathlib"} & sys.modules.keys(), "these are for the parent"
print(*sorted(name for name in sys.modules if name.startswith("mentee_app")))
"""


def test_the_preview_draws_the_pages_asked_for(document: Make, session: Make) -> None:
    setting = pdf.history_pages(document(*[session() for _each in range(8)]), 2, 3, ppi=40)
    setting.start()
    drawn = setting.wait()
    assert drawn.first == 2 and drawn.pages > 4 and len(drawn.pictures) == 2
    assert all(each.startswith(b"\x89PNG") for each in drawn.pictures)


def test_the_preview_of_a_long_document_shows_the_same_pages(document: Make, session: Make) -> None:
    book = document(*[session(mentor=f"Mentor {at % 5}") for at in range(130)])
    pictures = []
    for first, last in ((1, 400), (1, 9), (39, 40)):
        setting = pdf.history_pages(book, first, last, ppi=30)
        setting.start()
        pictures.append(setting.wait())
    every, start, middle = pictures
    assert every.pages == start.pages == middle.pages == len(every.pictures) > 50
    assert start.pictures == every.pictures[:9]
    assert middle.pictures == every.pictures[38:40]
