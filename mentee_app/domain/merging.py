"""Joins two versions of one draft so that neither text is lost."""

import dataclasses
from typing import Any, TypeVar

_Draft = TypeVar("_Draft")


def merged(base: _Draft, mine: _Draft, theirs: _Draft) -> _Draft:
    """`theirs` with every field that `mine` changed since `base`; a text that both changed holds both."""
    values = {
        field.name: _merged_value(*(getattr(draft, field.name) for draft in (base, mine, theirs)))
        for field in dataclasses.fields(base)  # type: ignore[arg-type]
    }
    return dataclasses.replace(theirs, **values)  # type: ignore[type-var]


def _merged_value(base: Any, mine: Any, theirs: Any) -> Any:
    if mine == base or mine == theirs:
        return theirs
    if theirs == base or not isinstance(mine, str) or not isinstance(theirs, str):
        return mine
    if not theirs or mine.startswith(theirs):
        return mine
    between = "\n\n" if "\n" in mine + theirs or len(mine) + len(theirs) > 120 else " / "
    return f"{theirs}{between}{mine}"
