"""Changes the mentee's own agenda templates."""

from mentee_app.domain import templates
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.domain.templates import TemplateDraft
from mentee_app.services.records import Records


class Templates(Records[TemplateDraft]):
    """Talking points to begin an agenda with."""

    kind = Kind.TEMPLATES
    draft_type = TemplateDraft
    placing = frozenset({"name", "position"})

    def problems(self, draft: TemplateDraft, own_id: int | None) -> tuple[Problem, ...]:
        return templates.problems(draft)
