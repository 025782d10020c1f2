"""What a person writes, one by one, and what can have become of it: the words that a search is narrowed with."""

from enum import Enum


class Noun(Enum):
    """One written thing; the value is its name in searches and in what the terminal prints."""

    PERSON = "person"
    GOAL = "goal"
    AREA = "area"
    QUESTION = "question"
    RELATIONSHIP = "relationship"
    SESSION = "session"
    ADVICE = "advice"
    CHALLENGE = "challenge"
    ACTION = "action"
    AGENDA_ITEM = "agenda-item"
    CONTACT = "contact"
    MILESTONE = "milestone"
    CHECK_IN = "check-in"
    AGREEMENT = "agreement"
    SKILL = "skill"
    NEED = "need"
    REQUEST = "request"
    TEMPLATE = "template"
    ABOUT_ME = "about-me"


class State(Enum):
    """What became of a written thing, as `is:` names it."""

    UNDECIDED = "undecided"
    TAKEN = "taken"
    ADAPTED = "adapted"
    LEFT = "left"
    NOT_YET = "not-yet"
    OPEN = "open"
    OVERDUE = "overdue"
    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"
    MISSED = "missed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REACHED = "reached"
    DONE = "done"


def noun_called(name: str) -> Noun | None:
    """The noun of this name, one or many; None where there is none."""
    plain = name.casefold().replace(" ", "-").replace("_", "-")
    for noun in Noun:
        if plain in (noun.value, f"{noun.value}s", *_ALSO.get(noun, ())):
            return noun
    return None


def state_called(name: str) -> State | None:
    """The state of this name; None where there is none."""
    plain = name.casefold().replace(" ", "-").replace("_", "-")
    return next((state for state in State if plain in (state.value, *_SAME.get(state, ()))), None)


_ALSO = {
    Noun.PERSON: ("people", "mentor", "mentors"),
    Noun.SESSION: ("note", "notes"),
    Noun.AGENDA_ITEM: ("agenda", "point", "points"),
    Noun.TEMPLATE: ("agenda-template", "agenda-templates"),
    Noun.ACTION: ("todo", "todos"),
    Noun.ABOUT_ME: ("me",),
}
_SAME = {
    State.TAKEN: ("take",),
    State.ADAPTED: ("adapt",),
    State.LEFT: ("leave",),
    State.NOT_YET: ("notyet",),
}
