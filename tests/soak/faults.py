"""Faults of the disk: one call of a whole session of use fails once, through strace; the session must live through it.

The calls that write, sync, open, make and rename what is in the notebook's folder or in the exported PDF are counted in a run
without faults; then each run lets one of them fail with one errno. Good is: no crash; the trouble is told by its real cause;
nothing of the deed that failed stands in the file; the same deed, done again in the same process, succeeds; and at the end the
file is whole and holds all that was acknowledged.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.soak import session, traced, whole
from tests.soak.keys import _one_notebook
from tests.soak.traced import ROOT
from tests.soak.whole import Tally

CAUSES = {"ENOSPC": "disk-full", "EIO": "io-error", "EROFS": "read-only", "EACCES": "no-access"}
"""What must be told, by what the disk answered."""

CALLS = ("openat", "pwrite64", "write", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "mkdir")
DEEDS = 16
_DATA = ("", "/notebook.mentee", "/notebook.mentee-wal", "/notebook.mentee-journal", "/notebook.mentee.new")
PLACES = (
    *(f"data{name}" for name in _DATA),
    "data/notebook.mentee.new-journal",
    "data/notebook-made",
    "data/lock",
    "out",
    "out/.soak0.part",
    f"out/{session.PDF}",
)
_AT_ONCE = 2


@dataclass(frozen=True)
class Fault:
    """The `nth` call of this kind on this file fails with `error`."""

    call: str
    place: str
    nth: int
    error: str

    def __str__(self) -> str:
        return f"{self.call} {self.nth} on {self.place}: {self.error}"


@dataclass(frozen=True)
class Outcome:
    """What came of a session: whether the fault was met, how it ended, and what it said."""

    hit: bool
    code: int
    errors: str
    said: tuple[dict[str, Any], ...]


def prove(hits: int, seed: int, minutes: float | None = None) -> Tally:
    """Let calls fail one by one."""
    tally, chance = Tally("faults injected"), random.Random(seed)
    if not traced.available():
        tally.notes.append("strace is not installed here: no fault was injected from outside")
        return tally
    until = time.monotonic() + minutes * 60 if minutes else None
    faults = _chosen(_counted(seed), hits, chance)
    told: Counter[str] = Counter()

    def one(fault: Fault) -> None:
        if until is None or time.monotonic() < until:
            _one(fault, seed, tally, told)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(one, faults))
    tally.notes += [f"{words}: {number}" for words, number in sorted(told.items())]
    return tally


def _counted(seed: int) -> Counter[tuple[str, str]]:
    """How often a session without faults makes each call on each file."""
    counted: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="mentee-faults-") as place:
        root, log = Path(place) / "root", Path(place) / "log"
        outcome = _run(root, log, seed, [f"trace={','.join(CALLS)}"], True)
        if outcome.code:
            raise RuntimeError(f"the session fails without a fault: {outcome.errors}")
        for line in log.read_text(errors="replace").splitlines():
            for name in PLACES:
                call = re.match(r"\d+ +(\w+)\(", line)
                if call and _is_on(line, str(root / name)):
                    counted[call[1], name] += 1
    return counted


def _is_on(line: str, path: str) -> bool:
    return f"<{path}>" in line.split(" = ")[0] or f'"{path}"' in line


def _chosen(counted: Counter[tuple[str, str]], hits: int, chance: random.Random) -> list[Fault]:
    """Each call on each file with each error, the first ones first; then more of those that happen often."""
    by_round: list[tuple[int, float, Fault]] = []
    for (call, place), number in sorted(counted.items()):
        for error in CAUSES:
            turns = chance.sample(range(1, number + 1), number)
            by_round += [(at, chance.random(), Fault(call, place, nth, error)) for at, nth in enumerate(turns)]
    return [fault for _at, _by_chance, fault in sorted(by_round, key=lambda each: each[:2])[:hits]]


def _one(fault: Fault, seed: int, tally: Tally, told: Counter[str]) -> None:
    where = f"{fault} (seed {seed})"
    with tempfile.TemporaryDirectory(prefix="mentee-faults-") as place:
        root, log = Path(place) / "root", Path(place) / "log"
        watched = [word for name in PLACES if name == fault.place for word in ("-P", str(root / name))]
        inject = f"inject={fault.call}:error={fault.error}:when={fault.nth}"
        outcome = _run(root, log, seed, [f"trace={fault.call}", inject], fault.place.startswith("out"), watched)
        with _one_notebook:
            if outcome.hit:
                _judge(outcome, fault, root, tally, told, where)


def _judge(outcome: Outcome, fault: Fault, root: Path, tally: Tally, told: Counter[str], where: str) -> None:
    tally.done += 1
    if outcome.code or "Traceback" in outcome.errors:
        tally.miss(where, f"ended with {outcome.code}: {(outcome.errors or str(outcome.said[-1:]))[-400:]}")
        told["crashed or gave up"] += 1
    troubles = [line for line in outcome.said if "trouble" in line]
    for line in troubles:
        if line["trouble"] != CAUSES[fault.error]:
            tally.miss(where, f"told as {line['trouble']} while doing: {line['in']}")
            told["told by another cause"] += 1
        else:
            told["told by its cause"] += 1
        if not line["nothing changed"]:
            tally.half += 1
            tally.miss(where, f"half of “{line['in']}” stands after it failed")
    if not troubles and not outcome.code:
        told[f"not told: {fault.call} {fault.place}"] += 1
    _look(outcome, root, tally, where)


def _look(outcome: Outcome, root: Path, tally: Tally, where: str) -> None:
    try:
        found = whole.look_into(root / "data")
    except Exception as error:
        tally.unopenable += 1
        tally.miss(where, f"does not open: {whole.why(error)}")
        return
    if found.wrong:
        tally.half += 1
        tally.miss(where, "; ".join(found.wrong))
    moments = [line["digest"] for line in outcome.said if "digest" in line]
    pdfs = [line["pdf"] for line in outcome.said if "pdf" in line]
    if moments and whole.digest(found.rows) != moments[-1]:
        tally.lost += 1
        tally.miss(where, "what was acknowledged last is not in the file")
    if pdfs and whole.sha(root / "out" / session.PDF) != pdfs[-1]:
        tally.lost += 1
        tally.miss(where, "the acknowledged PDF is not there")


def _run(root: Path, log: Path, seed: int, rules: list[str], pdf: bool, watched: list[str] | None = None) -> Outcome:
    (root / "out").mkdir(parents=True)
    acks = root.with_name("acks")
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-o", str(log), *(watched or [])]
    strace += [word for rule in rules for word in ("-e", rule)]
    words = [str(root), "--acks", str(acks), "--seed", str(seed), "--deeds", str(DEEDS), "--patient"]
    run = subprocess.run(
        [*strace, sys.executable, "-B", "-m", "tests.soak.session", *words, *(["--pdf"] if pdf else [])],
        cwd=ROOT,
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = tuple(json.loads(line) for line in acks.read_text().splitlines()) if acks.exists() else ()
    return Outcome("(INJECTED)" in log.read_text(errors="replace"), run.returncode, run.stderr, said)
