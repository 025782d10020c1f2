"""Changes challenges."""

from mentee_app.domain import challenges
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.services.records import Records


class Challenges(Records[ChallengeDraft]):
    """What mentors dared the mentee to do."""

    kind = Kind.CHALLENGES
    draft_type = ChallengeDraft
    placing = frozenset({"position", "status"})

    def problems(self, draft: ChallengeDraft, own_id: int | None) -> tuple[Problem, ...]:
        return challenges.problems(draft)
