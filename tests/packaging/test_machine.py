"""What a machine lacks is found, and named so that it can be mended."""

import sys
from pathlib import Path

import pytest

import machine


@pytest.mark.parametrize(
    ("platform", "environ", "display"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": "", "WAYLAND_DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_only_linux_without_any_display_has_none(
    platform: str, environ: dict[str, str], display: bool
) -> None:
    assert machine.has_display(platform, environ) is display


def test_the_windows_libraries_are_asked_for_only_where_a_window_opens_on_x11() -> None:
    x11 = {"DISPLAY": ":0"}
    assert machine.layers("linux", x11, opens_a_window=True) == {"base", "window"}
    assert machine.layers("linux", x11, opens_a_window=False) == {"base"}
    assert machine.layers("linux", {"WAYLAND_DISPLAY": "w"}, opens_a_window=True) == {"base"}
    assert machine.layers("win32", {}, opens_a_window=True) == set()


def test_the_apt_line_names_exactly_what_is_missing() -> None:
    line = machine.apt_line(["python3-venv", "libegl1"])
    assert line == "apt-get install -y --no-install-recommends python3-venv libegl1"


def test_a_library_that_is_not_there_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(machine.LIBRARIES[machine.BASE], "libnowhere1", "libnowhere-at-all.so.1")
    lacking = machine.missing(frozenset({machine.BASE}), needs_venv=False)
    assert "libnowhere1" in lacking


def test_nothing_is_asked_of_a_machine_that_needs_no_libraries() -> None:
    assert machine.missing(frozenset(), needs_venv=False) == []


def test_a_font_is_found_by_its_ending_in_any_folder_below(tmp_path: Path) -> None:
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "README").touch()
    assert not machine.has_font([tmp_path, tmp_path / "nowhere"])
    (tmp_path / "truetype" / "Some.TTF").touch()
    assert machine.has_font([tmp_path])


def test_a_python_without_qt_gets_the_reason(tmp_path: Path) -> None:
    assert machine.qt_fault(Path(sys.executable)) is None
    hidden = tmp_path / "python"
    hidden.symlink_to(Path(sys.executable).resolve())
    assert "PySide6" in (machine.qt_fault(hidden) or "")
