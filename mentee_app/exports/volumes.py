"""Sets a history of any length: in one file, or in volumes, one after the other, so that the memory stays bounded.

Every volume is a file and a whole book of its own (contents, figures, indexes, tags): joining them would need all of them in
memory at once, and a tagged PDF of 2,000 pages opens in no reader with ease.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentee_app.exports import files, history, pdf
from mentee_app.exports.documents import Choice, HistoryDocument, Paper
from mentee_app.exports.pdf import SetResult, Stage, Typesetting
from mentee_app.trouble import Trouble


@dataclass(frozen=True)
class VolumeProgress:
    """How far it is: as in pdf.Progress, and which volume (from 1) of how many. `finished` once all are written."""

    stage: Stage
    seconds: float
    volume: int
    volumes: int
    finished: tuple[SetResult, ...] | None = None
    trouble: Trouble | None = None


class VolumeSetting:
    """The files of one history being set. `start`, then `poll` from a timer, or `wait`; both read the notebook.

    Nothing stands at the wanted places before all volumes are set.
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
        self._results: list[SetResult] = []
        self._written: tuple[SetResult, ...] | None = None
        self._trouble: Trouble | None = None
        self._stopped = False

    def start(self) -> None:
        """Begin. Raises Trouble where the child process cannot be started, or the notebook cannot be read."""
        self._began = time.monotonic()
        self._folder = Path(tempfile.mkdtemp(prefix=".mentee-", dir=self._paths[0].parent))
        try:
            self._next()
        except BaseException:
            self._clean_up()
            raise

    def poll(self) -> VolumeProgress:
        """How far it is; begins the next volume where one is done. Bugs in the making of the document come up here."""
        if self._stopped or self._written or self._trouble:
            return self._progress(Stage.STOPPED if self._stopped else Stage.DONE)
        try:
            progress = self._setting.poll()
            self._trouble = progress.trouble
            if progress.finished:
                self._take(progress.finished)
        except Trouble as trouble:
            self._trouble = trouble
        except BaseException:
            self._clean_up()
            raise
        if self._trouble or self._written:
            self._clean_up()
            return self._progress(Stage.DONE)
        return self._progress(Stage.PAGES if progress.stage is Stage.DONE else progress.stage)

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
        self._stopped = True
        self._setting.cancel()
        self._clean_up()
        return True

    def _next(self) -> None:
        at = len(self._results)
        document = self._documents[at]()
        self._setting: Typesetting[SetResult] = pdf.history_pdf(
            document, self._folder / f"{at + 1}.pdf", self._limit
        )
        self._setting.start()

    def _take(self, result: SetResult) -> None:
        self._results.append(result)
        if len(self._results) < len(self._documents):
            self._next()
            return
        for each, path in zip(self._results, self._paths):
            files.atomic_write(path, each.path.read_bytes())
        self._written = tuple(
            SetResult(path, each.standard, each.missing) for each, path in zip(self._results, self._paths)
        )

    def _progress(self, stage: Stage) -> VolumeProgress:
        count = len(self._documents)
        at = min(len(self._results) + 1, count)
        seconds = time.monotonic() - self._began
        return VolumeProgress(stage, seconds, at, count, self._written, self._trouble)

    def _clean_up(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


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
