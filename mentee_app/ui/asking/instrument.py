"""Reads the wizard's instrument once, when it is first needed."""

from functools import cache

from mentee_app import paths
from mentee_app.domain.relationships import Kind
from mentee_app.i18n import _
from mentee_app.wizard import content, engine
from mentee_app.wizard.answers import CHECKS, REMOVAL, Answers
from mentee_app.wizard.instrument import Instrument


@cache
def instrument() -> Instrument:
    """The instrument that ships with the app."""
    return content.load(paths.resource("wizard/instrument.json"))


def agreement_terms(kind: Kind) -> tuple[tuple[str, str], ...]:
    """What is to be agreed in a relationship of this kind: (term id, words)."""
    return tuple((entry.id, entry.text) for entry in instrument().outcome(kind.value).agreement)


def question(id: str, answers: Answers) -> str:
    """How a question is asked; question 5 depends on the checks."""
    if id in CHECKS:
        return _(next(check.text for check in instrument().checks.rows if check.id == id))
    if id == REMOVAL:
        return _(engine.removal_text(answers, instrument()) or "")
    return _(instrument().question(id).text)


def topic(id: str) -> str:
    """What a question is about, in a few words."""
    if id in CHECKS:
        return _("Another kind of help")
    return _("Without it") if id == REMOVAL else _(instrument().question(id).factor)


def option(id: str, chosen: str | None) -> str:
    """The words of an option; "" where none is chosen."""
    if chosen is None:
        return ""
    if id in CHECKS:
        return _(next(each.text for each in instrument().checks.options if each.id == chosen))
    if id == REMOVAL:
        return _(next(each.text for each in instrument().removal.options if each.id == chosen))
    return _(instrument().question(id).option(chosen).text)
