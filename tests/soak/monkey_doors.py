"""Every door of the window opens: from whatever state the monkey left behind, each dialog comes up and can be left again."""

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from mentee_app.ui.importing.reading_dialog import ReadingDialog
from tests.gui.rooms import PLAIN_DOORS, settle

NAMES = [*PLAIN_DOORS, "search"]


def walk(studio: Any, name: str) -> str:
    """Open one door and close it; what is wrong, or ""."""
    _stop_reading(studio)
    before = _visible(studio)
    studio.open(name)
    settle()
    opened = [each for each in _visible(studio) if each not in before]
    if not opened:
        why = studio.window._trouble
        said = f", the window says: {why.sentence}" if why.isVisible() else ""
        return f"the door “{name}” stays shut{said}"
    for dialog in reversed(opened):
        dialog.reject()
    settle()
    left = [each for each in _visible(studio) if each not in before]
    return f"the door “{name}” stays open: {type(left[0]).__name__} {left[0].windowTitle()}" if left else ""


def _stop_reading(studio: Any) -> None:
    """What was dropped just before may still be read: what stands open in the end is to be the door's."""
    for _turn in range(200):
        QTest.qWait(20)
        reading = [each for each in _visible(studio) if isinstance(each, ReadingDialog)]
        if not reading:
            return
        for each in reading:
            each.reject()


def _visible(studio: Any) -> list[QDialog]:
    """Those of the window: a list of all widgets that there are can hold some that are just going away."""
    return [each for each in studio.window.findChildren(QDialog) if each.isVisible()]
