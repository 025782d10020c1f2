"""What one key does to kept things, wherever they are listed: each is kept at once, and can be undone from the bar."""

from collections.abc import Callable
from datetime import date

from mentee_app import words
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.challenges import ChallengeDraft, Status
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.goals import months_later
from mentee_app.domain.requests import Answer
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.decision import decided
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets import days

_MONTHS_TO_NEXT_REVIEW = 3


def decide(desk: Desk, id: int, decision: Decision) -> bool:
    """Decide on advice; whether that is so now. The same decision again changes nothing."""
    found = kept.one(AdviceDraft, id)
    if found is None or found.draft.decision is decision:
        return found is not None
    return done(
        desk, lambda: desk.advice.decide(id, decision, desk.today()), decided(decision, found.draft.text)
    )


def tell(desk: Desk, id: int) -> bool:
    """Mark advice as told; whether that is so now."""
    return done(desk, lambda: desk.advice.tell(id, desk.today()), _("Marked as told."))


def review_again(desk: Desk, id: int, day: date | None) -> bool:
    """Look at advice again on a day, or no more; whether that is so now."""
    sentence = (
        _("You look at it again {day}.").format(day=days.spoken(day, desk.today()))
        if day
        else _("You need not look at it again.")
    )
    return done(desk, lambda: desk.advice.review_again(id, day), sentence)


def answer(desk: Desk, id: int, status: Status) -> bool:
    """Accept, decline, say it is done, or leave a challenge open; whether that is so now."""
    found = kept.one(ChallengeDraft, id)
    if found is None or found.draft.status is status:
        return found is not None
    sentence = _("{status}: “{challenge}”").format(
        status=words.of(status), challenge=one_line(found.draft.text)
    )
    return done(desk, lambda: desk.challenges.answer(id, status), sentence)


def hold(desk: Desk, session: int, mentor: str) -> bool:
    """The session took place."""
    sentence = _("Held: the session with {name}.").format(name=mentor)
    return done(desk, lambda: desk.sessions.hold(session), sentence)


def miss(desk: Desk, session: int, mentor: str) -> bool:
    """The session did not take place."""
    sentence = _("Missed: the session with {name}.").format(name=mentor)
    return done(desk, lambda: desk.sessions.miss(session), sentence)


def finish(desk: Desk, action: int, text: str) -> bool:
    """An action is done."""
    sentence = _("Done: “{action}”").format(action=one_line(text))
    return done(desk, lambda: desk.actions.finish(action, desk.today()), sentence)


def ask(desk: Desk, question: int, person: int, name: str) -> bool:
    """A question was put to somebody."""
    sentence = _("Noted: you asked {name}.").format(name=name)
    return done(desk, lambda: desk.questions.mark_asked(question, person, desk.today()), sentence)


def speak(desk: Desk, person: int, name: str) -> bool:
    """There was contact with somebody today."""
    draft = ContactDraft(person, held_on=desk.today())
    sentence = _("Noted: you spoke with {name} today.").format(name=name)
    return done(desk, lambda: desk.contacts.log(draft), sentence)


def thank(desk: Desk, introduced: int, introducer: str) -> bool:
    """Whoever introduced somebody was thanked."""
    sentence = _("Noted: you thanked {name}.").format(name=introducer)
    return done(desk, lambda: desk.people.thank(introduced, desk.today()), sentence)


def tell_introducer(desk: Desk, introduced: int, introducer: str) -> bool:
    """Whoever introduced somebody was told how it went."""
    sentence = _("Noted: you told {name} how it went.").format(name=introducer)
    return done(desk, lambda: desk.people.tell(introduced, desk.today()), sentence)


def look_at_goal(desk: Desk, goal: int, title: str) -> bool:
    """A goal was looked at again; it comes up next in three months."""
    sentence = _("Looked at: “{goal}”. It comes up again in three months.").format(goal=one_line(title))
    again = months_later(desk.today(), _MONTHS_TO_NEXT_REVIEW)
    return done(desk, lambda: desk.goals.look_again_on(goal, again), sentence)


def ask_again(desk: Desk, request: int) -> bool:
    """A request was sent again."""
    sentence = _("Noted: asked again. It comes up in two weeks if nothing came.")
    return done(desk, lambda: desk.requests.answer(request, Answer.SENT, desk.today()), sentence)


def done(desk: Desk, deed: Callable[[], int], sentence: str) -> bool:
    """Do something that gives a deed, and offer with `sentence` to take it back; whether it was done."""
    try:
        made = deed()
    except Trouble as trouble:
        desk.notices.failed.emit(trouble.sentence)
        return False
    except Vanished:
        desk.notices.failed.emit(_("This was deleted elsewhere."))
        return False
    desk.notices.saved.emit()
    desk.notices.undoable.emit(sentence, made)
    return True
