"""Finds what a record of a whole notebook is here: by its id, or by what there can be one of only."""

from collections.abc import Callable, Mapping
from typing import Any

from mentee_app.queries.everything import NOUNS
from mentee_app.services.notebook_ties import PAIRS, Ties
from mentee_app.storage import ids, rows

Key = tuple[Any, ...]

_ASIDE = ("half-changed", "refused-hints", "split")
"""What is kept beside a request, one of each."""


class Matching:
    """Matches records in the order of the file. `moved`: ids of the file that mean a row with another id here."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self._known: dict[str, dict[Key, int]] = {}
        self._ids: dict[str, frozenset[int]] = {}
        self.moved: dict[int, int] = {}

    def match(self, noun: str, values: dict[str, Any]) -> int | None:
        """The id of the row here that a record is; None for a new one, whose id may become another then."""
        by_key_only = noun in PAIRS or noun == "about_me"
        if not by_key_only and values["id"] in self._here(noun):
            return int(values["id"])
        key = _key(noun, values)
        found = self._by_key(noun).pop(key, None) if key is not None else None
        if found is not None:
            if found != values["id"]:
                self.moved[values["id"]] = found
            return found
        return self._same_id(noun, values)

    def _same_id(self, noun: str, values: dict[str, Any]) -> int | None:
        """A tie between other things than here is another tie: both stand, under two ids."""
        if values["id"] not in self._here(noun):
            return None
        if noun not in PAIRS:
            return int(values["id"])
        self.moved[values["id"]] = values["id"] = ids.new_id()
        return None

    def _here(self, noun: str) -> frozenset[int]:
        if noun not in self._ids:
            self._ids = {noun: frozenset(rows.ids_of(f"SELECT id FROM {NOUNS[noun]._meta.table_name}"))}
        return self._ids[noun]

    def _by_key(self, noun: str) -> dict[Key, int]:
        if noun not in self._known:
            self._known = {noun: self._load(noun)}
        return self._known[noun]

    def _load(self, noun: str) -> dict[Key, int]:
        fields = _FIELDS[noun]
        table = NOUNS[noun]
        columns = ", ".join(table._meta.fields[field].column_name for field in fields)
        sql = f"SELECT id, {columns} FROM {table._meta.table_name} ORDER BY id DESC"
        found: dict[Key, int] = {}
        for id, *row in rows.of(sql):
            key = _key(noun, dict(zip(fields, row, strict=True)))
            if key is not None and not (noun == "areas" and id in self._ties):
                found[key] = id
        return found


def _key(noun: str, values: Mapping[str, Any]) -> Key | None:
    """What there can be one of only; None where there can be many."""
    if noun in PAIRS:
        return tuple(values[field] for field in PAIRS[noun])
    return _KEYS[noun](values) if noun in _KEYS else None


def _living(values: Mapping[str, Any]) -> Key | None:
    return () if values["deleted_at"] is None else None


def _living_name(values: Mapping[str, Any]) -> Key | None:
    name = values["name"].strip().casefold()
    return (name,) if name and values["deleted_at"] is None else None


def _aside(values: Mapping[str, Any]) -> Key | None:
    return (values["kind"], values["subject_id"]) if values["kind"] in _ASIDE else None


def _outside(values: Mapping[str, Any]) -> Key:
    return tuple(values[field] for field in ("kind", "subject_id", "source", "uid"))


_KEYS: Mapping[str, Callable[[Mapping[str, Any]], Key | None]] = {
    "about_me": _living,
    "areas": _living_name,
    "unfinished": _aside,
    "outside_ids": _outside,
}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    **PAIRS,
    "about_me": ("deleted_at",),
    "areas": ("name", "deleted_at"),
    "unfinished": ("kind", "subject_id"),
    "outside_ids": ("kind", "subject_id", "source", "uid"),
}
