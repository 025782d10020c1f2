"""Kills a deed before each of its steps, one after the other: not at times that chance has all before the commit.

A step is what can be seen on the disk: from outside (strace) each call that changes a file; from inside each file that is
opened to be written, renamed, linked or removed, and each SQL statement, COMMIT and the one after it among them. A deed is
done in a child of this process, in the order in which it is always done, so that the nth step is the same one each time.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.soak.traced import ANY_MAY_TRACE

CALLS = (
    "write,writev,pwrite64,pwritev,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,"
    "mkdir,mkdirat,link,linkat,rmdir,chmod,fchmod"
)
_EVENTS = {"os.rename": 0, "os.remove": 0, "os.mkdir": 0, "os.rmdir": 0, "os.link": 1, "os.truncate": 0}
"""What Python says before it does it, and which of its words is the file."""

_CONTENT = ("sql ", "pwrite64(", "write(")
"""What there is much of: one page, one row."""

_ENDS = ("COMMIT", "BEGIN", "ROLLBACK", "PRAGMA")


@dataclass(frozen=True)
class Ended:
    """How a child ended that did a deed: its steps up to there, whether it was killed, and what it said when it failed."""

    steps: tuple[str, ...]
    killed: bool
    failed: str = ""


def done(
    deed: Callable[[], Any], outside: bool, kill_before: int | None = None, steps: tuple[str, ...] = ()
) -> Ended:
    """Do the deed in a child that is killed before step `kill_before` (from 1) of the `steps` that it had when it was let
    through, which is so without.
    """
    with tempfile.TemporaryDirectory(prefix="mentee-steps-") as place:
        log, errors = Path(place, "steps"), Path(place, "errors")
        log.touch()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _child(deed, reading, log, errors, None if outside else kill_before or 0)
        os.close(reading)
        with _watched(child, log, steps[:kill_before] if kill_before else ()) if outside else _unwatched():
            os.write(writing, b"!")
            os.close(writing)
            _pid, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        said = errors.read_text("utf-8", "replace") if errors.exists() else ""
        lines = log.read_text("utf-8", "replace").splitlines()
    seen = tuple(line for line in lines if not line.startswith(("+++", "---")))
    killed = code == -signal.SIGKILL
    return Ended(seen, killed, "" if killed or code == 0 else f"{code}: {said[-800:]}")


def chosen(steps: tuple[str, ...], most: int, chance: random.Random) -> list[int]:
    """Which steps to be killed before (from 1): all where they are few; else the last COMMIT and what follows it, then what
    changes files or ends something, then any.
    """
    if len(steps) <= most:
        return list(range(1, len(steps) + 1))
    commits = [at for at, step in enumerate(steps, 1) if step.upper().startswith("SQL COMMIT")]
    first = [at for at in (*commits[-1:], *(last + 1 for last in commits[-1:])) if at <= len(steps)]
    telling = [
        at
        for at, step in enumerate(steps, 1)
        if not step.startswith(_CONTENT) or step.split()[1].upper() in _ENDS or at - 1 in commits
    ]
    chance.shuffle(telling)
    others = chance.sample(range(1, len(steps) + 1), len(steps))
    return sorted(list(dict.fromkeys([*first, *telling, *others]))[:most])


def _child(deed: Callable[[], Any], reading: int, log: Path, errors: Path, kill_before: int | None) -> None:
    """Never returns."""
    code = 3
    try:
        _let_be_traced()
        os.read(reading, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if kill_before is not None:
            counting = _Counting(log, kill_before)
            sqlite3.connect = counting.listen(sqlite3.connect)
            sys.addaudithook(counting.see)
        deed()
        code = 0
    except BaseException:
        import traceback

        errors.write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(code)


class _Counting:
    """Counts from inside, and ends the process before a step."""

    def __init__(self, log: Path, last: int) -> None:
        self._into = os.open(log, os.O_WRONLY | os.O_APPEND)
        self._last = last
        self._at = 0

    def see(self, event: str, words: tuple[Any, ...]) -> None:
        """The hook: what is about to be done."""
        if (
            event == "open"
            and isinstance(words[2], int)
            and words[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        ):
            self._step(f"open {_name(words[0])}")
        elif event in _EVENTS:
            self._step(f"{event} {_name(words[_EVENTS[event]])}")

    def listen(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        """The same `connect`, whose connections tell each statement before they do it."""

        def heard(*words: Any, **named: Any) -> Any:
            connection = connect(*words, **named)
            connection.set_trace_callback(self._statement)
            return connection

        return heard

    def _statement(self, statement: str) -> None:
        self._step("sql " + " ".join(statement.split())[:60])

    def _step(self, what: str) -> None:
        self._at += 1
        os.write(self._into, (what.replace("\n", " ") + "\n").encode("utf-8", "replace"))
        if self._at == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


def _name(path: Any) -> str:
    return os.path.basename(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else str(path)


@contextmanager
def _watched(child: int, log: Path, steps: tuple[str, ...]) -> Iterator[None]:
    """Kill it before the last one of these steps: strace counts each kind of call by itself."""
    rules = ["-e", f"trace={CALLS}"]
    if steps:
        calls = [step.split("(")[0] for step in steps]
        rules += ["-e", f"inject={calls[-1]}:signal=SIGKILL:when={calls.count(calls[-1])}"]
    strace = subprocess.Popen(
        ["strace", "-qq", "-y", "-s", "40", "-o", str(log), *rules, "-p", str(child)],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert strace.stderr
    _wait_until_held(child, strace)
    yield
    strace.communicate()


def _wait_until_held(child: int, strace: "subprocess.Popen[str]") -> None:
    """Until strace looks into the child, which does nothing yet."""
    import time

    until = time.monotonic() + 30
    while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
        if strace.poll() is not None or time.monotonic() > until:
            said = strace.stderr.read() if strace.stderr else ""
            raise RuntimeError(f"strace may not look into another process here: {said}")
        time.sleep(0.002)


@contextmanager
def _unwatched() -> Iterator[None]:
    yield


def _let_be_traced() -> None:
    import ctypes

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(*ANY_MAY_TRACE, 0, 0, 0)
