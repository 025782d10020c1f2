"""Joins the records of a whole notebook with what is here: decides for each by id and revision, and writes it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any

from mentee_app.domain import everything, merging
from mentee_app.queries.everything import NOUNS
from mentee_app.services import earlier, trash
from mentee_app.services.notebook_matching import Matching
from mentee_app.services.notebook_ties import Ties, points_to
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids, rows, step_2, tables
from mentee_app.storage.tables import Row

_AT_ONCE = 500
_SHORT = 120
"""Letters of two texts that still stand in one line."""

_OF_ROW = frozenset({"id", "rev", "created_at", "updated_at", "deleted_at"})

Values = dict[str, Any]


class Fate(Enum):
    """What becomes of a record: OLDER differs from a newer one here, which stays; CONFLICT was changed on both sides."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    OLDER = "older"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Difference:
    """A value that differs, where the one here stays; `name` says what it is about in its own words."""

    noun: str
    name: str
    field: str
    here: str
    there: str


class Joining:
    """One run over all records. Without `undoing` nothing is written: it only counts."""

    def __init__(self, ties: Ties, undoing: Undoing | None) -> None:
        self._ties = ties
        self._undoing = undoing
        self._matching = Matching(ties)
        self._fates: Counter[tuple[str, Fate]] = Counter()
        self._made: dict[type[Row], list[int]] = defaultdict(list)
        self._revived: dict[type[Row], list[int]] = defaultdict(list)
        self._stamps: dict[int, int] = {}
        self._foreign = _stamps_here(ties)
        self.differences: list[Difference] = []
        self.wrote = False
        self.can_be_undone = False

    def count(self, noun: str, fate: Fate) -> int:
        """How many records of a noun have this fate."""
        return self._fates[noun, fate]

    def join(self) -> None:
        """Go through all nouns. Raises Trouble."""
        if self._undoing:
            tables.Row.run("PRAGMA defer_foreign_keys = ON", ())
        for noun in everything.NOUNS:
            records = (each.values for each in self._ties.of(noun))
            while some := list(islice(records, _AT_ONCE)):
                if noun == "trash":
                    self._join_trash(some)
                else:
                    self._join_some(noun, some)
        if self._undoing:
            self._revive()
            self._note(self._undoing)

    def _join_some(self, noun: str, some: list[Values]) -> None:
        table = NOUNS[noun]
        for values in some:
            came = dict(values)
            self._fit(noun, values)
            if any(values.get(field, value) != value for field, value in came.items()):
                values["updated_at"] = ids.now_after(
                    came["updated_at"]
                )  # it is no longer what was written then
        matches = [self._matching.match(noun, values) for values in some]
        here = _rows(table, [match for match in matches if match is not None])
        new = []
        for values, match in zip(some, matches, strict=True):
            now = here.get(match) if match is not None else None
            if now is None:
                new.append(values)
                self._count(noun, Fate.NEW)
            else:
                self._count(noun, self._meet(noun, values, now))
        self._insert(table, new)

    def _fit(self, noun: str, values: Values) -> None:
        """Let a record point to what is here in place of what it was matched with."""
        for field in (*(field for field, _target in points_to(noun)), "subject_id"):
            if values.get(field) is not None:
                values[field] = self._matching.moved.get(values[field], values[field])
        if "noun" in values:
            values["kind"] = NOUNS[values.pop("noun")]._meta.table_name
        values["deleted_at"] = self._stamp(values["deleted_at"])

    def _stamp(self, at: int | None) -> int | None:
        """A time of deletion names one deed; one that a deed here has already is another one for the file's rows."""
        if at is None or at not in self._foreign:
            return at
        return self._stamps.setdefault(at, trash.new_stamp())

    def _meet(self, noun: str, values: Values, now: Values) -> Fate:
        table = NOUNS[noun]
        lives = values["deleted_at"] is None and now["deleted_at"] is not None
        if table is tables.Draft and values["content"] != now["content"] and values["id"] == now["id"]:
            return self._put_beside(values)
        if lives:
            self._revived[table].append(now["id"])
        differing = [] if noun == "areas" and values["id"] != now["id"] else _differing(values, now)
        if not differing:
            if values["rev"] > now["rev"] and values["id"] == now["id"]:
                self._raise_rev(table, now["id"], values["rev"])
            return Fate.NEW if lives else Fate.SAME
        comparable = values["id"] == now["id"]
        if (comparable and values["rev"] < now["rev"]) or (values["deleted_at"] and now["deleted_at"]):
            self._keep(table, now, {field: values[field] for field in differing}, now)
            return Fate.NEW if lives else Fate.OLDER
        if comparable and values["rev"] > now["rev"]:
            self._change(table, now, {field: values[field] for field in differing}, values["rev"])
            return Fate.UPDATED
        return self._conflict(noun, values, now, differing)

    def _conflict(self, noun: str, values: Values, now: Values, differing: list[str]) -> Fate:
        table, changed, stays = NOUNS[noun], {}, {}
        texts = {each for part in step_2.WRITTEN.get(table._meta.table_name, ()) for each in part}
        for field in differing:
            both = _both(now[field], values[field], field in texts)
            if both != now[field]:
                changed[field] = both
            elif field not in texts and values[field] is not None and field != "position":
                stays[field] = values[field]
                self._tell(noun, now, field, values[field])
        self._keep(table, now, stays, now)
        if changed:
            self._change(table, now, changed, max(now["rev"], values["rev"]) + 1)
        return Fate.CONFLICT if changed or stays else Fate.SAME

    def _put_beside(self, values: Values) -> Fate:
        """What was typed on both sides and is not kept yet waits twice."""
        table = tables.Draft
        same = (table.kind == values["kind"]) & (table.content == values["content"])
        if rows.tuples(table.select(table.id).where(same)):
            return Fate.SAME
        self._insert(table, [{**values, "id": ids.new_id()}])
        return Fate.NEW

    def _change(self, table: type[Row], now: Values, changed: Values, rev: int) -> None:
        if not self._undoing:
            return
        self._keep(table, now, {field: now[field] for field in changed}, changed)
        self._undoing.change(table, now["id"], changed)
        self.can_be_undone = True
        table.update(**changed, rev=rev).where(table.id == now["id"]).execute()
        self.wrote = True

    def _keep(self, table: type[Row], now: Values, lost: Values, stands: Values) -> None:
        """Keep values that do not stand any more, or never did, as earlier versions; each once."""
        if not self._undoing or table in (tables.Draft, tables.EarlierVersion, tables.OutsideId):
            return
        for field, value in lost.items():
            text = "" if value is None else str(value)
            if not text.strip() or field == "position" or text in str(stands[field]):
                continue
            if not earlier.has(now["id"], field, text):
                earlier.put(table, now["id"], field, text)
                self.wrote = True

    def _raise_rev(self, table: type[Row], id: int, rev: int) -> None:
        if self._undoing:
            table.update(rev=rev).where(table.id == id).execute()

    def _tell(self, noun: str, now: Values, field: str, there: Any) -> None:
        title = step_2.WRITTEN.get(NOUNS[noun]._meta.table_name, ((), ()))[0]
        name = " ".join(" ".join(str(now[each]) for each in title).split())[:80]
        here = "" if now[field] is None else str(everything.written(field, now[field]))
        self.differences.append(Difference(noun, name, field, here, str(everything.written(field, there))))

    def _insert(self, table: type[Row], new: list[Values]) -> None:
        if not self._undoing or not new:
            return
        for values in new:
            self._made[table].append(values["id"])
        connection = tables.Row.run("SELECT 1", ()).connection
        fields = table._meta.sorted_fields
        columns = ", ".join(field.column_name for field in fields)
        marks = ", ".join(f":{field.name}" for field in fields)
        connection.executemany(f"INSERT INTO {table._meta.table_name} ({columns}) VALUES ({marks})", new)
        self.wrote = True

    def _join_trash(self, some: list[Values]) -> None:
        here = set(_here(tables.Deed, [values["id"] for values in some]))
        for values in some:
            known = values["id"] in here
            self._count("trash", Fate.SAME if known else Fate.NEW)
            if self._undoing and not known:
                self._insert_deed(values)

    def _insert_deed(self, values: Values) -> None:
        name = NOUNS[values["noun"]]._meta.table_name
        subject = self._matching.moved.get(values["subject_id"], values["subject_id"])
        before: Values = {"rows": [], "made": [], "trashed_at": self._stamp(values["trashed_at"])}
        if subject is not None:
            before["of"] = [name, subject]
        tables.Deed.insert(
            **{field: values[field] for field in ("id", "rev", "created_at", "updated_at")},
            label=f"trash {name}",
            before=json.dumps(before),
        ).execute()
        self.wrote = True

    def _revive(self) -> None:
        """Take out of the trash what lives in the file, and what a living thing cannot be without."""
        for table, wanted in self._revived.items():
            self._bring_back(table, wanted)
        found = bool(self.wrote)
        while found:
            found = False
            for table in tables.ALL:
                for field in (each for each in table._meta.refs if not each.null):
                    lost = _lost(table, field)
                    self._revived[field.rel_model] += lost
                    self._bring_back(field.rel_model, lost)
                    found = found or bool(lost)

    def _bring_back(self, table: type[Row], wanted: list[int]) -> None:
        for chunk in _chunks(wanted):
            table.update(deleted_at=None).where(table.id.in_(chunk)).execute()
            self.wrote = True

    def _note(self, undoing: Undoing) -> None:
        """What was made, and what came out of the trash, goes there when the deed is taken back; people say what it was."""
        for table in sorted(NOUNS.values(), key=lambda each: each is not tables.Person):
            for id in (*self._made[table], *self._revived[table]):
                undoing.made(table, id)
                self.can_be_undone = True

    def _count(self, noun: str, fate: Fate) -> None:
        self._fates[noun, fate] += 1


