"""Finds the people who may be kept twice, and says why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from mentee_app.domain import duplicates
from mentee_app.domain.duplicates import Likeness, Pair
from mentee_app.domain.people import same_name
from mentee_app.i18n import _
from mentee_app.queries import preferences
from mentee_app.storage import rows

APART = "people-apart"
"""The choice that holds the pairs of whom the mentee said that they are two people."""


@dataclass(frozen=True)
class DuplicateRow:
    """Two people (ids and names) who may be one, `one` kept for longer; why, and the email or number that they share."""

    one: int
    one_name: str
    other: int
    other_name: str
    likeness: tuple[Likeness, ...]
    shared: str = ""

    @property
    def pair(self) -> Pair:
        """Their ids."""
        return self.one, self.other


def apart() -> frozenset[Pair]:
    """The pairs who are two people, as the mentee said."""
    return duplicates.read(preferences.chosen(APART, "[]"))


def pairs(limit: int = 1000) -> list[DuplicateRow]:
    """The pairs who may be one, also those who were said to be two, the likeliest first.

    Not everybody is compared with everybody.
    """
    people = [_Known(*row) for row in rows.of(_EVERYBODY)]
    found: dict[Pair, dict[Likeness, str]] = {}
    for likeness, one, other, shared in _alike(people):
        pair = (min(one.id, other.id), max(one.id, other.id))
        found.setdefault(pair, {}).setdefault(likeness, shared)
    names = {each.id: each.name for each in people}
    made = [_row(pair, why, names) for pair, why in found.items()]
    made.sort(key=lambda row: (_rank(row), row.one_name.casefold(), row.one, row.other))
    return made[:limit]


def why(row: DuplicateRow) -> tuple[str, ...]:
    """Why these two may be one, in words."""
    words = {
        Likeness.SAME_EMAIL: _("They have the same email: {shared}"),
        Likeness.SAME_NAME: _("They have the same name."),
        Likeness.SAME_PHONE: _("They have the same phone number."),
        Likeness.ALIKE_NAME: _("The names differ only in accents, marks, or the order of their words."),
        Likeness.INITIALS: _("One name has initials where the other has whole words."),
    }
    return tuple(words[each].format(shared=row.shared) for each in row.likeness)


@dataclass(frozen=True)
class _Known:
    id: int
    name: str
    email: str
    phone: str


_EVERYBODY = "SELECT id, name, email, phone FROM person WHERE deleted_at IS NULL ORDER BY id"
_FEW = 6
"""So many are compared with each other. More who share an address share that of a firm; more who share a name are
compared with the first of them."""

_Found = tuple[Likeness, _Known, _Known, str]


def _alike(people: list[_Known]) -> Iterator[_Found]:
    for address, group in _groups(people, lambda each: duplicates.emails(each.email)):
        if len(group) <= _FEW or len({duplicates.name_words(each.name) for each in group}) == 1:
            yield from ((Likeness.SAME_EMAIL, *pair, address) for pair in _pairs(group))
    yield from _by_phone(people)
    words = {each.id: duplicates.name_words(each.name) for each in people}
    for _key, group in _groups(people, lambda each: (words[each.id],) if words[each.id] else ()):
        for one, other in _pairs(group):
            same = same_name(one.name, other.name)
            yield Likeness.SAME_NAME if same else Likeness.ALIKE_NAME, one, other, ""
    yield from _by_initials(people, words)


def _by_phone(people: list[_Known]) -> Iterator[_Found]:
    digits = {each.id: duplicates.phone_digits(each.phone) for each in people}
    for _end, group in _groups(people, lambda each: (digits[each.id][-8:],) if digits[each.id] else ()):
        numbers: dict[str, list[_Known]] = {}
        for each in group:
            numbers.setdefault(digits[each.id], []).append(each)
        firm = {number for number, these in numbers.items() if len(these) > _FEW}
        few = [each for each in group if digits[each.id] not in firm][: 10 * _FEW]
        for one, other in combinations(few, 2):
            if duplicates.same_phone(digits[one.id], digits[other.id]):
                yield Likeness.SAME_PHONE, one, other, ""


def _by_initials(people: list[_Known], words: dict[int, tuple[str, ...]]) -> Iterator[_Found]:
    """An initial that fits many tells nothing."""
    for _key, group in _groups(people, lambda each: duplicates.initial_keys(words[each.id])):
        short = [each for each in group if duplicates.has_initial(words[each.id])]
        if len(short) > _FEW:
            continue
        for one in short:
            fitting = [
                each for each in group[:1000] if duplicates.initials_fit(words[one.id], words[each.id])
            ]
            if len({words[each.id] for each in fitting}) <= _FEW:
                yield from ((Likeness.INITIALS, one, other, "") for other in fitting[:_FEW])


def _groups(
    people: list[_Known], keys: Callable[[_Known], Iterable[object]]
) -> Iterator[tuple[str, list[_Known]]]:
    """Those who have a key in common, by key."""
    found: dict[object, list[_Known]] = {}
    for each in people:
        for key in keys(each):
            found.setdefault(key, []).append(each)
    return ((str(key), group) for key, group in found.items() if len(group) > 1)


def _pairs(group: list[_Known]) -> Iterator[tuple[_Known, _Known]]:
    if len(group) <= _FEW:
        yield from combinations(group, 2)
    else:
        yield from ((group[0], other) for other in group[1:])


def _row(pair: Pair, why: dict[Likeness, str], names: dict[int, str]) -> DuplicateRow:
    one, other = pair
    likeness = tuple(each for each in Likeness if each in why)
    return DuplicateRow(one, names[one], other, names[other], likeness, why.get(Likeness.SAME_EMAIL, ""))


def _rank(row: DuplicateRow) -> tuple[int, int]:
    return -min(len(row.likeness), 2), list(Likeness).index(row.likeness[0])
