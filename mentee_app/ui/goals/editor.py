"""One goal in place, like an independent study: how it stands, what it expands, its steps, check-ins, and its end."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.goals import ENDED, GoalDraft, Status
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import goals, kept
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemList
from mentee_app.ui.goals.about_it import AboutIt
from mentee_app.ui.goals.form import GoalForm
from mentee_app.ui.goals.progress import Progress
from mentee_app.ui.goals.steps import steps
from mentee_app.ui.goals.summary import Summary
from mentee_app.ui.lists.noun_tab import Editor
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.heading import TitleRow
from mentee_app.ui.widgets.later import later

_SETTLED_MS = 100


class GoalEditor(Editor):
    """Shows one goal; everything is saved as it is typed."""

    shows = frozenset(
        {
            Kind.GOALS,
            Kind.MILESTONES,
            Kind.CHECK_INS,
            Kind.AREAS,
            Kind.RELATIONSHIPS,
            Kind.PEOPLE,
            Kind.SESSIONS,
            Kind.ADVICE,
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._id: int | None = None
        self._head = TitleRow(self.delete_wanted)
        self.title = self._head.title
        self.summary = Summary()
        self.check_in = self.summary.check_in
        self.form = GoalForm(desk)
        self.milestones = ItemList(desk, steps(desk, self._finish_step))
        self.progress = Progress(desk)
        self.about_it = AboutIt(desk)
        self._build()
        self._connect()

    def show_one(self, id: int) -> None:
        shown = kept.one(GoalDraft, id)
        if shown:
            self._id = id
            self.form.show_kept(shown)
            self.milestones.show_owner(id)
            self.progress.show_goal(shown)
            self._show_around()

    def show_part(self, id: int) -> None:
        form: Any = self.milestones.form_of(id) or self.progress.form_of(id)
        if form:
            self._go_to(form, form.start_typing)

    def refresh(self) -> None:
        shown = kept.one(GoalDraft, self._id)
        if shown:
            self.form.reload()
            self.milestones.reload()
            self.progress.reload(shown)
            self._show_around()

    def flush(self) -> bool:
        return all([self.form.flush(), self.milestones.flush(), self.progress.flush()])

    def start_typing(self, fresh: bool = False) -> None:
        self.form.name.start_typing(fresh)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        for part in (
            self._head,
            self.summary,
            self.form,
            self.milestones,
            self.progress,
            self.about_it,
        ):
            column.addWidget(part)

    def _connect(self) -> None:
        self.check_in.clicked.connect(self._on_check_in)
        key = QShortcut(QKeySequence("Ctrl+Shift+I"), self)
        key.activated.connect(self._on_check_in)
        self.summary.status_wanted.connect(self._on_status_wanted)
        self.summary.look_wanted.connect(self._on_look_wanted)
        self.summary.step_done.connect(self._on_step_done)

    def _on_changed(self, change: Change) -> None:
        """What is typed here is not shown again where it is typed, only where it is summed up."""
        lists = (self.milestones, self.progress.list)
        own = (self.form, self.form.ending, *lists, *(form for each in lists for form in each.forms()))
        if change.origin not in own:
            super()._on_changed(change)
        elif self.shows & change.kinds:
            self._ask(self._show_around)
            if change.origin is self.form.ending:
                self._ask(self.progress.list.reload)

    def _show_around(self) -> None:
        """Show what is summed up from the goal and all that belongs to it."""
        shown = kept.one(GoalDraft, self._id)
        rows = goals.page([self._id]) if shown else []
        if not shown or not rows:
            return
        last = next((each.draft.held_on for each in goals.check_ins(shown.id)), None)
        self.title.setText(shown.draft.title)
        self.summary.show_goal(shown.draft, rows[0], last, self._desk.today())
        self.form.show_around(shown)
        self.progress.show_line(shown)
        self.about_it.show_goal(shown.id)

    def _on_check_in(self) -> None:
        if not self.check_in.isVisible():  # it has ended
            return
        form = self.progress.check_in()
        if form:
            self._go_to(form, form.start_typing)

    def _on_status_wanted(self, status: Status) -> None:
        if self._decide(
            lambda id: self._desk.goals.set_status(id, status, self._desk.today()), words.of(status)
        ):
            if status in ENDED:
                self._go_to(self.form.ending, self.form.ending.start_typing)
            else:
                self.check_in.setFocus()

    def _on_look_wanted(self, day: date | None) -> None:
        said = _("Looked at it")
        if day:
            said = _("Look at it again {day}").format(day=days.spoken(day, self._desk.today()))
        self._decide(lambda id: self._desk.goals.look_again_on(id, day), said)

    def _on_step_done(self) -> None:
        step = goals.next_step(self._id or 0)
        if step is not None:
            self._finish_step(step, self._desk.today())

    def _finish_step(self, id: int, day: date | None) -> None:
        said = _("Done") if day else _("Not done yet")
        self._decide(lambda _goal: self._desk.milestones.finish(id, day), said, of=id)

    def _decide(self, decide: Callable[[int], int], said: str, of: int | None = None) -> bool:
        """Do something that can be undone, and offer to undo it; whether it was done."""
        if self._id is None or not self.flush():
            return False
        try:
            deed = decide(self._id)
            name = goals.title_of(of if of is not None else self._id)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return False
        self._desk.notices.undoable.emit(
            _("{decision}: “{name}”").format(decision=said, name=one_line(name)), deed
        )
        return True

    def _go_to(self, part: Form | QWidget, start: Callable[[], None]) -> None:
        """Scroll to a part, and again once the undo bar has its place, and put the focus into it."""
        start()
        for wait in (0, _SETTLED_MS):
            later(wait, part, partial(_scroll_to, part))


def _scroll_to(part: QWidget) -> None:
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(part, 0, theme.MARGIN)
