"""Imports that are cut off: wholly in with one undo, or wholly out, and once."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from mentee_app import app
from mentee_app.app import App
from mentee_app.commands import bringing_in
from mentee_app.domain.people import PersonDraft
from mentee_app.exports import everything
from mentee_app.imports import everything as everything_read
from mentee_app.storage import rows
from tests.soak import cut_off, whole
from tests.soak.cut_off import Case
from tests.soak.whole import Columns, Rows, Shape

_TABLE = "Name,Email,Notes\n" + "".join(f"Person {n},p{n}@x.example,Met in {2000 + n}\n" for n in range(8))
_CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Card {n}\r\nEMAIL:c{n}@x.example\r\nTEL:+1 555 01{n:02}\r\nEND:VCARD\r\n"
    for n in range(6)
)
_CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    + "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:203003{n + 1:02}T090000Z\r\nSUMMARY:Talk {n}\r\n"
        f"ATTENDEE;CN=Bo:mailto:bo@x.example\r\nEND:VEVENT\r\n"
        for n in range(5)
    )
    + "END:VCALENDAR\r\n"
)
_UNTOLD = frozenset({"rev", "updated_at", "deleted_at"})
"""Columns that an undo changes, as every write does."""

_OF_THE_UNDO = frozenset({"deed", "earlier_version", "outside_id"})


class Import:
    """A file is brought in by the command, into a notebook in which something stands or nothing."""

    def __init__(self, name: str, file: str, prepare: Callable[[Path], bytes]) -> None:
        """`prepare` makes the notebook in data, and gives what the file holds."""
        self.name = name
        self._file, self._prepare = file, prepare
        self._seen: list[Rows] = []
        self._living: Rows = {}

    def begin(self, root: Path) -> None:
        """A notebook, one good copy of it, and the file."""
        content = self._prepare(root)
        cut_off.backed_up(root)
        (root / self._file).write_bytes(content)

    def do(self, root: Path) -> None:
        """Bring it in."""
        with cut_off.quietly():
            bringing_in.bring_in(root / "data", root / self._file, None, True)

    def learn(self, root: Path) -> None:
        """The rows before and after."""
        self._seen.append(whole.look_into(root / "data").rows)
        if len(self._seen) == 1:
            self._living = _living(root / "data")

    def wrong(self, root: Path) -> Iterator[str]:
        """Whole, in or out; again, and it is in once; one undo takes all of it back."""
        found = whole.look_into(root / "data")
        yield from found.wrong
        wanted = self._wanted
        beyond = whole.shape(self._seen[0], found.rows)
        if beyond not in ({}, wanted):
            yield f"half of it is in: {beyond} of {wanted}"
            return
        yield from cut_off.bad_copies(root, 1 if not beyond else 2)
        self.do(root)
        again = whole.look_into(root / "data").rows
        if whole.shape(self._seen[0], again) != wanted:
            yield f"done again it is {whole.shape(self._seen[0], again)}, not {wanted}"
        with app.opened(root / "data") as opened:
            deed = rows.of("SELECT max(id) FROM deed")[0][0]
            if deed in self._seen[0]["deed"] or not opened.deeds.undo(deed):
                yield "it has no undo"
        if _living(root / "data") != self._living:
            yield f"its undo leaves {whole.shape(self._living, _living(root / 'data'))}"
        cut_off.backed_up(root)
        yield from cut_off.strays(root)

    @property
    def _wanted(self) -> Shape:
        return whole.shape(self._seen[0], self._seen[1])


def cases() -> list[Case]:
    """Everything into an empty notebook and into one that grew apart from it; a table, cards and a calendar."""
    return [
        Import("everything, into an empty notebook", "all.json", _into_empty),
        Import("everything, into one with writing", "all.json", _grown_apart),
        Import("a table of contacts", "people.csv", partial(_beside_some, _TABLE)),
        Import("cards", "people.vcf", partial(_beside_some, _CARDS)),
        Import("a calendar", "dates.ics", partial(_beside_some, _CALENDAR)),
    ]


def _beside_some(content: str, root: Path) -> bytes:
    """Somebody in the file is here already, and is filled in."""
    with app.opened(root / "data") as opened:
        opened.people.add(PersonDraft("Ada", email="ada@x.example"))
        opened.people.add(PersonDraft("Person 1", email="p1@x.example"))
    return content.encode()


def _into_empty(root: Path) -> bytes:
    with app.opened(root / "data"):
        pass
    return _sample(root / "other")


def _grown_apart(root: Path) -> bytes:
    """The same people here and in the file; since then both wrote on."""
    file = _sample(root / "other")
    with app.opened(root / "data") as opened:
        opened.notebooks.take_in(everything_read.parse(file))
        _write(opened, "written here")
    with app.opened(root / "other") as opened:
        _write(opened, "written there")
        return everything.content()


def _sample(folder: Path) -> bytes:
    with app.opened(folder) as opened:
        opened.samples.fill(6, today=date(2026, 3, 3), zone="Europe/Berlin")
        return everything.content()


def _write(opened: App, text: str) -> None:
    """Change who was first, and add somebody."""
    opened.people.add(PersonDraft(f"New, {text}"))
    first = opened.people.current(rows.of("SELECT min(id) FROM person")[0][0])
    draft = dataclasses.replace(first.draft, notes=f"{first.draft.notes}\n{text}", role=text)
    opened.people.save(first, draft)


def _living(folder: Path) -> Rows:
    """What is not in the trash, by what it says."""
    with app.opened(folder):
        found: Rows = {}
        for table, names in _told().items():
            listed = rows.of(f"SELECT id, {', '.join(names)} FROM {table} WHERE deleted_at IS NULL")
            found[table] = {row[0]: repr(row[1:]) for row in listed}
        return found


def _told() -> Columns:
    return {
        table: [name for name in names if name not in _UNTOLD]
        for table, names in whole.columns().items()
        if table not in _OF_THE_UNDO
    }
