"""The checks find damage: pages at the start, texts against the newest proven copy on demand."""

import random
import sqlite3
from pathlib import Path

import pytest

from mentee_app.backup import checking, copies, proving
from mentee_app.backup.places import Reason
from mentee_app.storage import database, spacing

AMPLE = 60.0


@pytest.fixture
def good(folder, now):
    """A proven copy of the closed notebook."""
    opened = database.open_notebook(folder)
    made = copies.make(opened.connection(), folder, Reason.DAILY, now)
    opened.close()
    return made.path


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    spacing.teach(connection)
    return connection


def test_a_whole_notebook_is_found_whole(connection, folder, now):
    good = copies.make(connection, folder, Reason.DAILY, now).path
    assert checking.quick(connection, budget=AMPLE) == checking.Quick(whole=True, complete=True)
    found = checking.full(connection, good)
    assert found.whole and found.index_whole
    assert found.compared == sum(table.rows for table in proving.proven(good).census.tables)


def test_a_check_whose_time_is_up_says_that_it_is_not_complete(connection):
    assert checking.quick(connection, budget=-1) == checking.Quick(whole=True, complete=False)
    assert connection.execute("SELECT count(*) FROM session").fetchone() == (60,)


@pytest.mark.parametrize("turn", [0, 3, 739_000])
def test_a_destroyed_page_of_texts_is_found_at_the_start_whatever_the_turn(folder, good, turn):
    path = folder / "notebook.mentee"
    with proving.reading(path) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'advice'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 64)
    connection = _opened(path)
    found = checking.quick(connection, turn, AMPLE)
    assert not found.whole and found.problems
    assert checking.full(connection).problems
    connection.close()


def test_sixty_flipped_bits_in_notes_are_all_found_by_the_hashes(folder, good):
    """A bit that flips inside a text breaks no page: only the copy knows what stood there."""
    path = folder / "notebook.mentee"
    content = path.read_bytes()
    with proving.reading(path) as connection:
        notes = [
            row[0].encode()[:30] for row in connection.execute("SELECT notes FROM session WHERE notes <> ''")
        ]
    chance = random.Random(1)
    found_quickly = found = 0
    for _time in range(60):
        flipped = bytearray(content)
        text = chance.choice(notes)
        flipped[content.index(text) + chance.randrange(len(text))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        connection = _opened(path)
        found_quickly += not checking.quick(connection, budget=AMPLE).whole
        found += bool(checking.full(connection, good).changed)
        connection.close()
    assert found == 60
    assert found_quickly < 60


def test_a_text_that_was_written_since_the_copy_is_no_damage(notebook, connection, folder, now):
    good = copies.make(connection, folder, Reason.DAILY, now).path
    with notebook.unit_of_work():
        notebook.execute_sql(
            "UPDATE session SET notes = 'new words', rev = rev + 1, updated_at = updated_at + 1"
        )
    found = checking.full(connection, good)
    assert found.whole
    assert found.compared > 0


def test_a_link_that_leads_nowhere_is_counted(folder, good):
    connection = _opened(folder / "notebook.mentee")
    connection.execute("DELETE FROM area_need")
    connection.execute("UPDATE advice SET person_id = 5 WHERE id = (SELECT min(id) FROM advice)")
    assert checking.full(connection).loose_ends == 1
    connection.close()


def test_an_index_that_drifted_is_found_and_made_anew(notebook, connection):
    connection.execute("INSERT INTO written_index(written_index) VALUES ('delete-all')")
    notebook.remember_file()
    assert checking.full(connection).index_whole is False
    checking.rebuild_index(notebook)
    assert checking.full(connection).whole
    found = "SELECT count(*) FROM written_index WHERE written_index MATCH 'the'"
    assert connection.execute(found).fetchone()[0] > 0


def test_a_file_that_can_only_be_read_is_checked_all_the_same(folder, good):
    with proving.reading(folder / "notebook.mentee") as connection:
        found = checking.full(connection, good)
    assert found.whole and found.index_whole is None
