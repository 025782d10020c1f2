"""Strange values in a notebook, by the doors of the terminal: shown calmly, or one sentence; and salvaging mends them."""

import random
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from mentee_app import app as application
from mentee_app import cli
from mentee_app.backup import proving, salvaging
from mentee_app.domain import moments
from mentee_app.domain.codes import CODES
from mentee_app.storage import lengths, rows, values
from tests.soak import strange

_READ = (("today",), ("search", "a", "--json"), ("export", "everything", "{out}/everything.json"))

_VALUES = [
    ("session", "zone", "../../etc/passwd"),
    ("session", "zone", "x" * 1_000_000),
    ("session", "starts_at", 2**62),
    ("session", "starts_at", -(2**62)),
    ("session", "wall_start", "9999-12-31T23:59"),
    ("session", "status", "dreamt"),
    ("session", "minutes", 2**40),
    ("session", "notes", b"\xff\xfe"),
    ("session", "topic", b"\xc3"),
    ("session", "topic", "a\0b"),
    ("person", "created_at", 2**62),
    ("person", "introduced_by_id", -1),
    ("action", "due_on", "0000-00-00"),
    ("goal", "updated_at", -(2**62)),
    ("deed", "before", "[" * 900 + "]" * 900),
    ("request", "answers", '"text"'),
    ("agenda_item", "position", 2**62),
    ("deed", "before", '{"of": 5, "trashed_at": 1}'),
    ("deed", "before", '{"of": ["person"], "trashed_at": 1, "rows": 7}'),
    ("draft", "content", '{"a": 1}'),
    ("draft", "content", "[1]"),
    ("area", "colour", "mauve"),
    ("goal", "wanted", "money"),
    ("session", "wanted", "advice,,money"),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return strange.sample(tmp_path_factory.mktemp("strange"))


@pytest.fixture
def folder(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "data")


def _ids(value):
    return str(value)[:20] if not isinstance(value, bytes) else value.hex()


@pytest.mark.parametrize(("table", "column", "value"), _VALUES, ids=_ids)
def test_a_strange_value_is_shown_calmly_or_told_in_one_sentence(
    folder, tmp_path, capsys, table, column, value
):
    strange.put(folder / "notebook.mentee", table, column, value)
    for door in _READ:
        code = cli.run([word.format(out=tmp_path) for word in door] + ["--data-dir", str(folder)])
        said = capsys.readouterr().err
        assert code in (0, 1) and "mistake" not in said, (door, said)
        assert code == 0 or re.fullmatch(r"mentee: [^\n]+\n", said), said


def test_a_strange_value_that_a_tab_stumbles_over_while_it_is_shown_does_not_end_the_window(folder, tmp_path):
    what = strange.put(folder / "notebook.mentee", "area", "colour", "-1e999")
    assert list(strange.stumbled(folder, tmp_path / "out", what, (("window",),))) == []


@pytest.mark.parametrize(("table", "column", "value"), _VALUES[2:9], ids=_ids)
def test_what_salvaging_makes_of_a_strange_value_is_read_by_every_door(
    folder, tmp_path, capsys, table, column, value
):
    strange.put(folder / "notebook.mentee", table, column, value)
    salvaging.salvage(folder / "notebook.mentee", tmp_path / "notebook.mentee")
    proving.proven(tmp_path / "notebook.mentee")
    shutil.move(tmp_path / "notebook.mentee", folder / "notebook.mentee")
    for door in _READ:
        code = cli.run([word.format(out=tmp_path) for word in door] + ["--data-dir", str(folder)])
        said = capsys.readouterr().err
        assert code == 0, (door, said)


def test_a_zone_that_is_none_is_shown_as_utc_with_the_time_as_entered(folder):
    strange.put(folder / "notebook.mentee", "session", "zone", "../../etc/passwd")
    wall = datetime(2026, 3, 1, 15, 30)
    assert moments.instant(wall, "../../etc/passwd") == moments.instant(wall, "UTC")
    with application.opened_alone(folder) as opened:
        assert rows.of("SELECT count(*) FROM session WHERE zone LIKE '../%'")[0][0] > 0
        assert opened.notebook.strange(CODES) is None


@pytest.mark.parametrize("table", ["milestone", "person"])
@pytest.mark.parametrize(
    ("column", "value"), [("rev", float("inf")), ("rev", "x"), ("updated_at", "soon"), ("updated_at", 2**62)]
)
def test_what_cannot_be_counted_is_no_mistake_of_ours(whole, folder, tmp_path, capsys, table, column, value):
    strange.put(folder / "notebook.mentee", table, column, value)
    shutil.copy(folder / "notebook.mentee", tmp_path / "copy.mentee")
    for place in (folder, shutil.copytree(whole, tmp_path / "other")):
        for words in (["restore", str(tmp_path / "copy.mentee"), "--yes"], ["backup", "--list"], ["check"]):
            assert cli.run([*words, "--data-dir", str(place)]) in (0, 1)
            assert "mistake" not in capsys.readouterr().err, words


@pytest.mark.parametrize(
    "content",
    [
        '{"person": "x"}',
        '{"wall_start": "nope"}',
        '{"medium": "pigeon"}',
        '[["a", "b"]]',
        '[["a", 1]]',
        "[1]",
        "7",
    ],
)
def test_what_waits_in_a_shape_of_another_is_found(folder, content):
    with closing(sqlite3.connect(folder / "notebook.mentee")) as connection, connection:
        assert connection.execute("UPDATE draft SET content = ?", (content,)).rowcount == 2
    with application.opened_alone(folder) as opened:
        assert values.strange_value(opened.notebook.connection(), CODES) == "draft.content"


def test_nothing_strange_is_found_in_what_we_wrote(folder):
    with application.opened_alone(folder) as opened:
        assert values.strange_value(opened.notebook.connection(), CODES) is None


def test_the_same_seed_makes_the_same_file_strange_in_the_same_way(whole, tmp_path):
    said = []
    for name in ("one", "two"):
        folder = shutil.copytree(whole, tmp_path / name)
        said.append(strange.made_strange(folder / "notebook.mentee", random.Random("3-4")))
    assert said[0] == said[1]


@pytest.mark.parametrize(("table", "column"), [("person", "name"), ("session", "topic")])
def test_a_value_that_is_too_long_to_read_is_told_at_once_and_salvaging_leaves_it_out(
    folder, tmp_path, capsys, monkeypatch, table, column
):
    monkeypatch.setattr(lengths, "LONGEST", 2_000_000)
    strange.put(folder / "notebook.mentee", table, column, '"' + "x " * 1_500_000 + '"')
    code = cli.run(["export", "everything", str(tmp_path / "everything.json"), "--data-dir", str(folder)])
    said = capsys.readouterr().err
    assert code == 1 and re.fullmatch(r"mentee: One text is longer than [^\n]+“mentee salvage”\.\n", said), (
        said
    )
    salvaging.salvage(folder / "notebook.mentee", tmp_path / "notebook.mentee")
    shutil.move(tmp_path / "notebook.mentee", folder / "notebook.mentee")
    for door in _READ:
        assert cli.run([word.format(out=tmp_path) for word in door] + ["--data-dir", str(folder)]) == 0
