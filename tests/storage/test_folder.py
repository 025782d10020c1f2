"""The data folder: private where it is this person's own, left alone where others use it."""

import os
import stat

import pytest

from mentee_app.storage import folder
from mentee_app.trouble import Trouble

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights")


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_that_is_made_is_closed_to_others(tmp_path):
    folder.make_private(tmp_path / "deep" / "own")
    assert _mode(tmp_path / "deep" / "own") == 0o700


@pytest.mark.parametrize("names", [[], ["lock"], ["notebook.mentee", "notebook.mentee-wal", "notebook-made"]])
@pytest.mark.parametrize("mode", [0o755, 0o775, 0o777])
def test_a_folder_with_nothing_but_ours_is_closed_to_others(tmp_path, names, mode):
    for name in names:
        (tmp_path / name).touch()
    tmp_path.chmod(mode)
    folder.make_private(tmp_path)
    assert _mode(tmp_path) == 0o700


def test_a_folder_that_others_may_read_in_keeps_its_rights_at_every_start(tmp_path):
    (tmp_path / "page.html").touch()
    tmp_path.chmod(0o755)
    folder.make_private(tmp_path)
    (tmp_path / "notebook.mentee").touch()
    folder.make_private(tmp_path)
    assert _mode(tmp_path) == 0o755


@pytest.mark.parametrize("mode", [0o775, 0o777, 0o1777, 0o2770])
def test_a_folder_that_others_write_in_is_refused_with_its_rights(tmp_path, mode):
    (tmp_path / "theirs").touch()
    tmp_path.chmod(mode)
    for use in (folder.make_private, folder.refuse_shared):
        with pytest.raises(Trouble) as told:
            use(tmp_path)
        assert f"--data-dir {tmp_path / 'mentee'}" in told.value.sentence
    assert _mode(tmp_path) == mode


def test_a_notebook_among_others_files_is_still_opened_and_closed_to_them(tmp_path):
    (tmp_path / "theirs").touch()
    (tmp_path / "notebook.mentee").touch()
    tmp_path.chmod(0o777)
    folder.make_private(tmp_path)
    assert _mode(tmp_path) == 0o700


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives folders away")
def test_a_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "theirs").touch()
    tmp_path.chmod(0o755)
    os.chown(tmp_path, 12345, 12345)
    with pytest.raises(Trouble, match="used by others"):
        folder.make_private(tmp_path)
    assert (tmp_path.stat().st_uid, _mode(tmp_path)) == (12345, 0o755)
