"""Looks up talking points that wait to be carried forward, where they may go, and where they came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mentee_app.domain.carrying import Meeting, PastPoint
from mentee_app.queries import paging
from mentee_app.storage import rows


@dataclass(frozen=True)
class Origin:
    """Where a carried point stood before (a session's id and its wall time), and where it was raised first."""

    session: int
    day: datetime
    first_session: int
    first_day: datetime


_MEETING = "s.id, r.person_id, s.status, s.starts_at, s.wall_start"

_OF_PERSON = """ FROM relationship r JOIN session s ON s.relationship_id = r.id AND s.deleted_at IS NULL
 WHERE r.person_id = ? AND r.deleted_at IS NULL"""

# A carried point waits again where all that it became lies in sessions that were thrown away or moved.
_WAITS = """a.deleted_at IS NULL AND (a.state = 'open' OR (a.state = 'carried'
  AND EXISTS (SELECT 1 FROM agenda_item c JOIN session t ON t.id = c.session_id
               WHERE c.carried_from_id = a.id AND t.deleted_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM agenda_item c JOIN session t ON t.id = c.session_id
                   WHERE c.carried_from_id = a.id AND c.deleted_at IS NULL AND t.status <> 'moved')))"""


def person_of(session: int) -> int | None:
    """The person a session is with."""
    sql = """SELECT r.person_id FROM session s JOIN relationship r ON r.id = s.relationship_id
              WHERE s.id = ? AND s.deleted_at IS NULL"""
    found = rows.of(sql, session)
    return int(found[0][0]) if found else None


def meetings(person: int, into: int | None = None) -> list[Meeting]:
    """The meetings with a person that the rules of carrying ask about: planned ones, the last one held, those in which
    a point waits, and the one with the id `into`."""
    sql = f"""
        SELECT {_MEETING} {_OF_PERSON} AND (s.status = 'planned' OR s.id = ? OR (s.status IN ('held', 'missed')
          AND EXISTS (SELECT 1 FROM agenda_item a WHERE a.session_id = s.id AND {_WAITS})))
         UNION SELECT * FROM (SELECT {_MEETING} {_OF_PERSON} AND s.status = 'held'
                               ORDER BY s.starts_at DESC, s.id DESC LIMIT 1)"""
    return paging.every(Meeting, sql, person, into or 0, person)


def points(sessions: Iterable[int]) -> list[PastPoint]:
    """The points that wait in these sessions, session by session, in their order there."""
    sql = f"""SELECT a.id, a.session_id, a.text, a.position FROM agenda_item a
               WHERE a.session_id = ? AND {_WAITS} ORDER BY a.position, a.id"""
    return [point for session in sessions for point in paging.every(PastPoint, sql, session)]


def texts(session: int) -> list[str]:
    """The talking points of a session, in whatever state."""
    sql = "SELECT text FROM agenda_item WHERE session_id = ? AND deleted_at IS NULL ORDER BY position, id"
    return [row[0] for row in rows.of(sql, session)]


def next_place(session: int) -> int:
    """The position of a talking point that is put last."""
    sql = (
        "SELECT coalesce(max(position), -1) + 1 FROM agenda_item WHERE session_id = ? AND deleted_at IS NULL"
    )
    return int(rows.of(sql, session)[0][0])


def people_ahead(since: int) -> list[int]:
    """The people (ids) with whom something is planned from `since` (Unix seconds) on, and a point may wait."""
    sql = """
        WITH waiting(session) AS (
            SELECT a.session_id FROM agenda_item a WHERE a.state = 'open' AND a.deleted_at IS NULL
             UNION SELECT a.session_id FROM agenda_item c JOIN agenda_item a ON a.id = c.carried_from_id
             WHERE c.carried_from_id IS NOT NULL AND c.deleted_at IS NOT NULL)
        SELECT DISTINCT r.person_id FROM waiting
          JOIN session s ON s.id = waiting.session AND s.status IN ('held', 'missed') AND s.deleted_at IS NULL
          JOIN relationship r ON r.id = s.relationship_id
         WHERE r.person_id IN (SELECT o.person_id FROM session n JOIN relationship o ON o.id = n.relationship_id
                                WHERE n.status = 'planned' AND n.deleted_at IS NULL AND n.starts_at >= ?)"""
    return [row[0] for row in rows.of(sql, since)]


def untouched_copies(item: int) -> list[int]:
    """What a talking point lives on as, where that is still open and says the same (ids)."""
    sql = """
        WITH RECURSIVE line(id, text) AS (
            SELECT id, text FROM agenda_item WHERE id = ?
             UNION SELECT c.id, c.text FROM line JOIN agenda_item c ON c.carried_from_id = line.id
             WHERE c.text = line.text AND c.deleted_at IS NULL AND c.state <> 'reached')
        SELECT line.id FROM line JOIN agenda_item a ON a.id = line.id WHERE a.state = 'open' AND line.id <> ?"""
    return [row[0] for row in rows.of(sql, item, item)]


def origin(item: int) -> Origin | None:
    """Where a talking point came from; a session that was moved does not count. None for one that was raised here."""
    sql = """
        WITH RECURSIVE line(id, far) AS (
            SELECT carried_from_id, 1 FROM agenda_item WHERE id = ? AND carried_from_id IS NOT NULL
             UNION SELECT a.carried_from_id, far + 1 FROM line JOIN agenda_item a ON a.id = line.id
             WHERE a.carried_from_id IS NOT NULL AND far < 1000)
        SELECT s.id, s.wall_start FROM line JOIN agenda_item a ON a.id = line.id JOIN session s ON s.id = a.session_id
         WHERE s.status <> 'moved' AND s.deleted_at IS NULL ORDER BY far"""
    found = [(id, datetime.fromisoformat(wall)) for id, wall in rows.of(sql, item)]
    return Origin(*found[0], *found[-1]) if found else None
