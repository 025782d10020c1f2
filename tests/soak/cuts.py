"""Power cuts: a recorded session of use is cut after each operation, and the real app opens what the disk may hold then.

See disk.py for what the model of the disk covers and what it does not. A state is good where the notebook opens, is whole,
and all its rows together are exactly those of one acknowledged moment, not an earlier one than was acknowledged before
the cut; and where the exported PDF is there as acknowledged, or a later one, or (never acknowledged) not at all.
"""

import hashlib
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mentee_app.storage.cipher import Key
from tests.soak import traced, whole
from tests.soak.disk import Disk, Naming
from tests.soak.traced import Trace
from tests.soak.whole import Tally

HOWS = ("none", "all", "ordered", "unordered")
DEEDS, FEW_DEEDS = 160, 40


@dataclass
class Promised:
    """What was acknowledged so far: how many moments of the notebook, and the PDF."""

    moments: int = 0
    pdf: str = ""


@dataclass
class Said:
    """All that is ever acknowledged in a trace: the moments of the notebook in order, and each PDF."""

    moments: list[str] = field(default_factory=list)
    pdfs: list[str] = field(default_factory=list)

    def take(self, line: dict[str, Any]) -> None:
        """One acknowledgement."""
        if "digest" in line:
            self.moments.append(line["digest"])
        elif "pdf" in line:
            self.pdfs.append(line["pdf"])


