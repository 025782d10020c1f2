"""What the monkey does: each act chooses its target in the scene by chance, and says what it will do before it does it."""

import random
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
    QWizard,
)

from mentee_app.ui.importing.everything_dialog import EverythingDialog
from mentee_app.ui.safekeeping.passphrase_dialog import PassphraseDialog
from mentee_app.ui.safekeeping.restore_dialog import RestoreDialog
from mentee_app.ui.safekeeping.unlock_dialog import UnlockDialog
from mentee_app.ui.widgets.message import PlainMessage
from tests.gui.rooms import field_of, is_a_number, takes_text, type_in
from tests.soak import monkey_dialogs, monkey_files
from tests.soak.monkey_scene import Choice, Scene, Step

SHORTCUTS = (
    "Ctrl+K Ctrl+N Ctrl+Shift+N Ctrl+Shift+M Ctrl+Shift+G Ctrl+Shift+P Ctrl+Shift+W Ctrl+F Ctrl+Shift+Q Ctrl+P Ctrl+O"
    " Ctrl+1 Ctrl+2 Ctrl+3 Ctrl+4 Ctrl+5 Ctrl+6 Ctrl+7 Alt+1 Alt+2 Alt+3 Ctrl+Shift+A Ctrl+Shift+C Ctrl+Shift+T Ctrl+T"
    " Ctrl+Shift+R Ctrl+Shift+H Ctrl+Shift+X Ctrl+Shift+D Alt+P Alt+L Ctrl+Shift+I Ctrl+Shift+S Ctrl+Shift+Del Ctrl+Alt+Z"
    " Ctrl+Shift+E Ctrl++ Ctrl+- Ctrl+0 Ctrl+Return Ctrl+Shift+L Ctrl+Z Ctrl+A Ctrl+C Ctrl+V Ctrl+X Alt+F F2 Shift+F10"
).split()
KEYS = (
    "Tab Backtab Return Esc Up Down Left Right Del Backspace Space Home End PgUp PgDown T A L N F D 1 2 3 4 + -"
).split()
_OFTEN = ("Tab", "Return", "Down", "Space", "Ctrl+Alt+Z")
TEXTS = (
    "boat", "Ada Mast", "ada", "résumé", "re\u0301sume\u0301", "Straße", "İzmir", "導師", "教师说：多问", "ครูที่ปรึกษา",
    "مُرشِد", "наставник", "गुरु", "👩‍🏫", "🇩🇪", "\u202eright", "zero\u200bwidth", "<b>bold</b>", "<img src=/etc/passwd>",
    'said "boat"', "it's", "'; --", "NOT", "OR*", "(", "%s {0} \\", "&amp; & x", "[a](b)", "# x", "null\0byte", '"',
    "line\nbreak\r\nand\ttab", "\u2028", "W" * 90, "長" * 300, "boat " * 300, "  ", "", "a\u00a0b", "- one\n- two\n",
    "mentor:ada before:2026-03", "is:undecided", "kind:advice", "Grace Hopper", "me@example.org", "+49 30 1",
)  # fmt: skip
READABLE = (
    "2026-03-01", "2026-02-30", "tomorrow", "yesterday", "1.3.2026", "14:30", "2:30", "25:00", "60", "0", "-1", "999999",
    "", "Europe/Berlin", "Mars/Base", "UTC", "every week", "50 %", "3/4/26", "2026-03-29 02:30", "monday",
)  # fmt: skip

_TAKEN_WHEN_LEFT = frozenset({"", "AreaField", "PersonField"})
"""Fields whose words are not the notebook's yet while somebody types there: filters, and names that make something new."""

Act = Callable[[Scene, Choice], Step | None]


def press(scene: Scene, choice: Choice) -> Step | None:
    """A shortcut."""
    return _key(scene, choice, SHORTCUTS)


def key(scene: Scene, choice: Choice) -> Step | None:
    """A key that does something where the focus is."""
    return _key(scene, choice, KEYS)


