"""Reads an address book's file into cards and their properties: versions 2.1, 3.0 and 4.0, in time that grows with its size.

vobject writes our cards but does not read them: its pattern for a line takes time without end for `;A====…`, one line
that is wrong loses all the cards after it, and a photo is joined anew for each of its lines.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from mentee_app.i18n import _
from mentee_app.imports import card_values, limits
from mentee_app.imports.card_values import Property

_LINES = 2_000_000
_LEFT_OUT = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-IMAGE"})
"""What is long and has no place here: skipped line by line, before anything of it is read."""

_ENDS = re.compile(rb"\r\n|\r|\n")


@dataclass
class Card:
    """One card: its place in the file, its properties, and what was left out of it."""

    number: int
    line: int
    version: str = ""
    properties: list[Property] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    unread: int = 0
    too_long: bool = False
    cut_off: bool = False


def cards(content: bytes) -> Iterator[Card]:
    """The cards of a file, one after the other. Raises Trouble where it is too large, or no address book's file."""
    limits.check_size(len(content))
    content = _as_bytes(content)
    upper = content.upper()
    limits.check_records(upper.count(b"BEGIN:VCARD"))
    if not re.search(rb"BEGIN[ \t]*:[ \t]*VCARD", upper):
        raise limits.refused(
            _("No contact card is in this file. A file of contacts begins with BEGIN:VCARD.")
        )
    del upper
    if content.count(b"\n") + content.count(b"\r") > _LINES:
        raise limits.too_much()
    return _Reader(content).cards()


class _Reader:
    """Walks the lines once."""

    def __init__(self, content: bytes) -> None:
        self._lines = _ENDS.split(content)
        self._at = 0
        self._card: Card | None = None
        self._inside = 0
        self._count = 0

    def cards(self) -> Iterator[Card]:
        while self._at < len(self._lines):
            start, line = self._at, self._lines[self._at]
            self._at += 1
            if not line.strip():
                continue
            name, group, head, value = _parted(line)
            if name == "BEGIN" and value.strip().upper() == b"VCARD":
                yield from self._begin(start)
            elif name == "END" and value.strip().upper() == b"VCARD":
                yield from self._end()
            elif self._card is not None:
                self._read(self._card, name, group, head, value)
        if self._card is not None:
            self._card.cut_off = True
            yield self._card

    def _begin(self, line: int) -> Iterator[Card]:
        """A card within a card is an assistant's; elsewhere it says that the end of the last one is missing."""
        if self._card is not None and self._is_agent():
            self._inside += 1
            limits.check_depth(self._inside)
            self._card.skipped.add("AGENT")
            return
        if self._card is not None:
            self._card.cut_off = True
            yield self._card
        self._inside = 0
        self._count += 1
        limits.check_records(self._count)
        self._card = Card(self._count, line + 1)

    def _is_agent(self) -> bool:
        if self._inside:
            return True
        before = self._at - 2
        while before >= 0 and not self._lines[before].strip():
            before -= 1
        return _parted(self._lines[before])[0] == "AGENT" if before >= 0 else False

    def _end(self) -> Iterator[Card]:
        if self._inside:
            self._inside -= 1
        elif self._card is not None:
            done, self._card = self._card, None
            yield done

    def _read(self, card: Card, name: str, group: str, head: bytes, value: bytes) -> None:
        upper = head.upper() if head else b""
        encoded = b"BASE64" in upper or b"ENCODING=B" in upper
        if self._inside or name in _LEFT_OUT or encoded:
            self._pass(encoded)
            if name and not self._inside:
                card.skipped.add(name)
            return
        quoted = b"QUOTED-PRINTABLE" in upper
        value = self._quoted(value) if quoted else self._unfolded(value, card.version == "2.1")
        if not name:
            card.unread += 1
        elif len(value) > limits.TEXT:
            card.too_long = True
        else:
            self._keep(card, name, group, head, card_values.decoded(value, head, quoted))

    def _keep(self, card: Card, name: str, group: str, head: bytes, value: str) -> None:
        if name == "VERSION":
            card.version = value.strip()
        if len(card.properties) < 2000:
            old = card.version.startswith("2")
            card.properties.append(Property(name, group, card_values.parameters(head), value, old))
        else:
            card.unread += 1

    def _unfolded(self, value: bytes, old: bool) -> bytes:
        """The value with the lines that go on with it; version 2.1 keeps the space at which a line was broken."""
        if self._at >= len(self._lines) or self._lines[self._at][:1] not in (b" ", b"\t"):
            return value
        found = [value]
        while self._at < len(self._lines) and self._lines[self._at][:1] in (b" ", b"\t"):
            found.append(self._lines[self._at][0 if old else 1 :])
            self._at += 1
        return b"".join(found)

    def _quoted(self, value: bytes) -> bytes:
        """The value with the lines after a soft break; some programs fold as well."""
        found = [value]
        while self._at < len(self._lines):
            following = self._lines[self._at]
            if following.upper().startswith((b"END:VCARD", b"BEGIN:VCARD")):
                break
            if found[-1].endswith(b"="):
                found[-1] = found[-1][:-1]
                found.append(following.lstrip(b" \t") if following[:1] in (b" ", b"\t") else following)
            elif following[:1] in (b" ", b"\t") and following.strip():
                found.append(following[1:])
            else:
                break
            self._at += 1
        return b"".join(found)

    def _pass(self, encoded: bool) -> None:
        """Over the lines that go on with this one; those of base64 need no space before them."""
        lines = self._lines
        while self._at < len(lines):
            line = lines[self._at]
            if line[:1] not in (b" ", b"\t") and not (encoded and line and b":" not in line):
                return
            self._at += 1


def _as_bytes(content: bytes) -> bytes:
    """UTF-16, and the mark before UTF-8, out of the way."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return content[2:].decode(codec, "replace").encode("utf-8")
    if content[:2] in (b"B\0", b"b\0"):
        return content.decode("utf-16-le", "replace").encode("utf-8")
    if content[:3] in (b"\0B\0", b"\0b\0"):
        return content.decode("utf-16-be", "replace").encode("utf-8")
    return content.removeprefix(codecs.BOM_UTF8)


def _parted(line: bytes) -> tuple[str, str, bytes, bytes]:
    """Name, group, the parameters as they stand, value; the name is empty where the line is none of a card."""
    head, colon, value = line.partition(b":")
    if b'"' in head and head.count(b'"') % 2:
        head, colon, value = _past_quotes(line)
    first, _mark, rest = head.partition(b";")
    name, group = _named(first) if colon and len(first) < 200 else ("", "")
    return (name, group, rest[:4000], value) if name else ("", "", b"", b"")


@lru_cache(maxsize=1000)
def _named(first: bytes) -> tuple[str, str]:
    """Name and group: `item1.email` is EMAIL of ITEM1. Cached: the same few begin every card."""
    group, _dot, name = first.decode("ascii", "replace").strip().upper().rpartition(".")
    sound = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return (name, group) if sound else ("", "")


def _past_quotes(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Parted at the first colon that stands in no quotation marks."""
    at = 0
    for piece in line.split(b'"')[::2]:
        found = piece.find(b":")
        if found >= 0:
            at = line.find(piece, at) + found
            return line[:at], b":", line[at + 1 :]
        at += len(piece)
    return line.partition(b":")
