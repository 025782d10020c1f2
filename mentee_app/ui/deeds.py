"""What one key on a line does: each is kept at once, and can be undone from the bar."""

from collections.abc import Callable
from datetime import timedelta

from mentee_app.domain.advice import Decision
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.requests import Answer
from mentee_app.i18n import _
from mentee_app.services.records import Vanished
from mentee_app.services.sessions import Sessions
from mentee_app.trouble import Trouble
from mentee_app.ui.decision_button import decided
from mentee_app.ui.desk import Desk

_NEXT_REVIEW = timedelta(days=91)


class LineDeeds:
    """`prepare` opens the preparation page of a session (id)."""

    def __init__(self, desk: Desk, prepare: Callable[[int], object]) -> None:
        self.desk = desk
        self.prepare = prepare

    def hold(self, session: int, mentor: str) -> None:
        """The session took place."""
        self._do(
            _("Held: the session with {name}.").format(name=mentor), lambda: self._sessions.hold(session)
        )

    def miss(self, session: int, mentor: str) -> None:
        """The session did not take place."""
        self._do(
            _("Missed: the session with {name}.").format(name=mentor), lambda: self._sessions.miss(session)
        )

    def decide(self, id: int, text: str, decision: Decision) -> None:
        """Decide on advice."""
        self._do(decided(decision, text), lambda: self.desk.advice.decide(id, decision, self.desk.today()))

    def looked_at_advice(self, id: int, text: str) -> None:
        """Advice was looked at again; it does not come up any more."""
        sentence = _("Looked at: “{text}”").format(text=_short(text))
        self._do(sentence, lambda: self.desk.advice.review_again(id, None))

    def told(self, id: int, mentor: str) -> None:
        """The mentor was told what came of advice."""
        sentence = _("Told {name}.").format(name=mentor)
        self._do(sentence, lambda: self.desk.advice.tell(id, self.desk.today()))

    def asked(self, question: int, person: int, mentor: str) -> None:
        """A question was put to a mentor."""
        sentence = _("Noted: you asked {name}.").format(name=mentor)
        self._do(sentence, lambda: self.desk.questions.mark_asked(question, person, self.desk.today()))

    def answer_challenge(self, id: int, text: str, status: ChallengeStatus) -> None:
        """Accept or decline a challenge."""
        sentence = _("Accepted: “{text}”") if status is ChallengeStatus.ACCEPTED else _("Declined: “{text}”")
        self._do(sentence.format(text=_short(text)), lambda: self.desk.challenges.answer(id, status))

    def finish(self, id: int, text: str) -> None:
        """An action is done."""
        sentence = _("Done: “{action}”").format(action=_short(text))
        self._do(sentence, lambda: self.desk.actions.finish(id, self.desk.today()))

    def spoke(self, person: int, name: str) -> None:
        """There was contact with somebody today."""
        draft = ContactDraft(person, held_on=self.desk.today())
        self._do(
            _("Noted: you spoke with {name} today.").format(name=name), lambda: self.desk.contacts.log(draft)
        )

    def thanked(self, introduced: int, introducer: str) -> None:
        """Whoever introduced somebody was thanked."""
        sentence = _("Noted: you thanked {name}.").format(name=introducer)
        self._do(sentence, lambda: self.desk.people.thank(introduced, self.desk.today()))

    def told_introducer(self, introduced: int, introducer: str) -> None:
        """Whoever introduced somebody was told how it went."""
        sentence = _("Noted: you told {name} how it went.").format(name=introducer)
        self._do(sentence, lambda: self.desk.people.tell(introduced, self.desk.today()))

    def looked_at_goal(self, id: int, title: str) -> None:
        """A goal was looked at again; it comes up next in three months."""
        sentence = _("Looked at: “{text}”. It comes up again in three months.").format(text=_short(title))
        self._do(sentence, lambda: self.desk.goals.look_again_on(id, self.desk.today() + _NEXT_REVIEW))

    def asked_again(self, request: int, name: str) -> None:
        """A request was sent again."""
        sentence = _("Noted: asked again. It comes up in two weeks if nothing came.")
        self._do(sentence, lambda: self.desk.requests.answer(request, Answer.SENT, self.desk.today()))

    @property
    def _sessions(self) -> Sessions:
        return self.desk.sessions

    def _do(self, sentence: str, work: Callable[[], int]) -> None:
        try:
            deed = work()
        except Trouble as trouble:
            self.desk.notices.failed.emit(trouble.sentence)
        except Vanished:
            self.desk.notices.failed.emit(_("This was deleted elsewhere."))
        else:
            self.desk.notices.undoable.emit(sentence, deed)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
