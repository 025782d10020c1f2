"""The preparation page of a session: since last time, what is open with that person, what to talk about, one goal; printable."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain import actions as rules
from mentee_app.domain.actions import Owner
from mentee_app.domain.challenges import Status
from mentee_app.domain.kinds import Kind
from mentee_app.exports import history, pdf
from mentee_app.exports import preparation as exported
from mentee_app.i18n import _, ngettext
from mentee_app.queries import preparation
from mentee_app.queries.preparation import LastTime, OpenAction, Preparation
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui import days, deeds, prose, theme
from mentee_app.ui.desk import Desk
from mentee_app.ui.heading import caption, section
from mentee_app.ui.icons import Ink, icon
from mentee_app.ui.items import ItemList
from mentee_app.ui.lines import Do, Entry, Line
from mentee_app.ui.notices import Place
from mentee_app.ui.pdf_saver import PdfSaver, document_language
from mentee_app.ui.plain import PlainLabel, one_line
from mentee_app.ui.scrolled import scrolled
from mentee_app.ui.sessions import items
from mentee_app.ui.style_sheet import Role, dress

_NOTES_SHOWN = 600


class PreparationDialog(QDialog):
    """One page for the session with this id. Points that were not reached came along when it opens."""

    open_link: Callable[[QUrl], bool] = staticmethod(QDesktopServices.openUrl)

    def __init__(self, desk: Desk, session: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._saver = PdfSaver(self, _("Save the preparation page as PDF"))
        self.lines: list[Line] = []
        self.agenda = ItemList(desk, items.agenda(desk))
        self._said = caption("")
        self.setWindowTitle(_("Prepare"))
        self._build()
        came = desk.sessions.carry_into(session, desk.today())
        if came:
            said = ngettext("{count} point came along.", "{count} points came along from before.", came)
            self._said.setText(said.format(count=came))
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
        if self.flush():
            self._saver.stop()
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
        self._pdf: Path | None = None
        self.open_pdf = QPushButton(_("Open it"))
        self.open_pdf.setAccessibleName(_("Open the PDF"))
        self.open_pdf.setAutoDefault(False)
        dress(self.open_pdf, Role.QUIET)
        self.open_pdf.hide()
        self.open_pdf.clicked.connect(self._on_open_pdf)
        told = QHBoxLayout()
        told.setContentsMargins(0, 0, theme.GROUP, 0)
        told.addWidget(self._said, 1)
        told.addWidget(self.open_pdf)
        column.addLayout(told)
        column.addLayout(self._buttons())
        self.resize(theme.scaled(760), theme.scaled(680))

    def _buttons(self) -> QHBoxLayout:
        self._save = QPushButton(icon("pdf"), _("Save as PDF…"))
        self._save.setToolTip(_("Ctrl+P"))
        self._save.clicked.connect(self._on_save)
        QShortcut(QKeySequence("Ctrl+P"), self, self._on_save)
        open_session = QPushButton(icon("sessions"), _("Open the session"))
        open_session.clicked.connect(self._on_open)
        close = QPushButton(icon("check", Ink.ON_ACCENT), _("Done"))
        dress(close, Role.PRIMARY)
        close.clicked.connect(self.accept)
        for button in (self._save, open_session, close):
            button.setAutoDefault(False)
        self._saver.busy.connect(self._save.setDisabled)
        self._saver.said.connect(self._said.setText)
        self._saver.saved.connect(self._on_saved)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, theme.GROUP, 0)
        row.addWidget(self._save)
        row.addWidget(open_session)
        row.addStretch(1)
        row.addWidget(close)
        return row

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
            self._said.setText(trouble.sentence)

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

    def _on_saved(self, path: Path) -> None:
        self._pdf = path
        self.open_pdf.show()

    def _on_open_pdf(self) -> None:
        if self._pdf and not self.open_link(QUrl.fromLocalFile(str(self._pdf))):
            self._said.setText(_("No program here opens it. It lies at {path}.").format(path=self._pdf))

    def _on_save(self) -> None:
        self.open_pdf.hide()
        page = preparation.of_session(self._session) if self.flush() else None
        if page is not None and not self._saver.at_work:
            language, locale_name = document_language()
            paper = history.paper_for(locale_name)
            sheet = exported.template_input(page, self._desk.today(), language, paper)
            self._saver.save(sheet["title"], lambda path: pdf.preparation_pdf(sheet, path))
