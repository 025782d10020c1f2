"""The list of sessions: filter by words, status and mentor, sort by date or mentor."""

from array import array
from collections.abc import Sequence

from mentee_app import words
from mentee_app.domain.kinds import Kind
from mentee_app.domain.sessions import Status
from mentee_app.i18n import _
from mentee_app.queries import sessions
from mentee_app.queries.sessions import Filter, Order, SessionRow
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists import session_look
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.lists.look import Look


class SessionsPanel(ListPanel):
    """All sessions, a page at a time."""

    shows = frozenset({Kind.SESSIONS, Kind.RELATIONSHIPS, Kind.PEOPLE, Kind.ADVICE, Kind.AREAS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Sessions"), _("New session"))
        statuses = [(None, _("All sessions")), *((status, words.of(status)) for status in Status)]
        self._status = self.add_choice(_("Status"), statuses)
        self._people: list[tuple[int, str]] = []
        self._person = self.add_choice(_("Mentor"), [(None, _("Everybody"))])
        orders = [
            (Order.NEWEST, _("Newest first")),
            (Order.OLDEST, _("Oldest first")),
            (Order.AHEAD, _("Next planned first")),
            (Order.MENTOR, _("By mentor")),
        ]
        self._order = self.add_choice(_("Order"), orders)

    def ids(self) -> "array[int]":
        return sessions.ids(
            Filter(
                words=self.words,
                status=self.choice(self._status),
                person=self.choice(self._person),
                order=self.choice(self._order),
            )
        )

    def refresh(self) -> None:
        """A name is offered as long as there is a session with that person."""
        found = sessions.people()
        if found != self._people:
            self._people = found
            self.offer(self._person, [(None, _("Everybody")), *found])
        super().refresh()

    def page(self, wanted: Sequence[int]) -> list[SessionRow]:
        return sessions.page(wanted)

    def look(self, row: SessionRow) -> Look:
        return session_look.session(row, self._desk.today())
