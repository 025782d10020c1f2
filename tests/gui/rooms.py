"""Every room of the real window, one after another: each tab with a bit of everything in it, and every dialog.

For tests that walk through the whole app: what can be typed in, and what is shown, is found by walking the widgets.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from mentee_app.domain.goals import ENDED, GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import earlier, goals, kept, relationships, sessions
from mentee_app.ui.forms.fields import Field
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.note_edit import NoteEdit

_FAR = 4_102_444_800
"""A second in 2100."""


READS = {
    "DayField", "MomentField", "NumberField", "PercentField", "IntervalField", "ZoneField", "_HeldOn", "_HeldField",
}  # fmt: skip
"""Fields that take a day, a time, a number or a zone: what cannot be read stays there, with a sentence."""


PLAIN_DOORS = (
    "about-me",
    "areas",
    "templates",
    "trash",
    "document",
    "calendar",
    "address-book",
    "tables",
    "everything",
    "duplicates",
    "restore",
    "second-folder",
)
"""The doors (see ui/doors.py) that need no more than to be opened."""
OTHER_DOORS = {"search", "import", "import-folder", "back-up", "folder", "version", "passphrase", "lock"}
"""One that is walked through with words in it, and seven that keep and show nothing that a person wrote."""


@dataclass(frozen=True)
class Room:
    """What is on screen: its name, and the widget that holds all of it."""

    name: str
    root: QWidget


def rooms(studio: Any) -> Iterator[Room]:
    """Go through the window of a furnished studio over the sample; each room is left when the next one is asked for."""
    for name, show in [*_places(studio), *_views(studio)]:
        show()
        yield _settled(name, studio.window)
    for name, make in _doors(studio):
        dialog = _made(studio, make)
        yield _settled(name, dialog)
        _leave(dialog)
    yield from _wizard(studio)


def fields(root: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """What a person can type in here and now, folds opened."""
    for fold in root.findChildren(Fold):
        fold.set_open(True)
    settle()
    found = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return [
        each
        for each in found
        if each.isVisibleTo(root)
        and each.isEnabled()
        and not each.isReadOnly()
        and each.window() is root.window()
    ]


def type_in(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Put `text` in place of what stands in a field, as pasting it does."""
    field.selectAll()
    if isinstance(field, QPlainTextEdit):
        field.insertPlainText(text)
    else:
        field.insert(text)


def takes_text(field: QWidget) -> bool:
    """Whether any text may be typed there: no day, time, number, zone, and not the inside of a Qt spin box."""
    return isValid(field) and field.isVisible() and not is_a_number(field) and field_of(field) not in READS


