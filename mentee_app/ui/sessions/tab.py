"""The Sessions tab: what was said, meeting by meeting."""

from mentee_app.domain.sessions import SessionDraft
from mentee_app.i18n import _, ngettext
from mentee_app.queries import sessions
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.noun_tab import NounTab
from mentee_app.ui.sessions.editor import SessionEditor
from mentee_app.ui.sessions.log_dialog import LogDialog
from mentee_app.ui.sessions.panel import SessionsPanel
from mentee_app.ui.sessions.plan_dialog import PlanDialog
from mentee_app.ui.sessions.with_person import WithPersonDialog
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.empty_state import EmptyState


class SessionsTab(NounTab):
    """List and editor of sessions."""

    def __init__(self, desk: Desk, empty: EmptyState) -> None:
        super().__init__(
            desk, SessionsPanel(desk), SessionEditor(desk), empty, _("No session fits the filter.")
        )
        self.editor.moved.connect(self._on_kept)
        self.editor.again_wanted.connect(self._on_again_wanted)
        self.editor.delete_following_wanted.connect(self._on_delete_following)

    def add(self) -> int | None:
        self.log()
        return None

    def log(self, relationship: int | None = None) -> None:
        """Show the dialog that logs a session; what is kept is opened here. Raises Trouble."""
        self._open(LogDialog(self._desk, self, relationship))

    def plan(self, relationship: int | None = None) -> None:
        """Show the dialog that plans sessions; the first is opened here. Raises Trouble."""
        self._open(PlanDialog(self._desk, self, relationship))

    def discard(self, id: int) -> tuple[int, str]:
        row = sessions.page([id])[0]
        sentence = _("Deleted the session with {name}, {day}.").format(
            name=row.mentor, day=days.spoken(row.wall_start.date(), self._desk.today())
        )
        return self._desk.sessions.trash(id, origin=self), sentence

    def _open(self, dialog: WithPersonDialog) -> None:
        dialog.kept.connect(self._on_kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_kept(self, id: int) -> None:
        self.open_one(id)
        self.editor.go_on_writing()

    def _on_again_wanted(self, missed: SessionDraft) -> None:
        try:
            self._open(PlanDialog(self._desk, self, missed.relationship, again=missed))
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)

    def _on_delete_following(self) -> None:
        if self.shown is None or not self.let_go():
            return
        id, name = self.shown, self.editor.title.text()
        gone = {id, *sessions.following(id)}
        ids = self.panel.list.rows
        rest = (ids.id_at(place) for place in range(ids.row_of(id), ids.rowCount()))
        neighbour = next((each for each in rest if each not in gone), None)
        try:
            deed = self._desk.sessions.trash_following(id)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        if neighbour is not None:
            self.open_one(neighbour)
        sentence = ngettext(
            "Deleted {count} session with {name}.", "Deleted {count} sessions with {name}.", len(gone)
        )
        self._desk.notices.undoable.emit(sentence.format(count=len(gone), name=name), deed)
