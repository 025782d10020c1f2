"""Turns the rows of a hand-written query into frozen rows, in the order in which the ids were asked for."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from mentee_app.domain import stored
from mentee_app.storage import rows


class _HasId(Protocol):
    @property
    def id(self) -> int: ...


_Row = TypeVar("_Row")
_IdRow = TypeVar("_IdRow", bound=_HasId)


def page(kind: type[_IdRow], sql: str, wanted: Sequence[int]) -> list[_IdRow]:
    """The rows with these ids; `sql` ends in "... IN", its columns are the fields of `kind`. Those gone are left out."""
    marks = ", ".join("?" * len(wanted))
    found = {row.id: row for row in every(kind, f"{sql} ({marks})", *wanted)}
    return [found[id] for id in wanted if id in found]


def every(kind: type[_Row], sql: str, *values: Any) -> list[_Row]:
    """All rows of `sql`, whose columns are the fields of `kind` in their order."""
    names = tuple(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    return [stored.restored(kind, dict(zip(names, row, strict=True))) for row in rows.of(sql, *values)]
