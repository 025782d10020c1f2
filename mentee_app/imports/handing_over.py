"""What was read, on its way between two processes: as plain values of JSON, and back."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mentee_app.domain import stored
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.incoming import (
    Batch,
    IncomingAction,
    IncomingContact,
    IncomingPerson,
    IncomingSeries,
    IncomingSession,
    NotUnderstood,
    Source,
)
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.series import SeriesDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.imports import limits

MOST = 2 * limits.BYTES
"""Bytes of a whole batch: a text that is repeated in each of a thousand sessions would fill the memory of the window."""

_TOGETHER = 200

_KINDS: Mapping[str, tuple[type[Any], type[Any] | None]] = {
    "people": (IncomingPerson, PersonDraft),
    "series": (IncomingSeries, SeriesDraft),
    "sessions": (IncomingSession, SessionDraft),
    "contacts": (IncomingContact, ContactDraft),
    "actions": (IncomingAction, ActionDraft),
    "refused": (NotUnderstood, None),
}


@dataclass(frozen=True)
class TableLook:
    """How a table was read. `mapping`: what its columns were taken for (see columns.py), by value; `sample`: its first lines.

    `flaw` says why nobody comes out of it (no column names people); the batch is then empty.
    """

    header: tuple[str, ...]
    mapping: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    delimiter: str
    encoding: str
    has_header: bool
    flaw: str = ""


@dataclass(frozen=True)
class Understood:
    """What a file holds; for a table, also how it was read."""

    batch: Batch
    table: TableLook | None = None


def messages(understood: Understood) -> Iterator[dict[str, Any]]:
    """It in pieces. Raises Trouble where it is too much."""
    batch = understood.batch
    yield {"source": batch.source.value}
    if understood.table is not None:
        yield {"table": _plain(understood.table)}
    whole = 0
    for kind in _KINDS:
        things = getattr(batch, kind)
        for start in range(0, len(things), _TOGETHER):
            piece = {kind: [_plain(thing) for thing in things[start : start + _TOGETHER]]}
            whole += len(json.dumps(piece, ensure_ascii=False))
            if whole > MOST:
                raise limits.too_much()
            yield piece


def rebuilt(pieces: Iterable[Mapping[str, Any]]) -> Understood:
    """What these `messages` were made of."""
    source, table = Source.CALENDAR, None
    found: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
    for piece in pieces:
        if "source" in piece:
            source = Source(piece["source"])
        if "table" in piece:
            table = _restored(TableLook, None, piece["table"])
        for kind, (record, draft) in _KINDS.items():
            found[kind] += [_restored(record, draft, each) for each in piece.get(kind, ())]
    return Understood(Batch(source, **{kind: tuple(things) for kind, things in found.items()}), table)


def _plain(thing: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in dataclasses.fields(thing):
        value = getattr(thing, each.name)
        if dataclasses.is_dataclass(value):
            values[each.name] = stored.plain(value)
        elif isinstance(value, tuple):
            values[each.name] = _plain_list(value)
        elif isinstance(value, bool):
            values[each.name] = value
        else:
            values[each.name] = stored.plain_value(value)
    return values


def _restored(record: type[Any], draft: type[Any] | None, plain: Mapping[str, Any]) -> Any:
    values = {name: _tupled(value) for name, value in plain.items()}
    if draft is not None:
        values["draft"] = stored.restored(draft, plain["draft"])
    return record(**values)


def _plain_list(values: tuple[Any, ...]) -> list[Any]:
    return [_plain_list(each) if isinstance(each, tuple) else stored.plain_value(each) for each in values]


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value
