"""Says the wizard's questions and options in the person's language, by their ids."""

from mentee_app.i18n import _
from mentee_app.ui.asking.instrument import instrument
from mentee_app.wizard import engine
from mentee_app.wizard.answers import CHECKS, REMOVAL, Answers


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
