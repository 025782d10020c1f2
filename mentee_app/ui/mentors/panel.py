"""The list of mentors: filter by words, status and area, sort by name, last session or status."""

from array import array
from collections.abc import Sequence
from typing import Any

from mentee_app import words
from mentee_app.domain.kinds import Kind
from mentee_app.domain.relationships import Status
from mentee_app.i18n import _
from mentee_app.queries import areas, mentors
from mentee_app.queries.mentors import Filter, MentorRow, Order
from mentee_app.ui import days
from mentee_app.ui.desk import Desk
from mentee_app.ui.list_panel import ListPanel
from mentee_app.ui.look import Look


class MentorsPanel(ListPanel):
    """All mentors."""

    shows = frozenset({Kind.PEOPLE, Kind.RELATIONSHIPS, Kind.SESSIONS, Kind.AREAS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Mentors"), _("New mentor"))
        statuses = [(None, _("Any status")), *((status, words.of(status)) for status in Status)]
        self._status = self.add_choice(_("Status"), statuses)
        self._area = self.add_choice(_("Area"), [(None, _("Any area"))])
        orders = [
            (Order.NAME, _("By name")),
            (Order.LAST_SESSION, _("Last seen")),
            (Order.STATUS, _("By status")),
        ]
        self._order = self.add_choice(_("Order"), orders)

    def refresh(self) -> None:
        choices: list[tuple[Any, str]] = [(None, _("Any area"))]
        self.offer(self._area, choices + [(row.id, row.name) for row in areas.all_areas()])
        super().refresh()

    def ids(self) -> "array[int]":
        return mentors.ids(
            Filter(
                words=self.words,
                status=self.choice(self._status),
                area=self.choice(self._area),
                order=self.choice(self._order),
            )
        )

    def page(self, wanted: Sequence[int]) -> list[MentorRow]:
        return mentors.page(wanted)

    def look(self, row: MentorRow) -> Look:
        today = self._desk.today()
        aside = ""
        if row.next_planned:
            aside = days.spoken(row.next_planned.date(), today)
        elif row.last_held:
            aside = days.distance(row.last_held.date(), today)
        below = [
            words.of(row.kind),
            row.area,
            words.of(row.status) if row.status is not Status.ACTIVE else "",
        ]
        return Look(
            title=row.name,
            below=" · ".join(part for part in below if part),
            aside=aside,
            initials_of=row.name,
            colour=row.colour,
            faint=row.status is Status.ENDED,
            tooltip=_tooltip(row),
        )


def _tooltip(row: MentorRow) -> str:
    lines = [row.name if not row.organisation else f"{row.name}, {row.organisation}"]
    if row.last_held:
        lines.append(_("Last session: {day}").format(day=days.full(row.last_held.date())))
    if row.next_planned:
        lines.append(_("Next session: {day}").format(day=days.full(row.next_planned.date())))
    return "\n".join(lines)
