"""Reads the rows of a query as plain tuples or dicts (peewee's stubs speak of model objects only)."""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mentee_app.storage import faults, tables


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a peewee query, as tuples in the order of its columns."""
    with _told():
        return list(query.tuples())


def dicts(query: Any) -> list[dict[str, Any]]:
    """All rows of a peewee query, by field name."""
    with _told():
        return list(query.dicts())


def of(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a hand-written query on the open notebook."""
    with _told():
        return list(tables.Row.run(sql, parameters).fetchall())


def ids_of(sql: str, *parameters: Any) -> "array[int]":
    """The first column (ids) of a hand-written query, packed: 8 bytes an id."""
    with _told():
        return array("q", [row[0] for row in tables.Row.run(sql, parameters)])


@contextmanager
def _told() -> Iterator[None]:
    """Faults of the file while reading come up as Trouble."""
    try:
        yield
    except Exception as error:
        trouble = faults.trouble_in(error, tables.Row.path())
        if trouble is None or trouble is error:
            raise
        raise trouble from error
