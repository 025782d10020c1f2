"""Takes a calendar file apart into its calendars and their records, with every limit kept, before a library sees any of it."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mentee_app.i18n import _
from mentee_app.imports import limits

COUNTED = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"})
"""What a preview counts; anything else that stands in a calendar explains something, or belongs to one program."""

_KEPT = frozenset(
    "UID SUMMARY DESCRIPTION LOCATION URL STATUS ATTENDEE ORGANIZER CONTACT CONFERENCE DTSTART DTEND DURATION RRULE RDATE"
    " EXDATE RECURRENCE-ID DUE COMPLETED X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL"
    " X-MENTEE-SESSIONS EXRULE".split()
)
_ZONE_KEPT = frozenset("TZID X-LIC-LOCATION DTSTART RRULE RDATE TZOFFSETFROM TZOFFSETTO BEGIN END".split())
_NAME = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]*)\s*([;:])")
_LINE = 2 * limits.TEXT + 10_000
"""Bytes of a line: a text in which every letter is escaped."""

_MOST_LINES_OF_ALL = 5_000_000
_MOST_LINES = 10_000
"""Lines of one record; a meeting with more people than that is none."""


@dataclass
class Record:
    """One event or to-do. `lines`: what of it may matter, unfolded. `why_not` says why it cannot be read, if so."""

    kind: str
    number: int
    line: int
    lines: list[str] = field(default_factory=list)
    guessed: bool = False
    why_not: str = ""


@dataclass
class Part:
    """One calendar of the file: its headings by name (upper case), its records, and the lines that explain its zones."""

    headings: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    zones: list[list[str]] = field(default_factory=list)


def parts(content: bytes) -> list[Part]:
    """The calendars of a file. Raises Trouble where it is none, too large, too deep or of the old kind."""
    limits.check_size(len(content))
    content = _as_utf8(content)
    if b"begin:vcalendar" not in content[:100_000].lower().replace(b" ", b""):
        raise limits.refused(_("This is no calendar file: it does not begin like one."))
    reader = _Reader()
    for number, raw, too_long in _logical(content):
        text, guessed = _decoded(raw)
        reader.take(number, text, guessed, too_long)
    reader.end()
    return reader.parts


class _Reader:
    """Where we stand in the file: `_open` are the things that have begun and not ended."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._open: list[str] = []
        self._record: Record | None = None
        self._zone: list[str] | None = None
        self._count = 0

    def take(self, number: int, text: str, guessed: bool, too_long: bool) -> None:
        found = _NAME.match(text)
        name = found[1].upper() if found else ""
        if name == "BEGIN":
            self._begin(text[found.end() if found else 0 :].strip().upper()[:100], number)
        elif name == "END":
            self._end(text[found.end() if found else 0 :].strip().upper()[:100])
        elif self._zone is not None:
            if name in _ZONE_KEPT and len(self._zone) < _MOST_LINES:
                self._zone.append(text)
        elif self._record is not None:
            self._keep(self._record, name, text, guessed, too_long)
        elif self._open == ["VCALENDAR"] and found:
            self._head(name, text[found.end() :].strip()[:1000] if found[2] == ":" else "")

    def end(self) -> None:
        """The file ends: what is still open breaks off here."""
        if self._record is not None:
            self._record.why_not = _("The file breaks off in the middle of it.")

    def _keep(self, record: Record, name: str, text: str, guessed: bool, too_long: bool) -> None:
        if self._open[-1] != record.kind:
            return  # inside of an alarm
        if name in _KEPT:
            record.lines.append(text)
            record.guessed = record.guessed or guessed
            if too_long:
                record.lines.pop()
                record.why_not = limits.text_too_long()
        elif not name and record.lines and len(record.lines[-1]) + len(text) < limits.TEXT:
            record.lines[-1] += "\\n" + text  # a program that did not fold what it wrote
        if len(record.lines) > _MOST_LINES:
            record.lines.clear()
            record.why_not = _("It has more lines than any event needs.")

    def _begin(self, kind: str, number: int) -> None:
        if kind == "VCALENDAR":
            self.end()
            self._open, self._record, self._zone = ["VCALENDAR"], None, None
            self.parts.append(Part())
            return
        if not self.parts:
            return
        if kind in COUNTED:
            self.end()  # the one before has no end
            self._count += 1
            limits.check_records(self._count)
            self._record, self._zone = Record(kind, self._count, number), None
            self.parts[-1].records.append(self._record)
            self._open = ["VCALENDAR", kind]
            return
        self._open.append(kind)
        limits.check_depth(len(self._open))
        if kind == "VTIMEZONE":
            self._zone = []
            self.parts[-1].zones.append(self._zone)
        elif self._zone is not None:
            self._zone.append(f"BEGIN:{kind}")

    def _end(self, kind: str) -> None:
        if kind not in self._open:
            return
        while self._open.pop() != kind:
            pass
        if self._record is not None and kind in (self._record.kind, "VCALENDAR"):
            if kind == "VCALENDAR":
                self.end()
            self._record = None
        if kind in ("VTIMEZONE", "VCALENDAR"):
            self._zone = None
        elif self._zone is not None:
            self._zone.append(f"END:{kind}")

    def _head(self, name: str, value: str) -> None:
        if name == "VERSION" and value.startswith("1"):
            sentence = _(
                "This is a vCalendar file of the old kind 1.0. Let the other program write iCalendar (.ics) instead."
            )
            raise limits.refused(sentence)  # fmt: skip
        self.parts[-1].headings.setdefault(name, value)


def _as_utf8(content: bytes) -> bytes:
    """UTF-16 (with a mark, or told by its NULs) as UTF-8; a mark taken off; each line end one byte."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark) or content.startswith("BEGIN".encode(name)):
            text = content.decode(name, "replace").removeprefix("\ufeff")
            content = text.encode("utf-8", "surrogatepass")
            limits.check_size(len(content) // 2)
            break
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\r" in content:
        for end in (b"\r\r\n", b"\r\n", b"\r"):
            content = content.replace(end, b"\n")
    if content.count(b"\n") > _MOST_LINES_OF_ALL:
        raise limits.too_much()
    return content


def _logical(content: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """The lines, unfolded as bytes (a letter may be cut in two), each with its number and whether it is too long."""
    pieces: list[bytes] = []
    first, length = 1, 0
    for number, raw in enumerate(io.BytesIO(content), 1):
        raw = raw.rstrip(b"\n")
        if raw[:1] in (b" ", b"\t") and pieces:
            length += len(raw)
            if length <= _LINE:
                pieces.append(raw[1:])
            continue
        if pieces:
            yield first, b"".join(pieces), length > _LINE
        pieces, first, length = ([raw[:_LINE]], number, len(raw)) if raw.strip() else ([], number, 0)
    if pieces:
        yield first, b"".join(pieces), length > _LINE


def _decoded(raw: bytes) -> tuple[str, bool]:
    """A line as text, and whether its letters had to be guessed."""
    try:
        return raw.decode().replace("\0", "\ufffd"), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").replace("\0", "\ufffd"), True
