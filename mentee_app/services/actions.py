"""Changes actions."""

import dataclasses
from datetime import date

from mentee_app.domain import actions
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.services import trash
from mentee_app.services.records import Records
from mentee_app.storage.tables import Action


class Actions(Records[ActionDraft]):
    """Things to do, mine and theirs."""

    kind = Kind.ACTIONS
    draft_type = ActionDraft
    placing = frozenset({"position", "due_on", "done_on"})

    def problems(self, draft: ActionDraft, own_id: int | None) -> tuple[Problem, ...]:
        return actions.problems(draft)

    def finish(self, id: int, today: date, origin: object = None) -> int:
        """Say that it is done; the id of the deed, for undo. Raises Vanished, Trouble."""
        with self._changes.transaction(Kind.ACTIONS, origin=origin) as touched:
            now = self.current(id)
            deed = trash.remember(Action, id, {"done_on": today.isoformat()}, "finish action")
            self._update(now, dataclasses.replace(now.draft, done_on=today), touched)
            return deed
