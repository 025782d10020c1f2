"""Faults of the disk: one call of a whole session of use fails once, through strace; the session must live through it.

The calls that write, sync, open, make and rename what is in the notebook's folder or in the exported PDF are counted in a run
without faults; then each run lets one of them fail with one errno. Good is: no crash; the trouble is told by its real cause;
nothing of the deed that failed stands in the file; the same deed, done again in the same process, succeeds; and at the end the
file is whole and holds all that was acknowledged.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.soak import hindered, lasting, session, settled, traced
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
    "out/.mentee-soak0.part",
    f"out/{session.PDF}",
)
_OWN = "data/notebook.mentee"
"""What SQLite itself opens and writes begins so: of these it passes on a class of causes only, not the errno."""

_VAGUE = {"openat": ("no-access", "read-only")}
_AT_ONCE = 2
_judging = threading.Lock()


EXACTLY = "told by its cause"
VAGUELY = "told as SQLite's class of causes (the fault was over when the app asked the disk itself)"
WRONGLY = "told by another cause"


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
    """What came of a session: in what the fault was met (empty: not), how it ended, and what it said."""

    met_in: str
    code: int
    errors: str
    said: tuple[dict[str, Any], ...]


def prove(hits: int, seed: int, minutes: float | None = None) -> Tally:
    """Let calls fail one by one, then many for a while; where there is no strace, only what can be done from inside."""
    tally, chance = Tally("faults injected"), random.Random(seed)
    if not traced.available():
        tally.notes.append("strace is not installed here: no call was made to fail from outside")
        hindered.prove(tally, seed)
        return tally
    until = time.monotonic() + minutes * 60 if minutes else None
    faults = _chosen(_counted(seed), hits, chance)
    told: Counter[str] = Counter()

    def one(fault: Fault) -> None:
        if until is None or time.monotonic() < until:
            _one(fault, seed, tally, told)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _done in pool.map(one, faults):
            pass
    tally.notes.append(f"{tally.done} sessions in which one call failed once")
    lasting.prove(tally, told, seed, DEEDS)
    hindered.prove(tally, seed)
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
                ours = (
                    name.endswith(session.PDF) and "O_CREAT" not in line
                )  # the session reads what it exported
                if call and not (ours and call[1] == "openat") and _is_on(line, str(root / name)):
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
            by_round += [
                (at, chance.random(), Fault(call, place, nth, error)) for at, nth in enumerate(turns)
            ]
    return [fault for _at, _by_chance, fault in sorted(by_round, key=lambda each: each[:2])[:hits]]


def _one(fault: Fault, seed: int, tally: Tally, told: Counter[str]) -> None:
    where = f"{fault} (seed {seed})"
    with tempfile.TemporaryDirectory(prefix="mentee-faults-") as place:
        root, log = Path(place) / "root", Path(place) / "log"
        watched = ("-P", str(root / fault.place), "-P", str(root.with_name("acks")))
        inject = f"inject={fault.call}:error={fault.error}:when={fault.nth}"
        outcome = _run(
            root, log, seed, [f"trace={fault.call},writev", inject], fault.place.startswith("out"), watched
        )
        with _judging:
            if outcome.met_in:
                _judge(outcome, fault, root, tally, told, where)


def _judge(outcome: Outcome, fault: Fault, root: Path, tally: Tally, told: Counter[str], where: str) -> None:
    tally.done += 1
    if outcome.code or "Traceback" in outcome.errors:
        tally.miss(where, f"ended with {outcome.code}: {(outcome.errors or str(outcome.said[-1:]))[-400:]}")
        told["crashed or gave up"] += 1
    troubles = [line for line in outcome.said if "trouble" in line]
    for line in troubles:
        words = _worded(fault, line["trouble"])
        told[words] += 1
        if words == WRONGLY:
            tally.miss(where, f"told as {line['trouble']} while doing: {line['in']}")
        if not line["nothing changed"]:
            tally.half += 1
            tally.miss(where, f"half of “{line['in']}” stands after it failed")
    if not troubles and not outcome.code:
        told[f"not told, in {outcome.met_in}: {fault.call} {fault.place}"] += 1
        matters = fault.call in ("pwrite64", "fdatasync") and fault.place.endswith(
            ("-wal", "-journal", ".new")
        )
        if matters and outcome.met_in not in ("idle", "close"):
            tally.miss(where, f"was not told, and “{outcome.met_in}” went on as if all were well")
    settled.look(root, outcome.said, tally, where)


def _worded(fault: Fault, cause: str) -> str:
    if cause == CAUSES[fault.error]:
        return EXACTLY
    if fault.place.startswith(_OWN) and cause in _VAGUE.get(fault.call, ("io-error",)):
        return VAGUELY
    return WRONGLY


def _run(
    root: Path, log: Path, seed: int, rules: list[str], pdf: bool, watched: tuple[str, ...] = ()
) -> Outcome:
    (root / "out").mkdir(parents=True)
    acks = root.with_name("acks")
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-o", str(log), *watched]
    strace += [word for rule in rules for word in ("-e", rule)]
    words = [str(root), "--seed", str(seed), "--deeds", str(DEEDS)]
    command = [*strace, sys.executable, "-B", "-m", "tests.soak.session", *words, *(["--pdf"] if pdf else [])]
    with acks.open("wb") as out:
        run = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, timeout=120)
    said = tuple(json.loads(line) for line in acks.read_text().splitlines())
    return Outcome(_met_in(log, str(acks), said), run.returncode, run.stderr, said)


def _met_in(log: Path, acks: str, said: tuple[dict[str, Any], ...]) -> str:
    """The name of what was done when the fault came; empty where it did not come."""
    lines = log.read_text(errors="replace").splitlines()
    at = next((number for number, line in enumerate(lines) if "(INJECTED)" in line), None)
    if at is None:
        return ""
    before = sum(f"<{acks}>" in line for line in lines[:at])
    following = said[before] if before < len(said) else {"in": "close"}
    return str(following.get("in") or following.get("survived") or "close")
