"""Whatever breaks around or inside the program, what was typed is kept, and the exit code says how it ended."""

import os
import shutil
import subprocess
import time

import pytest

from tests.ceiling import CHILD_S
from tests.gui.typing_program import command, filled, kept


@pytest.fixture
def folder(tmp_path):
    return filled(tmp_path / "data")


@pytest.mark.parametrize(
    "then",
    [
        [
            "flush, studio.window.flush = studio.window.flush, lambda: 1 / 0",
            "studio.window.close()",
            "studio.window.flush = flush",
            "assert studio.window.isVisible()",
        ],
        ["opened.changes.listen(lambda change: 1 / 0)", "tab.flush()"],
        ["threading.Thread(target=lambda: 1 / 0).start()"],
        ["studio.feed.changed.connect(lambda change: 1 / 0)", "tab.flush()"],
    ],
    ids=["closing", "a listener", "a thread", "a screen that is told"],
)
def test_a_fault_anywhere_keeps_what_was_typed(folder, then):
    done = subprocess.run(
        command(folder, *then, "QTimer.singleShot(600, quit)"),
        capture_output=True,
        text=True,
        timeout=CHILD_S,
    )
    assert (done.returncode, kept(folder)) == (0, 1), done.stderr
    assert "typed last" not in (folder / "mentee.log").read_text()


def test_the_end_of_the_desktop_session_saves_before_anything_else(folder):
    asked = (
        "studio.window.findChild(Safety)._on_session_end(None)"  # Qt alone can make what the signal carries
    )
    then = ["from mentee_app.ui.window.safety import Safety", asked, "os._exit(7)"]
    done = subprocess.run(command(folder, *then), capture_output=True, text=True, timeout=CHILD_S)
    assert (done.returncode, kept(folder)) == (7, 1), done.stderr


@pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="Xvfb, a display to take away, is not installed here"
)
def test_a_display_that_goes_away_keeps_what_was_typed_and_ends_with_a_code(folder, tmp_path):
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    display = f":{server.stdout.readline().strip()}"  # the first that is free
    typed = tmp_path / "typed"
    then = [f"QTimer.singleShot(1500, lambda: Path({str(typed)!r}).touch())"]
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    try:
        program = subprocess.Popen(
            command(folder, *then), env=surroundings, stderr=subprocess.PIPE, text=True
        )
        _wait_for(lambda: typed.exists() or program.poll() is not None)
        if program.poll() is not None and not typed.exists():
            pytest.skip("Qt cannot open a window on X11 here")
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    assert program.wait(timeout=CHILD_S) != 0
    assert kept(folder) == 1


def _wait_for(so, seconds=CHILD_S):
    until = time.monotonic() + seconds
    while not so() and time.monotonic() < until:
        time.sleep(0.05)
