"""Closing the loop: which advice waits to be told back, and the short message that tells it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from mentee_app.domain import asking
from mentee_app.domain.advice import Decision

_ENDS = (".", "!", "?", "…")
_DEEDS = MappingProxyType(
    {
        Decision.TAKE: "I did what you advised",
        Decision.ADAPT: "I did it in my own way",
        Decision.LEAVE: "I decided to leave it",
        Decision.NOT_YET: "I have not got to it yet",
    }
)


def to_tell(decision: Decision, outcome: str, told_on: date | None) -> bool:
    """Whether this is advice that was used, with what happened written down, that nobody has told the mentor yet."""
    return decision in (Decision.TAKE, Decision.ADAPT) and bool(outcome.strip()) and told_on is None


def message(
    name: str,
    own_name: str,
    advice: str,
    decision: Decision,
    outcome: str,
    template: str,
    deeds: Mapping[Decision, str] = _DEEDS,
) -> str:
    """The template with its blanks filled; what is not known, and every other blank, stays in its [brackets].

    The blanks: [name], [advice], [what I did], [what happened], [your name]. `deeds` words what was done, as a clause
    without its full stop. A full stop after a blank goes where the text that fills it ends a sentence by itself.
    """
    values = {
        "name": name,
        "advice": advice,
        "what I did": deeds.get(decision, ""),
        "what happened": outcome,
        "your name": own_name,
    }
    text = template
    for blank in reversed(asking.blanks(template, template)):
        value = values.get(blank.text, "").strip()
        if value:
            after = text[blank.end :]
            text = text[: blank.start] + value + (_without_stop(after) if value.endswith(_ENDS) else after)
    return text


def _without_stop(after: str) -> str:
    return after if after.startswith("..") else after.removeprefix(".")