def paste(scene: Scene, choice: Choice) -> Step | None:
    """Text into a field, with the focus in it; mostly behind what stands there, sometimes instead."""
    found = choice.of(scene.fields())
    if found is None:
        return None
    name, field = found
    text, mark = _text_for(field, choice)
    replace = choice.chance.random() < 0.2

    def do() -> None:
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        if replace:
            type_in(field, text)
        elif isinstance(field, QPlainTextEdit):
            field.insertPlainText(text)
        else:
            field.insert(text)

    return Step(name, do, mark, field)


def dictate(scene: Scene, choice: Choice) -> Step | None:
    """Set the text of a field, as a screen reader or dictation does: no key, no focus."""
    found = choice.of(scene.fields())
    if found is None:
        return None
    name, field = found
    text, mark = _text_for(field, choice)
    before = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    if isinstance(field, QPlainTextEdit):
        return Step(name, lambda: field.setPlainText(f"{before} {text}"), mark, field)
    return Step(name, lambda: field.setText(text), mark, field)


def click(scene: Scene, choice: Choice) -> Step | None:
    """A button, a box to tick, the head of a fold."""
    found = choice.of(scene.buttons())
    if found is None:
        return None
    name, button = found
    return Step(name, lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=_inside(button)))


def row(scene: Scene, choice: Choice) -> Step | None:
    """A row of a list: chosen, opened, or marked with others."""
    found = choice.of(scene.lists())
    if found is None:
        return None
    name, view = found
    chance, model = choice.chance, view.model()
    columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
    rows = min(model.rowCount(QModelIndex()), 40)
    index = model.index(chance.randrange(rows), chance.randrange(max(columns, 1)))
    how = chance.choice(("click", "click", "click", "double", "shift", "control", "current"))

    def do() -> None:
        view.setFocus()
        view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        at, port = view.visualRect(index).center(), view.viewport()
        if how == "current":
            view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        elif how == "double":
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
            QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=at)
        else:
            with_keys = {
                "shift": Qt.KeyboardModifier.ShiftModifier,
                "control": Qt.KeyboardModifier.ControlModifier,
            }.get(how, Qt.KeyboardModifier.NoModifier)
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, with_keys, at)

    return Step(name, do)


def tab(scene: Scene, choice: Choice) -> Step | None:
    """A tab."""
    found = choice.of(scene.tab_bars())
    if found is None:
        return None
    name, bar = found
    at = bar.tabRect(choice.chance.randrange(bar.count())).center()
    return Step(name, lambda: QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at))


def choose(scene: Scene, choice: Choice) -> Step | None:
    """Another choice in a combo box, by its keys."""
    found = choice.of(scene.boxes())
    if found is None:
        return None
    name, box = found
    keys = choice.chance.choices((Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End), k=2)

    def do() -> None:
        box.setFocus()
        for each in keys:
            QTest.keyClick(box, each)

    return Step(name, do)


def menu(scene: Scene, choice: Choice) -> Step | None:
    """Something from the menu bar."""
    if not scene.is_window or scene.studio is None:
        return None
    found = choice.by_name(menu_actions(scene.studio.window))
    return found and Step(found[0], found[1].trigger)


def context_menu(scene: Scene, choice: Choice) -> Step | None:
    """The right mouse button on a text or a list."""
    found = choice.of([*scene.lists(), *scene.fields()])
    if found is None:
        return None
    name, widget = found
    widget = widget.viewport() if hasattr(widget, "viewport") else widget
    at = _inside(widget)

    def do() -> None:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.postEvent(widget, event)

    return Step(name, do)


def resize(scene: Scene, choice: Choice) -> Step | None:
    """Another size of the window or dialog."""
    width, height = choice.chance.randrange(640, 1700), choice.chance.randrange(420, 1100)
    return Step(f"{width} x {height}", lambda: scene.root.resize(width, height))


