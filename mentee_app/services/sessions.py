"""Changes sessions and their agenda."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from mentee_app.domain import moments, sessions
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft
from mentee_app.queries.kept import Kept
from mentee_app.services import links
from mentee_app.services.changes import Touched
from mentee_app.services.records import Records
from mentee_app.storage import rows
from mentee_app.storage.tables import Action, Advice, Challenge, Relationship, SessionGoal


class Sessions(Records[SessionDraft]):
    """Meetings, planned and held."""

    kind = Kind.SESSIONS
    draft_type = SessionDraft
    placing = frozenset({"relationship", "status", "starts_at"})

    def problems(self, draft: SessionDraft, own_id: int | None) -> tuple[Problem, ...]:
        return sessions.problems(draft)

    def write_notes(self, base: Kept[SessionDraft], text: str, origin: object = None) -> Kept[SessionDraft]:
        """Keep the notes, and nothing else. Raises Vanished, Trouble."""
        return self.save(base, dataclasses.replace(base.draft, notes=text), origin)

    def serve(self, session: int, goals: Iterable[int], origin: object = None) -> None:
        """Say which goals (ids) the session serves. Raises Trouble."""
        with self._changes.transaction(Kind.SESSIONS, origin=origin) as touched:
            links.tie(SessionGoal, "session", session, "goal", goals)
            touched.ids.add(session)

    def _update(self, now: Kept[SessionDraft], draft: SessionDraft, touched: Touched) -> Kept[SessionDraft]:
        """What was said in a session goes with it when it turns out to have been with somebody else."""
        after = super()._update(now, draft, touched)
        if after.draft.relationship != now.draft.relationship:
            before, person = (_person(each.draft.relationship) for each in (now, after))
            for table in (Advice, Challenge, Action):
                its = (table.session == now.id) & (table.person == before)
                table.update(person=person, rev=table.rev + 1).where(its).execute()
            touched.kinds.update({Kind.ADVICE, Kind.CHALLENGES, Kind.ACTIONS})
        return after

    def _columns(self, draft: SessionDraft) -> dict[str, Any]:
        return {**super()._columns(draft), "starts_at": moments.instant(draft.wall_start, draft.zone)}


class Agenda(Records[AgendaItemDraft]):
    """Talking points of sessions."""

    kind = Kind.AGENDA
    draft_type = AgendaItemDraft
    placing = frozenset({"position"})

    def problems(self, draft: AgendaItemDraft, own_id: int | None) -> tuple[Problem, ...]:
        return sessions.agenda_problems(draft)


def _person(relationship: int | None) -> int:
    found = rows.tuples(Relationship.select(Relationship.person).where(Relationship.id == relationship))
    return int(found[0][0])
