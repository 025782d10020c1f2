"""Changes challenges."""

import dataclasses

from mentee_app.domain import challenges
from mentee_app.domain.challenges import ChallengeDraft, Status
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.services import trash
from mentee_app.services.records import Records
from mentee_app.storage.tables import Challenge


class Challenges(Records[ChallengeDraft]):
    """What mentors dared the mentee to do."""

    kind = Kind.CHALLENGES
    draft_type = ChallengeDraft
    placing = frozenset({"position", "status", "person"})

    def problems(self, draft: ChallengeDraft, own_id: int | None) -> tuple[Problem, ...]:
        return challenges.problems(draft)

    def answer(self, id: int, status: Status, origin: object = None) -> int:
        """Accept, decline, say it is done, or leave it open again; the id of the deed, for undo. Raises Vanished, Trouble."""
        with self._changes.transaction(Kind.CHALLENGES, origin=origin) as touched:
            now = self.current(id)
            deed = trash.remember(Challenge, id, {"status": status.value}, f"challenge {status.value}")
            self._update(now, dataclasses.replace(now.draft, status=status), touched)
            return deed
