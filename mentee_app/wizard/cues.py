"""Reads the shipped cues: phrases that may speak to a question, and the words that take them back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mentee_app.wizard import answers
from mentee_app.wizard.part import Part, read

_GAP = ".."
_ANY_FEW_WORDS = "(?:[^ |,]+ ){0,3}?"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cue:
    """Phrases that may point to one answer of one question."""

    question: str
    answer: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Groups:
    """Names for words that mean much the same: `@name` in a phrase stands for any of them."""

    members: tuple[tuple[str, tuple[str, ...]], ...]

    def of(self, name: str) -> tuple[str, ...]:
        """The phrases of a group. Raises ValueError for a name that there is not."""
        found = dict(self.members).get(name)
        if found is None:
            raise ValueError(f"The cues name a group that there is not: @{name}.")
        return found


@dataclass(frozen=True)
class Spelling:
    """How words are written out before they are read: whole words, and endings."""

    words: Pairs
    endings: Pairs


@dataclass(frozen=True)
class Language:
    """Small words that show that a text is English, or that it is not, and the share (percent) there must be."""

    english: frozenset[str]
    other: frozenset[str]
    least: int


@dataclass(frozen=True)
class Taking:
    """Phrases around a cue that take it back, or make it smaller."""

    negations: tuple[str, ...]
    harmless: tuple[str, ...]
    after: tuple[str, ...]
    past: tuple[str, ...]
    past_after: tuple[str, ...]
    others: tuple[str, ...]
    contrasts: tuple[str, ...]
    subjects: tuple[str, ...]
    requests: tuple[str, ...]
    softeners: tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    """All of resources/wizard/cues.json.

    A phrase is words with spaces between them; `a|b` stands for either word, `a?` may be missing, `..` is up to
    three words of any kind, and `@name` is one of a group.
    """

    groups: Groups
    spelling: Spelling
    language: Language
    taking: Taking
    cues: tuple[Cue, ...]


def load(path: Path) -> Cues:
    """The cues in the file at `path`. Raises ValueError, naming the place, where it is malformed, and OSError."""
    whole = read(path)
    language = whole.part("language")
    cues = Cues(
        groups=_groups(whole.part("groups")),
        spelling=Spelling(_pairs(whole.part("spelling")), _pairs(whole.part("endings"))),
        language=Language(
            frozenset(language.text("english").split()),
            frozenset(language.text("other").split()),
            language.number("least"),
        ),
        taking=_taking(whole.part("taking")),
        cues=tuple(_cue(part) for part in whole.parts("cues")),
    )
    for phrase in (phrase for cue in cues.cues for phrase in cue.phrases):
        first_words(phrase, cues.groups)
        pattern(phrase, cues.groups)
    return cues


def pattern(phrase: str, groups: Groups) -> str:
    """A regular expression for a phrase, on small words that have one space after each of them."""
    return "".join(_element(element, groups) for element in phrase.split())


def first_words(phrase: str, groups: Groups) -> frozenset[str]:
    """The words that a phrase can begin with. Raises ValueError where that may be any word."""
    first = phrase.split()[0]
    if first == _GAP or first.endswith("?"):
        raise ValueError(f"A cue must begin with a word: {phrase}")
    return frozenset(words.split()[0] for words in _choices(first, groups))


def any_of(phrases: Iterable[str], groups: Groups) -> re.Pattern[str]:
    """Finds any of the phrases, whole words only."""
    return re.compile("|".join(f"(?<= ){pattern(phrase, groups)}" for phrase in phrases))


def _element(element: str, groups: Groups) -> str:
    if element == _GAP:
        return _ANY_FEW_WORDS
    optional = "?" if element.endswith("?") else ""
    choices = "|".join(re.escape(words) for words in _choices(element.removesuffix("?"), groups))
    return f"(?:(?:{choices}) ){optional}"


def _choices(element: str, groups: Groups) -> list[str]:
    found: list[str] = []
    for choice in element.split("|"):
        if "?" in choice:
            raise ValueError(f"Only the last of several words can be followed by a question mark: {element}")
        found += groups.of(choice[1:]) if choice.startswith("@") else [choice]
    return found


def _groups(part: Part) -> Groups:
    return Groups(tuple((name, part.texts(name)) for name in part.keys()))


def _pairs(part: Part) -> Pairs:
    return tuple((word, part.text(word)) for word in part.keys())


def _taking(part: Part) -> Taking:
    found: Mapping[str, tuple[str, ...]] = {name: part.texts(name) for name in Taking.__dataclass_fields__}
    return Taking(**found)


def _cue(part: Part) -> Cue:
    question, answer = part.text("question"), part.text("answer")
    if question not in (*answers.CHECKS, *answers.ITEMS):
        raise part.wrong("question", "must be one of the four checks or questions 6 to 12")
    if answer not in answers.ALLOWED[question]:
        raise part.wrong("answer", f"must be one of {', '.join(answers.ALLOWED[question])}")
    return Cue(question, answer, part.texts("phrases"))
