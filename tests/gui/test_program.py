"""The program from outside: second start, signals, faults at the start, the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from mentee_app import __version__
from mentee_app.storage import database

_ROOT = Path(__file__).resolve().parent.parent.parent


def run(*words, **named):
    command = [sys.executable, "-m", "mentee_app", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=_ROOT, **named)


def wait_for(condition, seconds=20.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)


@pytest.fixture
def window(tmp_path):
    """A running window on a notebook in tmp_path / data."""
    folder = tmp_path / "data"
    started = subprocess.Popen(
        [sys.executable, "-m", "mentee_app", "--data-dir", str(folder)], cwd=_ROOT, stderr=subprocess.PIPE
    )
    wait_for(lambda: (folder / (database.FILE_NAME + "-wal")).exists())
    yield started
    started.kill()
    started.wait()
    started.stderr.close()


@pytest.fixture
def sample(tmp_path):
    folder = tmp_path / "data"
    assert run("--data-dir", folder, "sample", "--sessions", "8").returncode == 0
    return folder


def test_version_and_help_open_nothing(tmp_path):
    assert run("--version").stdout.strip() == f"Mentee {__version__}"
    said = run("--help", "--data-dir", tmp_path / "none").stdout
    assert "export" in said and "sample" in said and "==SUPPRESS==" not in said
    assert not (tmp_path / "none").exists()


def test_a_second_start_raises_the_first_window_and_ends(window, tmp_path):
    def second():
        started = time.monotonic()
        done = run("--data-dir", tmp_path / "data")
        return done.returncode == 0 and "raised" in done.stdout and time.monotonic() - started < 20

    wait_for(second)
    assert window.poll() is None


def test_another_command_says_that_the_window_is_open(window, tmp_path):
    done = run("sample", "--data-dir", tmp_path / "data")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "open" in done.stderr and "Close it first" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_window_in_order_and_says_so(window, tmp_path, number):
    wait_for(lambda: run("--data-dir", tmp_path / "data").returncode == 0)
    window.send_signal(number)
    assert window.wait(20) == 128 + number
    assert not (tmp_path / "data" / (database.FILE_NAME + "-wal")).exists()


def test_the_log_holds_no_word_of_the_person(sample):
    log = (sample / "mentee.log").read_text()
    assert "Aurelio" not in log


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["--nonsense"],
        ["export"],
        ["export", "history"],
        ["export", "history", "x.pdf", "--from", "2026-02-30"],
        ["export", "history", "x.pdf", "--to", "tomorrow"],
        ["sample", "--sessions", "many"],
        ["sample", "--sessions", "-1"],
        ["sample", "--seed", "1.5"],
        ["ask"],
        ["tour"],
        ["tour", "x", "--scale", "nan"],
        ["--data-dir", ""],
    ],
)
def test_misuse_is_one_line_and_exit_code_2(words, tmp_path):
    done = run(*words, env={**os.environ, "MENTEE_DATA_DIR": str(tmp_path / "data")})
    assert done.returncode == 2
    assert (
        done.stderr.count("\n") == 1 and done.stderr.startswith("mentee: ") and "Traceback" not in done.stderr
    )
    assert done.stdout == ""
    assert not (tmp_path / "data").exists()


def test_an_unknown_mentor_is_named(sample, tmp_path):
    done = run("export", "history", tmp_path / "x.pdf", "--mentor", "Nobody", "--data-dir", sample)
    assert done.returncode == 2 and "Nobody" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "x.pdf").exists()


def test_a_place_that_cannot_be_written_is_named(sample, tmp_path):
    for place in (tmp_path / "none" / "x.pdf", tmp_path):
        done = run("export", "history", place, "--data-dir", sample)
        assert done.returncode == 1 and str(place.parent if place != tmp_path else place) in done.stderr
        assert done.stderr.count("\n") == 1


def test_the_history_is_a_pdf_with_the_mentors_sessions(sample, tmp_path):
    out = tmp_path / "history.pdf"
    done = run("export", "history", out, "--data-dir", sample)
    assert done.returncode == 0, done.stderr
    pages = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Maren Okafor" in pages and "Aurelio de la Cruz" in pages
    assert out.stat().st_mode & 0o077 == 0


def test_a_sample_is_refused_where_something_was_written(sample):
    done = run("sample", "--data-dir", sample)
    assert done.returncode == 1 and done.stderr.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"no database at all" * 50])
def test_a_file_that_is_no_notebook_ends_in_a_sentence(tmp_path, content):
    path = tmp_path / database.FILE_NAME
    path.write_bytes(content)
    for words in ([], ["sample"]):
        done = run(*words, "--data-dir", tmp_path)
        assert done.returncode == 1 and done.stderr.count("\n") == 1 and str(path) in done.stderr
    assert path.read_bytes() == content


def test_a_folder_that_is_a_file_ends_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        done = run("--data-dir", place)
        assert done.returncode == 1 and done.stderr.count("\n") == 1 and "--data-dir" in done.stderr


def test_answers_in_give_a_verdict_out(tmp_path):
    answers = {
        **dict.fromkeys(("q1_job", "q2_work_targets", "q3_chat", "q4_done_for_me"), "no"),
        **dict.fromkeys(("q6_decide", "q7_path", "q8_people", "q9_scope", "q10_work"), "mentoring"),
        "q11_yardstick": "mentoring",
        "q12_field": "helps_not_must",
    }
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers))
    done = run("ask", "--answers", file)
    assert json.loads(done.stdout)["outcome"] == "mentoring" and done.returncode == 0
    piped = run("ask", "--answers", "-", input=json.dumps({"answers": answers}))
    assert piped.stdout == done.stdout


@pytest.mark.parametrize("text", ["", "{", "[]", '{"q1_job": "perhaps"}', '{"nonsense": 1}', "\ud800"])
def test_answers_that_cannot_be_read_are_misuse(text, tmp_path):
    file = tmp_path / "answers.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    done = run("ask", "--answers", file)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_answers_that_are_not_there_are_trouble(tmp_path):
    done = run("ask", "--answers", tmp_path / "none.json")
    assert done.returncode == 1 and "none.json" in done.stderr


def test_the_tour_takes_a_picture_of_each_screen_and_sets_the_pdf(tmp_path):
    done = run("tour", tmp_path / "tour", "--dark")
    assert done.returncode == 0, done.stderr
    pictures = sorted(path.name for path in (tmp_path / "tour").glob("*.png"))
    assert len(pictures) > 40 and pictures[0] == "01-empty-today.png"
    assert all((tmp_path / "tour" / name).stat().st_size > 1000 for name in pictures)
    assert len(PdfReader(tmp_path / "tour" / "history.pdf").pages) > 10