def drop(scene: Scene, choice: Choice) -> Step | None:
    """A file dropped onto the window."""
    if not scene.is_window or scene.studio is None:
        return None
    found = choice.by_name({path.name: path for path in monkey_files.to_open(choice.files)})
    dropped = scene.studio.window.dropped
    return found and Step(found[0], lambda: dropped.emit(found[1]))


def rest(_scene: Scene, choice: Choice) -> Step | None:
    """Nothing; time passes."""
    return Step("", lambda: None)


def away(scene: Scene, _choice: Choice) -> Step | None:
    """Another program comes to the front, and Mentee again."""
    if not scene.is_window:
        return None

    def do() -> None:
        for kind in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowActivate):
            QApplication.sendEvent(scene.root, QEvent(kind))
        if scene.studio is not None:
            scene.studio.window.look_again()

    return Step("", do)


ACTS: dict[str, tuple[Act, int]] = {
    "press": (press, 14),
    "key": (key, 12),
    "paste": (paste, 14),
    "dictate": (dictate, 5),
    "click": (click, 18),
    "row": (row, 12),
    "tab": (tab, 3),
    "choose": (choose, 5),
    "menu": (menu, 12),
    "context_menu": (context_menu, 3),
    "popup": (monkey_dialogs.popup, 0),
    "resize": (resize, 1),
    "drop": (drop, 2),
    "leave": (monkey_dialogs.leave, 5),
    "go_on": (monkey_dialogs.go_on, 12),
    "answer_file": (monkey_dialogs.answer_file, 0),
    "passphrase": (monkey_dialogs.passphrase, 3),
    "rest": (rest, 2),
    "away": (away, 1),
}
"""Every act by its name, and how often it is drawn."""


def drawn(scene: Scene, chance: random.Random) -> str:
    """Which act comes next. What is in front decides where only one thing can be done."""
    if isinstance(scene.root, QMenu):
        return "popup"
    if isinstance(scene.root, QFileDialog):
        return "answer_file"
    if isinstance(scene.root, UnlockDialog | PassphraseDialog) and chance.random() < 0.5:
        return "passphrase"
    if (
        isinstance(scene.root, QWizard | PlainMessage | RestoreDialog | EverythingDialog)
        and chance.random() < 0.5
    ):
        return "go_on"
    return chance.choices(list(ACTS), [often for _act, often in ACTS.values()])[0]


def menu_actions(window: Any) -> dict[str, QAction]:
    """Everything in the menu bar but what quits, by its words."""
    found: dict[str, QAction] = {}
    for each in window.menuBar().actions():
        found |= monkey_dialogs.actions_of(each.menu())
    return {name: action for name, action in found.items() if name != "Quit"}


def _key(scene: Scene, choice: Choice, keys: list[str]) -> Step:
    often = [each for each in keys if each in _OFTEN]
    drawn = choice.chance.choice([*keys, *often, *often])
    words = choice.wanted if choice.wanted in keys else drawn
    pressed, root = QKeySequence(words)[0], scene.root

    def do() -> None:
        at = QApplication.focusWidget()
        at = at if at is not None and at.window() is root.window() else root
        QTest.keyClick(at, pressed.key(), pressed.keyboardModifiers())

    return Step(words, do)


def _text_for(field: QLineEdit | QPlainTextEdit, choice: Choice) -> tuple[str, str]:
    """What is typed into a field, and the mark in it that must not be lost; "" where the field keeps no text."""
    chance = choice.chance
    if isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal:
        return chance.choice(monkey_dialogs.PASSPHRASES), ""
    if is_a_number(field) or not takes_text(field):
        return chance.choice(READABLE), ""
    text, mark = chance.choice(TEXTS), f"mark{chance.randrange(10**7)}"
    return f"{text} {mark} ", "" if field_of(field) in _TAKEN_WHEN_LEFT else mark


def _inside(widget: QWidget) -> QPoint:
    """A point of it that is on screen."""
    region = widget.visibleRegion()
    return (next(iter(region)) if not region.isEmpty() else widget.rect()).center()
