"""A history in several files: all of them or none, each named, and a way to stop in between."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from mentee_app.child import State
from mentee_app.exports import files, volumes
from mentee_app.exports.documents import HistoryDocument
from mentee_app.exports.volumes import VolumeSetting
from mentee_app.trouble import Trouble, TroubleKind

Make = Callable[..., Any]


@pytest.fixture
def three(document: Make, session: Make) -> list[Callable[[], HistoryDocument]]:
    def made(number: int) -> Callable[[], HistoryDocument]:
        return lambda: document(
            session(topic=f"Topic {number}"), volume=(number, 3), volume_title=f"202{number}"
        )

    return [made(number) for number in (1, 2, 3)]


def test_every_volume_is_a_file_of_its_own(three: Any, tmp_path: Path) -> None:
    setting = VolumeSetting(three, tmp_path / "History.pdf")
    setting.start()
    results = setting.wait()
    names = ["History 1 of 3.pdf", "History 2 of 3.pdf", "History 3 of 3.pdf"]
    assert [each.path.name for each in results] == names == sorted(each.name for each in tmp_path.iterdir())
    for number, each in enumerate(results, 1):
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(each.path).pages)
        assert f"Topic {number}" in text and f"Volume {number} of 3: 202{number}" in text


def test_what_fits_in_one_file_has_the_name_that_was_asked_for(three: Any, tmp_path: Path) -> None:
    setting = VolumeSetting(three[:1], tmp_path / "History.pdf")
    setting.start()
    setting.wait()
    assert [each.name for each in tmp_path.iterdir()] == ["History.pdf"]


def test_one_file_is_written_straight_to_its_place(three: Any, tmp_path: Path) -> None:
    setting = VolumeSetting(three[:1], tmp_path / "History.pdf")
    setting.start()
    assert setting._room is None  # no folder that could be left behind
    while not setting.poll().finished:
        pass
    assert not setting.cancel() and setting.poll().state is State.DONE


def test_what_a_killed_setting_left_is_removed_a_day_later(three: Any, tmp_path: Path) -> None:
    rooms = [files.room_beside(tmp_path / "x") for _each in range(2)]
    for room in rooms:
        (room / "1.pdf").write_bytes(b"%PDF")
    os.utime(rooms[0], (0, 0))
    setting = VolumeSetting(three[:2], tmp_path / "History.pdf")
    setting.start()
    setting.wait()
    assert not rooms[0].exists() and (rooms[1] / "1.pdf").exists()


def test_polling_tells_which_volume_is_set_and_ends_with_all(three: Any, tmp_path: Path) -> None:
    setting = VolumeSetting(three, tmp_path / "History.pdf")
    setting.start()
    seen = set()
    while not (progress := setting.poll()).finished:
        seen.add((progress.volume, progress.volumes))
        assert progress.trouble is None and progress.state is State.RUNNING
    assert {(1, 3), (2, 3), (3, 3)} == seen
    assert len(list(tmp_path.iterdir())) == 3 == len(progress.finished)


def test_stopping_between_two_volumes_leaves_nothing(three: Any, tmp_path: Path) -> None:
    setting = VolumeSetting(three, tmp_path / "History.pdf")
    setting.start()
    while setting.poll().volume < 2:
        pass
    assert setting.cancel() and not setting.cancel()
    assert setting.poll().state is State.STOPPED
    assert list(tmp_path.iterdir()) == []


def test_a_volume_that_cannot_be_read_leaves_nothing_and_is_told(three: Any, tmp_path: Path) -> None:
    def unreadable() -> HistoryDocument:
        raise Trouble(TroubleKind.DAMAGED, "It is damaged.")

    for wait in (True, False):
        setting = VolumeSetting([three[0], unreadable], tmp_path / "History.pdf")
        setting.start()
        if wait:
            with pytest.raises(Trouble, match="damaged"):
                setting.wait()
        else:
            while not (progress := setting.poll()).trouble:
                pass
            assert progress.trouble.kind is TroubleKind.DAMAGED and progress.finished is None
        assert list(tmp_path.iterdir()) == []


def test_a_place_of_any_volume_that_cannot_be_is_said_first(three: Any, tmp_path: Path) -> None:
    (tmp_path / "History 2 of 3.pdf").mkdir()
    with pytest.raises(Trouble, match="is a folder"):
        VolumeSetting(three, tmp_path / "History.pdf")


def test_a_name_without_an_ending_is_counted_too() -> None:
    assert [each.name for each in volumes.places(Path("History"), 2)] == ["History 1 of 2", "History 2 of 2"]
