"""Keeps what was typed of a session that is not kept yet; inside a transaction."""

import json

from mentee_app.domain import stored
from mentee_app.domain.unfinished import Unfinished
from mentee_app.queries.unfinished import LOG
from mentee_app.storage import ids
from mentee_app.storage.tables import Draft


def put(typed: Unfinished) -> None:
    """Keep it in the place of what was there."""
    now = ids.now_ms()
    row = {"content": json.dumps(stored.plain(typed)), "updated_at": now, "deleted_at": None}
    if not Draft.update(**row, rev=Draft.rev + 1).where(Draft.kind == LOG).execute():
        Draft.insert(**row, id=ids.new_id(), created_at=now, kind=LOG).execute()


def forget() -> None:
    """It is done with, and its words are gone from the file's tables."""
    Draft.delete().where(Draft.kind == LOG).execute()
