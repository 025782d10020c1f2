"""The passphrase: what a locked file is, what opens it, and that it is written and read as safely as any other."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mentee_app.storage import cipher, database, faults, ids, rows, spacing, steps, tables, to_read
from mentee_app.trouble import Trouble, TroubleKind

needs_driver = pytest.mark.skipif(
    not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed"
)

CANARY = "The canary sings at midnight"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """Keys that are made in a moment; one test makes a real one."""
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))


@pytest.fixture
def key(quick_keys):
    return cipher.new_key("correct horse")


@pytest.fixture
def folder(tmp_path, key):
    """A data folder with a closed, locked notebook: written by the driver, page by page."""
    place = tmp_path / "own"
    database.open_notebook(place).close()
    path = place / "notebook.mentee"
    path.unlink()
    path.touch(0o600)
    connection = cipher.connect(f"{faults.address(path)}?mode=rw", key)
    steps.walk(connection)
    connection.close()
    return place


def _person(notebook, name: str, id: int | None = None) -> None:
    with notebook.unit_of_work():
        now = ids.now_ms()
        tables.Person.insert(id=id or ids.new_id(), created_at=now, updated_at=now, name=name).execute()


def _people(folder: Path, key) -> list[str]:
    opened = database.open_notebook(folder, key=key)
    try:
        return [row[0] for row in rows.of("SELECT name FROM person ORDER BY name")]
    finally:
        opened.close()


def _refused(folder: Path, key=None) -> TroubleKind:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Trouble) as told:
        database.open_notebook(folder, key=key)
    assert "notebook.mentee" in told.value.sentence
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    return told.value.kind


def test_a_key_says_nothing_of_itself(key):
    assert key.raw.hex() not in repr(key) and repr(key.raw) not in repr(key)


def test_keys_differ_by_letter_and_by_salt_and_not_by_how_an_accent_is_composed(key):
    assert cipher.new_key("correct horse") != key
    assert cipher._derived("correct horse", key.salt) == key.raw
    assert cipher._derived("Correct horse", key.salt) != key.raw
    assert cipher._derived("caf\u00e9", key.salt) == cipher._derived("cafe\u0301", key.salt)
    assert cipher._derived("\ud800", key.salt) != cipher._derived("\ud801", key.salt)


def test_no_passphrase_is_no_key():
    with pytest.raises(Trouble) as told:
        cipher.new_key("")
    assert told.value.kind is TroubleKind.BAD_INPUT


def test_the_real_key_is_made_as_the_file_says(monkeypatch):
    monkeypatch.undo()
    made = cipher.new_key("correct horse")
    assert made.salt[:4] == b"MNT\x01" and len(made.salt) == 16
    whole = {"n": 2**17, "r": 8, "p": 1, "maxmem": 2**28, "dklen": 32}
    assert made.raw == hashlib.scrypt(b"correct horse", salt=made.salt, **whole)


@needs_driver
def test_a_locked_notebook_takes_the_settings_that_keep_what_was_written(folder, key):
    opened = database.open_notebook(folder, key=key)
    wanted = ("journal_mode", "synchronous", "locking_mode", "foreign_keys", "application_id", "user_version")
    taken = [rows.of(f"PRAGMA {name}")[0][0] for name in wanted]
    assert taken == ["wal", 2, "exclusive", 1, steps.APPLICATION_ID, steps.NEWEST]
    opened.close()


@needs_driver
def test_what_is_written_is_read_again_and_found_by_the_index(folder, key):
    opened = database.open_notebook(folder, key=key)
    _person(opened, "Ada 猫好 Lovelace")
    opened.close()
    opened = database.open_notebook(folder, key=key)
    assert rows.of("SELECT name FROM person") == [("Ada 猫好 Lovelace",)]
    assert rows.of("SELECT count(*) FROM written_index WHERE written_index MATCH '\"猫\"'") == [(1,)]
    opened.close()


@needs_driver
def test_no_written_word_is_in_any_file(folder, key):
    opened = database.open_notebook(folder, key=key)
    _person(opened, CANARY)
    files = [path.read_bytes() for path in folder.iterdir()]
    assert (folder / "notebook.mentee-wal").stat().st_size > 4096
    opened.close()
    files += [path.read_bytes() for path in folder.iterdir()]
    for word in (CANARY, "canary", "person", "SQLite format"):
        assert not any(word.encode() in content for content in files), word


@needs_driver
@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_its_files_are_for_their_owner_only(folder, key):
    opened = database.open_notebook(folder, key=key)
    _person(opened, "Ada")
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    opened.close()


@needs_driver
def test_without_a_passphrase_it_is_locked_and_never_something_else(folder):
    assert _refused(folder) is TroubleKind.LOCKED_BY_PASSPHRASE


@needs_driver
@pytest.mark.parametrize("given", [True, False])
def test_not_a_database_is_said_of_no_locked_file_whoever_reads_it(folder, key, given):
    path = folder / "notebook.mentee"
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"damage")
    connection = cipher.connect(f"{faults.address(path)}?mode=ro&immutable=1", key if given else None)
    with pytest.raises(faults.sql_errors()) as raised:
        connection.execute("SELECT * FROM sqlite_schema")
    connection.close()
    kind = TroubleKind.DAMAGED if given else TroubleKind.LOCKED_BY_PASSPHRASE
    assert faults.trouble_in(raised.value, path).kind is kind


@needs_driver
def test_a_wrong_passphrase_is_told_from_damage(folder, key):
    path = folder / "notebook.mentee"
    whole = path.read_bytes()
    for damage in (None, slice(100, 200), slice(4000, 9000), slice(16, 40960)):
        content = bytearray(whole)
        if damage:
            content[damage] = os.urandom(damage.stop - damage.start)
        path.write_bytes(content)
        with pytest.raises(Trouble) as told:
            cipher.key_for(path, "incorrect horse")
        assert told.value.kind is TroubleKind.WRONG_PASSPHRASE, damage
        assert cipher.key_for(path, "correct horse") == key
    assert _refused(folder, key) is TroubleKind.DAMAGED
    assert _refused(folder, cipher.new_key("correct horse")) is TroubleKind.WRONG_PASSPHRASE


@needs_driver
def test_damage_behind_the_first_page_is_named_when_it_is_met(folder, key):
    path = folder / "notebook.mentee"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start + 500] ^= 1
    path.write_bytes(content)
    with pytest.raises(Trouble) as told:
        _people(folder, key)
    assert told.value.kind is TroubleKind.DAMAGED


@needs_driver
def test_a_file_of_another_program_or_a_newer_one_is_refused_untouched(folder, key):
    path = folder / "notebook.mentee"
    for change, kind in (
        ("user_version = 99", TroubleKind.TOO_NEW),
        ("application_id = 7", TroubleKind.NOT_A_DATABASE),
    ):
        connection = cipher.connect(f"{faults.address(path)}?mode=rw", key)
        connection.execute(f"PRAGMA {change}")
        connection.close()
        assert _refused(folder, key) is kind


@needs_driver
def test_a_key_made_with_a_later_cost_is_too_new(folder):
    path = folder / "notebook.mentee"
    with path.open("r+b") as file:
        file.write(b"MNT\x02")
    with pytest.raises(Trouble) as told:
        cipher.key_for(path, "correct horse")
    assert told.value.kind is TroubleKind.TOO_NEW


def test_a_notebook_without_a_passphrase_is_opened_whatever_key_is_given(tmp_path, key):
    database.open_notebook(tmp_path, key=key).close()
    database.open_notebook(tmp_path, key=key).close()
    assert not cipher.is_locked(tmp_path / "notebook.mentee")


@needs_driver
def test_a_notebook_that_is_open_is_told_as_locked_by_its_other_window(folder, key):
    held = subprocess.Popen(
        [sys.executable, "-c", _HOLDING, str(folder), key.raw.hex(), key.salt.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert held.stdout.readline() == b"open\n"
        with pytest.raises(Trouble) as told:
            database.open_notebook(folder, key=key)
        assert told.value.kind is TroubleKind.LOCKED
    finally:
        held.communicate(b"\n")


_HOLDING = """
import sys
from pathlib import Path
from mentee_app.storage import cipher, database
key = cipher.Key(bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
opened = database.open_notebook(Path(sys.argv[1]), key=key)
print("open", flush=True)
sys.stdin.readline()
opened.close()
"""


@needs_driver
@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_full_disk_is_named_and_the_notebook_works_again(folder, key):
    import resource

    opened = database.open_notebook(folder, key=key)
    _person(opened, "Before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(Trouble) as told:
            _person(opened, "x" * 90_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert told.value.kind in (TroubleKind.IO_ERROR, TroubleKind.DISK_FULL)
    _person(opened, "After")
    opened.close()
    assert _people(folder, key) == ["After", "Before"]


@needs_driver
def test_a_first_page_that_a_power_cut_tore_is_read_from_the_wal(folder, key, tmp_path):
    """While the -wal is written back, any page may be half old and half new; the -wal still has it whole."""
    opened = database.open_notebook(folder, key=key)
    _person(opened, "Ada")
    opened.execute_sql(f"PRAGMA user_version = {steps.NEWEST}")
    cut = tmp_path / "cut"
    shutil.copytree(folder, cut)
    opened.close()
    with (cut / "notebook.mentee").open("r+b") as file:
        file.seek(512)
        file.write(os.urandom(512))
    assert cipher.key_for(cut / "notebook.mentee", "correct horse") == key
    assert _people(cut, key) == ["Ada"]
    shutil.copy(folder / "notebook.mentee", cut)
    assert _people(cut, key) == ["Ada"]


@needs_driver
def test_a_first_page_that_a_power_cut_tore_is_put_back_from_the_journal(folder, key, tmp_path):
    """The first start after locking writes the first page under a -journal, before there is a -wal."""
    cut, path = tmp_path / "cut", folder / "notebook.mentee"
    connection = cipher.connect(f"{faults.address(path)}?mode=rw", key)
    connection.isolation_level = None
    spacing.teach(connection)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA user_version = 99")
    for number in range(200):
        connection.execute(
            "INSERT INTO person(id, created_at, updated_at, name) VALUES (?, 0, 0, ?)",
            (number + 1, "x" * 900),
        )
    shutil.copytree(folder, cut)
    connection.execute("ROLLBACK")
    connection.close()
    assert (cut / "notebook.mentee-journal").stat().st_size > 4096
    with (cut / "notebook.mentee").open("r+b") as file:
        file.seek(512)
        file.write(os.urandom(512))
    assert _people(cut, key) == []
    (folder / "notebook.mentee").write_bytes(
        path.read_bytes()[:512] + os.urandom(512) + path.read_bytes()[1024:]
    )
    with pytest.raises(Trouble) as told:
        database.open_notebook(folder, key=key)
    assert told.value.kind is TroubleKind.DAMAGED


@needs_driver
def test_resealed_pages_are_read_for_what_they_are(folder, key):
    opened = database.open_notebook(folder, key=key)
    for number in range(300):
        _person(opened, f"Person {number:03}")
    opened.close()
    path = folder / "notebook.mentee"
    content = bytearray(path.read_bytes())
    damaged = range(len(content) // 8192 * 4096, len(content), 4096)
    for start in damaged:
        content[start + 3000] ^= 1
    path.write_bytes(content)
    assert len(cipher.reseal(path, key)) == len(damaged)
    assert cipher.reseal(path, key) == ()
    connection = cipher.connect(f"{faults.address(path)}?mode=ro&immutable=1", key)
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    connection.close()


def test_where_the_driver_is_missing_it_says_so_and_claims_nothing(folder_without_driver):
    assert not cipher.available()
    assert cipher.not_installed().endswith("Use your disk's encryption.")
    assert _refused(folder_without_driver) is TroubleKind.NO_CIPHER


@pytest.fixture
def folder_without_driver(tmp_path, monkeypatch):
    """A locked notebook on a machine on which the driver is not installed."""
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    (tmp_path / "notebook.mentee").write_bytes(b"MNT\x01" + os.urandom(8188))
    (tmp_path / "notebook-made").touch()
    return tmp_path


def _read(folder: Path, key) -> list[str]:
    """The names in a notebook that is opened to be read only, and that nothing in its folder was changed by it."""
    before = _files(folder)
    opened = to_read.open_to_read(folder, key)
    try:
        with pytest.raises(Trouble) as told, opened.unit_of_work():
            pass
        assert told.value.kind is TroubleKind.READ_ONLY
        names = []
        for id in range(1, 81):
            try:
                names += [row[0] for row in rows.of("SELECT name FROM person WHERE id = ?", id)]
            except Trouble as trouble:
                assert trouble.kind is TroubleKind.DAMAGED
        return names
    finally:
        opened.close()
        assert _files(folder) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


@needs_driver
@pytest.mark.parametrize("in_wal", [True, False])
def test_a_locked_notebook_is_opened_to_be_read_only_with_its_key(folder, key, tmp_path, in_wal):
    opened = database.open_notebook(folder, key=key)
    _person(opened, CANARY, 1)
    place = shutil.copytree(folder, tmp_path / "copy") if in_wal else folder
    opened.close()
    assert _read(place, key) == [CANARY]
    for given, kind in (
        (None, TroubleKind.LOCKED_BY_PASSPHRASE),
        (cipher.new_key("wrong"), TroubleKind.WRONG_PASSPHRASE),
    ):
        with pytest.raises(Trouble) as told:
            to_read.open_to_read(place, given)
        assert told.value.kind is kind


@needs_driver
def test_of_a_locked_notebook_with_damage_the_rest_is_read(folder, key):
    opened = database.open_notebook(folder, key=key)
    for number in range(80):
        _person(opened, f"{CANARY} {number} {'and on ' * 200}", number + 1)
    opened.close()
    path = folder / "notebook.mentee"
    content = bytearray(path.read_bytes())
    at = len(content) - 4096 * 12
    content[at : at + 16] = bytes(16)
    path.write_bytes(content)
    assert 40 < len(_read(folder, key)) <= 80


@needs_driver
def test_a_file_that_is_shorter_than_its_first_page_says_is_read_from_the_wal(folder, key, tmp_path):
    """While the -wal is written back, the first page may be there before the last ones."""
    opened = database.open_notebook(folder, key=key)
    for number in range(30):
        _person(opened, f"{number} {'and on ' * 400}", number + 1)
    cut = tmp_path / "cut"
    shutil.copytree(folder, cut)
    opened.close()
    first = (folder / "notebook.mentee").read_bytes()[:4096]
    with (cut / "notebook.mentee").open("r+b") as file:
        file.write(first)
    assert len(_people(cut, key)) == 30
    with (folder / "notebook.mentee").open("r+b") as file:
        file.truncate(file.seek(0, os.SEEK_END) - 4096)
    assert _refused(folder, key) is TroubleKind.DAMAGED
