"""Makes the text of a document in the background, and writes it to a file where it is wanted; the window stays alive."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mentee_app.exports import files
from mentee_app.exports.pdf import Progress, Stage
from mentee_app.trouble import Trouble


@dataclass(frozen=True)
class Written:
    """A file that was written; nothing is ever missing in a text."""

    path: Path
    missing: tuple[str, ...] = ()


class TextMaking:
    """One text being made. `start`, then `poll` from a timer; `make` reads no notebook."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        self._text: str | None = None
        self._error: BaseException | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._began = time.monotonic()
        self._thread.start()

    def poll(self) -> Progress[str]:
        """How far it is. Bugs in the making come up here."""
        seconds = time.monotonic() - self._began
        if self._stopped:
            return Progress(Stage.STOPPED, seconds)
        if self._thread.is_alive():
            return Progress(Stage.PAGES, seconds)
        if isinstance(self._error, Trouble):
            return Progress(Stage.DONE, seconds, trouble=self._error)
        if self._error is not None:
            raise self._error
        return Progress(Stage.DONE, seconds, self._text)

    def cancel(self) -> bool:
        """Stop listening; what is made still is for nobody."""
        self._stopped = True
        return True

    def _run(self) -> None:
        try:
            self._text = self._make()
        except BaseException as error:
            self._error = error


class TextFile:
    """The same, written to `path` in one go once it is made. Raises Trouble for a place that cannot be."""

    def __init__(self, make: Callable[[], str], path: Path) -> None:
        files.check_place(path)
        self._making = TextMaking(make)
        self._path = path

    def start(self) -> None:
        """Begin."""
        self._making.start()

    def poll(self) -> Progress[Written]:
        """How far it is; writes what is made."""
        made = self._making.poll()
        if made.finished is None:
            return Progress(made.stage, made.seconds, trouble=made.trouble)
        try:
            files.atomic_write(self._path, made.finished.encode())
        except Trouble as trouble:
            return Progress(made.stage, made.seconds, trouble=trouble)
        return Progress(made.stage, made.seconds, Written(self._path))

    def cancel(self) -> bool:
        """Stop; nothing is written."""
        return self._making.cancel()
