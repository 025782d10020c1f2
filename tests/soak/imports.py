"""Proves that no file breaks its reader: python -m tests.soak.imports [--only calendar] [--count N] [--minutes N] [--seed S]

Each format's reader gets at least 10,000 seeded mutants in a process that may take 512 MB, as the app's own does; then the
app's own child process gets the files of tests/imports/bombs.py. Bars: 0 crashes, 10 s, 512 MB, nothing in a notebook changed.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LONG, SHORT = 10_000, 300
SECONDS, MEGABYTES = 10.0, 512
_PART = 500
"""Mutants that one process takes in one go: what it learned of memory is then asked for."""


@dataclass
class Row:
    """How one format fared."""

    kind: str
    done: int = 0
    refused: int = 0
    slowest: float = 0.0
    megabytes: float = 0.0
    missed: list[str] = field(default_factory=list)


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    sys.path.insert(0, str(ROOT))
    from tests.imports import hard_times

    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument(
        "--only", choices=[*hard_times.KINDS, "bombs"], action="append", help="one part (may be given again)"
    )
    words.add_argument("--count", type=int, help=f"mutants for each format ({LONG})")
    words.add_argument("--minutes", type=float, help="go on for so long in all, beyond the count")
    words.add_argument("--short", action="store_true", help=f"{SHORT} mutants for each format")
    words.add_argument("--seed", type=int, default=random.randrange(10**6), help="the same again")
    words.add_argument("--part", help=argparse.SUPPRESS)
    wanted = words.parse_args()
    if wanted.part:
        return _part(wanted.part, wanted.count, wanted.seed)
    print(f"seed {wanted.seed}", flush=True)
    kinds = wanted.only or [*hard_times.KINDS, "bombs"]
    count = wanted.count or (SHORT if wanted.short else LONG)
    share = 60 * wanted.minutes / len(kinds) if wanted.minutes else 0.0
    rows = []
    for kind in kinds:
        row = _bombs() if kind == "bombs" else _mutants(kind, count, share, wanted.seed)
        rows.append(row)
        _tell(row)
    return 1 if any(row.missed for row in rows) else 0


def _mutants(kind: str, count: int, least: float, seed: int) -> Row:
    row, began, turn = Row(kind), time.monotonic(), 0
    while row.done < count or time.monotonic() - began < least:
        many = _PART if least else min(_PART, count - row.done)
        command = [sys.executable, "-m", "tests.soak.imports", "--part", kind]
        command += ["--count", str(many), "--seed", str(seed + turn)]
        try:
            answer = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=many * SECONDS)
            told = json.loads(answer.stdout)
        except subprocess.TimeoutExpired:
            row.missed.append(f"seed {seed + turn}: the process hung")
            return row
        except ValueError:
            last = answer.stderr.decode(errors="replace").strip().splitlines()[-1:]
            row.missed.append(f"seed {seed + turn}: the process ended without a word {last}")
            return row
        row.done += told["done"]
        row.refused += told["refused"]
        row.slowest = max(row.slowest, told["slowest"])
        row.megabytes = max(row.megabytes, told["megabytes"])
        row.missed += told["crashes"]
        turn += 1
    return _judged(row)


def _part(kind: str, count: int, seed: int) -> int:
    """In a process of its own: one JSON line says how it went."""
    import resource

    from tests.imports import hard_times

    _hold_to(MEGABYTES << 20)
    with tempfile.TemporaryDirectory(prefix="mentee-mutants-") as folder:
        toll = hard_times.take(kind, count, seed, Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**asdict(toll), "megabytes": peak / (1024 if sys.platform != "darwin" else 1 << 20)}))
    return 0


def _hold_to(most: int) -> None:
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ValueError, OSError):
        pass  # macOS knows no such limit; the peak is told all the same


def _bombs() -> Row:
    """Through the child process that the app itself starts, beside a notebook that must stay as it is."""
    import resource

    from mentee_app.imports import reading, sniffing
    from mentee_app.trouble import Trouble
    from tests.imports import bombs

    row = Row("bombs")
    settings = reading.Settings("Europe/Berlin", datetime(2024, 6, 1, 12))
    with tempfile.TemporaryDirectory(prefix="mentee-bombs-") as place:
        for name, make in bombs.every().items():
            path = Path(place, name)
            path.write_bytes(make())
            began = time.monotonic()
            try:
                found = reading.read(path, sniffing.what_is(path), settings)
                found.start()
                found.wait()
            except Trouble as trouble:
                row.refused += 1
                if "could not be read. Nothing was changed" in trouble.sentence:
                    row.missed.append(f"{name}: the child ended without a word")
            row.slowest = max(row.slowest, time.monotonic() - began)
            row.done += 1
            path.unlink()
    row.megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return _judged(row, SECONDS + 1)


def _judged(row: Row, seconds: float = SECONDS) -> Row:
    if row.slowest > seconds:
        row.missed.append(f"{row.slowest:.1f} s for one file")
    if row.megabytes > MEGABYTES:
        row.missed.append(f"{row.megabytes:.0f} MB")
    return row


def _tell(row: Row) -> None:
    print(
        f"{row.kind:10} {row.done:8,} files  {row.refused:8,} refused  slowest {row.slowest:6.2f} s"
        f"  {row.megabytes:4.0f} MB  {'missed: ' + str(len(row.missed)) if row.missed else 'as promised'}",
        flush=True,
    )
    for each in row.missed[:10]:
        print(f"    {each[:300]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
