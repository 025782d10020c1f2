"""What was typed of a session that is not kept yet: it waits until somebody goes on with it, or starts empty."""

from dataclasses import dataclass
from datetime import datetime

from mentee_app.domain.sessions import Medium


@dataclass(frozen=True)
class Unfinished:
    """The fields as they stood. `person` is an id, `name` what was typed; `touched` names the fields changed by hand."""

    person: int | None = None
    name: str = ""
    wall_start: datetime = datetime(2000, 1, 1)
    minutes: int | None = None
    medium: Medium = Medium.IN_PERSON
    said: str = ""
    touched: tuple[str, ...] = ()
