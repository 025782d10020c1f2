"""Makes a text that a person wrote ready for setting: as typed, long words broken, in its own direction."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

LONGEST_WORD = 28
"""Letters: a longer word, or part of one between hyphens, may break anywhere."""

_ENDLESS = 1000
"""Letters: a word that long breaks by invisible marks, which its copy holds; spacing takes too long."""

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LONG = re.compile(rf"[^\s\-\u2013\u2014]{{{LONGEST_WORD + 1},}}")
_LONG_FOR_A_CELL = re.compile(r"[^\s\-\u2013\u2014]{18,}")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"“”„«»]*[^\s<>\"“”„«».,;:!?)\]}'’]", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_CHUNK = 4


class Lettering:
    """Makes texts ready for one document. `replaced`: characters no document may hold; now U+FFFD."""

    def __init__(self, right_to_left: bool = False) -> None:
        self.replaced: set[str] = set()
        self.longest = 0
        self._right_to_left = right_to_left

    def line(self, text: str) -> str:
        """`text` in one line, for places that hold mere strings."""
        return self.begun(" ".join(self._clean(text).split()))

    def begun(self, line: str) -> str:
        """A line that begins with a number runs as its first word does; else "5 January" would change places."""
        if not self._right_to_left or line[:1].isalpha():
            return line
        first = next((letter for letter in line if letter.isalpha()), "")
        return f"\u200e{line}" if first and not _RIGHT_TO_LEFT.match(first) else line

    def text(self, text: str, narrow: bool = False) -> str | list[Any]:
        """`text` as the template takes it: a string, or else paragraphs (see there). `narrow`: for a cell of a table."""
        long = _LONG_FOR_A_CELL if narrow else _LONG
        clean = self._clean(text).rstrip()
        clean = clean[len(clean) - len(clean.lstrip("\n")) :]
        self.longest = max(self.longest, max(map(len, clean.split("\n")), default=0))
        if not clean:
            return ""
        plain = not (
            self._right_to_left
            or _RIGHT_TO_LEFT.search(clean)
            or long.search(clean)
            or _ADDRESS.search(clean)
        )
        if plain and not _BLANK.search(clean):
            return clean
        return [self._paragraph(part, gap, plain, long) for part, gap in _parts(clean)]

    def _paragraph(self, part: str, gap: int, plain: bool, long: re.Pattern[str]) -> Any:
        if plain and not gap:
            return part
        rtl = self._runs_right_to_left(part)
        turned = rtl != self._right_to_left
        return {"pieces": list(_pieces(part, long)), "gap": gap, "rtl": rtl, "turned": turned}

    def _runs_right_to_left(self, text: str) -> bool:
        for letter in text:
            direction = unicodedata.bidirectional(letter)
            if direction in ("R", "AL"):
                return True
            if direction == "L":
                return False
        return self._right_to_left

    def _clean(self, text: str) -> str:
        text = _UNWRITABLE.sub(self._replace, _BREAKS.sub("\n", text))
        return "\n".join(line.expandtabs(4) for line in text.split("\n")) if "\t" in text else text

    def _replace(self, found: re.Match[str]) -> str:
        self.replaced.add(found[0])
        return "\ufffd"


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The paragraphs, each with how many blank lines more than one stood before it."""
    lines: list[str] = []
    blank = before = 0
    for line in text.split("\n"):
        if line.strip():
            if blank and lines:
                yield "\n".join(lines), max(0, before - 1)
                lines, before = [], blank
            blank = 0
            lines.append(line)
        else:
            blank += 1
    yield "\n".join(lines), max(0, before - 1)


def _pieces(text: str, long: re.Pattern[str]) -> Iterator[Any]:
    at = 0
    for found in _ADDRESS.finditer(text):
        yield from _words(text[at : found.start()], long)
        yield {
            "parts": _chunks(found[0]) if len(found[0]) < _ENDLESS else [_marked(found[0])],
            "link": found[0],
        }
        at = found.end()
    yield from _words(text[at:], long)


def _words(text: str, long: re.Pattern[str]) -> Iterator[Any]:
    at = 0
    for found in long.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield {"parts": _chunks(found[0])} if len(found[0]) < _ENDLESS else _marked(found[0])
        at = found.end()
    if at < len(text):
        yield text[at:]


def _marked(word: str) -> str:
    return "\u200b".join(_chunks(word))


def _chunks(word: str) -> list[str]:
    """The word in short pieces, never between a letter and what is joined to it."""
    chunks, start, at = [], 0, _CHUNK
    while at < len(word):
        if _joins(word[at]) or word[at - 1] == "\u200d":
            at += 1
            continue
        chunks.append(word[start:at])
        start, at = at, at + _CHUNK
    return [*chunks, word[start:]]


def _joins(letter: str) -> bool:
    return letter > "\x7f" and (
        unicodedata.category(letter)[0] == "M" or letter in "\u200d" or "\U0001f3fb" <= letter <= "\U0001f3ff"
    )
