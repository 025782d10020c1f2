"""Reads the wizard's instrument once, when it is first needed."""

from functools import cache

from mentee_app import paths
from mentee_app.domain.relationships import Kind
from mentee_app.wizard import content
from mentee_app.wizard.instrument import Instrument


@cache
def instrument() -> Instrument:
    """The instrument that ships with the app."""
    return content.load(paths.resource("wizard/instrument.json"))


def agreement_terms(kind: Kind) -> tuple[tuple[str, str], ...]:
    """What is to be agreed in a relationship of this kind: (term id, words)."""
    return tuple((entry.id, entry.text) for entry in instrument().outcome(kind.value).agreement)
