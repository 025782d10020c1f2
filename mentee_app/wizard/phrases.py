"""Finds the phrases of a person's own text that may speak to one of the questions; it never decides anything."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from mentee_app.wizard import own_words
from mentee_app.wizard.answers import CHECKS, ITEMS, Answers
from mentee_app.wizard.cues import Cues, any_of, first_words, pattern
from mentee_app.wizard.own_words import CLAUSE_END, SENTENCE_END, OwnWords

SOME_OF_EACH = "some_of_each"
_SIDES = frozenset({"apprenticeship", "mentoring"})
_LONGEST = 200_000
_EACH = 2
_MOST_LOOKED_AT = 5_000
_BEFORE = 40
_AFTER = 4
_LONG_AFTER = 12


@dataclass(frozen=True)
class Hint:
    """A phrase (a span of the text) that may point to `answer` of `question`, in the sentence that it stands in."""

    question: str
    answer: str
    start: int
    end: int
    phrase: str
    sentence: str

    @property
    def key(self) -> str:
        """What the hint is remembered by, also when words around it change."""
        return f"{self.question}={' '.join(self.phrase.casefold().split())}"


@dataclass(frozen=True)
class Reading:
    """What was found in a text. `readable` is False where the app keeps silent: it is empty or not English."""

    readable: bool
    hints: tuple[Hint, ...]

    def without(self, refused: Iterable[str]) -> "Reading":
        """The same without the hints that were refused (their keys)."""
        gone = frozenset(refused)
        return replace(self, hints=tuple(hint for hint in self.hints if hint.key not in gone))

    @property
    def unsaid(self) -> tuple[str, ...]:
        """Questions 6 to 12 that no phrase speaks to. Not the four checks: not to want those needs no words."""
        said = {hint.question for hint in self.hints}
        return tuple(item for item in ITEMS if item not in said)


def read(text: str, cues: Cues) -> Reading:
    """The hints of a text, in its order. Of a text longer than a book chapter only the beginning is read."""
    reader = _reader(cues)
    own = own_words.read(text[:_LONGEST], cues.spelling)
    if not own_words.is_english(own, cues.language):
        return Reading(False, ())
    return Reading(True, tuple(sorted(_settled(reader.hints(own)), key=_place)))


def holds(answers: Answers, hint: Hint) -> bool:
    """Whether the given answer says what the hint points to: the same, or both sides of it."""
    given = answers.option(hint.question)
    if given == hint.answer:
        return True
    if hint.question in CHECKS:
        return hint.answer != "no" and given in ("main", "extra")
    return hint.answer in _SIDES and given == SOME_OF_EACH


class _Reader:
    """The cues, ready to be looked up by the word they begin with."""

    def __init__(self, cues: Cues) -> None:
        groups, taking = cues.groups, cues.taking
        self._by_first: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}
        for cue in cues.cues:
            for phrase in cue.phrases:
                entry = (cue.question, cue.answer, re.compile(pattern(phrase, groups)))
                for word in first_words(phrase, groups):
                    self._by_first.setdefault(word, []).append(entry)
        self._harmless = any_of(taking.harmless, groups)
        self._before = any_of((*taking.negations, *taking.past, *taking.others), groups)
        self._after = any_of(taking.after, groups)
        self._past_after = any_of(taking.past_after, groups)
        self._softeners = any_of(taking.softeners, groups)
        self._requests = re.compile(
            "|".join(
                f" (?:(?:so|and|but|hi|hello|please|then) )*{pattern(each, groups)}"
                for each in taking.requests
            )
        )
        self._contrasts = frozenset(taking.contrasts)
        self._subjects = frozenset(taking.subjects)

    def hints(self, own: OwnWords) -> list[Hint]:
        """All that holds, at most two of the same answer."""
        found: list[Hint] = []
        full: dict[tuple[str, str], int] = {}
        for looked_at, (question, answer, first, last) in enumerate(self._matches(own)):
            if looked_at > _MOST_LOOKED_AT:
                break
            if full.get((question, answer), 0) >= _EACH:
                continue
            hint = self._judged(own, question, answer, first, last)
            if hint and not any(_covers(hint, other) for other in found):
                found = [other for other in found if not _covers(other, hint)] + [hint]
                full[question, answer] = sum((h.question, h.answer) == (question, answer) for h in found)
        return found

    def _matches(self, own: OwnWords) -> Iterator[tuple[str, str, int, int]]:
        """Question, answer, and the numbers of the first and last word."""
        for number, word in enumerate(own.words):
            for question, answer, phrase in self._by_first.get(word.text, ()):
                match = phrase.match(own.plain, own.places[number])
                if match:
                    yield question, answer, number, own.word_at(match.end() - 2)

    def _judged(self, own: OwnWords, question: str, answer: str, first: int, last: int) -> Hint | None:
        begin, end = _sentence(own, first, last)
        before = self._harmless.sub(" ", own.between(self._clause(own, begin, first), first))
        after = own.between(last + 1, min(end, last + 1 + _LONG_AFTER))
        taken_back = (
            own.words[first].quoted
            or self._before.search(before)
            or self._after.search(_near(after))
            or self._past_after.search(after)
            or self._only_asked(own, begin, end)
        )
        if taken_back:
            return None
        if answer == "main" and self._softeners.search(f"{before}{after}"):
            answer = "extra"
        start, stop = own.words[first].start, own.words[last].end
        opening = own.words[begin - 1].end if begin else 0
        around = own.text[opening : own.words[min(end, len(own.words) - 1)].end]
        return Hint(question, answer, start, stop, own.text[start:stop], around.strip())

    def _clause(self, own: OwnWords, begin: int, first: int) -> int:
        """Where the thought that holds the word began: after a "but", or where a new "I" follows a pause."""
        words = own.words
        for number in range(first, max(begin, first - _BEFORE), -1):
            before = words[number - 1].text
            if before in self._contrasts:
                return number
            if before in (CLAUSE_END, "and", "so", "because") and words[number].text in self._subjects:
                return number
        return max(begin, first - _BEFORE)

    def _only_asked(self, own: OwnWords, begin: int, end: int) -> bool:
        """A question that asks nobody for anything says nothing about a wish."""
        mark = own.words[end] if end < len(own.words) else None
        asked = mark is not None and mark.text == SENTENCE_END and "?" in own.text[mark.start : mark.end]
        return asked and not self._requests.match(own.between(begin, min(end, begin + 12)))


@lru_cache(maxsize=2)
def _reader(cues: Cues) -> _Reader:
    return _Reader(cues)


def _near(after: str) -> str:
    """The next few words of the same clause."""
    near: list[str] = []
    for word in after.split()[:_AFTER]:
        if word in (CLAUSE_END, "and", "or", "but", "because", "so"):
            break
        near.append(word)
    return f" {' '.join(near)} "


def _sentence(own: OwnWords, first: int, last: int) -> tuple[int, int]:
    """The numbers of the first word of the sentence, and of the mark that ends it."""
    begin, end = first, last
    while begin > 0 and own.words[begin - 1].text != SENTENCE_END and first - begin < 2 * _BEFORE:
        begin -= 1
    while end < len(own.words) and own.words[end].text != SENTENCE_END and end - last < 2 * _BEFORE:
        end += 1
    return begin, end


def _covers(hint: Hint, other: Hint) -> bool:
    """Whether both say the same and `other` holds all of `hint`, or a part of both is the same."""
    same = (hint.question, hint.answer) == (other.question, other.answer)
    overlap = hint.start < other.end and other.start < hint.end
    return same and overlap and other.end - other.start >= hint.end - hint.start


def _settled(hints: list[Hint]) -> list[Hint]:
    """Where words speak for both sides of a question they point to some of each; where there is none, to nothing."""
    settled = []
    for hint in hints:
        others = {other.answer for other in hints if other.question == hint.question} - {hint.answer}
        if hint.question in CHECKS:
            against = {"main", "extra"} & others if hint.answer == "no" else {"no"} & others
            settled += [] if against else [hint]
        elif not others:
            settled.append(hint)
        elif hint.question != "q12_field":
            settled.append(replace(hint, answer=SOME_OF_EACH))
    return settled


def _place(hint: Hint) -> tuple[int, int, str]:
    return hint.start, hint.end, hint.question
