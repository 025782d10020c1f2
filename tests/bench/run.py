"""Measures Mentee against its bars: python3 tests/bench/run.py [--sessions N] [--rounds N]. Ratios hold, milliseconds drift."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROBE = Path(__file__).resolve().parent / "probe.py"


@dataclass(frozen=True)
class Row:
    """One measured figure and its bar."""

    what: str
    figure: str
    bar: str
    held: bool


def main() -> int:
    """Print the table; 1 where a bar is broken."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--sessions", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=7)
    wanted = words.parse_args()
    _use_own_venv()
    with tempfile.TemporaryDirectory(prefix="mentee-bench-") as folder:
        rows = [*_start(Path(folder), wanted.sessions, wanted.rounds), *_pdf(Path(folder))]
    _print(rows, wanted.sessions)
    return 0 if all(row.held for row in rows) else 1


def _use_own_venv() -> None:
    """Run on the Python of .venv where it was made by packaging/start.py and this one lacks Qt."""
    try:
        import PySide6.QtCore  # noqa: F401
    except ImportError:
        for inside in ("bin/python", "Scripts/python.exe"):
            python = ROOT / ".venv" / inside
            if python.exists() and Path(sys.executable) != python:
                os.execv(python, [str(python), *sys.argv])
        sys.exit("Run “python3 packaging/start.py test” once: it makes .venv with what this needs.")


def _start(folder: Path, sessions: int, rounds: int) -> list[Row]:
    full = folder / "full"
    print(f"Making a notebook of {sessions} sessions ...", flush=True)
    _run("-m", "mentee_app", "--data-dir", str(full), "sample", "--sessions", str(sessions))
    _probe("window", str(full))  # once, to warm the caches
    bare, app = [], []
    for _round in range(rounds):
        bare.append(_probe("bare"))
        app.append(_probe("window", str(full)))
    time_ratio = statistics.median(b["painted_ms"] / a["painted_ms"] for a, b in zip(bare, app, strict=True))
    memory_ratio = statistics.median(b["peak_mb"] / a["peak_mb"] for a, b in zip(bare, app, strict=True))
    painted = [statistics.median(each["painted_ms"] for each in some) for some in (bare, app)]
    peak = [statistics.median(each["peak_mb"] for each in some) for some in (bare, app)]
    content = statistics.median(b["content_ms"] / a["painted_ms"] for a, b in zip(bare, app, strict=True))
    use = _probe("use", str(full))
    rows = [
        Row(
            "window painted, against a bare QMainWindow",
            f"{time_ratio:.2f} × ({painted[1]:.0f} / {painted[0]:.0f} ms)",
            "≤ 2.0 ×",
            time_ratio <= 2.0,
        ),
        Row("the notebook stands in it, against the same", f"{content:.2f} ×", "no bar", True),
        Row(
            "peak memory, against a bare QMainWindow",
            f"{memory_ratio:.2f} × ({peak[1]:.0f} / {peak[0]:.0f} MB)",
            "≤ 1.7 ×",
            memory_ratio <= 1.7,
        ),
    ]
    for name, words in (
        ("choose", "choosing a session"),
        ("switch", "switching a tab"),
        ("save", "saving a note"),
        ("search", "one keystroke of a search"),
    ):
        p95 = use[f"{name}_p95_ms"]
        rows.append(Row(f"{words}, painted, p95", f"{p95:.1f} ms", "≤ 16 ms", p95 <= 16))
    return rows


def _pdf(folder: Path) -> list[Row]:
    rows = []
    for sessions, seconds in ((100, 0.6), (1000, 4.0)):
        data = folder / str(sessions)
        _run("-m", "mentee_app", "--data-dir", str(data), "sample", "--sessions", str(sessions))
        out = folder / f"{sessions}.pdf"
        times, peaks = [], []
        for _round in range(3):
            found = _probe("pdf", str(data), str(out))
            times.append(found["seconds"])
            peaks.append(found["peak_mb"])
        took, peak = statistics.median(times), max(peaks)
        rows.append(
            Row(
                f"PDF of {sessions} sessions, all included",
                f"{took:.2f} s",
                f"≤ {seconds} s",
                took <= seconds,
            )
        )
        rows.append(
            Row(f"PDF of {sessions} sessions, peak memory", f"{peak:.0f} MB", "≤ 700 MB", peak <= 700)
        )
    return rows


def _probe(*words: str) -> dict[str, float]:
    started = time.monotonic_ns()
    printed = _run(str(PROBE), str(started), *words)
    return {name: float(value) for name, value in (line.split("=") for line in printed.split())}


def _run(*words: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{done.stderr}")
    return done.stdout


def _print(rows: list[Row], sessions: int) -> None:
    print(f"\n| at {sessions:,} sessions | measured | bar | |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.what} | {row.figure} | {row.bar} | {'holds' if row.held else 'BROKEN'} |")


if __name__ == "__main__":
    sys.exit(main())
