"""Remembers what was chosen in a dialog, so that it stands there again the next time."""

import json
from typing import Any

from mentee_app.queries import preferences
from mentee_app.services.preferences import Preferences
from mentee_app.trouble import Trouble


def last(name: str) -> dict[str, Any]:
    """What was chosen last in the dialog of this name, by field; empty where nothing was, or nothing that makes sense.

    That it cannot be read is not worth a word: a dialog opens and closes without it.
    """
    try:
        found = json.loads(preferences.chosen(name, "{}"))
    except (Trouble, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(service: Preferences, name: str, choices: dict[str, Any]) -> None:
    """Keep what was chosen; where the notebook is open to be read only, it is not worth a word."""
    if choices == last(name):
        return
    try:
        service.choose(name, json.dumps(choices))
    except Trouble:
        pass
