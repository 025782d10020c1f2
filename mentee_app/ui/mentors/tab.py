"""The Mentors tab: people with a relationship."""

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.i18n import _
from mentee_app.queries import people
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.lists.noun_tab import NounTab
from mentee_app.ui.mentors.editor import MentorEditor
from mentee_app.ui.mentors.panel import MentorsPanel
from mentee_app.ui.widgets.empty_state import EmptyState


class MentorsTab(NounTab):
    """List and editor of mentors."""

    def __init__(self, desk: Desk, empty: EmptyState) -> None:
        super().__init__(desk, MentorsPanel(desk), MentorEditor(desk), empty, _("No mentor fits the filter."))

    def add(self) -> int | None:
        person = PersonDraft(name=_("New mentor"))
        kept = self._desk.relationships.start_with(
            self._desk.people, person, RelationshipDraft(status=Status.ACTIVE), origin=self
        )
        return kept.draft.person

    def discard(self, id: int) -> tuple[int, str]:
        row = people.one(id)
        return self._desk.people.trash(id, origin=self), deleted(row.name if row else "")
