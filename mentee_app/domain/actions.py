"""An action: something to do, by the mentee or by the mentor."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class Owner(Enum):
    """Who does it."""

    ME = "me"
    THEM = "them"


@dataclass(frozen=True)
class ActionDraft:
    """An action as entered; `person`, `session` and `goal` are ids."""

    person: int | None = None
    session: int | None = None
    goal: int | None = None
    text: str = ""
    owner: Owner = Owner.ME
    due_on: date | None = None
    done_on: date | None = None
    position: int = 0


def problems(draft: ActionDraft) -> tuple[Problem, ...]:
    """What keeps this action from being kept."""
    return () if draft.text.strip() else (Problem("text", Flaw.TEXT_MISSING),)


def days_overdue(due_on: date | None, today: date) -> int:
    """How many days ago the action was due; 0 where it is not overdue."""
    return max(0, (today - due_on).days) if due_on else 0
