"""A monkey at the real window: python -m tests.soak.monkey --seed N --minutes M [--acts K] [--replay TRACE [--shorten]]

It plays lives one after another on the same notebook: each is a start of the program, acts drawn from the seed, and an end (quit,
a signal, kill -9). After each act the window is looked at, after each life the file. A round ends with the first fault; its trace
is kept, can be played again, and made shorter.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
LIVES = 6
"""In a round; then a new notebook is begun."""

_ENDS = ("quit", "quit", "kill", "kill", "kill soon", "term")
_LONGEST = 900


@dataclass(frozen=True)
class Life:
    """What one life is to be: its seed, how many acts, how it ends; or, in a replay, which acts."""

    seed: str
    acts: int
    end: str
    again: tuple[dict[str, Any], ...] = ()


@dataclass
class Played:
    """What came of it."""

    acts: int = 0
    lives: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    rooms: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Print what was played; 1 where something was wrong."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--seed", type=int, default=random.randrange(10**6), help="the same acts again")
    words.add_argument("--minutes", type=float, default=10, help="go on for so long")
    words.add_argument("--acts", type=int, help="so many acts in all, however long they take")
    words.add_argument(
        "--traces", type=Path, default=Path(tempfile.gettempdir()), help="where traces of faults go"
    )
    words.add_argument("--replay", type=Path, help="play a trace again")
    words.add_argument(
        "--shorten", action="store_true", help="leave out of the trace what the fault does not need"
    )
    wanted = words.parse_args()
    _stand_apart()
    if wanted.replay and wanted.shorten:
        return _shorten(wanted.replay)
    if wanted.replay:
        played = again(wanted.replay)
    else:
        print(f"seed {wanted.seed}", flush=True)
        wanted.traces.mkdir(parents=True, exist_ok=True)
        played = play(wanted.seed, wanted.minutes, wanted.acts, wanted.traces)
    return 1 if played.faults else 0


def play(seed: int, minutes: float, acts: int | None, traces: Path, first: str = "") -> Played:
    """Round after round until the time or the acts are over. `first`: Python that each life runs before anything else."""
    began, played, turn = time.monotonic(), Played(), 0
    while time.monotonic() - began < minutes * 60 and (acts is None or played.acts < acts):
        chance, trace = random.Random(f"{seed} {turn}"), traces / f"monkey-{seed}-{turn}.trace"
        lives = [_drawn(f"{seed} {turn} {number}", chance) for number in range(LIVES)]
        left = None if acts is None else acts - played.acts
        fault = _round(f"{seed} {turn}", lives, trace, played, first, began + minutes * 60, left)
        if fault:
            played.faults.append(fault)
            print(f"FAULT in round {turn}, {trace}\n{fault}", flush=True)
        else:
            trace.unlink(missing_ok=True)
        turn += 1
    _tell(played, turn, time.monotonic() - began)
    return played


def again(trace: Path, first: str = "") -> Played:
    """The acts of a trace once more."""
    played, (world, lives) = Played(), _read(trace)
    with tempfile.TemporaryDirectory(prefix="mentee-monkey-") as place:
        fault = _round(world, lives, Path(place) / "again.trace", played, first)
    if fault:
        played.faults.append(fault)
        print(f"FAULT\n{fault}", flush=True)
    _tell(played, 1, 0)
    return played


def _drawn(seed: str, chance: random.Random) -> Life:
    return Life(seed, chance.choice((20, 60, 120, 200)), chance.choice(_ENDS))


def _round(
    world: str,
    lives: Sequence[Life],
    trace: Path,
    played: Played,
    first: str = "",
    until: float = float("inf"),
    left: int | None = None,
) -> str:
    """Lives on one notebook; the first fault, or ""."""
    trace.unlink(missing_ok=True)
    _write(trace, {"world": world})
    with tempfile.TemporaryDirectory(prefix="mentee-monkey-") as place:
        folder = Path(place)
        _begin(folder, world)
        for life in lives:
            if time.monotonic() > until or (left is not None and left <= 0):
                break
            if left is not None:
                life = Life(life.seed, min(life.acts, left), life.end, life.again)
            _write(trace, {"life": life.seed, "acts": life.acts, "end": life.end})
            told, fault = _lived(folder, life, trace, first)
            played.lives += 1
            played.acts += told.get("acts", 0)
            played.kinds.update(told.get("kinds", {}))
            played.rooms.update(told.get("rooms", {}))
            played.ends[life.end] += 1
            left = None if left is None else left - max(told.get("acts", 0), 1)
            fault = fault or "\n".join(_wrong_with(folder, told.get("safe", [])))
            if fault:
                return fault
    return ""


def _begin(folder: Path, world: str) -> None:
    """The monkey's files, and a notebook: empty, or with a sample of some size in it."""
    from mentee_app import app
    from tests.soak import monkey_files

    monkey_files.lay_out(folder / "files")
    chance = random.Random(world)
    if chance.random() < 0.75:
        with app.opened(folder / "data") as opened:
            opened.samples.fill(
                chance.randrange(4, 24), chance.randrange(100), today=date.today(), zone="Europe/Berlin"
            )


