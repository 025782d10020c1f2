"""Changes the advice ledger."""

import dataclasses
from datetime import date
from typing import Any

from mentee_app.domain import advice
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.services import trash
from mentee_app.services.records import Records
from mentee_app.storage.tables import Advice as AdviceTable


class Advice(Records[AdviceDraft]):
    """What mentors advised, and what the mentee decided."""

    kind = Kind.ADVICE
    draft_type = AdviceDraft
    placing = frozenset({"position", "decision", "person", "given_on", "review_on", "told_on"})

    def problems(self, draft: AdviceDraft, own_id: int | None) -> tuple[Problem, ...]:
        return advice.problems(draft)

    def decide(self, id: int, decision: Decision, today: date, origin: object = None) -> int:
        """Take, adapt, leave, not yet, or undecided again; the id of the deed, for undo. Raises Vanished, Trouble."""
        with self._changes.transaction(Kind.ADVICE, origin=origin) as touched:
            now = self.current(id)
            wanted = advice.decided(now.draft, decision, today)
            after = {name: self._columns(wanted)[name] for name in ("decision", "decided_on")}
            deed = trash.remember(AdviceTable, id, after, f"decide {decision.value}")
            self._update(now, wanted, touched)
            return deed

    def tell(self, id: int, today: date, origin: object = None) -> int:
        """Say that the mentor was told what came of it; the id of the deed, for undo. Raises Vanished, Trouble."""
        return self._date(id, "told_on", today, "tell advice", origin)

    def review_again(self, id: int, day: date | None, origin: object = None) -> int:
        """Look at it again on that day, or with None no more; the id of the deed, for undo. Raises Vanished, Trouble."""
        return self._date(id, "review_on", day, "review advice", origin)

    def _date(self, id: int, field: str, day: date | None, label: str, origin: object) -> int:
        with self._changes.transaction(Kind.ADVICE, origin=origin) as touched:
            now = self.current(id)
            deed = trash.remember(AdviceTable, id, {field: day.isoformat() if day else None}, label)
            dated: dict[str, Any] = {field: day}
            self._update(now, dataclasses.replace(now.draft, **dated), touched)
            return deed
