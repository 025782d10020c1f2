"""A file that calls itself a notebook and is another's: refused in a sentence, whatever door it comes in by."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from mentee_app import app as application
from mentee_app import paths
from mentee_app.backup import proving, restoring, salvaging
from mentee_app.domain.people import PersonDraft
from mentee_app.storage import database, likeness, rows, spacing, steps, to_read
from mentee_app.storage.likeness import Likeness
from mentee_app.trouble import Trouble, TroubleKind

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"

_STRANGE = {
    "an endless view in place of a table": [
        "DROP TABLE person",
        f"CREATE VIEW person AS {_ENDLESS} SELECT i AS id, 'x' AS name, NULL AS deleted_at FROM n",
    ],
    "a further view": [f"CREATE VIEW more AS {_ENDLESS} SELECT i FROM n"],
    "our view made endless": [
        "DROP VIEW written",
        f"CREATE VIEW written AS {_ENDLESS} SELECT i AS id FROM n",
    ],
    "a trigger that empties notes": [
        "CREATE TRIGGER bite AFTER INSERT ON person BEGIN UPDATE session SET notes = ''; END"
    ],
    "our trigger with another work": [
        "DROP TRIGGER {trigger}",
        "CREATE TRIGGER {trigger} AFTER INSERT ON person BEGIN DELETE FROM session; END",
    ],
    "a virtual table": ["CREATE VIRTUAL TABLE more USING fts5(x)"],
    "a virtual table in place of ours": [
        "DROP TABLE action",
        "CREATE VIRTUAL TABLE action USING fts5(text, due_on)",
    ],
    "an index that refuses": ["CREATE UNIQUE INDEX one ON person(deleted_at IS NULL)"],
    "our table with another default": [
        "DROP TABLE preference",
        "CREATE TABLE preference (id INTEGER PRIMARY KEY, name, value, more AS (hex(zeroblob(100000000))))",
    ],
    "no table at all": [
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_schema",
        "PRAGMA writable_schema = OFF",
    ],
    "no people": ["DROP TABLE person"],
    "junk in the list of tables": [
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_schema VALUES ('junk', 'junk', 'junk', 3, 'CREATE junk')",
        "PRAGMA writable_schema = OFF",
    ],
    "no text in the list of tables": [
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = x'00ff00ff' WHERE name = 'written'",
        "PRAGMA writable_schema = OFF",
    ],
    "a version below the first": ["PRAGMA user_version = 0"],
    "a version below nothing": ["PRAGMA user_version = -3"],
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "data"
    with application.opened_alone(folder) as opened:
        opened.people.add(PersonDraft(name="Ada"))
    return folder / paths.NOTEBOOK


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "data"
    made.mkdir(0o700)
    (made / paths.NOTEBOOK_MADE).touch()
    return made


def _changed(whole, path, statements):
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        trigger = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'person' ORDER BY name"
        ).fetchone()[0]
        for statement in statements:
            connection.execute(statement.format(trigger=trigger))
    return path


_REFUSED = {TroubleKind.NOT_A_DATABASE, TroubleKind.DAMAGED, TroubleKind.TOO_NEW}


@pytest.mark.parametrize("what", _STRANGE)
def test_a_strange_file_is_refused_by_every_door_and_stays_as_it_is(whole, folder, tmp_path, what):
    path = _changed(whole, folder / paths.NOTEBOOK, _STRANGE[what])
    content = path.read_bytes()
    doors = {
        "opening": lambda: database.open_notebook(folder),
        "reading": lambda: to_read.open_to_read(folder),
        "proving": lambda: proving.proven(path),
        "restoring": lambda: restoring.restore(tmp_path / "other", path, datetime.now().astimezone()),
    }
    (tmp_path / "other").mkdir(0o700)
    for name, door in doors.items():
        with pytest.raises(Trouble) as told:
            door()
        assert told.value.kind in _REFUSED, name
        assert path.read_bytes() == content, name
    assert not (tmp_path / "other" / paths.NOTEBOOK).exists()


@pytest.mark.parametrize("what", _STRANGE)
def test_a_strange_file_gives_way_to_a_backup_and_is_kept_aside(whole, folder, what):
    path = _changed(whole, folder / paths.NOTEBOOK, _STRANGE[what])
    content = path.read_bytes()
    done = restoring.restore(folder, whole, datetime.now().astimezone())
    assert done.aside and (done.aside / paths.NOTEBOOK).read_bytes() == content
    with application.opened_alone(folder):
        assert rows.of("SELECT name FROM person") == [("Ada",)]


@pytest.mark.parametrize("what", _STRANGE)
def test_salvaging_a_strange_file_ends_and_takes_over_nothing_that_acts(whole, folder, tmp_path, what):
    path = _changed(whole, folder / paths.NOTEBOOK, _STRANGE[what])
    into = tmp_path / "saved.mentee"
    try:
        salvaging.salvage(path, into)
    except Trouble as trouble:
        assert trouble.kind in _REFUSED
    else:
        proving.proven(into)


def test_what_lacks_only_an_index_a_trigger_or_the_search_is_still_opened(whole, folder):
    for number, statement in enumerate(
        ("DROP INDEX person_by_name", "DROP TRIGGER {trigger}", "DROP TABLE written_index", "ANALYZE")
    ):
        _changed(whole, folder / paths.NOTEBOOK, [statement])
        with application.opened_alone(folder):
            assert rows.of("SELECT name FROM person") == [("Ada",)], (number, statement)


@pytest.mark.parametrize("version", range(1, steps.NEWEST + 1))
def test_the_schema_of_every_step_is_known_without_making_it(version):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        steps.walk(connection, version)
        assert likeness.digest(likeness.entries(connection)) == likeness.DIGESTS[version]
        assert likeness.flaw_of(connection) is None


def test_a_usual_file_is_known_without_making_a_schema(whole, monkeypatch):
    monkeypatch.setattr(likeness, "_own", lambda _version: pytest.fail("a schema was made"))
    with closing(sqlite3.connect(whole)) as connection:
        assert likeness.flaw_of(connection) is None


def _in_other_words(words):
    """As another version of SQLite may write the same: other spaces, capitals and quotes, never within a text."""
    parts = re.split("('[^']*')", words)
    return "".join(
        part if at % 2 else re.sub(r"\bID\b", '"id"', re.sub(r"\s+", "\n  ", part.replace(",", " ,").upper()))
        for at, part in enumerate(parts)
    )


@pytest.mark.parametrize("version", range(1, steps.NEWEST + 1))
def test_a_notebook_whose_schema_another_sqlite_wrote_is_ours(tmp_path, version):
    path = tmp_path / "other.mentee"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        steps.walk(connection, version)
        connection.create_function("otherwise", 1, _in_other_words)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = otherwise(sql) WHERE sql <> '' AND name NOT LIKE 'written_index_%'"
        )
        shadow = "CREATE TABLE written_index_docsize(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)"
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'written_index_docsize'", (shadow,))
    with closing(sqlite3.connect(path)) as connection:
        spacing.teach(connection)
        connection.execute("SELECT count(*) FROM session JOIN written_index").fetchone()
        assert likeness.digest(likeness.entries(connection)) != likeness.DIGESTS[version]
        assert likeness.likeness(connection) is Likeness.OURS


@pytest.mark.parametrize(
    "was, became",
    [
        ("'held'", "'HELD'"),
        ("'+0 days'", "'+ 0 days'"),
        ("DEFAULT ''", "DEFAULT ' '"),
        ("REFERENCES person(id)", "REFERENCES session(id)"),
    ],
)
def test_a_word_that_means_something_else_is_not_ours(tmp_path, was, became):
    with closing(sqlite3.connect(tmp_path / "other.mentee", isolation_level=None)) as connection:
        steps.walk(connection)
        connection.execute("PRAGMA writable_schema = ON")
        changed = connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE instr(sql, ?)", (was, became, was)
        )
        assert changed.rowcount
        assert likeness.likeness(connection) is Likeness.DAMAGED
