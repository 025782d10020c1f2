"""One run of the wizard and the row behind it: every answer is kept at once, an empty run leaves no row."""

import dataclasses
import json

from mentee_app.domain.requests import RequestDraft
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.asking import judged_request
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.desk.desk import Desk
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
        self._waiting = False
        self.words = draft.own_words
        self.page = draft.page
        self.finished = draft.finished_at is not None
        changed = desk.requests.half_changed(self._kept.id) if self._kept and self.finished else None
        self.answers = self._kept_answers = judged_request.read_answers(changed or draft.answers)

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

    @property
    def waiting(self) -> bool:
        """Whether something was said that could not be kept yet."""
        return self._waiting

    @property
    def kept_words(self) -> str:
        """The person's own words as they are kept."""
        return self._kept.draft.own_words if self._kept else ""

    @property
    def holds_answers(self) -> bool:
        """Whether an answer was given that could not be kept yet."""
        return self.answers != self._kept_answers

    def flush(self) -> bool:
        """Try again to keep what waits; whether all is kept."""
        return self._keep() if self._waiting else True

    def leave(self) -> None:
        """The wizard closes: a run without anything new leaves no row."""
        if self._kept and not self.finished and self._says_nothing_new(self._kept.draft.parent):
            try:
                self._desk.requests.trash(self._kept.id, origin=self)
            except Trouble as trouble:
                self._desk.notices.failed.emit(trouble.sentence)

    def _keep(self) -> bool:
        if self._kept is None and self._is_empty():
            return True
        self._waiting = True
        try:
            self._save()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return False
        self._waiting = False
        self._kept_answers = self.answers
        self._desk.notices.saved.emit()
        return True

    def _save(self) -> None:
        requests = self._desk.requests
        if self._kept:
            try:
                draft, changed = self._draft(self._kept.draft), self._half_changed(self._kept.draft)
                self._kept = requests.write_run(self._kept, draft, changed, origin=self)
                return
            except Vanished:
                self._begun_here = True
        self._kept = requests.add(self._draft(RequestDraft()), origin=self)

    def _half_changed(self, base: RequestDraft) -> str | None:
        """The answers to a finished request that cannot be judged: until they can, the old ones count."""
        halfway = base.finished_at is not None and not self.complete
        return judged_request.written_answers(self.answers) if halfway else None

    def _draft(self, base: RequestDraft) -> RequestDraft:
        if self._half_changed(base) is not None:
            return dataclasses.replace(base, own_words=self.words, page=self.page)
        done = self.finished and self.complete
        verdict = engine.judge(self.answers, instrument()) if done else None
        return dataclasses.replace(
            base,
            own_words=self.words,
            answers=judged_request.written_answers(self.answers),
            page=self.page,
            finished_at=(base.finished_at or self._now()) if done else None,
            outcome=verdict.outcome if verdict else None,
            verdict=json.dumps(verdict.as_mapping()) if verdict else None,
        )

    def _is_empty(self) -> bool:
        return not self.words.strip() and self.answers == Answers()

    def _says_nothing_new(self, parent: int | None) -> bool:
        """Nothing at all, or, where it is taken again, what the earlier run said."""
        earlier = kept.one(RequestDraft, parent)
        words = self.words.strip()
        same = earlier is not None and words in ("", earlier.draft.own_words.strip())
        return self.answers == Answers() and (same or (self._begun_here and not words))

    def _now(self) -> int:
        return int(self._desk.now().timestamp() * 1000)
