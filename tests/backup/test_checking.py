"""The checks find damage: pages at the start, texts against the newest proven copy on demand."""

import random
import shutil
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mentee_app import app
from mentee_app.backup import checking, copies, proving
from mentee_app.backup.places import Reason
from mentee_app.exports import everything
from mentee_app.imports import everything as reading
from mentee_app.storage import database, ids, rows, spacing

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


@pytest.mark.parametrize("texts", ["SELECT notes FROM session WHERE notes <> ''", "SELECT before FROM deed"])
def test_sixty_flipped_bits_in_texts_are_all_found_by_the_hashes(folder, now, texts):
    """A bit that flips inside a text breaks no page: only the copy knows what stood there."""
    path = folder / "notebook.mentee"
    with app.opened_alone(folder) as opened:
        for (person,) in rows.of("SELECT id FROM person LIMIT 3"):
            opened.deeds.undo(opened.people.trash(person))
            opened.people.thank(person, now.date())
        good = copies.make(opened.notebook.connection(), folder, Reason.DAILY, now).path
    content = path.read_bytes()
    with proving.reading(path) as connection:
        written = [row[0].encode() for row in connection.execute(texts)]
    chance = random.Random(1)
    found_quickly = found = 0
    for _time in range(60):
        flipped = bytearray(content)
        text = chance.choice(written)
        flipped[content.index(text[:100]) + chance.randrange(min(len(text), 30))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        connection = _opened(path)
        found_quickly += not checking.quick(connection, budget=AMPLE).whole
        found += bool(checking.full(connection, good).changed)
        connection.close()
    assert found == 60
    assert found_quickly < 60


@pytest.mark.parametrize(
    ("before", "after"), [(None, 0), (None, 8), (1796130550609, None), (1796130550609, 1796130550608)]
)
def test_a_deed_that_was_undone_by_nobody_is_found(notebook, connection, folder, now, before, after):
    _put_deed(notebook, before)
    good = copies.make(connection, folder, Reason.DAILY, now).path
    with notebook.unit_of_work():
        notebook.execute_sql("UPDATE deed SET undone_at = ?", (after,))
    assert checking.full(connection, good).changed == {"deed": (7,)}


def test_a_deed_that_an_older_version_took_back_without_counting_it_is_no_damage(
    notebook, connection, folder, now
):
    _put_deed(notebook, None)
    good = copies.make(connection, folder, Reason.DAILY, now).path
    with notebook.unit_of_work():
        notebook.execute_sql("UPDATE deed SET undone_at = 1796130550609")
    found = checking.full(connection, good)
    assert found.whole and found.compared


def _put_deed(notebook, undone_at):
    before = '{"rows": [], "made": [], "trashed_at": 5, "of": ["person", 5]}'
    with notebook.unit_of_work():
        sql = "INSERT INTO deed(id, created_at, updated_at, label, before, undone_at) VALUES (7, 1, 1, 'trash person', ?, ?)"
        notebook.execute_sql(sql, (before, undone_at))


def test_what_was_done_again_after_a_restore_is_no_damage(folder, now):
    """The copy that is compared may come from the time that the restore took back: same rows, as often written."""
    with app.opened_alone(folder) as opened:
        first = copies.make(opened.notebook.connection(), folder, Reason.DAILY, now).path
        person = rows.of("SELECT id FROM person WHERE notes <> '' LIMIT 1")[0][0]
        _live_with(opened, person, "One way")
        other = copies.make(opened.notebook.connection(), folder, Reason.DAILY, now + timedelta(1)).path
    shutil.copy(first, folder / "notebook.mentee")
    with app.opened_alone(folder) as opened:
        _live_with(opened, person, "Another way")
        found = checking.full(opened.notebook.connection(), other)
        assert found.changed == {} and found.whole


def _live_with(opened, person, notes):
    opened.people.knows(person, [])
    now = opened.people.current(person)
    deed = opened.people.thank(person, date(2026, 3, 3))
    opened.people.save(
        opened.people.current(person),
        replace(now.draft, introduction_thanked_on=date(2026, 3, 3), notes=notes),
    )
    opened.deeds.undo(deed)
    opened.people.trash(person)


def test_a_clock_that_was_set_back_and_stands_still_makes_no_damage(folder, now, monkeypatch):
    with app.opened_alone(folder) as opened:
        monkeypatch.setattr(ids, "now_ms", lambda: 1_600_000_000_000)
        person = rows.of("SELECT id FROM person LIMIT 1")[0][0]
        for notes in ("One", "Two"):
            good = copies.make(opened.notebook.connection(), folder, Reason.DAILY, now).path
            now += timedelta(1)
            kept = opened.people.current(person)
            opened.people.save(kept, replace(kept.draft, notes=notes))
            opened.deeds.undo(opened.people.trash(person))
            assert checking.full(opened.notebook.connection(), good).whole


@pytest.mark.parametrize("step", [1, 2])
def test_a_notebook_that_was_brought_to_a_newer_schema_is_as_its_copy_was(tmp_path, step):
    old = Path(__file__).parents[1] / "storage" / "files" / f"step-{step}.mentee"
    (tmp_path / "own").mkdir()
    shutil.copy(old, tmp_path / "own" / "notebook.mentee")
    with app.opened_alone(tmp_path / "own") as opened:
        found = checking.full(opened.notebook.connection(), old)
    assert found.whole and found.compared


def test_a_whole_notebook_taken_in_anew_is_as_the_copies_of_the_old_one_were(folder, tmp_path, now):
    with app.opened_alone(folder) as opened:
        one, other = [row[0] for row in rows.of("SELECT id FROM person ORDER BY id LIMIT 2")]
        kept = opened.people.current(one)
        opened.people.merge(kept, other, kept.draft)
        good = copies.make(opened.notebook.connection(), folder, Reason.DAILY, now).path
        content = everything.content()
    with app.opened_alone(tmp_path / "new") as opened:
        opened.notebooks.take_in(reading.parse(content))
        found = checking.full(opened.notebook.connection(), good)
    assert found.whole and found.compared > 100


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
