"""What a person writes stays with them: in one file for their eyes only, on one machine, in nobody's log.

A sentence is typed into every field of the real program, in a process of its own with a home of its own, and every way out
of it is gone; then every file that came to be is read.
"""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.ceiling import CHILD_S
from tests.gui.private_session import SENTENCE
from tests.gui.ways_out import NAME

ROOT = Path(__file__).resolve().parent.parent.parent
SEEN_AS = ("utf-8", "utf-16-le", "utf-16-be")
OURS = ("data", "out", "temp")
PEEWEE_ASKS = "import socket in peewee.py"
"""peewee imports it and opens none."""

_PRINTED = r"temp/mentee-print-[^/]+/To print\.pdf"

_CHOOSING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from mentee_app import gui
from mentee_app.ui.widgets import save_place
qt = gui._application()
def accept():
    next(each for each in qt.topLevelWidgets() if isinstance(each, QFileDialog)).accept()
QTimer.singleShot(300, accept)
print(save_place.asked(None, sys.argv[1], save_place.FileKind("Save", "PDF (*.pdf)", ".pdf")))
qt.sendPostedEvents(None, 52)
"""

_STARTING = """
import glob, os, sys, time
from mentee_app import cli, gui
class Closed(gui.Studio):
    def furnish(self, *opened):
        super().furnish(*opened)
        from PySide6.QtCore import QTimer
        self.looking = QTimer(self.window, interval=20)
        self.until = time.monotonic() + 60
        self.looking.timeout.connect(self.look)
        self.looking.start()
    def look(self):
        if not glob.glob(os.environ["TMPDIR"] + "/mentee-print-*") or time.monotonic() > self.until:
            self.window.close()
gui.Studio = Closed
sys.exit(cli.run(["--data-dir", sys.argv[1]]))
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights and processes of POSIX")


@dataclass(frozen=True)
class Played:
    """A session that ended: where, what it saw, its calls about sockets, and what holds its words in other folders."""

    root: Path
    saw: dict[str, Any]
    calls: str = ""
    elsewhere: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """One session through every room, its sockets traced where that can be done."""
    calls = tmp_path_factory.mktemp("calls") / "sockets"
    under = (
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-o",
        str(calls),
        "-e",
        "trace=socket,connect,sendto,bind",
    )
    traced = shutil.which("strace") and not subprocess.run([*under, "true"], capture_output=True).returncode
    played = play(tmp_path_factory.mktemp("whole"), under=under if traced else ())
    return replace(played, calls=calls.read_text("utf-8", "replace") if traced else "")


def play(root: Path, *words: str, under: tuple[str, ...] = (), code: int = 0) -> Played:
    """Run a session with a home, caches and a folder for temporary files of its own below `root`, until it ends with `code`."""
    for name in ("home", "temp", "out", "run"):
        (root / name).mkdir(mode=0o700)
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(root / "home"),
        "TMPDIR": str(root / "temp"),
        "XDG_RUNTIME_DIR": str(root / "run"),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
    }
    command = [*under, sys.executable, "-m", "tests.gui.private_session", str(root), *words]
    before = set(_shared())
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=CHILD_S
    )
    assert done.returncode == code, done.stderr[-2000:]
    assert SENTENCE not in done.stderr and NAME not in done.stderr
    elsewhere = tuple(str(path) for path in _shared() if path not in before and _any_holds(path))
    return Played(root, json.loads(done.stdout.splitlines()[-1]), elsewhere=elsewhere)


def test_a_sentence_typed_into_every_field_is_in_the_notebook_and_the_pdf_and_in_no_other_file(whole):
    assert whole.saw["typed"] > 150
    holding = {
        str(path.relative_to(whole.root))
        for path in whole.root.rglob("*")
        if path.is_file() and _holds(path.read_bytes())
    }
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(whole.root / "out" / "chosen.pdf").pages)
    assert SENTENCE in " ".join(text.split())
    assert holding >= {"data/notebook.mentee", "out/everything.json", "out/people.vcf", "out/planned.ics"}
    assert {name for name in holding if not _may_hold(name)} == set()


def test_nothing_is_left_in_the_folders_that_all_programs_share(whole):
    assert whole.elsewhere == ()


