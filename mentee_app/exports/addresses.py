"""Finds the addresses in a text: of the web and of mail, nothing else is ever a link."""

import re
from collections.abc import Iterator
from urllib.parse import quote

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"“”„«»]*[^\s<>\"“”„«».,;:!?)\]}'’]", re.IGNORECASE)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """`text` cut up: each piece with where it leads to (ASCII, http, https or mailto), or with "" for mere text."""
    at = 0
    for found in _ADDRESS.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], ""
        yield found[0], quote(found[0], safe=":/?#@!$&'()*+,;=%~")
        at = found.end()
    if at < len(text):
        yield text[at:], ""
