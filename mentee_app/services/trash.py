"""Trash and undo: what one deed discarded shares its time; a deed remembers what it needs to be taken back."""

import json
from typing import Any

from mentee_app.domain.kinds import Kind
from mentee_app.services.changes import Changes
from mentee_app.storage import ids, rows, tables

_HANGS_ON: dict[type[tables.Row], tuple[tuple[type[tables.Row], str], ...]] = {
    tables.Person: (
        (tables.Relationship, "person"),
        (tables.Advice, "person"),
        (tables.Challenge, "person"),
        (tables.Action, "person"),
        (tables.Contact, "person"),
        (tables.PersonArea, "person"),
    ),
    tables.Relationship: (
        (tables.Session, "relationship"),
        (tables.AgreementTerm, "relationship"),
        (tables.Skill, "relationship"),
        (tables.RelationshipGoal, "relationship"),
    ),
    tables.Session: (
        (tables.AgendaItem, "session"),
        (tables.Advice, "session"),
        (tables.Challenge, "session"),
        (tables.Action, "session"),
        (tables.SessionGoal, "session"),
    ),
    tables.Goal: (
        (tables.Milestone, "goal"),
        (tables.CheckIn, "goal"),
        (tables.SessionGoal, "goal"),
        (tables.RelationshipGoal, "goal"),
    ),
    tables.Area: ((tables.AreaNeed, "area"), (tables.PersonArea, "area")),
}

_last_stamp = 0


class Deeds:
    """Takes deeds back."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def undo(self, deed: int, origin: object = None) -> bool:
        """Take the deed back; False where it was taken back before, or changed since. Raises Trouble."""
        with self._changes.transaction(*Kind, origin=origin) as touched:
            found = tables.Deed.get_or_none(tables.Deed.id == deed, tables.Deed.undone_at.is_null())
            if found is None:
                return False
            before = json.loads(found.before)
            back = _bring_back(before["trashed_at"]) if "trashed_at" in before else _put_back(before)
            if not back:
                return False
            touched.ids.update(back)
            touched.moved = True
            tables.Deed.update(undone_at=ids.now_ms()).where(tables.Deed.id == deed).execute()
            return True


def discard(table: type[tables.Row], id: int) -> int:
    """Inside a transaction: mark the row and all that hangs on it as discarded now; the deed's id."""
    stamp = _stamp()
    _mark(table, [id], stamp)
    return _note(f"trash {table._meta.table_name}", {"trashed_at": stamp})


def remember(table: type[tables.Row], id: int, after: dict[str, Any], label: str) -> int:
    """Inside a transaction, before columns become `after`: keep what they are, so that `Deeds.undo` can put it back."""
    columns = [getattr(table, name) for name in after]
    before = rows.dicts(table.select(*columns).where(table.id == id))[0]
    return _note(label, {"table": table._meta.table_name, "id": id, "columns": before, "after": after})


def _mark(table: type[tables.Row], wanted: list[int], stamp: int) -> None:
    for chunk in (wanted[start : start + 900] for start in range(0, len(wanted), 900)):
        these = (table.id.in_(chunk)) & table.deleted_at.is_null()
        for hanging, field in _HANGS_ON.get(table, ()):
            below = hanging.select(hanging.id).where(
                getattr(hanging, field).in_(chunk), hanging.deleted_at.is_null()
            )
            _mark(hanging, [row[0] for row in rows.tuples(below)], stamp)
        table.update(deleted_at=stamp, rev=table.rev + 1).where(these).execute()


def _bring_back(stamp: int) -> list[int]:
    back: list[int] = []
    for table in tables.ALL:
        these = table.deleted_at == stamp
        back += [row[0] for row in rows.tuples(table.select(table.id).where(these))]
        table.update(deleted_at=None, rev=table.rev + 1).where(these).execute()
    return back


def _put_back(deed: dict[str, Any]) -> list[int]:
    """What was changed again since then is left as it is: nobody's later decision is taken back by an older undo."""
    table = next(each for each in tables.ALL if each._meta.table_name == deed["table"])
    unchanged = [_is(getattr(table, name), value) for name, value in deed["after"].items()]
    row = {**deed["columns"], "updated_at": ids.now_ms(), "rev": table.rev + 1}
    done = table.update(**row).where(table.id == deed["id"], table.deleted_at.is_null(), *unchanged).execute()
    return [deed["id"]] if done else []


def _is(column: Any, value: Any) -> Any:
    return column.is_null() if value is None else column == value


def _note(label: str, before: dict[str, Any]) -> int:
    now, deed = ids.now_ms(), ids.new_id()
    tables.Deed.insert(
        id=deed, created_at=now, updated_at=now, label=label, before=json.dumps(before)
    ).execute()
    return deed


def _stamp() -> int:
    """Now in Unix milliseconds, never the same twice, so that it names one deed."""
    global _last_stamp
    _last_stamp = max(ids.now_ms(), _last_stamp + 1)
    return _last_stamp
