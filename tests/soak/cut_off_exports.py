"""Exports that are cut off: under each name is the old file or a whole new one, and what is left over goes by itself."""

import csv
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from functools import partial
from pathlib import Path

from mentee_app import app
from mentee_app.commands import backup, export
from mentee_app.exports import history
from mentee_app.exports.documents import Choice
from mentee_app.exports.volumes import VolumeSetting
from tests.soak import cut_off, whole
from tests.soak.cut_off import Case

NOW = datetime(2026, 3, 3, 12)
_OLD = b"what stood there before"
_DAY = 24 * 3600


class Export:
    """Files are written over others by a command, in a folder in which somebody's own files are."""

    def __init__(
        self, name: str, write: Callable[[Path, Path], object], *names: str, over: bool = True
    ) -> None:
        """`names`: what is written, below the folder out. `over`: such files stand there already."""
        self.name = name
        self._write, self._names = write, names
        self._stood = names if over else ()

    def begin(self, root: Path) -> None:
        """A notebook with a life in it, and the files."""
        with app.opened(root / "data") as opened:
            opened.samples.fill(9, today=date(2026, 3, 3), zone="UTC")
        (root / "out").mkdir()
        (root / "out" / "mine.txt").write_bytes(b"mine")
        (root / "out" / ".mine.part").write_bytes(b"mine")
        for name in self._stood:
            (root / "out" / name).parent.mkdir(exist_ok=True)
            (root / "out" / name).write_bytes(_OLD)

    def do(self, root: Path) -> None:
        """Write them."""
        with cut_off.quietly():
            self._write(root / "data", root / "out")

    def learn(self, root: Path) -> None:
        """Which files it writes, where that is not known before."""
        found = {p.relative_to(root / "out").as_posix() for p in (root / "out").rglob("*.*") if p.is_file()}
        self._names = tuple(sorted((found | {*self._names}) - {"mine.txt", ".mine.part"}))

    def wrong(self, root: Path) -> Iterator[str]:
        """Old or new; written again, all are new, and after a day and one more nothing else is left."""
        yield from whole.look_into(root / "data").wrong
        for name in self._names:
            path = root / "out" / name
            if path.exists() or name in self._stood:
                content = path.read_bytes()
                if content != _OLD and (flaw := _flaw(path)):
                    yield f"{name} is half: {flaw}"
        _grow_old(root / "out")
        if not self._stood:  # it replaces nothing
            for name in self._names:
                (root / "out" / name).unlink(missing_ok=True)
        self.do(root)
        for name in self._names:
            if (root / "out" / name).read_bytes() == _OLD or (flaw := _flaw(root / "out" / name)):
                yield f"written again {name} is not new and whole"
        known = {*self._names, "mine.txt", ".mine.part"}
        left = [p.relative_to(root / "out").as_posix() for p in (root / "out").rglob("*") if p.is_file()]
        if strange := sorted(set(left) - known):
            yield f"left: {strange}"
        if not (root / "out" / ".mine.part").exists():
            yield "somebody's own file is gone"
        yield from cut_off.strays(root)


def cases() -> list[Case]:
    """Each kind of export."""
    tables = ("tables/people.csv", "tables/sessions.csv")
    return [
        Export("a history in volumes", _volumes, *(f"History {at} of 3.pdf" for at in (1, 2, 3))),
        Export("a history as PDF", lambda data, out: export.history(data, out / "h.pdf"), "h.pdf"),
        Export("a history as HTML", lambda data, out: export.history(data, out / "h.html"), "h.html"),
        Export(
            "a calendar to save",
            lambda data, out: export.calendar(data, out / "c.ics", True, False, None),
            "c.ics",
        ),
        Export("everything to save", lambda data, out: export.everything(data, out / "all.json"), "all.json"),
        Export("tables in a folder", lambda data, out: export.tables(data, out / "tables", False), *tables),
        Export(
            "what is salvaged",
            lambda data, out: backup.salvage(data, out / "s.mentee"),
            "s.mentee",
            over=False,
        ),
    ]


def _volumes(data: Path, out: Path) -> None:
    """Three volumes of few sessions; which ones is not what is asked here."""
    with app.opened(data):
        since = [None, date(2025, 1, 1), date(2025, 9, 1)]
        documents = [partial(history.history, Choice(since=day), NOW) for day in since]
        setting = VolumeSetting(documents, out / "History.pdf")
        setting.start()
        setting.wait()


def _flaw(path: Path) -> str:
    """Why a file is not whole; empty where it is."""
    content = path.read_bytes()
    ends = {
        ".pdf": content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF"),
        ".html": content.rstrip().endswith(b"</html>"),
        ".ics": content.endswith(b"END:VCALENDAR\r\n"),
    }
    try:
        if path.suffix == ".json":
            json.loads(content)
        elif path.suffix == ".csv":
            rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
            return "" if content.endswith(b"\n") and rows else "cut off"
        elif path.suffix == ".mentee":
            with closing(sqlite3.connect(path)) as found:
                said = found.execute("PRAGMA integrity_check").fetchone()[0]
            return "" if said == "ok" else said
    except (ValueError, sqlite3.Error) as error:
        return str(error)
    return "" if ends.get(path.suffix, True) else "cut off"


def _grow_old(folder: Path) -> None:
    """Days pass for all that is there."""
    then = time.time() - 3 * _DAY
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (then, then), follow_symlinks=False)
