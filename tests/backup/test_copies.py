"""Copies of the open notebook: whole, proven, private, rotated, and no half of one after a fault."""

import json
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mentee_app.backup import copies, elsewhere, listing, places, proving, records
from mentee_app.backup.places import Reason
from mentee_app.storage import ids, steps, tables
from mentee_app.trouble import Trouble, TroubleKind

CANARY = "The canary sings at midnight"


def _names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def _person(notebook, name: str) -> None:
    with notebook.unit_of_work():
        moment = ids.now_ms()
        tables.Person.insert(id=ids.new_id(), created_at=moment, updated_at=moment, name=name).execute()


def _all_texts(path: Path) -> dict[str, str]:
    return proving.proven(path).texts


def test_a_copy_holds_every_text_and_says_what_is_in_it(notebook, connection, folder, now):
    made = copies.make(connection, folder, Reason.DAILY, now)
    assert made.path == folder / "backups" / "notebook 2026-03-03 14-02-11 daily.mentee"
    assert _names(folder / "backups") == [
        "notebook 2026-03-03 14-02-11 daily.json",
        "notebook 2026-03-03 14-02-11 daily.mentee",
    ]
    assert (made.record.sessions, made.record.schema) == (60, steps.NEWEST)
    assert made.record.people == connection.execute("SELECT count(*) FROM person").fetchone()[0]
    notebook.close()
    assert _all_texts(made.path) == _all_texts(folder / "notebook.mentee")
    assert {name: digest for name, (_rows, digest) in made.record.tables.items()} == _all_texts(made.path)


def test_what_is_only_in_the_wal_is_in_the_copy(notebook, connection, folder, now):
    _person(notebook, "Only in the wal")
    assert (folder / "notebook.mentee-wal").stat().st_size > 0
    made = copies.make(connection, folder, Reason.BY_HAND, now)
    with proving.reading(made.path) as copy:
        assert copy.execute("SELECT count(*) FROM person WHERE name = 'Only in the wal'").fetchone() == (1,)


def test_the_notebook_is_saved_into_after_a_copy_as_before(notebook, connection, folder, now):
    copies.make(connection, folder, Reason.BY_HAND, now)
    _person(notebook, "Ada")
    assert not connection.in_transaction


def test_copies_and_records_are_for_their_owner_only(notebook, connection, folder, now, tmp_path):
    before = os.umask(0o002)
    try:
        second = tmp_path / "stick"
        second.mkdir()
        made = copies.make(connection, folder, Reason.DAILY, now)
        elsewhere.copied(made, folder, second, now)
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o700
    files = [*(folder / "backups").iterdir(), *second.iterdir()]
    assert len(files) == 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_the_record_holds_no_word_of_the_notebook(notebook, connection, folder, now):
    _person(notebook, CANARY)
    made = copies.make(connection, folder, Reason.DAILY, now)
    assert CANARY.encode() in made.path.read_bytes()
    assert CANARY not in places.record_of(made.path).read_text()
    assert str(folder) not in places.record_of(made.path).read_text()


def test_two_copies_in_one_second_have_two_names(connection, folder, now):
    one, two = (copies.make(connection, folder, Reason.BY_HAND, now) for _time in range(2))
    assert (one.path.name, two.path.name) == (
        "notebook 2026-03-03 14-02-11 by-hand.mentee",
        "notebook 2026-03-03 14-02-11 by-hand 2.mentee",
    )
    assert [found.state for found in listing.copies(folder)] == [listing.State.VERIFIED] * 2


def test_a_copy_that_is_not_what_was_taken_is_refused_and_removed(notebook, connection, folder, now):
    taken = copies.take(connection, folder, Reason.DAILY, now)
    with sqlite3.connect(taken.part) as other:
        other.create_function("spaced", 1, str)
        other.execute("DELETE FROM contact WHERE id = (SELECT min(id) FROM contact)")
    other.close()
    with pytest.raises(Trouble) as told:
        copies.proved(taken)
    assert told.value.kind is TroubleKind.DAMAGED
    assert _names(folder / "backups") == []


def test_a_damaged_notebook_rotates_no_good_copy_away(notebook, connection, folder, now):
    good = copies.make(connection, folder, Reason.DAILY, now - timedelta(days=400)).path
    notebook.close()
    path = folder / "notebook.mentee"
    broken = bytearray(path.read_bytes())
    for at in range(4096 * 5, len(broken), 4096 * 3):
        broken[at : at + 16] = b"\xff" * 16
    path.write_bytes(broken)
    with proving.reading(path) as damaged, pytest.raises(Trouble) as told:
        copies.make(damaged, folder, Reason.DAILY, now)
    assert told.value.kind is TroubleKind.DAMAGED
    assert "earlier backups stay" in told.value.sentence
    assert _names(folder / "backups") == [places.record_of(good).name, good.name]


