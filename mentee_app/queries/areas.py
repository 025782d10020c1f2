"""Looks up areas of life."""

from dataclasses import dataclass

from mentee_app.domain.areas import Colour
from mentee_app.queries import paging
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


@dataclass(frozen=True)
class AreaUse:
    """How much hangs on an area: relationships and goals in it, people who know their way, needs."""

    id: int
    relationships: int
    goals: int
    people: int
    needs: int


def uses() -> dict[int, AreaUse]:
    """How much hangs on each area, by its id."""

    def counted(table: str) -> str:
        return f"(SELECT count(*) FROM {table} t WHERE t.area_id = a.id AND t.deleted_at IS NULL)"

    counts = ", ".join(counted(table) for table in ("relationship", "goal", "person_area", "area_need"))
    found = paging.every(AreaUse, f"SELECT a.id, {counts} FROM area a WHERE a.deleted_at IS NULL")
    return {use.id: use for use in found}
