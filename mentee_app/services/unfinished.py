"""Keeps what was typed and is not kept yet; inside a transaction."""

import json
from typing import Any

from mentee_app.domain import stored
from mentee_app.domain.unfinished import SetAside, Typed, Unfinished
from mentee_app.queries.unfinished import LOG, SET_ASIDE, TYPED
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids, rows
from mentee_app.storage.tables import Draft


def put(unfinished: Unfinished) -> None:
    """Keep a session that is being logged in the place of what was there."""
    _put(LOG, None, stored.plain(unfinished))


def put_typed(typed: Typed) -> None:
    """Keep it in the place of what was there."""
    texts = [(name, stored.plain_value(text)) for name, text in typed.texts]
    _put(TYPED + typed.place, typed.subject, texts)


def put_aside(words: SetAside) -> None:
    """Keep it beside what was set aside before. It belongs to nothing: whatever is deleted for good, it stays."""
    whole = [("title", words.title), ("draft", words.draft), ("subject", str(words.subject or ""))]
    for part in words.parts:
        whole += [(name, getattr(part, name)) for name in ("label", "text", "field", "before")]
    now, texts = ids.now_ms(), [(name, stored.plain_value(text)) for name, text in whole]
    row = {"kind": SET_ASIDE, "content": json.dumps(texts), "created_at": now, "updated_at": now}
    Draft.insert(**row, id=ids.new_id()).execute()


def put_away_one(id: int) -> int:
    """Something that was set aside is done with; the id of the deed that brings it back."""
    undoing = Undoing()
    undoing.discard(Draft, id)
    return undoing.note("put away set aside")


def forget() -> None:
    """The session that was being logged is done with, and its words are gone from the file's tables."""
    _forget(LOG, None)


def forget_typed(place: str, subject: int | None) -> None:
    """What was typed there is done with, and its words are gone from the file's tables."""
    _forget(TYPED + place, subject)


def put_away() -> int | None:
    """Start empty, but so that it can be taken back: the id of the deed, None where nothing waits.

    What was put away before is gone from the file's tables.
    """
    return _put_away(LOG, None, "put away log")


def put_away_typed(place: str, subject: int | None) -> int | None:
    """The same for what was typed at a place."""
    return _put_away(TYPED + place, subject, "put away typed")


def _put(kind: str, subject: int | None, content: Any) -> None:
    now = ids.now_ms()
    row = {"content": json.dumps(content)}
    found = Draft.id.in_(_waiting(kind, subject))
    if not Draft.update(**row).where(found).execute():
        new = {"id": ids.new_id(), "created_at": now, "updated_at": now}
        Draft.insert(**new, **row, kind=kind, subject_id=subject).execute()


def _forget(kind: str, subject: int | None) -> None:
    Draft.delete().where(Draft.id.in_(_waiting(kind, subject))).execute()


def _put_away(kind: str, subject: int | None, label: str) -> int | None:
    found = _waiting(kind, subject)
    if not found:
        return None
    Draft.delete().where(Draft.kind == kind, _about(subject), Draft.deleted_at.is_null(False)).execute()
    undoing = Undoing()
    undoing.discard(Draft, found[0])
    return undoing.note(label)


def _waiting(kind: str, subject: int | None) -> list[int]:
    """The id of what was begun last; one that was brought back from before waits behind it."""
    waits = (Draft.kind == kind) & _about(subject) & Draft.deleted_at.is_null()
    return [
        row[0] for row in rows.tuples(Draft.select(Draft.id).where(waits).order_by(Draft.id.desc()).limit(1))
    ]


def _about(subject: int | None) -> Any:
    return Draft.subject_id.is_null() if subject is None else Draft.subject_id == subject
