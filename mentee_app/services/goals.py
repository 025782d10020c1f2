"""Changes goals, their milestones and check-ins."""

import dataclasses
from collections.abc import Iterable
from datetime import date

from mentee_app.domain import goals
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft, Status
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.queries import goals as goal_queries
from mentee_app.queries.kept import Kept
from mentee_app.services import links, trash
from mentee_app.services.records import Records
from mentee_app.services.trash import Undoing
from mentee_app.storage import tables


class Goals(Records[GoalDraft]):
    """What the mentee wants to expand."""

    kind = Kind.GOALS
    draft_type = GoalDraft
    placing = frozenset({"title", "status", "target_on", "area"})

    def problems(self, draft: GoalDraft, own_id: int | None) -> tuple[Problem, ...]:
        return goals.problems(draft)

    def set_status(self, id: int, status: Status, today: date, origin: object = None) -> int:
        """Reach, drop, pause or open it again; the id of the deed, for undo. Raises Vanished, Trouble."""
        now = self.current(id)
        wanted = goals.with_status(now.draft, status, today)
        return self._decide(now, wanted, ("status", "ended_on"), f"goal {status.value}", origin)

    def look_again_on(self, id: int, day: date | None, origin: object = None) -> int:
        """It was looked at; say when to look at it again. The id of the deed, for undo. Raises Vanished, Trouble."""
        now = self.current(id)
        wanted = dataclasses.replace(now.draft, review_on=day)
        return self._decide(now, wanted, ("review_on",), "goal looked at", origin)

    def helped_by(self, goal: int, relationships: Iterable[int], origin: object = None) -> None:
        """Say which relationships (ids) help with this goal. Raises Trouble."""
        with self._changes.transaction(Kind.RELATIONSHIPS, Kind.GOALS, origin=origin) as touched:
            links.tie(tables.RelationshipGoal, "goal", goal, "relationship", relationships)
            touched.ids.add(goal)

    def _decide(
        self, now: Kept[GoalDraft], wanted: GoalDraft, names: tuple[str, ...], label: str, origin: object
    ) -> int:
        with self._changes.transaction(Kind.GOALS, origin=origin) as touched:
            columns = self._columns(wanted)
            deed = trash.remember(tables.Goal, now.id, {name: columns[name] for name in names}, label)
            self._update(now, wanted, touched)
            return deed


class Milestones(Records[MilestoneDraft]):
    """Steps of a goal."""

    kind = Kind.MILESTONES
    draft_type = MilestoneDraft
    placing = frozenset({"position"})

    def problems(self, draft: MilestoneDraft, own_id: int | None) -> tuple[Problem, ...]:
        return goals.milestone_problems(draft)

    def finish(self, id: int, day: date | None, origin: object = None) -> int:
        """It was done on that day, or (None) is not done yet; the id of the deed, for undo. Raises Vanished, Trouble."""
        with self._changes.transaction(Kind.MILESTONES, origin=origin) as touched:
            now = self.current(id)
            wanted = dataclasses.replace(now.draft, done_on=day)
            after = {"done_on": self._columns(wanted)["done_on"]}
            deed = trash.remember(tables.Milestone, id, after, "step done" if day else "step not done")
            self._update(now, wanted, touched)
            return deed


class CheckIns(Records[CheckInDraft]):
    """Dated self-assessments of a goal."""

    kind = Kind.CHECK_INS
    draft_type = CheckInDraft
    placing = frozenset({"held_on"})

    def problems(self, draft: CheckInDraft, own_id: int | None) -> tuple[Problem, ...]:
        return goals.check_in_problems(draft)

    def check_in(self, goal: int, today: date, origin: object = None) -> tuple[int, int | None]:
        """Begin today's check-in where the last one (else the start) stood; its id, and the deed for undo.

        Where there is one today, it is that one, and there is no deed. Raises Trouble.
        """
        found = goal_queries.check_ins(goal)
        if found and found[0].draft.held_on == today:
            return found[0].id, None
        with self._changes.transaction(Kind.CHECK_INS, origin=origin):
            made = self.add(CheckInDraft(goal, today, goal_queries.stands_at(goal)), origin)
            undoing = Undoing()
            as_begun = {"percent": made.draft.percent, "reflection": ""}
            undoing.change(tables.CheckIn, made.id, as_begun)  # once written in, it is not undone any more
            undoing.made(tables.CheckIn, made.id)
            return made.id, undoing.note("check in")

    def assess(self, goal: int, day: date, percent: int, origin: object = None) -> None:
        """Say how far it was on a day, in that day's check-in or a new one. Raises Refused, Trouble."""
        found = [each for each in goal_queries.check_ins(goal) if each.draft.held_on == day]
        if found:
            self.save(found[0], dataclasses.replace(found[0].draft, percent=percent), origin)
        else:
            self.add(CheckInDraft(goal, day, percent), origin)
