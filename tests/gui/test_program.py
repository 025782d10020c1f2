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
from PySide6.QtCore import QMessageLogContext, QtMsgType

from mentee_app import __version__, cli
from mentee_app.storage import database
from mentee_app.trouble import Trouble
from mentee_app.ui.tour import tour
from mentee_app.ui.window import safety
from tests.ceiling import CHILD_S

_ROOT = Path(__file__).resolve().parent.parent.parent
_ANSWERS = {
    **dict.fromkeys(("q1_job", "q2_work_targets", "q3_chat", "q4_done_for_me"), "no"),
    **dict.fromkeys(("q6_decide", "q7_path", "q8_people", "q9_scope", "q10_work"), "mentoring"),
    "q11_yardstick": "mentoring",
    "q12_field": "helps_not_must",
}


def run(*words, **named):
    command = [sys.executable, "-m", "mentee_app", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=CHILD_S, cwd=_ROOT, **named)


def wait_for(condition, seconds=CHILD_S):
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


def test_a_start_loads_nothing_that_only_later_work_needs():
    code = (
        "import sys; from mentee_app import cli; cli.run(['--version']); loaded = set(sys.modules)\n"
        "assert not loaded & {'hashlib', 'queue', 'sqlite3', 'peewee', 'PySide6'}, loaded\n"
        "import mentee_app.ui.forms.fields; assert not {'difflib', 'queue'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=CHILD_S, cwd=_ROOT
    )
    assert done.returncode == 0, done.stderr


def test_version_and_help_open_nothing(tmp_path):
    assert run("--version").stdout.strip() == f"Mentee {__version__}"
    said = run("--help", "--data-dir", tmp_path / "none").stdout
    assert "export" in said and "sample" in said and "==SUPPRESS==" not in said
    assert not (tmp_path / "none").exists()


def test_a_second_start_raises_the_first_window_and_ends(window, tmp_path):
    def second():
        done = run("--data-dir", tmp_path / "data")
        return done.returncode == 0 and "raised" in done.stdout

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
    assert window.wait(60) == 128 + number
    assert not (tmp_path / "data" / (database.FILE_NAME + "-wal")).exists()


def test_the_log_holds_no_word_of_the_person(sample):
    log = (sample / "mentee.log").read_text()
    assert "Aurelio" not in log


def test_what_qt_says_is_logged_without_its_words(caplog):
    where = QMessageLogContext()
    for text in (
        "Unable to detect a launcher for 'mailto:ada@example.org'",
        "QPixmap::load: my own words",
        "my own words",
    ):
        safety._on_qt_message(QtMsgType.QtWarningMsg, where, text)
    assert [record.getMessage() for record in caplog.records] == [
        "Qt: default",
        "Qt: default QPixmap::load",
        "Qt: default",
    ]


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
        ["sample", "--sessions", "9" * 5000],
        ["export", "history", ""],
        ["export", "history", "x.pdf", "--mentor", ""],
        ["export", "history", "x.pdf", "--goal", " "],
        ["export", "history", "x.pdf", "--area", "\t"],
        ["export", "history", "x.pdf", "--from", "9" * 5000],
        ["n" * 5000],
        ["ask"],
        ["ask", "--answers", ""],
        ["tour"],
        ["tour", ""],
        ["tour", "x", "--scale", "nan"],
        ["--data-dir", ""],
        ["--data-dir", " "],
        ["--data-dir", "~nobody-has-this-name/x", "sample"],
    ],
)
def test_misuse_is_one_line_and_exit_code_2(words, tmp_path):
    done = run(*words, env={**os.environ, "MENTEE_DATA_DIR": str(tmp_path / "data")})
    assert done.returncode == 2
    assert (
        done.stderr.count("\n") == 1 and done.stderr.startswith("mentee: ") and "Traceback" not in done.stderr
    )
    assert done.stdout == "" and len(done.stderr) < 1000
    assert not (tmp_path / "data").exists()


def test_a_folder_in_the_surroundings_that_is_none_is_refused_and_an_empty_one_is_not_set(tmp_path):
    for folder in (" ", "~nobody-has-this-name/x"):
        done = run("sample", env={**os.environ, "MENTEE_DATA_DIR": folder})
        assert (done.returncode, done.stderr.count("\n")) == (2, 1) and "MENTEE_DATA_DIR" in done.stderr
    env = {**os.environ, "MENTEE_DATA_DIR": "", "XDG_DATA_HOME": str(tmp_path)}
    assert run("sample", "--sessions", "1", env=env).returncode == 0
    assert os.name != "posix" or sys.platform == "darwin" or (tmp_path / "Mentee").is_dir()


def test_letters_that_the_terminal_lacks_are_escaped(tmp_path):
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = run("--data-dir", tmp_path / "ü", "sample", "--sessions", "1", env=env)
    assert done.returncode == 0 and "\\xfc" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names that are no text are for Linux")
def test_a_folder_whose_name_is_no_text_works(tmp_path):
    folder = os.fsencode(tmp_path) + b"/x\xff%?#"
    env = {**os.environb, b"MENTEE_DATA_DIR": folder}
    done = run("sample", "--sessions", "3", env=env)
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(folder)) == [b"lock", b"mentee.log", b"notebook-made", b"notebook.mentee"]
    done = run("export", "history", os.fsdecode(os.fsencode(tmp_path) + b"/o\xff.pdf"), env=env)
    assert done.returncode == 0 and os.path.exists(os.fsencode(tmp_path) + b"/o\xff.pdf")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize("surroundings", [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "no-such-thing"}])
