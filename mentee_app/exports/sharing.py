"""Makes a copy fit to share: known names become initials, known ways to reach somebody are left out, also within texts."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from mentee_app.exports import naming
from mentee_app.i18n import _
from mentee_app.queries.handed_out import KnownPerson

_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0971-\u0d7f])*")
"""Accents and vowel signs belong to the word; what joins two words in a file's name does not."""
_BETWEEN = re.compile("[\\s.,_'’·\u200b-\u200d\u2010\u2011-]{1,3}")
_SHORTEST = 3
"""Letters: a shorter part of a name (Jo, Li) is not looked for alone, it is too often a word."""
_REACH = 6
"""Letters: what is shorter says nothing about how to reach somebody."""
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_MAIL = re.compile(r"[^\s<>()\[\],;:\"@]+@[\w.-]*\w")
_WEB = re.compile(r"https?://[^\s<>\"]+")
_TELLING = 7
"""Digits at the end of a phone number that are the same however it begins (0049 30, +49 30, 030)."""
_PHONE = re.compile(r"\+?\d(?:[\s()/.-]{0,3}\d){5,}")


class Sharing:
    """How people are called in one document, and what its texts may hold. Without `initials` names stay."""

    def __init__(self, people: Sequence[KnownPerson], first: Iterable[int], initials: bool) -> None:
        """`first` (ids) get their initials first, so that those alike are numbered in that order."""
        self._names = _initials(people, first) if initials else {}
        self._whole, self._parts, self._within = _looked_for(people, self._names)
        ways = [_composed(each) for person in people for each in (person.email, person.phone, person.reach)]
        self._mail = frozenset(each for way in ways for each in _MAIL.findall(way.casefold()))
        self._phone = frozenset(_digits(each) for way in ways for each in _PHONE.findall(way))
        self._reach = _said_to_reach(_composed(person.reach) for person in people)

    def name(self, person: int, name: str) -> str:
        """What somebody (id) is called here."""
        return self._names.get(person, name)

    def text(self, text: str) -> str:
        """A text without known ways to reach somebody, and with the names in it called as here."""
        composed = _composed(text)
        said = self._unreachable(composed)
        for name, short in self._within:
            said = said.replace(name, short)
        said = self._called(said) if self._parts or self._whole else said
        return text if said == composed else said

    def _unreachable(self, text: str) -> str:
        gone = _("[left out]")
        for reach in self._reach:
            text = text.replace(reach, gone)
        if "@" in text:
            text = _MAIL.sub(lambda found: gone if found[0].casefold() in self._mail else found[0], text)
        return _PHONE.sub(lambda found: gone if _digits(found[0]) in self._phone else found[0], text)

    def _called(self, text: str) -> str:
        """Whole names first, the longest first, whatever their case; then parts that are written as a name is."""
        words = list(_WORD.finditer(text))
        said: list[str] = []
        at = copied = 0
        while at < len(words):
            length, short = self._named_at(text, words, at)
            if length:
                said += [text[copied : words[at].start()], short]
                copied = words[at + length - 1].end()
                copied += short.endswith(".") and text[copied : copied + 1] == "."
            at += length or 1
        return "".join([*said, text[copied:]]) if said else text

    def _named_at(self, text: str, words: list[re.Match[str]], at: int) -> tuple[int, str]:
        for name, short in self._whole.get(words[at][0].casefold(), ()):
            some = words[at : at + len(name)]
            if tuple(each[0].casefold() for each in some) == name and _adjoin(text, some):
                return len(name), short
        short = self._parts.get(words[at][0], "")
        return (1, short) if short else (0, "")


def _adjoin(text: str, words: list[re.Match[str]]) -> bool:
    return all(_BETWEEN.fullmatch(text, one.end(), two.start()) for one, two in zip(words, words[1:]))


def _initials(people: Sequence[KnownPerson], first: Iterable[int]) -> dict[int, str]:
    """Initials by id. People with the same name share them; other people with the same initials are numbered."""
    order = {person: at for at, person in enumerate(dict.fromkeys(first))}
    found: dict[int, str] = {}
    by_name: dict[str, str] = {}
    taken: dict[str, int] = {}
    for person in sorted(people, key=lambda each: order.get(each.id, len(order))):
        name = " ".join(person.name.split()).casefold()
        if name not in by_name:
            short = naming.initials(person.name)
            taken[short] = taken.get(short, 0) + 1
            by_name[name] = short if taken[short] == 1 else f"{short} ({taken[short]})"
        found[person.id] = by_name[name]
    return found


_Whole = dict[str, list[tuple[tuple[str, ...], str]]]


def _looked_for(
    people: Sequence[KnownPerson], names: dict[int, str]
) -> tuple[_Whole, dict[str, str], list[tuple[str, str]]]:
    """Whole names by their first word; parts of names; names of scripts that know no spaces."""
    whole: _Whole = {}
    parts: dict[str, str] = {}
    within: dict[str, str] = {}
    for person in people:
        short = names.get(person.id)
        if short is None:
            continue
        name = _composed(person.name).strip()
        words = _WORD.findall(name)
        if _WITHOUT_SPACES.search(name) and len(name) > 1:
            within.setdefault(name, short)
        elif words:
            key = tuple(each.casefold() for each in words)
            whole.setdefault(key[0], []).append((key, short))
            for word in words:
                if len(word) >= _SHORTEST and not word[0].islower() and not word.isdigit():
                    parts.setdefault(word, short)
                    parts.setdefault(word.upper(), short)
    for alike in whole.values():
        alike.sort(key=lambda each: -len(each[0]))
    return whole, parts, sorted(within.items(), key=lambda each: -len(each[0]))


def _said_to_reach(reaches: Iterable[str]) -> tuple[str, ...]:
    """What is left out as it stands, the longest first: all that is said, each line of it, and each address of the web."""
    found = {each for reach in reaches for each in (reach, *reach.splitlines(), *_WEB.findall(reach))}
    telling = {each.strip() for each in found if len(each.strip()) >= _REACH}
    return tuple(sorted(telling, key=lambda each: (-len(each), each)))


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))[-_TELLING:]


def _composed(text: str) -> str:
    """The same for letters that look the same: some programs write an accent as a letter of its own."""
    return unicodedata.normalize("NFC", text)
