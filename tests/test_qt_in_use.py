"""Holds the choice of Qt: the one in use lives through very many calls; one that does not is excluded."""

import subprocess
import sys
import tomllib
from pathlib import Path

import PySide6
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
MANY = 200_000
# PySide6 6.12.0 on Python 3.11 loses a reference to None at each call that returns nothing, and dies of it.
MANY_CALLS_AND_EMITS = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

class Sender(QObject):
    told = Signal(int)

many = int(sys.argv[1])
app = QApplication([])
window, sender, heard = QWidget(), Sender(), []
sender.told.connect(heard.append)
titles = set()
for number in range(many):
    window.setWindowTitle(str(number))
    titles.add(window.windowTitle())
for number in range(many):
    sender.told.emit(number)
print(len(titles), len(heard), heard == list(range(many)))
"""


def test_the_qt_in_use_survives_very_many_calls_and_signal_emits() -> None:
    command = [sys.executable, "-c", MANY_CALLS_AND_EMITS, str(MANY)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.split()) == (0, [str(MANY), str(MANY), "True"]), ended.stderr[
        -2000:
    ]


@pytest.mark.parametrize(
    ("python", "qt", "allowed"),
    [
        ("3.11", "6.7.3", False),
        ("3.11", "6.8.0", True),
        ("3.11", "6.11.3", True),
        ("3.11", "6.12.0", False),
        ("3.11", "6.12.1", False),
        ("3.12", "6.8.0", True),
        ("3.12", "6.12.0", True),
        ("3.14", "6.12.0", True),
        ("3.14", "7.0.0", False),
    ],
)
def test_the_dependency_line_allows_only_a_qt_that_works(python: str, qt: str, allowed: bool) -> None:
    assert any(line.specifier.contains(qt) for line in _lines_for_qt(python)) is allowed


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_exactly_one_line_for_qt_holds_on_each_python(python: str) -> None:
    assert len(_lines_for_qt(python)) == 1


def test_the_qt_in_use_is_one_that_the_dependency_line_allows() -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert all(line.specifier.contains(PySide6.__version__) for line in _lines_for_qt(python))


def _lines_for_qt(python: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [Requirement(line) for line in project["dependencies"]]
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    return [
        line
        for line in lines
        if line.name.lower().replace("_", "-") == "pyside6-essentials"
        and (line.marker is None or line.marker.evaluate(here))
    ]