def _differing(values: Values, now: Values) -> list[str]:
    return [field for field, value in now.items() if field not in _OF_ROW and values[field] != value]


def _both(here: Any, there: Any, is_text: bool) -> Any:
    """The value that loses nothing: what one side lacks comes from the other, and a text holds both."""
    if here in (None, ""):
        return there
    if not is_text or not there or there in here:
        return here
    if "\n" not in here + there and len(here) + len(there) <= _SHORT:
        return f"{here} / {there}"
    return merging.merged_text("", here, there)


def _rows(table: type[Row], wanted: list[int]) -> dict[int, Values]:
    if not wanted:
        return {}
    fields = table._meta.sorted_fields
    columns = ", ".join(field.column_name for field in fields)
    sql = f"SELECT {columns} FROM {table._meta.table_name} WHERE id IN (SELECT value FROM json_each(?))"
    names = [field.name for field in fields]
    found = rows.of(sql, json.dumps(wanted))
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


def _here(table: type[Row], wanted: list[int]) -> Iterator[int]:
    sql = f"SELECT id FROM {table._meta.table_name} WHERE id IN (SELECT value FROM json_each(?))"
    return iter(rows.ids_of(sql, json.dumps(wanted)))


def _stamps_here(ties: Ties) -> frozenset[int]:
    """The times of deletion that belong to deeds here, but for those that the file has too."""
    sql = "SELECT id, json_extract(before, '$.trashed_at') AS at FROM deed WHERE undone_at IS NULL AND at IS NOT NULL"
    return frozenset(at for id, at in rows.of(sql) if id not in ties)


def _lost(table: type[Row], field: Any) -> list[int]:
    name, above, column = table._meta.table_name, field.rel_model._meta.table_name, field.column_name
    sql = f"""SELECT DISTINCT a.id FROM {above} a JOIN {name} b ON b.{column} = a.id
               WHERE a.deleted_at IS NOT NULL AND b.deleted_at IS NULL"""
    return list(rows.ids_of(sql))


def _chunks(wanted: list[int]) -> Iterator[list[int]]:
    return (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
