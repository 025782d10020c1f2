"""Reads contacts from an address book's file (.vcf): Google's, Apple's, Outlook's, Android's, old telephones'."""

from collections.abc import Callable

from mentee_app.domain import stored
from mentee_app.domain.incoming import Batch, IncomingPerson, NotUnderstood, Source
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.imports import card_lines, limits
from mentee_app.imports.card_lines import Card
from mentee_app.imports.card_values import Property

_OF_THE_FILE = frozenset(
    "VERSION PRODID REV UID CLASS MAILER SOURCE NAME PROFILE SORT-STRING KIND XML CLIENTPIDMAP N FN END BEGIN LABEL".split()
)
"""What says nothing about the person, or says it again."""

_APPLE_LABEL = "X-ABLABEL"


def parse(content: bytes) -> Batch:
    """The people of a .vcf file of version 2.1, 3.0 or 4.0. Raises Trouble for a file that is refused as a whole."""
    people: list[IncomingPerson] = []
    refused: list[NotUnderstood] = []
    for card in card_lines.cards(content):
        place = _("Card {number}, line {line}").format(number=card.number, line=card.line)
        person = _Person(card)
        why = person.flaw()
        if why:
            refused.append(NotUnderstood(place, why))
        else:
            draft = stored.storable(person.draft())
            people.append(
                IncomingPerson(f"card-{card.number}", draft, person.uid(), "", place, person.left())
            )
    return Batch(Source.VCARD, people=tuple(people), refused=tuple(refused))


