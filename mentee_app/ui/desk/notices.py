"""What the screens tell the window: saved, not saved and why, undoable, and where the person wants to go."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.ui.style.plain import one_line


@dataclass(frozen=True)
class Place:
    """A kept thing to be shown, or with id None a new one of that kind to be begun; `part` is something inside it (id)."""

    kind: Kind
    id: int | None = None
    part: int | None = None


class Notices(QObject):
    """`undoable` carries a sentence and the id of the deed; `failed` and `said` (no trouble) a sentence; `wanted` a Place;
    `set_aside` words (domain.unfinished.SetAside) that cannot be kept where they were typed."""

    saved = Signal()
    failed = Signal(str)
    said = Signal(str)
    undone = Signal(object)
    undoable = Signal(str, object)
    wanted = Signal(object)
    set_aside = Signal(object)
    wizard_wanted = Signal(object)


def deleted(what: str) -> str:
    """The sentence that offers to undo a deletion; `what` is the person's own text, or empty."""
    short = one_line(what)
    return _("Deleted “{name}”.").format(name=short) if short else _("Deleted.")
