"""The small files in a folder of ours: what is no plain file there is left alone, told or done without, and never waited for."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from mentee_app import app as application
from mentee_app import own_files, single_instance
from mentee_app.backup import copies, listing, places, restoring
from mentee_app.backup.places import Reason
from mentee_app.backup.restoring import Finished
from mentee_app.domain.people import PersonDraft
from mentee_app.queries import people
from mentee_app.trouble import Trouble
from mentee_app.ui.window import remembered

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, links and devices")

_ROOT = Path(__file__).resolve().parent.parent.parent


def _pipe(path, theirs):
    os.mkfifo(path)


def _link(path, theirs):
    path.symlink_to(theirs)


def _dangling(path, theirs):
    path.symlink_to(theirs.with_name("not-there"))


def _device(path, theirs):
    path.symlink_to("/dev/zero")


def _loop(path, theirs):
    path.symlink_to(path.name)


def _folder(path, theirs):
    path.mkdir()
    (path / "inside").touch()


def _hole(path, theirs):
    with path.open("wb") as file:
        file.truncate(4 << 30)


STRANGE = [_pipe, _link, _dangling, _device, _loop, _folder]
strange = pytest.mark.parametrize("put", STRANGE, ids=lambda put: put.__name__)


@pytest.fixture
def theirs(tmp_path):
    """Somebody's file outside, to which a link may lead."""
    path = tmp_path / "theirs.txt"
    path.write_text("{}")
    path.chmod(0o644)
    yield path
    assert path.read_text() == "{}" and path.stat().st_mode & 0o777 == 0o644
    assert not path.with_name("not-there").exists()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A notebook with one copy of it."""
    folder = tmp_path_factory.mktemp("made") / "data"
    with application.opened(folder) as opened:
        opened.people.add(PersonDraft(name="Ada"))
        copies.make(opened.notebook.connection(), folder, Reason.BY_HAND, datetime.now().astimezone())
    return folder


@pytest.fixture
def folder(tmp_path, made):
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.mark.parametrize("put", [*STRANGE, _hole], ids=lambda put: put.__name__)
def test_what_no_file_of_ours_can_be_is_read_as_if_it_was_not_there(tmp_path, theirs, put):
    put(tmp_path / "window.json", theirs)
    assert own_files.read(tmp_path / "window.json") is None
    assert remembered.read(tmp_path) == remembered.Remembered()


@pytest.mark.parametrize("put", [*STRANGE, _hole], ids=lambda put: put.__name__)
def test_the_notebook_opens_whatever_has_the_name_of_a_journal_or_a_mark(folder, theirs, put):
    for name in (places.journal(folder).name, restoring.FRESH, ".notebook.mentee.part", "notebook-made"):
        (folder / name).unlink(missing_ok=True)
        put(folder / name, theirs)
    assert restoring.finish_interrupted(folder) is Finished.NOTHING
    with application.opened(folder):
        assert people.count() == 1


@strange
def test_a_lock_that_is_none_is_named_and_left(folder, theirs, put):
    lock = folder / "lock"
    lock.unlink()
    put(lock, theirs)
    with pytest.raises(Trouble, match=f"{lock} is not a file of Mentee's. Move it away"):
        with single_instance.alone(folder):
            pass
    assert os.path.lexists(lock)


@pytest.mark.parametrize("put", [*STRANGE, os.link], ids=lambda put: put.__name__)
def test_the_log_is_done_without_where_it_would_be_written_elsewhere(tmp_path, theirs, put):
    args = (theirs, tmp_path / "mentee.log") if put is os.link else (tmp_path / "mentee.log", theirs)
    put(*args)
    tell = "import logging, sys; from pathlib import Path; from mentee_app import logs; logs.start(Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", f"{tell}; print(logs.is_kept()); logging.error('a fault')", str(tmp_path)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "False\n", done.stderr


@strange
def test_a_record_that_is_none_leaves_its_copy_to_be_looked_at(folder, theirs, put):
    record = places.record_of(listing.copies(folder)[0].path)
    record.unlink()
    put(record, theirs)
    assert [each.state for each in listing.copies(folder)] == [listing.State.NOT_VERIFIED]