def prove(states: int, seed: int, kept: bool = False, minutes: float | None = None) -> Tally:
    """Cut the power in a session that is recorded now, or (`kept`, and where there is no strace) was recorded before."""
    tally = Tally("simulated power cuts")
    if kept or not traced.available():
        trace, words = traced.load(traced.KEPT), "the kept recording (recorded.xz)"
        if not kept:
            words += ", because strace is not installed here: nothing was recorded anew"
    else:
        with tempfile.TemporaryDirectory(prefix="mentee-record-") as place:
            trace, words = traced.record(Path(place), str(seed), DEEDS), "a session recorded now with strace"
    syncs = sum(op.what == "sync" for op in trace.ops)
    said = [op for op in trace.ops if op.what == "say"]
    tally.notes.append(f"{words}: {len(trace.ops)} operations, {syncs} fsyncs, {len(said)} acknowledgements")
    cut(trace, states, seed, tally, minutes)
    _check_the_model(trace, min(max(states // 20, 60), 400), seed, tally)
    return tally


def prove_locked(states: int, seed: int, deeds: int = FEW_DEEDS, minutes: float | None = None) -> Tally:
    """The same with a notebook that has a passphrase: recorded now, so only where there is strace."""
    tally = Tally("simulated power cuts, locked")
    with tempfile.TemporaryDirectory(prefix="mentee-record-") as place:
        trace = traced.record(Path(place), str(seed), deeds, locked=True)
        key = whole.key_of(Path(place) / "root" / "data")
    standing = next(number for number, op in enumerate(trace.ops) if op.what == "sync" and op.name == "data")
    tally.notes.append(f"a session recorded now with strace: {len(trace.ops)} operations")
    cut(trace, states, seed, tally, minutes, key, standing + 1)
    return tally


def _check_the_model(trace: Trace, states: int, seed: int, tally: Tally) -> None:
    """On a disk where the journal's fsyncs did nothing, the same session must lose something: else nothing was proven."""
    ops = [op for op in trace.ops if not (op.what == "sync" and op.name.endswith("-wal"))]
    blind = Tally("the same without the fsyncs of the journal")
    cut(Trace(ops, trace.columns), states, seed, blind)
    tally.notes.append(f"{blind.what} (this must lose): {blind.lost} of {blind.done} states lost saves")
    if not blind.lost:
        tally.miss("the model", "it loses nothing even without fsync, so it proves nothing")


def cut(
    trace: Trace,
    states: int,
    seed: int,
    tally: Tally,
    minutes: float | None = None,
    key: Key | None = None,
    first: int = 0,
) -> None:
    """Judge `states` different states, spread over the whole trace; fewer where there are no more, or no more time.

    Not before the operation `first`: what is done before it stood there already. `key` opens the notebook.
    """
    said, chance = Said(), random.Random(seed)
    for op in trace.ops:
        if op.what == "say":
            said.take(json.loads(op.content))
    until = time.monotonic() + minutes * 60 if minutes else None
    seen: set[bytes] = set()
    while tally.done < states and (until is None or time.monotonic() < until):
        before = tally.done
        share = min(max(states - tally.done, 200), 2000) / (len(trace.ops) * len(HOWS) * 2)
        for where, promised, left in _round(trace, share, chance, first):
            mark = _mark(left, promised)
            if mark in seen:
                continue
            seen.add(mark)
            _judge(left, promised, said, trace, tally, f"{where} (seed {seed})", key)
            if tally.done >= states or (until and time.monotonic() > until):
                break
        if tally.done == before:
            tally.notes.append("there are no more different states")
            return


def _round(
    trace: Trace, share: float, chance: random.Random, first: int
) -> Iterator[tuple[str, Promised, dict[str, bytes | None]]]:
    """A share of all states, once through the trace."""
    disk, promised = Disk(traced.BEFORE), Promised()
    for number, op in enumerate(trace.ops):
        if op.what == "say":
            line = json.loads(op.content)
            promised.moments += "digest" in line
            promised.pdf = line.get("pdf", promised.pdf)
        disk.do(op)
        if number < first:
            continue
        for naming in disk.namings:
            for how in HOWS if disk.waits() else HOWS[:1]:
                if chance.random() < share:
                    where = f"cut after operation {number}, {_words(naming)} disk, {how}"
                    yield where, promised, disk.after_cut(naming, how, chance)


def _judge(
    left: dict[str, bytes | None],
    promised: Promised,
    said: Said,
    trace: Trace,
    tally: Tally,
    where: str,
    key: Key | None,
) -> None:
    tally.done += 1
    with tempfile.TemporaryDirectory(prefix="mentee-cut-", dir=_quick()) as place:
        root = Path(place)
        _lay_out(root, left)
        pdf = whole.sha(root / "out" / "history.pdf")
        if (
            pdf != promised.pdf
            and pdf not in said.pdfs[said.pdfs.index(promised.pdf) if promised.pdf else 0 :]
        ):
            if pdf or promised.pdf:
                tally.lost += 1
                tally.miss(where, "the exported PDF is not the one that was acknowledged")
        try:
            found = whole.look_into(root / "data", trace.columns, key)
        except Exception as error:
            tally.unopenable += 1
            tally.miss(where, f"does not open: {whole.why(error)}")
            return
    _compare(whole.digest(found.rows), found.wrong, promised, said, tally, where)


def _compare(
    digest: str, wrong: tuple[str, ...], promised: Promised, said: Said, tally: Tally, where: str
) -> None:
    if wrong:
        tally.half += 1
        tally.miss(where, "; ".join(wrong))
    least = max(promised.moments - 1, 0)
    if digest in said.moments[least : promised.moments + 1]:
        return
    if digest in said.moments:
        tally.lost += 1
        tally.miss(where, f"is moment {said.moments.index(digest)}, acknowledged was {least}")
    else:
        tally.half += 1
        tally.miss(where, "is no moment that was ever acknowledged")


def _lay_out(root: Path, left: dict[str, bytes | None]) -> None:
    for name in sorted(left):
        content, path = left[name], root / name
        if content is None:
            path.mkdir(mode=0o700, exist_ok=True)
        else:
            descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
            with open(descriptor, "wb") as file:
                file.write(content)


def _mark(left: dict[str, bytes | None], promised: Promised) -> bytes:
    marked = hashlib.sha256(f"{promised.moments} {promised.pdf}".encode())
    for name in sorted(left):
        marked.update(f"\0{name}\0".encode())
        marked.update(hashlib.sha256(left[name] or b"").digest())
    return marked.digest()


def _quick() -> str | None:
    """Memory, where there is some: what is laid out here need not outlive anything."""
    shared = "/dev/shm"
    return shared if os.path.isdir(shared) and os.access(shared, os.W_OK) else None


def _words(naming: Naming) -> str:
    return "strict" if naming.strict else "journalling"
