"""What is said of being in touch with somebody: in a row of the list, and as a sentence that explains the next day."""

from datetime import date

from mentee_app.domain import touch
from mentee_app.domain.touch import Touch
from mentee_app.i18n import _, ngettext
from mentee_app.ui.widgets import days


def since(state: Touch, today: date) -> str:
    """How long ago the last contact or session was."""
    count = touch.days_since(state, today)
    if count is None:
        return _("Never met yet")
    if count < 2:
        return _("You spoke yesterday") if count else _("You spoke today")
    if count < 14:
        return ngettext("{count} day since you spoke", "{count} days since you spoke", count).format(
            count=count
        )
    if count < 60:
        weeks = count // 7
        return ngettext("{count} week since you spoke", "{count} weeks since you spoke", weeks).format(
            count=weeks
        )
    if count < 365:
        months = count // 30
        return ngettext("{count} month since you spoke", "{count} months since you spoke", months).format(
            count=months
        )
    years = count // 365
    return ngettext("{count} year since you spoke", "{count} years since you spoke", years).format(
        count=years
    )


def due(state: Touch, today: date) -> str:
    """What a row says of somebody it is time to be in touch with."""
    return _("Be in touch: {since}").format(since=_within(since(state, today)))


def now(state: Touch, today: date) -> str:
    """What matters now about anybody else."""
    planned = state.next_planned
    if planned is None:
        return since(state, today)
    day = days.spoken(planned, today)
    near = (planned - today).days < 2
    return (_("Session {day}") if near else _("Session on {day}")).format(day=day)


def explained(state: Touch, today: date) -> str:
    """When it is time to be in touch, and why; "" where nobody asked for a reminder."""
    count = state.keep_in_touch_days
    if not count:
        return ""
    if state.silenced:
        return _("Silenced: you are not reminded.")
    on = touch.next_on(state)
    if on is None:
        return _("You have not met yet, so nothing is due. The days count from your first contact.")
    if state.next_planned and on <= state.next_planned:
        return _("A session is planned on {day}, so nothing is due before.").format(
            day=days.full(state.next_planned)
        )
    reason = _reason(state, count)
    if touch.is_due(state, today):
        return _("Time to be in touch since {day}: {reason}.").format(day=days.full(on), reason=reason)
    return _("Next: {day}, {reason}.").format(day=days.full(on), reason=reason)


def _reason(state: Touch, count: int) -> str:
    """So many days after the later of the last contact and the last session."""
    contact, held = state.last_contact, state.last_held
    if held and (contact is None or held > contact):
        words = ngettext(
            "{count} day after your last session, on {day}",
            "{count} days after your last session, on {day}",
            count,
        )
        return words.format(count=count, day=days.full(held))
    words = ngettext(
        "{count} day after your last contact, on {day}",
        "{count} days after your last contact, on {day}",
        count,
    )
    return words.format(count=count, day=days.full(contact or held or date.min))


def _within(sentence: str) -> str:
    """A sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]
