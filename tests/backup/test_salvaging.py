"""What can still be read of a damaged notebook comes into a new one that is whole, and the rest is counted."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mentee_app.backup import mending, proving, salvaging
from mentee_app.storage import database, spacing
from mentee_app.trouble import Trouble, TroubleKind

STEP_1 = Path(__file__).parent.parent / "storage" / "files" / "step-1.mentee"


def _rows(path: Path) -> dict[str, dict[int, tuple[object, ...]]]:
    with proving.reading(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        names = [name for name in names if not name.startswith(("sqlite", "written_index"))]
        return {name: {row[0]: row for row in connection.execute(f"SELECT * FROM {name}")} for name in names}


def _words(row: tuple[object, ...]) -> list[str]:
    return [value for value in row if isinstance(value, str)]


def _begins(saved: object, text: object) -> bool:
    """Whether a value is the one before, a link let go, or a text up to its gap, or left out as a whole."""
    if isinstance(saved, str) and mending.GAP in saved:
        return isinstance(text, str) and text.startswith(saved[: saved.index(mending.GAP)])
    return saved is None or saved == text or not isinstance(text, str)


def _pages_of(path: Path, table: str) -> list[int]:
    """The pages of a table with rows on them, found by the bytes of a page."""
    content, size = path.read_bytes(), 4096
    with proving.reading(path) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    start = (root - 1) * size
    if content[start] == 0x0D:
        return [root]
    cells = int.from_bytes(content[start + 3 : start + 5], "big")
    pointers = [content[start + 12 + 2 * n : start + 14 + 2 * n] for n in range(cells)]
    places = [start + int.from_bytes(pointer, "big") for pointer in pointers]
    return [int.from_bytes(content[place : place + 4], "big") for place in places]


def _destroy(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)


def _whole(path: Path) -> None:
    """The file opens as a notebook, its links lead somewhere, and search fits the texts."""
    assert proving.proven(path).loose_ends == 0
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        spacing.teach(connection)
        connection.execute("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")


def test_a_whole_notebook_is_saved_row_for_row(folder, tmp_path):
    path = folder / "notebook.mentee"
    done = salvaging.salvage(path, tmp_path / "saved.mentee")
    assert _rows(tmp_path / "saved.mentee") == _rows(path)
    assert (done.lost, done.unlinked, done.readable) == (0, 0, True)
    assert done.read == sum(len(rows) for rows in _rows(path).values())
    _whole(tmp_path / "saved.mentee")


def test_a_destroyed_page_costs_its_rows_and_no_other(folder, tmp_path):
    path = folder / "notebook.mentee"
    before = _rows(path)
    original = path.read_bytes()
    leaves = _pages_of(path, "session")
    assert len(leaves) > 3
    _destroy(path, leaves[1])
    damaged = path.read_bytes()
    done = salvaging.salvage(path, tmp_path / "saved.mentee")
    after = _rows(tmp_path / "saved.mentee")
    assert path.read_bytes() == damaged != original
    session = next(table for table in done.tables if table.table == "session")
    assert 0 < session.lost < 25
    assert session.read == 60 - session.lost
    lost = before["session"].keys() - after["session"].keys()
    assert len(lost) + session.placeholders == session.lost
    assert after["action"].keys() == before["action"].keys()
    _whole(tmp_path / "saved.mentee")


def test_words_whose_parent_is_lost_are_kept_under_a_stand_in(folder, tmp_path):
    path = folder / "notebook.mentee"
    before = _rows(path)
    for page in _pages_of(path, "relationship"):
        _destroy(path, page)
    done = salvaging.salvage(path, tmp_path / "saved.mentee")
    after = _rows(tmp_path / "saved.mentee")
    assert after["session"] == before["session"]
    tables = {table.table: table for table in done.tables}
    assert tables["relationship"].read == 0
    assert tables["relationship"].lost == len(before["relationship"])
    assert 0 < tables["relationship"].placeholders <= len(before["relationship"])
    assert (tables["person"].placeholders, tables["person"].lost) == (1, 0)
    links = tables["relationship_goal"]
    assert links.read + links.lost == len(before["relationship_goal"])
    _whole(tmp_path / "saved.mentee")
    (tmp_path / "again").mkdir()
    shutil.copyfile(tmp_path / "saved.mentee", tmp_path / "again" / "notebook.mentee")
    database.open_notebook(tmp_path / "again").close()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_file_gives_what_was_before_the_cut(folder, tmp_path, share):
    path = folder / "notebook.mentee"
    before = _rows(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    done = salvaging.salvage(path, tmp_path / "saved.mentee")
    after = _rows(tmp_path / "saved.mentee")
    assert done.readable
    assert done.read > sum(len(rows) for rows in before.values()) * share / 3
    stand_ins = 0
    for name, rows in after.items():
        for id, row in rows.items():
            if row[1] == 0:  # made at the beginning of time
                stand_ins += 1
            else:  # a link to a lost row is emptied, a word never; a text may have a gap, and it is seen
                told = [_begins(saved, text) for saved, text in zip(row, before[name][id], strict=True)]
                assert all(told), (name, row)
    assert stand_ins == sum(table.placeholders for table in done.tables)
    _whole(tmp_path / "saved.mentee")


@pytest.mark.parametrize("with_donor", [True, False])
def test_a_destroyed_list_of_tables_is_borrowed(folder, tmp_path, with_donor):
    path, donor = folder / "notebook.mentee", tmp_path / "copy.mentee"
    shutil.copyfile(path, donor)
    before = _rows(path)
    _destroy(path, 1)
    done = salvaging.salvage(path, tmp_path / "saved.mentee", donor if with_donor else None)
    assert done.readable
    assert _rows(tmp_path / "saved.mentee") == before
    _whole(tmp_path / "saved.mentee")


def test_flipped_bytes_all_over_the_file_never_stop_the_saving(folder, tmp_path):
    path = folder / "notebook.mentee"
    before, content = _rows(path), path.read_bytes()
    count = sum(len(rows) for rows in before.values())
    chance = random.Random(3)
    for turn in range(12):
        flipped = bytearray(content)
        for _time in range(20):
            flipped[chance.randrange(4096, len(flipped))] = chance.randrange(256)
        path.write_bytes(flipped)
        saved = tmp_path / f"saved {turn}.mentee"
        done = salvaging.salvage(path, saved)
        assert done.read > count * 0.6, turn
        _whole(saved)


def test_a_value_that_the_file_refuses_costs_the_value_and_not_the_words(folder, tmp_path):
    path = folder / "notebook.mentee"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        spacing.teach(connection)
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE session SET status = 'hemd'")
    done = salvaging.salvage(path, tmp_path / "saved.mentee")
    with proving.reading(tmp_path / "saved.mentee") as connection:
        assert connection.execute("SELECT DISTINCT status FROM session").fetchall() == [("planned",)]
    session = next(table for table in done.tables if table.table == "session")
    assert (session.read, session.cut, session.lost) == (60, 60, 0)


def test_what_stands_in_the_wal_is_saved_too(folder, tmp_path):
    opened = database.open_notebook(folder)
    with opened.unit_of_work():
        opened.execute_sql("UPDATE person SET name = 'Only in the wal', rev = rev + 1")
    shutil.copytree(folder, tmp_path / "crashed")
    opened.close()
    wal = tmp_path / "crashed" / "notebook.mentee-wal"
    content = wal.read_bytes()
    salvaging.salvage(tmp_path / "crashed" / "notebook.mentee", tmp_path / "saved.mentee")
    with proving.reading(tmp_path / "saved.mentee") as connection:
        assert connection.execute("SELECT DISTINCT name FROM person").fetchall() == [("Only in the wal",)]
    assert wal.read_bytes() == content


def test_an_older_notebook_is_saved_into_the_newest_tables(tmp_path):
    shutil.copyfile(STEP_1, tmp_path / "old.mentee")
    done = salvaging.salvage(tmp_path / "old.mentee", tmp_path / "saved.mentee")
    before, after = _rows(STEP_1), _rows(tmp_path / "saved.mentee")
    assert {name: after[name].keys() for name in before} == {name: before[name].keys() for name in before}
    assert done.lost == 0
    _whole(tmp_path / "saved.mentee")


def test_a_newer_notebook_is_refused_and_nothing_is_left(folder, tmp_path):
    path = folder / "notebook.mentee"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Trouble) as told:
        salvaging.salvage(path, tmp_path / "saved.mentee")
    assert (told.value.kind, told.value.path) == (TroubleKind.TOO_NEW, path)
    assert [each.name for each in tmp_path.iterdir()] == ["own"]


def test_a_file_that_is_there_already_is_not_overwritten(folder, tmp_path):
    (tmp_path / "saved.mentee").write_text("mine")
    with pytest.raises(Trouble) as told:
        salvaging.salvage(folder / "notebook.mentee", tmp_path / "saved.mentee")
    assert "there already" in told.value.sentence
    assert (tmp_path / "saved.mentee").read_text() == "mine"


def test_what_was_never_a_notebook_gives_an_empty_one_and_says_so(tmp_path):
    (tmp_path / "letter").write_bytes(b"Dear diary " * 9000)
    done = salvaging.salvage(tmp_path / "letter", tmp_path / "saved.mentee")
    assert done.read == 0


def test_a_text_of_which_a_page_is_blank_keeps_the_rest_with_a_sign_for_the_gap(folder, tmp_path):
    path, text = folder / "notebook.mentee", "".join(f"word {number} " for number in range(2000))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        spacing.teach(connection)
        connection.execute("UPDATE goal SET title = ? WHERE id = (SELECT min(id) FROM goal)", (text,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    page = content.index(b"word 1000 ") // 4096 * 4096
    content[page + 4 : page + 4096] = bytes(4092)  # the pages behind it are still found
    path.write_bytes(content)
    done = salvaging.salvage(path, tmp_path / "saved.mentee")
    with proving.reading(tmp_path / "saved.mentee") as connection:
        saved = connection.execute("SELECT title FROM goal ORDER BY id").fetchone()[0]
    first, last = saved.split(mending.GAP)
    assert text.startswith(first) and text.endswith(last) and len(first + last) > len(text) - 4096
    assert next(table.cut for table in done.tables if table.table == "goal") == 1
