"""Looks up who covers which area of life: relationships in it, and people who know their way there."""

from dataclasses import dataclass

from mentee_app.domain.relationships import Kind
from mentee_app.queries import paging
from mentee_app.storage import rows


@dataclass(frozen=True)
class ColumnRow:
    """A person who covers an area, or could: everybody with a relationship."""

    id: int
    name: str
    industry: str
    mentor: bool


@dataclass(frozen=True)
class CoverRow:
    """One person in one area (ids): the kind of the relationship that goes on there, None for one who knows the area."""

    area: int
    person: int
    kind: Kind | None


def columns() -> list[ColumnRow]:
    """People with a relationship first, then those of the network who know an area; each by name."""
    sql = """
        SELECT p.id, p.name, p.industry,
               p.id IN (SELECT r.person_id FROM relationship r WHERE r.deleted_at IS NULL) AS mentor
          FROM person p
         WHERE p.deleted_at IS NULL AND (mentor OR p.id IN (
               SELECT k.person_id FROM person_area k JOIN area a ON a.id = k.area_id AND a.deleted_at IS NULL
                WHERE k.deleted_at IS NULL))
         ORDER BY mentor DESC, p.name COLLATE NOCASE, p.id"""
    return paging.every(ColumnRow, sql)


def covers() -> list[CoverRow]:
    """Each person once in each area they cover.

    A relationship that has ended, or has not begun, says no more than that the person knows the area.
    """
    sql = """
        SELECT k.area_id, k.person_id, NULL FROM person_area k WHERE k.deleted_at IS NULL
        UNION ALL
        SELECT r.area_id, r.person_id, CASE WHEN r.status IN ('active', 'paused') THEN r.kind END
          FROM relationship r WHERE r.deleted_at IS NULL AND r.area_id IS NOT NULL"""
    found: dict[tuple[int, int], CoverRow] = {}
    for row in paging.every(CoverRow, sql):
        before = found.get((row.area, row.person))
        if before is None or before.kind is None:
            found[row.area, row.person] = row
    return list(found.values())


def needs_of(area: int) -> list[str]:
    """What help is wanted in an area (id), in the mentee's order."""
    sql = "SELECT text FROM area_need WHERE area_id = ? AND deleted_at IS NULL ORDER BY position, id"
    return [str(row[0]) for row in rows.of(sql, area)]
