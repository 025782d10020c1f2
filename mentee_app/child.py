"""Work in a process of its own, that can be watched and stopped, and that dies with the program that started it."""

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
        error = self._error
        if error is not None and not isinstance(error, Trouble):
            raise error
        if self._stopped and error is None:
            return Progress(State.STOPPED, self._stage, seconds)
        over = error is not None or not self._thread.is_alive()
        if not over:
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


def heard() -> bytes:
    """In the child: its job, what comes in up to the first line end. Unbuffered: nothing waits on it at the end."""
    parts: list[bytes] = []
    while part := os.read(0, 1 << 20):
        parts.append(part)
        if part.endswith(b"\n"):
            break
    return b"".join(parts)


def die_with_the_parent() -> None:
    """In the child: from now on it ends when the program that started it does. Call it after `heard`."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def say(message: Message, content: bytes = b"") -> None:
    """In the child: one message; {"done": …} is the last."""
    rest = memoryview(json.dumps(message).encode() + b"\n" + content)
    while rest:
        rest = rest[os.write(1, rest) :]


def complain(sentence: str, code: int) -> int:
    """In the child: one line for whoever started it by hand; the app does not listen to it."""
    if sys.stderr is not None:
        print(f"mentee: {sentence}", file=sys.stderr)
    return code


def _wait_for_the_end() -> None:
    while os.read(0, 1):
        pass
    os._exit(3)


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
