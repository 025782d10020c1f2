"""The Requests tab: every run of "What am I asking for?", its result, and what came of it."""

from mentee_app.domain.requests import RequestDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.lists.noun_tab import NounTab
from mentee_app.ui.requests.editor import RequestEditor
from mentee_app.ui.requests.panel import RequestsPanel
from mentee_app.ui.widgets.empty_state import EmptyState


class RequestsTab(NounTab):
    """List and editor of requests; a new one is begun in the wizard."""

    def __init__(self, desk: Desk) -> None:
        sentence = _("Not sure what kind of help you want? A few plain questions sort it out.")
        empty = EmptyState("ask", sentence, [(_("What am I asking for?"), self._ask)])
        super().__init__(
            desk, RequestsPanel(desk), RequestEditor(desk), empty, _("No request fits the filter.")
        )

    def add(self) -> int | None:
        self._ask()
        return None

    def discard(self, id: int) -> tuple[int, str]:
        found = kept.one(RequestDraft, id)
        sentence = deleted(found.draft.own_words if found else "")
        return self._desk.requests.trash(id, origin=self), sentence

    def _ask(self) -> None:
        self._desk.notices.wizard_wanted.emit(None)
