"""Reads a table of text (CSV) as it comes: guesses its letters and its delimiter, and finds the header in it."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mentee_app.i18n import _
from mentee_app.imports import columns, limits

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "iso8859-1", "mac-roman")
COLUMNS = 300
"""More than any program writes: Google's old table of contacts has 88, Outlook's 92."""

_LOOKED_AT = 64_000
"""Letters from the start, by which a delimiter is chosen."""

_LINES = 2_000_000

_WEIGHT = 5 * limits.VALUES
"""Every cell counts 1 and one that is not empty 8: so many times 8 bytes they take in memory."""

_PREAMBLE = 20
"""Lines among which the header is looked for: LinkedIn writes notes before it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record: the line of the file on which it begins, and its cells. `flaw`: why it cannot be read, in words."""

    line: int
    cells: tuple[str, ...]
    flaw: str = ""


@dataclass(frozen=True)
class Table:
    """A table and how it was read; `has_header` is False where the names of the columns are ours."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    delimiter: str
    encoding: str
    has_header: bool


def sniff(
    content: bytes, delimiter: str | None = None, encoding: str | None = None, has_header: bool | None = None
) -> Table:
    """The table in a file; what is given is not guessed. Raises Trouble for a file that is refused as a whole."""
    limits.check_size(len(content))
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise limits.refused(_("There is nothing in this file."))
    if content.count(b"\n") + content.count(b"\r") > 2 * _LINES:
        raise limits.too_much()
    encoding = encoding if encoding in ENCODINGS else _encoding(content)
    content = _without_mark(content, encoding)
    start = _start(content, encoding)
    said = start[4] if start[:4].lower() == "sep=" and start[5:6] in ("\n", "\r") else None
    delimiter = delimiter if delimiter in DELIMITERS else said or _delimiter(start)
    rows = list(_rows(content, encoding, delimiter))
    if said:
        rows = [row for row in rows if row.line > 1]
    return _table(rows, delimiter, encoding, has_header)


def _table(rows: list[TableRow], delimiter: str, encoding: str, has_header: bool | None) -> Table:
    if not rows:
        raise limits.refused(_("There is nothing in this file."))
    at = _header(rows, has_header)
    width = len(rows[at].cells) if at is not None else max(len(row.cells) for row in rows)
    body = rows[at + 1 :] if at is not None else rows
    header = rows[at].cells if at is not None else tuple(_numbered(place) for place in range(width))
    checked = tuple(_checked(row, width) for row in body)
    return Table(tuple(header), checked, delimiter, encoding, at is not None)


def _numbered(place: int) -> str:
    return _("Column {number}").format(number=place + 1)


def _checked(row: TableRow, width: int) -> TableRow:
    """Cells beyond the header's are refused where they hold something: the line is shifted, and nobody knows from where on."""
    if row.flaw or len(row.cells) <= width:
        return row
    if any(cell.strip() for cell in row.cells[width:]):
        sentence = _("The line has {count} cells, but there are {wanted} columns.")
        return TableRow(row.line, row.cells, sentence.format(count=len(row.cells), wanted=width))
    return TableRow(row.line, row.cells[:width])


def _header(rows: Sequence[TableRow], wanted: bool | None) -> int | None:
    """Which row names the columns; None where none does."""
    if wanted is False:
        return None
    first = rows[:_PREAMBLE]
    scores = [0 if row.flaw else columns.known(row.cells) for row in first]
    best = scores.index(max(scores))
    if scores[best] > 1 or (scores[best] == 1 and (best == 0 or len(first[best].cells) == 1)):
        return best
    if wanted:
        return 0
    cells = first[0].cells
    if len(rows) < 2 or any(columns.looks_like_content(cell) for cell in cells):
        return None
    telling = [any(columns.looks_like_content(c) for c in row.cells) for row in rows[1:_PREAMBLE]]
    return 0 if all(cell.strip() for cell in cells) and any(telling) else None


