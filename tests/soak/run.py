"""Proves that nothing is lost: python3 tests/soak/run.py [--only PART] [--short] [--minutes N] [--seed S]"""

import argparse
import os
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.soak.whole import Tally

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = ("kills", "power", "typing", "faults", "locked", "cut-off", "no-room", "auto-lock")
LONG = {
    "kills": 1000,
    "power": 8000,
    "typing": 100,
    "faults": 320,
    "locked": 200,
    "cut-off": 60,
    "no-room": 100,
    "auto-lock": 25,
}
SHORT = {
    "kills": 25,
    "power": 200,
    "typing": 5,
    "faults": 20,
    "locked": 8,
    "cut-off": 3,
    "no-room": 10,
    "auto-lock": 3,
}
"""How many; of cut-off deeds: before how many steps of each."""
_NO_END = 10**9


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--only", choices=PARTS, action="append", help="one part (may be given again)")
    words.add_argument("--minutes", type=float, help="go on for so long in all, instead of up to the counts")
    words.add_argument("--short", action="store_true", help="seconds instead of minutes; needs no strace")
    words.add_argument("--seed", type=int, default=random.randrange(10**6), help="the same again")
    words.add_argument(
        "--record", action="store_true", help="keep a new recording for the short form, and stop"
    )
    wanted = words.parse_args()
    if os.name != "posix":
        sys.exit("This proof needs fork and kill -9: run it on Linux or macOS.")
    _use_own_venv()
    _stand_apart()
    if wanted.record:
        return _record(wanted.seed)
    print(f"seed {wanted.seed}", flush=True)
    parts = wanted.only or PARTS
    share = wanted.minutes / len(parts) if wanted.minutes else None
    tallies: list[Tally] = []
    for part in parts:
        began = time.monotonic()
        proven = _proven(part, wanted.short, wanted.seed, share)
        for tally in proven:
            tally.notes.append(f"{time.monotonic() - began:.0f} s")
            _tell(tally)
        tallies += proven
    _table(tallies)
    return 1 if any(tally.missed for tally in tallies) else 0


def _proven(part: str, short: bool, seed: int, minutes: float | None) -> "list[Tally]":
    if part == "locked":
        return _prove_locked(short, seed, minutes)
    if part == "cut-off":
        return _prove_cut_off(short, seed, minutes)
    return [_prove(part, short, seed, minutes)]


def _prove(part: str, short: bool, seed: int, minutes: float | None) -> "Tally":
    from tests.soak import auto_locked, cuts, faults, hindered, keys, kills, no_room, traced
    from tests.soak.whole import Tally

    without_tool = part == "faults" and not traced.available()
    wanted = SHORT[part] if short or without_tool else LONG[part]
    many = _NO_END if minutes else wanted
    if part == "faults" and short:
        tally = Tally("faults injected")
        hindered.prove(tally, seed)
    elif part == "no-room":
        tally = no_room.prove(short)
        wanted = wanted if tally.done else 0  # a machine on which nothing can be mounted
    elif part == "auto-lock":
        tally = auto_locked.prove(short)
        wanted = wanted if tally.done else 0  # a machine without the extra
    elif part == "power":
        tally = cuts.prove(many, seed, kept=short, minutes=minutes)
    elif part == "typing":
        tally = keys.prove(many, seed, minutes, keys.BESIDE_OTHERS if short else keys.BAR)
    else:
        prover = {"kills": kills.prove, "faults": faults.prove}[part]
        tally = prover(many, seed, minutes=minutes)
    if tally.done < wanted and not minutes:
        tally.miss("count", f"{tally.done} of {wanted}")
    return tally


def _prove_locked(short: bool, seed: int, minutes: float | None) -> "list[Tally]":
    """Kills and power cuts of a notebook with a passphrase: a part of the counts, as the file is written alike."""
    from mentee_app.storage import cipher
    from tests.soak import cuts, kills, traced
    from tests.soak.whole import Tally

    if not cipher.available():
        none = Tally("locked notebooks")
        none.notes.append("the extra “encryption” is not installed here, so none can be made")
        return [none]
    kills_wanted = SHORT["locked"] if short else LONG["locked"]
    states, half = kills_wanted * 10, minutes / 2 if minutes else None
    tallies = [kills.prove(_NO_END if minutes else kills_wanted, seed, half, locked=True)]
    if traced.available():
        deeds = 10 if short else cuts.FEW_DEEDS
        tallies.append(cuts.prove_locked(_NO_END if minutes else states, seed, deeds, half))
    else:
        tallies[0].notes.append("strace is not installed here: no power cuts of a locked notebook")
    for tally, bar in zip(tallies, (kills_wanted, states)):
        if tally.done < bar and not minutes:
            tally.miss("count", f"{tally.done} of {bar}")
    return tallies


def _prove_cut_off(short: bool, seed: int, minutes: float | None) -> "list[Tally]":
    """Seen from inside, which goes for every thread; and where there is strace and time, from outside, call by call."""
    from tests.soak import cut_off, traced

    made, most = (cut_off.few, SHORT) if short else (cut_off.every, LONG)
    ways = (False, True) if traced.available() and not short else (False,)
    share = minutes / len(ways) if minutes else None
    return [
        tally for outside in ways for tally in cut_off.prove(made(), most["cut-off"], seed, outside, share)
    ]


def _record(seed: int) -> int:
    import tempfile

    from tests.soak import cuts, traced

    if not traced.available():
        sys.exit("Recording needs strace.")
    with tempfile.TemporaryDirectory(prefix="mentee-record-") as place:
        trace = traced.record(Path(place), str(seed), cuts.FEW_DEEDS)
    traced.save(trace, traced.KEPT)
    print(f"{len(trace.ops)} operations, {traced.KEPT.stat().st_size} bytes")
    return 0


def _tell(tally: "Tally") -> None:
    print(f"\n{tally.what}")
    for note in tally.notes:
        print(f"  {note}")
    for missed in tally.missed[:20]:
        print(f"  MISSED {missed}")
    if len(tally.missed) > 20:
        print(f"  ... and {len(tally.missed) - 20} more")
    sys.stdout.flush()


def _table(tallies: list["Tally"]) -> None:
    print(f"\n{'what':44} {'how many':>9} {'lost':>6} {'unopenable':>11} {'half done':>10} {'missed':>7}")
    for each in tallies:
        print(
            f"{each.what:44} {each.done:>9} {each.lost:>6} {each.unopenable:>11} {each.half:>10} {len(each.missed):>7}"
        )


def _stand_apart() -> None:
    """Import from the checkout, not from this folder; touch no file of this person; for children too."""
    sys.path[0] = str(ROOT)
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _use_own_venv() -> None:
    """Run on the Python of .venv where it was made by packaging/start.py and this one lacks Qt."""
    try:
        import PySide6.QtCore  # noqa: F401
    except ImportError:
        python = ROOT / ".venv" / "bin" / "python"
        if python.exists() and Path(sys.executable) != python:
            os.execv(python, [str(python), *sys.argv])
        sys.exit("Run “python3 packaging/start.py test” once: it makes .venv with what this needs.")


if __name__ == "__main__":
    sys.exit(main())
