"""Whether a person's own words sound like danger, so that care comes before any result."""

import re
import unicodedata
from functools import lru_cache

from mentee_app.wizard.instrument import DangerWords, Instrument

_APOSTROPHES = re.compile("['’‘ʼ`´＇]")
_SENTENCE_END = re.compile(r"\.{2,}|…|[.!?;:]+(?=\s|$)")
_BREAK = "|"
_WORD_OR_BREAK = re.compile(r"[^\W_]+|\|")


def text_shown_first(free_text: str, instrument: Instrument) -> str | None:
    """The feelings text when the words hold a danger phrase, else None.

    Whole words only; case, accents and kinds of apostrophe do not matter; harmless idioms do not count.
    """
    danger, harmless = _patterns(instrument.danger_words)
    plain = harmless.sub(f" {_BREAK} ", _plain(free_text))
    return instrument.feelings_text if danger.search(plain) else None


@lru_cache(maxsize=4)
def _patterns(words: DangerWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _any_of(words.phrases), _any_of(words.harmless)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?<= ){_phrase(phrase)}(?= )" for phrase in phrases))


def _phrase(phrase: str) -> str:
    words = [[_plain(choice).strip() for choice in word.split("|")] for word in phrase.split()]
    return " ".join(f"(?:{'|'.join(re.escape(choice) for choice in choices)})" for choices in words)


def _plain(text: str) -> str:
    """Small letters without accents, single spaces around every word, and a mark where a sentence ends."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in letters if unicodedata.category(c) not in ("Mn", "Cf"))
    letters = _APOSTROPHES.sub("", letters)
    letters = _SENTENCE_END.sub(_break_or_space, letters)
    return f" {' '.join(_WORD_OR_BREAK.findall(letters))} "


def _break_or_space(end: re.Match[str]) -> str:
    """Three dots are a pause inside a sentence, not its end."""
    return " " if end[0].startswith("..") or end[0] == "…" else f" {_BREAK} "
