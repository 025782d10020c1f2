"""Looks up the network: everybody, when somebody was last in touch with them, and who introduced whom."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from mentee_app.domain import touch
from mentee_app.domain.areas import Colour
from mentee_app.domain.people import Closeness
from mentee_app.domain.touch import Touch
from mentee_app.queries import paging, searching
from mentee_app.storage import rows


class Order(Enum):
    """How the list is sorted."""

    NAME = "name"
    NEXT = "next"
    CLOSENESS = "closeness"


class Only(Enum):
    """Whom the list is narrowed to."""

    DUE = "due"
    NO_MENTOR = "no-mentor"


@dataclass(frozen=True)
class Filter:
    """Which people the list shows; None and "" mean all. `today` says who is due, and who is next."""

    today: date
    words: str = ""
    area: int | None = None
    only: Only | None = None
    order: Order = Order.NAME


@dataclass(frozen=True)
class NetworkRow:
    """A person in the list. `area` is the first one they know or have a relationship in; `mentor`: with a relationship."""

    id: int
    name: str
    organisation: str
    role: str
    closeness: Closeness | None
    area: str
    colour: Colour | None
    mentor: bool
    touch: Touch


@dataclass(frozen=True)
class TouchRow:
    """Somebody to be in touch with: days since the last contact or held session, and the day it was due."""

    id: int
    name: str
    days_since: int
    next_on: date


@dataclass(frozen=True)
class PictureRow:
    """A person in the picture. `introduced_by` is an id and `introducer` their name, as long as they are kept."""

    id: int
    name: str
    closeness: Closeness | None
    area: str
    colour: Colour | None
    mentor: bool
    introduced_by: int | None
    introducer: str


def due(today: date) -> list[TouchRow]:
    """The people to be in touch with now, the longest due first; nobody silenced, never met, or with a session planned."""
    found = []
    for id, name, state in _states("p.keep_in_touch_days IS NOT NULL AND p.silenced = 0", today):
        on, since = touch.next_on(state), touch.days_since(state, today)
        if on is not None and since is not None and touch.is_due(state, today):
            found.append(TouchRow(id, name, since, on))
    return sorted(found, key=lambda row: (row.next_on, row.name.casefold(), row.id))


def touches(person: int, today: date) -> Touch:
    """What is known of the touch with one person; nothing of one who is in the trash."""
    found = _states("p.id = ?", today, person)
    return found[0][2] if found else Touch(None, None, None, None, False)


def ids(wanted: Filter) -> "array[int]":
    """The ids of the people that `wanted` lets through, in its order."""
    where, values = _conditions(wanted)
    order = _BY_CLOSENESS if wanted.order is Order.CLOSENESS else _BY_NAME
    found = rows.ids_of(f"SELECT p.id FROM person p WHERE {' AND '.join(where)} ORDER BY {order}", *values)
    if wanted.only is Only.DUE:
        now = {row.id for row in due(wanted.today)}
        found = array("q", (id for id in found if id in now))
    if wanted.order is Order.NEXT:
        days = _next_days(wanted.today)
        found = array("q", sorted(found, key=lambda id: days.get(id, date.max)))
    return found


def page(wanted: Sequence[int], today: date) -> list[NetworkRow]:
    """The rows of these people, in the order asked for; those that are gone are left out."""
    marks = ", ".join("?" * len(wanted))
    states = {id: state for id, _name, state in _states(f"p.id IN ({marks})", today, *wanted)}
    shown = paging.page(_Shown, _COLUMNS, wanted)
    return [NetworkRow(**vars(row), touch=states[row.id]) for row in shown if row.id in states]


def picture() -> list[PictureRow]:
    """Everybody, the closest first, then by name."""
    sql = f"""
        SELECT p.id, p.name, p.closeness, coalesce(f.name, ''), f.colour, {_MENTOR}, i.id, coalesce(i.name, '')
          FROM person p LEFT JOIN area f ON f.id = {_FIRST_AREA}
          LEFT JOIN person i ON i.id = p.introduced_by_id AND i.deleted_at IS NULL
         WHERE p.deleted_at IS NULL ORDER BY {_BY_CLOSENESS}"""
    return paging.every(PictureRow, sql)


@dataclass(frozen=True)
class _Shown:
    id: int
    name: str
    organisation: str
    role: str
    closeness: Closeness | None
    area: str
    colour: Colour | None
    mentor: bool


_BY_NAME = "p.name COLLATE NOCASE, p.id"
_BY_CLOSENESS = f"p.closeness DESC NULLS LAST, {_BY_NAME}"

_MENTOR = "EXISTS (SELECT 1 FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL)"

_FIRST_AREA = """
    (SELECT a.id FROM area a WHERE a.deleted_at IS NULL AND (
            a.id IN (SELECT k.area_id FROM person_area k WHERE k.person_id = p.id AND k.deleted_at IS NULL)
         OR a.id IN (SELECT r.area_id FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL))
     ORDER BY a.position, a.id LIMIT 1)"""

_COLUMNS = f"""
    SELECT p.id, p.name, p.organisation, p.role, p.closeness, coalesce(f.name, ''), f.colour, {_MENTOR}
      FROM person p LEFT JOIN area f ON f.id = {_FIRST_AREA}
     WHERE p.deleted_at IS NULL AND p.id IN"""

# Walks the index session_by_relationship from its end (held) or from yesterday (planned) to the first session that fits;
# the + keeps SQLite from walking all held sessions of everybody instead.
_STATES = """
    SELECT p.id, p.name, p.keep_in_touch_days, p.silenced,
           (SELECT max(c.held_on) FROM contact c WHERE c.person_id = p.id AND c.deleted_at IS NULL),
           (SELECT max((SELECT substr(s.wall_start, 1, 10) FROM session s WHERE s.relationship_id = r.id
                          AND +s.status = 'held' AND s.deleted_at IS NULL ORDER BY s.starts_at DESC LIMIT 1))
              FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL),
           (SELECT min((SELECT substr(s.wall_start, 1, 10) FROM session s WHERE s.relationship_id = r.id
                          AND s.starts_at >= ? AND +s.status = 'planned' AND s.wall_start >= ?
                          AND s.deleted_at IS NULL ORDER BY s.starts_at LIMIT 1))
              FROM relationship r WHERE r.person_id = p.id AND r.deleted_at IS NULL)
      FROM person p WHERE p.deleted_at IS NULL AND """


def _states(where: str, today: date, *values: object) -> list[tuple[int, str, Touch]]:
    """Id, name and touch of the people that `where` lets through; planned sessions count from `today` on."""
    since = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(days=1)
    at = (int(since.timestamp()), today.isoformat())
    return [
        (id, name, Touch(_day(contact), _day(held), _day(planned), days, bool(silenced)))
        for id, name, days, silenced, contact, held, planned in rows.of(_STATES + where, *at, *values)
    ]


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _next_days(today: date) -> dict[int, date]:
    """When somebody is next to be in touch with: on the planned session, else when it is due; none for the others."""
    days = {}
    for id, _name, state in _states("1", today):
        on = state.next_planned or touch.next_on(state)
        if on is not None:
            days[id] = on
    return days


def _conditions(wanted: Filter) -> tuple[list[str], list[object]]:
    where, values = ["p.deleted_at IS NULL"], list[object]()
    if wanted.area:
        where.append(
            "p.id IN (SELECT k.person_id FROM person_area k WHERE k.area_id = ? AND k.deleted_at IS NULL"
            " UNION SELECT r.person_id FROM relationship r WHERE r.area_id = ? AND r.deleted_at IS NULL)"
        )
        values += [wanted.area, wanted.area]
    if wanted.only is Only.NO_MENTOR:
        where.append(f"NOT {_MENTOR}")
    query = searching.match(wanted.words)
    if query:
        where.append(
            "p.id IN (SELECT coalesce(r.person_id, c.person_id, w.rowid) FROM written_index w"
            " LEFT JOIN relationship r ON r.id = w.rowid LEFT JOIN contact c ON c.id = w.rowid"
            " WHERE w.written_index MATCH ?)"
        )
        values.append(query)
    return where, values
