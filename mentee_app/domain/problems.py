"""What can be wrong with something a person entered: refused drafts name the field and the flaw, never lose the text."""

from dataclasses import dataclass
from enum import Enum


class Flaw(Enum):
    """One way in which a field cannot be kept. `words.flaw` says it on screen."""

    NAME_MISSING = "name-missing"
    TITLE_MISSING = "title-missing"
    PERSON_MISSING = "person-missing"
    RELATIONSHIP_MISSING = "relationship-missing"
    TEXT_MISSING = "text-missing"
    END_BEFORE_START = "end-before-start"
    NO_SUCH_DAY = "no-such-day"
    NO_SUCH_TIME = "no-such-time"
    HOUR_SKIPPED = "hour-skipped"
    NO_SUCH_ZONE = "no-such-zone"
    OUT_OF_RANGE = "out-of-range"
    INTRODUCED_BY_SELF = "introduced-by-self"


@dataclass(frozen=True)
class Problem:
    """A flaw of one field of a draft."""

    field: str
    flaw: Flaw


class Refused(Exception):
    """A draft that cannot be kept as it is; nothing was changed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.flaw.value}" for problem in problems))
        self.problems = problems
