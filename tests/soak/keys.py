"""Kills while typing: the real editor is typed into and killed at a random moment; how much of the typing is not in the file.

What is lost is counted from the first key that is missing in the file to the last key that was pressed; it may not exceed one
second. CLOCK_MONOTONIC is the same for parent and child.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentee_app import app
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as Became
from mentee_app.storage import rows
from tests.soak import whole
from tests.soak.traced import ROOT
from tests.soak.whole import Tally

BAR = 1.0
"""Seconds of typing."""

BESIDE_OTHERS = 3.0
"""The same where the machine runs a whole suite meanwhile: only typing that is not saved at all is found."""

_AT_ONCE = 2
_one_notebook = threading.Lock()


@dataclass(frozen=True)
class Killed:
    """What a killed typist had typed: when each key was pressed, and when the kill came."""

    pressed: tuple[float, ...]
    at: float


def prove(kills: int, seed: int, minutes: float | None = None, bar: float = BAR) -> Tally:
    """Kill typing children, two at a time; more than `bar` seconds of lost typing are a miss."""
    tally, chance = Tally("kill -9 while typing"), random.Random(seed)
    until = time.monotonic() + minutes * 60 if minutes else None
    plans = ((number, chance.uniform(0.04, 0.25), chance.uniform(0.3, 4.0)) for number in range(kills))
    lost: list[tuple[float, float]] = []
    choosing = threading.Lock()

    def some() -> None:
        while until is None or time.monotonic() < until:
            with choosing:
                plan = next(plans, None)
            if plan is None:
                return
            _one(*plan, seed, tally, lost, bar)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for worker in [pool.submit(some) for _ in range(_AT_ONCE)]:
            worker.result()
    if lost:
        typed, killed = max(each[0] for each in lost), max(each[1] for each in lost)
        middle = sorted(each[0] for each in lost)[len(lost) // 2]
        tally.notes.append(
            f"lost: at most {typed:.2f} s of typing, half of them {middle:.2f} s or less"
            f" (from the first lost key to the kill at most {killed:.2f} s)"
        )
    return tally


def _one(
    number: int,
    pace: float,
    after: float,
    seed: int,
    tally: Tally,
    lost: list[tuple[float, float]],
    bar: float,
) -> None:
    where = f"typist {number + 1} (seed {seed}, a key each {pace:.2f} s)"
    with tempfile.TemporaryDirectory(prefix="mentee-keys-") as place:
        folder = Path(place) / "data"
        with _one_notebook:
            _prepare(folder)
        killed = _type_and_kill(folder, pace, after, f"{seed}-{number}")
        with _one_notebook:
            tally.done += 1
            try:
                wrong = whole.look_into(folder).wrong
                notes = _notes(folder)
            except Exception as error:
                tally.unopenable += 1
                tally.miss(where, f"does not open: {whole.why(error)}")
                return
            if wrong:
                tally.half += 1
                tally.miss(where, "; ".join(wrong))
            lost.append(judged(notes, killed, tally, where, bar))


def judged(notes: str, killed: Killed, tally: Tally, where: str, bar: float = BAR) -> tuple[float, float]:
    """How much typing is not in the notes, in seconds: up to the last key, and up to the kill."""
    from tests.soak import typist

    if notes != typist.text(len(notes)):
        tally.half += 1
        tally.miss(where, "the notes are not what was typed")
    if len(notes) >= len(killed.pressed):
        return 0.0, 0.0
    first = killed.pressed[len(notes)]
    typed = killed.pressed[-1] - first
    if typed > bar:
        tally.lost += 1
        tally.miss(where, f"{typed:.2f} s of typing are lost ({len(killed.pressed) - len(notes)} keys)")
    return typed, killed.at - first


def _prepare(folder: Path) -> None:
    """A notebook with one session, without notes."""
    with app.opened(folder) as opened:
        begun = opened.relationships.start_with(
            opened.people, PersonDraft(name="Ada"), RelationshipDraft(status=Status.ACTIVE)
        )
        opened.sessions.add(SessionDraft(begun.id, Became.HELD, datetime(2026, 3, 1, 14), "Europe/Berlin"))


def _type_and_kill(folder: Path, pace: float, after: float, seed: str) -> Killed:
    reading, writing = os.pipe()
    words = [sys.executable, "-m", "tests.soak.typist", str(folder), str(writing), str(pace), seed]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    errors = tempfile.TemporaryFile()
    typist = subprocess.Popen(words, cwd=ROOT, env=surroundings, pass_fds=[writing], stderr=errors)
    os.close(writing)
    with errors, open(reading, "rb") as pipe:
        pressed = [pipe.readline()]
        if not pressed[0]:
            code = typist.wait()
            errors.seek(0)
            said = errors.read().decode(errors="replace")[-400:]
            raise RuntimeError(f"the typing child ended by itself with {code}: {said}")
        time.sleep(after)
        at = time.monotonic()
        typist.kill()
        typist.wait()
        pressed += pipe.readlines()
    return Killed(tuple(float(line.split()[1]) for line in pressed if line.endswith(b"\n")), at)


def _notes(folder: Path) -> str:
    with app.opened(folder):
        return str(rows.of("SELECT notes FROM session")[0][0])
