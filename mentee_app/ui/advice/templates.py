"""Reads the templates of the message that tells a mentor what became of their advice."""

import json
from dataclasses import dataclass
from functools import cache

from mentee_app import paths


@dataclass(frozen=True)
class Template:
    """One way of telling; name and text in English, to be translated where they are shown."""

    id: str
    name: str
    text: str


@cache
def templates() -> tuple[Template, ...]:
    """The templates that ship with the app, the plain one first."""
    stored = json.loads(paths.resource("messages/telling.json").read_text(encoding="utf-8"))
    return tuple(Template(**entry) for entry in stored)
