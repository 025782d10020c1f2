"""The notebook file: safe settings, whole or not at all, and clear words for what is not a notebook."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import peewee
import pytest

from mentee_app.storage import database, ids, places, rows, step_2, steps, tables
from mentee_app.trouble import Trouble, TroubleKind


def _person(name: str = "Ada") -> int:
    now, id = ids.now_ms(), ids.new_id()
    tables.Person.insert(id=id, created_at=now, updated_at=now, name=name).execute()
    return id


@pytest.fixture
def notebook(tmp_path):
    opened = database.open_notebook(tmp_path / "data")
    yield opened
    opened.close()


def test_the_settings_that_keep_what_was_written_are_taken(notebook):
    taken = {
        name: rows.of(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "locking_mode")
    }
    assert taken == {"journal_mode": "wal", "synchronous": 2, "locking_mode": "exclusive"}
    assert rows.of("PRAGMA foreign_keys") == [(1,)]
    assert rows.of("PRAGMA application_id") == [(steps.APPLICATION_ID,)]
    assert rows.of("PRAGMA user_version") == [(steps.NEWEST,)]


def test_a_setting_that_is_not_taken_refuses_the_file(tmp_path, monkeypatch):
    database.open_notebook(tmp_path).close()
    monkeypatch.setitem(database._SETTINGS, "journal_mode", "memory")
    monkeypatch.setitem(database._SETTINGS, "synchronous", 7)
    with pytest.raises(Trouble) as told:
        database.open_notebook(tmp_path)
    assert told.value.kind is TroubleKind.SETTINGS_REFUSED


def test_every_table_is_strict_and_has_the_columns_of_a_row(notebook):
    listed = {name: strict for _, name, kind, _, _, strict in rows.of("PRAGMA table_list") if kind == "table"}
    for table in tables.ALL:
        name = table._meta.table_name
        assert listed[name] == 1, f"{name} is not STRICT"
        columns = {row[1] for row in rows.of(f"PRAGMA table_info({name})")}
        assert columns == {field.column_name for field in table._meta.sorted_fields}
        assert {"id", "created_at", "updated_at", "rev", "deleted_at"} <= columns


def test_all_text_that_a_person_writes_is_in_the_index(notebook):
    texts = {
        (table._meta.table_name, field.column_name)
        for table in tables.ALL
        for field in table._meta.sorted_fields
        if isinstance(field, peewee.TextField) and not field.column_name.endswith("_on")
    }
    written = {
        (table, column) for table, parts in step_2.WRITTEN.items() for part in parts for column in part
    }
    fixed = {
        "kind",
        "status",
        "route",
        "rhythm",
        "fit",
        "stage",
        "expands",
        "subject",
        "wanted",
        "zone",
        "medium",
    }
    fixed |= {
        "wall_start",
        "moved_by",
        "state",
        "decision",
        "owner",
        "direction",
        "term",
        "colour",
        "own_choice",
    }
    fixed |= {"rule", "paused_until", "source", "uid"}
    fixed |= {"answers", "page", "outcome", "verdict", "ready", "answer"}
    unwritten = {
        (table, column)
        for table, column in texts - written
        if table not in ("preference", "draft", "deed", "earlier_version")
    }
    assert {column for _table, column in unwritten} <= fixed, unwritten
    assert ("advice", "outcome") in written


def test_the_index_follows_every_insert_change_trash_and_delete(notebook):
    def found(word: str) -> list[int]:
        return [
            row[0] for row in rows.of("SELECT rowid FROM written_index WHERE written_index MATCH ?", word)
        ]

    with notebook.unit_of_work():
        id = _person("Zoë Müller")
    assert found("zoe") == found("mull*") == [id]
    with notebook.unit_of_work():
        tables.Person.update(name="Grace").where(tables.Person.id == id).execute()
    assert (found("zoe"), found("grace")) == ([], [id])
    with notebook.unit_of_work():
        tables.Person.update(deleted_at=5).where(tables.Person.id == id).execute()
    assert found("grace") == []
    with notebook.unit_of_work():
        tables.Person.update(deleted_at=None).where(tables.Person.id == id).execute()
    assert found("grace") == [id]
    with notebook.unit_of_work():
        tables.Person.delete().where(tables.Person.id == id).execute()
    assert found("grace") == []
    rows.of("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")


def test_a_unit_of_work_that_fails_leaves_nothing(notebook):
    with pytest.raises(ZeroDivisionError), notebook.unit_of_work():
        _person()
        raise ZeroDivisionError
    assert rows.of("SELECT count(*) FROM person") == [(0,)]


def test_a_value_outside_an_enum_is_refused_by_the_file(notebook):
    with pytest.raises(peewee.IntegrityError), notebook.unit_of_work():
        person, now = _person(), ids.now_ms()
        row = {"id": ids.new_id(), "created_at": now, "updated_at": now}
        tables.Relationship.insert(**row, person=person, kind="coaching").execute()


def test_a_day_that_does_not_exist_is_refused_by_the_file(notebook):
    with pytest.raises(peewee.IntegrityError), notebook.unit_of_work():
        now = ids.now_ms()
        row = {"id": ids.new_id(), "created_at": now, "updated_at": now, "title": "x"}
        tables.Goal.insert(**row, target_on="2026-02-30").execute()


def test_the_folder_and_its_files_are_for_their_owner_only(tmp_path):
    before = os.umask(0o002)
    try:
        opened = database.open_notebook(tmp_path / "deep" / "data")
        with opened.unit_of_work():
            _person()
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "deep" / "data").iterdir()
        }
        opened.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "deep" / "data").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}, modes
    assert database.FILE_NAME + "-wal" in modes


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", TroubleKind.EMPTY),
        (b"Dear diary, " * 400, TroubleKind.NOT_A_DATABASE),
        (b"SQLite format 3\0" + b"\0" * 4000, TroubleKind.NOT_A_DATABASE),
    ],
)
def test_what_is_no_notebook_is_refused_and_stays_as_it_is(tmp_path, content, kind):
    path = tmp_path / database.FILE_NAME
    path.write_bytes(content)
    with pytest.raises(Trouble) as told:
        database.open_notebook(tmp_path)
    assert told.value.kind is kind
    assert str(path) in told.value.sentence
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / database.FILE_NAME
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(Trouble) as told:
        database.open_notebook(tmp_path)
    assert (told.value.kind, path.read_bytes()) == (TroubleKind.NOT_A_DATABASE, before)


def test_a_newer_notebook_is_refused_untouched(tmp_path):
    database.open_notebook(tmp_path).close()
    path = tmp_path / database.FILE_NAME
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {steps.NEWEST + 1}")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(Trouble) as told:
        database.open_notebook(tmp_path)
    assert (told.value.kind, path.read_bytes()) == (TroubleKind.TOO_NEW, before)


def test_a_damaged_notebook_is_told_and_not_written(tmp_path):
    opened = database.open_notebook(tmp_path)
    with opened.unit_of_work():
        for number in range(300):
            _person(f"Person {number}")
    opened.close()
    path = tmp_path / database.FILE_NAME
    broken = bytearray(path.read_bytes())
    broken[100:4096] = b"\xff" * 3996
    path.write_bytes(broken)
    with pytest.raises(Trouble) as told:
        database.open_notebook(tmp_path)
    assert told.value.kind is TroubleKind.DAMAGED
    assert path.read_bytes() == bytes(broken)


def test_a_notebook_that_is_gone_is_a_loss_and_no_first_run(tmp_path):
    database.open_notebook(tmp_path).close()
    (tmp_path / database.FILE_NAME).unlink()
    with pytest.raises(Trouble) as told:
        database.open_notebook(tmp_path)
    assert told.value.kind is TroubleKind.VANISHED
    assert not (tmp_path / database.FILE_NAME).exists()


def test_a_first_run_that_was_cut_off_begins_anew(tmp_path):
    (tmp_path / (database.FILE_NAME + ".new")).write_bytes(b"half")
    database.open_notebook(tmp_path).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebook-made", database.FILE_NAME]


def test_a_full_disk_is_named_and_the_notebook_works_again(notebook):
    pages = rows.of("PRAGMA page_count")[0][0]
    rows.of(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Trouble) as told, notebook.unit_of_work():
        for number in range(5000):
            _person(f"Somebody with a long name {number}")
    assert told.value.kind is TroubleKind.DISK_FULL
    rows.of("PRAGMA max_page_count = 1000000")
    with notebook.unit_of_work():
        _person("Room again")
    assert rows.of("SELECT name FROM person") == [("Room again",)]


def test_a_file_replaced_under_the_app_is_not_written_into(notebook):
    path = notebook.path
    os.rename(path, path.with_suffix(".aside"))
    path.write_bytes(b"another file")
    with pytest.raises(Trouble) as told, notebook.unit_of_work():
        _person()
    assert told.value.kind is TroubleKind.REPLACED
    assert path.read_bytes() == b"another file"


def test_a_file_overwritten_in_place_is_not_written_into(notebook):
    notebook.shrink_journal()
    content = notebook.path.read_bytes()
    with notebook.unit_of_work():
        _person()
    notebook.path.write_bytes(content)
    with pytest.raises(Trouble) as told, notebook.unit_of_work():
        _person()
    assert told.value.kind is TroubleKind.REPLACED


def test_ids_grow_are_positive_and_fit_in_63_bits():
    made = [ids.new_id() for _number in range(5000)]
    assert made == sorted(set(made))
    assert 0 < made[0] < made[-1] < 2**63
    assert abs((made[0] >> 22) + ids.EPOCH_MS - ids.now_ms()) < 60_000


def test_a_second_process_cannot_open_the_notebook(tmp_path, notebook):
    code = (
        "import sys; from pathlib import Path; from mentee_app import app\n"
        "from mentee_app.trouble import Trouble\n"
        "try:\n with app.opened(Path(sys.argv[1])): print('opened')\n"
        "except Trouble as trouble: print(trouble.kind.value)"
    )
    from mentee_app import single_instance

    with single_instance.alone(notebook.path.parent):
        done = subprocess.run(
            [sys.executable, "-c", code, str(notebook.path.parent)],
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.strip() == "locked"


def test_folders_of_sync_services_are_known():
    assert places.synced_by(Path("/home/ada/Dropbox/notes")) == "Dropbox"
    assert places.synced_by(Path("/home/ada/OneDrive - Work/notes")) == "OneDrive"
    assert places.synced_by(Path("/home/ada/megaphone")) is None


def test_a_link_into_a_folder_of_a_sync_service_is_seen_through(tmp_path):
    (tmp_path / "Nextcloud" / "notes").mkdir(parents=True)
    (tmp_path / "notes").symlink_to(tmp_path / "Nextcloud" / "notes")
    assert places.synced_by(tmp_path / "notes") == "Nextcloud"
