"""A person's own text as a row of plain words that know where they stand, and whether it is English."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from mentee_app.wizard.cues import Language, Spelling

SENTENCE_END = "|"
CLAUSE_END = ","

_JOINERS = "'’‘ʼ`´＇\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
_PIECE = re.compile(
    rf"(?P<word>[^\W_]+(?:[{_JOINERS}]+[^\W_]+)*)"
    r"|(?P<end>[.!?…;:。！？؟]+|\n\s*\n)"
    r"|(?P<pause>[,()–—\n]|\s-+\s)"
    r'|(?P<quote>["“”„«»])'
)
_APOSTROPHES = re.compile("['’‘ʼ`´＇]")
_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
_LONGEST_QUOTE = 2_000
_LEAST_WORDS = 4
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Word:
    """A small plain word, or the end of a sentence or clause, with its span in the text."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True)
class OwnWords:
    """`plain` has one space before and after every word; `places` tells where in it each word begins."""

    text: str
    words: tuple[Word, ...]
    plain: str
    places: tuple[int, ...]

    def word_at(self, place: int) -> int:
        """The number of the word that holds this place in `plain`."""
        return bisect_right(self.places, place) - 1

    def between(self, first: int, last: int) -> str:
        """The plain words from number `first` up to `last`, which is not in it; one space around each."""
        end = self.places[last] if last < len(self.places) else len(self.plain)
        return self.plain[(self.places[first] if first < len(self.places) else len(self.plain)) - 1 : end]


def read(text: str, spelling: Spelling) -> OwnWords:
    """The words of a text of any length, in time that grows with it."""
    written_out = _writer(spelling)
    words: list[Word] = []
    quoted = False
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if piece["word"]:
            words += [Word(part, start, end, quoted) for part in written_out(piece["word"])]
        elif piece["quote"]:
            quoted = not quoted and _closed(text, end, piece["quote"])
            words.append(Word(CLAUSE_END, start, end))
        elif mark := _mark(piece, text):
            words.append(Word(mark, start, end))
    places, at = [], 1
    for word in words:
        places.append(at)
        at += len(word.text) + 1
    return OwnWords(text, tuple(words), f" {' '.join(word.text for word in words)} ", tuple(places))


def is_english(own: OwnWords, language: Language) -> bool:
    """Whether enough of the small words are English, and few of another language; too few words are not."""
    words = [word.text for word in own.words if word.text not in (SENTENCE_END, CLAUSE_END)]
    if len(words) < _LEAST_WORDS:
        return False
    english = sum(word in language.english for word in words)
    other = sum(word in language.other for word in words)
    foreign_script = sum(not word.isascii() for word in words)
    enough = english * 100 >= language.least * len(words)
    return enough and other * 4 <= english and foreign_script * 4 <= len(words)


def _mark(piece: re.Match[str], text: str) -> str:
    """Dots inside "3.5" are no end, three dots are a pause, and a line that goes on below is none."""
    mark, after = piece["end"], text[piece.end() : piece.end() + 1]
    if piece["pause"]:
        return "" if piece["pause"] == "\n" and after.islower() else CLAUSE_END
    if mark.isspace() or mark[0] in "。！？؟":
        return SENTENCE_END
    if mark.startswith("..") or mark == "…":
        return CLAUSE_END
    return SENTENCE_END if not after or not after.isalnum() else ""


def _closed(text: str, at: int, mark: str) -> bool:
    """Whether what a quotation mark opens is closed again in the same paragraph."""
    end = text.find("\n\n", at, at + _LONGEST_QUOTE)
    limit = end if end >= 0 else at + _LONGEST_QUOTE
    return any(text.find(close, at, limit) >= 0 for close in _CLOSING.get(mark, ""))


@lru_cache(maxsize=2)
def _writer(spelling: Spelling) -> Callable[[str], tuple[str, ...]]:
    words = dict(spelling.words)

    @lru_cache(maxsize=8192)
    def written_out(word: str) -> tuple[str, ...]:
        small = _small(word)
        known = words.get(small)
        if known:
            return tuple(known.split())
        for ending, full in spelling.endings:
            if small.endswith(ending) and len(small) > len(ending):
                return (small.removesuffix(ending), full)
        bare = small.replace("'", "")
        return tuple(words.get(bare, bare).split())

    return written_out


def _small(word: str) -> str:
    """Small letters without accents and hidden signs; one kind of apostrophe. Endless words are cut off."""
    word = _APOSTROPHES.sub("'", word[:_LONGEST_WORD])
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf"))
