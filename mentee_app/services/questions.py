"""Changes questions: whom they wait for, which advice they gather, and what was decided on it, once."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mentee_app.domain import advice as advice_rules
from mentee_app.domain import questions, stored
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.domain.questions import QuestionDraft
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services import earlier, links
from mentee_app.services.changes import Touched
from mentee_app.services.records import Records, Vanished
from mentee_app.services.trash import Undoing
from mentee_app.storage import rows
from mentee_app.storage.tables import Advice, Question, QuestionAdvice, QuestionPerson

_OF_DECISION = ("decision", "decided_on", "reason")


class Questions(Records[QuestionDraft]):
    """What the mentee asks of one or several mentors."""

    kind = Kind.QUESTIONS
    draft_type = QuestionDraft
    placing = frozenset({"decided_on"})

    def problems(self, draft: QuestionDraft, own_id: int | None) -> tuple[Problem, ...]:
        return questions.problems(draft)

    def wait_for(self, question: int, people: Iterable[int], origin: object = None) -> None:
        """Say whom (ids) the question waits for. Raises Trouble."""
        with self._changes.transaction(Kind.QUESTIONS, origin=origin) as touched:
            links.tie(QuestionPerson, "question", question, "person", people)
            touched.ids.add(question)

    def gather(self, question: int, advice: Iterable[int], origin: object = None) -> None:
        """Say which advice (ids) was given on the question. Raises Trouble."""
        with self._changes.transaction(Kind.QUESTIONS, Kind.ADVICE, origin=origin) as touched:
            links.tie(QuestionAdvice, "question", question, "advice", advice)
            touched.ids.add(question)

    def gather_more(self, question: int, advice: Iterable[int], origin: object = None) -> None:
        """Put further advice (ids) under the question. Raises Trouble."""
        with self._changes.transaction(Kind.QUESTIONS, Kind.ADVICE, origin=origin):
            before = kept.linked(QuestionAdvice, "question", question, "advice")
            self.gather(question, [*before, *advice], origin)

    def begin(
        self, draft: QuestionDraft, advice: Iterable[int], origin: object = None
    ) -> Kept[QuestionDraft]:
        """Keep a new question with the advice (ids) it gathers, both or neither. Raises Refused, Trouble."""
        with self._changes.transaction(Kind.QUESTIONS, origin=origin):
            made = self.add(draft, origin)
            self.gather(made.id, advice, origin)
            return made

    def release(self, question: int, advice: int, origin: object = None) -> int:
        """Take a piece of advice from under the question; the deed, for undo. Raises Vanished, Trouble."""
        return self._untie(QuestionAdvice, question, QuestionAdvice.advice == advice, origin)

    def wait_no_more(self, question: int, person: int, origin: object = None) -> int:
        """The question waits for this person no more; the deed, for undo. Raises Vanished, Trouble."""
        return self._untie(QuestionPerson, question, QuestionPerson.person == person, origin)

    def mark_asked(self, question: int, person: int, today: date, origin: object = None) -> int:
        """Say that the person was asked today; the deed, for undo. Raises Vanished, Trouble."""
        with self._changes.transaction(Kind.QUESTIONS, origin=origin) as touched:
            self.current(question)
            undoing = Undoing()
            link = _link(QuestionPerson, question, QuestionPerson.person == person)
            if link is None:
                before = kept.linked(QuestionPerson, "question", question, "person")
                links.tie(QuestionPerson, "question", question, "person", [*before, person])
                link = _link(QuestionPerson, question, QuestionPerson.person == person)
                assert link is not None
                undoing.made(QuestionPerson, link)
            _write(undoing, QuestionPerson, link, {"asked_on": today.isoformat()})
            touched.ids.add(question)
            touched.moved = True
            return undoing.note("ask question")

    def settle(
        self,
        question: int,
        decisions: Mapping[int, Decision],
        conclusion: str,
        today: date,
        origin: object = None,
    ) -> int:
        """Decide on all this advice (by id) at once, with one reason; one deed, for undo.

        The conclusion becomes the reason of advice that has none. Raises Vanished, Trouble; then nothing is decided.
        """
        with self._changes.transaction(Kind.QUESTIONS, Kind.ADVICE, origin=origin) as touched:
            undoing = Undoing()
            now = self.current(question)
            wanted = dataclasses.replace(now.draft, conclusion=conclusion, decided_on=today)
            self._settle_row(undoing, Question, now, wanted, ("conclusion", "decided_on"))
            for id, decision in decisions.items():
                self._settle_advice(undoing, id, decision, wanted.conclusion, today, touched)
            touched.ids.add(question)
            touched.moved = True
            return undoing.note("settle question")

    def _settle_advice(
        self, undoing: Undoing, id: int, decision: Decision, conclusion: str, today: date, touched: Touched
    ) -> None:
        now = kept.one(AdviceDraft, id)
        if now is None:
            raise Vanished(id)
        wanted = advice_rules.settled(now.draft, decision, conclusion, today)
        self._settle_row(undoing, Advice, now, wanted, _OF_DECISION)
        touched.ids.add(id)

    def _settle_row(
        self, undoing: Undoing, table: type[Any], now: Kept[Any], wanted: Any, fields: tuple[str, ...]
    ) -> None:
        before, after = stored.plain(now.draft), stored.plain(wanted)
        changed = {name: after[name] for name in fields if after[name] != before[name]}
        if changed:
            earlier.keep(table, now.id, before, changed, since=now.created_at)
            _write(undoing, table, now.id, changed)

    def _untie(self, table: type[Any], question: int, other: Any, origin: object) -> int:
        with self._changes.transaction(Kind.QUESTIONS, Kind.ADVICE, origin=origin) as touched:
            link = _link(table, question, other)
            if link is None:
                raise Vanished(question)
            undoing = Undoing()
            undoing.discard(table, link)
            touched.ids.add(question)
            touched.moved = True
            return undoing.note(f"untie {table._meta.table_name}")


def _link(table: type[Any], question: int, other: Any) -> int | None:
    found = rows.tuples(
        table.select(table.id).where(table.question == question, other, table.deleted_at.is_null())
    )
    return int(found[0][0]) if found else None


def _write(undoing: Undoing, table: type[Any], id: int, after: dict[str, Any]) -> None:
    """Remember and write columns of a row."""
    undoing.change(table, id, after)
    if table.update(**after).where(table.id == id).execute() != 1:
        raise Vanished(id)
