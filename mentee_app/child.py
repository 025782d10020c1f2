"""Work in a process of its own, that can be watched and stopped, and that dies with the program that started it.

The child's own side is in_child.py.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Generic, TypeVar

import mentee_app
from mentee_app.trouble import Trouble

_Result = TypeVar("_Result")

Message = Mapping[str, Any]


class State(Enum):
    """Where the work stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Progress(Generic[_Result]):
    """How far it is: the stage (the child's word), the seconds since the start, and what came of it, once that is known."""

    state: State
    stage: str
    seconds: float
    finished: _Result | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Task(Generic[_Result]):
    """What is to be done: the `word` (of a frozen program) or `module` that starts the child, its job, and what is made of it.

    `finish` is given the child's messages one by one as they come ({"stage": …} excepted), each with the bytes that
    follow a {"part": length}. `seal` is the last step, which is not stopped any more: a file that is written in one go.
    Both may raise. The three sentences say that it failed, took too long, or was stopped.
    """

    word: str
    module: str
    job: Callable[[], Message]
    finish: Callable[[Iterable[tuple[Message, bytes]]], _Result]
    failed: Callable[[], Trouble]
    too_long: Callable[[float], Trouble]
    stopped: Callable[[], Trouble]
    seal: Callable[[_Result], None] | None = None


class Child(Generic[_Result]):
    """One piece of work being done. `start`, then `poll` from a timer, or `wait`."""

    def __init__(self, task: Task[_Result], limit: float) -> None:
        self._task, self._limit = task, limit
        self._stage = ""
        self._finished: _Result | None = None
        self._error: BaseException | None = None
        self._stopped = False
        self._ending = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin. Raises Trouble where the child process cannot be started."""
        self._began = time.monotonic()
        try:
            self._process = subprocess.Popen(
                _command(self._task.word, self._task.module),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_surroundings(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise self._task.failed() from error
        self._thread.start()

    def poll(self) -> Progress[_Result]:
        """How far it is. Bugs in the making of the result come up here."""
        seconds = time.monotonic() - self._began
        if seconds > self._limit and self._thread.is_alive() and self._give_up():
            self._error = self._task.too_long(self._limit)
        over = not self._thread.is_alive()  # asked first: whatever came of it is known by then
        error = self._error
        if error is not None and not isinstance(error, Trouble):
            raise error
        if self._stopped and error is None:
            return Progress(State.STOPPED, self._stage, seconds)
        if not over and error is None:
            return Progress(State.RUNNING, self._stage, seconds)
        return Progress(State.DONE, self._stage, seconds, self._finished, error)

    def wait(self, seconds: float | None = None) -> _Result:
        """The result. Raises Trouble where there is none, at the latest after `seconds` (or the limit)."""
        most = self._limit if seconds is None else seconds
        self._thread.join(most)
        if self._thread.is_alive() and self._give_up():
            raise self._task.too_long(most)
        self._thread.join()
        progress = self.poll()
        if progress.finished is None:
            raise progress.trouble or self._task.stopped()
        return progress.finished

    def cancel(self) -> bool:
        """Stop; there is no result. False where it was over already."""
        return self._thread.is_alive() and self._give_up()

    def _give_up(self) -> bool:
        with self._ending:
            if self._finished is not None or self._error is not None:
                return False
            self._stopped = True
        self._process.kill()
        self._thread.join()
        return True

    def _run(self) -> None:
        try:
            found = self._task.finish(self._messages())
            with self._ending:
                if not self._stopped:
                    if self._task.seal is not None:
                        self._task.seal(found)
                    self._finished = found
        except BaseException as error:
            if not self._stopped:
                self._error = error
        finally:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                _close(pipe)

    def _messages(self) -> Iterable[tuple[Message, bytes]]:
        """Give the child its job and hear it out. Its standard input stays open: it dies when that closes."""
        into, out = self._process.stdin, self._process.stdout
        assert into is not None and out is not None
        try:
            into.write(json.dumps(self._task.job()).encode() + b"\n")
            into.flush()
        except OSError as error:
            raise self._task.failed() from error
        while line := out.readline():
            try:
                message = json.loads(line)
            except ValueError as error:  # it was killed in the middle of a word
                raise self._task.failed() from error
            if "stage" in message:
                self._stage = message["stage"]
            else:
                yield message, out.read(message["part"]) if "part" in message else b""
            if "done" in message:
                return
        raise self._task.failed()


def _command(word: str, module: str) -> list[str]:
    """The hidden command of a frozen program; else the module itself, which loads nothing more."""
    if getattr(sys, "frozen", False):
        return [sys.executable, word]
    return [sys.executable, "-m", module]


def _surroundings() -> dict[str, str]:
    """The child finds this very package from any folder, and glibc gives memory back early."""
    found = {**os.environ, "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "100000"}
    if not getattr(sys, "frozen", False):
        home = os.fspath(Path(mentee_app.__file__).resolve().parent.parent)
        found["PYTHONPATH"] = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    return found


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        pass  # what was not read any more is of no use to a child that is gone
