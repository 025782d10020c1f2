"""Turns the lines of a table into people, by what its columns are said to mean."""

from collections.abc import Iterator, Sequence
from enum import Enum

from mentee_app.domain import stored
from mentee_app.domain.incoming import Batch, IncomingPerson, NotUnderstood, Source
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.imports import columns, own_tables, tables
from mentee_app.imports.columns import Column
from mentee_app.imports.tables import Table, TableRow
from mentee_app.trouble import Trouble, TroubleKind


class NameOrder(Enum):
    """How the parts of a name are put together where there is no column for the whole."""

    GIVEN_FIRST = "given-first"
    FAMILY_FIRST = "family-first"


def parse(
    content: bytes, mapping: Sequence[Column] | None = None, order: NameOrder = NameOrder.GIVEN_FIRST
) -> Batch:
    """The people of a CSV file; what its columns mean is guessed where `mapping` does not say. Raises Trouble."""
    table = tables.sniff(content)
    own_tables.check(table)
    return batch(table, mapping, order)


def batch(
    table: Table, mapping: Sequence[Column] | None = None, order: NameOrder = NameOrder.GIVEN_FIRST
) -> Batch:
    """The people of a table that was read. Raises Trouble where no column names them."""
    if mapping is None:
        mapping = columns.proposed(table.header, [row.cells for row in table.rows[:50]])
    if not _NAMES.intersection(mapping):
        sentence = _("No column of this table holds names. Say which one does, or choose another file.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence)
    reader = _Reader(table.header, tuple(mapping), order)
    people: list[IncomingPerson] = []
    refused: list[NotUnderstood] = []
    for row in table.rows:
        place = _("Line {line}").format(line=row.line)
        why = row.flaw or reader.flaw(row)
        if why:
            refused.append(NotUnderstood(place, why))
        else:
            draft = stored.storable(reader.draft(row))
            people.append(IncomingPerson(f"line-{row.line}", draft, place=place, left=reader.left(row)))
    return Batch(Source.CSV, people=tuple(people), refused=tuple(refused))


_NAMES = frozenset(
    {Column.NAME, Column.GIVEN, Column.MIDDLE, Column.FAMILY, Column.NICKNAME, Column.PREFIX, Column.SUFFIX}
)
_SEVERAL = " ::: "
"""What Google puts between several values in one cell."""

_ESCAPED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n")
"""How a cell begins that was made safe for spreadsheets: with an apostrophe that is not part of it."""


class _Reader:
    """Reads lines by one mapping."""

    def __init__(self, header: tuple[str, ...], mapping: tuple[Column, ...], order: NameOrder) -> None:
        self._header = header
        self._order = order
        self._places: dict[Column, list[int]] = {}
        for place, column in enumerate(mapping):
            self._places.setdefault(column, []).append(place)

    def flaw(self, row: TableRow) -> str:
        """Why this line cannot come in, in words; empty where it can."""
        if self._name(row):
            return ""
        telling = (Column.EMAIL, Column.ORGANISATION, Column.PHONE)
        holds = [value for column in telling for value in self._values(row, column)]
        if not holds:
            return _("The line names nobody.")
        return _("The line names nobody. It holds: {text}").format(text=", ".join(holds)[:300])

    def left(self, row: TableRow) -> tuple[str, ...]:
        """What is odd about a line that comes in all the same."""
        missing = len(self._header) - len(row.cells)
        if missing <= 0:
            return ()
        sentence = _(
            "The line has {count} cells, but there are {wanted} columns; the last ones are taken as empty."
        )
        return (sentence.format(count=len(row.cells), wanted=len(self._header)),)

    def draft(self, row: TableRow) -> PersonDraft:
        """The person. Further addresses and numbers stand in the ways to reach them."""
        emails, phones = self._labelled(row, Column.EMAIL), self._labelled(row, Column.PHONE)
        reach = [*self._values(row, Column.REACH)]
        reach += [f"{label}: {value}" for label, value in (*emails[1:], *phones[1:])]
        return PersonDraft(
            name=self._name(row),
            email=emails[0][1] if emails else "",
            phone=phones[0][1] if phones else "",
            reach="\n".join(dict.fromkeys(reach)),
            organisation=", ".join(self._values(row, Column.ORGANISATION)),
            role=" / ".join(self._values(row, Column.ROLE)),
            industry=", ".join(self._values(row, Column.INDUSTRY)),
            how_met="\n".join(self._values(row, Column.HOW_MET)),
            keep_in_touch_days=self._days(row),
            give_back="\n".join(self._values(row, Column.GIVE_BACK)),
            notes="\n".join(self._notes(row)),
        )

    def _days(self, row: TableRow) -> int | None:
        """After how many days to be in touch; None where no number says so that can be kept."""
        said = next(iter(self._values(row, Column.KEEP_IN_TOUCH)), "")
        days = int(said) if said.isdecimal() and len(said) < 6 else 0
        return days if 1 <= days <= 3660 else None

    def _name(self, row: TableRow) -> str:
        whole = self._values(row, Column.NAME)
        if whole:
            return " ".join(whole[0].split())
        given, family = (Column.GIVEN, Column.MIDDLE), (Column.FAMILY,)
        middle = (*given, *family) if self._order is NameOrder.GIVEN_FIRST else (*family, *given)
        order = (Column.PREFIX, *middle, Column.SUFFIX)
        parts = [value for column in order for value in self._values(row, column)]
        if any(self._values(row, column) for column in middle):
            return " ".join(" ".join(parts).split())
        return " ".join(next(iter(self._values(row, Column.NICKNAME)), "").split())

    def _notes(self, row: TableRow) -> Iterator[str]:
        """Notes as they are; what came from another column says from which."""
        name = self._name(row)
        for value in self._values(row, Column.NICKNAME):
            if value != name:
                yield _("Called: {name}").format(name=value)
        for label, value in self._labelled(row, Column.NOTES):
            yield value if columns.folded(label) in _ARE_NOTES else f"{label}: {value}"

    def _values(self, row: TableRow, column: Column) -> list[str]:
        """What the columns of this meaning hold, each once."""
        return list(dict.fromkeys(value for _label, value in self._labelled(row, column)))

    def _labelled(self, row: TableRow, column: Column) -> list[tuple[str, str]]:
        """The same with the names of the columns."""
        found: dict[str, str] = {}
        for place in self._places.get(column, ()):
            cell = _plain(row.cells[place]) if place < len(row.cells) else ""
            for value in cell.split(_SEVERAL) if column in _MAY_BE_SEVERAL else (cell,):
                if value.strip():
                    found.setdefault(value.strip(), self._header[place].strip())
        return [(label, value) for value, label in found.items()]


_MAY_BE_SEVERAL = frozenset({Column.EMAIL, Column.PHONE, Column.REACH})
_ARE_NOTES = frozenset({"notes", "note", "notizen", "notiz", "notas", "nota", "notesaboutthem"})


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(_ESCAPED) else cell
