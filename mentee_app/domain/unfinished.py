"""What was typed and is not kept yet: it waits until somebody goes on with it, or starts empty."""

from dataclasses import dataclass
from datetime import datetime

from mentee_app.domain.sessions import Medium


@dataclass(frozen=True)
class Unfinished:
    """A session being logged: its fields as they stood.

    `person` is an id, `name` what was typed; `touched` names the fields changed by hand.
    """

    person: int | None = None
    name: str = ""
    wall_start: datetime = datetime(2000, 1, 1)
    minutes: int | None = None
    medium: Medium = Medium.IN_PERSON
    said: str = ""
    touched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A text that was set aside: what its field is called on screen and in the draft (`field`, "" where it has no draft),
    and what was kept there before."""

    label: str
    text: str
    field: str = ""
    before: str = ""


@dataclass(frozen=True)
class SetAside:
    """What was typed and cannot be kept where it was typed: `title` says where that was, `draft` names the kind of draft
    that it was typed into, and `subject` is its id."""

    title: str
    parts: tuple[Part, ...]
    draft: str = ""
    subject: int | None = None


@dataclass(frozen=True)
class Typed:
    """What stands in a dialog or line that keeps nothing by itself before it is said to.

    `place` names it, `subject` is the id of what it is about; `texts` are field names with what stands there.
    """

    place: str
    subject: int | None = None
    texts: tuple[tuple[str, str], ...] = ()
