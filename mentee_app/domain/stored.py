"""Turns the values of drafts and rows into what the file holds (text, integers) and back. Pure; driven by type hints."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

_Record = TypeVar("_Record")


def plain(draft: Any) -> dict[str, Any]:
    """The fields of a frozen dataclass by name, as stored: enums by value, dates in ISO form, sets of enums joined by commas."""
    return {field.name: plain_value(getattr(draft, field.name)) for field in dataclasses.fields(draft)}


def storable(draft: _Record) -> _Record:
    """The draft as it comes back from the file: what no file can hold is replaced in its texts."""
    texts = {
        field.name: plain_value(getattr(draft, field.name))
        for field in dataclasses.fields(draft)  # type: ignore[arg-type]
        if isinstance(getattr(draft, field.name), str)
    }
    return dataclasses.replace(draft, **texts)  # type: ignore[type-var]


def plain_value(value: Any) -> Any:
    """One value as stored. What no file can hold (half a surrogate pair, NUL) becomes U+FFFD in texts."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return ",".join(str(plain_value(each)) for each in value)
    return value


def restored(record: type[_Record], stored: Mapping[str, Any]) -> _Record:
    """A `record` (frozen dataclass) from stored values by field name; fields that `stored` lacks keep their default."""
    readers = _readers(record)  # type: ignore[arg-type]
    return record(**{name: read(stored[name]) for name, read in readers.items() if name in stored})


@cache
def _readers(record: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = typing.get_type_hints(record)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(record)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        inner = next(each for each in typing.get_args(hint) if each is not type(None))
        read = _reader(inner)
        return lambda stored: None if stored is None else read(stored)
    if typing.get_origin(hint) is tuple:
        each_reader = _reader(typing.get_args(hint)[0])
        return lambda stored: tuple(each_reader(part) for part in stored.split(",") if part)
    if hint is datetime or hint is date:
        parse: Callable[[Any], Any] = hint.fromisoformat
        return parse
    if isinstance(hint, type) and (issubclass(hint, Enum) or hint is bool):
        return hint
    return _same


def _same(stored: Any) -> Any:
    return stored
