"""Reads the file that holds a whole notebook, record by record: what of it can be understood, and why not."""

import io
import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from mentee_app.domain import everything
from mentee_app.domain.everything import Record, WholeNotebook
from mentee_app.domain.incoming import NotUnderstood
from mentee_app.i18n import _
from mentee_app.imports import everything_records, limits
from mentee_app.trouble import Trouble, TroubleKind

BYTES = 500_000_000
"""A file of ours is read line by line, so it may be larger than others: a hundred thousand sessions take 130 MB."""

RECORDS = 2_000_000
_LINE = 64_000_000
_MOST_REFUSED = 10_000
_BOM = b"\xef\xbb\xbf"


def parse(content: bytes) -> WholeNotebook:
    """What a file holds. Raises Trouble (BAD_INPUT) where it cannot be read as a whole."""
    return _parsed(_Bytes(content))


def read(path: Path) -> WholeNotebook:
    """What the file at `path` holds; it is read again when its records are wanted. Raises Trouble."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(path)
        return _parsed(_File(path, found.st_size, found.st_mtime_ns))
    except OSError as error:
        raise _unreadable(path) from error


@dataclass(frozen=True)
class _Bytes:
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def opened(self) -> BinaryIO:
        return io.BytesIO(self.content)


@dataclass(frozen=True)
class _File:
    path: Path
    size: int
    changed_at: int

    def opened(self) -> BinaryIO:
        try:
            found = self.path.stat()
            if (found.st_size, found.st_mtime_ns) != (self.size, self.changed_at):
                raise limits.refused(_changed())
            return self.path.open("rb")
        except OSError as error:
            raise _unreadable(self.path) from error


_Place = tuple[int, int]
"""Where the lines of a noun begin, in bytes, and how many there are."""


@dataclass(frozen=True)
class _InLines:
    """Records that stand one a line; only those that are asked for are in memory."""

    source: _Bytes | _File
    places: Mapping[str, _Place]
    bad: dict[str, set[int]] = field(default_factory=dict)

    def of(self, noun: str) -> Iterator[Record]:
        try:
            yield from everything_records.understood(noun, self.raw(noun), self.bad.get(noun, set()), None)
        except _OtherLayout:
            raise limits.refused(_changed()) from None

    def raw(self, noun: str) -> Iterator[Any]:
        start, count = self.places[noun]
        try:
            with self.source.opened() as file:
                file.seek(start)
                for _number in range(count):
                    yield _line_value(file.readline(_LINE + 1))
        except OSError as error:
            raise limits.refused(_("The file could not be read to its end. Try it once more.")) from error


@dataclass(frozen=True)
class _InMemory:
    """Records of a file that another program laid out anew."""

    lists: Mapping[str, list[Any]]
    bad: dict[str, set[int]] = field(default_factory=dict)

    def of(self, noun: str) -> Iterator[Record]:
        return everything_records.understood(noun, self.raw(noun), self.bad.get(noun, set()), None)

    def raw(self, noun: str) -> Iterator[Any]:
        return iter(self.lists[noun])


class _OtherLayout(Exception):
    """It is not laid out as we write it, or not JSON at all."""


def _parsed(source: _Bytes | _File) -> WholeNotebook:
    if source.size > BYTES:
        sentence = _("The file is larger than {limit} MB, which is more than Mentee takes in.")
        raise limits.refused(sentence.format(limit=BYTES // 10**6))
    try:
        return _checked(_InLines(source, _layout(source)))
    except _OtherLayout:
        if source.size > limits.BYTES:
            sentence = _(
                "The file is damaged, or another program has laid it out anew. Such a file may have {limit} MB at most."
            )
            raise limits.refused(sentence.format(limit=limits.BYTES // 10**6)) from None
    with source.opened() as file:
        lists = _lists(limits.json_value(file.read()))
    limits.check_records(sum(map(len, lists.values())))
    return _checked(_InMemory(lists))


def _checked(records: _InLines | _InMemory) -> WholeNotebook:
    """Look at every record once; those that cannot be understood are not given out later."""
    refused: list[NotUnderstood] = []
    total = 0
    for noun in everything.NOUNS:

        def refuse(number: int, why: str, noun: str = noun) -> None:
            records.bad.setdefault(noun, set()).add(number)
            refused.append(NotUnderstood(everything.place(noun, number), why))
            if len(refused) > _MOST_REFUSED:
                sentence = _(
                    "More than {limit} records of the file cannot be understood. Let it be written anew."
                )
                raise limits.refused(sentence.format(limit=f"{_MOST_REFUSED:,}"))

        understood = sum(1 for _each in everything_records.understood(noun, records.raw(noun), set(), refuse))
        total += understood + len(records.bad.get(noun, ()))
    return WholeNotebook(records, total, tuple(refused))


def _layout(source: _Bytes | _File) -> dict[str, _Place]:
    """Where the records of each noun stand, for a file that is laid out as we write it. Raises _OtherLayout, Trouble."""
    with source.opened() as file:
        if next(file, b"").removeprefix(_BOM).rstrip() != b"{":
            raise _OtherLayout
        if _line(file) != f'"format": "{everything.FORMAT}"'.encode():
            raise _OtherLayout
        _check_version_line(_line(file))
        places, counted = {}, 0
        for noun in everything.NOUNS:
            places[noun] = _list_at(file, noun, counted)
            counted += places[noun][1]
        if _line(file) != b"}" or file.read(1000).strip():
            raise _OtherLayout
    return places


def _list_at(file: BinaryIO, noun: str, counted: int) -> _Place:
    head = _line(file)
    if head == f'"{noun}": []'.encode():
        return 0, 0
    if head != f'"{noun}": ['.encode():
        raise _OtherLayout
    start, count = file.tell(), 0
    while (line := file.readline(_LINE + 1)).startswith(b"{"):
        count += 1
        if len(line) > _LINE:
            raise _too_long_a_line(noun, count)
        if counted + count > RECORDS:
            sentence = _("The file holds more than {limit} records, which is more than Mentee takes in.")
            raise limits.refused(sentence.format(limit=f"{RECORDS:,}"))
    if line.rstrip().rstrip(b",") != b"]":
        raise _OtherLayout
    return start, count


def _line(file: BinaryIO) -> bytes:
    return file.readline(1000).rstrip().removesuffix(b",")


def _line_value(line: bytes) -> Any:
    if len(line) > _LINE:
        raise _OtherLayout
    if len(line) > limits.VALUES and sum(map(line.count, (b",", b"[", b"{"))) > limits.VALUES:
        raise limits.too_much()
    try:
        text = line.decode().rstrip()
        return json.loads(text.removesuffix(","), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _OtherLayout from None


def _check_version_line(line: bytes) -> None:
    name, _colon, number = line.partition(b": ")
    if name != b'"version"' or not number.isdigit() or len(number) > 9:
        raise _OtherLayout
    _check_version(int(number))


def _check_version(version: object) -> None:
    if type(version) is not int or version < 1:
        raise limits.refused(_("The file does not say which version of the format it has."))
    if version > everything.VERSION:
        raise limits.refused(
            _("The file was written by a newer version of Mentee. Install the newer version to take it in.")
        )


def _lists(value: Any) -> dict[str, list[Any]]:
    if not isinstance(value, dict) or value.get("format") != everything.FORMAT:
        raise limits.refused(_("The file does not hold a whole notebook of Mentee."))
    _check_version(value.get("version"))
    for noun in everything.NOUNS:
        if not isinstance(value.get(noun), list):
            sentence = _("The file lacks the list “{noun}”. Let it be written anew.")
            raise limits.refused(sentence.format(noun=noun))
    unknown = sorted(value.keys() - {"format", "version", *everything.NOUNS})
    if unknown:
        sentence = _("The file holds something that Mentee does not know: “{name}”.")
        raise limits.refused(sentence.format(name=unknown[0][:60]))
    return {noun: value[noun] for noun in everything.NOUNS}


def _too_long_a_line(noun: str, number: int) -> Trouble:
    sentence = _("{place} is longer than {limit} MB, which is more than Mentee takes in.")
    return limits.refused(sentence.format(place=everything.place(noun, number), limit=_LINE // 10**6))


def _changed() -> str:
    return _("The file was changed while it was read. Choose it once more.")


def _unreadable(path: Path) -> Trouble:
    sentence = _("{path} cannot be read. Check that it is there and that you may open it.")
    return Trouble(TroubleKind.NO_ACCESS, sentence.format(path=path), path)


def _no_number(name: str) -> Any:
    raise ValueError(name)
