"""The Goals tab: what the mentee wants to expand."""

from mentee_app.domain.goals import GoalDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.goals.editor import GoalEditor
from mentee_app.ui.goals.panel import GoalsPanel
from mentee_app.ui.lists.noun_tab import NounTab
from mentee_app.ui.widgets.empty_state import EmptyState


class GoalsTab(NounTab):
    """List and editor of goals."""

    def __init__(self, desk: Desk, empty: EmptyState) -> None:
        super().__init__(desk, GoalsPanel(desk), GoalEditor(desk), empty, _("No goal fits the filter."))

    def add(self) -> int | None:
        return self._desk.goals.add(GoalDraft(title=_("New goal")), origin=self).id

    def discard(self, id: int) -> tuple[int, str]:
        row = kept.one(GoalDraft, id)
        return self._desk.goals.trash(id, origin=self), deleted(row.draft.title if row else "")
