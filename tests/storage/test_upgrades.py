"""An older notebook is walked up with every text as it was, or stays as it was: killed, on a full disk, or without a backup."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mentee_app.storage import database, spacing, steps
from mentee_app.trouble import Trouble, TroubleKind

STEP_1 = Path(__file__).parent / "files" / "step-1.mentee"
"""A notebook as schema step 1 left it: some 30 rows in every table, in many scripts. Never to be made anew."""

STEP_2 = Path(__file__).parent / "files" / "step-2.mentee"
"""A notebook as schema step 2 left it, with series, questions, templates, earlier versions and a trash. Never to be made anew."""

STEP_2_SHA256 = "0a98b5562029efb5a46657234fb5395e0bd4754edf27dc7f174c1aff657f43bc"
STEP_1_SHA256 = "c608b1515c4978dc2e13ed81308806d1c27ddede8e8f34c33c60934dfad1884d"

KILLS = int(os.environ.get("MENTEE_KILLS", "20"))
"""How often an upgrade is killed; MENTEE_KILLS=500 for the long form."""


@pytest.fixture
def folder(tmp_path):
    _laid_out(tmp_path / "own")
    return tmp_path / "own"


def test_the_kept_files_are_those_that_were_released():
    assert hashlib.sha256(STEP_2.read_bytes()).hexdigest() == STEP_2_SHA256
    assert hashlib.sha256(STEP_1.read_bytes()).hexdigest() == STEP_1_SHA256
    rows = {name: len(ids) for name, ids in _texts(STEP_1).items()}
    assert len(rows) == 23
    assert all(count == 30 for name, count in rows.items() if name != "about_me")


@pytest.mark.parametrize("older", [STEP_1, STEP_2], ids=["step 1", "step 2"])
def test_every_text_of_the_older_file_is_there_after_the_upgrade(tmp_path, older):
    folder = _laid_out(tmp_path / "own", older)
    before = _texts(older, older)
    database.open_notebook(folder).close()
    after = _texts(folder / database.FILE_NAME, older)
    assert {name: after[name] for name in before} == before
    assert {name for name in after if after[name]} == {name for name in before if before[name]}


@pytest.mark.parametrize("older", [STEP_1, STEP_2], ids=["step 1", "step 2"])
def test_tables_indexes_and_triggers_are_those_of_a_fresh_file(tmp_path, older):
    folder = _laid_out(tmp_path / "own", older)
    database.open_notebook(folder).close()
    database.open_notebook(tmp_path / "fresh").close()
    upgraded, fresh = (_schema(place / database.FILE_NAME) for place in (folder, tmp_path / "fresh"))
    assert upgraded == fresh
    assert len(fresh) > 100


def test_search_finds_what_was_written_before_the_upgrade(folder):
    opened = database.open_notebook(folder)
    find = "SELECT count(*) FROM written_index WHERE written_index MATCH ?"
    for words in ("zoe", "东京", "会議", "смелость", "team", "เวลา", "القرار"):
        assert opened.execute_sql(find, (f'"{spacing.spaced(words)}"',)).fetchone()[0] > 0, words
    opened.execute_sql("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
    assert opened.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    opened.close()


def test_the_backup_is_asked_for_once_and_only_for_an_older_file(folder, tmp_path):
    asked: list[int] = []

    def note(connection: sqlite3.Connection) -> None:
        asked.append(steps.version(connection))

    database.open_notebook(folder, note).close()
    database.open_notebook(folder, note).close()
    database.open_notebook(tmp_path / "fresh", note).close()
    assert asked == [1]


def test_an_upgrade_whose_backup_fails_does_not_begin(folder):
    def refuse(_connection: sqlite3.Connection) -> None:
        raise Trouble(TroubleKind.DISK_FULL, "no room")

    with pytest.raises(Trouble) as told:
        database.open_notebook(folder, refuse)
    assert told.value.kind is TroubleKind.DISK_FULL
    assert (folder / database.FILE_NAME).read_bytes() == STEP_1.read_bytes()


_UPGRADE = """
import os, sys
from pathlib import Path
from mentee_app.storage import database
left = int(sys.argv[2])
count = [0]
def count_down():
    count[0] += 1
    if count[0] == left:
        os.kill(os.getpid(), 9)
    return 0
