"""Ties things to each other through a link table, inside a transaction."""

from collections.abc import Iterable

from mentee_app.queries import kept
from mentee_app.services import trash
from mentee_app.services.records import Vanished
from mentee_app.storage import ids, rows
from mentee_app.storage.tables import Row


def tie(table: type[Row], mine: str, own_id: int, other: str, wanted: Iterable[int]) -> None:
    """Make the links of `own_id` exactly `wanted`; a link that stood before keeps its row. Raises Vanished."""
    own, far = getattr(table, mine), getattr(table, other)
    known = {row[0]: row[1] for row in rows.tuples(table.select(far, table.deleted_at).where(own == own_id))}
    keep, now = set(wanted), ids.now_ms()
    if not kept.living(own.rel_model, [own_id]) or not kept.living(far.rel_model, keep):
        raise Vanished(own_id)
    gone = [id for id, deleted_at in known.items() if deleted_at is None and id not in keep]
    table.update(deleted_at=trash.new_stamp()).where(own == own_id, far.in_(gone)).execute()
    back = [id for id, deleted_at in known.items() if deleted_at is not None and id in keep]
    table.update(deleted_at=None).where(own == own_id, far.in_(back)).execute()
    for id in sorted(keep - known.keys()):
        table.insert(
            **{"id": ids.new_id(), "created_at": now, "updated_at": now, mine: own_id, other: id}
        ).execute()
