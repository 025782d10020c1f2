"""Puts strange values and a strange schema into a notebook and reads it by every door: python3 tests/soak/strange.py [--seed S]

Nothing may hang, and nothing may be called a mistake of Mentee's: a file is shown calmly, or refused in one sentence.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_SECONDS = 10
"""In which each door is to answer, as for every hostile file."""

_INSTANTS = (0, -1, -(2**62), 2**62, 253402300800, 253402300800000, -62135596800001, 10**15, -(10**13))
_TEXTS = (
    "../../etc/passwd", "Mars/Olympus", "", "\0", "a\0b", "x" * 1_000_000, "\u202e\u0007\x1b[2J", "9999-12-31", "0000-00-00",
    "10000-01-01T00:00", "not JSON", "[" * 900 + "]" * 900, "[]", "{}", "null", '{"a": NaN}', '"text"', "12", "-1e999",
    '[{"id": null, "kind": [], "values": "x"}]', "9999-12-31T23:59", "0001-01-01T00:00", "held", "/dev/zero", "Europe",
)  # fmt: skip
_BYTES = (b"\xff\xfe\x00", b"\xc3", b"")
_SCHEMAS = (
    "DROP TABLE person; CREATE VIEW person AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)"
    " SELECT i AS id FROM n",
    "CREATE TRIGGER bite AFTER UPDATE ON session BEGIN UPDATE session SET notes = ''; END",
    "CREATE VIRTUAL TABLE more USING fts5(x)",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE junk' WHERE name = 'goal'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'session'",
    "DROP INDEX session_by_start",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = -1",
)

DOORS = (
    ("today",),
    ("today", "--json"),
    ("search", "a"),
    ("check", "--full"),
    ("export", "history", "{out}/history.pdf"),
    ("export", "history", "{out}/history.md"),
    ("export", "history", "{out}/history.html"),
    ("export", "calendar", "{out}/sessions.ics"),
    ("export", "contacts", "{out}/people.vcf"),
    ("export", "tables", "{out}/tables"),
    ("export", "everything", "{out}/everything.json"),
    ("backup",),
    ("salvage", "{out}/saved.mentee"),
    ("restore", "{out}/strange.mentee", "--yes"),
    ("window",),
)


@dataclass(frozen=True)
class Fault:
    """A door that did not stand: what was strange, which door, and what it said."""

    what: str
    door: str
    said: str


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seed", type=int, default=random.randrange(10**6))
    words.add_argument("--files", type=int, default=200, help="how many strange files")
    wanted = words.parse_args()
    print(f"seed {wanted.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mentee-strange-") as place:
        faults = list(found(Path(place), wanted.seed, wanted.files))
    print(f"{wanted.files} strange files, {len(faults)} doors that did not stand")
    return 1 if faults else 0


def found(place: Path, seed: int, files: int, doors: tuple[tuple[str, ...], ...] = DOORS) -> Iterator[Fault]:
    """Make strange files out of the sample, read each by every door, and tell what did not stand."""
    whole = sample(place)
    for number in range(files):
        chance = random.Random(f"{seed}-{number}")
        folder = place / f"strange-{number}"
        shutil.copytree(whole, folder)
        what = made_strange(folder / "notebook.mentee", chance)
        for fault in stumbled(folder, place / f"out-{number}", what, doors):
            print(f"  {number}: {fault.what} | {fault.door} | {fault.said}", flush=True)
            yield fault
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(place / f"out-{number}", ignore_errors=True)


def sample(place: Path) -> Path:
    """The folder of a notebook with a life in it."""
    from datetime import date

    from mentee_app import app
    from mentee_app.domain.people import PersonDraft
    from mentee_app.domain.unfinished import Part, SetAside, Unfinished

    with app.opened(place / "whole") as opened:
        opened.samples.fill(20, today=date.today(), zone="Europe/Berlin")
        opened.people.trash(opened.people.add(PersonDraft("Somebody who was deleted")).id)
        opened.sessions.keep_unfinished(Unfinished(said="Not kept yet"))
        opened.sessions.set_aside(SetAside("Words that found no place", (Part("Notes", "Said", "", ""),)))
    return place / "whole"


def made_strange(path: Path, chance: random.Random) -> str:
    """Change the schema, or some values that no program of ours would have written; what was done, in words."""
    if chance.random() < 0.15:
        statements = chance.choice(_SCHEMAS)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements.split("; ") if "TRIGGER" not in statements else [statements]:
                connection.execute(statement)
        return statements
    return "; ".join(put(path, *_choice(path, chance)) for _value in range(chance.choice((1, 1, 1, 4))))


def put(path: Path, table: str, column: str, value: object) -> str:
    """Put `value` into half of the rows, whatever the schema says of it; what was done, in words."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        words = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
        _rewrite(connection, table, words.removesuffix("STRICT"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()  # those of the index stumble over what is no text
        for name, _making in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        stored = "CAST(? AS TEXT)" if isinstance(value, bytes) and value == b"\xc3" else "?"
        connection.execute(
            f"UPDATE OR IGNORE {table} SET {column} = {stored} WHERE id % 2 = 0 OR id < 9", (value,)
        )
        for _name, making in triggers:
            connection.execute(making)
        _rewrite(connection, table, words)
    return f"{table}.{column} = {str(value)[:40]!r}"


def _rewrite(connection: sqlite3.Connection, table: str, words: str) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (words, table))
    connection.execute("PRAGMA writable_schema = OFF")


def _choice(path: Path, chance: random.Random) -> tuple[str, str, object]:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'written%'"
        ).fetchall()
        tables = [
            name for (name,) in names if connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        ]
        table = chance.choice(sorted(tables))
        columns = [row[1:3] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    column, kind = chance.choice(columns)
    if chance.random() < 0.1:
        return table, column, chance.choice(_BYTES)
    if chance.random() < 0.1:
        return table, column, chance.choice((*_INSTANTS, *_TEXTS, 1.5, float("inf")))
    return table, column, chance.choice(_INSTANTS if kind == "INTEGER" else _TEXTS)


def stumbled(folder: Path, out: Path, what: str, doors: tuple[tuple[str, ...], ...]) -> Iterator[Fault]:
    """Read the notebook in `folder` by each of the doors; those that did not stand. `out` takes what they write."""
    out.mkdir()
    shutil.copy(folder / "notebook.mentee", out / "strange.mentee")
    for door in doors:
        words = [word.format(out=out) for word in door]
        command = (
            [sys.executable, "-c", _WINDOW, str(folder)]
            if door == ("window",)
            else [sys.executable, "-m", "mentee_app", *words, "--data-dir", str(folder)]
        )
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=_SECONDS * _slow(door), cwd=ROOT, stdin=subprocess.DEVNULL,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            yield Fault(what, " ".join(door), "no answer in time")
            continue
        said = (done.stdout + done.stderr).decode(errors="replace")
        if "made a mistake" in said or "Traceback" in said or done.returncode not in (0, 1):
            yield Fault(what, " ".join(door), f"{done.returncode} {_fault_of(folder, said)}")


def _slow(door: tuple[str, ...]) -> int:
    """A PDF is set and a window painted in it, beside other work of the machine."""
    return 6 if door == ("window",) or door[-1].endswith(".pdf") else 3


def _fault_of(folder: Path, said: str) -> str:
    log = folder / "mentee.log"
    lines = log.read_text("utf-8", "replace").splitlines()[-3:] if log.exists() else []
    return " / ".join([*said.strip().splitlines()[-2:], *lines])[:600]


_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from mentee_app import gui
from mentee_app.trouble import Trouble

furnish = gui.Studio.furnish

def furnished(studio, *words):
    tabs = studio.window.tabs

    def look(index=0):
        print(studio.window._trouble.sentence)
        if index < tabs.count():
            tabs.setCurrentIndex(index)
            QTimer.singleShot(50, lambda: look(index + 1))
        else:
            gui.QApplication.instance().quit()

    QTimer.singleShot(100, look)
    furnish(studio, *words)

gui.Studio.furnish = furnished
try:
    sys.exit(gui.run(Path(sys.argv[1])))
except Trouble as trouble:
    print(trouble.sentence)
    sys.exit(1)
"""


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
