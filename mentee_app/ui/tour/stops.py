"""The stops of the tour: every screen of the window, empty and over the sample, and every dialog."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from mentee_app.domain.goals import Status
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import goals, network, relationships, sessions
from mentee_app.ui.asking.about_me import AboutMeDialog
from mentee_app.ui.export.document_dialog import DocumentDialog
from mentee_app.ui.sessions.templates_dialog import TemplatesDialog
from mentee_app.ui.tour.corners import corners, narrow
from mentee_app.ui.tour.exchange import exchange
from mentee_app.ui.tour.tour import Stop
from mentee_app.ui.widgets.message import PlainMessage


def stops(studio: Any, fill: Callable[[], object]) -> Iterator[Stop]:
    """All stops of the window in `studio` (see gui.py); `fill` puts the sample in after the empty screens."""
    window, desk = studio.window, studio.desk
    yield from _tabs(window, "empty-")
    yield Stop("today", lambda: _do(fill, window.tabs.setCurrentIndex, 0, window))
    yield from list(_tabs(window, ""))[1:]
    yield Stop("today-page-2", lambda: _lower_today(window))
    yield from _scrolled(window)
    yield from _practice(studio)
    yield Stop("sessions-filtered", lambda: _filtered(window, "boat"))
    yield Stop("sessions-nothing-fits", lambda: _filtered(window, "no such word"))
    yield Stop("undo-bar", lambda: _deleted(window))
    yield from _wizard(studio)
    yield from _other_results(studio)
    yield from _dialogs(window, desk)
    yield from exchange(studio)
    yield Stop("not-saved", lambda: _troubled(window))
    yield Stop("small-window", lambda: _small(window, desk))
    yield from narrow(window, "small")
    yield Stop("zoom-200", lambda: _zoomed(window, desk, 200))
    yield from narrow(window, "zoom-200")
    yield Stop("zoom-back", lambda: _zoomed(window, desk, 100))


def _do(fill: Callable[[], object], show: Callable[[int], None], index: int, window: QWidget) -> QWidget:
    fill()
    show(index)
    return window


def _tabs(window: Any, prefix: str) -> Iterator[Stop]:
    for index, name in enumerate(("today", "mentors", "goals", "sessions", "advice", "requests", "network")):
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


def _lower_today(window: Any) -> QWidget:
    window.tabs.setCurrentIndex(0)
    bar = window.tab(0).findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.pageStep() - 40)
    return window


def _practice(studio: Any) -> Iterator[Stop]:
    """What the practice is made of, beyond the first look at each tab."""
    window, desk = studio.window, studio.desk
    apprenticed, ended, paused = (_person_who(each) for each in ("apprenticeship", "ended", "paused"))
    people = (("mentor-apprenticeship", apprenticed), ("mentor-ended", ended), ("mentor-paused", paused))
    for name, person in people:
        yield Stop(name, partial(_opened, window, Kind.PEOPLE, person))
        yield Stop(f"{name}-page-2", _scroller(window, Kind.PEOPLE, 1))
    yield Stop("goal-progress", lambda: _goal_with_progress(window))
    yield Stop("goal-progress-page-2", _scroller(window, Kind.GOALS, 1))
    yield Stop("goal-ended", lambda: _ended_goal(window))
    for kind, name in ((Kind.QUESTIONS, "questions"), (Kind.CHALLENGES, "challenges")):
        yield Stop(f"advice-{name}", partial(_advice_kind, window, kind))
    yield Stop("advice-back", partial(_advice_kind, window, Kind.ADVICE))
    yield Stop("advice-page-2", _scroller(window, Kind.ADVICE, 1))
    for view in ("coverage", "picture", "people"):
        yield Stop(f"network-{view}", partial(_network_view, window, view))
    yield Stop("network-person", lambda: _opened(window, Kind.CONTACTS, _person_who("network")()))
    yield Stop("network-person-page-2", _scroller(window, Kind.CONTACTS, 1))
    yield from _rooms(studio, desk)


def _rooms(studio: Any, desk: Any) -> Iterator[Stop]:
    """The dialogs of the practice, one after the other."""
    shown: list[Any] = []

    def opened(make: Callable[[], Any]) -> Callable[[], QWidget]:
        def show() -> QWidget:
            while shown:
                shown.pop().close()
            before = set(studio.window.findChildren(QDialog))
            make()
            shown.extend(set(studio.window.findChildren(QDialog)) - before)
            return shown[0]

        return show

    yield Stop("prepare", opened(lambda: studio.prepare(_planned(desk))))
    yield Stop("prepare-page-2", lambda: _lower_dialog(shown[0]))
    yield Stop("search-empty", opened(lambda: studio.open("search")))
    yield Stop("search", lambda: _typed(shown[0], "boat"))
    yield Stop("search-nothing", lambda: _typed(shown[0], "no such word at all"))
    yield Stop("areas", opened(lambda: studio.open("areas")))
    yield Stop("trash", opened(partial(_trash, studio)))
    yield Stop("practice-closed", lambda: _closed(shown.pop(), studio.window))
    mentor = _person_who("apprenticeship")
    yield from corners(studio.window, desk, mentor, lambda: _planned(desk))


def _planned(desk: Any) -> int:
    return sessions.next_planned(int(desk.now().timestamp()), 1)[0].id


def _person_who(which: str) -> Callable[[], int]:
    """The first person of the sample in such a relationship; "network": one who is no mentor."""

    def find() -> int:
        if which == "network":
            every = network.ids(network.Filter(today=date.today(), only=network.Only.NO_MENTOR))
            return every[0]
        rows = relationships.all_relationships()
        return next(row.person for row in rows if which in (row.kind.value, row.status.value))

    return find


def _opened(window: Any, kind: Kind, find: Callable[[], int] | int) -> QWidget:
    window.show_tab(kind)
    window.tab_of(kind).open_one(find if isinstance(find, int) else find())
    return window


def _goal_with_progress(window: Any) -> QWidget:
    rows = goals.page(goals.ids(goals.Filter(status=Status.OPEN)))
    return _opened(window, Kind.GOALS, max(rows, key=lambda row: row.percent or 0).id)


def _ended_goal(window: Any) -> QWidget:
    return _opened(window, Kind.GOALS, goals.ids(goals.Filter(status=Status.REACHED))[0])


def _advice_kind(window: Any, kind: Kind) -> QWidget:
    window.show_tab(Kind.ADVICE)
    window.tab_of(Kind.ADVICE).show_kind(kind)
    return window


def _network_view(window: Any, view: str) -> QWidget:
    window.show_tab(Kind.CONTACTS)
    tab = window.tab_of(Kind.CONTACTS)
    tab.show_view(type(tab.view)(view))
    return window


def _typed(dialog: Any, words: str) -> QWidget:
    dialog.line.setText(words)
    return dialog


def _lower_dialog(dialog: Any) -> QWidget:
    bar = dialog.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.pageStep() - 40)
    return dialog


def _trash(studio: Any) -> None:
    """With something in it, which is brought back at once."""
    goal = goals.ids(goals.Filter())[-1]
    deed = studio.desk.goals.trash(goal)
    studio.open("trash")
    studio.desk.deeds.undo(deed)


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
    " and say what they see. I want to shadow her, but I decide for myself."
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
    yield Stop("wizard-phrases", lambda: _phrases(shown[0]))
    yield Stop("wizard-phrase-used", lambda: _phrase_used(shown[0]))
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


def _phrases(wizard: Any) -> QWidget:
    part = wizard.result_page.phrases
    part.fold.set_open(True)
    wizard.step.findChild(QScrollArea).ensureWidgetVisible(part.fold, 0, 400)
    return wizard


def _phrase_used(wizard: Any) -> QWidget:
    use = wizard.result_page.phrases.use
    if use:
        next(iter(use.values())).click()
    return wizard


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

        return TemplatesDialog(desk, window)

    yield Stop("about-me", open_dialog(lambda: AboutMeDialog(desk, window)))
    yield Stop("log-session", open_dialog(log_session))
    yield Stop("plan-session", open_dialog(plan_session))
    yield Stop("my-templates", open_dialog(my_templates))
    yield Stop("save-pdf", open_dialog(lambda: DocumentDialog(desk, window)), lambda: _drawn(shown))
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


def _small(window: Any, desk: Any) -> QWidget:
    desk.notices.saved.emit()
    window.resize(900, 600)
    return window


def _zoomed(window: Any, desk: Any, percent: int) -> QWidget:
    desk.theme.set_zoom(percent)
    window.resize(1180, 760)
    return window
