"""A passphrase is set, changed and taken away: nothing is lost by it, backups follow, and no step leaves neither file whole."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from mentee_app import whole_files
from mentee_app.backup import (
    alike,
    census,
    checking,
    copies,
    elsewhere,
    listing,
    locking,
    places,
    proving,
    records,
    restoring,
    rewriting,
    salvaging,
    saying,
)
from mentee_app.backup.listing import State
from mentee_app.backup.places import Reason
from mentee_app.storage import cipher, database, faults, ids, spacing, steps, tables, to_read
from mentee_app.trouble import Trouble, TroubleKind

pytestmark = pytest.mark.skipif(
    not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed"
)

CANARY = "The canary sings at midnight"
OLD, NEW = "correct horse", "battery staple"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """Keys that are made in a moment."""
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))


def _write(folder: Path, name: str, key=None) -> None:
    opened = database.open_notebook(folder, key=key)
    with opened.unit_of_work():
        moment = ids.now_ms()
        tables.Person.insert(id=ids.new_id(), created_at=moment, updated_at=moment, name=name).execute()
    opened.close()


def _backup(folder: Path, now, reason=Reason.DAILY, key=None) -> Path:
    opened = database.open_notebook(folder, key=key)
    try:
        return copies.make(opened.connection(), folder, reason, now).path
    finally:
        opened.close()


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _holding(folder: Path, word: str) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.is_file() and word.encode() in p.read_bytes())


def _opens_with(folder: Path) -> list[str | None]:
    """Which of the two passphrases, or none, opens the notebook whole."""
    opening = []
    for passphrase in (None, OLD, NEW):
        try:
            key = locking.unlocked(folder, passphrase) if passphrase else None
            database.open_notebook(folder, key=key).close()
            proving.proven(folder / "notebook.mentee", key)
        except Trouble as trouble:
            assert trouble.kind in (
                TroubleKind.LOCKED_BY_PASSPHRASE,
                TroubleKind.WRONG_PASSPHRASE,
                TroubleKind.NOT_A_DATABASE,
            )
        else:
            if passphrase is None or key:
                opening.append(passphrase)
    return opening


def test_a_passphrase_is_set_changed_and_taken_away_and_every_text_is_there(folder):
    path = folder / "notebook.mentee"
    before = proving.proven(path)
    done = locking.encrypt(folder, OLD)
    assert (_opens_with(folder), done.copies, done.asides) == ([OLD], (), ())
    assert proving.proven(path, done.key) == before
    done = locking.change(folder, OLD, NEW)
    assert _opens_with(folder) == [NEW]
    assert proving.proven(path, done.key) == before
    assert locking.remove(folder, NEW).key is None
    assert _opens_with(folder) == [None]
    assert proving.proven(path) == before
    proving.proven(path)
    assert _files(folder) == ["notebook-made", "notebook.mentee"]


def test_what_stood_only_in_the_wal_is_locked_too_and_stands_in_no_other_file(folder, tmp_path):
    opened = database.open_notebook(folder)
    with opened.unit_of_work():
        tables.Person.insert(id=ids.new_id(), created_at=1, updated_at=1, name=CANARY).execute()
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    opened.close()
    assert _holding(crashed, CANARY) == ["notebook.mentee-wal"]
    done = locking.encrypt(crashed, OLD)
    assert _holding(crashed, CANARY) == []
    assert _files(crashed) == ["notebook-made", "notebook.mentee"]
    with proving.reading(crashed / "notebook.mentee", key=done.key) as connection:
        assert connection.execute("SELECT 1 FROM person WHERE name = ?", (CANARY,)).fetchone()


@pytest.mark.skipif(os.name != "posix", reason="a file without a name")
def test_the_plain_file_is_overwritten_unless_it_has_another_name(folder, tmp_path):
    _write(folder, CANARY)
    with (folder / "notebook.mentee").open("rb") as held:
        locking.encrypt(folder, OLD)
        assert set(held.read()) == {0}
    locking.remove(folder, OLD)
    os.link(folder / "notebook.mentee", tmp_path / "mine")
    locking.encrypt(folder, OLD)
    assert CANARY.encode() in (tmp_path / "mine").read_bytes()


def test_a_wrong_passphrase_changes_nothing(folder):
    locking.encrypt(folder, OLD)
    before = (folder / "notebook.mentee").read_bytes()
    for attempt in (
        lambda: locking.change(folder, NEW, "third"),
        lambda: locking.remove(folder, NEW),
    ):
        with pytest.raises(Trouble) as told:
            attempt()
        assert told.value.kind is TroubleKind.WRONG_PASSPHRASE
    with pytest.raises(Trouble) as told:
        locking.encrypt(folder, NEW)
    assert told.value.kind is TroubleKind.LOCKED_BY_PASSPHRASE
    assert (folder / "notebook.mentee").read_bytes() == before
    assert _files(folder) == ["notebook-made", "notebook.mentee"]


def test_an_open_notebook_a_damaged_one_and_a_foreign_file_are_left_as_they_are(folder, tmp_path):
    opened = database.open_notebook(folder)
    with pytest.raises(Trouble) as told:
        locking.encrypt(folder, OLD)
    assert told.value.kind is TroubleKind.LOCKED
    opened.close()
    path = folder / "notebook.mentee"
    broken = bytearray(path.read_bytes())
    broken[4096 * 5 : 4096 * 9] = b"\xff" * 4096 * 4
    for content, kind in ((bytes(broken), TroubleKind.DAMAGED), (b"Dear diary", TroubleKind.NOT_A_DATABASE)):
        path.write_bytes(content)
        with pytest.raises(Trouble) as told:
            locking.encrypt(folder, OLD)
        assert (told.value.kind, path.read_bytes()) == (kind, content)
        assert _files(folder) == ["notebook-made", "notebook.mentee"]


def test_backups_of_a_locked_notebook_are_locked_alike_and_proven(folder, now):
    key = locking.encrypt(folder, OLD).key
    _write(folder, CANARY, key)
    made = _backup(folder, now, key=key)
    assert cipher.fits(made, key) and _holding(folder, CANARY) == []
    assert [found.state for found in listing.copies(folder)] == [listing.State.VERIFIED]
    assert proving.proven(made, key).texts == proving.proven(folder / "notebook.mentee", key).texts
    assert locking.differing(folder / "backups", folder, key) == ()
    assert listing.read_again(listing.copies(folder)[0], key).state is listing.State.VERIFIED
    places.record_of(made).unlink()
    assert listing.copies(folder, key)[0].sessions == 60
    assert listing.copies(folder)[0].state is listing.State.UNREADABLE
    with pytest.raises(Trouble) as told:
        proving.proven(made)
    assert told.value.kind is TroubleKind.LOCKED_BY_PASSPHRASE


def test_backups_that_are_still_plain_are_told_and_made_anew_or_dropped(folder, now, tmp_path):
    _write(folder, CANARY)
    plain = [_backup(folder, now - timedelta(days=days)) for days in (3, 2)]
    aside = folder / "backups" / "aside 2026-01-01 00-00-00"
    aside.mkdir()
    shutil.copy(folder / "notebook.mentee", aside)
    texts = proving.proven(plain[0]).texts
    done = locking.encrypt(folder, OLD)
    assert (set(done.copies), done.asides) == (set(plain), (aside,))
    locking.relock(plain[0], done.key)
    locking.dropped(plain[1])
    locking.dropped(aside)
    assert _holding(folder, CANARY) == []
    assert [(each.path, each.state) for each in listing.copies(folder)] == [
        (plain[0], listing.State.VERIFIED)
    ]
    assert listing.read_again(listing.copies(folder)[0], done.key).state is listing.State.VERIFIED
    assert proving.proven(plain[0], done.key).texts == texts
    changed = locking.change(folder, OLD, NEW)
    assert changed.copies == (plain[0],)
    locking.relock(plain[0], changed.key, done.key)
    assert locking.remove(folder, NEW).copies == (plain[0],)
    with pytest.raises(Trouble) as told:
        locking.relock(plain[0], None, done.key)
    assert told.value.kind is TroubleKind.WRONG_PASSPHRASE
    assert cipher.fits(plain[0], changed.key)


def test_in_a_second_folder_only_this_notebooks_backups_are_told(folder, now, tmp_path):
    made = _backup(folder, now)
    second = tmp_path / "stick"
    second.mkdir()
    for path in (made, places.record_of(made)):
        shutil.copy(path, second)
    shutil.copy(made, second / "notebook 2020-01-01 00-00-00 daily.mentee")
    key = locking.encrypt(folder, OLD).key
    assert locking.differing(second, folder, key) == (second / made.name,)


@pytest.mark.parametrize("copy_is", ["plain", OLD, NEW])
@pytest.mark.parametrize("notebook_is", ["plain", OLD])
def test_restoring_takes_no_passphrase_away(folder, now, copy_is, notebook_is):
    copy_key = None if copy_is == "plain" else locking.encrypt(folder, copy_is).key
    copy = _backup(folder, now - timedelta(days=1), key=copy_key)
    texts = proving.proven(copy, copy_key).texts
    if copy_key and copy_is != notebook_is:
        locking.remove(folder, copy_is)
    if notebook_is != "plain" and copy_is != notebook_is:
        locking.encrypt(folder, notebook_is)
    key = locking.unlocked(folder, notebook_is) if notebook_is != "plain" else None
    _write(folder, "Later", key)
    alike.settle(folder)
    done = restoring.restore(folder, copy, now, key, copy_key)
    stands = key or copy_key
    assert proving.proven(folder / "notebook.mentee", stands).texts == texts
    assert cipher.fits(done.before, key)
    with proving.reading(done.before, key=key) as before:
        assert before.execute("SELECT 1 FROM person WHERE name = 'Later'").fetchone()
    database.open_notebook(folder, key=stands).close()
    assert _opens_with(folder) == [notebook_is if key else copy_is if copy_key else None]
    assert alike.is_open(folder) == bool(copy_key and not key), "the open backups are asked about"


def test_a_locked_copy_without_its_passphrase_is_not_restored(folder, now):
    key = locking.encrypt(folder, OLD).key
    copy = _backup(folder, now, key=key)
    before = (folder / "notebook.mentee").read_bytes()
    for given, kind in (
        (None, TroubleKind.LOCKED_BY_PASSPHRASE),
        (cipher.new_key(OLD), TroubleKind.WRONG_PASSPHRASE),
    ):
        with pytest.raises(Trouble) as told:
            restoring.restore(folder, copy, now, key, given) if given else restoring.restore(
                folder, copy, now
            )
        assert told.value.kind is kind
    assert (folder / "notebook.mentee").read_bytes() == before


def test_a_locked_notebook_damaged_in_every_page_is_put_aside_and_its_copy_restored(folder, now):
    key = locking.encrypt(folder, OLD).key
    copy = _backup(folder, now, key=key)
    path = folder / "notebook.mentee"
    rubbish = path.read_bytes()[:16] + os.urandom(path.stat().st_size - 16)
    path.write_bytes(rubbish)
    done = restoring.restore(folder, copy, now, copy_key=cipher.key_for(copy, OLD))
    assert done.before is None and (done.aside / "notebook.mentee").read_bytes() == rubbish
    assert _opens_with(folder) == [OLD]


def test_the_checks_read_a_locked_notebook_and_its_proven_copy(folder, now):
    plain = _backup(folder, now - timedelta(days=1))
    key = locking.encrypt(folder, OLD).key
    locked = _backup(folder, now, key=key)
    opened = database.open_notebook(folder, key=key)
    connection = opened.connection()
    assert checking.quick(connection).whole
    for good in (plain, locked):
        found = checking.full(connection, good)
        assert found.whole and found.compared > 100, found
    assert checking.full(connection, None).whole
    checking.rebuild_index(opened)
    opened.close()
    opened = to_read.open_to_read(folder, key)
    assert checking.full(opened.connection(), locked, folder / "notebook.mentee").whole
    opened.close()
    path = folder / "notebook.mentee"
    with path.open("r+b") as file:
        file.seek(-2000, os.SEEK_END)
        file.write(b"flip")
    with proving.reading(path, key=key) as damaged:
        assert any("HMAC" in problem for problem in checking.full(damaged, locked).problems)
    opened = to_read.open_to_read(folder, key)
    assert any("HMAC" in problem for problem in checking.full(opened.connection(), locked, path).problems)
    opened.close()
    with pytest.raises(Trouble) as told:
        proving.proven(path, key)
    assert told.value.kind is TroubleKind.DAMAGED


def test_what_can_be_read_of_a_damaged_locked_notebook_is_saved_and_locked_alike(folder, tmp_path):
    key = locking.encrypt(folder, OLD).key
    for number in range(10):
        _write(folder, f"Person {number:03} {'of many words ' * 20}", key)
    path, saved = folder / "notebook.mentee", tmp_path / "saved.mentee"
    rows = sum(table.rows for table in proving.proven(path, key).census.tables)
    content = bytearray(path.read_bytes())
    for start in range(len(content) // 8192 * 4096, len(content), 4096 * 4):
        content[start + 3000 : start + 3008] = b"damage.."
    path.write_bytes(content)
    with pytest.raises(Trouble) as told:
        proving.proven(path, key)
    assert told.value.kind is TroubleKind.DAMAGED
    done = salvaging.salvage(path, saved, key=key)
    assert done.readable and done.read > 0.75 * rows, (done, rows)
    assert proving.proven(saved, key).census.sessions > 50
    assert path.read_bytes() == bytes(content)
    assert _holding(tmp_path, "Person 000") == []


def _without_its_list(path: Path, pages: tuple[int, ...] = (0, 7, 20)) -> bytes:
    content = bytearray(path.read_bytes())
    for start in (page * 4096 for page in pages):
        content[start + 100 : start + 200] = bytes(100)
    path.write_bytes(content)
    return bytes(content)


def test_a_damaged_list_of_tables_is_borrowed_from_a_backup_with_the_same_passphrase(folder, tmp_path, now):
    key = locking.encrypt(folder, OLD).key
    copy = _backup(folder, now, key=key)
    for number in range(5):
        _write(folder, f"Person {number:03} {'of many words ' * 400}", key)
    path, saved = folder / "notebook.mentee", tmp_path / "saved.mentee"
    rows = sum(table.rows for table in proving.proven(path, key).census.tables)
    damaged = _without_its_list(path)
    assert not salvaging.salvage(path, tmp_path / "alone.mentee", key=key).readable
    done = salvaging.salvage(path, saved, copy, key)
    assert done.readable and done.read > 0.75 * rows, (done, rows)
    assert proving.proven(saved, key).census.people >= 5
    assert path.read_bytes() == damaged
    assert _holding(tmp_path, "Person 000") == []


def _known(path: Path, key) -> dict[str, set[int]]:
    """The ids of each table, without those of rows that stand in for lost ones."""
    with proving.reading(path, key=key) as connection:
        return {
            table: {row[0] for row in connection.execute(f"SELECT id FROM {table} WHERE created_at > 0")}
            for table in census.table_names(connection)
        }


@pytest.mark.parametrize("pages", [(0, 7, 20), tuple(range(12)), (0, 3, 5, 7, 9, 11)])
def test_no_row_comes_from_a_list_of_tables_that_lie_elsewhere(folder, tmp_path, pages):
    key = locking.encrypt(folder, OLD).key
    path, other = folder / "notebook.mentee", tmp_path / "other.mentee"
    before = _known(path, key)
    other.touch(0o600)
    connection = cipher.connect(f"file:{other}?mode=rw", key)
    connection.execute("CREATE TABLE filler(id INTEGER PRIMARY KEY)")
    steps.walk(connection)  # one table after the other, and not as it is exported
    connection.execute("DROP TABLE filler")
    connection.execute("ATTACH DATABASE ? AS notebook KEY ?", (str(path), key.literal))
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in ("person", "session", "goal", "advice"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM notebook.{table}")
    connection.close()
    _without_its_list(path, pages)
    salvaging.salvage(path, tmp_path / "saved.mentee", other, key)
    for table, found in _known(tmp_path / "saved.mentee", key).items():
        assert found <= before[table], table


@pytest.mark.parametrize("with_backup", [True, False])
def test_damage_behind_the_tables_in_their_list_costs_no_row(folder, tmp_path, now, with_backup):
    key = locking.encrypt(folder, OLD).key
    copy = _backup(folder, now, key=key) if with_backup else None
    path = folder / "notebook.mentee"
    whole, before = path.read_bytes(), _known(path, key)
    spoilt = 0
    for page in range(len(whole) // 4096 - 12, len(whole) // 4096):  # the triggers stand on the last pages
        path.write_bytes(whole[: page * 4096] + os.urandom(4096) + whole[(page + 1) * 4096 :])
        with proving.reading(path, key=key) as connection:
            try:
                connection.execute("SELECT sql FROM sqlite_schema").fetchall()
            except faults.sql_errors():
                spoilt += 1
            else:
                continue
        saved = tmp_path / f"saved {page}.mentee"
        done = salvaging.salvage(path, saved, copy, key)
        assert (done.missing, done.lost) == ((), 0)
        assert _known(saved, key) == before
    assert spoilt


def test_tables_that_the_list_no_longer_names_are_told(folder, tmp_path):
    path, saved = folder / "notebook.mentee", tmp_path / "saved.mentee"
    key = locking.encrypt(folder, OLD).key
    connection = cipher.connect(f"file:{path}?mode=rw", key)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE goal(' WHERE name = 'goal'")
    connection.close()
    done = salvaging.salvage(path, saved, key=key)
    assert done.missing == ("goal",)
    assert proving.proven(saved, key).census.sessions == 60
    assert "Goals: nothing could be read" in saying.saved(done)


def test_that_backups_differ_is_remembered_until_it_is_settled_and_only_then(folder, now, tmp_path):
    key = locking.encrypt(folder, OLD).key
    assert not alike.is_open(folder)  # there is no backup that could differ
    copy = _backup(folder, now, key=key)
    changed = locking.change(folder, OLD, NEW)
    assert alike.is_open(folder) and locking.unlike(folder, changed.key).copies == (copy,)
    if os.name == "posix":
        assert (folder / alike.MARK).stat().st_mode & 0o777 == 0o600
    locking.relock(copy, changed.key, key)
    assert locking.unlike(folder, changed.key).copies == ()
    alike.settle(folder)
    assert not alike.is_open(folder)
    locking.remove(folder, NEW, second=tmp_path / "a disk that is not connected")
    assert alike.is_open(folder)


def test_a_fault_before_the_notebook_is_another_leaves_no_question(folder, now, monkeypatch):
    _backup(folder, now)
    before = (folder / "notebook.mentee").read_bytes()

    def full(fresh, path):
        if path.name == "notebook.mentee":
            raise OSError(28, "No space left on device")
        os.rename(fresh, path)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Trouble):
        locking.encrypt(folder, OLD)
    assert (folder / "notebook.mentee").read_bytes() == before
    assert _files(folder) == ["backups", "notebook-made", "notebook.mentee"]


def test_a_new_file_that_is_not_the_same_is_refused(folder, tmp_path, monkeypatch):
    real = rewriting._export

    def forgetful(source, target, old, new):
        real(source, target, old, new)
        connection = cipher.connect(f"file:{target}?mode=rw", new)
        spacing.teach(connection)
        connection.execute("DELETE FROM contact WHERE id = (SELECT min(id) FROM contact)")
        connection.close()

    monkeypatch.setattr(rewriting, "_export", forgetful)
    before = (folder / "notebook.mentee").read_bytes()
    with pytest.raises(Trouble):
        locking.encrypt(folder, OLD)
    assert (folder / "notebook.mentee").read_bytes() == before
    assert _files(folder) == ["notebook-made", "notebook.mentee"]


_CALLS = "link unlink rename replace fsync fdatasync mkdir rmdir truncate open write".split()

_KILLED = """
import os, sys
from pathlib import Path
from mentee_app.backup import locking
from mentee_app.storage import cipher
cipher._COSTS[1] = (256, 8, 1)
cipher.available()
left = [int(sys.argv[3])]
def counting(real):
    def call(*given, **named):
        if left[0] == 0:
            os.kill(os.getpid(), 9)
        left[0] -= 1
        return real(*given, **named)
    return call
