"""The list of everybody: filter by words, area and who matters now, sort by name, by who is next, by closeness."""

from array import array
from collections.abc import Sequence

from mentee_app import words
from mentee_app.domain import touch
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import areas, network
from mentee_app.queries.network import Filter, NetworkRow, Only, Order
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.lists.look import Look
from mentee_app.ui.network import sayings
from mentee_app.ui.widgets import days


class NetworkPanel(ListPanel):
    """All people, mentors too."""

    shows = frozenset({Kind.PEOPLE, Kind.RELATIONSHIPS, Kind.SESSIONS, Kind.AREAS, Kind.CONTACTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("People"), _("New person"))
        only = [(None, _("Everybody")), (Only.DUE, _("In touch now")), (Only.NO_MENTOR, _("No mentor"))]
        orders = [
            (Order.NAME, _("By name")),
            (Order.NEXT, _("Next to be in touch with")),
            (Order.CLOSENESS, _("By closeness")),
        ]
        self.only = self.add_choice(_("Who"), only)
        self.area = self.add_choice(_("Area"), [(None, _("Any area"))])
        self.order = self.add_choice(_("Order"), orders)

    def ids(self) -> "array[int]":
        return network.ids(
            Filter(
                today=self._desk.today(),
                words=self.words,
                area=self.choice(self.area),
                only=self.choice(self.only),
                order=self.choice(self.order),
            )
        )

    def page(self, wanted: Sequence[int]) -> list[NetworkRow]:
        return network.page(wanted, self._desk.today())

    def refresh(self) -> None:
        every = [(row.id, row.name) for row in areas.all_areas()]
        self.offer(self.area, [(None, _("Any area")), *every])
        super().refresh()

    def look(self, row: NetworkRow) -> Look:
        today = self._desk.today()
        due = touch.is_due(row.touch, today)
        return Look(
            title=row.name,
            below="" if due else sayings.now(row.touch, today),
            due=sayings.due(row.touch, today) if due else "",
            aside=_("Mentor") if row.mentor else "",
            initials_of=row.name or "?",
            colour=row.colour,
            tooltip=_tooltip(row, sayings.explained(row.touch, today)),
        )


def _tooltip(row: NetworkRow, explained: str) -> str:
    told = [", ".join(part for part in (row.name, row.role, row.organisation) if part), row.area]
    if row.closeness:
        told.append(words.of(row.closeness))
    last = max((day for day in (row.touch.last_contact, row.touch.last_held) if day), default=None)
    if last:
        told.append(_("Last spoken: {day}").format(day=days.full(last)))
    return "\n".join(line for line in (*told, explained) if line)
