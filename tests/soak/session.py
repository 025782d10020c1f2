"""A whole session of use as a program of its own, to be watched or hindered from outside: python session.py FOLDER

It opens the notebook, adds, writes, decides, plans, trashes, undoes, saves a PDF, empties the journal and closes. Each
deed is acknowledged by one line of output after it returned. What fails with Trouble is told by a line and done again in the
same process. With --asks it says what comes next, and does it as its standard input wants: "try" or "go" (see lasting.py).
"""

import argparse
import ctypes
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from mentee_app import app
from mentee_app.exports import command
from mentee_app.trouble import Trouble
from tests.soak import traced, whole
from tests.soak.life import Life

PDF = "history.pdf"


class Session:
    """One run of the program."""

    def __init__(self, root: Path, asks: bool, locked: bool = False) -> None:
        self._root, self._asks, self._locked = root, asks, locked
        self._columns = whole.columns()
        self._last = ""

    def run(self, seed: str, deeds: int, pdf: bool, ends: str) -> None:
        """Use the notebook. `ends`: close it, or die with it open."""
        opened = self._done("open", self._entered)
        self._ack("open")
        life = Life(opened, random.Random(seed))
        for number in range(deeds):
            deed = life.next()
            self._done(deed.name, deed.do)
            self._ack(deed.name)
            if number == deeds // 2:
                self._done("idle", lambda: _rest(opened))
                self._ack("idle")
        if pdf:
            out = self._root / "out" / PDF
            self._done("export", lambda: command.save_history(out, command.choice(), datetime(2026, 3, 3)))
            self.say({"pdf": whole.sha(out)})
        if ends == "die":
            os._exit(0)
        self._entering.__exit__(None, None, None)
        self.say({"closed": True})

    def say(self, message: dict[str, Any]) -> None:
        """One line, at once, by a call that nothing else here makes."""
        os.writev(sys.stdout.fileno(), [json.dumps(message).encode() + b"\n"])

    def _entered(self) -> app.App:
        data = self._root / "data"
        self._entering = whole.opened(data, whole.key_of(data) if self._locked else None)
        return self._entering.__enter__()

    def _ack(self, deed: str) -> None:
        self._last = self._digest()
        self.say({"done": deed, "digest": self._last})

    def _digest(self) -> str:
        return whole.digest(whole.rows_of(self._columns))

    def _done(self, name: str, work: Callable[[], Any]) -> Any:
        """Do it; where the surroundings are at fault, say which and do it once more, as a person does."""
        while self._wants_try(name):
            try:
                done = work()
            except Trouble as trouble:
                stands = name == "open" or self._digest() == self._last
                self.say({"trouble": trouble.kind.value, "in": name, "nothing changed": stands})
                if self._asks:
                    continue
                break
            self.say({"survived": name})
            return done
        return work()

    def _wants_try(self, name: str) -> bool:
        if not self._asks:
            return True
        self.say({"next": name})
        return sys.stdin.readline() == "try\n"


def main() -> int:
    """Run one session; 1 where it met trouble twice."""
    words = argparse.ArgumentParser()
    words.add_argument("root", type=Path)
    words.add_argument("--seed", default="1")
    words.add_argument("--deeds", type=int, default=30)
    words.add_argument("--pdf", action="store_true")
    words.add_argument("--ends", choices=("close", "die"), default="close")
    words.add_argument("--asks", action="store_true")
    words.add_argument("--locked", action="store_true", help="the notebook is there, and has a passphrase")
    wanted = words.parse_args()
    os.umask(0o077)
    tempfile._name_sequence = iter(f"soak{n}" for n in range(99))  # type: ignore[attr-defined] # names to be watched
    if wanted.asks:
        ctypes.CDLL(None).prctl(*traced.ANY_MAY_TRACE, 0, 0, 0)
    session = Session(wanted.root, wanted.asks, wanted.locked)
    try:
        session.run(wanted.seed, wanted.deeds, wanted.pdf, wanted.ends)
    except Trouble as trouble:
        session.say({"gave up": trouble.kind.value})
        return 1
    return 0


def _rest(opened: app.App) -> None:
    """Empty the journal as the window does when nobody types: what fails is tried again later."""
    try:
        opened.notebook.shrink_journal()
    except Exception as error:
        print(f"idle: {error!r}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
