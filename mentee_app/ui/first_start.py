"""What an empty notebook offers: the wizard, a first mentor, the sample to look around, or the network."""

from collections.abc import Callable
from functools import partial

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import today
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.widgets.empty_state import EmptyState

Choice = tuple[str, Callable[[], object]]


def welcome(desk: Desk) -> EmptyState:
    """The first screen of all."""
    sentence = _(
        "This notebook is yours: it works offline, and nobody sees it until you hand something out. Where do you want to begin?"
    )
    choices = [_ask(desk), _mentor(desk, _("I already have a mentor")), *_sample(desk)]
    return EmptyState("ask", sentence, [*choices, _person(desk, _("Tend my network"))])


def no_mentors(desk: Desk) -> EmptyState:
    """The empty Mentors tab."""
    sentence = _("The people you learn from, and what you agreed with them.")
    return EmptyState("mentors", sentence, [_mentor(desk, _("Add a mentor")), _ask(desk), *_sample(desk)])


def no_goals(desk: Desk) -> EmptyState:
    """The empty Goals tab."""
    sentence = _("A goal says what you want to know, do or understand better, and why.")
    first = (_("Write down a goal"), partial(desk.notices.wanted.emit, Place(Kind.GOALS)))
    return EmptyState("goals", sentence, [first, *_sample(desk)])


def no_sessions(desk: Desk) -> EmptyState:
    """The empty Sessions tab."""
    sentence = _("Each meeting leaves something behind: what was said, and what you decide to do with it.")
    first = (_("Log a session"), partial(desk.notices.wanted.emit, Place(Kind.SESSIONS)))
    return EmptyState("sessions", sentence, [first, *_sample(desk)])


def no_advice(desk: Desk) -> EmptyState:
    """The empty Advice tab."""
    sentence = _(
        "What others advise is theirs to say, and yours to decide: take it, adapt it, leave it, or not yet."
    )
    first = (_("Write down advice"), partial(desk.notices.wanted.emit, Place(Kind.ADVICE)))
    return EmptyState("advice", sentence, [first, *_sample(desk)])


def no_people(desk: Desk) -> EmptyState:
    """The empty Network tab."""
    sentence = _(
        "The people around you: who knows what, who introduced whom, and who would like to hear from you."
    )
    return EmptyState("network", sentence, [_person(desk, _("Add a person")), *_sample(desk)])


def _ask(desk: Desk) -> Choice:
    return _("What am I asking for?"), partial(desk.notices.wizard_wanted.emit, None)


def _mentor(desk: Desk, words: str) -> Choice:
    return words, partial(desk.notices.wanted.emit, Place(Kind.PEOPLE))


def _person(desk: Desk, words: str) -> Choice:
    return words, partial(desk.notices.wanted.emit, Place(Kind.CONTACTS))


def _sample(desk: Desk) -> list[Choice]:
    """Only where nothing was written: the sample goes into an empty notebook."""
    try:
        empty = today.nothing_yet()
    except Trouble:  # a damaged file is told by what shows it
        empty = False
    return [(_("Show me a sample"), partial(_fill, desk))] if empty else []


def _fill(desk: Desk) -> None:
    try:
        desk.samples.fill(today=desk.today(), zone=desk.zone)
    except Trouble as trouble:
        desk.notices.failed.emit(trouble.sentence)
