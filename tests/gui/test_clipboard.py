"""What can be pasted in other programs: what the person copied, until the notebook is locked. On a display of X11."""

import shutil
import subprocess
from datetime import date

import pytest

from mentee_app import app as application
from mentee_app.backup import locking
from mentee_app.storage import cipher
from tests.gui import driven

pytestmark = [
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xclip")),
        reason="Xvfb and xclip, a display and a program to paste into, are not installed here",
    ),
    pytest.mark.skipif(not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed"),
]

PASSPHRASE = "correct horse"

_PASTING = f"""
import subprocess
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from mentee_app.storage import cipher
from mentee_app.ui.widgets import hand_over
cipher._COSTS[1] = (256, 8, 1)
SELECTIONS = ("clipboard", "primary")

def asked():
    found = seen("UnlockDialog")
    return found if found and not found.line.isReadOnly() else None

def unlock():
    asked().line.setText({PASSPHRASE!r})
    QTest.keyClick(asked().line, Qt.Key.Key_Return)

def lock():
    later(studios[-1].passphrases().lock)

def pasting():
    return [subprocess.Popen(["xclip", "-o", "-selection", each], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True) for each in SELECTIONS]

def over(programs):  # it is this program that they ask, so that it must not stand still meanwhile
    return lambda: all(each.poll() is not None for each in programs)

def pasted(programs):
    return [each.communicate()[0] for each in programs]

yield asked
unlock()
yield window
"""


@pytest.fixture
def display():
    """One that is free."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield f":{server.stdout.readline().strip()}"
    server.kill()
    server.wait()
    server.stdout.close()


@pytest.fixture
def play(tmp_path, display):
    """Plays steps in the locked notebook, once it is open."""
    folder = tmp_path / "data"
    with application.opened(folder) as opened:
        opened.samples.fill(2, today=date.today(), zone="UTC")
    locking.encrypt(folder, PASSPHRASE)
    within = ("env", f"DISPLAY={display}", "QT_QPA_PLATFORM=xcb")

    def played(steps):
        done = driven.play(folder, _PASTING + steps, first_ms=60_000, within=within)
        if "no Qt platform plugin could be initialized" in done.stderr:
            pytest.skip("Qt cannot open a window on X11 here")
        assert done.returncode == 0, done.stdout + done.stderr

    return played


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """Keys that are made in a moment."""
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))


def test_nothing_is_copied_that_the_person_did_not_copy_and_locking_takes_that_back(play):
    play("""
for place in range(window().tabs.count()):
    window().tabs.setCurrentIndex(place)
    yield lambda: True
programs = pasting()
yield over(programs)
assert pasted(programs) == ["", ""]
hand_over.copy("a message to copy")
line = next(each for each in window().findChildren(QLineEdit) if each.isVisible() and each.isEnabled())
line.setText("words")
line.setFocus()
QTest.keyClick(line, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
programs = pasting()
yield over(programs)
assert pasted(programs) == ["a message to copy", "words"]
lock()
yield asked
programs = pasting()
yield over(programs)
assert pasted(programs) == ["", ""]
unlock()
yield lambda: len(studios) == 2 and window()
window().close()
""")


def test_what_another_program_copied_stays_when_the_notebook_is_locked(play):
    play("""
hand_over.copy("a message to copy")
for each in SELECTIONS:
    subprocess.run(["xclip", "-i", "-selection", each], input="theirs", text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # it stays, and holds what it was given
yield lambda: not QApplication.clipboard().ownsClipboard() and not QApplication.clipboard().ownsSelection()
lock()
yield asked
programs = pasting()
yield over(programs)
assert pasted(programs) == ["theirs", "theirs"]
unlock()
yield lambda: len(studios) == 2 and window()
window().close()
""")