def test_nothing_but_the_notebook_the_exports_and_the_known_few_is_left(whole):
    left = {str(path.relative_to(whole.root)) for path in whole.root.rglob("*") if path.is_file()}
    known = {
        f"data/{name}" for name in ("lock", "mentee.log", "notebook-made", "notebook.mentee", "window.json")
    }
    caches = {name for name in left if name.startswith("home/.cache/")}
    backups = {name for name in left if _may_hold(name)}
    assert left - known - caches - backups - set(_printed(whole.root)) == set()


def test_a_copy_to_print_is_the_only_other_file_and_the_next_start_removes_it(whole):
    [copy] = _printed(whole.root)
    assert [path for path in (whole.root / "temp").rglob("*") if path.is_file()] == [whole.root / copy]
    assert pypdf.PdfReader(whole.root / copy).pages and SENTENCE not in copy
    an_hour_ago = time.time() - 3600
    os.utime((whole.root / copy).parent, (an_hour_ago, an_hour_ago))
    words = [sys.executable, "-c", _STARTING, str(whole.root / "data")]
    surroundings = {**os.environ, "TMPDIR": str(whole.root / "temp"), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(words, cwd=ROOT, env=surroundings, timeout=CHILD_S, check=True)
    assert list((whole.root / "temp").iterdir()) == []


def test_a_session_that_is_killed_leaves_no_word_in_any_other_file_either(tmp_path):
    killed = play(tmp_path, "--short", "--dies", code=-signal.SIGKILL)
    holding = {
        str(path.relative_to(tmp_path))
        for path in tmp_path.rglob("*")
        if path.is_file() and _holds(path.read_bytes())
    }
    assert "data/notebook.mentee-wal" in holding
    assert {name for name in holding if not _may_hold(name)} == set()
    in_temp = {str(path.relative_to(tmp_path)) for path in (tmp_path / "temp").rglob("*") if path.is_file()}
    assert in_temp == set(_printed(tmp_path)) and killed.elsewhere == ()


def test_no_program_that_is_started_shows_a_word_and_none_may_leave_a_core(whole):
    seen = [*whole.saw["programs"], whole.saw["process"]]
    commands = " ".join(each.get("cmdline", "") for each in seen)
    assert "mentee_app.exports.typeset" in commands and "mentee_app.imports.understand" in commands
    for each in seen:
        assert not any(word in " ".join(each.values()) for word in (SENTENCE[:12], NAME))
        [core] = [line for line in each["limits"].splitlines() if line.startswith("Max core file size")]
        assert core.split()[4] in ("0", "1") and int(each["coredump_filter"], 16) == 0


def test_what_the_desktop_shows_of_a_reminder_names_nobody_and_nothing(whole):
    [(tip, title, text)] = whole.saw["shown"]
    assert (tip, title) == ("Mentee", "Mentee") and re.fullmatch(r"You have a session at [\d:]+\S*\.", text)


def test_no_title_and_no_clipboard_tells_what_is_written(whole):
    assert not any(SENTENCE[:12] in title for title in whole.saw["titles"])
    assert whole.saw["copied"] == ""


def test_the_log_says_where_a_fault_was_and_no_word_of_what_it_was_about(whole):
    log = (whole.root / "data" / "mentee.log").read_text("utf-8")
    assert "KeyError" in log and "RuntimeError" in log and "in _fail" in log
    assert not any(word in log for word in SENTENCE.split() if len(word) > 4)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="where Qt keeps its lists is the system's affair"
)
def test_a_folder_that_is_chosen_in_a_file_dialog_is_in_no_list_of_recent_ones(tmp_path):
    folder = tmp_path / SENTENCE
    folder.mkdir()
    surroundings = {**os.environ, "HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    for name in [name for name in surroundings if name.startswith("XDG_")]:
        del surroundings[name]
    (tmp_path / "home").mkdir()
    command = [sys.executable, "-c", _CHOOSING, str(folder / "x.pdf")]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60)
    assert done.stdout == f"{folder / 'x.pdf'}\n", done.stderr
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert [path for path in kept if b"heron" in path.read_bytes()] == []


def test_nothing_of_it_is_asked_of_a_network(whole):
    assert set(whole.saw["network"]) <= {PEEWEE_ASKS}