for name in sys.argv[4].split():
    if hasattr(os, name):
        setattr(os, name, counting(getattr(os, name)))
folder = Path(sys.argv[1])
{"encrypt": lambda: locking.encrypt(folder, "correct horse"),
 "change": lambda: locking.change(folder, "correct horse", "battery staple"),
 "remove": lambda: locking.remove(folder, "correct horse")}[sys.argv[2]]()
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(
    ("deed", "first", "last"), [("encrypt", None, OLD), ("change", OLD, NEW), ("remove", OLD, None)]
)
def test_killed_before_any_step_exactly_one_passphrase_opens_a_whole_notebook(
    folder, tmp_path, now, deed, first, last
):
    """Every open, write, link, rename, unlink and fsync is one at which the process dies; a -wal is there at the start.

    A backup is there too: from the moment on at which it is not locked as the notebook is, that is remembered.
    """
    key = locking.encrypt(folder, OLD).key if first else None
    _backup(folder, now, key=key)
    opened = database.open_notebook(folder, key=key)
    with opened.unit_of_work():
        tables.Person.insert(id=ids.new_id(), created_at=1, updated_at=1, name=CANARY).execute()
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    opened.close()
    texts = proving.proven(folder / "notebook.mentee", key).texts
    seen = []
    for step in range(200):
        place = tmp_path / f"step {step}"
        shutil.copytree(crashed, place)
        command = [sys.executable, "-c", _KILLED, str(place), deed, str(step), " ".join(_CALLS)]
        done = subprocess.run(command, capture_output=True, text=True)
        restoring.finish_interrupted(place)
        (opens,) = _opens_with(place)
        seen.append(opens)
        its = locking.unlocked(place, opens) if opens else None
        assert proving.proven(place / "notebook.mentee", its).texts == texts, step
        left = {*_files(place)} - {"notebook.mentee-shm", alike.MARK}  # numbers of pages only, and nothing
        assert left == {"notebook-made", "notebook.mentee", "backups"}, step
        assert alike.is_open(place) or opens == first, step
        assert not alike.is_open(place) or (place / alike.MARK).read_bytes() == b""
        shutil.rmtree(place)
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
    assert done.returncode == 0 and step > 6
    assert seen == [first] * seen.count(first) + [last] * seen.count(last) and {*seen} == {first, last}


