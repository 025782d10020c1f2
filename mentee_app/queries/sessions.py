"""Looks up sessions: the ids in order, the rows of a page, and what belongs to one session."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from mentee_app.domain import fitting
from mentee_app.domain.areas import Colour
from mentee_app.domain.relationships import Fit
from mentee_app.domain.series import Rule, SeriesDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import kept, paging, searching
from mentee_app.queries.kept import Kept
from mentee_app.storage import rows
from mentee_app.storage.tables import SessionGoal


class Order(Enum):
    """How the list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    MENTOR = "mentor"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Filter:
    """Which sessions the list shows; None and "" mean all."""

    words: str = ""
    status: Status | None = None
    person: int | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True)
class SessionRow:
    """A session in a list. `starts_at` in Unix seconds (UTC), `wall_start` the wall time in `zone`."""

    id: int
    relationship: int
    person: int
    mentor: str
    colour: Colour | None
    status: Status
    starts_at: int
    wall_start: datetime
    zone: str
    minutes: int | None
    topic: str
    opening: str
    undecided: int
    series: int | None = None


_ORDERS = {
    Order.NEWEST: "s.starts_at DESC, s.id DESC",
    Order.OLDEST: "s.starts_at, s.id",
    Order.MENTOR: "p.name COLLATE NOCASE, s.starts_at DESC, s.id DESC",
    Order.AHEAD: "s.status <> 'planned',"
    " CASE s.status WHEN 'planned' THEN s.starts_at ELSE -s.starts_at END, s.id",
}

_COLUMNS = """
    SELECT s.id AS id, s.relationship_id AS relationship, p.id AS person, p.name AS mentor, a.colour AS colour,
           s.status AS status, s.starts_at AS starts_at, s.wall_start AS wall_start, s.zone AS zone,
           s.minutes AS minutes, s.topic AS topic, substr(s.notes, 1, 160) AS opening,
           (SELECT count(*) FROM advice v
             WHERE v.session_id = s.id AND +v.decision = 'undecided' AND v.deleted_at IS NULL) AS undecided,
           s.series_id AS series
      FROM session s
      JOIN relationship r ON r.id = s.relationship_id
      JOIN person p ON p.id = r.person_id
      LEFT JOIN area a ON a.id = r.area_id AND a.deleted_at IS NULL"""


def ids(wanted: Filter) -> "array[int]":
    """The ids of the sessions that `wanted` lets through, in its order."""
    tables, where = ["session s"], ["s.deleted_at IS NULL"]
    values: list[object] = []
    query = searching.match(wanted.words)
    if wanted.person or query or wanted.order is Order.MENTOR:
        tables.append("JOIN relationship r ON r.id = s.relationship_id JOIN person p ON p.id = r.person_id")
    if wanted.status:
        where.append("s.status = ?")
        values.append(wanted.status.value)
    if wanted.person:
        where.append("r.person_id = ?")
        values.append(wanted.person)
    if query:
        hit = "IN (SELECT rowid FROM written_index WHERE written_index MATCH ?)"
        where.append(f"(s.id {hit} OR p.id {hit})")
        values += [query, searching.match_title(wanted.words)]
    sql = f"SELECT s.id FROM {' '.join(tables)} WHERE {' AND '.join(where)} ORDER BY {_ORDERS[wanted.order]}"
    return rows.ids_of(sql, *values)


def page(wanted: Sequence[int]) -> list[SessionRow]:
    """The rows of these sessions, in the order asked for; those that are gone are left out."""
    return paging.page(SessionRow, f"{_COLUMNS} WHERE s.id IN", wanted)


def next_planned(now: int, limit: int) -> list[SessionRow]:
    """The next planned sessions from `now` (Unix seconds) on."""
    sql = (
        "SELECT id FROM session WHERE status = 'planned' AND deleted_at IS NULL AND starts_at >= ?"
        " ORDER BY starts_at, id LIMIT ?"
    )
    return page(rows.ids_of(sql, now, limit))


def of_person(person: int, limit: int) -> list[SessionRow]:
    """The newest sessions with a person."""
    return page(ids(Filter(person=person))[:limit])


def latest(relationship: int | None = None) -> SessionDraft | None:
    """The session that was entered last (with anyone, or in one relationship): a new one takes over its habits."""
    sql = (
        "SELECT id FROM session WHERE deleted_at IS NULL AND (?1 IS NULL OR relationship_id = ?1)"
        " ORDER BY id DESC LIMIT 1"
    )
    found = rows.ids_of(sql, relationship)
    one = kept.one(SessionDraft, found[0]) if found else None
    return one.draft if one else None


def habits(person: int | None) -> SessionDraft | None:
    """The newest session with a person, or with anybody where there was none: a new one takes over its habits."""
    if person is not None:
        sql = (
            "SELECT s.id FROM session s JOIN relationship r ON r.id = s.relationship_id"
            " WHERE r.person_id = ? AND s.deleted_at IS NULL ORDER BY s.starts_at DESC, s.id DESC LIMIT 1"
        )
        found = rows.ids_of(sql, person)
        one = kept.one(SessionDraft, found[0]) if found else None
        if one:
            return one.draft
    return latest()


