"""What leaves a session of the real program: files that are asked for, a copy to print, a reminder, programs that it starts.

For the session of private_session.py: each way is gone once, and what others can see of it meanwhile is told.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

NAME = "Hesperia Quillfeather"
"""A person who is nowhere in the program."""


def watch_programs(told: dict[str, Any]) -> None:
    """From now on, note of each program that is started what others see of it while it runs."""
    told["programs"] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        """Is looked at as soon as it runs, and before it hears what is to be done."""

        def __init__(self, *words: Any, **more: Any) -> None:
            super().__init__(*words, **more)
            while sys.platform == "linux" and self.poll() is None and not seen_of(self.pid)["cmdline"]:
                time.sleep(0.001)  # its name comes a moment after it has begun
            told["programs"].append(seen_of(self.pid))

    subprocess.Popen = Watched  # type: ignore[misc]


def seen_of(process: int | str) -> dict[str, str]:
    """What others can see of a process, as Linux tells it; nothing elsewhere."""
    seen = {}
    for name in ("comm", "cmdline", "environ", "limits", "coredump_filter"):
        path = Path("/proc") / str(process) / name
        if path.exists():
            seen[name] = path.read_text("utf-8", "replace").replace("\0", " ")
    return seen


def catch_messages(told: dict[str, Any]) -> None:
    """A tray that this desktop has not, which notes what it is to show."""
    from PySide6.QtWidgets import QSystemTrayIcon

    from mentee_app.ui.window import reminders

    told["shown"] = []

    class Tray(QSystemTrayIcon):
        """Is there."""

        @staticmethod
        def isSystemTrayAvailable() -> bool:
            return True

        @staticmethod
        def supportsMessages() -> bool:
            return True

        def showMessage(self, *words: Any) -> None:
            told["shown"].append([self.toolTip(), *(word for word in words if isinstance(word, str))])

    reminders.QSystemTrayIcon = Tray  # type: ignore[misc]


def go(studio: Any, opened: Any, out: Path, sentence: str) -> None:
    """Every way, one after the other."""
    _be_reminded(studio, opened, sentence)
    _choose_a_place(studio, out / sentence)
    _hand_out(out)
    _read(studio, out / "people.vcf")
    _print(studio)


def _be_reminded(studio: Any, opened: Any, sentence: str) -> None:
    from mentee_app.domain.people import PersonDraft
    from mentee_app.domain.relationships import RelationshipDraft
    from mentee_app.domain.sessions import SessionDraft

    person = opened.people.add(PersonDraft(name=NAME, notes=sentence))
    relationship = opened.relationships.add(RelationshipDraft(person=person.id))
    soon = datetime.fromtimestamp(studio.desk.now().timestamp() + 1800, UTC).replace(tzinfo=None)
    opened.sessions.add(SessionDraft(relationship.id, wall_start=soon, zone="UTC", topic=sentence))
    studio.reminders.want_on_desktop(True)
    studio.reminders.look()


def _choose_a_place(studio: Any, folder: Path) -> None:
    """By Qt's own dialog: it is the one that would keep lists of its own."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QFileDialog

    from mentee_app.ui.widgets import save_place

    def accept() -> None:
        next(each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)).accept()

    folder.mkdir(mode=0o700)
    QTimer.singleShot(300, accept)
    kind = save_place.FileKind("Save", "PDF (*.pdf)", ".pdf")
    assert save_place.asked(studio.window, str(folder / "x.pdf"), kind)
    folder.rmdir()


def _hand_out(out: Path) -> None:
    from mentee_app.exports import calendar, calendar_events, command, contacts, everything, files, tables

    command.save_history(out / "chosen.pdf", command.choice(with_private=True), datetime.now())
    version = contacts.Version.WIDELY_READ
    contacts.save_contacts(out / "people.vcf", contacts.ContactChoice(None, version, True))
    files.write_parts(out / "everything.json", everything.parts())
    files.atomic_write(
        out / "planned.ics", calendar.calendar(calendar_events.Choice(held=True, agenda=True, alarm=10))
    )
    tables.save(out, True)


def _read(studio: Any, path: Path) -> None:
    from mentee_app.imports import reading

    settings = reading.Settings(studio.desk.zone, studio.desk.now())
    started = reading.read(path, reading.what_is(path), settings)
    started.start()
    assert started.wait().batch.people


def _print(studio: Any) -> None:
    """Until the copy is handed to the PDF program, which is one that only says that it took it."""
    from mentee_app.ui.export.document_dialog import DocumentDialog
    from tests.gui import rooms

    handed: list[Any] = []
    studio.open("document")
    dialog = studio.window.findChildren(DocumentDialog)[-1]
    dialog.open_link = partial(_took, handed)
    dialog.print_pages()
    while not handed:
        rooms.settle()
        time.sleep(0.01)
    dialog.close()
    assert Path(handed[0].toLocalFile()).is_file(), sys.platform


def _took(handed: list[Any], link: Any) -> bool:
    handed.append(link)
    return True
