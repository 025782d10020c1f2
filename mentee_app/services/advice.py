"""Changes the advice ledger."""

from datetime import date

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
    placing = frozenset({"position", "decision"})

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
