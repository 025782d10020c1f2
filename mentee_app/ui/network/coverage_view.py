"""The coverage of areas by people, its blanks, and below it what to do about a blank."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mentee_app.domain import people
from mentee_app.domain.kinds import Kind
from mentee_app.domain.relationships import Kind as RelationshipKind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import about_me, areas, coverage
from mentee_app.queries.areas import AreaRow
from mentee_app.queries.coverage import ColumnRow, CoverRow
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.desk.screen import Screen
from mentee_app.ui.network.blank_area import BlankArea
from mentee_app.ui.network.coverage_model import Column, Cover
from mentee_app.ui.network.coverage_table import CoverageTable
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.empty_state import EmptyState
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.scrolled import scrolled

MOST_COLUMNS = 120
"""So many people stand in the table; mentors come first, and nobody is left out without whom an area would be blank."""


class CoverageView(Screen):
    """Says `chosen` (a person's id) when one is opened, `new_wanted` for a new person.

    `areas_wanted` (a person's id, None for whoever is chosen) when it is to be said which areas they know.
    """

    shows = frozenset({Kind.PEOPLE, Kind.AREAS, Kind.NEEDS, Kind.RELATIONSHIPS, Kind.ABOUT_ME})
    chosen = Signal(object)
    new_wanted = Signal()
    areas_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._areas: list[AreaRow] = []
        self._counts: Counter[int] = Counter()
        self._columns: list[int] = []
        self.table = CoverageTable(_("Who covers which area of life"))
        self.below = BlankArea()
        self._note = caption("")
        self._build()
        self._connect()

    def refresh(self) -> None:
        self._areas = areas.all_areas()
        everybody, covers = coverage.columns(), coverage.covers()
        shown = _chosen_few(everybody, covers)
        mine = about_me.about_me().industry
        columns = [Column(row.id, row.name, people.same_industry(mine, row.industry)) for row in shown]
        self._columns = [row.id for row in shown]
        places = {area.id: place for place, area in enumerate(self._areas)}
        cells = {(places[row.area], row.person): _cover(row) for row in covers if row.area in places}
        known = {row.id for row in everybody}
        self._counts = Counter(row.area for row in covers if row.person in known)
        self.table.show_cover([area.name for area in self._areas], columns, cells)
        self._say_note(len(everybody) - len(shown), bool(mine.strip()))
        self._whole.setCurrentWidget(self._page if self._areas else self._empty)
        if self._areas and not self.table.currentIndex().isValid():
            self._go_to_first()
        self._show_area()

    def remember(self, person: int | None) -> None:
        """Begin at this person (id), where they stand in the table."""
        self.catch_up()
        row = self.table.currentIndex().row()
        if row >= 0 and person in self._columns:
            column = self._columns.index(person) + 1
            self.table.setCurrentIndex(self.table.model().index(row, column))

    def take_focus(self) -> None:
        """Put the focus on the table, or on what begins."""
        (self.table if self._areas else self._empty).setFocus()

    def _build(self) -> None:
        sentence = _(
            "Areas of life are yours to name. Say for a person which ones they know, and see here where nobody stands yet."
        )
        self._empty = EmptyState(
            "coverage",
            sentence,
            [
                (_("Areas of life…"), partial(self._desk.notices.wanted.emit, Place(Kind.AREAS))),
                (_("Choose areas for your people"), partial(self.areas_wanted.emit, None)),
                (_("What am I asking for?"), self._on_ask),
            ],
        )
        column = QVBoxLayout()
        column.setContentsMargins(theme.GROUP, theme.GROUP, theme.GROUP, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self._note)
        foot = QWidget()
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(theme.GROUP, 0, theme.GROUP, 0)
        inner.addWidget(self.below)
        self._page = QWidget()
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.addLayout(column, 3)
        page.addWidget(scrolled(foot), 2)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._page)
        self._whole.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.below.ask_wanted.connect(self._on_ask)
        self.below.new_wanted.connect(self.new_wanted)

    def _go_to_first(self) -> None:
        """The first blank area is what asks for something; else the first area."""
        rows = range(len(self._areas))
        row = next((row for row in rows if not self._counts[self._areas[row].id]), 0)
        self.table.setCurrentIndex(self.table.model().index(row, 0))

    def _show_area(self) -> None:
        row = self.table.currentIndex().row()
        self.below.setVisible(0 <= row < len(self._areas))
        if 0 <= row < len(self._areas):
            area = self._areas[row]
            self.below.show_area(area.name, coverage.needs_of(area.id), self._counts[area.id])

    def _say_note(self, left_out: int, industry_said: bool) -> None:
        said = []
        if left_out > 0:
            words = ngettext("{count} more person stands", "{count} more people stand", left_out)
            said.append(_("{people} in the list only.").format(people=words.format(count=f"{left_out:n}")))
        if not industry_said:
            said.append(_("Write your own industry into About me, and you see who knows another one."))
        self._note.setText(" ".join(said))
        self._note.setVisible(bool(said))

    def _on_current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid() and now.row() != before.row():
            try:
                self._show_area()
            except Trouble as trouble:
                self._desk.notices.failed.emit(trouble.sentence)

    def _on_chosen(self, person: int) -> None:
        """A blank asks for an area; a covered cell leads to the person."""
        at = self.table.currentIndex()
        column = self._columns.index(person) + 1 if person in self._columns else 0
        blank = at.isValid() and at.column() == column and not at.data()
        (self.areas_wanted if blank else self.chosen).emit(person)

    def _on_ask(self) -> None:
        self._desk.notices.wizard_wanted.emit(None)


def _cover(row: CoverRow) -> Cover:
    if row.kind is None:
        return Cover.NETWORK
    return Cover.APPRENTICESHIP if row.kind is RelationshipKind.APPRENTICESHIP else Cover.MENTOR


def _chosen_few(everybody: Sequence[ColumnRow], covers: Sequence[CoverRow]) -> list[ColumnRow]:
    """The first of them, and for each area that nobody of those covers, one who does."""
    few = list(everybody[:MOST_COLUMNS])
    shown = {row.id for row in few}
    there = {cover.area for cover in covers if cover.person in shown}
    late = {row.id: row for row in everybody[MOST_COLUMNS:]}
    for cover in covers:
        if cover.area not in there and cover.person in late:
            there.add(cover.area)
            few.append(late.pop(cover.person))
    return few
