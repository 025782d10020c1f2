"""Walks through every screen of the real window and takes a picture of each: the eye of whoever works on Mentee."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.about_me import AboutMeDialog
from mentee_app.ui.history_dialog import HistoryDialog
from mentee_app.ui.message import PlainMessage

_SETTLE_MS = 60
_LONGEST_MS = 20_000
_MARKER = ".mentee-tour"
"""Names the files that a tour made, one a line: these, and no others, are replaced by the next tour."""
_DOCUMENT = "history.pdf"
_PICTURE = re.compile(r"[0-9]{2,3}-[a-z0-9-]+\.png")


@dataclass(frozen=True)
class Stop:
    """One picture: its name, what leads there, and the widget that is photographed when it is `ready`."""

    name: str
    go: Callable[[], QWidget]
    ready: Callable[[], bool] = lambda: True


class Tour(QObject):
    """Goes from stop to stop, and says `finished` at the end."""

    finished = Signal()

    def __init__(self, stops: Sequence[Stop], folder: Path) -> None:
        super().__init__()
        self._stops = iter(stops)
        self._folder = folder
        self._stop: Stop | None = None
        self._waited = 0
        self.pictures: list[Path] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._on_settled)

    def start(self) -> None:
        """Go to the first stop."""
        self._next()

    def _next(self) -> None:
        self._stop = next(self._stops, None)
        self._waited = 0
        if self._stop is None:
            self.finished.emit()
            return
        self._shown = self._stop.go()
        self._timer.start()

    def _on_settled(self) -> None:
        self._waited += _SETTLE_MS
        if self._stop is None:
            return
        if not self._stop.ready() and self._waited < _LONGEST_MS:
            self._timer.start()
            return
        path = self._folder / f"{len(self.pictures) + 1:02}-{self._stop.name}.png"
        with (self._folder / _MARKER).open("a", encoding="utf-8") as marker:
            marker.write(f"{path.name}\n")
        self._shown.grab().save(str(path))
        self.pictures.append(path)
        self._next()


def make_folder(folder: Path) -> None:
    """Make the folder, or empty it of what an earlier tour made. Raises Trouble for a folder with other things in it."""
    try:
        str(folder).encode()
        folder.mkdir(parents=True, exist_ok=True)
        made = _made_by_a_tour(folder)
        if any(path.name not in made and _could_be_ours(path.name) for path in folder.iterdir()):
            raise _refused(folder)
        for name in made:
            (folder / name).unlink(missing_ok=True)
        (folder / _MARKER).write_text(f"{_DOCUMENT}\n", encoding="utf-8")
    except UnicodeEncodeError:
        sentence = _("{folder} is no name for a folder of pictures. Choose a plainer one.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(folder=folder), folder) from None
    except OSError as error:
        sentence = _("{folder} cannot be written: {why}.").format(folder=folder, why=error.strerror)
        raise Trouble(TroubleKind.NO_ACCESS, sentence, folder) from error


def _made_by_a_tour(folder: Path) -> set[str]:
    """The files that the last tour into this folder made, by its marker. Raises Trouble where no tour was here."""
    marker = folder / _MARKER
    if not any(folder.iterdir()):
        return set()
    if marker.is_symlink() or not marker.is_file():
        raise _refused(folder)
    return {name for name in marker.read_text("utf-8", "replace").splitlines() if _could_be_ours(name)}


def _could_be_ours(name: str) -> bool:
    return name == _DOCUMENT or _PICTURE.fullmatch(name) is not None


def _refused(folder: Path) -> Trouble:
    sentence = _(
        "{folder} holds files that no tour made, and they could be lost. Choose a new or an empty folder."
    )
    return Trouble(TroubleKind.NOT_EMPTY, sentence.format(folder=folder), folder)


def stops(studio: Any, fill: Callable[[], object]) -> Iterator[Stop]:
    """All stops of the window in `studio` (see gui.py); `fill` puts the sample in after the empty screens."""
    window, desk = studio.window, studio.desk
    yield from _tabs(window, "empty-")
    yield Stop("today", lambda: _do(fill, window.tabs.setCurrentIndex, 0, window))
    yield from list(_tabs(window, ""))[1:]
    yield from _scrolled(window)
    yield Stop("sessions-filtered", lambda: _filtered(window, "boat"))
    yield Stop("sessions-nothing-fits", lambda: _filtered(window, "no such word"))
    yield Stop("undo-bar", lambda: _deleted(window))
    yield from _wizard(studio)
    yield from _other_results(studio)
    yield from _dialogs(window, desk)
    yield Stop("not-saved", lambda: _troubled(window))
    yield Stop("small-window", lambda: _small(window))
    yield Stop("zoom-200", lambda: _zoomed(window, desk, 200))
    yield Stop("zoom-back", lambda: _zoomed(window, desk, 100))


def _do(fill: Callable[[], object], show: Callable[[int], None], index: int, window: QWidget) -> QWidget:
    fill()
    show(index)
    return window


def _tabs(window: Any, prefix: str) -> Iterator[Stop]:
    for index, name in enumerate(("today", "mentors", "goals", "sessions", "requests")):
        yield Stop(prefix + name, _shower(window, index))


def _shower(window: Any, index: int) -> Callable[[], QWidget]:
    def show() -> QWidget:
        window.tabs.setCurrentIndex(index)
        return window

    return show


def _scrolled(window: Any) -> Iterator[Stop]:
    for kind, name in ((Kind.PEOPLE, "mentors"), (Kind.GOALS, "goals"), (Kind.SESSIONS, "sessions")):
        for page in (1, 2):
            yield Stop(f"{name}-page-{page + 1}", _scroller(window, kind, page))
    yield Stop("sessions-held", lambda: _held(window))
    for page in (1, 2, 3):
        yield Stop(f"sessions-held-page-{page + 1}", _scroller(window, Kind.SESSIONS, page))


def _scroller(window: Any, kind: Kind, page: int) -> Callable[[], QWidget]:
    def scroll() -> QWidget:
        window.show_tab(kind)
        bar = window.tab_of(kind).scroll_bar
        bar.setValue(page * (bar.pageStep() - 40))
        return window

    return scroll


def _held(window: Any) -> QWidget:
    window.show_tab(Kind.SESSIONS)
    tab = window.tab_of(Kind.SESSIONS)
    tab.open_one(tab.panel.list.rows.id_at(min(6, tab.panel.list.rows.rowCount() - 1)))
    return window


def _filtered(window: Any, words: str) -> QWidget:
    window.show_tab(Kind.SESSIONS)
    panel = window.tab_of(Kind.SESSIONS).panel
    panel.filter.setText(words)
    panel.refresh()
    return window


def _deleted(window: Any) -> QWidget:
    window.show_tab(Kind.GOALS)
    window.tab_of(Kind.SESSIONS).panel.clear_filter()
    window.tab_of(Kind.GOALS).delete_shown()
    return window


_WORDS = (
    "I would like somebody who has opened their own bakery to look at my plan with me now and then,"
    " and say what they see. I will do the work myself."
)


def _wizard(studio: Any) -> Iterator[Stop]:
    shown: list[Any] = []

    def begin() -> QWidget:
        studio.window.undo_last()
        shown.append(studio.open_wizard(None))
        shown[0].steps["words"].edit.setPlainText(_WORDS)
        return shown[0]

    yield Stop("wizard-words", begin)
    yield Stop("wizard-checks", partial(_turned, shown))
    for check in range(4):
        yield Stop(f"wizard-check-{check + 1}", partial(_answered, shown, 3))
    yield Stop("wizard-who-decides", partial(_turned, shown))
    names = ("whose-path", "how-many", "how-much", "a-week", "yardstick", "field", "result")
    for name, number in zip(names, (2, 1, 2, 1, 2, 1, 3)[: len(names)], strict=True):
        yield Stop(f"wizard-{name}", partial(_turned, shown, number))
    yield Stop("wizard-result-below", lambda: _lower(shown[0]))
    yield Stop("wizard-closed", lambda: _closed(shown[0], studio.window))


_OTHER_RESULTS = (
    (
        "apprenticeship",
        "I want to learn all of it from her, at her side.",
        (3, 3, 3, 3),
        (1, 2, 1, 2, 1, 2, 1),
    ),
    ("both", "I want his craft, and I have a question of my own.", (3, 3, 3, 3), (3, 3, 3, 3, 3, 3, 2)),
    ("not-clear", "", (3, 3, 3, 3), (4, 4, 4, 4, 4, 4, 4)),
    ("neither", "Could you put my name forward for the job?", (1, 3, 3, 3), (2, 4, 4, 4, 4, 4, 4, 4)),
    ("feelings", "I do not want to live any more.", (3, 3, 3, 1), (2, 4, 4, 4, 4, 4, 4, 4)),
)


def _other_results(studio: Any) -> Iterator[Stop]:
    """The question that is asked only sometimes, and every other kind of result."""
    shown: list[Any] = []

    def answered(words: str, numbers: tuple[int, ...]) -> QWidget:
        while shown:
            shown.pop().close()
        shown.append(studio.open_wizard(None))
        shown[0].steps["words"].edit.setPlainText(words)
        shown[0].next()
        for number in numbers[:4]:
            shown[0].step.take_number(number)
        shown[0].next()
        for number in numbers[4:]:
            shown[0].step.take_number(number)
        return shown[0]

    yield Stop("wizard-without-it", partial(answered, _OTHER_RESULTS[3][1], (1, 3, 3, 3)))
    for name, words, checks, items in _OTHER_RESULTS:
        yield Stop(f"result-{name}", partial(answered, words, (*checks, *items)))
    yield Stop("results-closed", lambda: _closed(shown.pop(), studio.window))


def _turned(shown: list[Any], number: int = 0) -> QWidget:
    """Answer the shown question, which goes on; a page without questions is left by Next."""
    wizard = shown[0]
    if not wizard.step.take_number(number):
        wizard.next()
    return wizard


def _answered(shown: list[Any], number: int) -> QWidget:
    shown[0].step.take_number(number)
    return shown[0]


def _lower(wizard: Any) -> QWidget:
    bar = wizard.step.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.pageStep())
    return wizard


def _closed(wizard: Any, window: QWidget) -> QWidget:
    wizard.close()
    return window


def _dialogs(window: Any, desk: Any) -> Iterator[Stop]:
    shown: list[Any] = []

    def open_dialog(make: Callable[[], Any]) -> Callable[[], QWidget]:
        def show() -> QWidget:
            if shown:
                shown.pop().close()
            shown.append(make())
            shown[0].show()
            return shown[0]

        return show

    def log_session() -> QWidget:
        from mentee_app.ui.sessions.log_dialog import LogDialog

        return LogDialog(desk, window)

    def plan_session() -> QWidget:
        from mentee_app.domain.series import Rule
        from mentee_app.ui.sessions.plan_dialog import PlanDialog

        dialog = PlanDialog(desk, window)
        dialog.rule.show_value(Rule.MONTHLY_WEEKDAY)
        dialog.rule.edited.emit()
        return dialog

    def my_templates() -> QWidget:
        from mentee_app.ui.templates_dialog import TemplatesDialog

        return TemplatesDialog(desk, window)

    yield Stop("about-me", open_dialog(lambda: AboutMeDialog(desk, window)))
    yield Stop("log-session", open_dialog(log_session))
    yield Stop("plan-session", open_dialog(plan_session))
    yield Stop("my-templates", open_dialog(my_templates))
    yield Stop("save-pdf", open_dialog(lambda: HistoryDialog(desk, window)), lambda: _drawn(shown))
    yield Stop("save-pdf-page-2", lambda: _page(shown[0], 2), lambda: _drawn(shown))
    yield Stop(
        "message",
        open_dialog(lambda: PlainMessage(window, _("Close?"), _("One thing."), _("Close"), _("Stay"))),
    )
    yield Stop("after-dialogs", lambda: _closed(shown.pop(), window))


def _drawn(shown: list[Any]) -> bool:
    return bool(shown) and shown[0].preview.pages > 0 and not shown[0].preview.busy


def _page(dialog: Any, page: int) -> QWidget:
    dialog.preview.turn_to(page)
    return dialog


def _troubled(window: Any) -> QWidget:
    window.show_tab(Kind.SESSIONS)
    window.say(_("The disk is full, so nothing more can be saved. Make some room and try again."))
    return window


def _small(window: Any) -> QWidget:
    window.resize(900, 600)
    return window


def _zoomed(window: Any, desk: Any, percent: int) -> QWidget:
    desk.theme.set_zoom(percent)
    window.resize(1180, 760)
    return window
