"""Where to look for people of best practice: the prompts of resources/network/prompts.json."""

import json
from functools import cache

from mentee_app import paths
from mentee_app.i18n import _


def places() -> list[str]:
    """Each place to look in, as a question or a hint, in the person's language."""
    return [_(text) for text in _texts()]


@cache
def _texts() -> tuple[str, ...]:
    found = json.loads(paths.resource("network/prompts.json").read_text("utf-8"))
    return tuple(entry["text"] for entry in found["places"])
