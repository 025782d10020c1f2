"""Walks through every screen of the real window and takes a picture of each: the eye of whoever works on Mentee."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

_SETTLE_MS = 60
_LONGEST_MS = 20_000
_MARKER = ".mentee-tour"
"""Names the files that a tour made, one a line: these, and no others, are replaced by the next tour."""
_DOCUMENT = "history.pdf"
_PICTURE = re.compile(r"[0-9]{2,3}-[a-z0-9-]+\.png")


@dataclass(frozen=True)
class Stop:
    """One picture: its name, what leads there, and the widget that is photographed when it is `ready`."""

    name: str
    go: Callable[[], QWidget]
    ready: Callable[[], bool] = lambda: True


class Tour(QObject):
    """Goes from stop to stop, and says `finished` at the end, or where a stop has a `fault`."""

    finished = Signal()

    def __init__(self, stops: Sequence[Stop], folder: Path) -> None:
        super().__init__()
        self._stops = iter(stops)
        self._folder = folder
        self._stop: Stop | None = None
        self._waited = 0
        self.pictures: list[Path] = []
        self.fault: Exception | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._on_settled)

    def start(self) -> None:
        """Go to the first stop."""
        self._next()

    def _next(self) -> None:
        self._stop = next(self._stops, None)
        self._waited = 0
        if self._stop is None:
            self.finished.emit()
            return
        try:
            self._shown = self._stop.go()
        except Exception as fault:  # a slot swallows it, and the tour would wait for ever
            self.fault = fault
            self.finished.emit()
            return
        self._timer.start()

    def _on_settled(self) -> None:
        self._waited += _SETTLE_MS
        if self._stop is None:
            return
        if not self._stop.ready() and self._waited < _LONGEST_MS:
            self._timer.start()
            return
        path = self._folder / f"{len(self.pictures) + 1:02}-{self._stop.name}.png"
        with (self._folder / _MARKER).open("a", encoding="utf-8") as marker:
            marker.write(f"{path.name}\n")
        self._shown.grab().save(str(path))
        self.pictures.append(path)
        self._next()


def make_folder(folder: Path) -> None:
    """Make the folder, or empty it of what an earlier tour made. Raises Trouble for a folder with other things in it."""
    try:
        str(folder).encode()
        folder.mkdir(parents=True, exist_ok=True)
        made = _made_by_a_tour(folder)
        if any(path.name not in made and _could_be_ours(path.name) for path in folder.iterdir()):
            raise _refused(folder)
        for name in made:
            (folder / name).unlink(missing_ok=True)
        (folder / _MARKER).write_text(f"{_DOCUMENT}\n", encoding="utf-8")
    except UnicodeEncodeError:
        sentence = _("{folder} is no name for a folder of pictures. Choose a plainer one.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(folder=folder), folder) from None
    except OSError as error:
        sentence = _("{folder} cannot be written: {why}.").format(folder=folder, why=error.strerror)
        raise Trouble(TroubleKind.NO_ACCESS, sentence, folder) from error


def _made_by_a_tour(folder: Path) -> set[str]:
    """The files that the last tour into this folder made, by its marker. Raises Trouble where no tour was here."""
    marker = folder / _MARKER
    if not any(folder.iterdir()):
        return set()
    if marker.is_symlink() or not marker.is_file():
        raise _refused(folder)
    return {name for name in marker.read_text("utf-8", "replace").splitlines() if _could_be_ours(name)}


def _could_be_ours(name: str) -> bool:
    return name == _DOCUMENT or _PICTURE.fullmatch(name) is not None


def _refused(folder: Path) -> Trouble:
    sentence = _(
        "{folder} holds files that no tour made, and they could be lost. Choose a new or an empty folder."
    )
    return Trouble(TroubleKind.NOT_EMPTY, sentence.format(folder=folder), folder)
