"""Written files: whole or not at all, private, under names that every system takes."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app import whole_files
from mentee_app.exports import files
from mentee_app.trouble import Trouble, TroubleKind

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_file_holds_what_was_given_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    old = os.umask(0)
    try:
        files.atomic_write(path, b"one")
        files.atomic_write(path, b"two")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"two" and list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_killed_writes_left_among_somebodys_files_is_removed_a_day_later(tmp_path: Path) -> None:
    left = {".mentee-a.part": 0, ".mine.part": 0, ".mentee-mine.txt": 0, ".mentee-fresh.part": None}
    (tmp_path / ".mentee-room.part").mkdir()
    (tmp_path / ".mentee-room.part" / "1.pdf").touch()
    os.utime(tmp_path / ".mentee-room.part", (0, 0))
    for name, moment in left.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, None if moment is None else (moment, moment))
    files.atomic_write(tmp_path / "a.pdf", b"%PDF")
    kept = {"a.pdf", ".mine.part", ".mentee-mine.txt", ".mentee-fresh.part"}
    assert {each.name for each in tmp_path.iterdir()} == kept


def test_a_folder_that_cannot_be_looked_through_is_written_into_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_folder: Path, _pattern: str) -> Iterator[Path]:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "glob", unreadable)
    files.atomic_write(tmp_path / "a.pdf", b"one")
    assert (tmp_path / "a.pdf").read_bytes() == b"one"


def test_what_is_written_has_a_name_meanwhile_by_which_it_is_known_as_ours(tmp_path: Path) -> None:
    seen: list[str] = []

    def parts() -> Iterator[bytes]:
        seen.extend(each.name for each in tmp_path.iterdir())
        yield b"one"

    files.write_parts(tmp_path / "a.pdf", parts())
    assert len(seen) == 1 and seen[0].startswith(whole_files.HIDDEN) and seen[0].endswith(whole_files.PART)


_ON_A_DISK_TO_READ = """
import sys
from pathlib import Path
from mentee_app.exports import files
from mentee_app.trouble import Trouble
try:
    files.check_place(Path(sys.argv[1], "a.pdf"))
except Trouble as trouble:
    print(trouble.kind.value, trouble.sentence)
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
def test_a_disk_that_can_only_be_read_is_told_as_that_and_not_as_a_lack_of_rights(tmp_path: Path) -> None:
    mounted = 'mount -t tmpfs -o ro tmpfs "$1" || exit 77; exec "$2" -c "$3" "$1"'
    words = ["unshare", "-rm", "sh", "-c", mounted, "sh", str(tmp_path), sys.executable, _ON_A_DISK_TO_READ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, cwd=ROOT)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("nothing can be mounted here")
    assert done.stdout.startswith("read-only ") and "can only be read" in done.stdout, done.stderr


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_whole(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    if step == "write":
        monkeypatch.setattr(whole_files, "_fill", full)
    else:
        monkeypatch.setattr(os, step, full)
    with pytest.raises(Trouble, match="no room left") as caught:
        files.atomic_write(path, b"new" * 1000)
    assert caught.value.kind is TroubleKind.DISK_FULL
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_a_disk_that_is_really_full_is_said() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device here")
    with pytest.raises(OSError) as caught:
        whole_files._fill(os.open(full, os.O_WRONLY), [b"x" * 100_000])
    assert files._trouble(caught.value, full).kind is TroubleKind.DISK_FULL


def test_a_place_that_cannot_be_written_is_a_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="is a folder"):
        files.atomic_write(tmp_path, b"x")
    with pytest.raises(Trouble, match="does not exist"):
        files.atomic_write(tmp_path / "none" / "a.pdf", b"x")
    with pytest.raises(Trouble, match="no name that a file can have"):
        files.atomic_write(tmp_path / ("n" * 300), b"x")
    with pytest.raises(Trouble, match="no name that a file can have"):
        files.atomic_write(tmp_path / "a\0b", b"x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble, match="does not exist"):
        files.atomic_write(tmp_path / "file" / "a.pdf", b"x")


@pytest.mark.skipif(os.name != "posix", reason="pipes with names")
def test_what_is_no_regular_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    (tmp_path / "null").symlink_to(os.devnull)
    for place in (tmp_path / "pipe", tmp_path / "link", tmp_path / "null", Path("/dev/stdout")):
        for refuse in (files.check_place, lambda path: files.atomic_write(path, b"x")):
            with pytest.raises(Trouble, match="a device or a pipe"):
                refuse(place)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode) and (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("sign", ["notebook.mentee", "notebook-made"])
def test_a_document_has_no_place_in_a_data_folder(tmp_path: Path, sign: str) -> None:
    folder = tmp_path / "kept"
    (folder / "below").mkdir(parents=True)
    (folder / sign).write_bytes(b"x")
    (tmp_path / "way").symlink_to(folder)
    inside = (folder / sign, folder / "a.pdf", folder / "below" / "a.pdf", tmp_path / "way" / "lock")
    for place in inside:
        with pytest.raises(Trouble, match="inside the data folder"):
            files.check_place(place)
    files.check_place(tmp_path / "a.pdf")
    files.atomic_write(folder / "window.json", b"ours")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user may write anywhere")
def test_a_folder_without_permission_is_a_clear_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Trouble, match="may not be written"):
        files.atomic_write(tmp_path / "a.pdf", b"x")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Ada Lovelace", "Ada Lovelace.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("CON", "_CON.pdf"),
        ("lpt1.x", "_lpt1.x.pdf"),
        ("a\x00b\nc", "a b c.pdf"),
        ("...", "Mentee.pdf"),
        ("", "Mentee.pdf"),
        ("C:\\x?*", "C x.pdf"),
        ("photo\u202efdp.exe", "photo fdp.exe.pdf"),
    ],
)
def test_a_name_is_made_safe(wanted: str, name: str) -> None:
    assert files.safe_name(wanted, ".pdf") == name


@given(st.text(max_size=400))
def test_every_name_stays_in_its_folder_and_is_short_enough(wanted: str) -> None:
    name = files.safe_name(wanted, ".pdf")
    assert Path(name).name == name and name.endswith(".pdf")
    assert 5 <= len(name.encode()) <= 201
    assert not name.startswith((".", " ")) and files.safe_name(name) == name
