"""What every change of a session keeps true: its instant, whom its items belong to, and the fit of the relationship."""

from collections.abc import Iterable
from typing import Any

from mentee_app.domain import moments, sessions
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import sessions as known
from mentee_app.queries.kept import Kept
from mentee_app.services import links
from mentee_app.services.changes import Touched
from mentee_app.services.records import Records
from mentee_app.services.trash import Undoing
from mentee_app.storage import rows
from mentee_app.storage.tables import Action, Advice, Challenge, Relationship, SessionGoal


class Meetings(Records[SessionDraft]):
    """Sessions, one at a time."""

    kind = Kind.SESSIONS
    draft_type = SessionDraft
    placing = frozenset({"relationship", "status", "starts_at", "series"})

    def problems(self, draft: SessionDraft, own_id: int | None) -> tuple[Problem, ...]:
        return sessions.problems(draft)

    def serve(self, session: int, goals: Iterable[int], origin: object = None) -> None:
        """Say which goals (ids) the session serves. Raises Trouble."""
        with self._changes.transaction(Kind.SESSIONS, origin=origin) as touched:
            links.tie(SessionGoal, "session", session, "goal", goals)
            touched.ids.add(session)

    def _become(
        self, now: Kept[SessionDraft], draft: SessionDraft, touched: Touched, undoing: Undoing
    ) -> Kept[SessionDraft]:
        """Inside a transaction: keep `draft` so that it can be taken back."""
        self._refuse_flawed(draft, now.id)
        changed = self._changed_columns(now.draft, draft)
        if changed:
            undoing.change(self._table, now.id, changed)
        return self._update(now, draft, touched, undoing)

    def _update(
        self,
        now: Kept[SessionDraft],
        draft: SessionDraft,
        touched: Touched,
        undoing: Undoing | None = None,
    ) -> Kept[SessionDraft]:
        after = super()._update(now, draft, touched)
        if after.draft.relationship != now.draft.relationship:
            _hand_over(now, after, undoing)
            touched.kinds.update({Kind.ADVICE, Kind.CHALLENGES, Kind.ACTIONS})
        if after.draft.fit and after.draft.fit != now.draft.fit:
            _pass_on_fit(after, touched, undoing)
        return after

    def _columns(self, draft: SessionDraft) -> dict[str, Any]:
        return {**super()._columns(draft), "starts_at": moments.instant(draft.wall_start, draft.zone)}


def _hand_over(now: Kept[SessionDraft], after: Kept[SessionDraft], undoing: Undoing | None) -> None:
    """What was said in a session goes with it when it turns out to have been with somebody else."""
    before, person = (_person(each.draft.relationship) for each in (now, after))
    if before == person:
        return
    for table in (Advice, Challenge, Action):
        its = (table.session == now.id) & (table.person == before)
        if undoing:
            for row in rows.tuples(table.select(table.id).where(its, table.deleted_at.is_null())):
                undoing.change(table, row[0], {"person": person})
        table.update(person=person).where(its).execute()


def _pass_on_fit(after: Kept[SessionDraft], touched: Touched, undoing: Undoing | None) -> None:
    """The latest answer is that of the relationship; an answer on an earlier session moves nothing back."""
    draft = after.draft
    if draft.status is not Status.HELD or draft.fit is None or known.fit_said_later(after.id):
        return
    its = (Relationship.id == draft.relationship) & (
        Relationship.fit.is_null() | (Relationship.fit != draft.fit.value)
    )
    if undoing and rows.tuples(Relationship.select(Relationship.id).where(its)):
        undoing.change(Relationship, draft.relationship or 0, {"fit": draft.fit.value})
    if Relationship.update(fit=draft.fit.value).where(its).execute():
        touched.kinds.add(Kind.RELATIONSHIPS)
        touched.ids.add(draft.relationship or 0)


def _person(relationship: int | None) -> int:
    found = rows.tuples(Relationship.select(Relationship.person).where(Relationship.id == relationship))
    return int(found[0][0])
