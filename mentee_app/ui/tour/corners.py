"""Further stops of the tour: the rooms that open from inside a page, and the fullest pages where there is little room."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.queries import questions
from mentee_app.queries.earlier import Version
from mentee_app.ui.tour.tour import Stop


def corners(window: Any, desk: Any, mentor: Callable[[], int], planned: Callable[[], int]) -> Iterator[Stop]:
    """From inside the page of a mentor (id) and of a planned session (id)."""
    shown: list[Any] = []

    def opened(make: Callable[[], object]) -> Callable[[], QWidget]:
        def show() -> QWidget:
            while shown:
                shown.pop().close()
            before = set(window.findChildren(QDialog))
            make()
            shown.extend(set(window.findChildren(QDialog)) - before)
            return shown[0]

        return show

    def closure() -> None:
        _page(window, Kind.PEOPLE, mentor()).editor.glance.end.click()

    def move() -> None:
        _page(window, Kind.SESSIONS, planned()).editor.head.move_on.click()

    def versions() -> None:
        from mentee_app.ui.forms.versions_dialog import VersionsDialog

        now = int(desk.now().timestamp() * 1000)
        texts = ("The first words.", "The first words, and then some more.\n\nA second paragraph.")
        kept = [Version(n, now - n * 86_400_000, text) for n, text in enumerate(texts, 1)]
        VersionsDialog("Notes", kept, window).show()

    yield Stop("question-with-advice", partial(_question, window))
    yield Stop("mentor-pause", lambda: _pause(window, mentor()))
    yield Stop("mentor-end-well", opened(closure))
    yield Stop("session-planned", lambda: _closed(shown, _page(window, Kind.SESSIONS, planned()).window()))
    yield Stop("session-move", opened(move))
    yield Stop("earlier-versions", opened(versions))
    yield Stop("corners-closed", lambda: _closed(shown, window))


def narrow(window: Any, prefix: str) -> Iterator[Stop]:
    """The fullest pages, in a window as it is now."""
    for index, name in ((0, "today"), (1, "mentors"), (2, "goals"), (4, "advice")):
        yield Stop(f"{prefix}-{name}", partial(_tab, window, index))
    for view in ("coverage", "picture", "people"):
        yield Stop(f"{prefix}-network-{view}", partial(_view, window, view))


def _page(window: Any, kind: Kind, id: int) -> Any:
    window.show_tab(kind)
    tab = window.tab_of(kind)
    tab.open_one(id)
    return tab


def _question(window: Any) -> QWidget:
    """The one with the most advice to compare."""
    every = questions.page(questions.ids(questions.Filter()))
    window.show_tab(Kind.ADVICE)
    tab = window.tab_of(Kind.ADVICE)
    tab.show_kind(Kind.QUESTIONS)
    tab.open_one(max(every, key=lambda row: row.advice).id)
    return window


def _pause(window: Any, mentor: int) -> QWidget:
    _page(window, Kind.PEOPLE, mentor).editor.glance.pause.click()
    return window


def _tab(window: Any, index: int) -> QWidget:
    window.tabs.setCurrentIndex(index)
    return window


def _view(window: Any, view: str) -> QWidget:
    window.show_tab(Kind.CONTACTS)
    tab = window.tab_of(Kind.CONTACTS)
    tab.show_view(type(tab.view)(view))
    return window


def _closed(shown: list[Any], window: QWidget) -> QWidget:
    while shown:
        shown.pop().close()
    return window
