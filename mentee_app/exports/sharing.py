"""Makes a copy fit to share: known names become initials, known ways to reach somebody are left out, also within texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mentee_app.domain.lettered import letters
from mentee_app.domain.name_spellings import Known
from mentee_app.domain.names_in_texts import Doubt, NamesInTexts, Place
from mentee_app.exports import name_words, naming
from mentee_app.i18n import _
from mentee_app.queries.handed_out import KnownPerson


@dataclass(frozen=True)
class Changes:
    """How many places of the texts were changed, and the places where a name may be a mere word, each kind once."""

    count: int = 0
    doubts: tuple[Doubt, ...] = ()

    def and_those(self, other: "Changes") -> "Changes":
        """These and those of another volume."""
        return Changes(self.count + other.count, tuple(dict.fromkeys((*self.doubts, *other.doubts))))


class Sharing:
    """How people are called in one document, and what its texts may hold. Without `initials` names stay."""

    def __init__(
        self,
        people: Sequence[KnownPerson],
        first: Iterable[int],
        initials: bool,
        turned: frozenset[Doubt] = frozenset(),
    ) -> None:
        """`first` (ids) get their initials first, so that those alike are numbered in that order.

        `turned` are the places where it is the other way round than is likely: the word and no name, or the name.
        """
        order = {person: at for at, person in enumerate(dict.fromkeys(first))}
        ordered = sorted(people, key=lambda each: order.get(each.id, len(order)))
        self._names = _initials(ordered) if initials else {}
        self._turned = turned
        self._finder = _finder(tuple(map(_known, ordered)), ways_alone=not initials)
        self._count = 0
        self._doubts: dict[Doubt, None] = {}

    @property
    def changes(self) -> Changes:
        """What was done to the texts so far."""
        return Changes(self._count, tuple(self._doubts))

    def name(self, person: int, name: str) -> str:
        """What somebody (id) is called here."""
        return self._names.get(person, name)

    def text(self, text: str) -> str:
        """A text without known ways to reach somebody, and with the names in it called as here."""
        said: list[str] = []
        at = 0
        for place in self._finder.places(text):
            if not self._is_changed(place):
                continue
            short = _("[left out]") if place.person is None else self._names[place.person]
            said += [text[at : place.start], short]
            at = place.end + (short.endswith(".") and text[place.end : place.end + 1] == ".")
            self._count += 1
        return "".join([*said, text[at:]]) if said else text

    def _is_changed(self, place: Place) -> bool:
        if place.doubt is None:
            return True
        self._doubts[place.doubt] = None
        return place.doubt.is_name(self._turned)


def forget() -> None:
    """Let go of the names, and of the texts that were looked through."""
    _finder.cache_clear()


@lru_cache(maxsize=1)
def _finder(people: tuple[Known, ...], ways_alone: bool) -> NamesInTexts:
    """Kept for the next volume, and for the next look at the same document."""
    return NamesInTexts(people, name_words.known(), ways_alone)


def _known(person: KnownPerson) -> Known:
    ways = (person.email, person.phone, person.reach)
    return Known(person.id, person.name, tuple(each for each in ways if each.strip()))


def _without_title(name: str) -> str:
    """Dr. Vera Lind is V. L."""
    titles = name_words.known().titles
    return " ".join(each for each in name.split() if letters(each) not in titles) or name


def _initials(people: Sequence[KnownPerson]) -> dict[int, str]:
    """Initials by id. People with the same name share them; other people with the same initials are numbered."""
    found: dict[int, str] = {}
    by_name: dict[str, str] = {}
    taken: dict[str, int] = {}
    for person in people:
        name = " ".join(person.name.split()).casefold()
        if name not in by_name:
            short = naming.initials(_without_title(person.name))
            taken[short] = taken.get(short, 0) + 1
            by_name[name] = short if taken[short] == 1 else f"{short} ({taken[short]})"
        found[person.id] = by_name[name]
    return found
