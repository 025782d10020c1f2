"""What all nouns share: keep a draft, keep it again, put it in the trash; each in one transaction, told once."""

import dataclasses
from contextlib import AbstractContextManager
from typing import Any, Generic, TypeVar

from mentee_app.domain import merging, stored
from mentee_app.domain.kinds import Kind
from mentee_app.domain.merging import Merged
from mentee_app.domain.problems import Problem, Refused
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services import earlier, trash
from mentee_app.services.changes import Changes, Touched
from mentee_app.storage import ids, step_2, tables

Draft = TypeVar("Draft")


class Vanished(Exception):
    """The row to be written is in the trash or gone; what was to be written is still with the caller."""


class Records(Generic[Draft]):
    """Keeps one kind of draft. Nouns give `kind`, `draft_type`, `problems`, and the columns that decide a row's place."""

    kind: Kind
    draft_type: type[Draft]
    placing: frozenset[str] = frozenset()

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def told_after(self) -> AbstractContextManager[None]:
        """What is changed in here is told when it is left (see Changes.told_after)."""
        return self._changes.told_after()

    def problems(self, draft: Draft, own_id: int | None) -> tuple[Problem, ...]:
        """What keeps this draft from being kept."""
        return ()

    def add(self, draft: Draft, origin: object = None) -> Kept[Draft]:
        """Keep something new. Raises Refused, Trouble."""
        draft = stored.storable(draft)
        self._refuse_flawed(draft, None)
        with self._changes.transaction(self.kind, origin=origin) as touched:
            return self._insert(draft, touched)

    def save(self, base: Kept[Draft], draft: Draft, origin: object = None) -> Kept[Draft]:
        """Keep `draft`, which was made from `base`. Where another change came between, both stand in the texts.

        What of a text cannot stand is kept as an earlier version. Nothing is written when nothing changed.
        Raises Refused, Vanished, Trouble.
        """
        draft = stored.storable(draft)
        if draft == base.draft:
            return base
        self._refuse_flawed(draft, base.id)
        with self._changes.transaction(self.kind, origin=origin) as touched:
            now = self.current(base.id)
            joined = self._joined(base, draft, now)
            after = self._update(now, joined.draft, touched)
            self._keep_unseen(base.id, joined)
            return after

    def current(self, id: int) -> Kept[Draft]:
        """The thing as it stands. Raises Vanished."""
        found = kept.one(self.draft_type, id)
        if found is None:
            raise Vanished(id)
        return found

    def trash(self, id: int, origin: object = None) -> int:
        """Put it in the trash with all that hangs on it; the id of the deed, for undo."""
        with self._changes.transaction(*Kind, origin=origin) as touched:
            touched.moved = True
            touched.ids.add(id)
            return trash.discard(self._table, id)

    def keep_version(self, base: Kept[Draft], field: str, origin: object = None) -> None:
        """Keep a text of the draft as an earlier version, because another is about to take its place. Raises Trouble."""
        with self._changes.transaction(origin=origin):
            text = stored.plain_value(getattr(base.draft, field))
            if text.strip():
                earlier.put(self._table, base.id, field, text)

    @property
    def _table(self) -> type[tables.Row]:
        return kept.TABLES[self.draft_type]

    def _columns(self, draft: Draft) -> dict[str, Any]:
        """The stored values of a draft; nouns add derived columns."""
        return stored.plain(draft)

    def _joined(self, base: Kept[Draft], draft: Draft, now: Kept[Draft]) -> Merged[Draft]:
        """What `draft` becomes, which was made from `base`, with what somebody else made of it meanwhile."""
        if now.rev == base.rev:
            return Merged(draft)
        title, body = step_2.WRITTEN[self._table._meta.table_name]
        joined = merging.merged(base.draft, draft, now.draft, (*title, *body))
        if self.problems(
            joined.draft, base.id
        ):  # the days of two hands do not fit each other: the later's stand
            names = {field.name for field in dataclasses.fields(draft)}  # type: ignore[arg-type]
            later = {name: getattr(draft, name) for name in names.difference(title, body)}
            return Merged(dataclasses.replace(joined.draft, **later), joined.unseen)  # type: ignore[type-var]
        return joined

    def _keep_unseen(self, id: int, joined: Merged[Draft]) -> None:
        for field, text in joined.unseen:
            if not earlier.has(id, field, text):
                earlier.put(self._table, id, field, text)

    def _insert(self, draft: Draft, touched: Touched) -> Kept[Draft]:
        now = ids.now_ms()
        row = {"id": ids.new_id(), "created_at": now, "updated_at": now, **self._columns(draft)}
        self._refuse_lost(row)
        self._table.insert(**row).execute()
        touched.ids.add(row["id"])
        touched.moved = True
        return Kept(row["id"], 1, draft, now, now)

    def _update(self, now: Kept[Draft], draft: Draft, touched: Touched) -> Kept[Draft]:
        changed = self._changed_columns(now.draft, draft)
        if not changed:
            return now
        self._refuse_lost(changed)
        table, at = self._table, ids.now_after(now.updated_at)
        earlier.keep(table, now.id, self._columns(now.draft), changed, since=now.created_at)
        query = table.update(**changed, updated_at=at, rev=now.rev + 1)
        if query.where(table.id == now.id, table.rev == now.rev).execute() != 1:
            raise Vanished(now.id)
        touched.ids.add(now.id)
        touched.moved = touched.moved or bool(self.placing & changed.keys())
        return dataclasses.replace(now, rev=now.rev + 1, draft=draft, updated_at=at)

    def _changed_columns(self, before: Draft, after: Draft) -> dict[str, Any]:
        old, new = self._columns(before), self._columns(after)
        return {name: value for name, value in new.items() if old[name] != value}

    def _refuse_lost(self, columns: dict[str, Any]) -> None:
        """Nothing lives that hangs on a thing in the trash, or points to one that is gone. Raises Vanished."""
        for field in self._table._meta.refs:
            wanted = columns.get(field.name)
            if not trash.is_there(field.rel_model, wanted):
                raise Vanished(wanted)
            if wanted is not None and not field.null and not kept.living(field.rel_model, [wanted]):
                raise Vanished(wanted)

    def _refuse_flawed(self, draft: Draft, own_id: int | None) -> None:
        found = self.problems(draft, own_id)
        if found:
            raise Refused(found)