def field_of(widget: QWidget | None) -> str:
    """The class of the field that a widget stands for; "" for none."""
    while widget is not None and not widget.isWindow():
        found = widget.findChild(Field, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if found is not None:
            return type(found).__name__
        widget = widget.parentWidget()
    return ""


def typed(field: QLineEdit | QPlainTextEdit) -> str:
    """What stands in a field."""
    return field.text() if isinstance(field, QLineEdit | NoteEdit) else field.toPlainText()


def is_a_number(field: QWidget) -> bool:
    """Whether it is the inside of a Qt spin box, which takes digits only."""
    return isinstance(field.parent(), QAbstractSpinBox)


def settle() -> None:
    """Let everything that Qt put off happen."""
    for _again in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.instance().processEvents()


def _settled(name: str, root: QWidget) -> Room:
    settle()
    return Room(name, root)


def _places(studio: Any) -> list[tuple[str, Callable[[], object]]]:
    """The tabs, each at things that differ from each other."""
    window = studio.window
    found: list[tuple[str, Callable[[], object]]] = [("today", partial(window.tabs.setCurrentIndex, 0))]

    def add(name: str, kind: Kind, ids: dict[Any, int]) -> None:
        for which, id in ids.items():
            found.append((f"{name} {which}", partial(_open, window, kind, id)))

    people = {(row.kind.value, row.status.value): row.person for row in relationships.all_relationships()}
    add("mentor", Kind.PEOPLE, people)
    every = [kept.one(GoalDraft, goal.id) for goal in goals.names()]
    add("goal", Kind.GOALS, {("ended" if each.draft.status in ENDED else "open"): each.id for each in every})
    meetings = [kept.one(SessionDraft, id) for id in _ids_of(window, Kind.SESSIONS)]
    add("session", Kind.SESSIONS, {each.draft.status.value: each.id for each in meetings})
    for kind in (Kind.ADVICE, Kind.QUESTIONS, Kind.CHALLENGES):
        ids = window.tab_of(Kind.ADVICE).list_of(kind).panel.ids()
        add(kind.value, Kind.ADVICE, dict(enumerate(ids[:3])))
    asked = [kept.one(RequestDraft, id) for id in _ids_of(window, Kind.REQUESTS)]
    add("request", Kind.REQUESTS, {_said(each.draft): each.id for each in asked})
    add("person", Kind.CONTACTS, dict(enumerate(_ids_of(window, Kind.CONTACTS)[:3])))
    return found


def _said(draft: RequestDraft) -> str:
    return draft.outcome or "half done"


def _ids_of(window: Any, kind: Kind) -> list[int]:
    window.show_tab(kind)
    return list(window.tab_of(kind).panel.ids())


def _open(window: Any, kind: Kind, id: int) -> None:
    window.show_tab(kind)
    window.tab_of(kind).open_one(id)


def _views(studio: Any) -> list[tuple[str, Callable[[], object]]]:
    from mentee_app.ui.network.tab import View

    def show(view: View) -> None:
        studio.window.show_tab(Kind.CONTACTS)
        studio.window.tab_of(Kind.CONTACTS).show_view(view)

    def pause() -> None:
        active = next(row for row in relationships.all_relationships() if row.status.value == "active")
        _open(studio.window, Kind.PEOPLE, active.person)
        studio.window.tab_of(Kind.PEOPLE).editor.glance.pause.click()

    return [*((view.value, partial(show, view)) for view in reversed(View)), ("pause", pause)]


def _doors(studio: Any) -> list[tuple[str, Callable[[], object]]]:
    """The dialogs, and how each is opened."""
    from mentee_app.ui.advice.under_question import UnderQuestion
    from mentee_app.ui.forms.versions_dialog import VersionsDialog
    from mentee_app.ui.widgets.message import PlainMessage

    window, desk = studio.window, studio.desk
    planned = sessions.next_planned(int(desk.now().timestamp()), 1)[0]

    def found() -> None:
        studio.open("search")
        window.findChild(QDialog).line.setText("img")

    def move() -> None:
        _open(window, Kind.SESSIONS, planned.id)
        window.tab_of(Kind.SESSIONS).editor.head.move_wanted.emit()

    def closing() -> None:
        active = next(row for row in relationships.all_relationships() if row.status.value == "active")
        _open(window, Kind.PEOPLE, active.person)
        window.tab_of(Kind.PEOPLE).editor.glance.ending_wanted.emit()

    def under() -> None:
        advice = window.tab_of(Kind.ADVICE).list_of(Kind.ADVICE).panel.ids()
        UnderQuestion(desk, list(advice[:1]), window).open()

    def versions() -> None:
        rows = [
            each for each in (earlier.versions(id, "notes") for id in _ids_of(window, Kind.SESSIONS)) if each
        ]
        VersionsDialog(goals.names()[0].title, rows[0] if rows else [], window).open()

    def message() -> None:
        PlainMessage(window, goals.names()[0].title, goals.names()[0].title, "Yes", "No").open()

    plain = [(name, partial(studio.open, name)) for name in PLAIN_DOORS]
    return [
        *plain,
        ("search", found),
        ("log", partial(studio.go, _new_session())),
        ("plan", studio.plan),
        ("prepare", lambda: studio.prepare(planned.id)),
        ("move", move),
        ("closure", closing),
        ("under a question", under),
        ("versions", versions),
        ("message", message),
    ]


def _new_session() -> Any:
    from mentee_app.ui.desk.notices import Place

    return Place(Kind.SESSIONS)


def _made(studio: Any, make: Callable[[], object]) -> Any:
    before = set(studio.window.findChildren(QDialog))
    make()
    return next(dialog for dialog in studio.window.findChildren(QDialog) if dialog not in before)


def _leave(dialog: Any) -> None:
    """Close it, unless it was kept and so is gone."""
    if isValid(dialog):
        dialog.close()
    settle()


def _wizard(studio: Any) -> Iterator[Room]:
    """Every page, and the results that differ: one to follow, one to ask, both at once."""
    for answers in ("1212121", "2121213", "3333332"):
        wizard = studio.open_wizard(None)
        yield _settled("wizard words", wizard)
        wizard.next()
        yield _settled("wizard checks", wizard)
        for _check in range(4):
            wizard.step.take_number(3)
        wizard.next()
        for answer in answers:
            yield _settled(f"wizard {wizard.step.key}", wizard)
            wizard.step.take_number(int(answer))
        yield _settled("wizard result", wizard)
        next((each for each in _buttons(wizard) if each.text() == "Next steps"), QPushButton()).click()
        yield _settled("wizard next steps", wizard)
        _leave(wizard)


def _buttons(root: QWidget) -> list[QPushButton]:
    return [button for button in root.findChildren(QPushButton) if button.isVisibleTo(root)]
