"""The Today tab: what now. Each line is one key from done; Up and Down go from line to line."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import today
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.screen import Screen
from mentee_app.ui.lists.waiting_line import Entry, Line
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.today.waiting import SHOWN, Part, Waiting
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.empty_state import EmptyState
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.scrolled import scrolled

_ALL = 200


class TodayTab(Screen):
    """Everything that waits, in the order of a day; calm when there is nothing. `prepare` opens a preparation page."""

    shows = frozenset(
        {
            Kind.SESSIONS,
            Kind.ADVICE,
            Kind.ACTIONS,
            Kind.REQUESTS,
            Kind.PEOPLE,
            Kind.RELATIONSHIPS,
            Kind.GOALS,
            Kind.CHALLENGES,
            Kind.CONTACTS,
        }
    )

    def __init__(
        self, desk: Desk, make_empty: Callable[[Desk], EmptyState], prepare: Callable[[int], object]
    ) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._waiting = Waiting(desk, prepare)
        self._make_empty = make_empty
        self._empty: EmptyState | None = None
        self._shown_on: date | None = None
        self._column = QVBoxLayout()
        self._lines: list[Line] = []
        self._all_of: set[str] = set()
        self._build()

    def refresh(self) -> None:
        self._shown_on = self._desk.today()
        empty = today.nothing_yet()
        self._show_empty(empty)
        if empty:
            return
        at = self._focused()
        _clear(self._column)
        self._lines = []
        self._add_title()
        for part in self._waiting.parts(self._limit):
            self._add_part(part)
        if not self._lines:
            words = _("Nothing waits for you. A good moment to write down what you learned lately.")
            self._column.addWidget(PlainLabel(words, wrap=True))
        self._column.addStretch(1)
        if at is not None:
            self._focus(*at)

    def catch_up(self) -> None:
        """Refresh if something changed while it was hidden, or if it is another day."""
        self._stale = self._stale or self._shown_on != self._desk.today()
        super().catch_up()

    def look_again(self) -> None:
        """The window came to the front: it may be another day."""
        if self.isVisible():
            self.catch_up()

    def flush(self) -> bool:
        """Nothing is typed here."""
        return True

    def take_focus(self) -> None:
        """Put the focus on the first line, or on what begins the notebook."""
        self.catch_up()
        if self._empty is not None and self._empty.isVisibleTo(self):
            self._empty.setFocus()
        elif self._lines:
            self._lines[0].parts[0].setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_inner"):
            self._fit()

    def _build(self) -> None:
        page = QWidget()
        self._inner = QWidget()
        self._inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.UNIT)
        self._column.setSizeConstraint(
            QVBoxLayout.SizeConstraint.SetMinimumSize
        )  # never squeezed, not for a moment
        row = QHBoxLayout(page)
        row.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        row.addWidget(self._inner, 1)
        row.addStretch(0)
        self._scroll = scrolled(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._fit()

    def _fit(self) -> None:
        self._inner.setMaximumWidth(2 * theme.reading_width(self.font()))

    def _show_empty(self, empty: bool) -> None:
        if empty and self._empty is None:
            self._empty = self._make_empty(self._desk)
            self.layout().addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(empty)
        self._scroll.setVisible(not empty)

    def _focused(self) -> tuple[int, int] | None:
        """The line and the part of it that has the focus."""
        for number, line in enumerate(self._lines):
            for place, part in enumerate(line.parts):
                if part.hasFocus():
                    return number, place
        return None

    def _focus(self, number: int, place: int) -> None:
        """Put the focus back where it was, or on what came into its place."""
        if self._lines:
            parts = self._lines[min(number, len(self._lines) - 1)].parts
            parts[min(place, len(parts) - 1)].setFocus()

    def _add_title(self) -> None:
        day = PlainLabel(days.full(self._desk.today()))
        day.setProperty("role", "title")
        self._column.addWidget(day)
        advice, actions = today.waiting()
        parts = [
            ngettext("{count} piece of advice to decide", "{count} pieces of advice to decide", advice),
            ngettext("{count} open action", "{count} open actions", actions),
        ]
        counts = (advice, actions)
        said = [part.format(count=count) for part, count in zip(parts, counts, strict=True) if count]
        if said:
            self._column.addWidget(caption(" · ".join(said)))

    def _add_part(self, part: Part) -> None:
        self._column.addWidget(section(part.heading))
        shown = part.entries[: self._limit(part.name) - 1]
        for entry in shown:
            self._add_line(entry)
        if len(part.entries) > len(shown) and part.name not in self._all_of:
            button = QPushButton(_("Show all"))
            button.setProperty("role", "quiet")
            button.setAccessibleName(_("Show all: {heading}").format(heading=part.heading))
            button.clicked.connect(partial(self._on_show_all, part.name))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _add_line(self, entry: Entry) -> None:
        line = Line(entry, self._desk.notices)
        line.moved.connect(partial(self._on_moved, line))
        self._lines.append(line)
        self._column.addWidget(line)

    def _limit(self, name: str) -> int:
        """One more than is shown: it tells whether there is more."""
        return (_ALL if name in self._all_of else SHOWN) + 1

    def _on_show_all(self, name: str) -> None:
        self._all_of.add(name)
        self.refresh()

    def _on_moved(self, line: Line, by: int) -> None:
        place = self._lines.index(line) + by
        if 0 <= place < len(self._lines):
            self._lines[place].parts[0].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self._lines[place])


def _clear(column: QVBoxLayout) -> None:
    while column.count():
        widget = column.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
