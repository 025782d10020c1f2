"""What a start does: has .venv/ ready and hands over to the app, the tour or the checks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import checks
import machine
import own_venv
from stop import Stop, sentence_for

ROOT = Path(__file__).resolve().parent.parent
USAGE = """\
python3 packaging/start.py [ARGUMENTS]       open Mentee; the arguments go to the app
python3 packaging/start.py test [ARGUMENTS]  run all checks; the arguments go to pytest
python3 packaging/start.py -- --help         what the app itself understands

The first start makes .venv/ in this checkout and takes a minute or two. Where there is no display, a start
without a command makes the tour instead: a picture of each screen, and the PDF."""


def run(arguments: list[str]) -> int:
    """Do what the arguments ask for; whatever goes wrong ends in a sentence and an exit code."""
    try:
        return _start(arguments)
    except Stop as stop:
        return _ended(stop.sentence, 1)
    except KeyboardInterrupt:
        return _ended("Stopped. What is unfinished is taken up by the next start.", 130)
    except OSError as fault:
        return _ended(sentence_for(fault), 1)
    except Exception as bug:
        return _ended(f"The start failed by a fault of its own. {type(bug).__name__}: {bug}", 1)


def opens_the_window(arguments: list[str]) -> bool:
    """Whether the app would show its window: no command is given, at most another data folder."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--data-dir":
            next(rest, None)
        elif not argument.startswith("--data-dir="):
            return False
    return True


def environment(root: Path, environ: Mapping[str, str], offscreen: bool) -> dict[str, str]:
    """The environment for the app: this checkout is the only thing besides .venv/ that Python looks into."""
    chosen = {name: value for name, value in environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    chosen["PYTHONPATH"] = str(root)
    if offscreen and not chosen.get("QT_QPA_PLATFORM"):
        chosen["QT_QPA_PLATFORM"] = "offscreen"
    return chosen


def _start(arguments: list[str]) -> int:
    if arguments[:1] in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    if arguments[:1] == ["test"]:
        return _test(arguments[1:])
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    shows = opens_the_window(arguments)
    layers = machine.layers(sys.platform, os.environ, opens_a_window=shows)
    python = own_venv.prepare(ROOT, with_tests=False, layers=layers)
    if shows and not machine.has_display(sys.platform, os.environ):
        return _make_tour(python)
    return _hand_over(_app(python, arguments), environment(ROOT, os.environ, offscreen=False))


def _test(for_pytest: list[str]) -> int:
    layers = machine.layers(sys.platform, os.environ, opens_a_window=False)
    python = own_venv.prepare(ROOT, with_tests=True, layers=layers)
    return checks.run_all(python, ROOT, environment(ROOT, os.environ, offscreen=True), for_pytest)


def _make_tour(python: Path) -> int:
    folder = ROOT / ".tour"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print("There is no display here, so no window can open. Making the tour instead.", flush=True)
    environ = environment(ROOT, os.environ, offscreen=True)
    code = subprocess.run(_app(python, ["tour", str(folder)]), env=environ, check=False).returncode
    if code != 0:
        return _ended(f"The tour could not be made (code {code}).", 1)
    print(f"The pictures ({len(list(folder.rglob('*.png')))}) are in {folder}")
    for pdf in sorted(folder.rglob("*.pdf")):
        print(f"The PDF is {pdf}")
    return 0


def _app(python: Path, arguments: list[str]) -> list[str]:
    """The app's command; -P keeps the current folder, which is the person's own, out of Python's search."""
    return [str(python), "-P", "-m", "mentee_app", *arguments]


def _hand_over(command: list[str], environ: dict[str, str]) -> int:
    """Become the app, so that signals and the exit code are its own; Windows can only wait for it."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environ)
    return subprocess.run(command, env=environ, check=False).returncode


def _ended(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return code
