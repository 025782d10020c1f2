"""The list of goals: filter by words, status and area, sort by date or title."""

from array import array
from collections.abc import Sequence
from typing import Any

from mentee_app import words
from mentee_app.domain.goals import Status
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import areas, goals
from mentee_app.queries.goals import Filter, GoalRow, Order
from mentee_app.ui import days
from mentee_app.ui.desk import Desk
from mentee_app.ui.list_panel import ListPanel
from mentee_app.ui.look import Look


class GoalsPanel(ListPanel):
    """All goals."""

    shows = frozenset({Kind.GOALS, Kind.MILESTONES, Kind.AREAS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Goals"), _("New goal"))
        statuses = [(None, _("Any status")), *((status, words.of(status)) for status in Status)]
        self._status = self.add_choice(_("Status"), statuses)
        self._area = self.add_choice(_("Area"), [(None, _("Any area"))])
        orders = [
            (Order.TARGET, _("By date")),
            (Order.TITLE, _("By title")),
            (Order.NEWEST, _("Newest first")),
        ]
        self._order = self.add_choice(_("Order"), orders)

    def refresh(self) -> None:
        choices: list[tuple[Any, str]] = [(None, _("Any area"))]
        self.offer(self._area, choices + [(row.id, row.name) for row in areas.all_areas()])
        super().refresh()

    def ids(self) -> "array[int]":
        return goals.ids(
            Filter(
                words=self.words,
                status=self.choice(self._status),
                area=self.choice(self._area),
                order=self.choice(self._order),
            )
        )

    def page(self, wanted: Sequence[int]) -> list[GoalRow]:
        return goals.page(wanted)

    def look(self, row: GoalRow) -> Look:
        ended = row.status in (Status.REACHED, Status.DROPPED)
        below = [words.of(row.status) if row.status is not Status.OPEN else "", row.area]
        if row.milestones:
            below.append(_("{reached} of {all} steps").format(reached=row.reached, all=row.milestones))
        if row.next_milestone and not ended:
            below.append(_("next: {step}").format(step=row.next_milestone))
        today = self._desk.today()
        return Look(
            title=row.title,
            below=" · ".join(part for part in below if part) or _("No steps yet"),
            aside=days.spoken(row.target_on, today) if row.target_on and not ended else "",
            colour=row.colour,
            faint=ended,
            tooltip=row.title + (f"\n{days.full(row.target_on)}" if row.target_on else ""),
        )
