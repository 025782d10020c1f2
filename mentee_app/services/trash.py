"""Trash and undo: what one deed discarded shares its time; a deed remembers what it needs to be taken back."""

import json
from collections.abc import Iterator
from typing import Any

from mentee_app.domain.kinds import Kind
from mentee_app.services.changes import Changes
from mentee_app.storage import ids, rows, step_2, tables

_HANGS_ON: dict[type[tables.Row], tuple[tuple[type[tables.Row], str], ...]] = {
    tables.Person: (
        (tables.Relationship, "person"),
        (tables.Advice, "person"),
        (tables.Challenge, "person"),
        (tables.Action, "person"),
        (tables.Contact, "person"),
        (tables.PersonArea, "person"),
        (tables.QuestionPerson, "person"),
    ),
    tables.Relationship: (
        (tables.Session, "relationship"),
        (tables.Series, "relationship"),
        (tables.AgreementTerm, "relationship"),
        (tables.Skill, "relationship"),
        (tables.RelationshipGoal, "relationship"),
    ),
    tables.Question: ((tables.QuestionPerson, "question"), (tables.QuestionAdvice, "question")),
    tables.Advice: ((tables.QuestionAdvice, "advice"),),
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
        """Take the whole deed back; False where it was taken back before, or anything of it changed since. Raises Trouble."""
        with self._changes.transaction(*Kind, origin=origin) as touched:
            found = tables.Deed.get_or_none(tables.Deed.id == deed, tables.Deed.undone_at.is_null())
            if found is None:
                return False
            before = json.loads(found.before)
            if not all(_stands(row) for row in before.get("rows", ())):
                return False
            if _changed_since(deed).intersection(id for _name, id in before.get("made", ())):
                return False
            back = [_put_back(row) for row in before.get("rows", ())]
            if "trashed_at" in before:
                back += _bring_back(before["trashed_at"])
            if not back and not before.get("made"):
                return False
            touched.ids.update((*back, *_unmake(before.get("made", ()))))
            touched.moved = True
            tables.Deed.update(undone_at=ids.now_ms()).where(tables.Deed.id == deed).execute()
            return True

    def delete_for_good(self, deeds: list[int], origin: object = None) -> int:
        """Delete what these deeds (ids) put in the trash, with its earlier versions; how many rows. Raises Trouble.

        There is no undo for this.
        """
        with self._changes.transaction(*Kind, origin=origin) as touched:
            stamps = []
            for found in tables.Deed.select().where(
                tables.Deed.id.in_(deeds), tables.Deed.undone_at.is_null()
            ):
                stamps.append(json.loads(found.before).get("trashed_at", 0))
            touched.moved = bool(stamps)
            gone = _delete(stamps)
            tables.Deed.delete().where(tables.Deed.id.in_(deeds)).execute()
            return gone


class Undoing:
    """Collects, inside a transaction, what one deed does, so that `Deeds.undo` can take all of it back; then `note` it."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []
        self._made: list[tuple[str, int]] = []
        self._stamp: int | None = None
        self._of: tuple[str, int] | None = None

    def change(self, table: type[tables.Row], id: int, after: dict[str, Any]) -> None:
        """Before columns (by field name) become `after`: remember what they are. The caller writes."""
        columns = [getattr(table, name) for name in after]
        before = rows.dicts(table.select(*columns).where(table.id == id))[0]
        self._rows.append(
            {"table": table._meta.table_name, "id": id, "columns": before, "after": dict(after)}
        )

    def made(self, table: type[tables.Row], id: int) -> None:
        """A row was made; taking the deed back puts it in the trash."""
        self._made.append((table._meta.table_name, id))

    def discard(self, table: type[tables.Row], *wanted: int) -> None:
        """Put rows (ids) in the trash with all that hangs on them."""
        self._stamp = self._stamp or new_stamp()
        self._of = self._of or (table._meta.table_name, wanted[0])
        _mark(table, list(wanted), self._stamp)

    def note(self, label: str) -> int:
        """Keep it; the deed's id."""
        before: dict[str, Any] = {"rows": self._rows, "made": self._made}
        if self._stamp is not None:
            before |= {"trashed_at": self._stamp, "of": self._of}
        now, deed = ids.now_ms(), ids.new_id()
        tables.Deed.insert(
            id=deed, created_at=now, updated_at=now, label=label, before=json.dumps(before)
        ).execute()
        return deed


def new_stamp() -> int:
    """Now in Unix milliseconds, never the same twice, so that it names one deed."""
    global _last_stamp
    _last_stamp = max(ids.now_ms(), _last_stamp + 1)
    return _last_stamp


def discard(table: type[tables.Row], id: int) -> int:
    """Inside a transaction: mark the row and all that hangs on it as discarded now; the deed's id."""
    undoing = Undoing()
    undoing.discard(table, id)
    return undoing.note(f"trash {table._meta.table_name}")


def remember(table: type[tables.Row], id: int, after: dict[str, Any], label: str) -> int:
    """Inside a transaction, before columns become `after`: keep what they are, so that `Deeds.undo` can put it back."""
    undoing = Undoing()
    undoing.change(table, id, after)
    return undoing.note(label)


def _unmake(made: list[tuple[str, int]]) -> list[int]:
    """Put what a deed made in the trash, where it can be found: something may have been written into it since."""
    undoing = Undoing()
    by_table: dict[str, list[int]] = {}
    for name, id in sorted(made, key=lambda each: each[0] not in step_2.WRITTEN):
        by_table.setdefault(name, []).append(id)
    for name, wanted in by_table.items():
        undoing.discard(_table(name), *wanted)
    if made:
        undoing.note(f"trash {made[0][0]}")
    return [id for _name, id in made]


def is_there(table: type[tables.Row], id: int | None) -> bool:
    """Whether a row can be pointed to: it was not deleted for good."""
    return id is None or bool(rows.tuples(table.select(table.id).where(table.id == id)))


def _needed(table: type[tables.Row]) -> list[Any]:
    """The fields that name a row without which a row of `table` cannot be."""
    return [field for field in table._meta.refs if not field.null]


def _mark(table: type[tables.Row], wanted: list[int], stamp: int) -> None:
    for chunk in _chunks(wanted):
        these = (table.id.in_(chunk)) & table.deleted_at.is_null()
        for hanging, field in _HANGS_ON.get(table, ()):
            below = hanging.select(hanging.id).where(
                getattr(hanging, field).in_(chunk), hanging.deleted_at.is_null()
            )
            _mark(hanging, [row[0] for row in rows.tuples(below)], stamp)
        table.update(deleted_at=stamp).where(these).execute()


def _bring_back(stamp: int) -> list[int]:
    """Take everything with this stamp out of the trash, and what it cannot be without: a session needs its mentor."""
    back: list[int] = []
    for table in reversed(tables.ALL):
        these = table.deleted_at == stamp
        found = rows.tuples(table.select(table.id, *_needed(table)).where(these))
        back += [row[0] for row in found]
        table.update(deleted_at=None).where(these).execute()
        for place, field in enumerate(_needed(table), 1):
            _bring_back_one(field.rel_model, {row[place] for row in found})
    return back


def _bring_back_one(table: type[tables.Row], wanted: set[int]) -> None:
    for chunk in _chunks(sorted(wanted)):
        these = table.id.in_(chunk) & table.deleted_at.is_null(False)
        found = rows.tuples(table.select(table.id, *_needed(table)).where(these))
        table.update(deleted_at=None).where(these).execute()
        for place, field in enumerate(_needed(table), 1):
            _bring_back_one(field.rel_model, {row[place] for row in found})


def _delete(stamps: list[int]) -> int:
    """Delete the rows with these stamps; a row that stays no longer points to them."""
    tables.Row.run("PRAGMA defer_foreign_keys = ON", ())
    gone = 0
    for table in reversed(tables.ALL):
        found = rows.tuples(table.select(table.id).where(table.deleted_at.in_(stamps)))
        gone += _delete_rows(table, [row[0] for row in found])
    return gone


def _delete_rows(table: type[tables.Row], wanted: list[int]) -> int:
    """Delete these rows, and what cannot be without them: that lies in the trash too, whenever it came there."""
    gone = 0
    for chunk in _chunks(wanted):
        for field in (each for other in tables.ALL for each in other._meta.refs if each.rel_model is table):
            other = field.model
            if field.null:
                other.update({field: None}).where(field.in_(chunk)).execute()
            else:
                below = rows.tuples(other.select(other.id).where(field.in_(chunk)))
                gone += _delete_rows(other, [row[0] for row in below])
        tables.EarlierVersion.delete().where(tables.EarlierVersion.subject_id.in_(chunk)).execute()
        tables.Draft.delete().where(tables.Draft.subject_id.in_(chunk)).execute()
        tables.OutsideId.delete().where(tables.OutsideId.subject_id.in_(chunk)).execute()
        _forget_deeds(chunk)
        gone += table.delete().where(table.id.in_(chunk)).execute()
    return gone


def _forget_deeds(wanted: list[int]) -> None:
    """Delete the deeds that remember what stood in these rows: their words are to be gone as well."""
    marks = ", ".join("?" * len(wanted))
    found = rows.ids_of(
        "SELECT DISTINCT d.id FROM deed d, json_each(d.before, '$.rows') r"
        f" WHERE json_extract(r.value, '$.id') IN ({marks})",
        *wanted,
    )
    for chunk in _chunks(list(found)):
        tables.Deed.delete().where(tables.Deed.id.in_(chunk)).execute()


def _chunks(wanted: list[int]) -> Iterator[list[int]]:
    return (wanted[start : start + 900] for start in range(0, len(wanted), 900))


def _changed_since(deed: int) -> set[int]:
    """The rows (ids) that later deeds which still stand changed: what was made and then moved once more is not unmade."""
    sql = (
        "SELECT DISTINCT json_extract(r.value, '$.id') FROM deed d, json_each(d.before, '$.rows') r"
        " WHERE d.id > ? AND d.undone_at IS NULL"
    )
    return set(rows.ids_of(sql, deed))


def _stands(row: dict[str, Any]) -> bool:
    """Whether a row is as the deed left it: nobody's later decision is taken back by an older undo."""
    table = _table(row["table"])
    unchanged = [_is(getattr(table, name), value) for name, value in row["after"].items()]
    if not all(is_there(field.rel_model, row["columns"].get(field.name)) for field in table._meta.refs):
        return False
    return bool(
        rows.tuples(
            table.select(table.id).where(table.id == row["id"], table.deleted_at.is_null(), *unchanged)
        )
    )


def _put_back(row: dict[str, Any]) -> int:
    table = _table(row["table"])
    before = {name: row["columns"][name] for name in row["after"]}
    table.update(**before).where(table.id == row["id"]).execute()
    for field in _needed(table):
        if field.name in before:
            _bring_back_one(field.rel_model, {before[field.name]})
    return int(row["id"])


def _table(name: str) -> type[tables.Row]:
    return next(each for each in tables.ALL if each._meta.table_name == name)


def _is(column: Any, value: Any) -> Any:
    return column.is_null() if value is None else column == value
