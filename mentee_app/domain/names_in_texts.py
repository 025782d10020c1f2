"""Finds the places of a text where somebody is named, or is said how to be reached, however it is written."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from mentee_app.domain import name_spellings
from mentee_app.domain.lettered import Lettered, letters, unspaced
from mentee_app.domain.name_spellings import Known, NameWords, Spelling

_CONTEXT = 40
_JOINS = re.compile(r"[\s.,_'’‘´`·・‧\-\u2010-\u2013+/\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]{1,5}")
"""What may stand between two words of a name."""

_TIES = re.compile(r"[._\-\u2010-\u2013\u00ad\u200b-\u200f]{1,3}")
"""And between two of a handle."""

_EDGE = re.compile(b"[\1\2]")
_HEAD = 3
"""Letters: by so many it is looked up first whether a name may begin at all."""

_BLANKS = re.compile(r"\s+")
_LONGEST_ENDING = 5
_SHORT = 2
"""Letters: a name that short is nothing within a word, and asked about where it is not written as a name."""

_LEAST_ENDED = 4
"""Letters: of a shorter name with the ending of a case, other words are made (a Li is no lily)."""

_LEAST_HANDLE = 5
"""Letters: of a shorter family name with an initial before it, words are made (S. Park is no spark)."""

_PROTOCOL = re.compile(
    r"(?:https?://|ftp://|mailto:|tel:|www\.)[^\s<>\"“”„«»]*[^\s<>\"“”„«».,;:!?)\]}'’]", re.IGNORECASE
)
_AT = re.compile(r"[@＠][\w.-]*\w")
_MAIL_BEFORE = re.compile(r"[^\s<>()\[\],;:\"@＠]{1,64}\Z")
_PHONE = re.compile(r"\+?\d(?:[\s()/.-]{0,3}\d){5,}")
_TELLING = 7
"""Digits at the end of a phone number that are the same however it begins (0049 30, +49 30, 030)."""


@dataclass(frozen=True)
class Doubt:
    """A word that may be a name or not, between what stands before it and behind. `likely`: it is taken for a name."""

    before: str
    word: str
    behind: str
    likely: bool

    def is_name(self, turned: "frozenset[Doubt]") -> bool:
        """Whether it counts as a name, where `turned` are those that a person said are not what is likely."""
        return self.likely is not (self in turned)


@dataclass(frozen=True)
class Place:
    """From where to where (in characters) a name of a `person` (id) stands; None: a way to reach somebody."""

    start: int
    end: int
    person: int | None
    doubt: Doubt | None = None


class NamesInTexts:
    """Knows everybody's names and ways to be reached, or with `ways_alone` only the latter. The time is that of reading."""

    def __init__(self, people: Sequence[Known], words: NameWords, ways_alone: bool = False) -> None:
        self._words = words
        self._read: dict[str, list[Place]] = {}
        names: dict[str, list[Spelling]] = {}
        for spell in (name_spellings.whole_names, name_spellings.parts_of_names):
            for person in people:
                _keep(names, spell(person, words))
        ways: dict[str, list[Spelling]] = {} if ways_alone else names
        for person in people:
            for each in name_spellings.ways_to_reach(person, words):
                _keep(ways, [replace(each, behind_at=True) if ways_alone and each.letters in names else each])
        self._spelt = ways
        self._phones = frozenset(
            _digits(found[0]) for person in people for way in person.ways for found in _PHONE.finditer(way)
        )
        lengths: dict[str, set[int]] = {}
        for spelt in self._spelt:
            lengths.setdefault(spelt[:_HEAD], set()).add(len(spelt))
        self._lengths = {head: sorted(some, reverse=True) for head, some in lengths.items()}
        self._firsts = words.beginnings | {spelt for spelt in self._spelt if len(spelt) == 1}

    def places(self, text: str) -> list[Place]:
        """The places in order, none over another. Where two begin alike the longer one counts. A text is only read once."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = self._found(text)
        return known

    def _found(self, text: str) -> list[Place]:
        taken = _apart([*self._addresses(text), *self._phone_numbers(text)])
        names = self._named(text) if self._spelt else []
        return _apart([*taken, *_met(_beside(names, taken), text)])

    def _phone_numbers(self, text: str) -> Iterator[Place]:
        for found in _PHONE.finditer(text) if self._phones else ():
            if _digits(found[0]) in self._phones:
                yield Place(*found.span(), None)

    def _addresses(self, text: str) -> Iterator[Place]:
        """Addresses that hold a name or a way: no part of one is a link, so it goes whole."""
        for start, end in _address_spans(text):
            address = text[start:end]
            found = [place for read in _readings(address) for place in self._named(read, within_address=True)]
            sure = any(place.doubt is None for place in found) or any(self._phone_numbers(address))
            if sure:
                yield Place(start, end, None)
            elif found:
                likely = any(place.doubt is not None and place.doubt.likely for place in found)
                yield Place(start, end, None, _doubt(text, start, end, likely))

    def _named(self, text: str, within_address: bool = False) -> list[Place]:
        read, found, done = Lettered(text), [], 0
        spelt, lengths, firsts = read.letters, self._lengths, self._firsts
        for edge in _EDGE.finditer(read.edges, 0, len(spelt)):
            start = edge.start()
            head = spelt[start : start + _HEAD]
            if start < done or not (head in lengths or head[:2] in lengths or head[0] in firsts):
                continue
            for begun in self._beginnings(read, start):
                place, end = self._at(text, read, begun, within_address)
                if place:
                    found.append(place)
                    done = end
                    break
        return found

    def _beginnings(self, read: Lettered, start: int) -> Iterator[int]:
        yield start
        if read.letters[start] in self._words.beginnings and not read.edges[start + 1]:
            yield start + 1

    def _at(self, text: str, read: Lettered, start: int, within_address: bool) -> tuple[Place | None, int]:
        head = read.letters[start : start + _HEAD]
        heads = (head[:length] for length in range(len(head), 0, -1))
        for length in (length for each in heads for length in self._lengths.get(each, ())):
            end = start + length
            for each in self._spelt.get(read.letters[start:end], ()) if end <= len(read.letters) else ():
                ending = self._ending(read, start, end, each)
                if ending is not None and self._fits(text, read, start, end, each, within_address):
                    return self._place(text, read, start, end, each, ending), end + len(ending)
        return None, start

    def _ending(self, read: Lettered, start: int, end: int, each: Spelling) -> str | None:
        """What is hung on to the name; None where it is another word."""
        stop = end
        while stop < len(read.letters) and not read.edges[stop]:
            stop += 1
            if stop - end > _LONGEST_ENDING:
                return None
        ending = read.letters[end:stop]
        if each.stem:
            return ending if ending in self._words.endings_of_stems else None
        if not ending:
            return ""
        if each.way or self._ends_a_word(read, start, end, ending):
            return None
        return ending if self._hangs_on(each.letters, ending) else None

    def _ends_a_word(self, read: Lettered, start: int, end: int, ending: str) -> bool:
        """Whether the ending makes another word of the last one: Thi and this, Isa Thi and Isa this."""
        last = next((at for at in range(end - 1, start, -1) if read.edges[at]), start)
        word = read.letters[last:end] + ending
        return word in self._words.small or (last > start and self._words.knows(word))

    def _hangs_on(self, name: str, ending: str) -> bool:
        if ending == "s" and name[-1].isascii():
            return True
        if ending == "es":
            return name.endswith(("s", "x", "z", "ch", "sh")) and len(name) > _SHORT
        if "\u0400" <= name[-1] <= "\u04ff":
            return len(name) >= _LEAST_ENDED and ending in self._words.endings_of_stems
        return len(name) >= _LEAST_ENDED and ending in self._words.endings

    def _fits(
        self, text: str, read: Lettered, start: int, end: int, each: Spelling, within_address: bool
    ) -> bool:
        first, places = read.places[start], read.places
        if each.behind_at and not within_address and text[first - 1 : first] not in ("@", "＠"):
            return False
        if not each.way and read.edges[start] == Lettered.INNER and _too_short_within(read, start, end):
            return False
        gaps = {at - start for at in range(start + 1, end) if read.edges[at] == Lettered.GAP}
        if each.joints is not None and not gaps <= each.joints:
            return False
        if each.apart and not within_address and not _with_an_initial(text, read, start, end, gaps, each):
            return False
        between = [text[places[start + at - 1] + 1 : places[start + at]] for at in gaps]
        if each.joints is not None and not all(map((_TIES if each.way else _JOINS).fullmatch, between)):
            return False
        return not each.alone or self._stands_alone(read, start, end)

    def _stands_alone(self, read: Lettered, start: int, end: int) -> bool:
        before = read.edges[start] == Lettered.GAP
        addressed = read.letters.startswith(self._words.addressed or ("\0",), end)
        return before and (addressed or read.edges[end] == Lettered.GAP)

    def _place(self, text: str, read: Lettered, start: int, end: int, each: Spelling, ending: str) -> Place:
        first, stop = read.places[start], read.places[end - 1] + 1
        whole = read.places[end + len(ending) - 1] + 1
        last = stop if ending in ("", "s", "es") and not each.stem else whole
        last = _with_marks(text, last)
        person = None if each.way else each.person
        begins = first - 1 if each.way and text[first - 1 : first] in ("@", "＠") else first
        word, folded = text[first:whole], read.letters[start : end + len(ending)]
        if text[first - 1 : first] in ("@", "＠") or not self._is_asked(each, word, folded):
            return Place(begins, last, person)
        small = word == word.lower() and word != word.upper()
        likely = not (small and all(letters(one) in self._words.small for one in re.findall(r"\w+", word)))
        return Place(begins, last, person, _doubt(text, first, whole, likely))

    def _is_asked(self, each: Spelling, word: str, folded: str) -> bool:
        if each.ask or self._words.knows(folded):
            return not self._is_written_whole(word)
        return len(each.letters) <= _SHORT and folded.isascii() and not word.istitle()

    def _is_written_whole(self, text: str) -> bool:
        """Whether it is a given name and a family name, both written as names: Will Rose, but not will rose."""
        every = [each for each in re.findall(r"\w+", text) if letters(each) not in self._words.particles]
        return len(every) > 1 and all(each[0].isupper() for each in every)


def _keep(spelt: dict[str, list[Spelling]], some: Iterable[Spelling]) -> None:
    """Of several spellings alike the first counts; one that asks for more stands beside one that asks for less."""
    for each in some:
        if each.letters:
            alike = spelt.setdefault(each.letters, [])
            limits = (each.apart, each.behind_at, each.stem, each.alone)
            kept = [(one.apart, one.behind_at, one.stem, one.alone) for one in alike]
            if limits not in kept and (False, False, False, False) not in kept:
                alike.append(each)


def _too_short_within(read: Lettered, start: int, end: int) -> bool:
    """A short name within a word (LiFePO, 30min) is none."""
    if unspaced(read.letters[start]) or not read.letters[start].isascii():
        return False
    return end - start <= _SHORT or (read.letters[start - 1].isdecimal() and end - start < _LEAST_ENDED)


def _with_an_initial(text: str, read: Lettered, start: int, end: int, gaps: set[int], each: Spelling) -> bool:
    """Whether an initial is written as one: Z. Brontë, not a brontë; or as in many handles, zbronte."""
    if not each.joints or not each.joints & {1, end - start - 1} & gaps:
        return not gaps and not each.ask and end - start > _LEAST_HANDLE and 1 in (each.joints or ())
    return text[read.places[start if 1 in each.joints else end - 1]].isupper()


def _with_marks(text: str, end: int) -> int:
    """Beyond the accents that stand as letters of their own."""
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
        end += 1
    return end


def _doubt(text: str, start: int, end: int, likely: bool) -> Doubt:
    before, behind = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "…" + before.partition(" ")[2] if " " in before else "…" + before
    if end + _CONTEXT < len(text):
        behind = (behind.rpartition(" ")[0] or behind) + "…"
    return Doubt(_BLANKS.sub(" ", before), text[start:end], _BLANKS.sub(" ", behind), likely)


def _address_spans(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    spans = [found.span() for found in _PROTOCOL.finditer(text)]
    for found in _AT.finditer(text) if "@" in text or "＠" in text else ():
        before = _MAIL_BEFORE.search(text, max(0, found.start() - 64), found.start())
        if before:
            spans.append((before.start(), found.end()))
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done:
            yield start, end
            done = end


def _readings(address: str) -> Iterator[str]:
    """An address as it is written, and as it is meant: without %C3%AB and xn--."""
    yield address
    meant = unquote(unquote(address))
    if "xn--" in meant.lower():
        meant = re.sub(r"xn--[a-z0-9-]+", _from_punycode, meant, flags=re.IGNORECASE)
    if meant != address:
        yield meant


def _from_punycode(found: re.Match[str]) -> str:
    try:
        return found[0].lower().encode("ascii").decode("idna")
    except (UnicodeError, ValueError):
        return found[0]


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(each)) for each in number if each.isdecimal())[-_TELLING:]


def _met(places: list[Place], text: str) -> list[Place]:
    """The given name and the family name of one person side by side, each with an ending (Марией Ивановой), are one place."""
    met: list[Place] = []
    for each in places:
        if met and _is_one_name(met[-1], each, text):
            met[-1] = Place(met[-1].start, each.end, each.person)
        else:
            met.append(each)
    return met


def _is_one_name(one: Place, two: Place, text: str) -> bool:
    if one.person is None or one.person != two.person or one.doubt or two.doubt:
        return False
    names = letters(text[one.start : one.end]), letters(text[two.start : two.end])
    return (
        text[one.end : two.start] in (" ", "\u00a0") and names[0] not in names[1] and names[1] not in names[0]
    )


def _beside(places: Sequence[Place], others: Sequence[Place]) -> list[Place]:
    """The places that are not over others; both stand in order."""
    ends = [other.end for other in others]
    kept: list[Place] = []
    for each in places:
        at = bisect_right(ends, each.start)
        if at == len(others) or others[at].start >= each.end:
            kept.append(each)
    return kept


def _apart(places: Iterable[Place]) -> list[Place]:
    """The places in order; of two that are over each other the first one."""
    kept: list[Place] = []
    for each in sorted(places, key=lambda place: (place.start, -place.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
