"""The picture of the network: me in the middle, and beside it the same people as a table."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from mentee_app.domain.kinds import Kind
from mentee_app.domain.picture import Dot
from mentee_app.i18n import _
from mentee_app.queries import network
from mentee_app.queries.network import PictureRow
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.screen import Screen
from mentee_app.ui.network.people_table import PeopleTable
from mentee_app.ui.network.picture import NetworkPicture
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.scrolled import scrolled

_LEAST_ASIDE = 110
"""So many letters wide, there is room for the table beside the picture."""


class PictureView(Screen):
    """Says `chosen` (a person's id) when one is opened."""

    shows = frozenset({Kind.PEOPLE, Kind.AREAS, Kind.RELATIONSHIPS})
    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self.picture = NetworkPicture(_("The picture of your network"))
        self.table = PeopleTable(_("The picture as a table"))
        self.table.setMinimumHeight(theme.scaled(160))
        self._remembered: int | None = None
        self._splitter = QSplitter()
        self._splitter.addWidget(self.picture)
        self._splitter.addWidget(self.table)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([600, 540])
        self._splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.GROUP, theme.GROUP, theme.UNIT)
        column.addWidget(scrolled(self._splitter))
        self.picture.chosen.connect(self.chosen)
        self.table.chosen.connect(self.chosen)

    def refresh(self) -> None:
        rows = network.picture()
        kept = {row.id for row in rows}
        lines = [(row.introduced_by, row.id) for row in rows if row.introduced_by in kept]
        self.picture.show_people([_dot(row) for row in rows], lines)
        self.table.show_people(rows)
        self.table.choose(self._remembered)

    def remember(self, person: int | None) -> None:
        """Begin at this person (id)."""
        self._remembered = person
        self.catch_up()
        self.table.choose(person)

    def take_focus(self) -> None:
        """Put the focus on the picture."""
        self.picture.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._turn()

    def _turn(self) -> None:
        """Put the table below the picture where there is no room beside it."""
        beside = self.width() >= _LEAST_ASIDE * self.fontMetrics().averageCharWidth()
        self._splitter.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(theme.UNIT + 1 if beside else theme.HALF)


def _dot(row: PictureRow) -> Dot:
    closeness = 4 - row.closeness.value if row.closeness else None
    return Dot(row.id, row.name, closeness, row.area, row.colour, row.mentor)
