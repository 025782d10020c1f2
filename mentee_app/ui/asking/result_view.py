"""A judged request and all that can be done about it, at the end of the wizard and in the Requests tab."""

import dataclasses
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.domain.requests import OwnChoice
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.asking import judged_request
from mentee_app.ui.asking.answer_list import AnswerList
from mentee_app.ui.asking.both import AskBoth
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.asking.judged_request import Asked
from mentee_app.ui.asking.next_steps import AskSteps
from mentee_app.ui.asking.other_doors import BetterDoors, NotClear
from mentee_app.ui.asking.verdict_part import OwnChoiceForm, VerdictPart
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.screen import Screen
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.prose import emptied, put, stack
from mentee_app.wizard import engine


class ResultView(Screen):
    """`answer_wanted` carries the question whose answer the person wants to change; `besides` is shown with it.

    `steps_changed` when other next steps are shown than before.
    """

    answer_wanted = Signal(str)
    steps_changed = Signal()
    shows = frozenset(
        {Kind.REQUESTS, Kind.GOALS, Kind.PEOPLE, Kind.RELATIONSHIPS, Kind.AGREEMENT, Kind.ABOUT_ME}
    )

    def __init__(self, desk: Desk, *besides: QWidget) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._request: int | None = None
        self._shown_verdict: object = None
        self._shown_steps: object = None
        self.verdict: VerdictPart | None = None
        self.steps: AskSteps | AskBoth | BetterDoors | NotClear | None = None
        self.answers = AnswerList()
        self.change = Fold(_("Change an answer"), self.answers)
        self.own = OwnChoiceForm(desk)
        self.choose = Fold(_("Not right: I choose for myself"), self.own)
        self._build(besides)
        self.answers.answer_wanted.connect(self.answer_wanted)

    def show_request(self, request: int) -> None:
        """Show the request with this id, where it is judged; whoever calls this has seen `flush` succeed."""
        if request != self._request:
            self.change.set_open(False)
            self.choose.set_open(False)
            self._shown_verdict = self._shown_steps = None
        self._request = request
        self._stale = False
        self.refresh()

    def refresh(self) -> None:
        now = judged_request.asked(self._request) if self._request is not None else None
        if now is None or now.verdict is None:
            return
        draft = now.kept.draft
        verdict = (now.answers, draft.own_choice, draft.own_reason, draft.own_words)
        if self._shown_verdict != verdict:
            self._show_verdict(now)
            self._shown_verdict = verdict
        steps = (now.answers, now.direction)
        if self._shown_steps != steps and self._may_leave_steps():
            self._show_steps(now)
            self._shown_steps = steps
        elif isinstance(self.steps, AskSteps | AskBoth):
            self.steps.reload()

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return all([self.own.flush(), self._flush_steps()])

    def start(self) -> None:
        """Put the focus where the keyboard goes on from."""
        if self.verdict:
            self.verdict.next_steps.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def side_by_side(self) -> bool:
        """Whether the next steps have two columns, where there is room for them."""
        return isinstance(self.steps, AskBoth)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._hold()

    def _build(self, besides: tuple[QWidget, ...]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        top, self._top = stack(0)
        below, self._below = stack(0)
        column.addLayout(self._held(top, *besides, self.change, self.choose))
        column.addSpacing(theme.UNIT)
        self._next = section(_("Next steps"))
        column.addWidget(self._next)
        column.addWidget(below)
        column.addSpacing(theme.GROUP)
        for line in instrument().always:
            column.addWidget(caption(_(line)))
        column.addWidget(caption(_two_words()))

    def _held(self, *parts: QWidget) -> QHBoxLayout:
        """What is read, no wider than what reads well, also where the next steps take more."""
        self._read, column = stack(theme.UNIT)
        for part in parts:
            column.addWidget(part)
        self._hold()
        row = QHBoxLayout()
        row.addWidget(self._read, 1000)
        row.addStretch(1)
        return row

    def _hold(self) -> None:
        self._read.setMaximumWidth(theme.reading_width(self.font()) * 4 // 3)

    def _show_verdict(self, now: Asked) -> None:
        emptied(self._top)
        assert now.verdict is not None
        self.verdict = VerdictPart(now, now.verdict)
        self.verdict.answer_wanted.connect(self.answer_wanted)
        self.verdict.steps_wanted.connect(self.show_next_steps)
        put(self._top, self.verdict)
        self.answers.show_answers(now.answers)
        if self.own.shown is None or self.own.shown.id != now.kept.id:
            self.own.show_kept(now.kept)
        else:
            self.own.reload()

    def _flush_steps(self) -> bool:
        return self.steps.flush() if isinstance(self.steps, AskSteps | AskBoth) else True

    def _may_leave_steps(self) -> bool:
        """What is typed in the next steps of this request, and cannot be saved now, stays on screen."""
        return self._shown_steps is None or self._flush_steps()

    def _show_steps(self, now: Asked) -> None:
        emptied(self._below)
        self.steps = self._made_steps(now)
        put(self._below, self.steps)
        self.steps_changed.emit()

    def _made_steps(self, now: Asked) -> Any:
        assert now.verdict is not None
        if now.direction in (engine.APPRENTICESHIP, engine.MENTORING):
            return AskSteps(self._desk, now.direction, now.kept.id)
        if now.direction == engine.BOTH:
            return AskBoth(self._desk, now.kept.id)
        if now.direction == judged_request.NEITHER:
            first = now.verdict.neither_flag
            return BetterDoors((first, *(now.verdict.also or ())) if first else ())
        not_clear = NotClear()
        not_clear.choice_wanted.connect(self._on_choice_wanted)
        return not_clear

    def show_next_steps(self) -> None:
        """Bring the next steps to the top, and the keyboard to the first thing that can be done there."""
        above = self.parentWidget()
        while above and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above:
            bar = above.verticalScrollBar()
            bar.setValue(self._next.mapTo(above.widget(), QPoint(0, 0)).y())
            at = bar.value()
        first = next((each for each in self.steps.findChildren(QWidget) if _takes_keys(each)), self._next)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if above:
            bar.setValue(at)

    def _on_choice_wanted(self, choice: OwnChoice) -> None:
        if self._request is None:
            return
        try:
            now = self._desk.requests.current(self._request)
            self._desk.requests.save(now, dataclasses.replace(now.draft, own_choice=choice))
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
        self.refresh()


def _takes_keys(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabbed) and widget.isVisible() and widget.isEnabled()


def _two_words() -> str:
    return _(
        "How this app uses the two words. Apprenticeship: one person who has made it teaches you everything,"
        " and you follow in their footsteps for a while. Mentoring: you do your own work and make your own"
        " choices, with advice from one or more people. Both are listed under Mentors."
    )
