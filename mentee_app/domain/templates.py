"""An agenda template: talking points for a kind of session, the mentee's own or one that comes with the app."""

from dataclasses import dataclass

from mentee_app.domain.problems import Flaw, Problem


@dataclass(frozen=True)
class TemplateDraft:
    """A template as entered; `points` is one talking point a line."""

    name: str = ""
    points: str = ""
    position: int = 0


def problems(draft: TemplateDraft) -> tuple[Problem, ...]:
    """What keeps this template from being kept."""
    return () if draft.name.strip() else (Problem("name", Flaw.NAME_MISSING),)


def points_of(draft: TemplateDraft) -> tuple[str, ...]:
    """The talking points, without empty lines."""
    return tuple(line.strip() for line in draft.points.splitlines() if line.strip())
