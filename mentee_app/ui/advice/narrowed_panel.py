"""A list of what mentors gave, which a menu narrows to a mentor, a goal and an area; a line says what the keys do."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from mentee_app.i18n import _
from mentee_app.queries import areas, goals
from mentee_app.queries.given import Name
from mentee_app.ui.advice.narrow_button import NarrowButton
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.widgets.heading import caption

_ROOMY_LINES = 28


class NarrowedPanel(ListPanel):
    """Subclasses add their own choices first, then `add_narrowing`."""

    def add_narrowing(self, mentors: Callable[[], list[Name]], hint: str) -> None:
        """Add the menu beside the choices, and the line about the keys at the foot."""
        self._mentors = mentors
        self.narrow = NarrowButton()
        self.narrow.add("mentor", _("Mentor"), [(None, _("Any mentor"))])
        self.narrow.add("goal", _("Goal"), [(None, _("Any goal"))])
        self.narrow.add("area", _("Area"), [(None, _("Any area"))])
        self.narrow.narrowed.connect(self._on_choice)
        self._choice_row.addWidget(self.narrow)
        self._hint = caption(hint)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, self._hint)
        self.filter.setPlaceholderText(_("Words or a name"))

    @property
    def narrowed(self) -> dict[str, Any]:
        """What the list is narrowed to, as the queries' filters name it."""
        return {"words": self.words, **{key: self.narrow.value(key) for key in ("mentor", "goal", "area")}}

    @property
    def filtered(self) -> bool:
        return self.narrow.narrows or super().filtered

    def clear_filter(self) -> None:
        self.narrow.clear()
        super().clear_filter()

    def refresh(self) -> None:
        offered = {
            "mentor": (_("Any mentor"), [(row.id, row.name) for row in self._mentors()]),
            "goal": (_("Any goal"), [(row.id, row.title) for row in goals.names()]),
            "area": (_("Any area"), [(row.id, row.name) for row in areas.all_areas()]),
        }
        for key, (every, choices) in offered.items():
            self.narrow.offer(key, [(None, every), *choices])
        super().refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line about the keys gives its room to the list where there is little."""
        super().resizeEvent(event)
        self._hint.setVisible(self.height() > _ROOMY_LINES * self.fontMetrics().lineSpacing())
