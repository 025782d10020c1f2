"""Spells a person's name, and ways to reach them, in all the ways that a text may write them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from mentee_app.domain.lettered import Lettered, unspaced

_BETWEEN = re.compile(r"[\s.,;/_·・‧()\[\]\"“”„«»]+")
_WITHIN = re.compile(r"[^\W_]+")
_WIDER = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_NARROWER = re.compile("([aou])e|aa")
_LEAST_NARROWED = 4
_LEAST_PIECE = 3
"""Letters: of Anna-Lena both are looked for, of O'Hagan only the longer one."""

_ADJECTIVE = "ии ая ого ому им ом ои ую ие их ими"
_SKI = "ski ska skiego skiemu skim skiej skich ske skeho skemu skou sky"
_DECLINED = {
    "скии": f"ск{_ADJECTIVE.replace(' ', ' ск')}",
    "ская": f"ск{_ADJECTIVE.replace(' ', ' ск')}",
    "цкии": f"цк{_ADJECTIVE.replace(' ', ' цк')}",
    "цкая": f"цк{_ADJECTIVE.replace(' ', ' цк')}",
    **dict.fromkeys(("ski", "ska", "sky"), _SKI),
    **dict.fromkeys(("cki", "cka", "cky"), _SKI.replace("sk", "ck")),
    "ova": "ove ovou ovu",
    "dottir": "dottur",
    "οσ": "ου ο ε",
    "ου": "οσ",
    "ησ": "η",
    "ασ": "α",
    "η": "ησ",
    "α": "ασ",
}
"""How a name goes on in Russian, Polish, Czech, Icelandic and Greek, where its end says which it is (letters as folded)."""

_LEAST_DECLINED = 3
_LEAST_ASKED = 5
"""Letters: a genitive of Polish and its neighbours (Łukasza, Kateřiny) is made of no shorter one; it may be a name itself."""

_LEAST_FAMILY = 4
_LEAST_WAY = 6
_LEAST_HANDLE = 4
_STEM = re.compile("[\u0400-\u04ff]{3,}[аяйь]")
_HANDLE = re.compile(r"(?<![\w@])@([^\W_][\w.-]*\w)")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[\w.-]+")
_ODD_WORD = re.compile(r"[^\W_]+(?:[._-]?[^\W_]+)*")
_ODD = re.compile(r"[^\W\d_][._]?\d|[^\W\d_][._][^\W\d_]|\d[._]?[^\W\d_]")


@dataclass(frozen=True)
class Known:
    """Somebody whose name is looked for; `ways` are texts that say how to reach them."""

    id: int
    name: str
    ways: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameWords:
    """What is known of words, all folded: those that are `common` besides being names; of these (and of others), those
    that in `small` letters are nearly always the word; what is no name in itself; and what a language hangs on to one."""

    common: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    common_to_reach: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    endings_of_stems: tuple[str, ...] = ()
    beginnings: frozenset[str] = frozenset()
    addressed: tuple[str, ...] = ()

    def knows(self, word: str) -> bool:
        """Whether it is a common word."""
        return word in self.common or word in self.small


@dataclass(frozen=True)
class Spelling:
    """Folded letters that stand for somebody (id).

    `joints`: after how many letters something that is no letter may stand (None: anywhere). To `ask`: it may be a mere
    word. `apart`: in a text there must be something at each joint. `behind_at`: only in an address, or after an @. `stem`:
    only with an ending. `alone`: not within a line of other letters. `way`: a way to reach them.
    """

    person: int
    letters: str
    joints: frozenset[int] | None = frozenset()
    ask: bool = False
    apart: bool = False
    behind_at: bool = False
    stem: bool = False
    alone: bool = False
    way: bool = False


def whole_names(person: Known, words: NameWords) -> Iterator[Spelling]:
    """The whole name: in order, the family first, without what stands between, with an initial for one of them."""
    for tokens in _variants(person.name, words):
        if len(tokens) < 2:
            continue
        bare = [each for each in tokens if _letters(each) not in words.particles] or tokens
        first, last, family = tokens[0], tokens[-1], tokens[1:]
        orders = (tokens, bare, [first, last], [last, first], [*family, first], [last, *tokens[:-1]])
        ask = all(words.knows(_letters(each)) for each in bare)
        for order in orders:
            yield _joined(person.id, order, ask)
        if len(_letters(last)) >= _LEAST_FAMILY:
            yield _joined(person.id, [first[0], last], words.knows(_letters(last)), apart=True)
        if len(_letters(first)) >= _LEAST_PIECE and len(bare) > 1:
            yield _joined(person.id, [first, last[0]], words.knows(_letters(first)), apart=True)


def parts_of_names(person: Known, words: NameWords) -> Iterator[Spelling]:
    """The given name alone, the family name alone, with what stands before it, and each half of a double one."""
    for tokens in _variants(person.name, words):
        for at, token in enumerate(tokens):
            folded = _letters(token)
            if folded.isdecimal() or (at and folded in words.particles and len(tokens) > at + 1):
                continue
            if unspaced(token[0]):
                yield from _within_lines(person.id, token)
            elif len(folded) > 1:
                yield _joined(person.id, [token], words.knows(folded))
                yield from _pieces(person.id, token, words)
                yield from (_joined(person.id, [each], ask) for each, ask in _declined(folded, words))
                if _STEM.fullmatch(folded):
                    yield Spelling(person.id, folded[:-1], ask=words.knows(folded), stem=True)
        if len(tokens) > 2:
            yield _joined(person.id, tokens[1:], all(words.knows(_letters(each)) for each in tokens[1:]))