class _Person:
    """What one card says of a person."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._by_name: dict[str, list[Property]] = {}
        self._labels: dict[str, str] = {}
        for each in card.properties:
            self._by_name.setdefault(each.name, []).append(each)
            if each.name == _APPLE_LABEL and each.group:
                self._labels[each.group] = each.text().strip().removeprefix("_$!<").removesuffix(">!$_")
        self._used: set[str] = set(_OF_THE_FILE)
        self._name = self._named()

    def uid(self) -> str:
        return self._first("UID")[:1000]

    def flaw(self) -> str:
        """Why this card cannot come in, in words; empty where it can."""
        if self._card.too_long:
            return limits.text_too_long()
        kind = (self._first("KIND") or self._first("X-ADDRESSBOOKSERVER-KIND")).lower()
        if kind in ("group", "location", "application", "device"):
            return _("This is no person, but a group or a place.")
        if self._name:
            return ""
        holds = [each for name in ("ORG", "EMAIL", "TEL") if (each := self._first(name).strip(" ;"))]
        if not holds:
            return _("The card names nobody.")
        return _("The card names nobody. It holds: {text}").format(text=", ".join(holds)[:300])

    def draft(self) -> PersonDraft:
        """The person. What has no field of its own stands where one would look for it: in the ways to reach them, or notes."""
        emails = _ways(self._take("EMAIL"))
        phones = _ways(self._take("TEL"))
        roles = [each for name in ("TITLE", "ROLE") if (each := self._one_line(name))]
        draft = PersonDraft(
            name=self._name,
            email=emails[0][0] if emails else "",
            phone=phones[0][0] if phones else "",
            reach=self._reach(emails[1:], phones[1:]),
            organisation=self._organisation(),
            role=" / ".join(dict.fromkeys(roles)),
            industry=self._one_line("X-MENTEE-INDUSTRY"),
            how_met="\n".join(self._texts("X-MENTEE-HOW-MET")),
            notes=self._notes(),
        )
        return draft

    def left(self) -> tuple[str, ...]:
        """What of the card has no place here; ask after `draft`."""
        found = []
        if self._card.cut_off:
            found.append(_("The end of the card is missing; what stands before it is taken."))
        if self._card.unread:
            found.append(_("Some lines cannot be read."))
        names = {name for name in self._by_name if name not in self._used and not _is_noise(name)}
        names |= self._card.skipped
        if names:
            found.append(_("Has no place here: {names}").format(names=", ".join(sorted(names)[:20])))
        return tuple(found)

    def _named(self) -> str:
        """The name as it is to be shown; else its parts in the order of most languages; else the nickname."""
        shown = sorted(self._by_name.get("FN", ()), key=_rank)
        for each in shown:
            if each.text().strip():
                return each.text().strip()
        for each in self._by_name.get("N", ()):
            family, given, more, before, after, *_rest = [*each.parts(), *[""] * 5]
            name = _spaced(f"{before} {given} {more} {family} {after}".replace(",", " "))
            if name:
                return name
        return self._first("NICKNAME")

    def _reach(self, emails: list[tuple[str, str]], phones: list[tuple[str, str]]) -> str:
        lines = self._texts("X-MENTEE-REACH")
        lines += [_line(self._label(kind) or _("Email"), value) for value, kind in emails]
        lines += [_line(self._label(kind) or _("Phone"), value) for value, kind in phones]
        lines += [value for value in self._texts("URL") if value not in lines]
        for name, label in (("IMPP", ""), ("X-SOCIALPROFILE", ""), *_CHATS):
            lines += [_line(label, value) for value in self._texts(name)]
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def _organisation(self) -> str:
        found = [", ".join(_spaced(p) for p in each.parts() if p.strip()) for each in self._take("ORG")]
        return " / ".join(dict.fromkeys(each for each in found if each))

    def _notes(self) -> str:
        lines = self._texts("NOTE")
        called = [each for each in self._texts("NICKNAME") if each != self._name]
        labelled = [(_("Called"), called)]
        labelled.append((_("Address"), [_address(each) for each in self._take("ADR")]))
        labelled += [(label(), self._texts(name)) for name, label in _NOTED.items()]
        for label, values in labelled:
            lines += [_line(label, value) for value in values if value]
        for each in (*self._take("RELATED"), *self._take("X-ABRELATEDNAMES")):
            kind = self._labels.get(each.group) or ", ".join(sorted(each.types() - {"pref"}))
            lines.append(_line(kind or _("Related"), each.text().strip()))
        for each in self._take("X-ABDATE"):
            lines.append(_line(self._labels.get(each.group) or _("Date"), each.text().strip()))
        if self._labels:
            self._used.add(_APPLE_LABEL)
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def _label(self, group: str) -> str:
        return self._labels.get(group, "")

    def _take(self, name: str) -> list[Property]:
        self._used.add(name)
        return self._by_name.get(name, [])

    def _texts(self, name: str) -> list[str]:
        if name not in self._by_name:
            return []
        found = [each.text() for each in self._take(name)]
        return list(dict.fromkeys(each if name == "NOTE" else each.strip() for each in found if each.strip()))

    def _one_line(self, name: str) -> str:
        return " / ".join(self._texts(name))

    def _first(self, name: str) -> str:
        return next((text for each in self._by_name.get(name, ()) if (text := each.text().strip())), "")


_CHATS = (
    ("X-SKYPE", "Skype"),
    ("X-SKYPE-USERNAME", "Skype"),
    ("X-JABBER", "Jabber"),
    ("X-AIM", "AIM"),
    ("X-ICQ", "ICQ"),
    ("X-MSN", "MSN"),
    ("X-YAHOO", "Yahoo"),
    ("X-QQ", "QQ"),
    ("X-GTALK", "Google Talk"),
    ("X-TWITTER", "Twitter"),
)
_NOTED: dict[str, Callable[[], str]] = {
    "BDAY": lambda: _("Birthday"),
    "ANNIVERSARY": lambda: _("Anniversary"),
    "X-ANNIVERSARY": lambda: _("Anniversary"),
    "CATEGORIES": lambda: _("Groups"),
    "TZ": lambda: _("Time zone"),
    "LANG": lambda: _("Language"),
    "GENDER": lambda: _("Gender"),
    "X-SPOUSE": lambda: _("Spouse"),
    "X-MANAGER": lambda: _("Superior"),
    "X-ASSISTANT": lambda: _("Assistant"),
    "EXPERTISE": lambda: _("Expertise"),
    "HOBBY": lambda: _("Hobby"),
    "INTEREST": lambda: _("Interest"),
}
"""What a reader of the notes can do something with, and what it is called."""


def _ways(found: list[Property]) -> list[tuple[str, str]]:
    """Addresses or numbers with their groups, the preferred one first and fax numbers last; each once."""
    ordered = sorted(found, key=_rank)
    ways: dict[str, str] = {}
    for each in ordered:
        value = each.text().strip()
        for scheme in ("tel:", "mailto:"):
            if value.lower().startswith(scheme):
                value = value[len(scheme) :]
        if value:
            ways.setdefault(value, each.group)
    return list(ways.items())


def _rank(each: Property) -> tuple[bool, int]:
    types = each.types()
    fax = "fax" in types and "voice" not in types
    told = each.parameter("PREF")
    if told.isascii() and told.isdigit() and len(told) < 4:
        return fax, int(told)
    return fax, 1 if "pref" in types else 1000


def _address(each: Property) -> str:
    """An address in the order in which it is written: house, street, town, country."""
    box, more, street, town, region, code, country, *_rest = [*each.parts(), *[""] * 7]
    parts = (street, more, box, f"{code} {town}", region, country)
    return ", ".join(text for part in parts if (text := _spaced(part)))


def _line(label: str, value: str) -> str:
    return f"{label}: {value}" if label and value else value


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_noise(name: str) -> bool:
    """What programs note for themselves."""
    return name.startswith(_NOISE)


_NOISE = tuple(
    f"X-{program}" for program in "AB APPLE EVOLUTION MOZILLA MS- PHONETIC ADDRESSBOOKSERVER IMAGE".split()
)
