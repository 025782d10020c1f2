"""Plans sessions, once or in a rhythm; logs, holds, misses and moves them. Each is one deed, with one undo."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mentee_app.domain import moments, series, stored
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Flaw, Problem, Refused
from mentee_app.domain.series import Rule, SeriesDraft
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, MovedBy, SessionDraft, Status
from mentee_app.queries import carrying as waiting
from mentee_app.queries import kept, sessions
from mentee_app.queries.kept import Kept
from mentee_app.services import carrying, links, unfinished
from mentee_app.services.changes import Touched
from mentee_app.services.company import Company
from mentee_app.services.meetings import Meetings
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids
from mentee_app.storage.tables import Series, SessionGoal


@dataclass(frozen=True)
class Planned:
    """The sessions that a deed made or changed (ids, the first first), and the deed, for undo."""

    sessions: tuple[int, ...]
    deed: int


class Planning(Meetings):
    """Sessions before and around the hour they are held. `today` is the local day; points not reached go with them."""

    def log(
        self,
        draft: SessionDraft,
        today: date,
        company: Company | None = None,
        planned: int | None = None,
        origin: object = None,
    ) -> Planned:
        """Keep a session that happened (or is to come); with `planned`, that planned one (id) turns out to be it.

        What was begun of it before is done with. Raises Refused, Vanished, Trouble.
        """
        with self._changes.transaction(Kind.SESSIONS, origin=origin) as touched:
            undoing = Undoing()
            unfinished.forget()
            if planned is None:
                made = self._make(self._with(draft, company, undoing), touched, undoing)
            else:
                made = self._become(self.current(planned), draft, touched, undoing).id
            self._carry(made, today, touched, undoing)
            return Planned((made,), undoing.note("log session"))

    def plan(
        self,
        draft: SessionDraft,
        rule: Rule,
        count: int,
        today: date,
        company: Company | None = None,
        origin: object = None,
    ) -> Planned:
        """Keep a planned session, or `count` of them in a rhythm, the first at `draft.wall_start`.

        Raises Refused (field names of SessionDraft, and `count`), Trouble.
        """
        with self._changes.transaction(Kind.SESSIONS, origin=origin) as touched:
            undoing = Undoing()
            first = self._with(draft, company, undoing)
            walls: tuple[datetime, ...] = (first.wall_start,)
            if rule is not Rule.ONCE:
                wanted = SeriesDraft(first.relationship, rule, first.wall_start, first.zone, count)
                first = dataclasses.replace(first, series=_put_series(wanted, touched, undoing))
                times = series.occurrences(rule, first.wall_start, first.zone, count)
                walls = tuple(each.wall for each in times)
            drafts = (dataclasses.replace(first, wall_start=wall) for wall in walls)
            made = tuple(self._make(each, touched, undoing) for each in drafts)
            self._carry(made[0], today, touched, undoing)
            return Planned(made, undoing.note("plan sessions"))

    def hold(self, id: int, origin: object = None, began: datetime | None = None, zone: str = "UTC") -> int:
        """Say that it was held; with `began` (wall time in `zone`) then, and not when it was planned. The id of the deed.

        Raises Refused, Vanished, Trouble.
        """
        other = {} if began is None else {"wall_start": began, "zone": zone}
        return self._mark(id, Status.HELD, origin, other)

    def miss(self, id: int, origin: object = None) -> int:
        """Say that it did not take place; the id of the deed. Raises Vanished, Trouble."""
        return self._mark(id, Status.MISSED, origin, {})

    def move(
        self,
        id: int,
        to: datetime,
        by: MovedBy,
        today: date,
        following: bool = False,
        origin: object = None,
    ) -> Planned:
        """Plan a session anew at the wall time `to`: the old row says who moved it and where to.

        With `following`, those of its series that follow keep the rhythm from `to` on; no old row is kept of them.
        Raises Refused, Vanished, Trouble.
        """
        with self._changes.transaction(Kind.SESSIONS, origin=origin) as touched:
            undoing, now = Undoing(), self.current(id)
            if to == now.draft.wall_start:
                raise Refused((Problem("wall_start", Flaw.OUT_OF_RANGE),))
            if following:
                self._change_following(now, now.draft.wall_start, to, {}, touched, undoing)
            again = dataclasses.replace(
                now.draft,
                status=Status.PLANNED,
                wall_start=to,
                moved_by=None,
                moved_to=None,
                reflection="",
                fit=None,
            )
            made = self._make(again, touched, undoing)
            links.tie(SessionGoal, "session", made, "goal", sessions.goals_of(id))
            _take_along(id, made, touched, undoing)
            left = dataclasses.replace(now.draft, status=Status.MOVED, moved_by=by, moved_to=made)
            self._become(now, left, touched, undoing)
            self._carry(made, today, touched, undoing)
            return Planned((made,), undoing.note("move session"))

    def change_following(self, id: int, before: SessionDraft, origin: object = None) -> Planned:
        """What was changed of this session since `before` (time, minutes, medium) holds for all of its series that
        follow too. Raises Refused, Vanished, Trouble."""
        with self._changes.transaction(Kind.SESSIONS, origin=origin) as touched:
            undoing, now = Undoing(), self.current(id)
            new = {
                name: getattr(now.draft, name)
                for name in ("minutes", "medium")
                if getattr(now.draft, name) != getattr(before, name)
            }
            was, to = before.wall_start, now.draft.wall_start
            ahead = self._change_following(now, was, to, new, touched, undoing, before.zone)
            return Planned(ahead, undoing.note("change sessions"))

    def trash_all(self, sessions: Iterable[int], origin: object = None) -> int:
        """Put these sessions (ids) in the trash; the id of the one deed. Raises Trouble."""
        with self._changes.transaction(*Kind, origin=origin) as touched:
            undoing = Undoing()
            for each in sessions:
                undoing.discard(self._table, each)
                touched.ids.add(each)
            touched.moved = True
            return undoing.note("trash session")

    def trash_following(self, id: int, origin: object = None) -> int:
        """Put a session and all of its series that follow in the trash; the id of the deed."""
        return self.trash_all((id, *sessions.following(id)), origin)

    def _mark(self, id: int, status: Status, origin: object, other: dict[str, Any]) -> int:
        with self._changes.transaction(Kind.SESSIONS, origin=origin) as touched:
            undoing, now = Undoing(), self.current(id)
            self._become(now, dataclasses.replace(now.draft, status=status, **other), touched, undoing)
            return undoing.note(f"{status.value} session")

    def _with(self, draft: SessionDraft, company: Company | None, undoing: Undoing) -> SessionDraft:
        if company is None:
            return draft
        self._refuse_flawed(dataclasses.replace(draft, relationship=0), None)
        return dataclasses.replace(draft, relationship=company.settle(undoing))

    def _make(self, draft: SessionDraft, touched: Touched, undoing: Undoing) -> int:
        self._refuse_flawed(draft, None)
        made = self._insert(draft, touched).id
        undoing.made(self._table, made)
        return made

    def _carry(self, made: int, today: date, touched: Touched, undoing: Undoing) -> None:
        """A held one takes the points that wait; else the next one that is planned does."""
        person = waiting.person_of(made)
        if person and not carrying.carry_into(made, today, touched, undoing):
            carrying.carry_to_next(person, today, touched, undoing)

    def _change_following(
        self,
        now: Kept[SessionDraft],
        was: datetime,
        to: datetime,
        new: dict[str, Any],
        touched: Touched,
        undoing: Undoing,
        zone: str | None = None,
    ) -> tuple[int, ...]:
        """Those that follow `was` (in `zone`, if it was another) take the values in `new`, and keep their rhythm
        from `to` on where that is not `was`."""
        ahead = [
            self.current(each)
            for each in sessions.following(now.id, moments.instant(was, zone or now.draft.zone))
        ]
        walls = [each.draft.wall_start for each in ahead]
        if was != to:
            meant = series.shifted([was, *walls], was, to, sessions.rule_of(now.draft.series))[1:]
            walls = [series.settled(wall, each.draft.zone).wall for wall, each in zip(meant, ahead)]
        for each, wall in zip(ahead, walls, strict=True):
            self._become(each, dataclasses.replace(each.draft, wall_start=wall, **new), touched, undoing)
        return tuple(each.id for each in ahead)


def _put_series(draft: SeriesDraft, touched: Touched, undoing: Undoing) -> int:
    flawed = series.problems(draft)
    if flawed:
        raise Refused(flawed)
    now, id = ids.now_ms(), ids.new_id()
    Series.insert(id=id, created_at=now, updated_at=now, **stored.plain(draft)).execute()
    undoing.made(Series, id)
    touched.kinds.add(Kind.SERIES)
    touched.ids.add(id)
    return id


def _take_along(old: int, new: int, touched: Touched, undoing: Undoing) -> None:
    """The open points of a session that is moved go with it, and remember where they were raised."""
    agenda = kept.several(AgendaItemDraft, "session", old)
    points = [item for item in agenda if item.draft.state is AgendaState.OPEN]
    carrying.put_points(
        new, [(item.draft.text, item.draft.carried_from or item.id) for item in points], touched, undoing
    )
    for item in points:
        carrying.mark(item.id, AgendaState.CARRIED, touched, undoing)