database.open_notebook(Path(sys.argv[1]), lambda connection: connection.set_progress_handler(count_down, 50))
print(count[0])
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_an_upgrade_killed_at_any_moment_is_whole_or_not_begun(tmp_path):
    """SIGKILL spread evenly over the work of the upgrade, in the middle of its statements."""
    before = _texts(STEP_1)
    moments = int(_upgraded(_laid_out(tmp_path / "whole"), -1).stdout)
    assert moments > KILLS
    for kill in range(KILLS):
        place = _laid_out(tmp_path / f"kill {kill}")
        done = _upgraded(place, 1 + kill * (moments - 1) // KILLS)
        assert done.returncode == -9, done.stderr
        assert _half_done(place) == "", kill
        database.open_notebook(place).close()
        after = _texts(place / database.FILE_NAME)
        assert {name: after[name] for name in before} == before, kill
        shutil.rmtree(place)


_WRITE = """
import resource, signal, sys
from pathlib import Path
from mentee_app.storage import database
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
database.open_notebook(Path(sys.argv[1])).close()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_upgrade_killed_at_any_write_is_whole_or_not_begun(tmp_path):
    """The system ends the process at the write that passes a limit: into the -wal, at the commit, while it is written back."""
    ended = []
    for kill in range(KILLS):
        place = _laid_out(tmp_path / f"kill {kill}")
        limit = kill * 2 * STEP_1.stat().st_size // KILLS
        done = subprocess.run([sys.executable, "-c", _WRITE, str(place), str(limit)], capture_output=True)
        assert done.returncode in (0, -25), done.stderr
        assert _half_done(place) == "", limit
        ended.append(done.returncode == 0)
        shutil.rmtree(place)
    assert ended == sorted(ended) and not ended[KILLS // 3]


def test_an_upgrade_on_a_disk_that_is_full_at_any_page_leaves_the_file(folder, tmp_path):
    database.open_notebook(_laid_out(tmp_path / "whole")).close()
    pages = STEP_1.stat().st_size // 4096
    needed = (tmp_path / "whole" / database.FILE_NAME).stat().st_size // 4096
    assert needed > pages + 20
    for limit in range(pages, needed):
        with pytest.raises(Trouble) as told:
            database.open_notebook(folder, lambda c, most=limit: c.execute(f"PRAGMA max_page_count = {most}"))
        assert told.value.kind is TroubleKind.DISK_FULL
        assert (folder / database.FILE_NAME).read_bytes() == STEP_1.read_bytes(), limit
    database.open_notebook(folder).close()


_ON_A_SMALL_DISK = """
import shutil, sys
from pathlib import Path
from mentee_app.storage import database
from mentee_app.trouble import Trouble
disk = Path(sys.argv[1])
shutil.copyfile(sys.argv[2], disk / database.FILE_NAME)
try:
    database.open_notebook(disk)
    print("opened")
except Trouble as trouble:
    whole = (disk / database.FILE_NAME).read_bytes() == Path(sys.argv[2]).read_bytes()
    print(trouble.kind.value, "unchanged" if whole else "changed")
"""


@pytest.mark.parametrize("room", [8, 100, 250, 400])
def test_an_upgrade_on_a_really_full_disk_leaves_the_file(tmp_path, room):
    size = STEP_1.stat().st_size // 1024 + room
    mount = f'mount -t tmpfs -o size={size}k,mode=700 none "$1" && exec "$2" -c "$3" "$1" "$4"'
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(tmp_path), sys.executable, _ON_A_SMALL_DISK]
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode
    ):
        pytest.skip("needs a file system of its own")
    done = subprocess.run([*command, str(STEP_1)], capture_output=True, text=True)
    assert done.stdout == "disk-full unchanged\n", done.stderr


def _laid_out(place: Path, older: Path = STEP_1) -> Path:
    place.mkdir()
    shutil.copyfile(older, place / database.FILE_NAME)
    (place / database.MARKER_NAME).touch()
    return place


def _upgraded(place: Path, kill_at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _UPGRADE, str(place), str(kill_at)]
    return subprocess.run(command, capture_output=True, text=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _half_done(place: Path) -> str:
    """What is neither step 1 nor the newest, of a file that nobody has open; SQLite reads the -wal that was left."""
    with closing(sqlite3.connect(place / database.FILE_NAME)) as connection:
        spacing.teach(connection)
        version = steps.version(connection)
        wanted = _SCHEMAS.setdefault(version, _fresh_schema(version))
        if _listed(connection) != wanted:
            return f"version {version} has other tables"
        return "" if connection.execute("PRAGMA integrity_check").fetchone() == ("ok",) else "damaged"


_SCHEMAS: dict[int, list[tuple[str, ...]]] = {}


def _fresh_schema(version: int) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        steps.walk(connection, version)
        return _listed(connection)


def _schema(path: Path) -> list[tuple[str, ...]]:
    with _reading(path) as connection:
        return _listed(connection)


def _listed(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return sorted(connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"))


def _texts(path: Path, older: Path = STEP_1) -> dict[str, dict[int, list[str | None]]]:
    """The SHA-256 of every text, by table and row, of the columns that the `older` file has."""
    found: dict[str, dict[int, list[str | None]]] = {}
    with _reading(path) as connection, _reading(older) as first:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for name in sorted(name for name in names if not name.startswith(("sqlite", "written_index"))):
            columns = [row[1] for row in first.execute(f"PRAGMA table_info({name})")] or ["id"]
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM {name}")
            found[name] = {row[0]: [_hash(value) for value in row[1:]] for row in rows}
    return found


def _reading(path: Path) -> closing[sqlite3.Connection]:
    """A look into a closed file that makes none beside it."""
    return closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True))


def _hash(value: object) -> str | None:
    return None if value is None else hashlib.sha256(repr(value).encode()).hexdigest()
