"""An area of life, named and coloured by the person; a need says what kind of help is wanted there."""

from dataclasses import dataclass
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class Colour(Enum):
    """The quiet colours an area can have."""

    TEAL = "teal"
    BLUE = "blue"
    VIOLET = "violet"
    ROSE = "rose"
    SAND = "sand"
    GREEN = "green"
    SLATE = "slate"
    PLUM = "plum"


@dataclass(frozen=True)
class AreaDraft:
    """An area as entered."""

    name: str = ""
    colour: Colour = Colour.TEAL
    position: int = 0


@dataclass(frozen=True)
class NeedDraft:
    """What kind of help is wanted in an area (id)."""

    area: int | None = None
    text: str = ""
    position: int = 0


def problems(draft: AreaDraft) -> tuple[Problem, ...]:
    """What keeps this area from being kept."""
    return () if draft.name.strip() else (Problem("name", Flaw.NAME_MISSING),)


def need_problems(draft: NeedDraft) -> tuple[Problem, ...]:
    """What keeps this need from being kept."""
    return () if draft.text.strip() else (Problem("text", Flaw.TEXT_MISSING),)


def next_colour(taken: tuple[Colour, ...]) -> Colour:
    """The colour used least so far, in the order of the palette."""
    return min(Colour, key=taken.count)