class _Lines:
    """The lines of a file for the csv module, counted; says whether the last one was asked for already."""

    def __init__(self, content: bytes, encoding: str) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline="")
        self.number = 0
        self.asked_beyond = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(2 * limits.TEXT)
        if not line:
            self.asked_beyond = True
            raise StopIteration
        self.number += 1
        if line.count("\0"):
            line = line.replace("\0", "\ufffd")
        if len(line) >= 2 * limits.TEXT:
            sentence = _("Line {line} is longer than any table's. Is this a table of text (CSV)?")
            raise limits.refused(sentence.format(line=self.number))
        return line


def _rows(content: bytes, encoding: str, delimiter: str) -> Iterator[TableRow]:
    """The records that are not blank."""
    before = csv.field_size_limit(limits.TEXT)
    try:
        yield from _read(_Lines(content, encoding), delimiter)
    except csv.Error:
        raise limits.refused(_unclosed()) from None
    finally:
        csv.field_size_limit(before)


def _read(lines: _Lines, delimiter: str) -> Iterator[TableRow]:
    count = weight = 0
    line = 1
    for cells in csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t"):
        begun, line = line, lines.number + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > COLUMNS:
            sentence = _("Line {line} has more than {limit} cells. Is this a table of people?")
            raise limits.refused(sentence.format(line=begun, limit=COLUMNS))
        limits.check_records(count := count + 1)
        weight += len(cells) + 7 * sum(map(bool, cells))
        if weight > _WEIGHT:
            raise limits.too_much()
        if lines.asked_beyond:
            yield TableRow(
                begun, tuple(cells), _("A quotation mark is opened in this line and never closed.")
            )
        else:
            yield TableRow(begun, tuple(cells), limits.text_too_long() if _too_long(cells) else "")


def _too_long(cells: list[str]) -> bool:
    return any(limits.is_too_long(cell) for cell in cells)


def _unclosed() -> str:
    return _(
        "A cell of the table is longer than {limit} MB: a quotation mark may be opened and never closed."
    ).format(limit=limits.TEXT // 10**6)


def _without_mark(content: bytes, encoding: str) -> bytes:
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return content.removeprefix(marks.get(encoding, b""))


def _start(content: bytes, encoding: str) -> str:
    return content[: 2 * _LOOKED_AT].decode(encoding, "replace")[:_LOOKED_AT]


def _encoding(content: bytes) -> str:
    """The mark at the start tells; else UTF-8 where it can be that; else the one in which the letters look likely."""
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    start = content[:2000]
    if start.count(0) * 3 > len(start):
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    if _is_utf_8(content):
        return "utf-8"
    high = bytes(byte for byte in content[:1_000_000] if byte > 127)[:10_000]
    return max(("cp1252", "iso8859-1", "mac-roman"), key=lambda each: _likely(high, each))


def _is_utf_8(content: bytes) -> bool:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for begun in range(0, len(content), 1 << 20):
            decode(content[begun : begun + (1 << 20)])
        decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _likely(high: bytes, encoding: str) -> int:
    """How many of the letters beyond ASCII are those of names and of prose."""
    text = high.decode(encoding, "replace")
    common = sum(letter in _COMMON for letter in text)
    odd = sum(letter == "\ufffd" or "\x80" <= letter <= "\x9f" for letter in text)
    return 2 * common - 3 * odd + sum(letter.isalpha() for letter in text)


_COMMON = frozenset("äöüßÄÖÜéèêëàâáãåçñíìîïóòôõøúùûæœÉÀÁÅÇÑÓØŠšŽž’‘“”–—«»€… ")


def _delimiter(start: str) -> str:
    """The one that cuts the most lines into the same number of cells, of which there are the more the better."""
    return max(DELIMITERS, key=lambda each: _evenness(start, each))


def _evenness(start: str, delimiter: str) -> float:
    before = csv.field_size_limit(limits.TEXT)
    try:
        rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, skipinitialspace=True)
        widths = [len(row) for row in islice(rows, 200) if any(cell.strip() for cell in row)]
    except csv.Error:
        return 0.0
    finally:
        csv.field_size_limit(before)
    several = [width for width in widths if width > 1]
    if not several:
        return 0.0
    usual = max(several, key=several.count)
    return several.count(usual) / len(widths) * (1 - 1 / (usual + 1))
