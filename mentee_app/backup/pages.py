"""Reads the pages of a notebook file without SQLite, for a file whose first pages SQLite can no longer follow."""

from collections.abc import Iterator
from pathlib import Path

_INTERIOR = 0x05
_HEADER = 100


def page_size(content: bytes | bytearray) -> int:
    """The size of a page; 4096 where the header does not say one that can be."""
    size = int.from_bytes(content[16:18], "big")
    size = 65536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else 4096


def with_schema_of(damaged: Path, donor: Path) -> bytes | None:
    """The bytes of `damaged` with the header and the list of tables taken from `donor`, a whole file of the same making.

    None where the sizes of their pages differ. What the list says is true of `damaged` where both were made by the
    same steps, as a copy of it was: then the tables begin on the same pages.
    """
    content, whole = bytearray(damaged.read_bytes()), donor.read_bytes()
    size = page_size(whole)
    if page_size(content) != size and content[:16] == whole[:16]:
        return None
    for number in _schema_pages(whole, size):
        start = (number - 1) * size
        content.extend(bytes(max(0, start + size - len(content))))  # the file may be cut before it
        content[start : start + size] = whole[start : start + size]
    content[28:32] = (len(content) // size).to_bytes(4, "big")
    content[32:40] = bytes(8)  # no list of free pages
    content[18:20] = b"\x01\x01"  # no -wal
    return bytes(content[: len(content) // size * size])


def _schema_pages(content: bytes, size: int) -> Iterator[int]:
    """The pages of the table that begins on page 1."""
    waiting, seen = [1], set()
    while waiting:
        number = waiting.pop()
        if number in seen or not 0 < number <= len(content) // size:
            continue
        seen.add(number)
        yield number
        page = content[(number - 1) * size : number * size]
        at = _HEADER if number == 1 else 0
        if page[at] != _INTERIOR:
            continue
        waiting.append(int.from_bytes(page[at + 8 : at + 12], "big"))
        for cell in range(int.from_bytes(page[at + 3 : at + 5], "big")):
            place = at + 12 + 2 * cell
            child = int.from_bytes(page[place : place + 2], "big")
            waiting.append(int.from_bytes(page[child : child + 4], "big"))
