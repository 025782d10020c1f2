"""Does with 50,000 people what takes them all: python -m tests.soak.many_people. CPU seconds and memory, against 1,000 people.

Each act is a program of its own, as the commands are, so that its memory is its own too (that of its children included).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from mentee_app import app, cli
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.queries import duplicates, kept
from mentee_app.services.many_rows import ManyRows
from mentee_app.storage import tables

MEMORY = 1024
"""Megabytes that one act may take at most."""

STEEPER = 2.0
"""An act may take so many times more than there are more people; what takes no time with few people is not compared."""


def main() -> int:
    """Print the table; 1 where an act failed, grew faster than the notebook, or took too much memory."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=50_000)
    words.add_argument("--few", type=int, default=1_000)
    words.add_argument("--act", choices=_ACTS)
    words.add_argument("--folder", type=Path)
    wanted = words.parse_args()
    if wanted.act:
        return _one(wanted.folder, wanted.act, wanted.people)
    bad = False
    with tempfile.TemporaryDirectory(prefix="mentee-many-") as folder:
        for act in _ACTS:
            few = _taken(Path(folder) / "few", act, wanted.few)
            many = _taken(Path(folder) / "many", act, wanted.people)
            ratio = many["cpu"] / max(few["cpu"], 0.5) / (wanted.people / wanted.few)
            flaw = many["code"] or few["code"] or ratio > STEEPER or many["memory"] > MEMORY
            bad = bad or bool(flaw)
            print(
                f"{act:22} {many['cpu']:7.1f} s  {many['cpu'] / max(few['cpu'], 0.01):6.1f} ×"
                f" {many['memory']:6.0f} MB{'  NOT GOOD' if flaw else ''}",
                flush=True,
            )
    return int(bad)


def _taken(root: Path, act: str, people: int) -> dict[str, float]:
    """What an act took, as its own process says."""
    root.mkdir(exist_ok=True)
    words = ["--folder", str(root), "--act", act, "--people", str(people)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.many_people", *words], stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1]) if not done.returncode else {}
    return found or {"cpu": 0.0, "memory": 0.0, "code": 1}


def _one(root: Path, act: str, people: int) -> int:
    code = _ACTS[act](root, people)
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in both)
    print(json.dumps({"cpu": cpu, "memory": max(each.ru_maxrss for each in both) / 1024, "code": code}))
    return 0


def _fill(root: Path, people: int) -> int:
    """Each fifth is a mentor, each hundredth stands there twice, and one mentor has sessions."""
    now, batch = time.time_ns() // 1_000_000, ManyRows()
    with app.opened(root / "data") as opened:
        opened.samples.fill(10, today=date.today(), zone="UTC")
        with opened.changes.transaction(*Kind) as touched:
            before: int | None = None
            for number in range(people):
                name = f"Ada {number - (number % 100 == 1)} Mast{number % max(2, people // 3)}"
                values: dict[str, Any] = {"email": f"ada{number}@example.org", "phone": f"+49 30 {number:07}"}
                before = batch.put(tables.Person, now, name=name, introduced_by=before, **values)
                batch.put(tables.Contact, now, person=before, kind="met", held_on="2024-01-01")
                if number % 5 == 0:
                    batch.put(tables.Relationship, now, person=before, kind="mentoring", status="active")
                batch.write_when_many()
            batch.write()
            touched.moved = True
    return 0


def _pairs(root: Path, _people: int) -> int:
    with app.opened(root / "data"):
        return 0 if duplicates.pairs() else 1


def _merge(root: Path, _people: int) -> int:
    with app.opened(root / "data") as opened:
        pair = duplicates.pairs()[0].pair
        keep = kept.one(PersonDraft, pair[0])
        assert keep is not None
        opened.people.merge(keep, pair[1], keep.draft)
    return 0


def _says(*words: str) -> Callable[[Path, int], int]:
    def act(root: Path, _people: int) -> int:
        mentor = _mentor(root) if "{mentor}" in words else ""
        return cli.run([word.format(root=root, mentor=mentor) for word in words])

    return act


def _mentor(root: Path) -> str:
    with app.opened(root / "data"):
        from mentee_app.storage import rows

        found = rows.of(
            "SELECT p.name FROM session s JOIN relationship r ON r.id = s.relationship_id"
            " JOIN person p ON p.id = r.person_id LIMIT 1"
        )
        return str(next(iter(found))[0])


_IN_DATA = ("--data-dir", "{root}/data")
_ACTS: dict[str, Callable[[Path, int], int]] = {
    "filling": _fill,
    "finding doubles": _pairs,
    "merging one pair": _merge,
    "history of one": _says(*_IN_DATA, "export", "history", "--mentor", "{mentor}", "{root}/h.pdf"),
    "its initials": _says(
        *_IN_DATA, "export", "history", "--mentor", "{mentor}", "--initials", "{root}/i.md"
    ),
    "everything out": _says(*_IN_DATA, "export", "everything", "{root}/all.json"),
    "everything in": _says("--data-dir", "{root}/other", "import", "{root}/all.json", "--yes"),
    "backup": _says(*_IN_DATA, "backup"),
    "check --full": _says(*_IN_DATA, "check", "--full"),
    "contacts out": _says(*_IN_DATA, "export", "contacts", "{root}/c.vcf"),
    "contacts in": _says("--data-dir", "{root}/third", "import", "{root}/c.vcf", "--yes"),
    "tables out": _says(*_IN_DATA, "export", "tables", "{root}/tables"),
    "calendar out": _says(*_IN_DATA, "export", "calendar", "{root}/c.ics"),
    "search": _says(*_IN_DATA, "search", "Mast7"),
    "today": _says(*_IN_DATA, "today"),
    "restore": _says(*_IN_DATA, "restore", "--yes"),
}


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
