"""The folder .venv/ of a checkout: made from a hash-pinned lock, known as whole by a stamp written last."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

import machine
from lock import APP_LOCK, MAY_LACK, TEST_LOCK, without
from stop import Stop, lacks_only, sentence_for_output

FOLDER = ".venv"
BEGUN = "mentee-begun"
STAMP = "mentee-stamp.json"
DOOMED = ".mentee-old"
QT = "qt"


@dataclass(frozen=True)
class Stamp:
    """What a finished set-up holds: its Python, its locks (SHA-256), the libraries that were seen to work."""

    python: str
    locks: tuple[str, ...]
    checked: tuple[str, ...]

    def has_packages(self, wanted: "Stamp") -> bool:
        """Whether the packages that `wanted` asks for are installed, for the same Python."""
        return self.python == wanted.python and set(wanted.locks) <= set(self.locks)

    def serves(self, wanted: "Stamp") -> bool:
        """Whether nothing at all is left to do for `wanted`."""
        return self.has_packages(wanted) and set(wanted.checked) <= set(self.checked)


def prepare(root: Path, with_tests: bool, layers: frozenset[str]) -> Path:
    """The Python of a whole .venv/, which is made or completed where needed. Raises Stop or OSError."""
    wanted = wanted_stamp(root, with_tests, layers)
    python = python_in(root / FOLDER)
    if _is_whole(root, wanted):
        return python
    with _alone(root) as open_file:
        if not _is_whole(root, wanted):
            _complete(root, wanted, with_tests, layers, open_file)
    return python


def wanted_stamp(root: Path, with_tests: bool, layers: frozenset[str]) -> Stamp:
    """The stamp that a start asks for; the test tools' lock holds all of the app's, so it asks for both."""
    names = (APP_LOCK, TEST_LOCK) if with_tests else (APP_LOCK,)
    hashes = tuple(hashlib.sha256((root / "packaging" / name).read_bytes()).hexdigest() for name in names)
    return Stamp(this_python(), hashes, tuple(sorted(layers | {QT})))


def this_python() -> str:
    """The running Python as far as installed packages depend on it; a patch release keeps them good."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{platform.python_implementation()} {version} {sys.platform} {platform.machine()}"


def python_in(folder: Path, windows: bool = os.name == "nt") -> Path:
    """The interpreter of a venv."""
    return folder / "Scripts" / "python.exe" if windows else folder / "bin" / "python"


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of a finished set-up; None when it was never finished or cannot be read."""
    try:
        found = json.loads((folder / STAMP).read_text("utf-8"))
        return Stamp(str(found["python"]), tuple(found["locks"]), tuple(found["checked"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Put the stamp in place in one step, so that it is there whole or not at all."""
    fresh = folder / (STAMP + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(stamp), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / STAMP)


def make_way(folder: Path) -> None:
    """Clear the place: an unfinished or outdated set-up of ours is deleted, anything else only set aside."""
    doomed = folder.with_name(folder.name + DOOMED)
    if not folder.is_symlink() and (folder / BEGUN).exists():
        _delete(doomed)
        folder.rename(doomed)  # or a deletion that is cut short would leave what looks like somebody's folder
    elif folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        aside = folder.with_name(f"{folder.name}-set-aside-{time.strftime('%Y%m%d-%H%M%S')}")
        folder.rename(aside)
        print(f"{folder.name} was not made by this command, so it was kept as {aside.name}.", flush=True)
    _delete(doomed)


