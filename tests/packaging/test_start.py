"""The start of a checkout: what it says, what it decides, and that it does only the work there is."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import checks
import launch
import lock
import machine
import own_venv
import start

PACKAGING = Path(start.__file__).parent
STAND_IN = """
import os, pathlib, sys
if sys.argv[1:2] == ["tour"]:
    folder = pathlib.Path(sys.argv[2])
    (folder / "today.png").write_bytes(b"a picture")
    (folder / "history.pdf").write_bytes(b"a document")
print("app", sys.argv[1:], os.environ.get("QT_QPA_PLATFORM"))
sys.exit(7 if "seven" in sys.argv else 0)
"""


def test_a_python_that_is_too_old_is_told_what_is_needed() -> None:
    words = start.too_old((3, 8, 18))
    assert words is not None
    assert "needs Python 3.11 or newer, and this is Python 3.8." in words


def test_a_newer_python_on_the_machine_is_named() -> None:
    assert "Run: python3.12 packaging/start.py" in start.too_old((3, 10, 1), ["python3.12", "python3.11"])


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 14, 0), (4, 0, 0)])
def test_a_python_that_is_new_enough_is_not_refused(version: tuple[int, int, int]) -> None:
    assert start.too_old(version) is None


def test_the_first_file_can_be_read_by_old_pythons() -> None:
    tree = ast.parse((PACKAGING / "start.py").read_text("utf-8"), feature_version=(3, 4))
    annotated = [node for node in ast.walk(tree) if isinstance(node, ast.AnnAssign | ast.JoinedStr)]
    arguments = [node for node in ast.walk(tree) if isinstance(node, ast.arg) and node.annotation]
    returns = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]
    assert annotated + arguments + returns == []


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["--data-dir", "x"], True),
        (["--data-dir=x"], True),
        (["sample"], False),
        (["--data-dir", "x", "sample"], False),
        (["--version"], False),
        (["ask", "--answers", "-"], False),
    ],
)
def test_only_a_start_without_a_command_opens_the_window(arguments: list[str], opens: bool) -> None:
    assert launch.opens_the_window(arguments) is opens


def test_every_check_is_run_and_the_failed_ones_are_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "ran $*"\n[ "$2" != ruff ] && [ "$2" != pytest ]\n')
    python.chmod(0o755)
    assert checks.run_all(python, tmp_path, os.environ, ["-k", "one"]) == 1
    lines = capfd.readouterr().out.splitlines()
    ran = [line for line in lines if line.startswith("ran")]
    assert ran == [
        "ran -m ruff check .",
        "ran -m ruff format --check .",
        "ran -m mypy",
        "ran -m pytest -n auto --dist loadfile -k one",
    ]
    assert lines[-1] == "Failed: ruff check, ruff format, pytest"


def test_a_second_start_installs_nothing_and_passes_on_arguments_and_the_exit_code(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    _pretend_set_up(root)
    before = _files(root / ".venv")
    ended = _start(root, "seven", "--data-dir", "x")
    assert (ended.stdout, ended.stderr, ended.returncode) == (
        "app ['seven', '--data-dir', 'x'] None\n",
        "",
        7,
    )
    assert _files(root / ".venv") == before


def test_without_a_display_the_tour_is_made_and_its_places_are_told(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    _pretend_set_up(root)
    ended = _start(root)
    folder = root / ".tour"
    assert ended.stdout.splitlines() == [
        "There is no display here, so no window can open. Making the tour instead.",
        f"app ['tour', '{folder}'] offscreen",
        f"The pictures (1) are in {folder}",
        f"The PDF is {folder / 'history.pdf'}",
    ]
    assert ended.returncode == 0


def test_what_follows_two_dashes_goes_to_the_app(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    _pretend_set_up(root)
    assert _start(root, "--", "--help").stdout == "app ['--help'] None\n"


def test_help_needs_no_set_up(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    ended = _start(root, "--help")
    assert ended.returncode == 0
    assert "start.py test" in ended.stdout
    assert not (root / ".venv").exists()


def test_a_folder_that_cannot_be_used_ends_in_one_sentence(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    (root / ".venv.lock").mkdir()
    ended = _start(root, "seven")
    assert ended.returncode == 1
    assert ended.stderr.startswith("The start could not go on: ")
    assert len(ended.stderr.splitlines()) == 1


def test_a_checkout_without_its_lock_ends_in_one_sentence(tmp_path: Path) -> None:
    root = _checkout(tmp_path)
    (root / "packaging" / lock.APP_LOCK).unlink()
    ended = _start(root)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert lock.APP_LOCK in ended.stderr


def _checkout(tmp_path: Path) -> Path:
    """A checkout with the real packaging/ and a stand-in for the app."""
    root = tmp_path / "checkout"
    shutil.copytree(PACKAGING, root / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "mentee_app").mkdir()
    (root / "mentee_app" / "__main__.py").write_text(STAND_IN)
    return root


def _pretend_set_up(root: Path) -> None:
    """A .venv/ with this Python, no packages, and the stamp of a finished set-up."""
    python = own_venv.python_in(root / ".venv")
    python.parent.mkdir(parents=True)
    python.symlink_to(Path(sys.executable).resolve())
    layers = machine.layers(sys.platform, {"DISPLAY": ":0"}, opens_a_window=True)
    own_venv.write_stamp(root / ".venv", own_venv.wanted_stamp(root, with_tests=False, layers=layers))


def _start(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    leave = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {name: value for name, value in os.environ.items() if name not in leave}
    command = [sys.executable, str(root / "packaging" / "start.py"), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def _files(folder: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}
