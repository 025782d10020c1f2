"""Keeps what was typed of a session that is not kept yet; inside a transaction."""

import json

from mentee_app.domain import stored
from mentee_app.domain.unfinished import Unfinished
from mentee_app.queries.unfinished import LOG
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids, rows
from mentee_app.storage.tables import Draft


def put(typed: Unfinished) -> None:
    """Keep it in the place of what was there."""
    now = ids.now_ms()
    row = {"content": json.dumps(stored.plain(typed)), "updated_at": now}
    if not Draft.update(**row, rev=Draft.rev + 1).where(Draft.id.in_(_waiting())).execute():
        Draft.insert(**row, id=ids.new_id(), created_at=now, kind=LOG).execute()


def forget() -> None:
    """It is done with, and its words are gone from the file's tables."""
    Draft.delete().where(Draft.id.in_(_waiting())).execute()


def put_away() -> int | None:
    """Start empty, but so that it can be taken back: the id of the deed, None where nothing waits.

    What was put away before is gone from the file's tables.
    """
    found = _waiting()
    if not found:
        return None
    Draft.delete().where(Draft.kind == LOG, Draft.deleted_at.is_null(False)).execute()
    undoing = Undoing()
    undoing.discard(Draft, found[0])
    return undoing.note("put away log")


def _waiting() -> list[int]:
    """The id of what was begun last; one that was brought back from before waits behind it."""
    waits = (Draft.kind == LOG) & Draft.deleted_at.is_null()
    return [
        row[0] for row in rows.tuples(Draft.select(Draft.id).where(waits).order_by(Draft.id.desc()).limit(1))
    ]
