"""Reads what ships for the end of a relationship: the words of thanks."""

import json
from dataclasses import dataclass
from functools import cache

from mentee_app import paths


@dataclass(frozen=True)
class ClosingWords:
    """`thanks` has blanks in [brackets]; `stay` and `leave` say what comes next."""

    thanks: str
    stay: str
    leave: str


@cache
def closing_words() -> ClosingWords:
    """As shipped, in English; whoever shows them translates them."""
    found = json.loads(paths.resource("messages/closing.json").read_text(encoding="utf-8"))
    return ClosingWords(found["thanks"], found["stay"], found["leave"])
