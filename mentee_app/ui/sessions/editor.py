"""One session in place: its head with what became of it, and its form; everything is saved as it is typed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mentee_app.domain import moments
from mentee_app.domain.kinds import Kind
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.i18n import _, ngettext
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Change
from mentee_app.services.records import Vanished
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.noun_tab import Editor
from mentee_app.ui.sessions.head import SessionHead
from mentee_app.ui.sessions.session_form import SessionForm
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.later import later

_SETTLED_MS = 100
_OFFERED = {Kind.RELATIONSHIPS, Kind.PEOPLE, Kind.GOALS, Kind.AREAS}


class SessionEditor(Editor):
    """Shows one session. `moved` carries the id of the one that came in its place, `preparation_wanted` that of this one,
    `again_wanted` the draft of this one, which was missed."""

    shows = frozenset(
        {
            Kind.SESSIONS,
            Kind.RELATIONSHIPS,
            Kind.PEOPLE,
            Kind.GOALS,
            Kind.AGENDA,
            Kind.ADVICE,
            Kind.CHALLENGES,
            Kind.ACTIONS,
        }
    )
    moved = Signal(object)
    preparation_wanted = Signal(object)
    delete_following_wanted = Signal()
    again_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._id: int | None = None
        self._before = SessionDraft()
        self._offered = False
        self.head = SessionHead(desk, self.delete_wanted)
        self.title, self.when = self.head.title, self.head.when
        self.form = SessionForm(desk)
        self.items = self.form.items
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self.head)
        column.addSpacing(theme.UNIT)
        column.addWidget(self.form)
        self._connect()

    def show_one(self, id: int) -> None:
        shown = kept.one(SessionDraft, id)
        if shown is None:
            self._id = id
            return
        if id != self._id:
            self._before = shown.draft
        self._id = id
        self._offer()
        self.form.show_kept(shown)
        self.form.show_belongings(id)
        self._on_kept(shown)

    def show_part(self, id: int) -> None:
        form = self.form.part(id)
        if form:
            form.start_typing()
            self._bring_into_view(form)

    def refresh(self) -> None:
        if self._id is not None and kept.one(SessionDraft, self._id):
            self._offer()
            self.form.reload()
            self.form.reload_belongings()
            if self.form.shown:
                self._on_kept(self.form.shown)

    def flush(self) -> bool:
        return self.form.flush()

    def start_typing(self, fresh: bool = False) -> None:
        self.form.notes.start_typing()

    def go_on_writing(self) -> None:
        """Put the cursor behind what the notes say, or into the agenda of a session that is to come."""
        if self.form.shown and self.form.shown.draft.status is Status.PLANNED:
            self.form.agenda.begin()
            self._bring_into_view(self.form.agenda.new_line)
            return
        self.start_typing()
        self._bring_into_view(self.form.notes.edit)
        edit = self.form.notes.edit
        edit.moveCursor(edit.textCursor().MoveOperation.End)

    def _connect(self) -> None:
        self.form.kept_changed.connect(self._on_kept)
        self.head.preparation_wanted.connect(self._on_preparation_wanted)
        self.head.held.connect(self._on_held)
        self.head.missed.connect(self._on_missed)
        self.head.again_wanted.connect(self._on_again_wanted)
        self.head.move_wanted.connect(self._on_move_wanted)
        self.head.change_wanted.connect(self._on_change_wanted)
        self.head.delete_following_wanted.connect(self.delete_following_wanted)

    def _offer(self) -> None:
        """Offer the relationships and goals anew only where one of them changed: there can be hundreds."""
        if not self._offered:
            self.form.offer_choices()
            self._offered = True

    def _on_changed(self, change: Change) -> None:
        self._offered = self._offered and change.kinds.isdisjoint(_OFFERED)
        if change.origin not in self.form.origins():
            super()._on_changed(change)
        elif change.origin is self.form and change.kinds != {Kind.SESSIONS}:
            self._ask(self.form.reload_belongings)  # what was said went along with it to somebody else

    def _on_kept(self, shown: Kept[SessionDraft]) -> None:
        self.head.show_session(shown, self._before)

    def _on_preparation_wanted(self) -> None:
        if self.form.shown and self.flush():
            self.preparation_wanted.emit(self.form.shown.id)

    def _on_held(self) -> None:
        self._do(self._hold)
        self.go_on_writing()

    def _hold(self) -> None:
        began = moments.rounded(self._desk.now()) if self._is_ahead() else None
        sentence = self._said(
            _("Held now, planned for later: {session}.") if began else _("Held: {session}.")
        )
        deed = self._desk.sessions.hold(self.form.shown.id, began=began, zone=self._desk.zone)
        self._desk.notices.undoable.emit(sentence, deed)

    def _on_missed(self) -> None:
        self._do(self._miss)

    def _miss(self) -> None:
        ahead = self._is_ahead()
        sentence = _("Will not take place, although it is still to come: {session}.")
        deed = self._desk.sessions.miss(self.form.shown.id)
        self._desk.notices.undoable.emit(self._said(sentence if ahead else _("Missed: {session}.")), deed)

    def _is_ahead(self) -> bool:
        """Whether the shown session is to begin later than now."""
        draft, desk = self.form.shown.draft, self._desk
        return moments.is_ahead(draft.wall_start, draft.zone, desk.now(), desk.zone)

    def _on_again_wanted(self) -> None:
        if self.form.shown and self.flush():
            self.again_wanted.emit(self.form.shown.draft)

    def _on_move_wanted(self) -> None:
        if self.form.shown and self.flush():
            from mentee_app.ui.sessions.move_dialog import MoveDialog

            dialog = MoveDialog(self._desk, self, self.form.shown, self.title.text())
            dialog.moved.connect(self.moved)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_change_wanted(self) -> None:
        self._do(self._change_following)

    def _change_following(self) -> None:
        shown = self.form.shown
        changed = self._desk.sessions.change_following(shown.id, self._before)
        count = len(changed.sessions)
        sentence = ngettext(
            "Changed {count} session that follows.", "Changed {count} sessions that follow.", count
        )
        self._before = shown.draft
        self._on_kept(shown)
        self._desk.notices.undoable.emit(sentence.format(count=count), changed.deed)

    def _do(self, deed) -> None:
        """Do something with the shown session once all that is typed is saved."""
        if not self.form.shown or not self.flush():
            return
        try:
            self.form.attempt(deed)
        except Vanished:
            self._desk.notices.failed.emit(_("This session was deleted meanwhile."))

    def _said(self, sentence: str) -> str:
        when = days.moment(self.form.shown.draft.wall_start, self._desk.today())
        return sentence.format(session=f"{self.title.text()}, {when}")

    def _bring_into_view(self, widget: QWidget) -> None:
        """Now and again once the page, and then the undo bar, has its size."""
        for wait in (0, _SETTLED_MS):
            later(wait, widget, partial(self._scroll_to, widget))

    def _scroll_to(self, widget: QWidget) -> None:
        area = self.parentWidget()
        while area and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area:
            area.ensureWidgetVisible(widget, 0, theme.MARGIN)
