"""A tab's list that can be narrowed to a status and an area of life, and sorted."""

from enum import Enum
from typing import Any

from mentee_app import words
from mentee_app.i18n import _
from mentee_app.queries import areas
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.list_panel import ListPanel


class AreaPanel(ListPanel):
    """`wanted` are the values chosen: words, status, area and order, as the queries' filters name them."""

    def __init__(
        self, desk: Desk, name: str, add: str, statuses: type[Enum], orders: list[tuple[Any, str]]
    ) -> None:
        super().__init__(desk, name, add)
        any_status = (None, _("Any status"))
        self._status = self.add_choice(
            _("Status"), [any_status, *((status, words.of(status)) for status in statuses)]
        )
        self._area = self.add_choice(_("Area"), [(None, _("Any area"))])
        self._order = self.add_choice(_("Order"), orders)

    @property
    def wanted(self) -> dict[str, Any]:
        """What the list is narrowed to."""
        chosen = {"status": self._status, "area": self._area, "order": self._order}
        return {"words": self.words, **{name: self.choice(box) for name, box in chosen.items()}}

    def refresh(self) -> None:
        every = [(row.id, row.name) for row in areas.all_areas()]
        self.offer(self._area, [(None, _("Any area")), *every])
        super().refresh()
