"""The ground that a played user stands on: a real notebook, and what must hold of its file after each thing they do."""

import gc
import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import peewee
from hypothesis.stateful import RuleBasedStateMachine

from mentee_app import app
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Refused
from mentee_app.queries import kept, searching
from mentee_app.services.records import Records, Vanished
from mentee_app.storage import spacing, step_2, tables
from mentee_app.trouble import Trouble, TroubleKind

Dump = dict[str, dict[int, dict[str, Any]]]
"""Every row of every table: by table, by id, by column."""

Fault = tuple[str, str]
"""What breaks in the middle: ("insert" or "update", a table), or ("full", "") for a disk that is full."""

PROBES = ("boat", "Résumé", "mast", "ada", "na", "師", "ครู", "مرشد")
"""Words that are looked for after each step: exactly the rows that hold them are found."""

_BY_NAME = {table._meta.table_name: table for table in tables.ALL}
_NOUNS = frozenset(table._meta.table_name for table in kept.TABLES.values())
_BESIDE = frozenset({"deed", "earlier_version", "draft"})
"""What undo need not put back: what is remembered, and what is typed but not kept."""


class Ground(RuleBasedStateMachine):
    """Does one thing at a time and looks at the whole file before and after."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(prefix="mentee-play-"))
        self._closing = ExitStack()
        self.app = self._closing.enter_context(app.opened(self._folder / "data"))
        self.told: list[Any] = []
        self.app.changes.listen(self.told.append)
        services = [each for each in vars(self.app).values() if isinstance(each, Records)]
        self.service = {each.draft_type: each for each in services}
        self.kinds = {kept.TABLES[each.draft_type]._meta.table_name: each.kind for each in services}
        self.kinds["series"] = Kind.SERIES
        self.fault: Fault | None = None
        self._failed = False
        self.now = self._dump()

    def do(self, call: Callable[[], Any], losing: bool = False) -> Any:
        """What `call` answers; None where it was refused, and then nothing changed. `losing`: rows may go for good."""
        before, fault, self.fault = self.now, self.fault, None
        self.told.clear()
        try:
            with self._broken(fault):
                answer = call()
        except (Refused, Vanished, Trouble, peewee.IntegrityError) as error:
            self.now = self._dump()
            assert self.now == before, f"{error!r} changed something"
            assert not self.told, f"{error!r} was told as a change"
            if _is_own(error, fault):
                return self.do(call, losing)
            if isinstance(error, Refused | Vanished):
                return None
            self._failed = True
            raise
        except BaseException:
            self._failed = True
            raise
        self.now = self._dump()
        self._check_rows(before, losing)
        self._check_told(before)
        self._check_trash()
        self._check_search(before)
        return answer

    def take(self, call: Callable[[], int], and_undo: bool) -> int | None:
        """A deed (id) that can be taken back; with `and_undo` it is, and all is as it was."""
        before = self.now
        deed = self.do(call)
        if deed and and_undo:
            did = _visible(before) != _visible(self.now)
            taken_back = self.do(lambda: self.app.deeds.undo(deed))
            assert taken_back or not did, "what was just done could not be taken back"
            self._check_restored(before)
            after = self.now
            assert taken_back is False or self.do(lambda: self.app.deeds.undo(deed)) is False
            assert self.now == after, "undo changed something the second time"
        return deed

    def teardown(self) -> None:
        try:
            if not self._failed:
                self._check_search({})
                self._check_reopened()
        finally:
            self._closing.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.app.notebook.execute_sql(sql).fetchall())

    def _dump(self) -> Dump:
        return dump_of(self._run)

    @contextmanager
    def _broken(self, fault: Fault | None) -> Iterator[None]:
        if fault is None:
            yield
            return
        event, table = fault
        if event == "full":
            self._run(f"PRAGMA max_page_count = {self._run('PRAGMA page_count')[0][0]}")
        else:
            does = "BEGIN SELECT RAISE(FAIL, 'broken by the play'); END"
            self._run(f"CREATE TEMP TRIGGER broken BEFORE {event.upper()} ON main.{table} {does}")
        try:
            yield
        finally:
            self._run("PRAGMA max_page_count = 1073741823")
            self._run("DROP TRIGGER IF EXISTS temp.broken")

    def _check_rows(self, before: Dump, losing: bool) -> None:
        assert self._run("PRAGMA foreign_key_check") == []
        for name, rows in self.now.items():
            for id, old in before.get(name, {}).items():
                if id not in rows:
                    assert losing or name == "draft", f"{name} {id} is gone"
                elif rows[id] != old:
                    assert rows[id]["rev"] > old["rev"], f"a write of {name} {id} was not counted"
                    assert rows[id]["updated_at"] != old["updated_at"], (
                        f"{name} {id} does not say when it was written"
                    )
            needed = [each for each in _BY_NAME[name]._meta.refs if not each.null]
            for id, row in rows.items():
                assert row["updated_at"] >= row["created_at"], f"{name} {id} was changed before it was made"
                for field in needed if row["deleted_at"] is None else ():
                    other = self.now[field.rel_model._meta.table_name][row[field.column_name]]
                    assert other["deleted_at"] is None, f"{name} {id} lives without its {field.name}"

    def _check_trash(self) -> None:
        """Everything in the trash can be brought back from there."""
        deeds = (row for row in self.now["deed"].values() if row["undone_at"] is None)
        stamps = {json.loads(row["before"]).get("trashed_at") for row in deeds}
        for name in step_2.WRITTEN:
            for id, row in self.now[name].items():
                assert row["deleted_at"] in (None, *stamps), f"{name} {id} lies in the trash for ever"

    def _check_told(self, before: Dump) -> None:
        assert len(self.told) <= 1, "told twice"
        changed = {(name, id) for name, id in self._changed(before) if name in _NOUNS}
        if not changed:
            return
        assert self.told, f"nobody was told of {changed}"
        change = self.told[0]
        for name, id in changed:
            assert self.kinds[name] in change.kinds, f"nobody was told that some {name} changed"
            assert change.moved or id in change.ids, f"nobody was told that {name} {id} changed"

    def _changed(self, before: Dump) -> Iterator[tuple[str, int]]:
        for name, rows in self.now.items():
            old = before.get(name, {})
            yield from ((name, id) for id in rows.keys() | old.keys() if rows.get(id) != old.get(id))

    def _check_search(self, before: Dump) -> None:
        self._run("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
        written = {
            id: _text(name, row)
            for name in step_2.WRITTEN
            for id, row in self.now[name].items()
            if row["deleted_at"] is None
        }
        for word in PROBES:
            meant = {id for id, text in written.items() if _holds(text, word)}
            assert self._found(word) == meant, f"{word} is found where it is not, or not where it is"
        for name, id in self._changed(before):
            if name in step_2.WRITTEN and id in self.now[name]:
                self._check_findable(id, _text(name, self.now[name][id]), id in written)

    def _check_findable(self, id: int, text: str, living: bool) -> None:
        words = text.split()
        asked = [*words[:8], *(word[: len(word) // 2 + 1] for word in words[:4]), " ".join(words[:30])]
        asked += [f'"{_unquoted(line)}"' for line in text.splitlines()[:4] if len(line) < 900]
        for typed in asked:
            if searching.match(typed):
                assert (id in self._found(typed)) is living, f"{typed!r} of {text!r}: living is {living}"

    def _found(self, typed: str) -> set[int]:
        query = searching.match(typed)
        sql = "SELECT rowid FROM written_index WHERE written_index MATCH ?"
        return {row[0] for row in self.app.notebook.execute_sql(sql, (query,)).fetchall()}

    def _check_restored(self, before: Dump) -> None:
        for name, rows in self.now.items():
            if name in _BESIDE:
                continue
            for id, row in rows.items():
                old = before[name].get(id)
                if old and old["deleted_at"] is None:
                    assert _without_stamps(row) == _without_stamps(old), f"{name} is not as it was"
                else:
                    assert row["deleted_at"] is not None, (
                        f"a {name} that was made, or lay in the trash, is still there"
                    )

    def _check_reopened(self) -> None:
        assert self._run("PRAGMA integrity_check") == [("ok",)]
        self._closing.close()
        gc.collect()  # an error that was caught may still hold a cursor, and with it the file
        with app.opened(self._folder / "data") as again:
            assert dump_of(lambda sql: list(again.notebook.execute_sql(sql).fetchall())) == self.now


def dump_of(run: Callable[[str], list[tuple[Any, ...]]]) -> Dump:
    found: Dump = {}
    for name in _BY_NAME:
        columns = _columns(name)
        rows = run(f"SELECT {', '.join(columns)} FROM {name}")
        found[name] = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
    return found


@cache
def _columns(name: str) -> tuple[str, ...]:
    return tuple(field.column_name for field in _BY_NAME[name]._meta.sorted_fields)


def _is_own(error: Exception, fault: Fault | None) -> bool:
    """Whether the play itself broke it."""
    if fault is None:
        return False
    if isinstance(error, Trouble):
        return error.kind is TroubleKind.DISK_FULL
    return "broken by the play" in str(error)


def _visible(dump: Dump) -> Dump:
    return {name: rows for name, rows in dump.items() if name not in _BESIDE}


def _without_stamps(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("rev", "updated_at")}


def _text(name: str, row: dict[str, Any]) -> str:
    return "\n".join(row[column] for columns in step_2.WRITTEN[name] for column in columns)


def _unquoted(text: str) -> str:
    return re.sub('["“”„«»]', " ", text)


@cache
def _holds(text: str, word: str) -> bool:
    """Whether a word of the text begins like `word`; case and accents do not matter."""
    found, wanted = _folded(text), _folded(word)
    last = len(wanted) - 1
    return any(
        found[start : start + last] == wanted[:last] and found[start + last].startswith(wanted[last])
        for start in range(len(found) - last)
    )


@cache
def _folded(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", spacing.spaced(text))
    plain = "".join(letter for letter in plain if not 0x300 <= ord(letter) <= 0x36F)
    return re.findall(r"[^\W_]+", plain.lower())
