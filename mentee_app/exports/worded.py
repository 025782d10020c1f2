"""The worded document: what a renderer (PDF, Markdown, HTML) is given. Nothing here knows how it will look.

Every `str` is one line in the language of the document. Every `Said` is what a person wrote, as typed: any characters,
several paragraphs. Both are plain text; a renderer escapes both. Fields are only ever added, with a default.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A text that a person wrote (or our own words in the place of one)."""

    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass(frozen=True)
class Frame:
    """The language ("en"), its region ("GB" or None), whether it runs from right to left, and the paper."""

    language: str
    region: str | None
    rtl: bool
    paper: str


@dataclass(frozen=True)
class MentorWords:
    """A mentor on the first page; `long` names are set smaller."""

    name: Said
    long: bool
    line: str


@dataclass(frozen=True)
class RemarkWords:
    """Something more about an item: "Learned:" and the text."""

    label: str
    text: Said


@dataclass(frozen=True)
class ItemWords:
    """A line of a list: `line` is a remark behind it, in our words."""

    text: Said
    line: str = ""
    more: tuple[RemarkWords, ...] = ()
    sign: str = "–"


@dataclass(frozen=True)
class AdviceWords:
    """A piece of advice; `sign` and `decision` say the same, `on` is the day or ""."""

    text: Said
    context: Said
    sign: str
    decision: str
    on: str
    reason: Said
    outcome: Said


@dataclass(frozen=True)
class PartWords:
    """A labelled part of a session: one text, or items, or advice (`kind` says which: "text", "items", "advice")."""

    kind: str
    label: str
    text: Said = Said()
    items: tuple[ItemWords, ...] = ()
    advice: tuple[AdviceWords, ...] = ()


@dataclass(frozen=True)
class SessionWords:
    """A session. `anchor` names it once in the document; where `refers`, it is set elsewhere.

    A reference has no parts; its `line` says where the session stands, `anchor` leads there ("" in another volume).
    """

    anchor: str
    title: str
    mentor: Said
    topic: Said
    line: str
    parts: tuple[PartWords, ...] = ()
    refers: bool = False


@dataclass(frozen=True)
class GroupWords:
    """A year or month of a long section (else `title` is ""); `head` stands at the top of its pages."""

    title: str
    head: str
    sessions: tuple[SessionWords, ...]


@dataclass(frozen=True)
class SectionWords:
    """A mentor, a goal or a year. `line` says more about it, `about` is what a goal is for."""

    title: Said
    long: bool
    line: str
    groups: tuple[GroupWords, ...]
    about: Said = Said()


@dataclass(frozen=True)
class Column:
    """Sessions in one month, quarter or year; `tick` stands below it where it is not ""."""

    label: str
    tick: str
    count: int


@dataclass(frozen=True)
class Bar:
    """How much advice got one decision; `open` where it is not decided for good."""

    sign: str
    label: str
    count: int
    open: bool


@dataclass(frozen=True)
class Curve:
    """A goal's check-ins: (place in time from 0 to 1, percent); `last` says the last percent, `month` when that was.

    `told` says them all in words.
    """

    title: str
    points: tuple[tuple[float, int], ...]
    last: str
    month: str
    told: str = ""


@dataclass(frozen=True)
class Tick:
    """A word below a curve, at a place in time from 0 to 1."""

    place: float
    label: str


@dataclass(frozen=True)
class Figure:
    """A drawing of numbers. `kind`: "columns", "bars" or "curves"; `alternative` says its numbers in words."""

    kind: str
    caption: str
    alternative: str
    columns: tuple[Column, ...] = ()
    bars: tuple[Bar, ...] = ()
    curves: tuple[Curve, ...] = ()
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True)
class RowWords:
    """A row of an index. `anchor` is the session it comes from; `done` rows are quiet."""

    text: Said
    cells: tuple[Said, ...]
    anchor: str
    done: bool = False


@dataclass(frozen=True)
class IndexWords:
    """A table at the end: heads for the text, for the cells, and last for the page of the session."""

    title: str
    line: str
    heads: tuple[str, ...]
    rows: tuple[RowWords, ...]


@dataclass(frozen=True)
class Terms:
    """Words that stand in the document itself."""

    page: str
    contents: str
    mentors: str
    about: str
    outcome: str
    missing: str
    more_missing: str
    glance: str


@dataclass(frozen=True)
class Worded:
    """The whole document. `kind` is "history" or "session" (one session: no first page, no contents, no indexes)."""

    kind: str
    frame: Frame
    file_title: str
    author: str
    title: str
    volume: str
    name: Said
    long_name: bool
    known_for: Said
    period: str
    count: str
    head: str
    grouped: bool
    mentors: tuple[MentorWords, ...]
    figures: tuple[Figure, ...]
    sections: tuple[SectionWords, ...]
    indexes: tuple[IndexWords, ...]
    about: tuple[str, ...]
    words: Terms
    long_lines: bool = False
    made_on: tuple[int, int, int] = (2000, 1, 1)
