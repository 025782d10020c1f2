"""The advice ledger's list: every decision at a glance, one key decides, Space marks what is to be compared."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mentee_app import words
from mentee_app.domain import advice as rules
from mentee_app.domain import telling
from mentee_app.domain.advice import Age, Decision
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import advice, given
from mentee_app.queries.advice import AdviceRow, Filter, Order, Waiting
from mentee_app.ui.advice.narrowed_panel import NarrowedPanel
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.look import Look
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import bidi, days
from mentee_app.ui.widgets.keys import Keys
from mentee_app.ui.widgets.read_only import writes


class AdvicePanel(NarrowedPanel):
    """All advice, a page at a time; `compare_wanted` when what is marked is to go under a question."""

    compare_wanted = Signal()
    shows = frozenset({Kind.ADVICE, Kind.SESSIONS, Kind.RELATIONSHIPS, Kind.PEOPLE, Kind.AREAS, Kind.GOALS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Advice"), _("New advice"))
        self.marked: dict[int, None] = {}
        self._show = self.add_choice(_("What is shown"), _shown())
        self._order = self.add_choice(
            _("Order"),
            [
                (Order.NEWEST, _("Newest first")),
                (Order.OLDEST, _("Oldest first")),
                (Order.MENTOR, _("By mentor")),
            ],
        )
        self.add_narrowing(
            lambda: given.mentors("advice"),
            _("Keys: T take, A adapt, L leave, N not yet. Space marks advice to compare."),
        )
        self.narrow.add("age", _("Age"), _ages())
        self.compare = QPushButton(icon("both"), "")
        writes(self.compare)
        self.compare.clicked.connect(self.compare_wanted)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 2, self.compare)
        Keys([self.list], {Qt.Key.Key_Space: self.mark_current})
        self._show_marks()

    @property
    def shown(self) -> Decision | Waiting | None:
        """Which decision, or what it waits for, the list is narrowed to."""
        chosen: Decision | Waiting | None = self.choice(self._show)
        return chosen

    def show_only(self, wanted: Decision | Waiting) -> None:
        """Narrow the list to a decision or to what waits, and to nothing else."""
        self.clear_filter()
        self._show.setCurrentIndex([value for value, _word in _shown()].index(wanted))
        self.refresh()

    def mark_current(self) -> None:
        """Mark the chosen row, or take its mark away."""
        id = self.list.current
        if id is None:
            return
        if id in self.marked:
            del self.marked[id]
        else:
            self.marked[id] = None
        self._show_marks()

    def unmark(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self._show_marks()

    def refresh(self) -> None:
        for id in [id for id in self.marked if not advice.exists(id)]:
            del self.marked[id]
        super().refresh()
        self._show_marks()

    def ids(self) -> "array[int]":
        return advice.ids(
            Filter(
                self._desk.today(),
                show=self.shown,
                age=self.narrow.value("age"),
                order=self.choice(self._order),
                **self.narrowed,
            )
        )

    def page(self, wanted: Sequence[int]) -> list[AdviceRow]:
        return advice.page(wanted)

    def look(self, row: AdviceRow) -> Look:
        today = self._desk.today()
        decision = f"{words.decision_sign(row.decision)} {words.of(row.decision)}"
        marked = row.id in self.marked
        return Look(
            title=f"☑ {row.opening}" if marked else row.opening,
            below=bidi.joined([decision, row.mentor, days.spoken(row.given_on, today)]),
            aside=self._aside(row),
            initials_of=row.mentor,
            colour=row.colour,
            faint=row.decision in (Decision.LEAVE, Decision.NOT_YET),
            tooltip=f"{row.opening}\n{row.mentor}, {days.full(row.given_on)}",
        )

    def _aside(self, row: AdviceRow) -> str:
        if telling.to_tell(row.decision, row.outcome, row.told_on):
            return _("to tell")
        return _("look again") if rules.to_look_at(row.review_on, self._desk.today()) else ""

    def _show_marks(self) -> None:
        count = len(self.marked)
        text = ngettext("Compare {count} piece…", "Compare {count} pieces…", count)
        self.compare.setText(text.format(count=count))
        self.compare.setToolTip(_("Put what is marked under one question (Ctrl+Shift+Q)"))
        self.compare.setVisible(bool(count))
        self.list.rows.redraw()


def _shown() -> list[tuple[Any, str]]:
    decisions = [(decision, words.of(decision)) for decision in Decision]
    return [
        (None, _("All advice")),
        *decisions,
        (Waiting.TELLING, _("To tell")),
        (Waiting.REVIEW, _("To look at again")),
    ]


def _ages() -> list[tuple[Any, str]]:
    return [
        (None, _("Any age")),
        (Age.MONTH, _("The last month")),
        (Age.QUARTER, _("The last three months")),
        (Age.YEAR, _("The last year")),
        (Age.OLDER, _("Older")),
    ]
