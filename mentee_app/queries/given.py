"""Narrows what mentors gave (advice, challenges) to words, a mentor, a goal and an area, and says what to narrow it to."""

from dataclasses import dataclass, field
from typing import Any

from mentee_app.queries import paging, searching


@dataclass(frozen=True)
class Name:
    """Something to choose from."""

    id: int
    name: str


@dataclass
class Narrowing:
    """The conditions of a query over rows called `v`, and their values."""

    where: list[str] = field(default_factory=lambda: ["v.deleted_at IS NULL"])
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """One more condition, with the values of its marks."""
        self.where.append(condition)
        self.values += values

    def words(self, words: str) -> None:
        """All these words stand in it, or in the name of who gave it."""
        query = searching.match(words)
        if query:
            hit = "IN (SELECT rowid FROM written_index WHERE written_index MATCH ?)"
            self.add(f"(v.id {hit} OR v.person_id {hit})", query, searching.match_title(words))

    def mentor(self, person: int | None) -> None:
        """This person gave it."""
        if person:
            self.add("v.person_id = ?", person)

    def goal(self, goal: int | None) -> None:
        """It was given in a session that served this goal."""
        if goal:
            sql = "SELECT l.session_id FROM session_goal l WHERE l.goal_id = ? AND l.deleted_at IS NULL"
            self.add(f"v.session_id IN ({sql})", goal)

    def area(self, area: int | None) -> None:
        """It was given in a relationship of this area; where there was none, by somebody who knows their way there."""
        if area:
            self.add(_AREA, area, area, area)

    @property
    def sql(self) -> str:
        """The conditions."""
        return " AND ".join(self.where)


_OF_SESSION = "SELECT r.area_id FROM session s JOIN relationship r ON r.id = s.relationship_id WHERE s.id = v.session_id"
_AREA = f"""CASE WHEN ({_OF_SESSION}) IS NOT NULL THEN ({_OF_SESSION}) = ?
    ELSE v.person_id IN (SELECT k.person_id FROM person_area k WHERE k.area_id = ? AND k.deleted_at IS NULL
                          UNION SELECT r.person_id FROM relationship r WHERE r.area_id = ? AND r.deleted_at IS NULL)
    END"""

COLOUR = """
    LEFT JOIN session s ON s.id = v.session_id
    LEFT JOIN relationship r ON r.id = s.relationship_id
    LEFT JOIN area a ON a.id = r.area_id AND a.deleted_at IS NULL"""
"""The joins that give the area of what stands in `v`."""


def mentors(table: str) -> list[Name]:
    """The people who gave something that stands in `table`, by name."""
    sql = (
        "SELECT p.id, p.name FROM person p WHERE p.deleted_at IS NULL AND EXISTS"
        f" (SELECT 1 FROM {table} v WHERE v.person_id = p.id AND v.deleted_at IS NULL)"
        " ORDER BY p.name COLLATE NOCASE, p.id"
    )
    return paging.every(Name, sql)