@pytest.mark.parametrize("umask", ["000", "022", "002", "077"])
def test_every_file_and_folder_is_for_its_owner_only_whatever_the_umask(tmp_path, umask):
    played = play(tmp_path, "--short", "--umask", umask)
    while_open = played.saw["modes"]
    assert "data/notebook.mentee-wal" in while_open
    assert [name for name in while_open if name.startswith("data/backups/")]
    left = {
        str(path.relative_to(tmp_path)): oct(path.lstat().st_mode & 0o777)
        for top in OURS
        for path in [tmp_path / top, *(tmp_path / top).rglob("*")]
    }
    for modes in (while_open, left):
        ours = {name: mode for name, mode in modes.items() if name.split("/")[0] in OURS}
        assert {name: mode for name, mode in ours.items() if mode not in ("0o600", "0o700")} == {}


_COMMANDS = """
import os, sys
os.umask(0)
from mentee_app import cli
folder, out = sys.argv[1:]
for words in (
    "sample --sessions 6", f"backup --to {out}", f"export history {out}/h.md", f"export history {out}/h.html",
    f"export calendar {out}/c.ics", f"export contacts {out}/c.vcf", f"export tables {out}/tables",
    f"export everything {out}/all.json", f"salvage {out}/saved.mentee", f"import {out}/c.vcf --yes", "restore --yes",
):
    assert cli.run(["--data-dir", folder, *words.split()]) == 0, words
"""


def test_what_commands_write_is_for_its_owner_only_under_umask_000_exports_too(tmp_path):
    (tmp_path / "out").mkdir()
    words = [sys.executable, "-c", _COMMANDS, str(tmp_path / "data"), str(tmp_path / "out")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    written = [path for path in tmp_path.rglob("*") if path != tmp_path / "out"]
    assert {path.suffix for path in written} >= {
        ".mentee",
        ".json",
        ".md",
        ".html",
        ".ics",
        ".vcf",
        ".csv",
        ".log",
    }
    assert {path.name for path in written if path.stat().st_mode & 0o077} == set()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not there")
def test_a_session_does_all_of_it_without_any_network(tmp_path):
    under = ("unshare", "-rn")
    if subprocess.run([*under, "true"], capture_output=True).returncode:
        pytest.skip("this system gives nobody a network of their own")
    played = play(tmp_path, "--short", under=under)
    assert played.saw["typed"] > 20
    assert pypdf.PdfReader(tmp_path / "out" / "chosen.pdf").pages


def test_no_socket_of_a_whole_session_leads_out_of_the_machine(whole):
    if not whole.calls:
        pytest.skip("strace is not there, or may not watch here")
    assert "AF_UNIX" in whole.calls
    assert re.findall(r".*(?:AF_INET|AF_INET6|AF_NETLINK|AF_PACKET).*", whole.calls) == []


def test_the_search_for_the_sentence_finds_it_in_a_file_of_any_kind(tmp_path):
    for number, coding in enumerate(SEEN_AS):
        assert _holds(b"\0" * number + SENTENCE.encode(coding) + b"\xff")
    file = tmp_path / "x.db"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE a (b)")
        made.execute("INSERT INTO a VALUES (?)", (f"{SENTENCE} 7",))
    made.close()
    assert _holds(file.read_bytes()) and not _holds(b"the heron")


def _holds(content: bytes) -> bool:
    """Whether half of the sentence is in there, or the name, in any coding."""
    return any(said.encode(coding) in content for said in (SENTENCE[:20], NAME) for coding in SEEN_AS)


def _any_holds(place: Path) -> bool:
    """Whether the file does, or one in the folder. What others take away meanwhile held nothing."""
    for path in [place, *place.rglob("*")]:
        try:
            if path.is_file() and _holds(path.read_bytes()):
                return True
        except OSError:
            continue
    return False


def _shared() -> list[Path]:
    """What stands in the folders that all programs write to."""
    folders = {Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path(tempfile.gettempdir())}
    return [path for folder in folders if folder.is_dir() for path in folder.iterdir()]


def _printed(root: Path) -> list[str]:
    """The copies to print that lie there, with a name that tells nothing."""
    left = (str(path.relative_to(root)) for path in root.rglob("*"))
    return [name for name in left if re.fullmatch(_PRINTED, name)]


def _may_hold(name: str) -> bool:
    return bool(re.fullmatch(rf"data/notebook\.mentee(-wal)?|data/backups/[^/]+|out/[^/]+|{_PRINTED}", name))
