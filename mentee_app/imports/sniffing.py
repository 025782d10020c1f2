"""Tells by what it holds what kind of file somebody wants to bring in; its name only decides where both would be right."""

import csv
import json
import os
import re
from enum import Enum
from pathlib import Path

from mentee_app.i18n import _
from mentee_app.imports import columns, limits, note_files, opening
from mentee_app.imports.columns import Column
from mentee_app.trouble import Trouble

_LOOKED_AT = 5000
"""Files and folders in which the first Markdown note is looked for before the reader looks through all."""

_TABLE = (".csv", ".tsv", ".tab")
_LINES = 20


class Format(Enum):
    """A kind of file that is read."""

    CALENDAR = "calendar"
    VCARD = "vcard"
    TABLE = "table"
    EVERYTHING = "everything"
    MONICA = "monica"
    MARKDOWN = "markdown"


def what_is(path: Path) -> Format:
    """What kind of file (or folder) it is, by its first bytes. Raises Trouble, with a sentence that names what it is instead.

    Everything may be of any size; of the others, what is larger than 50 MB is refused.
    """
    if opening.is_folder(path):
        return _folder(path)
    found = _file(path)
    if found is not Format.EVERYTHING:
        opening.check_size(path)
    return found


def _file(path: Path) -> Format:
    head, tail = opening.ends(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(path, head)
    _refuse_known(path, head)
    text = _text(head)
    if text is None:
        raise _no(path, _("{name} is of no kind that Mentee reads."))
    return _written(path, text.lstrip("\ufeff \t\r\n"), _text(tail) or "")


def _folder(path: Path) -> Format:
    seen = 0
    for _place, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        seen += len(folders) + len(files)
        if any(note_files.is_note(name) for name in files) or seen > _LOOKED_AT:
            return Format.MARKDOWN
    if not seen and not os.access(path, os.R_OK | os.X_OK):
        raise _no(path, _("{name} is a folder that may not be looked into."))
    if not seen:
        raise _no(path, _("{name} is an empty folder."))
    raise _no(path, _("{name} is a folder without Markdown notes (files that end in .md)."))


def _packed(path: Path, head: bytes) -> Format:
    """A ZIP is one of notes unless its first files say that it is a document or a program."""
    start = head[:4096]
    for mark, sentence in (
        (b"[Content_Types].xml", _("{name} is an Office document. Save it as CSV or as text first.")),
        (
            b"mimetypeapplication/vnd.oasis",
            _("{name} is an OpenDocument file. Save it as CSV or as text first."),
        ),
        (b"mimetypeapplication/epub", _("{name} is an e-book.")),
        (b"META-INF/", _("{name} is a program.")),
    ):
        if mark in start:
            raise _no(path, sentence)
    return Format.MARKDOWN


def _refuse_known(path: Path, head: bytes) -> None:
    for mark, sentence in (
        (b"%PDF-", _("{name} is a PDF. Mentee reads no text out of PDFs.")),
        (b"SQLite format 3\0", _("{name} is a database. A Mentee notebook comes back by File, Restore.")),
        (b"\x89PNG", _("{name} is a picture.")),
        (b"\xff\xd8\xff", _("{name} is a picture.")),
        (b"GIF8", _("{name} is a picture.")),
        (b"\xd0\xcf\x11\xe0", _("{name} is an old Office document. Save it as CSV or as text first.")),
        (b"{\\rtf", _("{name} is a document in RTF. Save it as text first.")),
        (b"\x1f\x8b", _("{name} is packed. Unpack it first.")),
        (b"7z\xbc\xaf", _("{name} is packed. Unpack it first.")),
        (b"Rar!", _("{name} is packed. Unpack it first.")),
        (b"BZh", _("{name} is packed. Unpack it first.")),
        (b"\xfd7zXZ", _("{name} is packed. Unpack it first.")),
        (b"\x7fELF", _("{name} is a program.")),
        (b"MZ\x90", _("{name} is a program.")),
    ):
        if head.startswith(mark):
            raise _no(path, sentence)
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp" or head[:3] == b"ID3" or head[:4] == b"OggS":
        raise _no(path, _("{name} is a picture, a sound or a film."))


def _text(slice: bytes) -> str | None:
    """A slice as text, as far as its kind can be told; None for what is none."""
    if slice[:2] in (b"\xff\xfe", b"\xfe\xff") or slice[:3] == b"\xef\xbb\xbf":
        return slice.decode("utf-16" if slice[:1] != b"\xef" else "utf-8", "replace")
    nothings = slice[:4096].count(b"\0")
    if nothings:
        wide = json.detect_encoding(slice[:4])
        if wide in ("utf-8", "utf-8-sig") or not 0.3 < nothings / len(slice[:4096]) < 0.8:
            return None
        slice = slice.decode(wide, "replace").encode("utf-8", "replace")
    text = slice.decode("utf-8", "replace")
    strange = sum(text.count(chr(code)) for code in (*range(8), *range(14, 32), 127))
    return text if strange * 20 <= len(text) else None


def _written(path: Path, text: str, tail: str) -> Format:
    """What a text is."""
    start = text[:4096]
    if found := re.search(r"(?im)^[ \t]*begin:(vcalendar|vcard|vevent|vtodo)\b", start):
        return Format.VCARD if found[1].lower() == "vcard" else Format.CALENDAR
    if re.match(r"\{\s*[\"}]|\[\s*[{\]]", start):
        return _json(path, text, tail)
    if re.match(r"(?i)<(!doctype|html|\?xml|head|body|svg)", start):
        raise _no(path, _("{name} is a web page or XML. Choose another kind of export there."))
    if re.search(r"(?im)^(insert (ignore )?into|create table) ", text):
        raise _no(path, _("{name} is SQL. In Monica, choose the export as JSON instead."))
    if not start.strip():
        raise _no(path, _("{name} is empty."))
    return Format.TABLE if _is_table(path, text) else Format.MARKDOWN


def _json(path: Path, text: str, tail: str) -> Format:
    both = text + tail
    if re.search(r'"format"\s*:\s*"mentee-everything"', both):
        return Format.EVERYTHING
    if re.search(r'"account"\s*:\s*\{', both) and re.search(r'"(app_version|exported_by|contacts?)"', both):
        return Format.MONICA
    raise _no(path, _("{name} is JSON, but neither from Mentee nor from Monica."))


def _is_table(path: Path, text: str) -> bool:
    """Whether the lines fall into the same columns; a note that merely has commas does not."""
    ending = path.suffix.lower()
    if ending in _TABLE:
        return True
    if ending in note_files.ENDINGS or re.match(
        r"(---|\+\+\+)[ \t]*\r?\n|#{1,6} |[-*] |[^\n]{0,40}:: ", text
    ):
        return False
    return any(_columns(text, mark) for mark in ",;\t|")


def _columns(text: str, mark: str) -> bool:
    lines = text.splitlines()
    try:
        rows = [row for row in csv.reader(lines[:_LINES], delimiter=mark) if row]
    except csv.Error:
        return False
    if len(lines) > _LINES:
        rows = rows[:-1]  # a cell of several lines may be cut there
    if len(rows) < 2 or len(rows[0]) < 2 or len({len(row) for row in rows}) > 1:
        return False
    return any(meaning is not Column.IGNORE for meaning in columns.proposed(rows[0], rows[1:]))


def _no(path: Path, sentence: str) -> Trouble:
    trouble = limits.refused(sentence.format(name=opening.shown(path)))
    trouble.path = path
    return trouble
