"""Writes a document as one CommonMark file: what a person wrote stands in it as text, one value for one value."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never

from mentee_app.exports import addresses, files, reading
from mentee_app.exports.reading import (
    BarFigure,
    Block,
    ColumnFigure,
    Counsel,
    Facts,
    Heading,
    Item,
    Ledger,
    LineFigure,
    Listing,
    Reading,
    Table,
    Text,
    Told,
    Tone,
)

_DEEPEST = 6


def save(document: Reading, path: Path) -> None:
    """Write the document to `path`. Raises Trouble; then the old file still stands."""
    files.check_place(path)
    files.atomic_write(path, markdown(document).encode())


def markdown(document: Reading) -> str:
    """The document as CommonMark, without front matter; the same document gives the same text."""
    return "\n\n".join(part for part in _parts(document) if part) + "\n"


def escaped(text: str) -> str:
    """A text as paragraphs that show exactly its characters, its lines and its blank lines."""
    return "\n\n".join(_lines(each) for each in reading.paragraphs(reading.canonical(text)))


def escaped_line(text: str) -> str:
    """A text in one line, for a heading or within a line of ours."""
    return _HASHES_LAST.sub(_spelled, _line(reading.one_line(text)))


def _parts(document: Reading) -> Iterator[str]:
    yield f"# {escaped_line(document.title or document.kind)}"
    yield _joined_lines([document.kind if document.title else "", document.by, document.line])
    for each in document.opening:
        yield from _text(each, 2)
    level = 1
    for block in document.blocks:
        if isinstance(block, Heading):
            level = block.level + 1
        yield from _block(block, level)
    if document.foot:
        yield "* * *"
        yield from (escaped(each) for each in document.foot)


def _block(block: Block, level: int) -> Iterator[str]:
    """The parts of a block that stands below a heading of this level."""
    match block:
        case Heading():
            yield _heading(
                level, " · ".join(filter(None, (escaped_line(block.text), escaped_line(block.aside))))
            )
            yield escaped_line(block.line)
        case Text():
            yield from _text(block, level + 1)
        case Listing():
            yield _label(level, block.label)
            yield _listed(_item(each, block.boxes) for each in block.items)
        case Ledger():
            yield _label(level, block.label)
            yield _listed(_counsel(each) for each in block.items)
        case Facts():
            yield _listed(_told(each) for each in block.rows)
        case Table():
            yield _label(level, block.caption)
            yield _listed(_row(block.head, row) for row in block.rows)
        case LineFigure() | BarFigure() | ColumnFigure():
            yield _label(level, block.title)
            yield escaped(block.description)
        case _:
            assert_never(block)


def _text(block: Text, level: int) -> Iterator[str]:
    yield _label(level - 1, block.label)
    yield _softly(block.text) if block.tone is Tone.LEAD else escaped(block.text)


def _heading(level: int, line: str) -> str:
    return f"{'#' * min(level, _DEEPEST)} {line}"


def _label(level: int, label: str) -> str:
    return _heading(level + 1, escaped_line(label)) if label else ""


def _item(item: Item, box: bool) -> str:
    parts = [("[ ] " if box else "") + escaped(item.text)]
    if item.line:
        parts[0] += f"\\\n*{_within(item.line)}*"
    return "\n\n".join([*parts, *(_told(each, strong=False) for each in item.more)])


def _counsel(counsel: Counsel) -> str:
    parts = [_softly(counsel.context), escaped(counsel.text)]
    if counsel.line:
        parts.append(f"*{_within(counsel.line)}*")
    if counsel.decision:
        words = " ".join(filter(None, (counsel.sign, counsel.decision)))
        said = " · ".join(filter(None, (f"**{_within(words)}**", escaped_line(counsel.on))))
        parts.append(f"{said}: {escaped(counsel.reason)}" if counsel.reason.strip() else said)
    if counsel.outcome:
        parts.append(_told(counsel.outcome, strong=False))
    return "\n\n".join(filter(None, parts))


def _told(told: Told, strong: bool = True) -> str:
    mark = "**" if strong else "*"
    return f"{mark}{_within(told.label)}{mark} {escaped(told.text)}"


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    """The first cell, and below it the others by what stands above them."""
    others = [f"{escaped_line(name)}: {escaped_line(cell)}" for name, cell in zip(head[1:], row[1:]) if cell]
    return "\\\n".join([escaped_line(row[0]), *others])


def _joined_lines(lines: Iterable[str]) -> str:
    return "\\\n".join(filter(None, map(escaped_line, lines)))


def _listed(items: Iterable[str]) -> str:
    """A list. Where one item has several paragraphs all are set apart, as a reader of the file would expect."""
    every = ["- " + item.replace("\n", "\n  ").replace("\n  \n", "\n\n") for item in items]
    return ("\n\n" if any("\n\n" in each for each in every) else "\n").join(every)


def _softly(text: str) -> str:
    return "\n\n".join(f"*{each}*" for each in escaped(text).split("\n\n")) if text.strip() else ""


def _within(text: str) -> str:
    return _line(reading.one_line(text))


def _lines(paragraph: str) -> str:
    """The lines of a paragraph. One that is empty, as more blank lines were written, is a mere line break."""
    return "\\\n".join(_line(each) if each else "" for each in paragraph.split("\n"))


def _line(line: str) -> str:
    """A line with all that CommonMark (or one of its kin) would read taken literally."""
    if not line:
        return ""
    first = _spelled_letter(line[0]) if line[0].isspace() or line[0] == "\ufeff" else ""
    last = _spelled_letter(line[-1]) if len(line) > len(first[:1]) and _is_lost(line[-1]) else ""
    middle = line[1 if first else 0 : -1 if last else None]
    inner = "".join(_link(text, to) if to else _plain(text) for text, to in addresses.pieces(middle))
    inner = re.sub(r"!(?=\[)", r"\\!", inner)
    return first + (inner if first else _BEGINNINGS.sub(_held, inner)) + last


def _plain(text: str) -> str:
    text = _SIGNS.sub(r"\\\g<0>", text)
    return _OTHER_ADDRESSES.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], text)


def _link(text: str, to: str) -> str:
    return f"<{text}>" if _SIMPLE.fullmatch(text) else f"[{_SIGNS.sub(_backslashed, text)}](<{to}>)"


def _backslashed(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _held(found: re.Match[str]) -> str:
    """The beginning of a line that would be a heading, a list or an underline, made plain."""
    return found[0][:-1] + "\\" + found[0][-1]


def _is_lost(letter: str) -> bool:
    return letter.isspace() or letter == "\ufeff"


def _spelled_letter(letter: str) -> str:
    return f"&#{ord(letter)};"


def _spelled(found: re.Match[str]) -> str:
    return "".join(f"\\{letter}" for letter in found[0])


_SIGNS = re.compile(r"[\\`*_\[\]<>~|$^]|&(?=#?\w{1,40};)")
_BEGINNINGS = re.compile(r"^(?:[#+=:-]|\d{1,9}[.)])")
_HASHES_LAST = re.compile(r"(?<!\\)#+$")
_OTHER_ADDRESSES = re.compile(r"(?i)www\.|ftp:/(?=/)")
_SIMPLE = re.compile(r"https?://(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9./-]*)?")
