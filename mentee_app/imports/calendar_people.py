"""Finds out whom an event of a calendar is with, and who of those in it is the mentee."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mentee_app.domain.incoming import IncomingPerson
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.imports.calendar_texts import Guest

_MOST_NAMED = 20


@dataclass(frozen=True)
class Whom:
    """The key of the person an event is with, empty for nobody; and who else was there, in a sentence."""

    key: str = ""
    name: str = ""
    left: tuple[str, ...] = ()


class People:
    """Everybody whom a file names. `own` are the mentee's addresses, `called` what its calendars are called.

    `sent`: the events were sent to somebody (METHOD:REQUEST), so whose they are is not who has the file.
    """

    def __init__(
        self,
        own: Iterable[str],
        events: Sequence[Sequence[Guest]],
        called: Iterable[str] = (),
        sent: bool = False,
    ) -> None:
        names = {name.strip().casefold() for name in called}
        known = {address.strip().casefold() for address in own if "@" in address}
        self._own = known | {name for name in names if "@" in name}
        self._supposed = ""
        if self._own.isdisjoint(guest.email.casefold() for guests in events for guest in guests):
            self._supposed = _supposed(events, names, not known, sent)
        self._own |= {self._supposed} - {""}
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
        told = self._told(guests)
        if not others:
            return Whom(left=told)
        (key, first), *more = others.items()
        if key not in self._people:
            self._people[key] = IncomingPerson(
                key, PersonDraft(name=first.name, email=first.email), place=place
            )
        left = told
        if more:
            names = ", ".join(guest.name for _key, guest in more[:_MOST_NAMED])
            names += " …" if len(more) > _MOST_NAMED else ""
            left += (_("A session is with one person; also there: {names}.").format(names=names),)
        return Whom(key, first.name, left)

    def _told(self, guests: Sequence[Guest]) -> tuple[str, ...]:
        """Who was taken to be the mentee without being known, said with the first session that they are in."""
        here = {guest.email.casefold(): guest.email for guest in guests}
        if not self._supposed or self._supposed not in here:
            return ()
        address, self._supposed = here[self._supposed], ""
        return (_("{address} was taken to be you.").format(address=address),)


def _key(guest: Guest) -> str:
    return f"person-{(guest.email or guest.name).casefold()}"


def _supposed(events: Sequence[Sequence[Guest]], called: set[str], by_organiser: bool, sent: bool) -> str:
    """The address that is likely the mentee's: the one in most events with several people; empty where none is.

    Of several it is the one who is called as the calendar is, else (`by_organiser`) the one whose events they are; of
    events that were `sent` to one person only, that person.
    """
    several = [guests for guests in events if len({_key(guest) for guest in guests}) > 1]
    counted = Counter(email for guests in several for email in _emails(guests))
    most = max(counted.values(), default=0)
    if 2 * most <= len(several) or (len(several) > 1 and most < 2):
        return ""
    likely = {email for email, count in counted.items() if count == most}
    everybody = [guest for guests in several for guest in guests if guest.email.casefold() in likely]
    if len(likely) > 1:
        likely = _emails(guest for guest in everybody if guest.name.casefold() in called) or likely
    if len(likely) > 1 and by_organiser:
        asked = _asked(several) if sent else ""
        inviting = Counter(guest.email.casefold() for guest in everybody if guest.invites)
        likely = {email for email, count in inviting.items() if count == max(inviting.values())}
        likely = {asked} if asked else likely
    return likely.pop() if len(likely) == 1 else ""


def _asked(events: Iterable[Sequence[Guest]]) -> str:
    """The one address besides the organiser's in every one of the events; empty where there are several, or none."""
    found = set()
    for guests in events:
        inviting = {_key(guest) for guest in guests if guest.invites}
        others = {_key(guest): guest.email.casefold() for guest in guests if _key(guest) not in inviting}
        found.add("".join(others.values()) if inviting and len(others) == 1 else "")
    return found.pop() if len(found) == 1 else ""


def _emails(guests: Iterable[Guest]) -> set[str]:
    return {guest.email.casefold() for guest in guests if guest.email}
