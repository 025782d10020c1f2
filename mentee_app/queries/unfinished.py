"""Looks up what was typed and not kept yet."""

import json

from mentee_app.domain import stored
from mentee_app.domain.unfinished import Part, SetAside, Typed, Unfinished
from mentee_app.storage import rows

LOG = "log"
"""The kind under which a session that is being logged waits."""

TYPED = "typed "
"""Before the name of a place, the kind under which what is typed there waits."""


SET_ASIDE = "set aside"
"""The kind under which words wait that could not be kept where they were typed; each of them on its own."""


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


def set_aside() -> list[tuple[int, SetAside]]:
    """What was set aside, with its ids, the newest first."""
    sql = "SELECT id, content FROM draft WHERE kind = ? AND deleted_at IS NULL ORDER BY id DESC"
    return [(id, _set_aside(json.loads(content))) for id, content in rows.of(sql, SET_ASIDE)]


def _set_aside(pairs: list[list[str]]) -> SetAside:
    """Pairs of texts, as all that waits is kept: what is about all of it, and then four for each part."""
    values = [text for _name, text in pairs]
    title, draft, subject, *rest = values
    parts = tuple(Part(*rest[at : at + 4]) for at in range(0, len(rest) - 3, 4))
    return SetAside(title, parts, draft, int(subject) if subject.isdecimal() else None)
