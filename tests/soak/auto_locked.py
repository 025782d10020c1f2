"""Every dialog, with something typed in it or chosen, when the notebook locks itself: no word stays, and all is there again.

The real program is played: each dialog is opened, a sentence typed into every field, then nobody is there for too long. While
the passphrase is asked for, no widget holds the sentence and no file of the notebook is open; unlocked, the sentence stands
where it was typed. At the end it is killed while it is locked, and the notebook holds what was typed last.
"""

import signal
import tempfile
from datetime import date
from pathlib import Path

from mentee_app import app
from mentee_app.backup import locking
from mentee_app.domain.people import PersonDraft
from mentee_app.exports import everything
from mentee_app.queries import unfinished
from mentee_app.storage import cipher
from tests.gui import driven
from tests.soak import whole
from tests.soak.whole import Tally

CANARY = "The canary sings at midnight"

KEPT = {
    "about-me": 6,
    "areas": 4,
    "templates": 2,
    "log": 2,
    "plan": 2,
    "prepare": 4,
    "closure": 2,
    "under a question": 1,
}
"""The dialogs in which what is typed stands again, and in how many of their fields."""

OTHERS = (
    "trash", "document", "calendar", "address-book", "tables", "everything", "duplicates", "restore", "second-folder",
    "search", "move", "versions", "message", "wizard",
    "saving", "at work", "replacing", "merging", "people.csv", "all.json", "dates.ics", "reading",
)  # fmt: skip
"""Those that are only looked into, or chosen in; with a file chooser or a question upon them; and while something is at work."""

FEW = ("people.csv", "replacing", "log")

_STEPS = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from mentee_app.storage import cipher
from tests.gui import rooms
from tests.gui.test_passphrase import _LOOKED
cipher._COSTS[1] = (256, 8, 1)
globals()["CANARY"] = {canary!r}
exec(_LOOKED, globals())
out = folder.parent / "out"

def asked():
    found = seen("UnlockDialog")
    return found if found and not found.line.isReadOnly() else None

def unlock():
    asked().line.setText({passphrase!r})
    QTest.keyClick(asked().line, Qt.Key.Key_Return)

def door(studio, name):
    if name == "wizard":
        return studio.open_wizard(None)
    return rooms._made(studio, dict(rooms._doors(studio))[name])

def fields(dialog):
    rooms.settle()
    return [each for each in rooms.fields(dialog) if rooms.takes_text(each)]

def on_documents(studio, name):
    dialog = door(studio, "document")
    rooms.settle()
    if name != "saving":
        dialog._saver._ask_for_path = lambda *_words: str(out / "mine")
    later(dialog.save)
    return {{
        "saving": lambda: seen("QFileDialog"),
        "replacing": lambda: seen("PlainMessage"),
        "at work": lambda: dialog._saver.at_work,
    }}[name]

def imported(studio, name):
    studio.imports().open(folder.parent / name)
    return lambda: type(studio.imports()._at).__name__.endswith(("ImportDialog", "EverythingDialog", "TableDialog"))

def merging(studio):
    from mentee_app.domain.people import PersonDraft
    from mentee_app.queries import kept, people
    from mentee_app.ui.importing.merge_dialog import MergeDialog
    one, other = (kept.one(PersonDraft, people.named(name)[0].id) for name in (CANARY, CANARY + " too"))
    MergeDialog(studio.desk, one, other, studio.window).open()
    return lambda: seen("MergeDialog")

yield asked
unlock()
yield window
for number, name in enumerate({names!r}, 2):
    studio = studios[-1]
    typed = []
    if name in ("saving", "at work"):
        yield on_documents(studio, name)
    elif name == "replacing":
        (out / "mine.pdf").write_bytes(b"old")
        yield on_documents(studio, name)
    elif name == "merging":
        yield merging(studio)
    elif "." in name:
        yield imported(studio, name)
    elif name == "reading":
        studio.imports().open(folder.parent / "people.csv")
    else:
        typed = fields(door(studio, name))
        for at, field in enumerate(typed):
            rooms.type_in(field, CANARY + f" {{at}}")
        rooms.settle()
    later(studio.passphrases().watch.due.emit)
    yield asked
    print("LOCKED", name, "|", *holding(), "|", *open_files(), flush=True)
    if name == {names!r}[-1]:
        os.kill(os.getpid(), 9)
    unlock()
    yield lambda: len(studios) == number and window()
    if name in {kept!r}:
        dialog = door(studios[-1], name)
        print("AGAIN", name, "|", sum(CANARY in rooms.typed(each) for each in fields(dialog)), flush=True)
        rooms._leave(dialog)
