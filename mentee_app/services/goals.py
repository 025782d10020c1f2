"""Changes goals, their milestones and check-ins."""

from mentee_app.domain import goals
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.services.records import Records


class Goals(Records[GoalDraft]):
    """What the mentee wants to expand."""

    kind = Kind.GOALS
    draft_type = GoalDraft
    placing = frozenset({"title", "status", "target_on", "area"})

    def problems(self, draft: GoalDraft, own_id: int | None) -> tuple[Problem, ...]:
        return goals.problems(draft)


class Milestones(Records[MilestoneDraft]):
    """Steps of a goal."""

    kind = Kind.MILESTONES
    draft_type = MilestoneDraft
    placing = frozenset({"position"})

    def problems(self, draft: MilestoneDraft, own_id: int | None) -> tuple[Problem, ...]:
        return goals.milestone_problems(draft)


class CheckIns(Records[CheckInDraft]):
    """Dated self-assessments of a goal."""

    kind = Kind.CHECK_INS
    draft_type = CheckInDraft
    placing = frozenset({"held_on"})

    def problems(self, draft: CheckInDraft, own_id: int | None) -> tuple[Problem, ...]:
        return goals.check_in_problems(draft)
