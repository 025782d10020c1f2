"""Reads the rows of a query as plain tuples or dicts (peewee's stubs speak of model objects only)."""

from array import array
from typing import Any

from mentee_app.storage import tables


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a peewee query, as tuples in the order of its columns."""
    return list(query.tuples())


def dicts(query: Any) -> list[dict[str, Any]]:
    """All rows of a peewee query, by field name."""
    return list(query.dicts())


def of(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a hand-written query on the open notebook."""
    return list(tables.Row.run(sql, parameters).fetchall())


def ids_of(sql: str, *parameters: Any) -> "array[int]":
    """The first column (ids) of a hand-written query, packed: 8 bytes an id."""
    return array("q", [row[0] for row in tables.Row.run(sql, parameters)])
