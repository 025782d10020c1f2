"""The list of goals: filter by words, status and area, sort by date or title."""

from array import array
from collections.abc import Sequence
from datetime import date

from mentee_app import words
from mentee_app.domain.goals import Status
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import goals
from mentee_app.queries.goals import Filter, GoalRow, Order
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.area_panel import AreaPanel
from mentee_app.ui.lists.look import Look
from mentee_app.ui.widgets import days


class GoalsPanel(AreaPanel):
    """All goals."""

    shows = frozenset({Kind.GOALS, Kind.MILESTONES, Kind.CHECK_INS, Kind.AREAS})

    def __init__(self, desk: Desk) -> None:
        orders = [
            (Order.TARGET, _("By date")),
            (Order.TITLE, _("By title")),
            (Order.NEWEST, _("Newest first")),
        ]
        super().__init__(desk, _("Goals"), _("New goal"), Status, orders)

    def ids(self) -> "array[int]":
        return goals.ids(Filter(**self.wanted))

    def page(self, wanted: Sequence[int]) -> list[GoalRow]:
        return goals.page(wanted)

    def look(self, row: GoalRow) -> Look:
        ended = row.status in (Status.REACHED, Status.DROPPED)
        today = self._desk.today()
        below = [words.of(row.status) if row.status is not Status.OPEN else ""]
        due = row.status is Status.OPEN and row.review_on is not None and row.review_on <= today
        if row.percent is not None:
            below.append(_("{percent} %").format(percent=row.percent))
        below.append(row.area)
        if row.milestones:
            below.append(_("{reached} of {all} steps").format(reached=row.reached, all=row.milestones))
        if row.next_milestone and not ended:
            below.append(_("next: {step}").format(step=row.next_milestone))
        return Look(
            title=row.title,
            below=" · ".join(part for part in below if part) or ("" if due else _("No steps yet")),
            due=_look_again(row.review_on, today) if due else "",
            aside=days.spoken(row.target_on, today) if row.target_on and not ended else "",
            colour=row.colour,
            faint=ended,
            tooltip=row.title + (f"\n{days.full(row.target_on)}" if row.target_on else ""),
        )


def _look_again(review_on: date, today: date) -> str:
    late = (today - review_on).days
    return _("look again, {overdue}").format(overdue=words.overdue(late)) if late else _("look again today")
