"""Carries talking points that were not reached into the next session with the same person; inside a transaction."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from mentee_app.domain import carrying, stored
from mentee_app.domain.carrying import PastPoint
from mentee_app.domain.kinds import Kind
from mentee_app.domain.sessions import AgendaState, Status
from mentee_app.queries import carrying as found
from mentee_app.services import trash
from mentee_app.services.changes import Touched
from mentee_app.services.records import Vanished
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids
from mentee_app.storage.tables import AgendaItem

_DAY = 86_400


def carry_into(session: int, today: date, touched: Touched, undoing: Undoing | None = None) -> int:
    """Take the points that wait into this session where the rules allow it; how many came."""
    person = found.person_of(session)
    if person is None:
        return 0
    meetings = found.meetings(person, session)
    into = next(each for each in meetings if each.id == session)
    if into.status is Status.PLANNED and carrying.target(meetings, today) != into:
        return 0
    waiting = found.points(carrying.sources(meetings, into, today))
    fresh = carrying.carried(waiting, found.texts(session))
    _put(session, fresh, touched, undoing)
    for point in waiting:
        _mark_carried(point.id, touched, undoing)
    return len(fresh)


def carry_to_next(person: int, today: date, touched: Touched, undoing: Undoing | None = None) -> int:
    """Take the points that wait into the next session that is planned with a person; how many came."""
    into = carrying.target(found.meetings(person), today)
    return carry_into(into.id, today, touched, undoing) if into else 0


def carry_everywhere(today: date, touched: Touched) -> int:
    """The same for everybody with whom something is planned; how many points came."""
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    people = found.people_ahead(int(midnight.timestamp()) - _DAY)  # no zone is a day away from UTC
    return sum(carry_to_next(person, today, touched) for person in people)


def put_points(
    session: int, points: Sequence[tuple[str, int | None]], touched: Touched, undoing: Undoing | None = None
) -> None:
    """Put talking points (text, and the id of the one that it was carried from) at the end of an agenda. Raises Vanished."""
    if points and found.person_of(session) is None:
        raise Vanished(session)
    place = found.next_place(session)
    for number, (text, origin) in enumerate(points):
        now, id = ids.now_ms(), ids.new_id()
        AgendaItem.insert(
            id=id,
            created_at=now,
            updated_at=now,
            session=session,
            text=stored.plain_value(text),
            state=AgendaState.OPEN.value,
            carried_from=origin,
            position=place + number,
        ).execute()
        touched.ids.add(id)
        if undoing:
            undoing.made(AgendaItem, id)
    if points:
        touched.kinds.add(Kind.AGENDA)
        touched.moved = True


def mark(item: int, state: AgendaState, touched: Touched, undoing: Undoing | None = None) -> None:
    """Give a talking point another state."""
    these = (AgendaItem.id == item) & (AgendaItem.state != state.value)
    if not AgendaItem.select().where(these).exists():
        return
    if undoing:
        undoing.change(AgendaItem, item, {"state": state.value})
    AgendaItem.update(state=state.value).where(these).execute()
    touched.kinds.add(Kind.AGENDA)
    touched.ids.add(item)
    touched.moved = True


def withdraw(item: int, touched: Touched) -> None:
    """A point was reached after all: what was carried on of it, and nobody touched, goes to the trash."""
    for copy in found.untouched_copies(item):
        trash.discard(AgendaItem, copy)
        touched.ids.add(copy)
        touched.moved = True


def _put(session: int, points: Sequence[PastPoint], touched: Touched, undoing: Undoing | None) -> None:
    put_points(session, [(point.text, point.id) for point in points], touched, undoing)


def _mark_carried(item: int, touched: Touched, undoing: Undoing | None) -> None:
    mark(item, AgendaState.CARRIED, touched, undoing)
