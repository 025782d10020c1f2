"""What one key or button does to advice and challenges; each can be taken back."""

from collections.abc import Callable
from datetime import date

from mentee_app import words
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.challenges import ChallengeDraft, Status
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui import days
from mentee_app.ui.decision_button import decided
from mentee_app.ui.desk import Desk


def decide(desk: Desk, id: int, decision: Decision) -> bool:
    """Decide on advice; whether that is so now. The same decision again changes nothing."""
    found = kept.one(AdviceDraft, id)
    if found is None or found.draft.decision is decision:
        return found is not None
    return done(
        desk, lambda: desk.advice.decide(id, decision, desk.today()), decided(decision, found.draft.text)
    )


def answer(desk: Desk, id: int, status: Status) -> bool:
    """Accept, decline, say it is done, or leave a challenge open; whether that is so now."""
    found = kept.one(ChallengeDraft, id)
    if found is None or found.draft.status is status:
        return found is not None
    sentence = _("{status}: “{challenge}”").format(
        status=words.of(status), challenge=shortened(found.draft.text)
    )
    return done(desk, lambda: desk.challenges.answer(id, status), sentence)


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


def shortened(text: str) -> str:
    """A text as it stands in a sentence: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
