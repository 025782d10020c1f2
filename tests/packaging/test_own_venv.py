"""The stamp of .venv/ tells a whole set-up from any other, and clearing its place harms nobody."""

from pathlib import Path

import pytest

import own_venv
from stop import Stop


def test_a_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    stamp = own_venv.Stamp("CPython 3.11 linux x86_64", ("a", "b"), ("base",))
    own_venv.write_stamp(tmp_path, stamp)
    assert own_venv.read_stamp(tmp_path) == stamp


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"python": "x", "locks": 3, "checked": []}'])
def test_a_damaged_stamp_is_no_stamp(tmp_path: Path, text: str) -> None:
    (tmp_path / own_venv.STAMP).write_text(text)
    assert own_venv.read_stamp(tmp_path) is None


def test_a_stamp_serves_only_the_same_python_with_all_that_is_wanted() -> None:
    have = own_venv.Stamp("3.11", ("app", "test"), ("base", "qt"))
    assert have.serves(own_venv.Stamp("3.11", ("app",), ("qt",)))
    assert not have.serves(own_venv.Stamp("3.12", ("app",), ("qt",)))
    assert not have.serves(own_venv.Stamp("3.11", ("changed",), ("qt",)))
    assert not have.serves(own_venv.Stamp("3.11", ("app",), ("qt", "window")))
    assert not own_venv.Stamp("3.11", ("app",), ("qt",)).serves(have)


def test_a_changed_lock_asks_for_a_new_set_up(tmp_path: Path) -> None:
    (tmp_path / "packaging").mkdir()
    lock = tmp_path / "packaging" / "requirements.lock"
    lock.write_text("one==1\n")
    before = own_venv.wanted_stamp(tmp_path, with_tests=False, layers=frozenset())
    assert before.serves(own_venv.wanted_stamp(tmp_path, with_tests=False, layers=frozenset()))
    lock.write_text("one==2\n")
    assert not before.serves(own_venv.wanted_stamp(tmp_path, with_tests=False, layers=frozenset()))


def test_an_interrupted_set_up_is_deleted(tmp_path: Path) -> None:
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / own_venv.BEGUN).touch()
    own_venv.make_way(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_deletion_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    (tmp_path / f".venv{own_venv.DOOMED}" / "lib").mkdir(parents=True)
    own_venv.make_way(tmp_path / ".venv")
    assert list(tmp_path.iterdir()) == []


def test_a_venv_that_somebody_else_made_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "theirs").write_text("mine")
    own_venv.make_way(tmp_path / ".venv")
    assert [path.read_text() for path in tmp_path.glob(".venv-set-aside-*/theirs")] == ["mine"]


def test_a_link_in_the_place_of_the_venv_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / own_venv.BEGUN).touch()
    (tmp_path / ".venv").symlink_to(tmp_path / "elsewhere")
    own_venv.make_way(tmp_path / ".venv")
    assert (tmp_path / "elsewhere" / own_venv.BEGUN).exists()
    assert not (tmp_path / ".venv").exists()


def test_the_python_of_a_venv_is_found_on_windows_too() -> None:
    assert own_venv.python_in(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert own_venv.python_in(Path("v"), windows=False) == Path("v/bin/python")


_NO_WHEEL = "ERROR: No matching distribution found for sqlcipher3==0.6.4"


@pytest.mark.parametrize(
    ("output", "installed"),
    [
        (_NO_WHEEL, [["one", "sqlcipher3"], ["one"]]),
        (f"WARNING: Retrying: NewConnectionError\n{_NO_WHEEL}", [["one", "sqlcipher3"]]),
        ("ERROR: No matching distribution found for one==1", [["one", "sqlcipher3"]]),
    ],
)
def test_only_where_there_is_no_wheel_of_the_driver_the_rest_is_installed_without_it(
    output: str, installed: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / own_venv.FOLDER).mkdir()
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1 \\\n    --hash=a\nsqlcipher3==0.6.4 ; somewhere \\\n    --hash=b\n")
    asked: list[list[str]] = []

    def step(_what: str, command: list[str], *_rest: object) -> None:
        lines = Path(command[-1]).read_text("utf-8").splitlines()
        asked.append([line.split("==")[0] for line in lines if "==" in line])
        if len(asked) == 1:
            raise Stop("It failed.", output)

    monkeypatch.setattr(own_venv, "_step", step)
    with (tmp_path / "lock").open("ab") as file:
        try:
            own_venv._fetch(tmp_path, lock, file)
        except Stop:
            assert len(asked) == 1
    assert asked == installed
