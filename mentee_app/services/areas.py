"""Changes the areas of life, and the help that is wanted in them."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from mentee_app.domain import areas
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.queries import areas as area_queries
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Records
from mentee_app.services.trash import Undoing
from mentee_app.storage import rows, tables


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

    def arrange(self, order: Iterable[int], origin: object = None) -> None:
        """Put the areas (ids) in this order. Raises Vanished, Trouble."""
        with self._changes.transaction(self.kind, origin=origin) as touched:
            for place, id in enumerate(order):
                now = self.current(id)
                self._update(now, dataclasses.replace(now.draft, position=place), touched)

    def merge(self, one: int, into: int, origin: object = None) -> int:
        """Let all that hangs on `one` hang on `into`, and put `one` in the trash: one deed, its id for undo.

        What lies in the trash stays as it is. Raises Vanished, Trouble.
        """
        if one == into:
            raise ValueError("an area cannot be merged into itself")
        with self._changes.transaction(*Kind, origin=origin) as touched:
            for each in (one, into):
                self.current(each)
            undoing = Undoing()
            for table in (tables.Relationship, tables.Goal):
                for id in _hanging(table, one):
                    _change(undoing, table, id, {"area": into})
            places = len(_hanging(tables.AreaNeed, into))
            for place, id in enumerate(_hanging(tables.AreaNeed, one), places):
                _change(undoing, tables.AreaNeed, id, {"area": into, "position": place})
            _merge_people(undoing, one, into)
            undoing.discard(tables.Area, one)
            touched.ids.update((one, into))
            touched.moved = True
            return undoing.note("merge areas")


class Needs(Records[NeedDraft]):
    """The kind of help that is wanted in an area."""

    kind = Kind.NEEDS
    draft_type = NeedDraft
    placing = frozenset({"position"})

    def problems(self, draft: NeedDraft, own_id: int | None) -> tuple[Problem, ...]:
        return areas.need_problems(draft)


def _merge_people(undoing: Undoing, one: int, into: int) -> None:
    """A person is tied to an area by one row only, which may lie in the trash."""
    link = tables.PersonArea
    known = {row[0]: row[1:] for row in rows.tuples(_links(into))}
    for person, id, deleted_at in rows.tuples(_links(one)):
        if deleted_at is not None:
            continue
        if person not in known:
            _change(undoing, link, id, {"area": into})
            continue
        other, lost_at = known[person]
        if lost_at is not None:
            _change(undoing, link, other, {"deleted_at": None})
        undoing.discard(link, id)


def _links(area: int) -> Any:
    link = tables.PersonArea
    return link.select(link.person, link.id, link.deleted_at).where(link.area == area)


def _hanging(table: type[tables.Row], area: int) -> list[int]:
    column: Any = table._meta.fields["area"]
    query = table.select(table.id).where(column == area, table.deleted_at.is_null())
    return [row[0] for row in rows.tuples(query.order_by(table.id))]


def _change(undoing: Undoing, table: type[tables.Row], id: int, after: dict[str, Any]) -> None:
    undoing.change(table, id, after)
    table.update(**after).where(table.id == id).execute()
