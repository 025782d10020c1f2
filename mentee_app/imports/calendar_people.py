"""Finds out whom an event of a calendar is with, and who of those in it is the mentee."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mentee_app.domain.incoming import IncomingPerson
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.imports.calendar_texts import Guest

_ENOUGH = 3
"""In so many events, all that name anybody, the only one who is in each of them is the mentee."""

_MOST_NAMED = 20


@dataclass(frozen=True)
class Whom:
    """The key of the person an event is with, empty for nobody; and who else was there, in a sentence."""

    key: str = ""
    name: str = ""
    left: tuple[str, ...] = ()


class People:
    """Everybody whom a file names. `own` are the mentee's addresses; what is no address in it does no harm."""

    def __init__(self, own: Iterable[str], events: Sequence[Sequence[Guest]]) -> None:
        self._own = {address.strip().casefold() for address in own if "@" in address}
        self._own |= _in_all(events)
        self._people: dict[str, IncomingPerson] = {}

    @property
    def found(self) -> tuple[IncomingPerson, ...]:
        """The people of all events asked for so far."""
        return tuple(self._people.values())

    def whom(self, guests: Sequence[Guest], contact: str = "", place: str = "") -> Whom:
        """Whom an event is with: the first in it who is not the mentee, else the `contact` that it names."""
        others: dict[str, Guest] = {}
        for guest in guests:
            if guest.email.casefold() not in self._own:
                others.setdefault(_key(guest), guest)
        if not others and contact:
            others = {_key(guest): guest for guest in [Guest(contact, "")]}
        if not others:
            return Whom()
        (key, first), *more = others.items()
        if key not in self._people:
            self._people[key] = IncomingPerson(
                key, PersonDraft(name=first.name, email=first.email), place=place
            )
        left: tuple[str, ...] = ()
        if more:
            names = ", ".join(guest.name for _key, guest in more[:_MOST_NAMED])
            names += " …" if len(more) > _MOST_NAMED else ""
            left = (_("A session is with one person; also there: {names}.").format(names=names),)
        return Whom(key, first.name, left)


def _key(guest: Guest) -> str:
    return f"person-{(guest.email or guest.name).casefold()}"


def _in_all(events: Sequence[Sequence[Guest]]) -> set[str]:
    """The one address that every event with people in it has, where the others change."""
    named = [{guest.email.casefold() for guest in guests if guest.email} for guests in events]
    named = [addresses for addresses in named if len(addresses) > 1]
    if len(named) < _ENOUGH:
        return set()
    counted = Counter(address for addresses in named for address in addresses)
    everywhere = {address for address, count in counted.items() if count == len(named)}
    return everywhere if len(everywhere) == 1 else set()
