"""One run of the wizard and the row behind it: every answer is kept at once, an empty run leaves no row."""

import dataclasses
import json

from mentee_app.domain.requests import RequestDraft
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui import asked
from mentee_app.ui.desk import Desk
from mentee_app.ui.instrument import instrument
from mentee_app.wizard import answers as answering
from mentee_app.wizard import engine
from mentee_app.wizard.answers import Answers

RESULT = "result"


class AskRun:
    """What was said so far. It stays here when it cannot be kept, and goes with the next answer."""

    def __init__(self, desk: Desk, request: int | None) -> None:
        self._desk = desk
        self._kept: Kept[RequestDraft] | None = kept.one(RequestDraft, request)
        draft = self._kept.draft if self._kept else RequestDraft()
        self._begun_here = self._kept is None
        self.words = draft.own_words
        self.answers = asked.read_answers(draft.answers)
        self.page = draft.page
        self.finished = draft.finished_at is not None

    @property
    def request(self) -> int | None:
        """The id of the row; None while there is nothing to keep."""
        return self._kept.id if self._kept else None

    @property
    def complete(self) -> bool:
        """Whether the answers can be judged."""
        return answering.first_unanswered(self.answers) is None

    def write(self, words: str) -> bool:
        """Take the person's own words; whether all is kept."""
        self.words = words
        return self._keep()

    def answer(self, question: str, option: str) -> bool:
        """Take an answer; whether all is kept."""
        self.answers = self.answers.changed(question, option)
        return self._keep()

    def turn_to(self, page: str) -> bool:
        """The person is on this page now; whether all is kept. The result page finishes the run."""
        self.page = page
        self.finished = self.finished or (page == RESULT and self.complete)
        return self._keep()

    def leave(self) -> None:
        """The wizard closes: a run that was begun here and holds nothing leaves no row."""
        if self._begun_here and self._kept and self._is_empty():
            try:
                self._desk.requests.trash(self._kept.id, origin=self)
            except Trouble as trouble:
                self._desk.notices.failed.emit(trouble.sentence)

    def _keep(self) -> bool:
        if self._kept is None and self._is_empty():
            return True
        try:
            self._save()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return False
        self._desk.notices.saved.emit()
        return True

    def _save(self) -> None:
        requests = self._desk.requests
        if self._kept:
            try:
                self._kept = requests.save(self._kept, self._draft(self._kept.draft), origin=self)
                return
            except Vanished:
                self._begun_here = True
        self._kept = requests.add(self._draft(RequestDraft()), origin=self)

    def _draft(self, base: RequestDraft) -> RequestDraft:
        done = self.finished and self.complete
        verdict = engine.judge(self.answers, instrument()) if done else None
        return dataclasses.replace(
            base,
            own_words=self.words,
            answers=asked.written_answers(self.answers),
            page=self.page,
            finished_at=(base.finished_at or self._now()) if done else None,
            outcome=verdict.outcome if verdict else None,
            verdict=json.dumps(verdict.as_mapping()) if verdict else None,
        )

    def _is_empty(self) -> bool:
        return not self.words.strip() and self.answers == Answers()

    def _now(self) -> int:
        return int(self._desk.now().timestamp() * 1000)