def test_without_a_display_a_sentence_is_said(tmp_path, surroundings):
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    env = {name: value for name, value in os.environ.items() if name not in named}
    done = run("--data-dir", tmp_path / "data", env={**env, **surroundings})
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "display" in done.stderr and "mentee tour DIR" in done.stderr
    assert not (tmp_path / "data").exists()


def test_the_notebook_is_never_replaced_by_a_document(sample):
    before = {path.name: path.stat().st_ino for path in sample.iterdir()}
    for name in before:
        done = run("export", "history", sample / name, "--data-dir", sample)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "data folder" in done.stderr
    assert {path.name: path.stat().st_ino for path in sample.iterdir()} == before


def test_tables_that_are_refused_in_the_data_folder_leave_no_folder_there(sample):
    before = sorted(each.name for each in sample.iterdir() if each.is_dir())
    done = run("--data-dir", sample, "export", "tables", sample / "tables")
    assert done.returncode == 1 and f"{sample / 'tables'} is inside the data folder" in done.stderr
    assert sorted(each.name for each in sample.iterdir() if each.is_dir()) == before


@pytest.mark.skipif(os.name != "posix", reason="rights")
def test_a_folder_that_others_use_is_refused_untouched(tmp_path):
    (tmp_path / "theirs.txt").write_text("x")
    tmp_path.chmod(0o1777)
    for words in (["sample"], ["export", "history", "x.pdf"], []):
        done = run(*words, "--data-dir", tmp_path)
        assert done.returncode == 1 and done.stderr.count("\n") == 1
        assert f"--data-dir {tmp_path / 'mentee'}" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["theirs.txt"]
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777


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
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(_ANSWERS))
    done = run("ask", "--answers", file)
    assert json.loads(done.stdout)["outcome"] == "mentoring" and done.returncode == 0
    piped = run("ask", "--answers", "-", input=json.dumps({"answers": _ANSWERS}))
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


@pytest.mark.skipif(os.name != "posix", reason="the shell closes and redirects")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ask --answers - <&-", 2),
        ("ask --answers {answers} >/dev/full", 1),
        ("--version >/dev/full", 1),
        ("typeset </dev/null", 2),
        ("typeset <&-", 2),
        ("typeset <{answers}", 2),
    ],
)
def test_closed_and_full_and_senseless_streams_end_in_one_line(tmp_path, line, code):
    if "/dev/full" in line and not os.path.exists("/dev/full"):
        pytest.skip("no such device here")
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(_ANSWERS))
    command = f"{sys.executable} -m mentee_app {line.format(answers=answers)}"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=CHILD_S, cwd=_ROOT, env=env
    )
    assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
    assert done.stderr.startswith("mentee: ") and "log" not in done.stderr


def test_a_fault_before_there_is_a_log_names_its_place_and_no_word(monkeypatch, capsys):
    def fail(_wanted):
        raise KeyError("my own words")

    monkeypatch.setattr(cli, "_ask", fail)
    assert cli.run(["ask", "--answers", "x"]) == 1
    said = capsys.readouterr().err
    assert "KeyError in test_program.py:" in said and "words" not in said and said.count("\n") == 1
    assert "log" not in said


def test_a_tour_replaces_only_what_a_tour_made(tmp_path):
    tour.make_folder(tmp_path / "new")
    tour.make_folder(tmp_path / "new")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "01-holiday.png").write_bytes(b"mine")
    (mine / "history.pdf").write_bytes(b"mine")
    with pytest.raises(Trouble, match="no tour made"):
        tour.make_folder(mine)
    assert sorted(path.name for path in mine.iterdir()) == ["01-holiday.png", "history.pdf"]
    done = run("tour", mine)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    (mine / ".mentee-tour").write_text("01-empty-today.png\n../outside\nhistory.pdf\n")
    (tmp_path / "outside").write_bytes(b"mine")
    (mine / "01-empty-today.png").write_bytes(b"old")
    with pytest.raises(Trouble, match="no tour made"):
        tour.make_folder(mine)
    (mine / "01-holiday.png").rename(mine / "holiday.png")
    tour.make_folder(mine)
    assert sorted(path.name for path in mine.iterdir()) == [".mentee-tour", "holiday.png"]
    assert (tmp_path / "outside").exists()


def test_the_tour_takes_a_picture_of_each_screen_and_sets_the_pdf(tmp_path):
    done = run("tour", tmp_path / "tour", "--dark")
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (tmp_path / "tour").iterdir()}
    assert set((tmp_path / "tour" / ".mentee-tour").read_text().split()) == made - {".mentee-tour"}
    pictures = sorted(path.name for path in (tmp_path / "tour").glob("*.png"))
    assert len(pictures) > 40 and pictures[0] == "01-empty-today.png"
    assert all((tmp_path / "tour" / name).stat().st_size > 1000 for name in pictures)
    assert len(PdfReader(tmp_path / "tour" / "history.pdf").pages) > 10
