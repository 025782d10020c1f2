"""The preparation page of a session: since last time, what is open with that person, what to talk about, one goal; printable."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain import actions as rules
from mentee_app.domain.actions import Owner
from mentee_app.domain.challenges import Status
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import preparation
from mentee_app.queries.preparation import LastTime, OpenAction, Preparation
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms.autosave import let_go
from mentee_app.ui.forms.items import ItemList
from mentee_app.ui.lists import deeds
from mentee_app.ui.lists.waiting_line import Do, Entry, Line
from mentee_app.ui.sessions import items
from mentee_app.ui.sessions.preparation_foot import PreparationFoot
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel, one_line
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets import scrolled as dialog_size
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.scrolled import scrolled

_NOTES_SHOWN = 600


class PreparationDialog(QDialog):
    """One page for the session with this id. Points that were not reached came along when it opens.

    A notebook that is open to be read only is read: nothing comes along then.
    """

    def __init__(self, desk: Desk, session: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self.lines: list[Line] = []
        self.agenda = ItemList(desk, items.agenda(desk))
        self.foot = PreparationFoot(desk, self, self._to_hand_out)
        self.setWindowTitle(_("Prepare"))
        self._build()
        came = self._came_along()
        if came:
            said = ngettext("{count} point came along.", "{count} points came along from before.", came)
            self.foot.say(said.format(count=came))
        self.agenda.show_owner(session)
        self.reload()
        desk.feed.changed.connect(self._on_changed)
        self.agenda.new_line.setFocus()

    def reload(self) -> None:
        """Ask what is open now. Raises Trouble."""
        page = preparation.of_session(self._session)
        if page is None:
            self.reject()
            return
        self._title.setText(_("Prepare: {name}").format(name=one_line(page.session.mentor)))
        self._when.setText(self._moment(page))
        self.lines = []
        for column, parts in ((self._before, self._first(page)), (self._after, self._then(page))):
            prose.emptied(column)
            for part in parts:
                prose.put(column, part)

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return self.agenda.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and nothing else."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(self.focusWidget(), QPushButton):
            self.focusWidget().click()

    def done(self, result: int) -> None:
        if let_go(self, self._desk.notices, self.flush):
            self.foot.saver.stop()
            super().done(result)

    def _build(self) -> None:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, theme.GROUP, theme.GROUP)
        inner.setSpacing(theme.HALF)
        before, self._before = prose.stack(theme.HALF)
        after, self._after = prose.stack(theme.HALF)
        inner.addWidget(before)
        inner.addWidget(self.agenda)
        inner.addWidget(after)
        inner.addStretch(1)
        self._title = PlainLabel("", wrap=True)
        self._title.setProperty("role", "title")
        self._when = caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.HALF, theme.GROUP)
        column.setSpacing(theme.HALF)
        column.addWidget(self._title)
        column.addWidget(self._when)
        column.addWidget(scrolled(page), 1)
        column.addWidget(self.foot)
        self.foot.done.connect(self.accept)
        self.foot.session_wanted.connect(self._on_open)
        dialog_size.fit(self, 760, 680)

    def _came_along(self) -> int:
        try:
            return self._desk.sessions.carry_into(self._session, self._desk.today())
        except Trouble as trouble:
            if trouble.kind is not TroubleKind.READ_ONLY:
                raise
            return 0

    def _to_hand_out(self) -> Preparation | None:
        """The page with all that was typed; None where it cannot be kept, or is gone."""
        return preparation.of_session(self._session) if self.flush() else None

    def _moment(self, page: Preparation) -> str:
        row, today = page.session, self._desk.today()
        day = row.wall_start.date()
        parts = [days.full(day), days.clock(row.wall_start)]
        if day != today:
            parts.append(days.distance(day, today))
        return " · ".join([*parts, *filter(None, [one_line(row.topic, 120)])])

    def _first(self, page: Preparation) -> Iterator[QWidget]:
        if page.last:
            yield from self._since(page.last)
        else:
            yield prose.paragraph(_("This is your first session with them."))
        if page.goal:
            how = _("{percent} %").format(percent=page.goal.percent) if page.goal.percent is not None else ""
            text = " · ".join(" ".join(part.split()) for part in (page.goal.title, page.goal.why) if part)
            yield from self._listed(
                _("One goal"), [Entry("goals", text, Place(Kind.GOALS, page.goal.id), note=how)]
            )

    def _since(self, last: LastTime) -> Iterator[QWidget]:
        day = days.spoken(last.wall_start.date(), self._desk.today())
        notes = last.notes.strip()
        short = notes if len(notes) <= _NOTES_SHOWN else notes[:_NOTES_SHOWN].rsplit(" ", 1)[0] + " …"
        text = last.topic.strip() or _("The session before, {day}").format(day=day)
        entry = Entry("sessions", text, Place(Kind.SESSIONS, last.id))
        yield from self._listed(_("Since last time, {day}").format(day=day), [entry])
        if short:
            yield prose.paragraph(short, selectable=True)

    def _then(self, page: Preparation) -> Iterator[QWidget]:
        before = len(self.lines)
        yield from self._listed(_("Questions that wait for them"), list(self._questions(page)))
        yield from self._listed(_("Open actions"), [self._action(each) for each in page.actions])
        yield from self._listed(_("Advice to decide"), list(self._advice(page)))
        yield from self._listed(_("Tell them how it went"), list(self._untold(page)))
        yield from self._listed(_("Challenges"), list(self._challenges(page)))
        if len(self.lines) == before:
            name = one_line(page.session.mentor)
            yield prose.paragraph(_("Nothing else is open with {name}.").format(name=name))

    def _questions(self, page: Preparation) -> Iterator[Entry]:
        for row in page.questions:
            put = Do(_("Put on the agenda"), "agenda", Qt.Key.Key_P, partial(self._put, row.text))
            asked = partial(deeds.ask, self._desk, row.id, page.session.person, page.session.mentor)
            done = Do(_("Asked"), "check", Qt.Key.Key_D, asked)
            yield Entry("question", row.text, Place(Kind.QUESTIONS, row.id), (put, done))

    def _action(self, row: OpenAction) -> Entry:
        late = rules.days_overdue(row.due_on, self._desk.today())
        due = days.spoken(row.due_on, self._desk.today()) if row.due_on else ""
        done = Do(_("Done"), "check", Qt.Key.Key_D, partial(deeds.finish, self._desk, row.id, row.text))
        who = _("Mine") if row.owner is Owner.ME else _("Theirs")
        place = Place(Kind.SESSIONS, row.session, row.id) if row.session else None
        note = words.overdue(late) if late else due
        return Entry("action", f"{who}: {row.text}", place, (done,), note, bool(late))

    def _advice(self, page: Preparation) -> Iterator[Entry]:
        for row in page.undecided:
            decide = partial(deeds.decide, self._desk, row.id)
            yield Entry("advice", row.text, Place(Kind.ADVICE, row.id), decide=decide)

    def _untold(self, page: Preparation) -> Iterator[Entry]:
        for row in page.untold:
            told = Do(_("Told"), "check", Qt.Key.Key_D, partial(deeds.tell, self._desk, row.id))
            yield Entry("mail", f"{row.text} · {row.outcome}", Place(Kind.ADVICE, row.id), (told,))

    def _challenges(self, page: Preparation) -> Iterator[Entry]:
        for row in page.challenges:
            answer = partial(deeds.answer, self._desk, row.id)
            accept = Do(_("Accept"), "take", Qt.Key.Key_A, partial(answer, Status.ACCEPTED))
            decline = Do(_("Decline"), "leave", Qt.Key.Key_D, partial(answer, Status.DECLINED))
            does = (accept, decline) if row.status is Status.OFFERED else ()
            yield Entry("challenge", row.text, Place(Kind.CHALLENGES, row.id), does, words.of(row.status))

    def _listed(self, heading: str, entries: list[Entry]) -> Iterator[QWidget]:
        if entries:
            yield section(heading)
        for entry in entries:
            line = Line(entry, self._desk.notices)
            line.moved.connect(partial(self._on_moved, line))
            line.opened.connect(self.accept)
            self.lines.append(line)
            yield line

    def _put(self, text: str) -> None:
        """A question becomes a talking point."""
        if self.flush():
            self._attempt(lambda: self._desk.agenda.use(self._session, [text]))
            self.agenda.reload()

    def _attempt(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Trouble as trouble:
            self.foot.say(trouble.sentence)

    def _on_moved(self, line: Line, by: int) -> None:
        place = self.lines.index(line) + by
        if 0 <= place < len(self.lines):
            self.lines[place].parts[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self, change: Change) -> None:
        if change.origin is not self.agenda and change.origin not in self.agenda.forms():
            self._attempt(self.agenda.reload)
            self._attempt(self.reload)

    def _on_open(self) -> None:
        self._open_session(self._session)

    def _open_session(self, session: int) -> None:
        self.accept()
        self._desk.notices.wanted.emit(Place(Kind.SESSIONS, session))
