"""The list of requests: filter by words and state, sort by age or outcome."""

from array import array
from collections.abc import Sequence
from datetime import datetime

from mentee_app import words
from mentee_app.domain.kinds import Kind
from mentee_app.domain.requests import Answer
from mentee_app.i18n import _
from mentee_app.queries import requests
from mentee_app.queries.requests import Filter, Order, RequestRow, State
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.lists.look import Look
from mentee_app.ui.widgets import days


class RequestsPanel(ListPanel):
    """All requests, half done and finished."""

    shows = frozenset({Kind.REQUESTS, Kind.PEOPLE, Kind.GOALS, Kind.RELATIONSHIPS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Requests"), _("New request"))
        states = [
            (None, _("All")),
            (State.HALF_DONE, _("Half done")),
            (State.FINISHED, _("Finished")),
            (State.WAITING, _("Waiting for an answer")),
            (State.ANSWERED, _("Answered")),
        ]
        orders = [(Order.NEWEST, _("Newest first")), (Order.OUTCOME, _("By outcome"))]
        self.state = self.add_choice(_("How far"), states)
        self.order = self.add_choice(_("Sort"), orders)

    def ids(self) -> "array[int]":
        return requests.ids(Filter(self.words, self.choice(self.state), self.choice(self.order)))

    def page(self, wanted: Sequence[int]) -> list[RequestRow]:
        return requests.page(wanted)

    def look(self, row: RequestRow) -> Look:
        """The first line of the own words; the outcome or own choice, and whom or what it led to."""
        lines = row.opening.strip().splitlines()
        outcome = words.of(row.own_choice) if row.own_choice else words.outcome(row.outcome)
        day = datetime.fromtimestamp((row.finished_at or row.updated_at) / 1000).date()
        return Look(
            title=lines[0] if lines else _("Without words"),
            below=" · ".join(part for part in (outcome, row.person or row.goal, self._sent(row)) if part),
            aside=days.spoken(day, self._desk.today()),
            faint=row.outcome is None,
            tooltip=f"{row.opening.strip()}\n{days.full(day)}".strip(),
        )

    def _sent(self, row: RequestRow) -> str:
        """What came back, or when to ask again."""
        if row.answer is Answer.NOT_SENT:
            return ""
        if row.answer is not Answer.SENT or row.follow_up_on is None:
            return words.of(row.answer)
        today = self._desk.today()
        if row.follow_up_on <= today:
            return _("time to ask again")
        return _("sent, ask again {day}").format(day=days.spoken(row.follow_up_on, today))
