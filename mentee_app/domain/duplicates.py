"""Tells who may be kept twice, and what one person would be made of two."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from mentee_app.domain.people import PersonDraft

Pair = tuple[int, int]
"""Two people (ids), the one who is kept for longer first."""


class Likeness(Enum):
    """Why two people may be one, the strongest first."""

    SAME_EMAIL = "same-email"
    SAME_NAME = "same-name"
    SAME_PHONE = "same-phone"
    ALIKE_NAME = "alike-name"
    INITIALS = "initials"


@dataclass(frozen=True)
class FieldChoice:
    """A field in which two people differ: what each says, and what is proposed. `joined` holds both, "" where it cannot."""

    field: str
    keep: object
    gone: object
    proposed: object
    joined: str = ""


@lru_cache(maxsize=50_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents and marks, in one order: "LOVELACE, Ada" and "Ada Lovelace" are the same."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(sorted(word for word in _WORDS.findall(plain) if word not in _TITLES))


def initial_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a name shares with the one in which some words are initials: a whole word, and the initials of the others."""
    if not 1 < len(words) < 6:
        return ()
    keys = []
    for place, word in enumerate(words):
        if len(word) > 1:
            others = sorted(each[0] for at, each in enumerate(words) if at != place)
            keys.append(f"{word}|{''.join(others)}")
    return tuple(keys)


def has_initial(words: tuple[str, ...]) -> bool:
    """Whether a word of the name is a single letter."""
    return any(len(word) == 1 for word in words)


def initials_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are the same once initials stand for words: each word that differs is the other's initial."""
    if len(one) != len(other) or one == other:
        return False
    mine, theirs = list(one), list(other)
    for word in one:
        if len(word) > 1 and word in theirs:
            mine.remove(word)
            theirs.remove(word)
    if len(mine) == len(one):
        return False  # no whole word is shared
    for word in sorted(mine, key=len, reverse=True):
        fit = next((each for each in theirs if each[0] == word[0] and 1 in (len(each), len(word))), None)
        if fit is None:
            return False
        theirs.remove(fit)
    return True


def emails(text: str) -> tuple[str, ...]:
    """The addresses in a field, to be compared."""
    return tuple(dict.fromkeys(word.strip("<>.").casefold() for word in _BETWEEN.split(text) if "@" in word))


def phone_digits(text: str) -> str:
    """The digits of a number without what is dialled before it: "+49 170 123", "0049170123" are the same; "" below 6."""
    digits = "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdecimal())
    return digits.lstrip("0") if len(digits) >= 6 else ""


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers (`phone_digits`) are one; a number without its country is the end of the one with it."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 8 and len(long) - len(short) <= 3 and long.endswith(short))


def choices(keep: PersonDraft, gone: PersonDraft, keep_id: int, gone_id: int) -> tuple[FieldChoice, ...]:
    """The fields in which two people differ, with a proposal for each."""
    proposal = proposed(keep, gone, keep_id, gone_id)
    found = []
    for name in PersonDraft.__dataclass_fields__:
        mine, theirs = getattr(keep, name), getattr(gone, name)
        if mine != theirs:
            both = _both(name, mine, theirs) if isinstance(mine, str) and name != "name" else ""
            found.append(FieldChoice(name, mine, theirs, getattr(proposal, name), both))
    return tuple(found)


