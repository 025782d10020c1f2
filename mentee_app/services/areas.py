"""Changes the areas of life, and the help that is wanted in them."""

from mentee_app.domain import areas
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.queries import areas as area_queries
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Records


class Areas(Records[AreaDraft]):
    """Areas, named and coloured by the mentee."""

    kind = Kind.AREAS
    draft_type = AreaDraft
    placing = frozenset({"name", "position"})

    def problems(self, draft: AreaDraft, own_id: int | None) -> tuple[Problem, ...]:
        return areas.problems(draft)

    def named(self, name: str, origin: object = None) -> int | None:
        """The id of the area with this name, made where there is none; None for an empty name."""
        if not name.strip():
            return None
        rows = area_queries.all_areas()
        found = next((row.id for row in rows if row.name.casefold() == name.strip().casefold()), None)
        if found is not None:
            return found
        colour = areas.next_colour(tuple(row.colour for row in rows))
        made: Kept[AreaDraft] = self.add(AreaDraft(name.strip(), colour, len(rows)), origin)
        return made.id


class Needs(Records[NeedDraft]):
    """The kind of help that is wanted in an area."""

    kind = Kind.NEEDS
    draft_type = NeedDraft
    placing = frozenset({"position"})

    def problems(self, draft: NeedDraft, own_id: int | None) -> tuple[Problem, ...]:
        return areas.need_problems(draft)
