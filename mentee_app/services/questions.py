"""Changes questions: whom they wait for, which advice they gather, and what was decided on it, once."""

from collections.abc import Iterable

from mentee_app.domain import questions
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.domain.questions import QuestionDraft
from mentee_app.services import links
from mentee_app.services.records import Records
from mentee_app.storage.tables import QuestionAdvice, QuestionPerson


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
