"""Writes the whole notebook as one JSON file that any program reads and Mentee takes back: one record a line."""

import json
from collections.abc import Iterator
from itertools import islice

from mentee_app.domain import everything
from mentee_app.queries import everything as queries

_AT_ONCE = 1000
"""Records written in one part: about a megabyte."""


def parts() -> Iterator[bytes]:
    """The file, part after part, in bounded memory; the same notebook gives the same bytes.

    Nothing may be written into the notebook before the last part was taken. Raises Trouble.
    """
    yield f'{{\n"format": "{everything.FORMAT}",\n"version": {everything.VERSION}'.encode()
    for noun in everything.NOUNS:
        yield f',\n"{noun}": ['.encode()
        lines = _lines(noun)
        between = "\n"
        while some := list(islice(lines, _AT_ONCE)):
            yield (between + ",\n".join(some)).encode()
            between = ",\n"
        yield b"]" if between == "\n" else b"\n]"
    yield b"\n}\n"


def content() -> bytes:
    """The whole file. Raises Trouble."""
    return b"".join(parts())


def _lines(noun: str) -> Iterator[str]:
    fields = queries.fields_of(noun)
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for row in queries.records(noun):
        yield encode(
            {field: everything.written(field, value) for field, value in zip(fields, row, strict=True)}
        )