def test_rotation_leaves_foreign_files_and_other_notebooks_copies_alone(connection, folder, now, tmp_path):
    shared = tmp_path / "stick"
    shared.mkdir()
    (shared / "notebook of a friend.mentee").write_bytes(b"x")
    (shared / "notebook 2019-01-01 00-00-00 daily.mentee").write_bytes(b"no record")
    for day in range(40):
        when = now + timedelta(days=day)
        made = copies.make(connection, folder, Reason.DAILY, when)
        if day == 0:
            other = shared / "notebook 2020-01-01 00-00-00 daily.mentee"
            shutil.copy(made.path, other)
            values = json.loads(places.record_of(made.path).read_text())
            values |= {"origin": "another", "made_at": "2020-01-01T00:00:00+00:00"}
            places.record_of(other).write_text(json.dumps(values))
        assert elsewhere.copied(made, folder, shared, when).trouble is None
    own = [name for name in _names(folder / "backups") if name.endswith(".mentee")]
    assert 15 <= len(own) < 25
    assert len(_names(folder / "backups")) == 2 * len(own)
    assert set(_names(shared)) - set(_names(folder / "backups")) == {
        "notebook of a friend.mentee",
        "notebook 2019-01-01 00-00-00 daily.mentee",
        "notebook 2020-01-01 00-00-00 daily.mentee",
        "notebook 2020-01-01 00-00-00 daily.json",
    }


def test_a_second_folder_that_is_not_there_is_told_calmly_and_not_made(connection, folder, now, tmp_path):
    made = copies.make(connection, folder, Reason.DAILY, now)
    second = elsewhere.copied(made, folder, tmp_path / "unplugged", now)
    assert second.path is None and second.trouble is not None
    assert second.trouble.kind is TroubleKind.NO_FOLDER
    assert "was made" in second.trouble.sentence
    assert not (tmp_path / "unplugged").exists()
    assert listing.copies(folder)[0].state is listing.State.VERIFIED


def test_a_second_folder_inside_the_data_folder_is_refused(connection, folder, now):
    made = copies.make(connection, folder, Reason.DAILY, now)
    for chosen in (folder, folder / "backups"):
        told = elsewhere.copied(made, folder, chosen, now).trouble
        assert told is not None and told.kind is TroubleKind.BAD_INPUT


def test_a_copy_that_was_changed_since_is_not_carried_to_the_second_folder(connection, folder, now, tmp_path):
    made = copies.make(connection, folder, Reason.DAILY, now)
    with made.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"flip")
    (tmp_path / "stick").mkdir()
    assert elsewhere.copied(made, folder, tmp_path / "stick", now).path is None
    assert _names(tmp_path / "stick") == []


def test_nothing_is_written_through_a_link_in_the_place_of_the_folder(connection, folder, now, tmp_path):
    (tmp_path / "theirs").mkdir()
    (folder / "backups").symlink_to(tmp_path / "theirs")
    with pytest.raises(Trouble) as told:
        copies.make(connection, folder, Reason.DAILY, now)
    assert told.value.kind is TroubleKind.NO_ACCESS
    with pytest.raises(Trouble):
        listing.copies(folder)
    assert _names(tmp_path / "theirs") == []


def test_a_linked_file_among_the_copies_is_no_copy(connection, folder, now, tmp_path):
    made = copies.make(connection, folder, Reason.DAILY, now)
    (folder / "backups" / "notebook 2026-03-04 00-00-00 daily.mentee").symlink_to(made.path)
    assert [found.path for found in listing.copies(folder)] == [made.path]


def test_what_was_cut_off_is_swept_at_the_start_and_nothing_else(connection, folder, now):
    made = copies.make(connection, folder, Reason.DAILY, now)
    copies.take(connection, folder, Reason.DAILY, now + timedelta(days=1))
    (folder / "backups" / "notebook 2026-03-09 00-00-00 daily.json").write_text("{}")
    (folder / "backups" / "mine.json").write_text("{}")
    copies.sweep(folder)
    assert _names(folder / "backups") == ["mine.json", places.record_of(made.path).name, made.path.name]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a person who may be refused")
def test_a_folder_that_cannot_be_written_is_told(connection, folder, now):
    (folder / "backups").mkdir()
    (folder / "backups").chmod(0o500)
    with pytest.raises(Trouble) as told:
        copies.take(connection, folder, Reason.DAILY, now)
    assert told.value.kind is TroubleKind.NO_ACCESS


def test_a_folder_that_vanishes_before_the_proof_is_told(connection, folder, now):
    taken = copies.take(connection, folder, Reason.DAILY, now)
    shutil.rmtree(folder / "backups")
    with pytest.raises(Trouble) as told:
        copies.proved(taken)
    assert told.value.kind is TroubleKind.NO_FOLDER