"""


def prove(short: bool) -> Tally:
    """Go through all of them, or a few; the last one is `log`."""
    tally = Tally("locked with a dialog open")
    if not cipher.available():
        tally.notes.append("the extra “encryption” is not installed here, so nothing can be locked")
        return tally
    names = FEW if short else (*OTHERS, *(name for name in KEPT if name != "log"), "log")
    with tempfile.TemporaryDirectory(prefix="mentee-auto-locked-") as place:
        folder = Path(place) / "data"
        _prepare(folder)
        words = {"canary": CANARY, "passphrase": whole.PASSPHRASE, "names": names, "kept": tuple(KEPT)}
        done = driven.play(folder, _STEPS.format(**words), first_ms=60_000)
        if done.returncode != -signal.SIGKILL:
            tally.miss("the program", f"ended with {done.returncode}: {(done.stdout + done.stderr)[-600:]}")
        if "Traceback" in done.stderr or "ERROR" in _log(folder):
            tally.miss("the program", f"had a fault: {done.stderr[-400:]} {_log(folder)[-400:]}")
        _judge(done.stdout, names, tally)
        _look(folder, Path(place) / "out", tally)
    return tally


def _judge(said: str, names: tuple[str, ...], tally: Tally) -> None:
    locked = [line.split("|") for line in said.splitlines() if line.startswith("LOCKED ")]
    tally.done = len(locked)
    for head, holding, files in locked:
        if holding.strip() or files.strip():
            tally.miss(head.strip(), f"locked, and still there: {holding} {files}")
    again = dict(line.removeprefix("AGAIN ").split(" | ") for line in said.splitlines() if "AGAIN " in line)
    for name in names[:-1]:
        if name in KEPT and again.get(name) != str(KEPT[name]):
            tally.lost += 1
            tally.miss(name, f"typed into {KEPT[name]} fields, there again in {again.get(name)}")
    if len(locked) != len(names):
        tally.miss("the program", f"{len(locked)} of {len(names)} dialogs were met")


def _look(folder: Path, out: Path, tally: Tally) -> None:
    """After the kill."""
    key = locking.unlocked(folder, whole.PASSPHRASE)
    if wrong := whole.look_into(folder, key=key).wrong:
        tally.miss("after the kill", "; ".join(wrong))
    with app.opened_alone(folder, key):
        if CANARY not in repr(unfinished.session()):
            tally.lost += 1
            tally.miss("after the kill", "what was typed into the log is gone")
    if [each.read_bytes() for each in out.iterdir()] != [b"old"]:
        tally.miss("after the kill", f"in the folder of documents: {[each.name for each in out.iterdir()]}")


def _prepare(folder: Path) -> None:
    place = folder.parent
    cipher._COSTS[1] = (256, 8, 1)
    with app.opened(folder) as opened:
        opened.samples.fill(12, today=date.today(), zone="UTC")
        for name in (CANARY, f"{CANARY} too"):
            opened.people.add(PersonDraft(name))
        content = everything.content().replace(CANARY.encode(), f"{CANARY} and at noon".encode())
    locking.encrypt(folder, whole.PASSPHRASE)
    (place / "out").mkdir()
    (place / "all.json").write_bytes(content)
    (place / "people.csv").write_text(f"Name,Email\n{CANARY} again,a@x.example\n")
    (place / "dates.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART:20300304T090000Z\r\nSUMMARY:{CANARY}\r\nATTENDEE;CN=Bo:mailto:bo@x.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def _log(folder: Path) -> str:
    path = folder / "mentee.log"
    return path.read_text("utf-8", "replace") if path.exists() else ""
