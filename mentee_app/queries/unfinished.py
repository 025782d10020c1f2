"""Looks up what was typed and not kept yet."""

import json

from mentee_app.domain import stored
from mentee_app.domain.unfinished import Typed, Unfinished
from mentee_app.storage import rows

LOG = "log"
"""The kind under which a session that is being logged waits."""

TYPED = "typed "
"""Before the name of a place, the kind under which what is typed there waits."""


def session() -> Unfinished | None:
    """The session that was begun and left."""
    sql = "SELECT content FROM draft WHERE kind = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1"
    found = rows.of(sql, LOG)
    return stored.restored(Unfinished, json.loads(found[0][0])) if found else None


def typed(place: str, subject: int | None = None) -> Typed | None:
    """What was left at this place, about this subject; without one, what was left there last about any."""
    sql = (
        "SELECT subject_id, content FROM draft WHERE kind = ? AND deleted_at IS NULL"
        " AND (subject_id = ? OR ? IS NULL) ORDER BY updated_at DESC, id DESC LIMIT 1"
    )
    found = rows.of(sql, TYPED + place, subject, subject)
    if not found:
        return None
    about, content = found[0]
    return Typed(place, about, tuple((name, text) for name, text in json.loads(content)))
