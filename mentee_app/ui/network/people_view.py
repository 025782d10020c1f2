"""Everybody in the network: the list, and the chosen person in place."""

from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import people
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.noun_tab import NounTab, deleted
from mentee_app.ui.network.editor import PersonEditor
from mentee_app.ui.network.panel import NetworkPanel
from mentee_app.ui.widgets.empty_state import EmptyState


class PeopleView(NounTab):
    """List and editor of people."""

    def __init__(self, desk: Desk, empty: EmptyState | None) -> None:
        sentence = _(
            "The people you know, mentors or not: when you last spoke, who opened which door, what you can give back."
        )
        empty = empty or EmptyState("network", sentence, [(_("Add a person"), self.begin_new)])
        super().__init__(desk, NetworkPanel(desk), PersonEditor(desk), empty, _("Nobody fits the filter."))
        self.editor.introductions.chosen.connect(self.open_one)

    def add(self) -> int | None:
        return self._desk.people.add(PersonDraft(name=_("New person")), origin=self).id

    def discard(self, id: int) -> tuple[int, str]:
        row = people.one(id)
        return self._desk.people.trash(id, origin=self), deleted(row.name if row else "")

    def has_any(self) -> bool:
        return people.count() > 0