def ways_to_reach(person: Known, words: NameWords) -> Iterator[Spelling]:
    """Addresses, each line that is said, and handles: after an @, in the address of a profile, or odd as no word is."""
    for way in person.ways:
        for line in (way, *way.splitlines(), *_WEB.findall(way), *_MAIL.findall(way)):
            spelt = _letters(re.sub(r"^\s*(?:https?://)?(?:www\.)?", "", line))
            if len(spelt) >= _LEAST_WAY and spelt not in words.common_to_reach:
                yield Spelling(person.id, spelt, None, ask=words.knows(spelt), way=True)
        for handle, plain in _handles(way):
            spelt = _letters(handle)
            if len(spelt) > 1 and spelt not in words.common_to_reach and not (plain and spelt.isdecimal()):
                behind = words.knows(spelt) or (plain and len(spelt) < _LEAST_HANDLE)
                yield replace(_joined(person.id, [handle], ask=False), behind_at=behind, way=True)


def _handles(way: str) -> Iterator[tuple[str, bool]]:
    """Each handle, and whether it is known by its look alone."""
    for found in _HANDLE.finditer(way):
        yield found[1], False
    for found in _WEB.finditer(way):
        for segment in re.split(r"[/?#&=]+", found[0].split("://")[-1])[1:]:
            if segment and not segment[0].isdecimal():
                yield segment.lstrip("@~"), True
    for found in _ODD_WORD.finditer(_MAIL.sub(" ", _WEB.sub(" ", way))):
        if _ODD.search(found[0]) and not found[0][0].isdecimal():
            yield found[0], True


def _variants(name: str, words: NameWords) -> Iterator[list[str]]:
    """The words of a name without titles; then with ae for ä and so on, and the other way round."""
    composed = unicodedata.normalize("NFC", name)
    every = [each for each in _BETWEEN.split(composed) if _letters(each)]
    tokens = [each for each in every if _letters(each) not in words.titles] or every
    if not tokens:
        return
    yield tokens
    wider = [each.lower().translate(_WIDER) for each in tokens]
    if wider != [each.lower() for each in tokens]:
        yield wider
    narrower = [_narrowed(each.lower()) for each in tokens]
    if narrower != [each.lower() for each in tokens]:
        yield narrower


def _narrowed(token: str) -> str:
    short = _NARROWER.sub(lambda found: found[1] or "a", token)
    return short if len(short) >= _LEAST_NARROWED else token


def _joined(
    person: int, tokens: Sequence[str], ask: bool, apart: bool = False, alone: bool = False
) -> Spelling:
    read = [_read(each) for each in tokens]
    starts = [0, *accumulate(len(each.letters) for each in read)]
    joints = {
        start + at for start, each in zip(starts, read) for at in range(len(each.letters)) if each.edges[at]
    }
    spelt = "".join(each.letters for each in read)
    return Spelling(person, spelt, frozenset(joints - {0}), ask, apart, alone=alone)


def _pieces(person: int, token: str, words: NameWords) -> Iterator[Spelling]:
    """Of a name with a hyphen or an apostrophe."""
    pieces = _WITHIN.findall(token)
    for piece in pieces if len(pieces) > 1 else ():
        spelt = _letters(piece)
        if len(spelt) >= _LEAST_PIECE and spelt not in words.particles:
            yield Spelling(person, spelt, ask=words.knows(spelt))


def _within_lines(person: int, token: str) -> Iterator[Spelling]:
    """A name of a script without spaces, and where it is written in one its likely halves, which may be mere words."""
    count = len(token)
    yield _joined(person, [token], ask=False, alone=count == 1)
    if all("\u3400" <= each <= "\u9fff" or "\uac00" <= each <= "\ud7a3" for each in token) and count in (
        3,
        4,
    ):
        for half in (token[:-2], token[-2:]):
            yield _joined(person, [half], ask=len(half) > 1, alone=len(half) == 1)


def _declined(folded: str, words: NameWords) -> Iterator[tuple[str, bool]]:
    """The cases and the other gender of one word of a name, and whether that may be another name, or a mere word."""
    for end, others in _DECLINED.items():
        if folded.endswith(end) and len(folded) >= len(end) + _LEAST_DECLINED:
            yield from ((folded[: -len(end)] + other, False) for other in others.split())
            return
    if len(folded) >= _LEAST_ASKED and folded.isascii() and folded.isalpha() and not words.knows(folded):
        if folded.endswith("a"):
            yield from ((folded[:-1] + other, True) for other in ("y", "u", "e", "ou"))
        elif folded[-1] not in "eiouy":
            yield folded + "a", True


@lru_cache(maxsize=1024)
def _read(token: str) -> Lettered:
    return Lettered(token)


def _letters(token: str) -> str:
    return _read(token).letters
