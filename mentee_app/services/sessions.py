"""Changes sessions and their agenda."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mentee_app.domain import carrying as rules
from mentee_app.domain import sessions
from mentee_app.domain.carrying import PastPoint
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, SessionDraft
from mentee_app.domain.unfinished import SetAside, Typed, Unfinished
from mentee_app.queries import carrying as waiting
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services import carrying, unfinished
from mentee_app.services.changes import Touched
from mentee_app.services.planning import Planning
from mentee_app.services.records import Records
from mentee_app.services.trash import Undoing
from mentee_app.storage.tables import Session


class Sessions(Planning):
    """Meetings, planned and held."""

    def carry_into(self, session: int, today: date, origin: object = None) -> int:
        """Take the points that wait into this session, where it is the next one with that person; how many came.

        Doing it again changes nothing. Raises Trouble.
        """
        with self._changes.transaction(origin=origin) as touched:
            return carrying.carry_into(session, today, touched)

    def carry_forward_all(self, today: date, origin: object = None) -> int:
        """Take all points that wait into the next planned session with that person; how many came. Raises Trouble."""
        with self._changes.transaction(origin=origin) as touched:
            return carrying.carry_everywhere(today, touched)

    def plan_last(
        self, agenda: "Agenda", draft: SessionDraft, points: Sequence[str], origin: object = None
    ) -> tuple[int, int]:
        """Plan a session with talking points: its id, and the id of the one deed. Raises Refused, Trouble."""
        with self._changes.transaction(origin=origin):
            undoing = Undoing()
            session = self.add(draft, origin).id
            undoing.made(Session, session)
            for place, point in enumerate(points):
                agenda.add(AgendaItemDraft(session, point, position=place), origin)
            return session, undoing.note("plan last session")

    def lift(self, service: Records[Any], draft: Any, origin: object = None) -> int:
        """Keep a line of the notes as advice, challenge or action too (`service` keeps it); the id of the deed.

        Raises Refused, Trouble.
        """
        with self._changes.transaction(origin=origin):
            undoing = Undoing()
            undoing.made(kept.TABLES[type(draft)], service.add(draft).id)
            return undoing.note("lift from notes")

    def keep_unfinished(self, typed: Unfinished) -> None:
        """Keep what was typed of a session that is not kept yet. Raises Trouble."""
        with self._changes.transaction():
            unfinished.put(typed)

    def put_away_unfinished(self) -> int | None:
        """Start empty; the id of the deed that brings back what was begun, None where nothing was. Raises Trouble."""
        with self._changes.transaction():
            return unfinished.put_away()

    def forget_unfinished(self) -> None:
        """Nothing stands in it any more. Raises Trouble."""
        with self._changes.transaction():
            unfinished.forget()

    def keep_typed(self, typed: Typed) -> None:
        """Keep what stands in a dialog or line that keeps nothing by itself; without texts, forget it. Raises Trouble."""
        with self._changes.transaction():
            if typed.texts:
                unfinished.put_typed(typed)
            else:
                unfinished.forget_typed(typed.place, typed.subject)

    def put_away_typed(self, typed: Typed) -> int | None:
        """Start empty there; the id of the deed that brings it back, None where nothing waited. Raises Trouble."""
        with self._changes.transaction():
            return unfinished.put_away_typed(typed.place, typed.subject)

    def set_aside(self, words: SetAside) -> None:
        """Keep words that cannot be kept where they were typed. Raises Trouble."""
        with self._changes.transaction(Kind.SESSIONS) as touched:
            unfinished.put_aside(words)
            touched.moved = True

    def put_away_set_aside(self, id: int) -> int:
        """They are done with; the id of the deed that brings them back. Raises Trouble."""
        with self._changes.transaction(Kind.SESSIONS) as touched:
            touched.moved = True
            return unfinished.put_away_one(id)

    def leave_unfinished(self) -> None:
        """Tell whoever shows what waits: it is told once it is left, not while it is typed. Raises Trouble."""
        with self._changes.transaction(Kind.SESSIONS) as touched:
            touched.moved = True


class Agenda(Records[AgendaItemDraft]):
    """Talking points of sessions."""

    kind = Kind.AGENDA
    draft_type = AgendaItemDraft
    placing = frozenset({"position"})

    def problems(self, draft: AgendaItemDraft, own_id: int | None) -> tuple[Problem, ...]:
        return sessions.agenda_problems(draft)

    def use(self, session: int, points: Sequence[str], origin: object = None) -> tuple[int, int]:
        """Put talking points on the agenda that do not stand there yet: how many, and the deed (0 where none came).

        Raises Trouble.
        """
        with self._changes.transaction(origin=origin) as touched:
            offered = [PastPoint(0, 0, text, place) for place, text in enumerate(points)]
            fresh = rules.carried(offered, waiting.texts(session))
            if not fresh:
                return 0, 0
            undoing = Undoing()
            carrying.put_points(session, [(each.text, None) for each in fresh], touched, undoing)
            return len(fresh), undoing.note("use template")

    def _update(
        self, now: Kept[AgendaItemDraft], draft: AgendaItemDraft, touched: Touched
    ) -> Kept[AgendaItemDraft]:
        after = super()._update(now, draft, touched)
        if after.draft.state is AgendaState.REACHED and now.draft.state is not AgendaState.REACHED:
            carrying.withdraw(now.id, touched)
        return after
