"""Looks up areas of life."""

from dataclasses import dataclass

from mentee_app.domain.areas import Colour
from mentee_app.storage import rows
from mentee_app.storage.tables import Area


@dataclass(frozen=True)
class AreaRow:
    """An area in a list."""

    id: int
    name: str
    colour: Colour


def all_areas() -> list[AreaRow]:
    """All areas in the mentee's order."""
    query = Area.select(Area.id, Area.name, Area.colour).where(Area.deleted_at.is_null())
    found = rows.tuples(query.order_by(Area.position, Area.id))
    return [AreaRow(id, name, Colour(colour)) for id, name, colour in found]
