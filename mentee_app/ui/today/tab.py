"""The Today tab: what now. Each line is one key from done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain import actions as action_rules
from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import requests, sessions, today
from mentee_app.trouble import Trouble
from mentee_app.ui import days, looks, theme
from mentee_app.ui.decision_button import CHOICES, decision_button
from mentee_app.ui.desk import Desk
from mentee_app.ui.elided_button import ElidedButton
from mentee_app.ui.empty_state import EmptyState
from mentee_app.ui.heading import caption, section
from mentee_app.ui.icons import icon
from mentee_app.ui.notices import Place
from mentee_app.ui.plain import PlainLabel
from mentee_app.ui.screen import Screen

_SHOWN = 5


class TodayTab(Screen):
    """Next sessions, advice to decide, actions to do, half-done requests; calm when there is nothing."""

    shows = frozenset(
        {Kind.SESSIONS, Kind.ADVICE, Kind.ACTIONS, Kind.REQUESTS, Kind.PEOPLE, Kind.RELATIONSHIPS}
    )

    def __init__(self, desk: Desk, make_empty: Callable[[Desk], EmptyState]) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._make_empty = make_empty
        self._empty: EmptyState | None = None
        self._column = QVBoxLayout()
        self._build()

    def refresh(self) -> None:
        empty = today.nothing_yet()
        self._show_empty(empty)
        if empty:
            return
        _clear(self._column)
        self._add_title()
        found = [self._add_sessions(), self._add_advice(), self._add_actions(), self._add_requests()]
        if not any(found):
            self._column.addWidget(
                PlainLabel(_("Nothing waits for you. A good moment to write down what you learned lately."))
            )
        self._column.addStretch(1)

    def flush(self) -> bool:
        """Nothing is typed here."""
        return True

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        inner = QWidget()
        inner.setMaximumWidth(2 * theme.reading_width(self.font()))
        inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.UNIT)
        row = QHBoxLayout(page)
        row.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        row.addWidget(inner, 1)
        row.addStretch(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def _show_empty(self, empty: bool) -> None:
        if empty and self._empty is None:
            self._empty = self._make_empty(self._desk)
            self.layout().addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(empty)
        self._scroll.setVisible(not empty)

    def _add_title(self) -> None:
        day = PlainLabel(days.full(self._desk.today()))
        day.setProperty("role", "title")
        self._column.addWidget(day)
        advice, actions = today.waiting()
        parts = [
            ngettext(
                "{count} piece of advice to decide", "{count} pieces of advice to decide", advice
            ).format(count=advice),
            ngettext("{count} open action", "{count} open actions", actions).format(count=actions),
        ]
        self._column.addWidget(caption(" · ".join(parts)))

    def _add_sessions(self) -> bool:
        now = int(self._desk.now().timestamp()) - 3 * 3600
        rows = sessions.next_planned(now, 5)
        self._head(_("Next sessions"), len(rows))
        for row in rows:
            look = looks.session(row, self._desk.today())
            when = days.moment(row.wall_start, self._desk.today())
            text = [when, row.mentor, row.topic.strip()]
            line = self._line(
                "sessions", " · ".join(part for part in text if part), Place(Kind.SESSIONS, row.id)
            )
            line.setToolTip(look.tooltip)
        return bool(rows)

    def _add_advice(self) -> bool:
        rows = today.undecided_advice(_SHOWN)
        self._head(_("Advice to decide"), len(rows))
        for row in rows:
            line = self._line("question", f"{row.text} · {row.mentor}", _place(row))
            for decision, icon_name, key in CHOICES:
                button = decision_button(decision, icon_name, key)
                button.setAccessibleName(f"{words.of(decision)}: {row.text[:80]}")
                button.clicked.connect(partial(self._decide, row.id, decision, row.text))
                line.parentWidget().layout().addWidget(button)
        return bool(rows)

    def _add_actions(self) -> bool:
        rows = today.open_actions(_SHOWN)
        self._head(_("Actions"), len(rows))
        for row in rows:
            late = action_rules.days_overdue(row.due_on, self._desk.today())
            due = (
                words.overdue(late)
                if late
                else (days.spoken(row.due_on, self._desk.today()) if row.due_on else "")
            )
            who = row.mentor if row.owner is Owner.THEM else ""
            text = " · ".join(part for part in (row.text, who) if part)
            line = self._line("action", text, _place(row))
            when = PlainLabel(due)
            when.setProperty("role", "overdue" if late else "caption")
            done = QPushButton(icon("check"), _("Done"))
            done.setAccessibleName(_("Done: {action}").format(action=row.text[:80]))
            done.clicked.connect(partial(self._finish, row.id, row.text))
            line.parentWidget().layout().addWidget(when)
            line.parentWidget().layout().addWidget(done)
        return bool(rows)

    def _add_requests(self) -> bool:
        rows = requests.half_done()
        self._head(_("Half-done requests"), len(rows))
        for row in rows:
            line = self._line("requests", row.opening or _("Without words"), Place(Kind.REQUESTS, row.id))
            button = QPushButton(_("Continue"))
            button.clicked.connect(partial(self._desk.notices.wizard_wanted.emit, row.id))
            line.parentWidget().layout().addWidget(button)
        return bool(rows)

    def _head(self, text: str, count: int) -> None:
        if count:
            self._column.addSpacing(theme.UNIT)
            self._column.addWidget(section(text))

    def _line(self, icon_name: str, text: str, place: Place | None) -> QPushButton:
        """A row whose main part opens what it is about; buttons that do something are added behind it."""
        row = QFrame()
        row.setProperty("role", "card")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.UNIT, theme.HALF, theme.UNIT, theme.HALF)
        layout.setSpacing(theme.HALF)
        shown = " ".join(text.split())
        button = ElidedButton(shown)
        button.setIcon(icon(icon_name))
        button.setEnabled(place is not None)
        if place is not None:
            button.clicked.connect(partial(self._desk.notices.wanted.emit, place))
        layout.addWidget(button, 1)
        self._column.addWidget(row)
        return button

    def _decide(self, id: int, decision: Decision, text: str) -> None:
        try:
            deed = self._desk.advice.decide(id, decision, self._desk.today())
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        sentence = _("{decision}: “{advice}”").format(
            decision=words.of(decision), advice=" ".join(text.split())[:60]
        )
        self._desk.notices.undoable.emit(sentence, deed)

    def _finish(self, id: int, text: str) -> None:
        try:
            deed = self._desk.actions.finish(id, self._desk.today())
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._desk.notices.undoable.emit(
            _("Done: “{action}”").format(action=" ".join(text.split())[:60]), deed
        )


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
