"""The list of copies: newest first, each with what is in it and whether it may be used."""

import json
import os
import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from mentee_app.backup import copies, listing, places, records
from mentee_app.backup.listing import State
from mentee_app.backup.places import Reason
from mentee_app.storage import steps


@pytest.fixture
def made(connection, folder, now):
    return copies.make(connection, folder, Reason.DAILY, now)


def test_no_folder_of_copies_is_an_empty_list(folder, now):
    assert listing.copies(folder) == ()
    assert listing.age_of_last_good(folder, now) is None
    assert listing.is_due(folder, now)
    assert not (folder / "backups").exists()


def test_copies_are_listed_newest_first_with_what_they_hold(connection, folder, now):
    for reason, days in ((Reason.DAILY, 0), (Reason.BEFORE_IMPORT, 1), (Reason.BY_HAND, 2)):
        copies.make(connection, folder, reason, now - timedelta(days=days))
    found = listing.copies(folder)
    assert [each.reason for each in found] == [Reason.DAILY, Reason.BEFORE_IMPORT, Reason.BY_HAND]
    first = found[0]
    assert (first.made_at, first.state, first.sessions, first.schema) == (
        now,
        State.VERIFIED,
        60,
        steps.NEWEST,
    )
    assert first.size == first.path.stat().st_size
    assert first.people == connection.execute("SELECT count(*) FROM person").fetchone()[0]
    assert first.last_written_on is not None


def test_the_day_of_the_last_writing_is_told_where_the_copy_was_made(notebook, connection, folder):
    with notebook.unit_of_work():
        moment = int(datetime(2030, 3, 3, 23, 30, tzinfo=UTC).timestamp() * 1000)
        notebook.execute_sql("UPDATE session SET updated_at = ?, rev = rev + 1", (moment,))
    here = timezone(timedelta(hours=2))
    made = copies.make(connection, folder, Reason.DAILY, datetime(2030, 3, 4, 9, tzinfo=here))
    assert made.record.last_written_on == date(2030, 3, 4)


def test_a_flipped_byte_is_found_by_reading_the_copy_again(made, folder):
    with made.path.open("r+b") as file:
        file.seek(20_000)
        byte = file.read(1)
        file.seek(20_000)
        file.write(bytes([byte[0] ^ 1]))
    assert listing.copies(folder)[0].state is State.VERIFIED
    assert listing.read_again(listing.copies(folder)[0]).state is State.CHANGED


def test_a_cut_copy_is_listed_as_changed(made, folder, now):
    os.truncate(made.path, 8192)
    assert listing.copies(folder)[0].state is State.CHANGED
    assert listing.age_of_last_good(folder, now) is None
    assert listing.newest_good(folder) is None


def test_a_copy_without_its_record_is_looked_into(made, folder):
    places.record_of(made.path).unlink()
    found = listing.copies(folder)[0]
    assert (found.state, found.sessions, found.reason) == (State.NOT_VERIFIED, 60, Reason.DAILY)
    assert listing.read_again(found).state is State.NOT_VERIFIED


def test_copies_that_cannot_be_used_say_why(made, folder):
    place = folder / "backups"
    newer, none, broken = (place / f"notebook 2026-03-0{n} 00-00-00 daily.mentee" for n in (4, 5, 6))
    for path in (newer, broken):
        shutil.copy(made.path, path)
    with sqlite3.connect(newer) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    none.write_bytes(b"Dear diary")
    content = bytearray(broken.read_bytes())
    content[100:4096] = b"\xff" * 3996
    broken.write_bytes(content)
    states = {found.path: found.state for found in listing.copies(folder)}
    assert states == {
        newer: State.TOO_NEW,
        none: State.DAMAGED,
        broken: State.DAMAGED,
        made.path: State.VERIFIED,
    }


def test_foreign_files_are_left_out(made, folder):
    for name in ("letter.txt", "notebook.mentee", "notebook 2026-13-03 14-02-11 daily.mentee", ".DS_Store"):
        (folder / "backups" / name).write_text("x")
    (folder / "backups" / "aside 2026-03-03 00-00-00").mkdir()
    assert [found.path for found in listing.copies(folder)] == [made.path]


def test_the_age_of_the_last_good_copy_leaves_out_copies_from_the_future(connection, folder, now):
    copies.make(connection, folder, Reason.DAILY, now - timedelta(days=8))
    assert listing.age_of_last_good(folder, now) == timedelta(days=8)
    copies.make(connection, folder, Reason.DAILY, now + timedelta(days=300))
    assert listing.age_of_last_good(folder, now) == timedelta(days=8)
    assert listing.age_of_last_good(folder, now + timedelta(days=300)) == timedelta(0)


def test_a_copy_is_due_once_a_day_by_the_calendar_of_the_place(connection, folder, now):
    copies.make(connection, folder, Reason.DAILY, now)
    assert not listing.is_due(folder, now + timedelta(hours=9))
    assert listing.is_due(folder, now + timedelta(hours=10))
    tokyo = (now + timedelta(hours=2)).astimezone(timezone(timedelta(hours=9)))
    assert listing.is_due(folder, tokyo)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("made_at", "0001-01-01T00:00:00+14:00"),
        ("verified_at", "9999-12-31T23:59:59-05:00"),
        ("sessions", -(10**30)),
        ("people", float("inf")),
        ("tables", [1]),
        ("reason", "dreamt"),
    ],
)
def test_a_record_that_we_did_not_write_is_none(made, folder, word, value):
    place = places.record_of(made.path)
    known = json.loads(place.read_text())
    place.write_text(json.dumps({**known, word: value}))
    assert records.read(made.path) is None
    assert [each.sessions for each in listing.copies(folder)] == [made.record.sessions]


@pytest.mark.skipif(os.name != "posix", reason="pipes with a place in the folders")
def test_strange_names_pipes_and_files_among_the_backups_are_passed_over_or_told(made, folder):
    place = made.path.parent
    for day in ("0001-01-01", "9999-12-31"):
        shutil.copy(made.path, place / f"notebook {day} 00-00-00 daily.mentee")
    os.mkfifo(place / "notebook 2025-01-01 00-00-00 daily.mentee")
    os.mkfifo(place / "notebook 2025-01-02 00-00-00 daily.json")
    (place / "notebook 2025-01-03 00-00-00 daily.mentee").symlink_to("/dev/zero")
    endless = place / "notebook 2025-01-04 00-00-00 daily.mentee"
    shutil.copy(made.path, endless)
    connection = sqlite3.connect(endless)
    connection.executescript(
        "DROP TABLE person; CREATE VIEW person AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)"
        " SELECT i AS id, NULL AS deleted_at FROM n"
    )
    connection.close()
    found = {each.path.name: each.state for each in listing.copies(folder)}
    assert found[made.path.name] is State.VERIFIED
    assert endless.name in found and set(found.values()) == {State.VERIFIED, found[endless.name]}
    assert found[endless.name] is not State.VERIFIED
