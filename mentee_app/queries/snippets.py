"""Finds the words of a search in a text as it was written, and cuts out the sentence around them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mentee_app.queries.searching import Word
from mentee_app.storage import spacing

Marks = tuple[tuple[int, int], ...]
"""From where to where (in characters) the words that were looked for stand, in order."""

LONGEST = 180
"""No snippet holds more characters."""

_BEFORE = 60


@dataclass(frozen=True)
class Snippet:
    """A piece of a text on one line, and where in it the words stand."""

    text: str
    marks: Marks = ()


class Finder:
    """Knows the words of one search."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._patterns = [(_pattern(_plain(word.text)), word.whole) for word in words]

    def around(self, text: str) -> Snippet:
        """The sentence around the first place where a word stands; the first sentence where none does."""
        plain = _plain(text)
        places = [place for place in (self._first(plain, each) for each in self._patterns) if place]
        start, end = min(places) if places else (_first_letter(text), _first_letter(text))
        left, right = _sentence(text, start, min(end, start + LONGEST // 2))
        return self.marked(_cut(text, left, right))

    def finds(self, text: str) -> bool:
        """Whether one of the words stands in `text`."""
        plain = _plain(text)
        return any(self._first(plain, each) is not None for each in self._patterns)

    def finds_all(self, text: str) -> bool:
        """Whether all of the words stand in `text`."""
        plain = _plain(text)
        return all(self._first(plain, each) is not None for each in self._patterns)

    def marked(self, text: str) -> Snippet:
        """`text` as it is, with all places of all words."""
        plain = _plain(text)
        places = sorted(place for each in self._patterns for place in _places(plain, *each))
        return Snippet(text, tuple(_apart(places)))

    def _first(self, plain: str, pattern: tuple[re.Pattern[str] | None, bool]) -> tuple[int, int] | None:
        return next(_places(plain, *pattern), None)


def one_line(text: str) -> str:
    """`text` with a space in place of each line break, tab and control character; as long as before."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(letter) in _NOT_SEEN else letter for letter in text)


def first_line(text: str) -> str:
    """The first line of `text` that says something, cut where it is long."""
    line = next((line for line in text[: 4 * LONGEST].splitlines() if line.strip()), "")
    line = one_line(line).strip()
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


_ENDS = re.compile(r"(?<=[.!?…])\s|(?<=[。！？；])|[\n\r]")
_NOT_SEEN = ("Cc", "Zl", "Zp", "Zs")


class _Folding(dict[int, str]):
    """Each letter in small and without its signs, by its code; a sign that stands alone becomes NUL."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_FOLDING = _Folding()


def _plain(text: str) -> str:
    """As long as `text`, in small letters without diacritics."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def _folded(letter: str) -> str:
    if unicodedata.category(letter) == "Mn":
        return "\0"
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) > 1 and all(unicodedata.category(part) == "Mn" for part in parts[1:]):
        letter = parts[0]
    small = letter.lower()
    return small[0] if small else letter


def _pattern(plain: str) -> re.Pattern[str] | None:
    """Finds the words of `plain` in a row, whatever stands between them that is no letter."""
    bare = spacing.spaced(plain.replace("\0", ""))
    parts = [r"\0*".join(map(re.escape, part)) for part in re.findall(r"[^\W_]+", bare)]
    return re.compile(r"[\W_]*".join(parts)) if parts else None


def _places(plain: str, pattern: re.Pattern[str] | None, whole: bool) -> Iterator[tuple[int, int]]:
    """Where the pattern stands at the beginning of a word, each place drawn on to the end of its last word."""
    for found in pattern.finditer(plain) if pattern else ():
        start, end = found.span()
        if start and _joined(plain[start - 1], plain[start]):
            continue
        stop = end
        while stop < len(plain) and (plain[stop] == "\0" or _joined(plain[stop - 1], plain[stop])):
            stop += 1
        if not whole or not plain[end:stop].strip("\0"):
            yield start, stop


def _joined(left: str, right: str) -> bool:
    """Whether two letters side by side are of one word."""
    return (left.isalnum() or left == "\0") and right.isalnum() and not (_alone(left) or _alone(right))


@cache
def _alone(letter: str) -> bool:
    """Whether the letter is of a script without spaces, where each letter counts as a word."""
    return spacing.spaced(letter) != letter


def _apart(places: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Places in order, of which those that touch are one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _first_letter(text: str) -> int:
    return len(text) - len(text.lstrip())


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a place, no further apart than LONGEST."""
    from_ = max(0, start - LONGEST)
    left = max((found.end() for found in _ENDS.finditer(text, from_, start)), default=from_)
    if start - left > _BEFORE:
        left = _word_start(text, start - _BEFORE, start)
    furthest = left + LONGEST - 2
    ending = _ENDS.search(text, end, furthest)
    if ending:
        return left, ending.start()
    return left, len(text) if len(text) <= furthest else _word_end(text, end, furthest)


def _word_start(text: str, left: int, start: int) -> int:
    space = text.find(" ", left, start)
    return space + 1 if space >= 0 else left


def _word_end(text: str, end: int, right: int) -> int:
    space = text.rfind(" ", end, right)
    return space if space > 0 else right


def _cut(text: str, left: int, right: int) -> str:
    """This piece of the text on one line, with … where a sentence goes on."""
    piece = text[left:right]
    begun = left > 0 and not _ENDS.search(text, max(0, left - 2), left) and bool(text[:left].strip())
    goes_on = right < len(text) and not _ENDS.match(text, right)
    return f"{'…' if begun else ''}{one_line(piece).strip()}{'…' if goes_on else ''}"
