"""Looks whether all that records of a whole notebook point to is there, in the file or here, before anything is written."""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from mentee_app.domain import everything
from mentee_app.domain.everything import Record, WholeNotebook
from mentee_app.domain.incoming import NotUnderstood
from mentee_app.i18n import _
from mentee_app.queries.everything import NOUNS
from mentee_app.storage import rows, tables

PAIRS: Mapping[str, tuple[str, ...]] = {
    "people_areas": ("person", "area"),
    "agreement_terms": ("relationship", "term"),
    "relationships_goals": ("relationship", "goal"),
    "sessions_goals": ("session", "goal"),
    "questions_people": ("question", "person"),
    "questions_advice": ("question", "advice"),
}
"""The fields of which there is one row only, in the trash or not."""

_PLACES = {noun: place for place, noun in enumerate(everything.NOUNS)}


@cache
def points_to(noun: str) -> tuple[tuple[str, str], ...]:
    """The fields of a noun that name another record, and of which noun that is."""
    nouns = {table: each for each, table in NOUNS.items()}
    return tuple((field.name, nouns[field.rel_model]) for field in NOUNS[noun]._meta.refs)


class Ties:
    """The records of a file that can come in, and why others cannot: an id twice, or something missing."""

    def __init__(self, notebook: WholeNotebook) -> None:
        self._records = notebook.records
        self._noun_of: dict[int, int] = {}
        self._twice: set[tuple[str, int]] = set()
        self._bad: dict[int, str] = {}
        self._from, self._to, self._kind = array("q"), array("q"), array("b")
        for noun in everything.NOUNS:
            self._gather(noun)
        self._refuse_foreign_ids()
        self._refuse_dangling()
        self._spread()
        self.refused = tuple(self._told())

    def __contains__(self, id: int) -> bool:
        """Whether the file has a record with this id."""
        return id in self._noun_of

    @property
    def count(self) -> int:
        """How many records can come in."""
        return len(self._noun_of) - len(self._bad)

    def of(self, noun: str) -> Iterator[Record]:
        """The records of a noun that can come in."""
        for record in self._records.of(noun):
            if record.values["id"] not in self._bad and (noun, record.number) not in self._twice:
                yield record

    def _gather(self, noun: str) -> None:
        place, single = _PLACES[noun], set()
        for record in self._records.of(noun):
            values, id = record.values, record.values["id"]
            if id in self._noun_of:
                self._twice.add((noun, record.number))
                continue
            self._noun_of[id] = place
            key = _single(noun, values)
            if key is not None:
                if key in single:
                    self._bad[id] = _("The file has this twice.")
                single.add(key)
            for wanted, target in _targets(noun, values):
                self._from.append(id)
                self._to.append(wanted)
                self._kind.append(_PLACES[target])

    def _refuse_foreign_ids(self) -> None:
        """Every id is one thing's only, in all tables together: the index over all texts counts on it."""
        for table in tables.ALL:
            for id in rows.ids_of(f"SELECT id FROM {table._meta.table_name}"):
                place = self._noun_of.get(id)
                if place is not None and NOUNS[everything.NOUNS[place]] is not table:
                    self._bad[id] = _("Its id belongs to something else in this notebook.")

    def _refuse_dangling(self) -> None:
        missing: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for id, wanted, kind in zip(self._from, self._to, self._kind, strict=True):
            if self._noun_of.get(wanted) != kind:
                missing[kind].append((id, wanted))
        for kind, ties in missing.items():
            noun = everything.NOUNS[kind]
            here = _here(noun, {wanted for _id, wanted in ties})
            for id, wanted in ties:
                if wanted not in here:
                    sentence = _("It points to something in “{noun}” that the file does not have.")
                    self._bad.setdefault(id, sentence.format(noun=noun))

    def _spread(self) -> None:
        """What points to a record that cannot come in cannot come in either."""
        if not self._bad:
            return
        pointing: dict[int, list[int]] = defaultdict(list)
        for id, wanted in zip(self._from, self._to, strict=True):
            pointing[wanted].append(id)
        waiting = list(self._bad)
        while waiting:
            for id in pointing.get(waiting.pop(), ()):
                if id not in self._bad:
                    self._bad[id] = _("It belongs to something that cannot be understood.")
                    waiting.append(id)

    def _told(self) -> Iterator[NotUnderstood]:
        if not self._bad and not self._twice:
            return
        for noun in everything.NOUNS:
            for record in self._records.of(noun):
                where = everything.place(noun, record.number)
                if (noun, record.number) in self._twice:
                    yield NotUnderstood(where, _("Its id stands twice in the file."))
                elif record.values["id"] in self._bad:
                    yield NotUnderstood(where, self._bad[record.values["id"]])


def _single(noun: str, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    if noun == "about_me":
        return () if values["deleted_at"] is None else None
    return tuple(values[field] for field in PAIRS[noun]) if noun in PAIRS else None


def _targets(noun: str, values: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    for field, target in points_to(noun):
        if values[field] is not None:
            yield values[field], target
    if noun in ("earlier_versions", "outside_ids"):
        yield values["subject_id"], values["noun"]


def _here(noun: str, wanted: Iterable[int]) -> set[int]:
    sql = f"SELECT id FROM {NOUNS[noun]._meta.table_name} WHERE id IN (SELECT value FROM json_each(?))"
    return set(rows.ids_of(sql, json.dumps(list(wanted))))
