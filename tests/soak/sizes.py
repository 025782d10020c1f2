"""Walks the window over notebooks of sizes that nobody has: python -m tests.soak.sizes. CPU seconds an act, against a small one.

50,000 people, a session with 2,000 talking points, a note of a million letters in one word, in one line, in 500,000 lines.
"""

import argparse
import dataclasses
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mentee_app import app
from mentee_app.domain.kinds import Kind
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import kept
from mentee_app.services.many_rows import ManyRows
from mentee_app.storage import rows, tables

BAR = 1.5
"""CPU seconds that one act may take at most, the first painting of what it shows included."""

NOTES = {
    "one word": "x" * 1_000_000,
    "one line": "some words of a note " * 50_000,
    "many lines": "a line of text\n" * 500_000,
}


def main() -> int:
    """Print the table; 1 where an act took longer than the bar."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=50_000)
    words.add_argument("--points", type=int, default=2_000)
    wanted = words.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from mentee_app.ui.style.theme import Theme

    qt = QApplication([])
    Theme().apply(qt)
    with tempfile.TemporaryDirectory(prefix="mentee-sizes-") as folder:
        small = dict(_measured(Path(folder) / "small", 20, 5))
        full = dict(_measured(Path(folder) / "full", wanted.people, wanted.points))
    for act, took in full.items():
        told = "" if took <= BAR else "  TOO LONG"
        print(f"{act:32} {took:7.2f} s  {took / max(small[act], 0.01):6.1f} ×{told}")
    return 1 if any(took > BAR for took in full.values()) else 0


def _measured(folder: Path, people: int, points: int) -> Iterator[tuple[str, float]]:
    from mentee_app import gui
    from mentee_app.ui.style.theme import Theme

    with app.opened(folder) as opened:
        opened.samples.fill(10, today=date.today(), zone="UTC")
        session, other = [row[0] for row in rows.of("SELECT id FROM session ORDER BY starts_at LIMIT 2")]
        _fill(opened, people, points, session)
        studio = gui.Studio(Theme())
        studio.furnish(opened, app.local_zone, opened.folder)
        studio.window.show()
        _settle()
        yield from _walked(studio, opened, session, other, points > 100)
        studio.window.close()


def _walked(
    studio: Any, opened: Any, session: int, other: int, at_length: bool
) -> Iterator[tuple[str, float]]:
    window = studio.window
    for place in range(window.tabs.count()):
        yield _timed(f"tab {place + 1}", lambda place=place: window.tabs.setCurrentIndex(place))
    window.show_tab(Kind.SESSIONS)
    tab = window.tab_of(Kind.SESSIONS)
    yield _timed("the full session", lambda: tab.open_one(session))
    notes = tab.editor.form.notes.edit
    yield _timed("a key in it", lambda: notes.insertPlainText("x"))
    yield _timed("saving it", window.flush)
    for name, text in NOTES.items():
        base = kept.one(SessionDraft, other)
        written = dataclasses.replace(base.draft, notes=text if at_length else "short")
        opened.sessions.save(base, written)
        yield _timed(f"note of {name}", lambda: tab.open_one(other))
        yield _timed(f"note of {name}, a key", lambda: notes.insertPlainText("x"))
        yield _timed(f"note of {name}, left", lambda: tab.open_one(session))
    for door in ("document", "tables", "calendar", "address-book", "duplicates"):
        yield _timed(f"door {door}", lambda door=door: studio.open(door))
        _leave_dialogs()


def _fill(opened: Any, people: int, points: int, session: int) -> None:
    now, batch = time.time_ns() // 1_000_000, ManyRows()
    with opened.changes.transaction(*Kind) as touched:
        before: int | None = None
        for number in range(
            people
        ):  # each was introduced by the one before, so that the line is as long as it can be
            name = f"Ada {number} Mast{number % max(2, people // 3)}"
            before = batch.put(tables.Person, now, name=name, introduced_by=before, keep_in_touch_days=30)
            batch.put(tables.Contact, now, person=before, kind="met", held_on="2024-01-01")
            if number % 5 == 0:
                batch.put(tables.Relationship, now, person=before, kind="mentoring", status="active")
            batch.write_when_many()
        for number in range(points):
            batch.put(tables.AgendaItem, now, session=session, text=f"Point {number}", position=number)
        batch.write()
        touched.moved = True


def _timed(act: str, do: Callable[[], object]) -> tuple[str, float]:
    began = time.process_time()
    do()
    _settle()
    return act, time.process_time() - began


def _settle() -> None:
    from PySide6.QtWidgets import QApplication

    for _round in range(4):
        QApplication.processEvents()


def _leave_dialogs() -> None:
    from PySide6.QtWidgets import QApplication, QDialog

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
    _settle()


if __name__ == "__main__":
    sys.exit(main())
