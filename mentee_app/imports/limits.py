"""How much a file may ask of us before it is refused, and the sentences that say so."""

import io
import json
import struct
import zipfile
import zlib
from typing import Any

from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

BYTES = 50_000_000
"""The size of a file, and of everything in a ZIP together."""

DEPTH = 50
"""How far things may stand within one another."""

RECORDS = 100_000
"""People, events, lines of a table: all that a preview counts."""

TEXT = 1_000_000
"""Bytes of UTF-8 in one text."""

VALUES = 4_000_000
"""Commas and brackets of a JSON file: more of them do not fit into the memory that reading may take."""

ZIP_RATIO = 100
ZIP_MEMBERS = 1000

SECONDS = 10.0
MEMORY = 512 * 1024 * 1024


def refused(sentence: str) -> Trouble:
    """A file that cannot be read as a whole: what it is in words."""
    return Trouble(TroubleKind.BAD_INPUT, sentence)


def check_size(count: int) -> None:
    """Raises Trouble for a file of more than 50 MB."""
    if count > BYTES:
        sentence = _("The file is larger than {limit} MB. Let the other program write it in several parts.")
        raise refused(sentence.format(limit=BYTES // 10**6))


def check_records(count: int) -> None:
    """Raises Trouble for more than 100,000 records. Ask while counting, not afterwards."""
    if count > RECORDS:
        sentence = _(
            "The file holds more than {limit} records. Let the other program write it in several parts."
        )
        raise refused(sentence.format(limit=f"{RECORDS:,}"))


def check_depth(depth: int) -> None:
    """Raises Trouble for things that stand more than 50 deep within one another."""
    if depth > DEPTH:
        raise too_deep()


def too_deep() -> Trouble:
    """For a parser that ran into its own limit."""
    sentence = _(
        "The things in the file stand more than {limit} deep within one another. No program needs that."
    )
    return refused(sentence.format(limit=DEPTH))


def too_much() -> Trouble:
    """For a file that would take more memory than reading may take."""
    return refused(_("The file holds more than Mentee can take in at once. Try it in several parts."))


def too_slow() -> Trouble:
    """For a file that takes longer than reading may take."""
    sentence = _("The file could not be read within {limit} seconds. Try it in several parts.")
    return refused(sentence.format(limit=round(SECONDS)))


def is_too_long(text: str) -> bool:
    """Whether a text is longer than 1 MB; its record is then refused with `text_too_long`."""
    if len(text) * 4 <= TEXT:
        return False
    return len(text) > TEXT or len(text.encode("utf-8", "surrogatepass")) > TEXT


def text_too_long() -> str:
    """Why a record is refused."""
    return _("A text in it is longer than {limit} MB.").format(limit=TEXT // 10**6)


def json_value(content: bytes) -> Any:
    """What stands in a JSON file (UTF-8, UTF-16 or UTF-32, with a mark or without). Raises Trouble.

    The texts in it may be of any length: see `is_too_long`.
    """
    check_size(len(content))
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > VALUES:
        raise too_much()
    try:
        text = content.decode(json.detect_encoding(content))
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except RecursionError:
        raise too_deep() from None
    except MemoryError:
        raise too_much() from None
    except ValueError as error:
        raise _no_json(error) from None
    _check_json_depth(value)
    return value


def open_zip(content: bytes) -> zipfile.ZipFile:
    """A ZIP, its members counted and measured before one is unpacked. Raises Trouble."""
    if (
        content.count(b"PK\x01\x02") > ZIP_MEMBERS
    ):  # counted first: a list of a million takes a minute to read
        raise _too_many_members()
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, struct.error) as error:
        raise refused(_("The ZIP file is damaged: its list of contents cannot be read.")) from error
    _check_zip(archive.infolist())
    return archive


def zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    """What a member holds, at most as many bytes as it says; None where it is damaged, encrypted or packed in a strange way."""
    if member.flag_bits & 0x1:
        return None
    try:
        with archive.open(member) as opened:
            return opened.read(member.file_size)
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError,
    ):  # fmt: skip
        return None


def _check_zip(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > ZIP_MEMBERS:
        raise _too_many_members()
    packed = sum(member.compress_size for member in members)
    whole = sum(member.file_size for member in members)
    if whole > BYTES:
        sentence = _("What the ZIP file holds is larger than {limit} MB. Try it in several parts.")
        raise refused(sentence.format(limit=BYTES // 10**6))
    if whole > ZIP_RATIO * max(1, packed) or any(map(_swells, members)):
        sentence = _("The ZIP file swells to more than {limit} times its size. Unpack it first.")
        raise refused(sentence.format(limit=ZIP_RATIO))


def _too_many_members() -> Trouble:
    sentence = _("The ZIP file holds more than {limit} files. Try it in several parts.")
    return refused(sentence.format(limit=f"{ZIP_MEMBERS:,}"))


def _swells(member: zipfile.ZipInfo) -> bool:
    return member.file_size > ZIP_RATIO * max(1, member.compress_size)


def _check_json_depth(value: Any) -> None:
    level = [value]
    for _deep in range(DEPTH):
        inside: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inside += each.values()
            elif isinstance(each, list):
                inside += each
        if not inside:
            return
        level = inside
    raise too_deep()


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _no_json(error: ValueError) -> Trouble:
    if isinstance(error, json.JSONDecodeError):
        sentence = _(
            "The file is not whole JSON: it cannot be read from line {line} on. Let it be written anew."
        )
        return refused(sentence.format(line=error.lineno))
    return refused(
        _("The file is not whole JSON, or has letters that cannot be read. Let it be written anew.")
    )
