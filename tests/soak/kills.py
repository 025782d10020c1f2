"""Kill -9 while saving: a child saves in a loop and reports each commit; its parent kills it and looks at the file.

Before each deed the child rehearses it in a transaction that is taken back, and reports what it does to which tables. After
the kill each acknowledged row must stand in the file as reported, and what goes beyond must be that one deed, whole.
"""

import json
import os
import random
import select
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mentee_app import app
from mentee_app.storage.cipher import Key
from tests.soak import whole
from tests.soak.life import Deed, Life
from tests.soak.whole import Rows, Shape, Tally

KILLS_A_NOTEBOOK = 40
"""Then a new one is begun, so that the first minutes of a notebook are killed often too."""

_PATIENCE = 60.0


def prove(kills: int, seed: int, minutes: float | None = None, locked: bool = False) -> Tally:
    """Kill a saving child again and again; `locked`: its notebook has a passphrase."""
    tally = Tally("kill -9 while saving, locked" if locked else "kill -9 while saving")
    chance = random.Random(seed)
    until = time.monotonic() + minutes * 60 if minutes else None
    acknowledged = in_deed = 0
    while tally.done < kills and (until is None or time.monotonic() < until):
        with tempfile.TemporaryDirectory(prefix="mentee-kills-") as place:
            folder, ledger = Path(place) / "data", Ledger()
            key = whole.made_locked(folder) if locked else None
            for _again in range(min(KILLS_A_NOTEBOOK, kills - tally.done)):
                where = f"kill {tally.done + 1} (seed {seed})"
                acknowledged += _killed(folder, ledger, chance, key)
                tally.done += 1
                in_deed += ledger.begun is not None
                if not judged(folder, ledger, tally, where, key):
                    break
    tally.notes.append(f"{acknowledged} commits acknowledged; {in_deed} kills hit a deed that was under way")
    return tally


@dataclass
class Ledger:
    """What a child reported: the rows that must stand, what stood before them, and the deed that is under way."""

    rows: Rows = field(default_factory=dict)
    past: set[str] = field(default_factory=set)
    begun: Shape | None = None

    def take(self, changed: dict[str, dict[str, str | None]]) -> None:
        """A commit was acknowledged: these rows are new, changed, or gone (None)."""
        self.begun = None
        for table, ids in changed.items():
            standing = self.rows.setdefault(table, {})
            for id, short in ids.items():
                before = standing.pop(int(id), None)
                if before and before != short:
                    self.past.add(before)
                if short:
                    standing[int(id)] = short


def judged(folder: Path, ledger: Ledger, tally: Tally, where: str, key: Key | None = None) -> bool:
    """Look at the file after a kill, count what is wrong with it, and take what stands there as known; whether it opened."""
    try:
        found = whole.look_into(folder, key=key)
    except Exception as error:
        tally.unopenable += 1
        tally.miss(where, f"does not open: {whole.why(error)}")
        return False
    if found.wrong:
        tally.half += 1
        tally.miss(where, "; ".join(found.wrong))
    beyond = whole.shape(ledger.rows, found.rows)
    older = any(short in ledger.past for ids in found.rows.values() for short in ids.values())
    if older or (beyond and beyond != ledger.begun):
        lost = older or any(not name.endswith("added") for name in beyond)
        tally.lost += lost
        tally.half += not lost
        tally.miss(where, f"the file differs by {beyond}, under way was {ledger.begun}, older rows: {older}")
    ledger.rows, ledger.begun = found.rows, None
    return True


def _killed(folder: Path, ledger: Ledger, chance: random.Random, key: Key | None) -> int:
    """Start a child, listen to it, kill it; how many commits it acknowledged."""
    after, delay = chance.randrange(0, 14), chance.uniform(0, 0.012)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(folder, writing, chance.random(), key)
    os.close(writing)
    try:
        return _listen(reading, child, ledger, after, delay)
    finally:
        os.close(reading)
        os.waitpid(child, 0)


def _listen(reading: int, child: int, ledger: Ledger, after: int, delay: float) -> int:
    acks = deeds = 0
    if after == 0:  # somewhere in the start, not in a deed
        time.sleep(delay * 8)
        os.kill(child, signal.SIGKILL)
    for said in _lines(reading):
        if "begin" in said:
            ledger.begun, deeds = said["begin"], deeds + 1
            if deeds == after:
                time.sleep(delay)
                os.kill(child, signal.SIGKILL)
        elif "fault" in said:
            raise RuntimeError(f"the saving child failed: {said['fault']}")
        else:
            acks += "done" in said
            ledger.take(said["rows"])
    return acks


def _lines(reading: int) -> Iterator[dict[str, Any]]:
    """The whole lines that come out of a pipe until it is closed."""
    rest = b""
    while True:
        ready, _, _ = select.select([reading], [], [], _PATIENCE)
        if not ready:
            raise TimeoutError("the saving child says nothing")
        part = os.read(reading, 1 << 16)
        if not part:
            return
        *lines, rest = (rest + part).split(b"\n")
        yield from (json.loads(line) for line in lines)


def _live(folder: Path, writing: int, seed: float, key: Key | None) -> None:
    """The child: save until killed."""
    try:
        with whole.opened(folder, key) as opened:
            life = Life(opened, random.Random(seed))
            seen = whole.rows_of(whole.columns())
            _say(writing, {"rows": _changes({}, seen)})
            while True:
                deed = life.next()
                _say(writing, {"begin": _rehearsed(opened, deed, seen)})
                deed.do()
                now = whole.rows_of(whole.columns())
                _say(writing, {"done": deed.name, "rows": _changes(seen, now)})
                seen = now
    except BaseException as error:
        _say(writing, {"fault": whole.why(error)})
    finally:
        os._exit(1)


def _rehearsed(opened: app.App, deed: Deed, seen: Rows) -> Shape:
    """What the deed does, told by doing it in a transaction that is taken back."""
    with _taken_back(), opened.changes.transaction():
        deed.do()
        shape = whole.shape(seen, whole.rows_of(whole.columns()))
        raise _TakenBack
    return shape


class _TakenBack(Exception):
    """Ends a rehearsal."""


@contextmanager
def _taken_back() -> Iterator[None]:
    try:
        yield
    except _TakenBack:
        pass


def _changes(before: Rows, after: Rows) -> dict[str, dict[int, str | None]]:
    changed: dict[str, dict[int, str | None]] = {}
    for table, new in after.items():
        old = before.get(table, {})
        ids = {id: short for id, short in new.items() if old.get(id) != short}
        changed[table] = {**ids, **dict.fromkeys(old.keys() - new.keys())}
    return {table: ids for table, ids in changed.items() if ids}


def _say(writing: int, message: dict[str, Any]) -> None:
    rest = json.dumps(message).encode() + b"\n"
    while rest:
        rest = rest[os.write(writing, rest) :]
