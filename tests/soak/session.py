"""A whole session of use as a program of its own, to be watched or hindered from outside: python session.py FOLDER --acks FILE

It opens the notebook, adds, writes, decides, plans, trashes, undoes, saves a PDF, empties the journal and closes. Each
deed is acknowledged by one line in FILE after it returned. What fails with Trouble is told by a line and done again.
"""

import argparse
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
from tests.soak import whole
from tests.soak.life import Life

PDF = "history.pdf"


class Session:
    """One run of the program."""

    def __init__(self, root: Path, acks: int, patient: bool) -> None:
        self._root, self._acks, self._patient = root, acks, patient
        self._columns = whole.columns()
        self._last = ""

    def run(self, seed: str, deeds: int, pdf: bool, ends: str) -> None:
        """Use the notebook. `ends`: close it, or die with it open."""
        opened = self._again("open", self._entered)
        self._ack("open")
        life = Life(opened, random.Random(seed))
        for number in range(deeds):
            deed = life.next()
            self._again(deed.name, deed.do)
            self._ack(deed.name)
            if number == deeds // 2:
                self._again("idle", opened.notebook.shrink_journal)
                self._ack("idle")
        if pdf:
            out = self._root / "out" / PDF
            self._again("export", lambda: command.save_history(out, now=datetime(2026, 3, 3)))
            self.say({"pdf": whole.sha(out)})
        if ends == "die":
            os._exit(0)
        self._again("close", lambda: self._entering.__exit__(None, None, None))
        self.say({"closed": True})

    def _entered(self) -> app.App:
        self._entering = app.opened(self._root / "data")
        return self._entering.__enter__()

    def say(self, message: dict[str, Any]) -> None:
        """One line, at once."""
        os.write(self._acks, json.dumps(message).encode() + b"\n")

    def _ack(self, deed: str) -> None:
        self._last = self._digest()
        self.say({"done": deed, "digest": self._last})

    def _digest(self) -> str:
        return whole.digest(whole.rows_of(self._columns))

    def _again(self, name: str, work: Callable[[], Any]) -> Any:
        """Do it; where the surroundings are at fault, say which and do it once more, as a person does."""
        try:
            return work()
        except Trouble as trouble:
            if not self._patient:
                raise
            stands = name in ("open", "close") or self._digest() == self._last
            self.say({"trouble": trouble.kind.value, "in": name, "nothing changed": stands})
        return work()


def main() -> int:
    """Run one session; 1 where it met trouble twice."""
    words = argparse.ArgumentParser()
    words.add_argument("root", type=Path)
    words.add_argument("--acks", type=Path, required=True)
    words.add_argument("--seed", default="1")
    words.add_argument("--deeds", type=int, default=30)
    words.add_argument("--pdf", action="store_true")
    words.add_argument("--ends", choices=("close", "die"), default="close")
    words.add_argument("--patient", action="store_true", help="do again what met trouble")
    wanted = words.parse_args()
    os.umask(0o077)
    tempfile._name_sequence = iter(f"soak{n}" for n in range(99))  # type: ignore[attr-defined] # known names can be watched
    acks = os.open(wanted.acks, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    session = Session(wanted.root, acks, wanted.patient)
    try:
        session.run(wanted.seed, wanted.deeds, wanted.pdf, wanted.ends)
    except Trouble as trouble:
        session.say({"gave up": trouble.kind.value})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
