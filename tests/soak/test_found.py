"""What the long proof once found wrong stays right."""

import os
import sqlite3

import pytest

from mentee_app import app, paths
from mentee_app.domain.people import PersonDraft
from mentee_app.storage import database, faults, rows, step_1, steps
from mentee_app.trouble import Trouble, TroubleKind

resource = pytest.importorskip("resource")


@pytest.fixture
def folder(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        for number in range(30):
            opened.people.add(PersonDraft(name=f"Ada {number}", notes="long " * 2000))
    return tmp_path / "data"


def test_a_notebook_that_could_not_save_can_be_opened_again_in_the_same_process(folder):
    with app.opened(folder) as opened:
        rows.of("VACUUM")
        opened.notebook.remember_file()
        rows.of(f"PRAGMA max_page_count = {rows.of('PRAGMA page_count')[0][0]}")
        with pytest.raises(Trouble) as told:
            opened.people.add(PersonDraft(name="Ada", notes="long " * 9000))
        assert told.value.kind is TroubleKind.DISK_FULL
        del told
    with app.opened(folder):
        assert rows.of("SELECT count(*) FROM person") == [(30,)]


def test_an_upgrade_that_fails_says_why_and_not_how_it_was_closed(tmp_path):
    (tmp_path / "data").mkdir(mode=0o700)
    older = sqlite3.connect(tmp_path / "data" / paths.NOTEBOOK, isolation_level=None)
    for statement in step_1.statements():
        older.execute(statement)
    older.execute(f"PRAGMA application_id = {steps.APPLICATION_ID}")
    older.execute("PRAGMA user_version = 1")
    older.execute("CREATE TABLE series (in_the_way)")
    older.close()
    with pytest.raises(sqlite3.OperationalError, match="series already exists"):
        database.open_notebook(tmp_path / "data")


def test_a_journal_that_could_not_be_emptied_half_way_is_not_taken_for_another_file(folder):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with app.opened(folder) as opened:
        size = os.stat(folder / paths.NOTEBOOK).st_size
        for number in range(5):
            opened.people.add(PersonDraft(name=f"Bob {number}", notes="more " * 2000))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(Exception, match="disk I/O"):
                opened.notebook.shrink_journal()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        opened.people.add(PersonDraft(name="Cay"))
        opened.notebook.shrink_journal()
    with app.opened(folder):
        assert rows.of("SELECT count(*) FROM person") == [(36,)]


def test_what_sqlite_leaves_open_is_asked_of_the_disk(tmp_path):
    with pytest.raises(sqlite3.OperationalError) as refused:
        sqlite3.connect(f"file:{tmp_path}/gone/notebook.mentee?mode=rw", uri=True)
    gone = faults.trouble_in(refused.value, tmp_path / "gone" / "notebook.mentee")
    there = faults.trouble_in(refused.value, tmp_path / "notebook.mentee")
    assert gone and there
    assert (gone.kind, there.kind) == (TroubleKind.NO_FOLDER, TroubleKind.NO_ACCESS)
    assert list(tmp_path.iterdir()) == []
