"""Export and import from the terminal: real files in and out, one line and an exit code for what cannot be."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mentee_app import app as application
from mentee_app.domain.people import PersonDraft
from mentee_app.queries import people
from tests.ceiling import CHILD_S

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20300304T090000Z\r\nSUMMARY:Prices\r\nATTENDEE;CN=Bo:mailto:bo@x.example\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20300305T090000Z\r\nSUMMARY:Alone\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def data(tmp_path):
    """A folder with a notebook in which Ada is."""
    with application.opened(tmp_path / "data") as opened:
        opened.people.add(PersonDraft("Ada", email="ada@x.example"))
    return tmp_path / "data"


def test_everything_goes_out_and_comes_into_another_notebook_as_it_was(data, tmp_path):
    assert _mentee(data, "export", "everything", tmp_path / "all.json").returncode == 0
    other = tmp_path / "other"
    asked = _mentee(other, "import", tmp_path / "all.json")
    assert asked.returncode == 2
    assert asked.stderr == ("mentee: Would come or change: 1. Nothing is kept yet. Say --yes to do it.\n")
    done = _mentee(other, "import", tmp_path / "all.json", "--yes")
    first, backed_up, last = done.stdout.splitlines()
    assert first == "1 of 1 understood; 1 would come or change."
    assert backed_up.startswith("Backed up first. To take back what comes in: mentee restore 'notebook ")
    assert last == "Came in: 1 new, 0 updated, 0 kept both ways."
    assert _mentee(other, "export", "everything", tmp_path / "again.json").returncode == 0
    assert (tmp_path / "all.json").read_bytes() == (tmp_path / "again.json").read_bytes()
    assert [each.suffix for each in (other / "backups").iterdir() if "before-import" in each.name]


def test_an_import_names_the_copy_that_takes_it_back(data, tmp_path):
    (tmp_path / "team.ics").write_bytes(CALENDAR.encode())
    said = _mentee(data, "import", tmp_path / "team.ics", "--yes").stdout
    with application.opened(data):
        assert len(people.named("Bo")) == 1
    (line,) = [line for line in said.splitlines() if "mentee restore" in line]
    words = shlex.split(line.split("mentee ")[1])
    assert _mentee(data, *words, "--yes").returncode == 0
    with application.opened(data):
        assert len(people.named("Ada")) == 1 and people.named("Bo") == []


def test_an_import_says_what_it_holds_and_changes_nothing_unless_it_may(data, tmp_path):
    file = tmp_path / "team.ics"
    file.write_bytes(CALENDAR.encode())
    before = (data / "notebook.mentee").read_bytes()
    asked = _mentee(data, "import", file)
    assert asked.returncode == 2
    assert asked.stdout.splitlines()[:2] == ["3 of 3 understood: 3 new, 0 filled in, 0 here already.", "  Bo"]
    assert [line.split(" · ", 1)[1] for line in asked.stdout.splitlines()[2:]] == ["Bo · Prices", "Alone"]
    assert asked.stderr == (
        "mentee: Would come in: 1 person, 1 session. 1 stays out unless --with NAME says whom it is with."
        " Nothing is kept yet. Say --yes to do it.\n"
    )
    with_ada = _mentee(data, "import", file, "--with", "Ada").stderr
    assert with_ada == (
        "mentee: Would come in: 1 person, 2 sessions. Nothing is kept yet. Say --yes to do it.\n"
    )
    assert (data / "notebook.mentee").read_bytes() == before
    done = _mentee(data, "import", file, "--with", "Ada", "--yes")
    assert done.stdout.endswith("Came in: 1 person, 2 sessions.\n")
    again = _mentee(data, "import", file, "--with", "Ada", "--yes")
    assert again.stdout.endswith("Nothing in it is new; nothing was changed.\n")


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("import", "nowhere.ics", "--yes"), 1, "nowhere.ics is not there."),
        (("import", "picture.png", "--yes"), 1, "picture.png"),
        (("import", "team.ics", "--with", "Nobody", "--yes"), 2, "Nobody is called “Nobody”."),
        (("export", "history", "out.docx"), 2, "A document ends in .pdf, .md or .html, not in .docx."),
        (("export", "portfolio", "out.pdf", "--goal", "None such"), 2, "None such"),
        (("export", "calendar", "out.ics", "--alarm", "99999"), 2, "--alarm takes at most 40320 minutes"),
        (("export", "calendar", "nowhere/out.ics"), 1, "does not exist. Choose another place."),
        (("export", "tables", "team.ics"), 1, "is a file. Name a folder for the tables."),
        (("export",), 2, "See mentee --help."),
    ],
)
def test_what_cannot_be_is_one_line_and_an_exit_code(data, tmp_path, words, code, said):
    (tmp_path / "team.ics").write_bytes(CALENDAR.encode())
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = _mentee(data, *words)
    assert done.returncode == code
    assert said in done.stderr and done.stderr.count("\n") == 1 and done.stderr.startswith("mentee: ")


def test_each_kind_of_file_is_what_its_ending_says(data, tmp_path):
    assert _mentee(tmp_path / "life", "sample", "--sessions", "8").returncode == 0
    for name, start in (("h.pdf", b"%PDF"), ("h.md", b"# "), ("h.html", b"<!DOCTYPE html>")):
        assert _mentee(tmp_path / "life", "export", "history", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert _mentee(tmp_path / "life", "export", "contacts", tmp_path / "c.vcf", "--newest").returncode == 0
    assert b"VERSION:4.0" in (tmp_path / "c.vcf").read_bytes()
    assert _mentee(tmp_path / "life", "export", "tables", tmp_path / "t").returncode == 0
    assert (tmp_path / "t" / "sessions.csv").exists()
    assert _mentee(tmp_path / "life", "export", "everything", tmp_path / "e.json").returncode == 0
    assert json.loads((tmp_path / "e.json").read_text())["version"] == 1


def _mentee(data: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mentee_app", "--data-dir", str(data), *map(str, words)]
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=data.parent,
        env=surroundings,
        timeout=CHILD_S,
        encoding="utf-8",
    )
