"""Gives mutants to the readers, the very way the child process does, and keeps count of how they take it."""

import time
import traceback
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from mentee_app import app
from mentee_app.domain.everything import NOUNS
from mentee_app.domain.incoming import Batch
from mentee_app.imports import everything, handing_over, sniffing, understand
from mentee_app.imports.sniffing import Format
from mentee_app.trouble import Trouble
from tests.imports import mutants

SETTINGS = {
    "now": "2024-06-01T12:00",
    "home_zone": "Europe/Berlin",
    "own_addresses": ["bo@x.example"],
    "table": {"mapping": None, "name_order": None, "delimiter": None, "encoding": None, "has_header": None},
}
EVERYTHING = "everything"
FORMATS = {
    "calendar": Format.CALENDAR,
    "vcard": Format.VCARD,
    "table": Format.TABLE,
    "monica": Format.MONICA,
    "markdown": Format.MARKDOWN,
    "zip": Format.MARKDOWN,
}
KINDS = (*FORMATS, EVERYTHING)
_KEPT = 20
_SNIFFED = 10
"""Every so many mutants also stand as a file whose kind is told."""


@dataclass
class Toll:
    """How the readers took it. `crashes`: the number of the mutant, and where it happened."""

    kind: str
    done: int = 0
    refused: int = 0
    understood: int = 0
    slowest: float = 0.0
    crashes: list[str] = field(default_factory=list)


def take(kind: str, count: int, seed: int, folder: Path) -> Toll:
    """Read `count` mutants; `folder` is for files. Some of what is understood comes into a notebook, and is taken back."""
    with app.opened(folder / "notebook") as opened:
        return _take(Toll(kind), count, seed, folder, opened)


def _take(toll: Toll, count: int, seed: int, folder: Path, opened: app.App) -> Toll:
    kind = toll.kind
    for number, content in enumerate(islice(mutants.mutants(kind, seed), count)):
        began = time.monotonic()
        try:
            if number % _SNIFFED == 0:
                _sniff(kind, content, folder)
            if kind == EVERYTHING:
                read_everything(content)
            else:
                _keep(opened, read(kind, content).batch, number)
            toll.understood += 1
        except (Trouble, MemoryError):
            toll.refused += 1
        except Exception as fault:
            toll.crashes.append(f"{kind} seed {seed} number {number}: {_told(fault)}")
        toll.slowest = max(toll.slowest, time.monotonic() - began)
        toll.done += 1
    return toll


def read(kind: str, content: bytes) -> handing_over.Understood:
    """What the window would get. Raises Trouble; anything else it raises is a bug."""
    found = understand.understood(FORMATS[kind], Path("2024-01-01 note.md"), content, SETTINGS)
    back = handing_over.rebuilt(list(handing_over.messages(found)))
    assert back.batch.total == found.batch.total
    return back


def read_everything(content: bytes) -> int:
    """How many records come out of it. Raises Trouble; anything else it raises is a bug."""
    found = everything.parse(content)
    given = sum(1 for noun in NOUNS for _record in found.records.of(noun))
    assert given <= found.total
    return given


def _keep(opened: app.App, batch: Batch, number: int) -> None:
    """What was understood is kept without a word against it, and leaves no row behind when it is taken back."""
    if number % _KEPT or not batch.understood:
        return
    done = opened.imports.bring_in(batch, with_whom=None)
    if done.deed:
        assert opened.deeds.undo(done.deed)


def _told(fault: Exception) -> str:
    """Where it happened: in our own file, and at the last."""
    steps = traceback.extract_tb(fault.__traceback__)
    own = [step for step in steps if "mentee_app" in step.filename][-1:] + steps[-1:]
    places = ", ".join(f"{Path(step.filename).name}:{step.lineno}" for step in own)
    return f"{type(fault).__name__} at {places}: {str(fault)[:150]!r}"


def _sniff(kind: str, content: bytes, folder: Path) -> None:
    path = folder / f"mutant.{kind}"
    path.write_bytes(content)
    try:
        sniffing.what_is(path)
    except Trouble:
        pass  # it is read as what it was all the same
