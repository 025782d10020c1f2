"""The Today tab: what now. Each line is one key from done."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain import actions as action_rules
from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import requests, sessions, today
from mentee_app.trouble import Trouble
from mentee_app.ui import days, theme
from mentee_app.ui.decision_button import CHOICES, DecisionKeys, decided, decision_button
from mentee_app.ui.desk import Desk
from mentee_app.ui.elided_button import ElidedButton
from mentee_app.ui.empty_state import EmptyState
from mentee_app.ui.heading import caption, section
from mentee_app.ui.icons import icon
from mentee_app.ui.notices import Place
from mentee_app.ui.plain import PlainLabel
from mentee_app.ui.screen import Screen
from mentee_app.ui.scrolled import scrolled
from mentee_app.ui.today.line import Line

_SHOWN = 5
_ALL = 200


class TodayTab(Screen):
    """Next sessions, advice to decide, actions to do, half-done requests; calm when there is nothing."""

    shows = frozenset(
        {
            Kind.SESSIONS,
            Kind.ADVICE,
            Kind.ACTIONS,
            Kind.REQUESTS,
            Kind.PEOPLE,
            Kind.RELATIONSHIPS,
            Kind.GOALS,
        }
    )

    def __init__(self, desk: Desk, make_empty: Callable[[Desk], EmptyState]) -> None:
        super().__init__(desk.feed)
        self._desk = desk
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
        self._add_sessions()
        self._add_advice()
        self._add_actions()
        self._add_requests()
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

    def _add_sessions(self) -> None:
        now = int(self._desk.now().timestamp()) - 3 * 3600
        rows = sessions.next_planned(now, _SHOWN)
        self._head(_("Next sessions"), len(rows))
        for row in rows:
            when = days.moment(row.wall_start, self._desk.today())
            text = [when[:1].upper() + when[1:], row.mentor, row.topic.strip()]
            self._line("sessions", " · ".join(part for part in text if part), Place(Kind.SESSIONS, row.id))

    def _add_advice(self) -> None:
        rows = today.undecided_advice(self._limit("advice"))
        self._head(_("Advice to decide"), len(rows))
        for row in rows[: self._limit("advice") - 1]:
            buttons: list[QWidget] = []
            for decision, icon_name, key in CHOICES:
                button = decision_button(decision, icon_name, key)
                button.setAccessibleName(f"{words.of(decision)}: {row.text[:80]}")
                button.clicked.connect(partial(self._decide, row.id, row.text, decision))
                buttons.append(button)
            line = self._line("question", f"{row.text} · {row.mentor}", _place(row), *buttons)
            line.keys = DecisionKeys(line.parts, partial(self._decide, row.id, row.text))
        self._offer_all("advice", len(rows))

    def _add_actions(self) -> None:
        rows = today.open_actions(self._limit("actions"))
        self._head(_("Actions"), len(rows))
        for row in rows[: self._limit("actions") - 1]:
            late = action_rules.days_overdue(row.due_on, self._desk.today())
            due = days.spoken(row.due_on, self._desk.today()) if row.due_on else ""
            when = PlainLabel(words.overdue(late) if late else due)
            when.setProperty("role", "overdue" if late else "caption")
            done = QPushButton(icon("check"), _("Done"))
            done.setAccessibleName(_("Done: {action}").format(action=row.text[:80]))
            done.clicked.connect(partial(self._finish, row.id, row.text))
            who = row.mentor if row.owner is Owner.THEM else ""
            text = " · ".join(part for part in (row.text, who) if part)
            self._line("action", text, _place(row), when, done)
        self._offer_all("actions", len(rows))

    def _add_requests(self) -> None:
        rows = requests.half_done()
        self._head(_("Half-done requests"), len(rows))
        for row in rows:
            button = QPushButton(_("Continue"))
            button.clicked.connect(partial(self._desk.notices.wizard_wanted.emit, row.id))
            self._line("requests", row.opening or _("Without words"), Place(Kind.REQUESTS, row.id), button)

    def _head(self, text: str, count: int) -> None:
        if count:
            self._column.addWidget(section(text))

    def _limit(self, kind: str) -> int:
        """One more than is shown: it tells whether there is more."""
        return (_ALL if kind in self._all_of else _SHOWN) + 1

    def _offer_all(self, kind: str, found: int) -> None:
        if found == self._limit(kind) and kind not in self._all_of:
            button = QPushButton(_("Show all"))
            button.setProperty("role", "quiet")
            button.clicked.connect(partial(self._on_show_all, kind))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _on_show_all(self, kind: str) -> None:
        self._all_of.add(kind)
        self.refresh()

    def _line(self, icon_name: str, text: str, place: Place | None, *beside: QWidget) -> Line:
        main = ElidedButton(text)
        main.setIcon(icon(icon_name))
        main.setEnabled(place is not None)
        if place is not None:
            main.clicked.connect(partial(self._desk.notices.wanted.emit, place))
        line = Line(main, beside)
        self._lines.append(line)
        self._column.addWidget(line)
        return line

    def _decide(self, id: int, text: str, decision: Decision, _checked: bool = False) -> None:
        try:
            deed = self._desk.advice.decide(id, decision, self._desk.today())
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._desk.notices.undoable.emit(decided(decision, text), deed)

    def _finish(self, id: int, text: str) -> None:
        try:
            deed = self._desk.actions.finish(id, self._desk.today())
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        sentence = _("Done: “{action}”").format(action=" ".join(text.split())[:60])
        self._desk.notices.undoable.emit(sentence, deed)


def _place(row: today.AdviceRow | today.ActionRow) -> Place | None:
    """Where it comes from: its session, else the mentor."""
    if row.session is not None:
        return Place(Kind.SESSIONS, row.session)
    return Place(Kind.PEOPLE, row.person) if row.person is not None else None


def _clear(column: QVBoxLayout) -> None:
    while column.count():
        widget = column.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
