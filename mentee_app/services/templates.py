"""Changes the mentee's own agenda templates."""

from collections.abc import Sequence

from mentee_app.domain import templates
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.domain.templates import TemplateDraft
from mentee_app.services.records import Records
from mentee_app.storage.tables import AgendaTemplate


class Templates(Records[TemplateDraft]):
    """Talking points to begin an agenda with."""

    kind = Kind.TEMPLATES
    draft_type = TemplateDraft
    placing = frozenset({"name", "position"})

    def problems(self, draft: TemplateDraft, own_id: int | None) -> tuple[Problem, ...]:
        return templates.problems(draft)

    def order(self, wanted: Sequence[int], origin: object = None) -> None:
        """Put the templates (ids) in this order. Raises Trouble."""
        with self._changes.transaction(Kind.TEMPLATES, origin=origin) as touched:
            for place, id in enumerate(wanted):
                its = (AgendaTemplate.id == id) & (AgendaTemplate.position != place)
                if AgendaTemplate.update(position=place).where(its).execute():
                    touched.ids.add(id)
                    touched.moved = True
