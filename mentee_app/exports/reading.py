"""A document as it is read from top to bottom: the one shape that PDF, Markdown and HTML are made from."""

import re
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from mentee_app.exports.lettering import Lettering


class Tone(Enum):
    """How loud a text is."""

    PLAIN = "plain"
    LEAD = "lead"
    QUIET = "quiet"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (below the title) to 4: `aside` follows it softly, `line` stands in small print below.

    `anchor` names its place once in the document; `leads_to` is the anchor that its line leads to.
    """

    level: int
    text: str
    aside: str = ""
    line: str = ""
    anchor: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Text:
    """Paragraphs, under a label where there is one."""

    text: str
    label: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Told:
    """What is told besides: a label and a text."""

    label: str
    text: str


@dataclass(frozen=True)
class Item:
    """One thing of a list, with small print beside it."""

    text: str
    line: str = ""
    more: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list under a label; `boxes`: each is to be ticked off."""

    items: tuple[Item, ...]
    label: str = ""
    boxes: bool = False


@dataclass(frozen=True)
class Counsel:
    """A piece of advice: the sign and the word of its decision, the day of it, why, and how it turned out."""

    text: str
    context: str = ""
    line: str = ""
    sign: str = ""
    decision: str = ""
    on: str = ""
    reason: str = ""
    outcome: Told | None = None


@dataclass(frozen=True)
class Ledger:
    """Advice under a label."""

    items: tuple[Counsel, ...]
    label: str = ""


@dataclass(frozen=True)
class Facts:
    """Labels with what stands beside each."""

    rows: tuple[Told, ...]


@dataclass(frozen=True)
class Table:
    """A table; each row has as many cells as the head. `caption` says what it is, `wide` which columns share the room.

    `anchors` are the places that the rows lead to, where they do.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[int, ...] = (0,)
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A point of a line: from left to right and from bottom to top, both 0 to 1, and what it says."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Mark:
    """A place along the bottom of a picture (0 to 1), and what it says."""

    x: float
    label: str


@dataclass(frozen=True)
class LineFigure:
    """Spots joined by a line, from 0 to 100 %. `base`: where it began (0 to 1); `aim`: the place of the day aimed at.

    A `small` one stands beside others of its kind, all over the same time.
    """

    title: str
    description: str
    spots: tuple[Spot, ...]
    marks: tuple[Mark, ...] = ()
    base: float | None = None
    aim: Mark | None = None
    small: bool = False


@dataclass(frozen=True)
class Bar:
    """A bar: what it counts, how many, and its length (0 to 1)."""

    label: str
    count: int
    length: float


@dataclass(frozen=True)
class BarFigure:
    """Lying bars, each with its word and its number."""

    title: str
    description: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class ColumnFigure:
    """Standing bars, from left to right."""

    title: str
    description: str
    columns: tuple[Bar, ...]


Figure: TypeAlias = LineFigure | BarFigure | ColumnFigure
Block: TypeAlias = Heading | Text | Listing | Ledger | Facts | Table | Figure


@dataclass(frozen=True)
class Reading:
    """The whole document. `kind` says what it is ("Mentoring history"), `title` names it; `by`: whose it is.

    `line` is the small print below the title, `opening` stands before the first heading, `foot` after the last block.
    `rtl` and `language` are of the document; what a person wrote runs in its own direction.
    """

    kind: str
    title: str
    language: str
    region: str | None
    rtl: bool
    blocks: tuple[Block, ...]
    by: str = ""
    line: str = ""
    opening: tuple[Text, ...] = ()
    foot: tuple[str, ...] = ()
    made_on: date | None = None
    contents: str = ""
    """What the table of contents is called; empty where there is none."""
    words: dict[str, str] = field(default_factory=dict)
    """What a template needs besides."""


def canonical(text: str) -> str:
    """`text` as every document holds it: LF as line end, no blank lines around it, what cannot be written as U+FFFD."""
    clean = _UNWRITABLE.sub("\ufffd", _BREAKS.sub("\n", text))
    lines = [line if line.strip() else "" for line in clean.split("\n")]
    return "\n".join(lines).strip("\n")


def one_line(text: str) -> str:
    """`text` in one line."""
    return " ".join(canonical(text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a canonical text; each blank line more than one stands as a line end before the next."""
    return _BETWEEN.split(text) if text else []


def template_input(reading: Reading, paper: str) -> dict[str, Any]:
    """The reading as a template for PDF takes it: what a person wrote is made ready by lettering."""
    lettering, day = Lettering(reading.rtl), reading.made_on
    kind, title, by = (lettering.line(each) for each in (reading.kind, reading.title, reading.by))
    said: dict[str, Any] = {
        "language": reading.language,
        "region": reading.region,
        "rtl": reading.rtl,
        "paper": paper,
        "title_of_file": f"{kind}: {title}" if title else kind,
        "author": by,
        "made_on": day and [day.year, day.month, day.day],
        "kind": kind,
        "title": lettering.text(reading.title),
        "long_title": len(title) > 44 or max(map(len, title.split()), default=0) > 18,
        "head": f"{kind} · {title}"[:200] if title else kind,
        "by": lettering.text(reading.by),
        "line": lettering.text(reading.line),
        "opening": [_lettered(each, lettering) for each in reading.opening],
        "sections": [_lettered(each, lettering) for each in reading.blocks],
        "foot": [lettering.text(each) for each in reading.foot],
        "words": reading.words,
    }
    return said | {"replaced": sorted(map(ord, lettering.replaced))}


def _lettered(value: Any, lettering: Lettering) -> Any:
    """Every text in a block made ready; descriptions and marks of pictures, which are mere strings there, in one line."""
    if isinstance(value, str):
        return lettering.text(value)
    if isinstance(value, tuple):
        return [_lettered(each, lettering) for each in value]
    if isinstance(value, LineFigure | BarFigure | ColumnFigure | Spot | Mark | Bar):
        return _shape(value) | {
            each.name: lettering.line(getattr(value, each.name))
            if isinstance(getattr(value, each.name), str)
            else _lettered(getattr(value, each.name), lettering)
            for each in fields(value)
        }
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return _shape(value) | {
            each.name: _lettered(getattr(value, each.name), lettering) for each in fields(value)
        }
    return value


def _shape(value: Any) -> dict[str, str]:
    return {"shape": type(value).__name__}


_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BETWEEN = re.compile("(?<!\n)\n\n")
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