def _delete(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _is_whole(root: Path, wanted: Stamp) -> bool:
    stamp = read_stamp(root / FOLDER)
    return stamp is not None and stamp.serves(wanted) and python_in(root / FOLDER).exists()


def _complete(
    root: Path, wanted: Stamp, with_tests: bool, layers: frozenset[str], open_file: IO[bytes]
) -> None:
    folder = root / FOLDER
    stamp = read_stamp(folder)
    if stamp is None or not python_in(folder).exists() or stamp.python != wanted.python:
        stamp = None
    afresh = stamp is None or wanted.locks[0] not in stamp.locks
    machine.make_fit(layers, needs_venv=afresh)
    if stamp is None or not stamp.has_packages(wanted):
        _install(root, TEST_LOCK if with_tests else APP_LOCK, afresh, open_file)
        stamp = replace(wanted, checked=())
        write_stamp(folder, stamp)
    fault = machine.qt_fault(python_in(folder))
    if fault is not None:
        raise Stop(_words_for_qt(fault))
    write_stamp(folder, replace(stamp, checked=tuple(sorted({*stamp.checked, *wanted.checked}))))


def _install(root: Path, lock: str, afresh: bool, open_file: IO[bytes]) -> None:
    folder = root / FOLDER
    print("Setting up Mentee, once. This fetches about 100 MB and takes a minute or two.", flush=True)
    if afresh:
        make_way(folder)
        folder.mkdir(exist_ok=True)
        (folder / BEGUN).touch()
        _step("make .venv", [sys.executable, "-m", "venv", str(folder)], root, open_file)
    (folder / STAMP).unlink(missing_ok=True)
    _fetch(root, root / "packaging" / lock, open_file)
    _compile(root, open_file)


def _fetch(root: Path, lock: Path, open_file: IO[bytes]) -> None:
    """Install what the lock names; without the one package that may lack where there is no wheel of it."""
    folder = root / FOLDER
    pip = [str(python_in(folder)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    pip += ["--progress-bar", "off", "--no-compile", "--require-hashes", "--only-binary", ":all:"]
    try:
        _step("install the packages", [*pip, "-r", str(lock)], root, open_file)
    except Stop as stop:
        if not lacks_only(stop.output, MAY_LACK):
            raise
        print("No notebook can be locked with a passphrase here: there is no SQLCipher for this computer.")
        shorter = folder / f"without-{MAY_LACK}.lock"
        shorter.write_text(without(lock.read_text("utf-8"), MAY_LACK), "utf-8")
        _step("install the packages", [*pip, "-r", str(shorter)], root, open_file)


def _compile(root: Path, open_file: IO[bytes]) -> None:
    """Write every .pyc now: where Python is told not to write them, each start would take far longer."""
    places = [str(path) for path in (root / FOLDER, root / "mentee_app") if path.is_dir()]
    compiling = [str(python_in(root / FOLDER)), "-m", "compileall", "-q", "-j", "0", *places]
    with suppress(Stop):  # a file that cannot be compiled is somebody's template, and is read from its source
        _step("compile the files", compiling, root, open_file)


def _step(what: str, command: list[str], root: Path, open_file: IO[bytes]) -> None:
    """Run one tool, showing which packages it has come to; Stop with a sentence when it fails."""
    keep = (open_file.fileno(),) if os.name != "nt" else ()
    output = []
    with subprocess.Popen(
        command,
        cwd=root,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        pass_fds=keep,
    ) as process:
        for line in process.stdout or ():
            output.append(line)
            if line.startswith(("Collecting ", "Installing collected")):
                print("  " + line.split(" (")[0].split(":")[0].strip(), flush=True)
    if process.returncode != 0:
        printed = "".join(output)
        raise Stop(sentence_for_output(what, printed, str(root)), printed)


def _environment() -> dict[str, str]:
    """The person's environment without what would send pip or Python to other places."""
    leave = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN", "PIP_REQUIRE_VIRTUALENV"}
    leave |= {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
    return {name: value for name, value in os.environ.items() if name not in leave}


def _words_for_qt(fault: str) -> str:
    words = f"Qt could not be loaded: {fault}."
    if not sys.platform.startswith("linux"):
        return words
    every = [package for packages in machine.LIBRARIES.values() for package in packages]
    return f"{words} On Debian or Ubuntu this brings what it needs:\n  sudo {machine.apt_line(every)}"


@contextmanager
def _alone(root: Path) -> Iterator[IO[bytes]]:
    """Let one set-up at a time work here. The lock goes with the process, and with a pip that outlives it."""
    with (root / ".venv.lock").open("ab") as file:
        if not _take(file, wait=False):
            print("Another start is setting up here. Waiting for it.", flush=True)
            _take(file, wait=True)
        yield file


def _take(file: IO[bytes], wait: bool) -> bool:
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return True
            except OSError:
                if not wait:
                    return False
                time.sleep(0.5)
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: go on alone
        return True
    return True
