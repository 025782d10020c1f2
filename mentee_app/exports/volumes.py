"""Sets a history of any length: in one file, or in volumes, one after the other, so that the memory stays bounded.

Every volume is a file and a whole book of its own (contents, figures, indexes, tags): joining them would need all of them in
memory at once, and a tagged PDF of 2,000 pages opens in no reader with ease.
"""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mentee_app import whole_files
from mentee_app.child import Child, Progress, State
from mentee_app.exports import files, history, pdf
from mentee_app.exports.documents import Choice, HistoryDocument, Paper
from mentee_app.exports.pdf import SetResult
from mentee_app.exports.sharing import Changes
from mentee_app.trouble import Trouble


@dataclass(frozen=True)
class VolumeProgress(Progress[tuple[SetResult, ...]]):
    """How far it is: also at which volume (from 1) of how many. `finished` once all are written."""

    volume: int = 1
    volumes: int = 1


class VolumeSetting:
    """The files of one history being set. `start`, then `poll` from a timer, or `wait`; both read the notebook.

    One file is written straight to its place. Several are made in a hidden folder beside their places, and get their names
    one right after the other once all are set. Killed before, that folder is left (the next setting there removes it after
    a day); killed between two names, so are the volumes that have theirs, each of them whole. `changes` are those in the texts
    of the volumes that were begun.
    """

    def __init__(
        self,
        documents: Sequence[Callable[[], HistoryDocument]],
        path: Path,
        limit: float = pdf.TIME_LIMIT,
    ) -> None:
        """Each document is made when its turn comes. `limit`: seconds for each. Raises Trouble for a place that cannot be."""
        self._documents, self._limit = documents, limit
        self._paths = places(path, len(documents))
        for each in self._paths:
            files.check_place(each)
        self.changes = Changes()
        self._room: Path | None = None
        self._results: list[SetResult] = []
        self._written: tuple[SetResult, ...] | None = None
        self._trouble: Trouble | None = None
        self._stopped = False
        self._stage = ""

    def start(self) -> None:
        """Begin. Raises Trouble where the child process cannot be started, or the notebook cannot be read."""
        self._began = time.monotonic()
        if len(self._documents) > 1:
            whole_files.remove_abandoned(self._paths[0].parent)
            self._room = files.room_beside(self._paths[0])
        try:
            self._next()
        except BaseException:
            self._clean_up()
            raise

    def poll(self) -> VolumeProgress:
        """How far it is; begins the next volume where one is done. Bugs in the making of the document come up here."""
        if not (self._stopped or self._written or self._trouble):
            self._go_on()
        return self._progress()

    def wait(self) -> tuple[SetResult, ...]:
        """The written files. Raises Trouble where there are none."""
        try:
            while self._written is None:
                self._take(self._setting.wait())
        finally:
            self.cancel()
            self._clean_up()
        return self._written

    def cancel(self) -> bool:
        """Stop; nothing is written. False where it was over already."""
        if self._written or self._trouble or self._stopped:
            return False
        if not self._setting.cancel() and self._room is None:
            return False
        self._stopped = True
        self._clean_up()
        return True

    def _go_on(self) -> None:
        try:
            progress = self._setting.poll()
            self._stage, self._trouble = progress.stage, progress.trouble
            if progress.finished:
                self._take(progress.finished)
        except Trouble as trouble:
            self._trouble = trouble
        except BaseException:
            self._clean_up()
            raise
        if self._trouble or self._written:
            self._clean_up()

    def _next(self) -> None:
        at = len(self._results)
        document = self._documents[at]()
        self.changes = self.changes.and_those(document.changes)
        path = self._room / f"{at + 1}.pdf" if self._room else self._paths[at]
        self._setting: Child[SetResult] = pdf.history_pdf(document, path, self._limit)
        self._setting.start()

    def _take(self, result: SetResult) -> None:
        self._results.append(result)
        if len(self._results) < len(self._documents):
            self._next()
            return
        if self._room:
            for each, path in zip(self._results, self._paths):
                files.put(each.path, path)
        self._written = tuple(replace(each, path=path) for each, path in zip(self._results, self._paths))

    def _progress(self) -> VolumeProgress:
        over = State.DONE if self._written or self._trouble else State.RUNNING
        count = len(self._documents)
        return VolumeProgress(
            State.STOPPED if self._stopped else over,
            self._stage,
            time.monotonic() - self._began,
            self._written,
            self._trouble,
            min(len(self._results) + 1, count),
            count,
        )

    def _clean_up(self) -> None:
        if self._room:
            shutil.rmtree(self._room, ignore_errors=True)


def history_files(
    choice: Choice,
    now: datetime,
    path: Path,
    language: str = "en",
    paper: Paper = Paper.A4,
    limit: float = pdf.TIME_LIMIT,
) -> VolumeSetting:
    """The setting of all sessions of a choice, in one file at `path` or in volumes beside it (see `places`).

    Raises UnknownName, and Trouble where no session is left or for a place that cannot be.
    """
    documents = [
        lambda volume=volume: history.history(choice, now, language, paper, volume)
        for volume in history.planned(choice, now)
    ]
    return VolumeSetting(documents, path, limit)


def places(path: Path, count: int) -> tuple[Path, ...]:
    """Where the files of `count` volumes go: "History.pdf", or "History 1 of 3.pdf" and so on."""
    if count == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem} {at} of {count}{path.suffix}") for at in range(1, count + 1))
