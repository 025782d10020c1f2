"""The editor of what a mentor gave: who and when on top, its session one key away, the form below."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.i18n import _
from mentee_app.queries import kept, relationships, sessions
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui.advice.given_form import GivenForm
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.lists.noun_tab import Editor
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.style_sheet import Role
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.heading import TitleRow, caption
from mentee_app.ui.widgets.read_only import only_reads


class GivenEditor(Editor):
    """Subclasses give `draft_type`, a form, the words of something new, and what else hangs on it."""

    begun = Signal(object)
    draft_type: type[Any]

    def __init__(self, desk: Desk, form: GivenForm, new: str, *buttons: QPushButton) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._id: int | None = None
        self._new = new
        head = TitleRow(self.delete_wanted, *buttons)
        self.title = head.title
        self.when = caption("")
        self.open_session = QPushButton(icon("sessions", Ink.ACCENT), _("Open the session"))
        self.open_session.setProperty("role", Role.QUIET.value)
        only_reads(self.open_session)
        self.open_session.clicked.connect(self._on_open_session)
        self.form = form
        form.kept_changed.connect(self.show_around)
        form.begun.connect(self._on_begun)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.UNIT)
        for widget in (head, self._when_row(), form):
            self.column.addWidget(widget)

    @property
    def fresh(self) -> bool:
        """Whether something new is shown that was not kept yet."""
        return self.form.fresh

    def begin(self) -> None:
        """Show something new, by the mentor of the last session."""
        self._id = None
        last = sessions.latest()
        mentor = relationships.one(last.relationship) if last and last.relationship else None
        self.form.begin(self.first_draft(mentor.person if mentor else None))
        self.show_around(self.form.shown)

    def first_draft(self, person: int | None) -> Any:
        """What something new by this person is at first."""
        raise NotImplementedError

    def day_of(self, shown: Kept[Any]) -> date | None:
        """The day on which it was given."""
        session = kept.one(SessionDraft, shown.draft.session)
        return session.draft.wall_start.date() if session else None

    def show_one(self, id: int) -> None:
        shown = kept.one(self.draft_type, id)
        if shown:
            self._id = id
            self.form.show_kept(shown)
            self.show_around(shown)

    def refresh(self) -> None:
        if self._id is not None and kept.one(self.draft_type, self._id):
            self.form.reload()
            self.show_around(self.form.shown)

    def flush(self) -> bool:
        return self.form.flush()

    def start_typing(self, fresh: bool = False) -> None:
        (self.form.person if self.fresh else self.form.text).start_typing(self.fresh)

    def show_around(self, shown: Kept[Any]) -> None:
        """Show what stands around the form."""
        person = kept.one(PersonDraft, shown.draft.person)
        self.title.setText(self._new if self.fresh or person is None else person.draft.name)
        day = self.day_of(shown)
        today = self._desk.today()
        parts = [days.full(day), days.distance(day, today)] if day else []
        hint = _("It is kept as soon as you say who gave it, and what it is.")
        self.when.setText(hint if self.fresh else " · ".join(parts))
        self.open_session.setVisible(shown.draft.session is not None)

    def _when_row(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        row.addWidget(self.when, 1)
        row.addWidget(self.open_session)
        return box

    def _on_changed(self, change: Change) -> None:
        if change.origin is not self.form:
            super()._on_changed(change)

    def _on_begun(self, id: int) -> None:
        self._id = id
        try:
            self.show_around(self.form.shown)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
        self.begun.emit(id)

    def _on_open_session(self) -> None:
        shown = self.form.shown
        if shown and shown.draft.session is not None and self.flush():
            self._desk.notices.wanted.emit(Place(Kind.SESSIONS, shown.draft.session, shown.id))