def test_a_copy_that_is_made_anew_is_known_by_its_record_at_every_moment(folder, tmp_path, now, monkeypatch):
    """In a second folder nobody would ask about a copy without one, and no rotation would let it go."""
    (tmp_path / "stick").mkdir()
    opened = database.open_notebook(folder)
    made = copies.make(opened.connection(), folder, Reason.DAILY, now)
    opened.close()
    copy = elsewhere.copied(made, folder, tmp_path / "stick", now).path
    done = locking.encrypt(folder, OLD)
    known, put = [], whole_files.replace

    def looking(fresh, path):
        for step in (lambda: None, lambda: put(fresh, path)):
            step()
            record = records.read(copy)
            known.append(record is not None and record.sha256 == whole_files.sha256_of(copy))

    monkeypatch.setattr(whole_files, "replace", looking)
    assert locking.differing(tmp_path / "stick", folder, done.key) == (copy,)
    locking.relock(copy, done.key)
    assert known == [True] * 6
    assert listing.read_again(listing.copies_in(tmp_path / "stick")[0], done.key).state is State.VERIFIED
    assert "instead_of" not in places.record_of(copy).read_text()


def test_a_fault_at_any_step_leaves_the_notebook_as_it_was(folder, monkeypatch):
    left = [-1]

    def failing(real):
        def call(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                raise OSError(28, "No space left on device")
            return real(*given, **named)

        return call

    for name in ("replace", "fsync", "open"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    texts, number = proving.proven(folder / "notebook.mentee").texts, 0
    while not cipher.is_locked(folder / "notebook.mentee"):
        number += 1
        left[0] = number
        try:
            locking.encrypt(folder, OLD)
        except Trouble as trouble:
            assert trouble.kind is TroubleKind.DISK_FULL, number
        left[0] = -1
        assert _files(folder) == ["notebook-made", "notebook.mentee"]
    assert number > 4
    assert proving.proven(folder / "notebook.mentee", locking.unlocked(folder, OLD)).texts == texts


def test_what_cannot_be_listed_is_told_before_anything_is_changed(folder, tmp_path):
    _write(folder, CANARY)
    (tmp_path / "elsewhere").mkdir()
    places.backups(folder).symlink_to(tmp_path / "elsewhere")
    before = (folder / "notebook.mentee").read_bytes()
    with pytest.raises(Trouble) as caught:
        locking.encrypt(folder, OLD)
    assert caught.value.kind is TroubleKind.NO_ACCESS
    assert (folder / "notebook.mentee").read_bytes() == before


def test_a_salvaged_copy_counts_and_a_copy_that_was_cut_off_is_gone(folder, now):
    _write(folder, CANARY)
    copy = _backup(folder, now)
    saved = copy.with_name("saved 2026-01-01 10-00-00.mentee")
    for other in (saved, copy.with_name(".notebook 2026-01-01 10-00-00 daily.mentee.part")):
        shutil.copyfile(copy, other)
    done = locking.encrypt(folder, OLD)
    assert set(done.copies) == {copy, saved}
    for each in done.copies:
        locking.relock(each, done.key)
    held = [path for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert held == []