def test_a_file_in_the_place_of_the_folder_is_told(connection, folder, now):
    (folder / "backups").write_text("a file")
    with pytest.raises(Trouble) as told:
        copies.take(connection, folder, Reason.DAILY, now)
    assert told.value.kind is TroubleKind.NO_FOLDER
    assert (folder / "backups").read_text() == "a file"


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_no_half_file_is_left_where_no_more_can_be_written(connection, folder, now):
    """At every size at which the disk may be full, from nothing to the whole copy."""
    whole = copies.make(connection, folder, Reason.BY_HAND, now)
    size = whole.path.stat().st_size
    before = _names(folder / "backups")
    for limit in range(0, size, size // 12):
        with _largest_file(limit), pytest.raises(Trouble) as told:
            copies.make(connection, folder, Reason.DAILY, now)
        assert told.value.kind in (TroubleKind.IO_ERROR, TroubleKind.DISK_FULL)
        assert _names(folder / "backups") == before
    copies.make(connection, folder, Reason.DAILY, now)


_ON_A_SMALL_DISK = """
import sys, sqlite3
from datetime import UTC, datetime
from pathlib import Path
from mentee_app.backup import copies
from mentee_app.storage import database
from mentee_app.trouble import Trouble
folder = Path(sys.argv[1])
notebook = database.open_notebook(folder)
disk = folder / "backups"
try:
    copies.make(notebook.connection(), folder, copies.Reason.DAILY, datetime(2026, 3, 3, tzinfo=UTC))
except Trouble as trouble:
    print(trouble.kind.value, sorted(path.name for path in disk.iterdir()))
notebook.close()
"""


@pytest.mark.parametrize(
    ("options", "told"),
    [(f"size={kilobytes}k", "disk-full []") for kilobytes in (8, 64, 300, 600)] + [("ro", "read-only []")],
)
def test_a_full_or_read_only_disk_is_named_and_has_no_half_file(folder, options, told):
    (folder / "backups").mkdir()
    mount = f'mount -t tmpfs -o {options},mode=700 none "$1/backups" && exec "$2" -c "$3" "$1"'
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(folder), sys.executable, _ON_A_SMALL_DISK]
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode
    ):
        pytest.skip("needs a file system of its own")
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout == f"{told}\n", done.stderr


class _largest_file:
    """While it lasts no file of this process grows beyond `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def __enter__(self) -> None:
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._limit, self._before[1]))

    def __exit__(self, *_raised: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


def test_a_copy_inside_a_unit_of_work_is_a_bug_and_is_said_to_be(notebook, connection, folder, now):
    with notebook.unit_of_work(), pytest.raises(sqlite3.OperationalError):
        copies.take(connection, folder, Reason.DAILY, now)
    assert _names(folder / "backups") == []


def test_a_part_left_in_the_second_folder_is_removed_after_a_day(connection, folder, now, tmp_path):
    made = copies.make(connection, folder, Reason.DAILY, now)
    stick = tmp_path / "stick"
    stick.mkdir()
    for name, age in (("old", timedelta(days=2)), ("fresh", timedelta(hours=1))):
        part = stick / f".notebook {name}.mentee.part"
        part.touch()
        os.utime(part, ((now - age).timestamp(),) * 2)
    assert elsewhere.copied(made, folder, stick, now).path
    assert [name for name in _names(stick) if name.startswith(".")] == [".notebook fresh.mentee.part"]


def test_what_a_kill_left_in_the_second_folder_is_removed_after_a_day_and_nothing_else(
    connection, folder, now, tmp_path
):
    made = copies.make(connection, folder, Reason.DAILY, now)
    stick = tmp_path / "stick"
    stick.mkdir()
    old, fresh = ((now - age).timestamp() for age in (timedelta(days=2), timedelta(hours=1)))
    left = {  # a copy that never had its name, half a record, and the record of a copy that was rotated away
        ".notebook 2026-01-01 08-00-00 daily.mentee.part": old,
        ".notebook 2026-01-02 08-00-00 daily.json.part": old,
        "notebook 2026-01-03 08-00-00 daily.json": old,
        "notebook 2026-01-04 08-00-00 daily.json": fresh,
        "notebook 2026-01-05 08-00-00 daily.json": old,
        "notebook of my own.json": old,
        "mine.part": old,
    }
    for name, moment in left.items():
        theirs = replace(made.record, origin="another's") if "01-05" in name else made.record
        records.write(stick / name, theirs)  # gives a part and what is somebody's own an ending more
        (stick / name).with_suffix(".json").rename(stick / name)
        os.utime(stick / name, (moment, moment))
    assert elsewhere.copied(made, folder, stick, now).path
    kept = {f"notebook 2026-01-0{day} 08-00-00 daily.json" for day in (4, 5)}
    kept |= {"notebook of my own.json", "mine.part"}
    assert {*_names(stick)} - {made.path.name, places.record_of(made.path).name} == kept


def test_an_unreadable_record_counts_as_none(connection, folder, now):
    made = copies.make(connection, folder, Reason.DAILY, now)
    for content in ("", "[]", "{", '{"format": 1}', "[" * 100_000, json.dumps({"format": 2})):
        places.record_of(made.path).write_text(content)
        assert records.read(made.path) is None
        found = listing.copies(folder)[0]
        assert (found.state, found.sessions) == (listing.State.NOT_VERIFIED, 60)
