"""One part of the instrument file and the way to it, so that a malformed file is named where it is wrong."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


def read(path: Path) -> "Part":
    """The whole file as one part. ValueError if it is not a JSON object, OSError if it cannot be read."""
    try:
        content: object = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The instrument is not valid JSON: {error}") from error
    if not isinstance(content, dict):
        raise ValueError("The instrument must be one JSON object.")
    return Part(content, "")


@dataclass(frozen=True)
class Part:
    """A JSON object inside the file. Each reader raises ValueError unless the value is what it should be."""

    content: dict[str, object]
    where: str

    def keys(self) -> tuple[str, ...]:
        return tuple(self.content)

    def wrong(self, key: str, why: str) -> ValueError:
        """The error that names `key` of this part."""
        return ValueError(f"The instrument's {self._place(key)} {why}.")

    def part(self, key: str) -> "Part":
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "must be an object")
        return Part(value, self._place(key))

    def parts(self, key: str) -> tuple["Part", ...]:
        """A list of objects with at least one in it."""
        found = []
        for place, item in self._items(key):
            if not isinstance(item, dict):
                raise self.wrong(key, "must hold objects only")
            found.append(Part(item, place))
        return tuple(found)

    def text(self, key: str) -> str:
        value = self._value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text that is not empty")
        return value

    def text_or_empty(self, key: str) -> str:
        return self.text(key) if self.content.get(key, "") != "" else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts with at least one in it."""
        found = []
        for _, item in self._items(key):
            if not isinstance(item, str) or not item.strip():
                raise self.wrong(key, "must hold texts only, none of them empty")
            found.append(item)
        return tuple(found)

    def texts_or_none(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if key in self.content else ()

    def number(self, key: str) -> int:
        value = self._value(key)
        if type(value) is not int:
            raise self.wrong(key, "must be a whole number")
        return value

    def pair(self, key: str) -> tuple[int, int]:
        value = self._value(key)
        if not isinstance(value, list) or len(value) != 2 or any(type(number) is not int for number in value):
            raise self.wrong(key, "must be two whole numbers")
        return value[0], value[1]

    def yes_or_no(self, key: str) -> bool:
        value = self._value(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def _items(self, key: str) -> Iterable[tuple[str, object]]:
        value = self._value(key)
        if not isinstance(value, list) or not value:
            raise self.wrong(key, "must be a list that is not empty")
        return [(f"{self._place(key)}[{number}]", item) for number, item in enumerate(value)]

    def _value(self, key: str) -> object:
        if key not in self.content:
            raise self.wrong(key, "is missing")
        return self.content[key]

    def _place(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key
