"""Logs a session in seconds: who, and one text; the rest stands there. What is left half done waits for the next time."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QWidget

from mentee_app.domain import moments
from mentee_app.domain import sessions as rules
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.relationships import Status as RelationshipStatus
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.domain.unfinished import Part, SetAside, Unfinished
from mentee_app.i18n import _
from mentee_app.queries import kept, sessions, unfinished
from mentee_app.queries.kept import Kept
from mentee_app.services.company import Company
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import Autosave, let_go
from mentee_app.ui.forms.fields import Field, TextField, Unreadable
from mentee_app.ui.forms.unsaved import Again
from mentee_app.ui.sessions.with_person import WithPersonDialog
from mentee_app.ui.style.plain import literal
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.heading import caption

_NOTHING = object()


class LogDialog(WithPersonDialog):
    """Esc keeps what was typed; it stands there again the next time."""

    def __init__(self, desk: Desk, parent: QWidget | None, relationship: int | None = None) -> None:
        super().__init__(desk, parent, _("Log a session"), relationship)
        self._planned: Kept[SessionDraft] | None = None
        self._left_begun = False
        self._autosave = Autosave(self, desk.feed.told_after, self._words, self._rest)
        self._autosave.due.connect(self._on_due)
        self.said = TextField("said", _("What was said"), _("A few words will do. You can go on later."), 5)
        self._build()
        waiting = unfinished.session()
        if waiting:
            self._show_waiting(waiting)
        else:
            self.begin()
            self._start_at(relationship)

    def flush(self) -> bool:
        """Save what is typed, as something begun; whether it is saved."""
        return self._autosave.flush()

    def done(self, result: int) -> None:
        if not let_go(self, self._desk.notices, self.flush):
            return
        if self._left_begun:
            self._left_begun = False
            try:
                self._desk.sessions.leave_unfinished()
            except Trouble as trouble:
                self._desk.notices.failed.emit(trouble.sentence)
        super().done(result)

    def keep(self) -> None:
        self.refuse_unclear()
        draft = self._logged(self.fresh_draft())
        planned = self._planned.id if self._planned and self.hold.isChecked() else None
        company = None if planned else self.company()
        name = self.person.typed
        with self._desk.feed.told_after():
            made = self._desk.sessions.log(draft, self._desk.today(), company, planned, origin=self)
            self._autosave.done()
        self._desk.notices.undoable.emit(self._sentence(draft, name), made.deed)
        self.kept.emit(made.sessions[0])

    def first_start(self) -> datetime:
        return moments.rounded(self._desk.now())

    def after_person(self) -> None:
        self.said.start_typing()

    def person_changed(self) -> None:
        super().person_changed()
        self._offer_planned()
        self._say_ended()

    def on_edited(self, name: str) -> None:
        super().on_edited(name)
        if name == "wall_start":
            self._offer_planned()
        self._autosave.touch()

    def _build(self) -> None:
        self._again = Again()
        self.start_empty = self._again.start_empty
        self._again.empty_wanted.connect(self._on_start_empty)
        self._column.addWidget(self._again)
        self.hold = QCheckBox()
        self.hold.hide()
        self.hold.toggled.connect(self._on_hold_toggled)
        self.add_frame()
        self._ended = caption("")
        self._column.addWidget(self._ended)
        self._column.addWidget(self.hold)
        self._ahead = caption("")
        self._column.addWidget(self._ahead)
        self.add_row(self.said)
        self.finish(_("Keep the session"), _("Not now"))
        self.leave_button.setToolTip(_("Esc; what you typed is kept"))
        self.setMinimumWidth(520)

    def _start_at(self, relationship: int | None) -> None:
        if relationship is None:
            self.person.start_typing(replace=True)
        else:
            self.said.start_typing()

    def _show_waiting(self, waiting: Unfinished) -> None:
        self._again.show()
        self._touched = set(waiting.touched) | {"wall_start"}
        if waiting.person is not None:
            self.person.show_value(waiting.person)
        if waiting.person is None or not self.person.typed:
            self.person.show_value(None)
            self.person.widget.show_text(waiting.name)
        self.start.show_value(waiting.wall_start)
        self.minutes.show_value(waiting.minutes)
        self.medium.show_value(waiting.medium)
        self.said.show_value(waiting.said)
        self.person_changed()
        self.said.start_typing()
        self.said.edit.moveCursor(self.said.edit.textCursor().MoveOperation.End)

    def _on_start_empty(self) -> None:
        try:
            deed = self._desk.sessions.put_away_unfinished() if self.flush() else None
            self._left_begun = True
        except Trouble as trouble:
            self.say(trouble.sentence)
            return
        if deed is not None:
            self._desk.notices.undoable.emit(_("What you had begun to log is put away."), deed)
        self._again.hide()
        self._touched.clear()
        self.said.show_value("")
        self._autosave.done()
        self.begin()
        self.person.start_typing(replace=True)

    def _say_ended(self) -> None:
        """A session with somebody whose mentoring has ended is kept there: say so before it is."""
        id = self._relationship.id if self._relationship and self.company() is None else None
        found = kept.one(RelationshipDraft, id) if id else Company.where_one_meets(self.person.value())
        ended = found is not None and found.draft.status is RelationshipStatus.ENDED
        self._ended.setVisible(ended)
        if ended and found.draft.ended_on:
            day = days.spoken(found.draft.ended_on, self._desk.today())
            self._ended.setText(_("Your time with them ended: {day}. This is kept there.").format(day=day))
        elif ended:
            self._ended.setText(_("Your time with them has ended. This is kept there."))

    def _offer_planned(self) -> None:
        """Where one is planned near the time that is meant, it is that one, unless somebody says no."""
        person, wall = self.person.value(), self._wall()
        found = None
        if person is not None and wall and self._status(wall) is Status.HELD:
            found = sessions.planned_near(person, moments.instant(wall, self._desk.zone), wall)
        if (found.id if found else None) != (self._planned.id if self._planned else None):
            self._planned = found
            self.hold.setVisible(found is not None)
            self.hold.setChecked(found is not None)
            if found:
                when = days.moment(found.draft.wall_start, self._desk.today())
                self.hold.setText(literal(_("Hold the session planned for {time}").format(time=when)))
        self._fill_in()

    def _on_hold_toggled(self) -> None:
        self._fill_in()

    def _fill_in(self) -> None:
        """The rest follows the planned session that is held, or the habits."""
        now = self.first_start()
        if self._planned and self.hold.isChecked():
            self.prefill(self._planned_start(now), self._planned.draft)
        else:
            self.prefill(now, self.habits())
        wall = self._wall()
        ahead = wall is not None and self._status(wall) is Status.PLANNED
        self._ahead.setText(_("It starts later than now, so it is kept as planned.") if ahead else "")
        self._ahead.setVisible(ahead)

    def _planned_start(self, now: datetime) -> datetime:
        """When the planned one began; one that was planned for later than now began before its time."""
        was = self._planned.draft
        begun = moments.instant(was.wall_start, was.zone) <= moments.instant(now, self._desk.zone)
        return was.wall_start if begun else now

    def _wall(self) -> datetime | None:
        """When it is: as touched, or now. None where that cannot be read."""
        if "wall_start" not in self._touched:
            return self.first_start()
        try:
            wall = self.start.value()
        except Unreadable:
            return None
        return None if moments.flaw_of(wall, self._desk.zone) else wall

    def _status(self, wall: datetime) -> Status:
        return rules.first_status(wall, self._desk.now())

    def _logged(self, typed: SessionDraft) -> SessionDraft:
        said = self.said.value().rstrip()
        if self._planned and self.hold.isChecked():
            was = self._planned.draft
            notes = "\n\n".join(part for part in (was.notes, said) if part.strip())
            moved = typed.wall_start != was.wall_start
            return dataclasses.replace(
                was,
                status=Status.HELD,
                wall_start=typed.wall_start,
                zone=typed.zone if moved else was.zone,
                minutes=typed.minutes,
                medium=typed.medium,
                notes=notes,
            )
        return dataclasses.replace(typed, status=self._status(typed.wall_start), notes=said)

    def _sentence(self, draft: SessionDraft, name: str) -> str:
        when = days.moment(draft.wall_start, self._desk.today())
        if draft.status is Status.PLANNED:
            return _("Planned a session with {name}, {when}.").format(name=name, when=when)
        return _("Kept the session with {name}, {when}.").format(name=name, when=when)

    def _words(self) -> SetAside | None:
        return self._as_words((self.said, *self._unreadable()))

    def _rest(self) -> SetAside | None:
        return self._as_words(self._unreadable())

    def _unreadable(self) -> tuple[Field, ...]:
        """The fields of which nothing can be kept as something begun."""
        return tuple(each for each in (self.start, self.minutes) if _or(each, _NOTHING) is _NOTHING)

    def _as_words(self, fields: Sequence[Field]) -> SetAside | None:
        title = _("What was said with {name}").format(name=self.person.typed or _("somebody"))
        parts = tuple(Part(each.label.text(), each.words()) for each in fields if each.words().strip())
        return SetAside(title, parts) if parts else None

    def _on_due(self) -> None:
        try:
            self._keep_begun()
        except Trouble as trouble:
            self._autosave.failed()
            self.say(trouble.sentence)
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._autosave.done()

    def _keep_begun(self) -> None:
        self._left_begun = True
        typed_name = "person" in self._touched and bool(self.person.typed)
        if not self.said.value().strip() and not typed_name:
            self._desk.sessions.forget_unfinished()
            return
        self._desk.sessions.keep_unfinished(
            Unfinished(
                person=self.person.value(),
                name=self.person.typed,
                wall_start=_or(self.start, self.first_start()),
                minutes=_or(self.minutes, None),
                medium=self.medium.value(),
                said=self.said.value(),
                touched=tuple(sorted(self._touched)),
            )
        )
        self._desk.notices.saved.emit()


def _or(field, otherwise):
    """The value of a field; where it cannot be read, something else is kept of it."""
    try:
        return field.value()
    except Unreadable:
        return otherwise
