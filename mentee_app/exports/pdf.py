"""How the session history is set: by a child process that can be watched and stopped, written in one go."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Generic, TypeVar

import mentee_app
from mentee_app import paths
from mentee_app.exports import book_input, files, wording
from mentee_app.exports.history import HistoryDocument
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

TIME_LIMIT = 300.0
"""Seconds after which a document is given up."""

_LONG = 120
"""Sessions: in a longer document, pages that nobody looks at are not drawn."""


class Stage(Enum):
    """What is being done."""

    STARTING = "starting"
    LETTERS = "letters"
    PAGES = "pages"
    WRITING = "writing"
    DONE = "done"
    STOPPED = "stopped"


class Standard(Enum):
    """What the PDF keeps to. Where letters are missing it is tagged only."""

    ARCHIVE = "PDF/UA-1, PDF/A-2a"
    TAGGED = "tagged PDF"


@dataclass(frozen=True)
class SetResult:
    """A written document. `missing`: the characters that no font has, or that no document may hold."""

    path: Path
    standard: Standard
    missing: tuple[str, ...]


@dataclass(frozen=True)
class DrawnPages:
    """Pages as PNG, from page `first` on; `pages` is how many the whole document has."""

    first: int
    pages: int
    pictures: tuple[bytes, ...]


_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Progress(Generic[_Result]):
    """How far it is: the stage, the seconds since the start, and what came of it, once that is known."""

    stage: Stage
    seconds: float
    finished: _Result | None = None
    trouble: Trouble | None = None


class Typesetting(Generic[_Result]):
    """One document being set. `start`, then `poll` from a timer, or `wait`."""

    def __init__(
        self,
        job: Callable[[], Mapping[str, Any]],
        finish: Callable[[Mapping[str, Any], list[bytes]], _Result],
        limit: float = TIME_LIMIT,
    ) -> None:
        self._job, self._finish, self._limit = job, finish, limit
        self._stage = Stage.STARTING
        self._finished: _Result | None = None
        self._error: BaseException | None = None
        self._stopped = False
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin. Raises Trouble where the child process cannot be started."""
        self._began = time.monotonic()
        try:
            self._child = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_surroundings(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _failed() from error
        self._thread.start()

    def poll(self) -> Progress[_Result]:
        """How far it is. Bugs in the making of the document come up here."""
        seconds = time.monotonic() - self._began
        if seconds > self._limit and self._thread.is_alive() and self._give_up():
            self._error = _too_long(self._limit)
        error = self._error
        if error is not None and not isinstance(error, Trouble):
            raise error
        over = error is not None or not self._thread.is_alive()
        if self._stopped and error is None:
            return Progress(Stage.STOPPED, seconds)
        stage = Stage.DONE if over else self._stage
        return Progress(stage, seconds, self._finished if over else None, error)

    def wait(self, seconds: float | None = None) -> _Result:
        """The result. Raises Trouble where there is none, at the latest after `seconds` (or the limit)."""
        self._thread.join(self._limit if seconds is None else seconds)
        if self._thread.is_alive() and self._give_up():
            raise _too_long(self._limit if seconds is None else seconds)
        self._thread.join()
        progress = self.poll()
        if progress.finished is None:
            raise progress.trouble or _stopped()
        return progress.finished

    def cancel(self) -> bool:
        """Stop; nothing is written. False where it was over already."""
        return self._thread.is_alive() and self._give_up()

    def _give_up(self) -> bool:
        with self._writing:
            if self._finished is not None or self._error is not None:
                return False
            self._stopped = True
        self._child.kill()
        self._thread.join()
        return True

    def _run(self) -> None:
        try:
            done, parts = self._talk()
            with self._writing:
                if not self._stopped:
                    self._stage = Stage.WRITING
                    self._finished = self._finish(done, parts)
        except BaseException as error:
            if not self._stopped:
                self._error = error
        finally:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                _close(pipe)

    def _talk(self) -> tuple[Mapping[str, Any], list[bytes]]:
        """Give the child its job and hear it out. Its standard input stays open: it dies when that closes."""
        into, out = self._child.stdin, self._child.stdout
        assert into is not None and out is not None
        job = json.dumps(self._job()).encode() + b"\n"
        try:
            into.write(job)
            into.flush()
        except OSError as error:
            raise _failed() from error
        parts: list[bytes] = []
        while line := out.readline():
            message = json.loads(line)
            if "stage" in message:
                self._stage = Stage(message["stage"])
            elif "part" in message:
                parts.append(out.read(message["part"]))
            elif "done" in message:
                return message["done"], parts
            else:
                break
        raise _failed()


def history_pdf(document: HistoryDocument, path: Path, limit: float = TIME_LIMIT) -> Typesetting[SetResult]:
    """The setting of `document` as a PDF at `path`. Raises Trouble for a place that cannot be."""
    return _written(lambda: _job("pdf", document), path, limit)


def preparation_pdf(
    sheet: Mapping[str, Any], path: Path, limit: float = TIME_LIMIT
) -> Typesetting[SetResult]:
    """The setting of a preparation page (see preparation.py) as a PDF at `path`. Raises Trouble for a place that cannot be."""
    template = os.fspath(paths.resource("pdf/preparation.typ"))
    return _written(lambda: {"kind": "pdf", "template": template, "document": sheet}, path, limit)


def document_pdf(
    template: str, worded: Mapping[str, Any], path: Path, limit: float = TIME_LIMIT
) -> Typesetting[SetResult]:
    """The setting of `worded` by resources/pdf/`template`.typ as a PDF at `path`. Raises Trouble for a place that cannot be."""
    return _written(lambda: _template_job("pdf", template, worded), path, limit)


def document_pages(
    template: str,
    worded: Mapping[str, Any],
    first: int = 1,
    last: int = 8,
    ppi: float = 96,
    limit: float = TIME_LIMIT,
) -> Typesetting[DrawnPages]:
    """The pages `first` to `last` (from 1, both included) of such a PDF as pictures."""
    first = max(1, first)

    def job() -> Mapping[str, Any]:
        drawn = {"first": first, "last": last, "ppi": ppi, "long": False}
        return _template_job("pages", template, worded) | drawn

    def finish(done: Mapping[str, Any], parts: list[bytes]) -> DrawnPages:
        return DrawnPages(first, done["pages"], tuple(parts))

    return Typesetting(job, finish, limit)


def history_pages(
    document: HistoryDocument, first: int = 1, last: int = 8, ppi: float = 96, limit: float = TIME_LIMIT
) -> Typesetting[DrawnPages]:
    """The pages `first` to `last` (from 1, both included) of the PDF as pictures."""
    first = max(1, first)

    def job() -> Mapping[str, Any]:
        long = document.sessions > _LONG
        return _job("pages", document) | {"first": first, "last": last, "ppi": ppi, "long": long}

    def finish(done: Mapping[str, Any], parts: list[bytes]) -> DrawnPages:
        return DrawnPages(first, done["pages"], tuple(parts))

    return Typesetting(job, finish, limit)


def _written(job: Callable[[], Mapping[str, Any]], path: Path, limit: float) -> Typesetting[SetResult]:
    files.check_place(path)

    def finish(done: Mapping[str, Any], parts: list[bytes]) -> SetResult:
        files.atomic_write(path, parts[0])
        standard = Standard.ARCHIVE if done["archive"] else Standard.TAGGED
        return SetResult(path, standard, tuple(map(chr, done["missing"])))

    return Typesetting(job, finish, limit)


def _job(kind: str, document: HistoryDocument) -> dict[str, Any]:
    template = os.fspath(paths.resource("pdf/history.typ"))
    return {
        "kind": kind,
        "template": template,
        "document": book_input.template_input(wording.worded(document)),
    }


def _template_job(kind: str, template: str, worded: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "template": os.fspath(paths.resource(f"pdf/{template}.typ")),
        "document": worded,
    }


def _command() -> list[str]:
    """The hidden command of a frozen program; else the module itself, which loads nothing more."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "typeset"]
    return [sys.executable, "-m", "mentee_app.exports.typeset"]


def _surroundings() -> dict[str, str]:
    """The child finds this very package from any folder, and glibc gives memory back early (-15 %)."""
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


def _failed() -> Trouble:
    sentence = _(
        "The document could not be set. Nothing was written. Try fewer sessions, or close other programs."
    )
    return Trouble(TroubleKind.EXPORT_FAILED, sentence)


def _too_long(seconds: float) -> Trouble:
    sentence = _(
        "The document was not ready after {seconds} seconds. Nothing was written. Try it with fewer sessions."
    )
    return Trouble(TroubleKind.EXPORT_FAILED, sentence.format(seconds=round(seconds)))


def _stopped() -> Trouble:
    return Trouble(TroubleKind.EXPORT_FAILED, _("Stopped. Nothing was written."))
