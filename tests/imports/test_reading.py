"""Reading in a child process: it can be stopped, keeps its limits, and hands over all that was understood."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest

from mentee_app import app
from mentee_app.child import State
from mentee_app.domain.incoming import Batch
from mentee_app.imports import handing_over, reading, sniffing
from mentee_app.imports.handing_over import Understood
from mentee_app.imports.reading import Reading, Settings, TableChoice
from mentee_app.imports.sniffing import Format
from mentee_app.trouble import Trouble, TroubleKind
from tests.ceiling import CHILD_S
from tests.imports import bombs, hard_times, mutants

SETTINGS = Settings("Europe/Berlin", datetime(2024, 6, 1, 12), ("bo@x.example",))
CHEAP = (
    "billion-laughs.md",
    "nested-fields.md",
    "swells.zip",
    "members.zip",
    "deep.json",
    "nested.vcf",
    "rows.csv",
)


def started(
    path: Path, kind: Format | None = None, settings: Settings = SETTINGS, limit: float = 10
) -> Reading:
    found = reading.read(path, kind or sniffing.what_is(path), settings, limit)
    found.start()
    return found


def slow(folder: Path) -> Path:
    """A file that takes its reader seconds."""
    path = folder / "slow.ics"
    path.write_bytes(bombs.every()["for-ever.ics"]())
    return path


@pytest.mark.parametrize("kind", hard_times.FORMATS)
def test_what_comes_out_of_the_child_is_what_its_reader_makes(kind: str, tmp_path: Path) -> None:
    for sample in (*mutants.SAMPLES[kind], mutants.zipped(("2024-01-01.md", b"x")))[
        -1 if kind == "zip" else 0 :
    ][:1]:
        path = tmp_path / "2024-01-01 note.md"
        path.write_bytes(sample)
        assert started(path, hard_times.FORMATS[kind]).wait() == hard_times.read(kind, sample)


def test_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "2024-03-01.md").write_text("with words", encoding="utf-8")
    batch = started(tmp_path).wait().batch
    assert [each.draft.notes for each in batch.sessions] == ["with words"]


def test_what_is_handed_over_is_the_same_on_the_other_side() -> None:
    for kind in hard_times.FORMATS:
        for sample in mutants.SAMPLES[kind]:
            found = hard_times.read(kind, sample)
            assert handing_over.rebuilt(list(handing_over.messages(found))) == found


def test_a_batch_that_would_fill_the_memory_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    found = hard_times.read("vcard", mutants.CARDS[1])
    monkeypatch.setattr(handing_over, "MOST", 30)
    with pytest.raises(Trouble, match="more than Mentee can take in"):
        list(handing_over.messages(found))


def test_what_is_chosen_about_a_table_is_kept_to(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Who;Mail\nLovelace Ada;ada@x.example\n", encoding="utf-8")
    guessed = started(path).wait()
    assert guessed.table is not None and guessed.table.header == ("Who", "Mail")
    assert guessed.table.sample == (("Lovelace Ada", "ada@x.example"),) and guessed.table.has_header
    chosen = Settings("UTC", SETTINGS.now, table=TableChoice(mapping=("notes", "name")))
    person = started(path, Format.TABLE, chosen).wait().batch.people[0].draft
    assert person.name == "ada@x.example" and "Lovelace Ada" in person.notes


def test_a_table_in_which_nobody_is_named_can_still_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    chosen = Settings("UTC", SETTINGS.now, table=TableChoice(mapping=("ignore", "ignore")))
    found = started(path, Format.TABLE, chosen).wait()
    assert found.batch.people == () and found.table is not None and "holds names" in found.table.flaw


def test_a_refusal_comes_through_in_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_bytes(b'{"exported_by": 1, "account": {')
    with pytest.raises(Trouble, match="not whole JSON") as caught:
        started(path).wait()
    assert caught.value.kind is TroubleKind.BAD_INPUT and caught.value.path == path


def test_a_file_that_vanishes_meanwhile_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="is not there") as caught:
        started(tmp_path / "gone.vcf", Format.VCARD).wait()
    assert caught.value.kind is TroubleKind.VANISHED


def test_what_goes_wrong_in_a_reader_is_a_sentence_and_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "Ada.md").write_text("x", encoding="utf-8")
    with pytest.raises(Trouble, match="could not be read. Nothing was changed"):
        started(tmp_path, Format.CALENDAR).wait()
    assert "ValueError at understand.py" in caplog.text and "Ada" not in caplog.text


def test_reading_is_polled_until_it_is_done(tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(mutants.CARDS[1])
    found = started(path)
    while found.poll().state is State.RUNNING:
        assert found.poll().stage in ("", "reading", "understanding", "handing-over")
        threading.Event().wait(0.005)
    progress = found.poll()
    assert progress.state is State.DONE and progress.finished is not None and progress.trouble is None
    assert len(progress.finished.batch.people) == 1 and not found.cancel()


def test_stopping_kills_the_child(tmp_path: Path) -> None:
    found = started(slow(tmp_path))
    while found.poll().stage != "understanding":
        threading.Event().wait(0.005)
    assert found.cancel()
    assert found.poll().state is State.STOPPED and found._process.returncode not in (None, 0)
    with pytest.raises(Trouble, match="Stopped. Nothing was brought in"):
        found.wait()


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    found = started(slow(tmp_path), limit=0.3)
    with pytest.raises(Trouble, match="could not be read within"):
        found.wait()
    polled = started(slow(tmp_path), limit=0.3)
    while polled.poll().state is State.RUNNING:
        threading.Event().wait(0.02)
    trouble = polled.poll().trouble
    assert trouble is not None and "could not be read within" in trouble.sentence


def test_a_killed_child_is_a_sentence(tmp_path: Path) -> None:
    found = started(slow(tmp_path))
    found._process.kill()
    with pytest.raises(Trouble, match="slow.ics could not be read"):
        found.wait()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems do not hold a process to its memory"
)
def test_a_file_that_takes_too_much_memory_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "words.json"
    path.write_bytes(bombs.every()["words.json"]())
    with pytest.raises(Trouble, match="more than Mentee can take in at once"):
        started(path).wait()


def test_files_that_were_made_to_break_readers_leave_the_notebook_as_it_is(tmp_path: Path) -> None:
    with app.opened(tmp_path / "own"):
        pass
    before = _prints(tmp_path / "own")
    made = bombs.every()
    for name in CHEAP:
        path = tmp_path / name
        path.write_bytes(made[name]())
        try:
            batch = started(path).wait().batch
            assert batch.understood <= 1, name
        except Trouble as trouble:
            assert "could not be read. Nothing was changed" not in trouble.sentence, name
        path.unlink()
    assert _prints(tmp_path / "own") == before


def test_the_child_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(mutants.CARDS[1])
    monkeypatch.chdir("/")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert started(path).wait().batch.people


@pytest.mark.parametrize("job", [b"", b"{}\n", b"[" * 5000 + b"\n", b'{"kind": "pdf"}\n', b"\xff\n"])
def test_the_child_without_a_job_says_what_it_is_for(job: bytes) -> None:
    done = subprocess.run(_COMMAND, input=job, capture_output=True, timeout=CHILD_S)
    assert done.returncode == 2 and b"needs a file to read" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="the death of a process is told by a signal here")
def test_the_child_dies_with_its_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _turn in range(400):
        if not _lives(pid):
            return
        threading.Event().wait(0.02)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


def test_an_empty_batch_is_handed_over_too() -> None:
    empty = Understood(Batch(hard_times.read("vcard", mutants.CARDS[1]).batch.source))
    assert handing_over.rebuilt(list(handing_over.messages(empty))) == empty


_COMMAND = [sys.executable, "-m", "mentee_app.imports.understand"]
_PARENT = """
import subprocess, sys, threading
child = subprocess.Popen([sys.executable, "-m", "mentee_app.imports.understand"], stdin=subprocess.PIPE)
child.stdin.write(b'{"kind": ')
child.stdin.flush()
print(child.pid, flush=True)
threading.Event().wait()
"""


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return True


def _prints(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