def planned_near(person: int, starts_at: int, wall: datetime) -> Kept[SessionDraft] | None:
    """The session planned with a person on the day of `wall`, or within three hours of `starts_at`; the nearest one."""
    sql = (
        "SELECT s.id FROM session s JOIN relationship r ON r.id = s.relationship_id"
        " WHERE r.person_id = ?1 AND s.status = 'planned' AND s.deleted_at IS NULL"
        " AND (abs(s.starts_at - ?2) <= 10800 OR substr(s.wall_start, 1, 10) = ?3)"
        " ORDER BY abs(s.starts_at - ?2), s.id LIMIT 1"
    )
    found = rows.ids_of(sql, person, starts_at, wall.date().isoformat())
    return kept.one(SessionDraft, found[0]) if found else None


def following(session: int, starts_at: int | None = None) -> list[int]:
    """Those planned in the same series that come after a session (ids), the next one first.

    `starts_at` (Unix seconds): after where the session stood before.
    """
    sql = (
        "SELECT n.id FROM session s JOIN session n ON n.series_id = s.series_id AND n.status = 'planned'"
        " WHERE s.id = ?1 AND n.id <> s.id AND n.deleted_at IS NULL"
        " AND (n.starts_at, n.id) > (coalesce(?2, s.starts_at), s.id)"
        " ORDER BY n.starts_at, n.id"
    )
    return list(rows.ids_of(sql, session, starts_at))


def rule_of(series: int | None) -> Rule:
    """The rhythm of a series (id)."""
    found = kept.one(SeriesDraft, series)
    return found.draft.rule if found else Rule.ONCE


def moved_from(session: int) -> int | None:
    """The session (id) that this one was planned in the place of."""
    sql = "SELECT id FROM session WHERE moved_to_id = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1"
    found = rows.ids_of(sql, session)
    return found[0] if found else None


def fit_said_later(session: int) -> bool:
    """Whether the mentee said on a later session in the same relationship how it fits."""
    sql = f"SELECT {_SAID.format(than='>')} FROM session s WHERE s.id = ?"
    return bool(rows.of(sql, session)[0][0])


def asks_fit(session: int) -> bool:
    """Whether the mentee is to be asked on this session how the relationship fits."""
    sql = (
        f"SELECT r.fit, {_SAID.format(than='>=')} FROM session s JOIN relationship r ON r.id = s.relationship_id"
        " WHERE s.id = ? AND s.status = 'held' AND s.deleted_at IS NULL"
    )
    return any(
        fitting.asks_fit(Fit(fit) if fit else None, 1, bool(said)) for fit, said in rows.of(sql, session)
    )


_SAID = (
    "EXISTS (SELECT 1 FROM session t WHERE t.relationship_id = s.relationship_id AND t.status = 'held'"
    " AND t.deleted_at IS NULL AND t.fit IS NOT NULL AND t.starts_at {than} s.starts_at)"
)


def people() -> list[tuple[int, str]]:
    """The people with whom there is a session: id and name, by name."""
    sql = (
        "SELECT p.id, p.name FROM person p WHERE p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM relationship r"
        " JOIN session s ON s.relationship_id = r.id WHERE r.person_id = p.id AND r.deleted_at IS NULL"
        " AND s.deleted_at IS NULL) ORDER BY p.name COLLATE NOCASE, p.id"
    )
    return [(id, name) for id, name in rows.of(sql)]


def goals_of(session: int) -> Sequence[int]:
    """The ids of the goals that a session serves."""
    return kept.linked(SessionGoal, "session", session, "goal")


def count() -> int:
    """How many sessions there are."""
    return int(rows.of("SELECT count(*) FROM session WHERE deleted_at IS NULL")[0][0])


def unsettled(now: int, limit: int) -> list[SessionRow]:
    """Planned sessions whose time has passed by `now` (Unix seconds), the latest first: did they take place?"""
    sql = (
        "SELECT id FROM session WHERE status = 'planned' AND deleted_at IS NULL AND starts_at < ?"
        " ORDER BY starts_at DESC, id DESC LIMIT ?"
    )
    return page(rows.ids_of(sql, now, limit))


@dataclass(frozen=True)
class Month:
    """How many sessions were held in a month."""

    year: int
    month: int
    count: int


def per_month(person: int, until: date, months: int = 12) -> list[Month]:
    """Held sessions with a person in the months up to that of `until`, the oldest first; those without one too."""
    last = until.year * 12 + until.month - 1
    sql = """
        SELECT substr(s.wall_start, 1, 7), count(*) FROM session s JOIN relationship r ON r.id = s.relationship_id
         WHERE r.person_id = ? AND s.status = 'held' AND s.deleted_at IS NULL AND s.wall_start >= ? GROUP BY 1"""
    places = [divmod(place, 12) for place in range(last - months + 1, last + 1)]
    first = f"{places[0][0]:04}-{places[0][1] + 1:02}"
    found = dict(rows.of(sql, person, first))
    return [Month(year, at + 1, found.get(f"{year:04}-{at + 1:02}", 0)) for year, at in places]