def _lived(folder: Path, life: Life, trace: Path, first: str) -> tuple[dict[str, Any], str]:
    """One life in a process of its own; what it told, and what was wrong."""
    orders = {"trace": str(trace), **asdict(life), "first": first}
    command = [sys.executable, "-m", "tests.soak.monkey_life", str(folder)]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(orders),
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            cwd=ROOT,
            env=_home(folder),
        )
    except subprocess.TimeoutExpired:
        return {}, f"the life lasted longer than {_LONGEST} s"
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"acts"')]
    told = json.loads(lines[-1]) if lines else {}
    if "fault" in told:
        return told, str(told["fault"])
    killed = done.returncode == -9 and life.end.startswith("kill")
    if not killed and done.returncode != 0:
        return told, f"the program ended with {done.returncode}\n{done.stdout[-500:]}{done.stderr[-4000:]}"
    return told, ""


def _home(folder: Path) -> dict[str, str]:
    """Surroundings in which nothing of this person is touched."""
    home = folder / "home"
    inside = {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_RUNTIME_DIR": "run",
    }
    for name in inside.values():
        (home / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    return {**os.environ, "HOME": str(home), **{name: str(home / place) for name, place in inside.items()}}


def _wrong_with(folder: Path, safe: list[str]) -> list[str]:
    from tests.soak import monkey_checks

    return monkey_checks.wrong_with(folder / "data", safe)


def _read(trace: Path) -> tuple[str, list[Life]]:
    """The world and the lives of a trace."""
    world, lives = "", list[Life]()
    for line in map(json.loads, trace.read_text(encoding="utf-8").splitlines()):
        if "world" in line:
            world = line["world"]
        elif "life" in line:
            lives.append(Life(line["life"], line["acts"], line["end"]))
        elif "act" in line:
            last = lives[-1]
            lives[-1] = Life(last.seed, last.acts, last.end, (*last.again, line))
    return world, [each for each in lives if each.again]


def _shorten(trace: Path) -> int:
    """Leave out lives and acts as long as the same fault comes; the shorter trace stands beside the long one."""
    world, lives = _read(trace)

    def fault_of(tried: Sequence[Life]) -> str:
        with tempfile.TemporaryDirectory(prefix="mentee-monkey-") as place:
            return _sign(_round(world, tried, Path(place) / "tried.trace", Played()))

    meant = fault_of(lives)
    if not meant:
        sys.exit("Played again, nothing is wrong.")
    print(f"looking for: {meant}", flush=True)
    lives = _without(lives, lambda tried: fault_of(tried) == meant)
    for at, life in enumerate(lives):
        before, after = lives[:at], lives[at + 1 :]

        def still(acts: Sequence[dict[str, Any]], before=before, after=after, life=life) -> bool:  # type: ignore[no-untyped-def]
            tried = [*before, Life(life.seed, life.acts, life.end, tuple(acts)), *after]
            return bool(acts) and fault_of(tried) == meant

        acts = _without(life.again, still)
        lives = [*before, Life(life.seed, life.acts, life.end, tuple(acts)), *after]
    short = trace.with_suffix(".short.trace")
    short.unlink(missing_ok=True)
    _write(short, {"world": world})
    for life in lives:
        _write(short, {"life": life.seed, "acts": life.acts, "end": life.end})
        for act in life.again:
            _write(short, act)
            print(act, flush=True)
    print(short)
    return 1


def _without(things: Sequence[Any], still: Callable[[Sequence[Any]], bool]) -> list[Any]:
    """As few of the things as are still enough, by leaving out ever smaller parts."""
    left, size = list(things), max(len(things) // 2, 1)
    while size:
        at = 0
        while at < len(left):
            tried = [*left[:at], *left[at + size :]]
            if tried and still(tried):
                left = tried
            else:
                at += size
        size //= 2
    return left


def _sign(fault: str) -> str:
    """What tells one fault from another: its last line, without numbers."""
    last = fault.strip().splitlines()[-1] if fault.strip() else ""
    return "".join(letter for letter in last if not letter.isdigit())[:160]


def _write(trace: Path, line: dict[str, Any]) -> None:
    with trace.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _tell(played: Played, rounds: int, seconds: float) -> None:
    rate = f", {played.acts / seconds * 60:.0f} a minute" if seconds else ""
    print(f"{played.acts} acts{rate}; {played.lives} lives in {rounds} rounds, {dict(played.ends)}")
    for counted in (played.kinds, played.rooms):
        print("  " + ", ".join(f"{name} {count}" for name, count in counted.most_common()))
    print(f"{len(played.faults)} faults")
    for sign, count in Counter(map(_sign, played.faults)).most_common():
        print(f"  {count} x {sign}")
    sys.stdout.flush()


def _stand_apart() -> None:
    """Import from the checkout, not from this folder; draw offscreen; for children too."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


if __name__ == "__main__":
    sys.exit(main())