def proposed(keep: PersonDraft, gone: PersonDraft, keep_id: int, gone_id: int) -> PersonDraft:
    """One person of two: what only one says is taken, long texts hold both, and a second address is a way to reach them."""
    reach = [_joined(keep.reach, gone.reach)]
    reach += [
        theirs
        for mine, theirs in ((keep.email, gone.email), (keep.phone, gone.phone))
        if mine.strip() and theirs.strip() and not _same_way(mine, theirs) and theirs not in reach[0]
    ]
    introduced_by = keep.introduced_by if keep.introduced_by not in (None, gone_id) else gone.introduced_by
    return PersonDraft(
        name=_fuller(keep.name, gone.name),
        email=keep.email if keep.email.strip() else gone.email,
        phone=keep.phone if keep.phone.strip() else gone.phone,
        reach="\n".join(each for each in reach if each),
        organisation=keep.organisation or gone.organisation,
        role=keep.role or gone.role,
        industry=keep.industry or gone.industry,
        how_met=_joined(keep.how_met, gone.how_met),
        introduced_by=None if introduced_by in (keep_id, gone_id) else introduced_by,
        introduction_thanked_on=keep.introduction_thanked_on or gone.introduction_thanked_on,
        introduction_told_on=keep.introduction_told_on or gone.introduction_told_on,
        keep_in_touch_days=min(
            filter(None, (keep.keep_in_touch_days, gone.keep_in_touch_days)), default=None
        ),
        silenced=keep.silenced and gone.silenced,
        closeness=keep.closeness or gone.closeness,
        give_back=_joined(keep.give_back, gone.give_back),
        notes=_joined(keep.notes, gone.notes),
    )


def persons(pairs: Iterable[Pair]) -> int:
    """How many people these pairs are, if each pair is one person: three who are all the same are one."""
    groups: list[set[int]] = []
    for pair in pairs:
        tied = [group for group in groups if group.intersection(pair)]
        groups = [group for group in groups if group not in tied] + [set(pair).union(*tied)]
    return len(groups)


def written(pairs: Iterable[Pair]) -> str:
    """Pairs as a text to be kept; `read` reads it."""
    return json.dumps(sorted(pairs))


def read(text: str) -> frozenset[Pair]:
    """The pairs of a text that `written` made; none, where it is another text."""
    try:
        return frozenset((int(one), int(other)) for one, other in json.loads(text))
    except (ValueError, TypeError):
        return frozenset()


_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
     "ı": "i", "İ": "I", "’": "", "'": "", "ʼ": ""}
)  # fmt: skip
"""Letters that Unicode does not take apart, and marks that join two parts of one word."""

_WORDS = re.compile(r"[^\W_]+")
_TITLES = frozenset("dr prof mr mrs ms herr frau jr sr phd".split())
_LONG = frozenset({"reach", "how_met", "give_back", "notes"})
"""Texts of several lines."""

_GAPS = re.compile(r"\n(?:[^\S\n]*\n)+")
_BETWEEN = re.compile(r"[\s,;]+")


def _same_way(mine: str, theirs: str) -> bool:
    if "@" in mine + theirs:
        return set(emails(theirs)) <= set(emails(mine))
    one, other = phone_digits(mine), phone_digits(theirs)
    return bool(one and other and same_phone(one, other)) or mine.strip() == theirs.strip()


def _fuller(mine: str, theirs: str) -> str:
    """A name with its words written out, else with its accents, else mine."""
    if initials_fit(name_words(mine), name_words(theirs)) and has_initial(name_words(mine)):
        return theirs
    if name_words(mine) == name_words(theirs) and mine.isascii() and not theirs.isascii():
        return theirs
    return mine if mine.strip() else theirs


def _both(field: str, mine: str, theirs: str) -> str:
    """Both values of a field; "" where one of them says it all."""
    joined = _joined(mine, theirs) if field in _LONG else f"{mine} / {theirs}"
    says_all = mine.strip() in theirs or theirs.strip() in mine
    return "" if says_all or joined in (mine, theirs) else joined


def _joined(mine: str, theirs: str) -> str:
    """Both texts; one that the other holds already is not said twice, nor is a line that stands in both."""
    if not theirs.strip() or theirs.strip() in mine:
        return mine
    if mine.strip() in theirs:
        return theirs
    said, lines = {line.strip() for line in mine.splitlines()} - {""}, theirs.splitlines()
    new = [line for line in lines if line.strip() not in said]
    more = theirs if len(new) == len(lines) else _GAPS.sub("\n\n", "\n".join(new)).strip("\n")
    return f"{mine}\n\n{more}" if more else mine
