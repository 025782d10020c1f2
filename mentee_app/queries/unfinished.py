"""Looks up what was typed and not kept yet."""

import json

from mentee_app.domain import stored
from mentee_app.domain.unfinished import Unfinished
from mentee_app.storage import rows

LOG = "log"
"""The kind under which a session that is being logged waits."""


def session() -> Unfinished | None:
    """The session that was begun and left."""
    sql = "SELECT content FROM draft WHERE kind = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1"
    found = rows.of(sql, LOG)
    return stored.restored(Unfinished, json.loads(found[0][0])) if found else None
