"""Calls people in a document as it wants them called: initials, in every field and text of it."""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

_Record = TypeVar("_Record")


def initials(name: str) -> str:
    """The first letters of the first and the last word: "Ada M. Brontë" is "A. B."."""
    letters = [next((letter for letter in word if letter.isalnum()), "") for word in name.split()]
    telling = [letter.upper() for letter in letters if letter]
    if not telling:
        return "?"
    return " ".join(
        f"{letter}." for letter in (telling[:1] if len(telling) == 1 else (telling[0], telling[-1]))
    )


def everywhere(record: _Record, name: Callable[[int, str], str], text: Callable[[str], str]) -> _Record:
    """A frozen record, and all in it, with every text as `text` has it, and `mentor` as `name` calls that `person` (id)."""
    changed = {
        field.name: name(getattr(record, "person"), getattr(record, "mentor"))  # noqa: B009 (of any record)
        if field.name == "mentor"
        else _called(getattr(record, field.name), name, text)
        for field in dataclasses.fields(record)  # type: ignore[arg-type]
    }
    return dataclasses.replace(record, **changed)  # type: ignore[type-var]


def _called(value: Any, name: Callable[[int, str], str], text: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, tuple):
        return tuple(_called(each, name, text) for each in value)
    if isinstance(value, dict):
        return {key: _called(each, name, text) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return everywhere(value, name, text)
    return value
