"""The list of mentors: filter by words, status and area, sort by name, last session or status."""

from array import array
from collections.abc import Sequence
from datetime import date

from mentee_app import words
from mentee_app.domain.kinds import Kind
from mentee_app.domain.relationships import Status
from mentee_app.i18n import _
from mentee_app.queries import mentors
from mentee_app.queries.mentors import Filter, MentorRow, Order
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.area_panel import AreaPanel
from mentee_app.ui.lists.look import Look
from mentee_app.ui.widgets import days


class MentorsPanel(AreaPanel):
    """All mentors."""

    shows = frozenset({Kind.PEOPLE, Kind.RELATIONSHIPS, Kind.SESSIONS, Kind.AREAS})

    def __init__(self, desk: Desk) -> None:
        orders = [
            (Order.NAME, _("By name")),
            (Order.LAST_SESSION, _("Last seen")),
            (Order.STATUS, _("By status")),
        ]
        super().__init__(desk, _("Mentors"), _("New mentor"), Status, orders)

    def ids(self) -> "array[int]":
        return mentors.ids(Filter(**self.wanted))

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
            _status(row, today),
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


def _status(row: MentorRow, today: date) -> str:
    """Where it stands, unless it simply goes on."""
    if row.status is Status.ACTIVE:
        return ""
    if row.status is Status.PAUSED and row.paused_until:
        return _("Paused, look again {day}").format(day=days.spoken(row.paused_until, today))
    return words.of(row.status)


def _tooltip(row: MentorRow) -> str:
    lines = [row.name if not row.organisation else f"{row.name}, {row.organisation}"]
    if row.last_held:
        lines.append(_("Last session: {day}").format(day=days.full(row.last_held.date())))
    if row.next_planned:
        lines.append(_("Next session: {day}").format(day=days.full(row.next_planned.date())))
    return "\n".join(lines)
