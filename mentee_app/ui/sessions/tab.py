"""The Sessions tab: what was said, meeting by meeting."""

from mentee_app.domain import moments
from mentee_app.domain import sessions as rules
from mentee_app.domain.sessions import SessionDraft
from mentee_app.i18n import _
from mentee_app.queries import sessions
from mentee_app.ui import days
from mentee_app.ui.desk import Desk
from mentee_app.ui.empty_state import EmptyState
from mentee_app.ui.noun_tab import NounTab
from mentee_app.ui.sessions.editor import SessionEditor
from mentee_app.ui.sessions.panel import SessionsPanel
from mentee_app.ui.sessions.with_whom import WithWhom


class SessionsTab(NounTab):
    """List and editor of sessions."""

    def __init__(self, desk: Desk, empty: EmptyState) -> None:
        super().__init__(
            desk, SessionsPanel(desk), SessionEditor(desk), empty, _("No session fits the filter.")
        )

    def add(self) -> int | None:
        relationship = WithWhom(self._desk, self).ask()
        return None if relationship is None else self.begin_with(relationship)

    def begin_in(self, relationship: int) -> None:
        """Begin a session in a relationship (id) and put the cursor into it. Raises Trouble."""
        self.open_one(self.begin_with(relationship))
        self.editor.start_typing()

    def begin_with(self, relationship: int) -> int:
        """Keep a new session in a relationship (id), now, with the habits of the last one; its id."""
        now = moments.rounded(self._desk.now())
        habits = sessions.latest(relationship) or sessions.latest() or SessionDraft()
        draft = SessionDraft(
            relationship=relationship,
            status=rules.first_status(now, self._desk.now()),
            wall_start=now,
            zone=self._desk.zone,
            minutes=habits.minutes or 60,
            medium=habits.medium,
        )
        return self._desk.sessions.add(draft, origin=self).id

    def discard(self, id: int) -> tuple[int, str]:
        row = sessions.page([id])[0]
        sentence = _("Deleted the session with {name}, {day}.").format(
            name=row.mentor, day=days.spoken(row.wall_start.date(), self._desk.today())
        )
        return self._desk.sessions.trash(id, origin=self), sentence
