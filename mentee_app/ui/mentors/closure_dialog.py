"""Ends a relationship with dignity: the last talk, what was learned, thanks, staying in touch, and the day; one page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Flaw, Refused
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.i18n import _, ngettext
from mentee_app.queries import kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import let_go
from mentee_app.ui.forms.fields import Unreadable
from mentee_app.ui.mentors.closing_form import ClosingForm
from mentee_app.ui.mentors.last_talk import LastTalk
from mentee_app.ui.mentors.still_planned import StillPlanned
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel, one_line
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.scrolled import scrolled


class ClosureDialog(QDialog):
    """Everything is saved as it is typed, and only `end` ends the relationship; Esc leaves it as it is."""

    def __init__(self, desk: Desk, relationship: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = relationship
        self.form = ClosingForm(desk)
        self.last_talk = LastTalk(desk)
        self.planned = StillPlanned(desk)
        self._said_blanks = ""
        self._ended = False
        self.end = QPushButton("")
        self.later = QPushButton(_("Not now"))
        self.said = PlainLabel("", wrap=True)
        self._build()
        self._connect()
        self._show()

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self.form.flush() and self._keep_interval()

    def done(self, result: int) -> None:
        """Close, with what was typed kept; it stays open where that could not be saved."""
        if result == QDialog.DialogCode.Accepted or let_go(self, self._desk.notices, self.flush):
            super().done(result)

    def _show(self) -> None:
        shown = kept.one(RelationshipDraft, self._id)
        person = kept.one(PersonDraft, shown.draft.person) if shown else None
        if shown is None or person is None:
            return
        self._ended = shown.draft.status is Status.ENDED
        self.form.show_person(person)
        self.form.show_kept(shown)
        self.last_talk.show_relationship(shown.id)
        self.last_talk.setVisible(not self._ended)
        self._show_planned()
        self.title.setText(_("End well with {name}").format(name=one_line(person.draft.name)))
        self.end.setText(_("Keep the closing") if self._ended else _("Keep all and end it"))
        self.later.setText(_("Close") if self._ended else _("Not now"))

    def _show_planned(self) -> None:
        try:
            end = self.form.ended_on.value()
        except Unreadable:
            end = None
        self.planned.show_relationship(self._id, self._ended, end, self.last_talk.session)

    def _build(self) -> None:
        self.setWindowTitle(_("End well"))
        self.title = prose.title("")
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, theme.UNIT, 0)
        inner.setSpacing(theme.UNIT)
        inner.addWidget(
            caption(
                _(
                    "Every step may stay empty. What you type is kept at once; the relationship goes on until you"
                    " end it here."
                )
            )
        )
        inner.addWidget(self.last_talk)
        inner.addWidget(self.form)
        inner.addWidget(self.planned)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        margin = theme.space(theme.MARGIN)
        column.setContentsMargins(margin, margin, margin, theme.space(theme.GROUP))
        column.setSpacing(theme.UNIT)
        column.addWidget(self.title)
        column.addWidget(scrolled(content), 1)
        self.said.hide()
        column.addWidget(self.said)
        column.addLayout(self._foot())
        room = self.screen().availableGeometry()
        wide = theme.reading_width(self.font()) + 2 * margin
        self.resize(min(wide, room.width() * 9 // 10), min(theme.scaled(720), room.height() * 9 // 10))

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.end)
        dress(self.end, Role.PRIMARY)
        return row

    def _connect(self) -> None:
        self.end.clicked.connect(self._on_end)
        self.later.clicked.connect(self.reject)
        self.form.ended_on.edited.connect(self._on_changed)
        self._desk.feed.changed.connect(self._on_changed)
        self.last_talk.plan.clicked.connect(self._on_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field ends nothing, on a button it presses it; Ctrl+Enter ends from anywhere."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_end()
        elif not enter:
            super().keyPressEvent(event)

    def _on_changed(self) -> None:
        try:
            self._show_planned()
        except Trouble as trouble:
            self._say(trouble.sentence)

    def _tells_blanks(self) -> bool:
        """Say once what is still to be filled in in the thanks; the next press goes on all the same."""
        blanks = self.form.blanks()
        if not blanks or blanks == self._said_blanks:
            return False
        self._said_blanks = blanks
        sentence = _("Your thanks still say {blanks}. Fill it in, or press “{button}” again to keep it so.")
        self._say(sentence.format(blanks=blanks, button=self.end.text()), Role.CAPTION)
        return True

    def _on_end(self) -> None:
        if not self.form.flush():
            self._say(_("This could not be saved yet. What you typed is still here."))
            return
        if self._tells_blanks():
            return
        try:
            day = self.form.ended_on.value() or self._desk.today()
            every = self.form.interval()
            self._show_planned()
            trashed = self.planned.trashed()
            deed = self._desk.relationships.end_well(
                self._desk.people, self._id, day, every, origin=self, trashed=trashed
            )
        except Unreadable:
            self._say(_("One field cannot be read yet. It says what is wrong."))
            return
        except Refused as refused:
            for problem in refused.problems:
                if problem.flaw is Flaw.END_BEFORE_START:
                    self.form.ended_on.show_flaw(problem.flaw)
            self._say(_("The end is before the start. Change the day, or the start of the relationship."))
            return
        except Trouble as trouble:
            self._say(trouble.sentence)
            return
        self.accept()
        self._desk.notices.saved.emit()
        self._desk.notices.undoable.emit(self._spoken(len(trashed)), deed)

    def _spoken(self, trashed: int) -> str:
        """What was done, with how many planned sessions went in the trash."""
        sentence = _("Closing kept: {name}.") if self._ended else _("Ended: {name}.")
        said = sentence.format(name=self.form.name)
        if not trashed:
            return said
        along = ngettext(
            "{count} planned session is in the trash.", "{count} planned sessions are in the trash.", trashed
        )
        return f"{said} {along.format(count=trashed)}"

    def _keep_interval(self) -> bool:
        """How often to keep in touch, typed and then left, is kept with the person."""
        try:
            return self.form.keep_interval()
        except Unreadable:
            return True

    def _say(self, sentence: str, role: Role = Role.PROBLEM) -> None:
        dress(self.said, role)
        self.said.setText(sentence)
        self.said.show()
