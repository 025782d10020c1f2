"""Faults that last: while a session of use runs, all writing (or syncing, or opening) in its folders fails for a while.

The session says what it does next and waits; strace takes hold of it and lets the calls fail; the session tries, tells
why it could not, and waits; strace lets go; and so on with the next fault. Then the same process does the same deed, and
must succeed.
"""

import json
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.soak import settled
from tests.soak.traced import ROOT
from tests.soak.whole import Tally

WRITES = "pwrite64,write,ftruncate"
SYNCS = "fsync,fdatasync"
NAMES = "openat,mkdir,rename,unlink"


@dataclass(frozen=True)
class Lasting:
    """These calls fail with this error, and what must be told then."""

    calls: str
    error: str
    cause: str


FAULTS = (
    Lasting(WRITES, "ENOSPC", "disk-full"),
    Lasting(f"{WRITES},{SYNCS}", "ENOSPC", "disk-full"),
    Lasting(SYNCS, "ENOSPC", "disk-full"),
    Lasting(WRITES, "EIO", "io-error"),
    Lasting(SYNCS, "EIO", "io-error"),
    Lasting(f"{WRITES},{SYNCS},{NAMES}", "EIO", "io-error"),
    Lasting(f"{WRITES},{NAMES}", "EROFS", "read-only"),
    Lasting(NAMES, "EIO", "io-error"),
    Lasting(NAMES, "EROFS", "read-only"),
    Lasting(NAMES, "EACCES", "no-access"),
)
"""The last ones leave a save alone that opens no file: it is done then."""


def prove(tally: Tally, told: Counter[str], seed: int, deeds: int) -> None:
    """One session, hindered at every step by every fault."""
    with tempfile.TemporaryDirectory(prefix="mentee-lasting-") as place:
        root = Path(place) / "root"
        (root / "out").mkdir(parents=True)
        words = [str(root), "--seed", str(seed), "--deeds", str(deeds), "--pdf", "--asks"]
        with subprocess.Popen(
            [sys.executable, "-B", "-m", "tests.soak.session", *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as child:
            said = _Hindered(child, root, tally, told, f"(seed {seed})").run()
            errors = child.stderr.read() if child.stderr else ""
        if child.returncode or "Traceback" in errors:
            tally.miss(f"lasting faults (seed {seed})", f"ended with {child.returncode}: {errors[-600:]}")
        settled.look(root, said, tally, f"after lasting faults (seed {seed})")


class _Hindered:
    """Talks with the session, step by step."""

    def __init__(
        self, child: "subprocess.Popen[str]", root: Path, tally: Tally, told: Counter[str], where: str
    ) -> None:
        assert child.stdin and child.stdout
        self._child, self._root, self._tally, self._told, self._where = child, root, tally, told, where
        self._into: IO[str] = child.stdin
        self._out: IO[str] = child.stdout
        self._faults: list[Lasting] = []

    def run(self) -> list[dict[str, Any]]:
        """All that it acknowledged."""
        said = []
        fresh = True
        while line := self._out.readline():
            message = json.loads(line)
            if "next" in message:
                if fresh:
                    self._faults = list(FAULTS)
                fresh = not self._hindered(message["next"])
            else:
                said.append(message)
        self._child.wait()
        return said

    def _hindered(self, step: str) -> bool:
        """Let the step be tried under the next fault; whether the step is still to be done."""
        if not self._faults:
            self._answer("go")
            return False
        fault = self._faults.pop(0)
        hits, message = self._try(fault)
        if hits:
            self._tally.done += hits
            self._judge(step, fault, message)
        return "trouble" in message

    def _try(self, fault: Lasting) -> tuple[int, dict[str, Any]]:
        log = self._root.with_name("log")
        watched = [word for path in self._places() for word in ("-P", str(path))]
        rule = ["-e", f"trace={fault.calls}", "-e", f"inject={fault.calls}:error={fault.error}"]
        strace = subprocess.Popen(
            ["strace", "-f", "-o", str(log), *watched, *rule, "-p", str(self._child.pid)],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert strace.stderr
        if "attached" not in (attached := strace.stderr.readline()):
            raise RuntimeError(f"strace may not look into another process here: {attached}")
        self._answer("try")
        message = json.loads(self._out.readline() or "{}")  # nothing: it died, and its end will be told
        strace.send_signal(signal.SIGINT)
        strace.communicate()
        return log.read_text(errors="replace").count("(INJECTED)"), message

    def _places(self) -> list[Path]:
        from tests.soak.faults import PLACES

        parts = [f"out/.mentee-soak{number}.part" for number in range(40)]
        return [self._root / name for name in (*PLACES, *parts, "data/.probe.part")]

    def _judge(self, step: str, fault: Lasting, message: dict[str, Any]) -> None:
        where = f"{step}, lasting {fault.error} of {fault.calls} {self._where}"
        if "trouble" not in message:
            self._told["lasting: lived through it, nothing to tell"] += 1
            if fault.calls != NAMES and step not in ("idle", "open", "export"):
                self._tally.miss(where, "a save that could not be synced was not told")
            return
        if message["trouble"] == fault.cause:
            self._told["lasting: told by its cause"] += 1
        else:
            self._told["lasting: told by another cause"] += 1
            self._tally.miss(where, f"told as {message['trouble']}")
        if not message["nothing changed"]:
            self._tally.half += 1
            self._tally.miss(where, "half of it stands after it failed")

    def _answer(self, word: str) -> None:
        self._into.write(word + "\n")
        self._into.flush()
