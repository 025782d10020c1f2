"""The head of a goal: how it stands at a glance, what is due, its next step, and what can be done with the whole of it."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain import goals as rules
from mentee_app.domain.goals import ENDED, GoalDraft, Status
from mentee_app.i18n import _
from mentee_app.queries.goals import GoalRow
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption


class Summary(QWidget):
    """Says `status_wanted` (Status), `look_wanted` (the next day, or None) and `step_done`."""

    status_wanted = Signal(object)
    look_wanted = Signal(object)
    step_done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = caption("")
        self.due = caption("")
        dress(self.due, Role.OVERDUE)
        self.step = PlainLabel("", wrap=True)
        self.step_button = QPushButton(icon("check"), _("Done"))
        self.step_button.clicked.connect(self.step_done)
        self.check_in = QPushButton(icon("flag"), _("Check in"))
        self.check_in.setToolTip(_("Say how far you are today (Ctrl+Shift+I)"))
        self.look = QToolButton()
        self._menu = QMenu(self.look)
        self.statuses: dict[Status, QPushButton] = {}
        self._build()

    def show_goal(self, draft: GoalDraft, row: GoalRow, checked_on: date | None, today: date) -> None:
        """Show how the goal stands; `row` is the same goal in the list, `checked_on` the day of its last check-in."""
        self.line.setText(" · ".join(_parts(draft, row, checked_on, today)))
        due = _due(draft, today)
        self.due.setText(due)
        self.due.setVisible(bool(due))
        ended = draft.status in ENDED
        self._next.setVisible(bool(row.next_milestone) and not ended)
        step = " ".join(row.next_milestone.split())
        self.step.setText(_("Next step: {step}").format(step=step))
        self.step_button.setAccessibleName(_("Done: {step}").format(step=step))
        self._offer_looks(today)
        self.check_in.setVisible(not ended)
        self.look.setVisible(draft.status is Status.OPEN)
        for status, button in self.statuses.items():
            wanted = status is Status.OPEN if ended else status is not draft.status
            button.setVisible(wanted)
        self.statuses[Status.OPEN].setText(_("Open again") if ended else _("Go on with it"))

    def _build(self) -> None:
        self._next = QWidget()
        step = QHBoxLayout(self._next)
        step.setContentsMargins(0, 0, 0, 0)
        step.setSpacing(theme.UNIT)
        step.addWidget(self.step, 1)
        step.addWidget(self.step_button, 0, Qt.AlignmentFlag.AlignTop)
        self.look.setText(_("Looked at it today"))
        self.look.setAccessibleName(_("Looked at it today: choose when to look again"))
        self.look.setIcon(icon("calendar"))
        self.look.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.look.setProperty("role", "chip")
        self.look.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.look.setMenu(self._menu)
        actions = QWidget()
        row = FlowLayout(actions)
        row.addWidget(self.check_in)
        row.addWidget(self.look)
        for status, text in _buttons():
            button = QPushButton(text)
            dress(button, None if status is Status.OPEN else Role.QUIET)
            button.clicked.connect(partial(self._say, status))
            row.addWidget(button)
            self.statuses[status] = button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        for widget in (self.line, self.due, self._next, actions):
            column.addWidget(widget)

    def _offer_looks(self, today: date) -> None:
        self._menu.clear()
        for months, text in ((1, _("Again in a month, {day}")), (3, _("Again in three months, {day}"))):
            day = rules.months_later(today, months)
            action = self._menu.addAction(text.format(day=days.spoken(day, today)))
            action.triggered.connect(partial(self._look, day))
        self._menu.addAction(_("No more reminders")).triggered.connect(partial(self._look, None))

    def _say(self, status: Status, _checked: bool = False) -> None:
        self.status_wanted.emit(status)

    def _look(self, day: date | None, _checked: bool = False) -> None:
        self.look_wanted.emit(day)


def _buttons() -> list[tuple[Status, str]]:
    return [
        (Status.OPEN, _("Open again")),
        (Status.REACHED, _("Reached")),
        (Status.DROPPED, _("Dropped")),
        (Status.PAUSED, _("Pause")),
    ]


def _parts(draft: GoalDraft, row: GoalRow, checked_on: date | None, today: date) -> list[str]:
    ended = draft.status in ENDED
    parts = [words.of(draft.status)]
    if ended and draft.ended_on:
        parts[0] = _("{status} {day}").format(
            status=words.of(draft.status), day=days.spoken(draft.ended_on, today)
        )
    parts.append(row.area)
    if draft.target_on and not ended:
        parts.append(_("target {day}").format(day=_day_and_distance(draft.target_on, today)))
    if row.percent is not None and checked_on is not None:
        said = _("{percent} % at the last check-in, {day}")
        parts.append(said.format(percent=row.percent, day=days.spoken(checked_on, today)))
    elif not ended:
        parts.append(_("no check-in yet"))
    if row.milestones:
        parts.append(_("{reached} of {all} steps").format(reached=row.reached, all=row.milestones))
    return [part for part in parts if part]


def _day_and_distance(day: date, today: date) -> str:
    spoken, distance = days.spoken(day, today), days.distance(day, today)
    return spoken if spoken == distance else f"{spoken} ({distance})"


def _due(draft: GoalDraft, today: date) -> str:
    """What is due, in words; nothing of a goal that rests or has ended."""
    said = []
    if draft.review_on and rules.is_to_review(draft, today):
        said.append(look_again(draft.review_on, today))
    if draft.status is Status.OPEN and draft.target_on and draft.target_on < today:
        said.append(
            _("The target day was {distance}.").format(distance=days.distance(draft.target_on, today))
        )
    return " ".join(said)


def look_again(review_on: date, today: date) -> str:
    """Since when a goal waits to be looked at again."""
    late = (today - review_on).days
    if not late:
        return _("Time to look at it again.")
    return _("Time to look at it again, {overdue}.").format(overdue=words.overdue(late))
