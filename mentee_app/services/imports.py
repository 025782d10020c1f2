"""Takes in what another program's file holds: says beforehand what would become of it, and takes all of it back in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentee_app.domain.kinds import Kind
from mentee_app.services.changes import Changes
from mentee_app.services.trash import Undoing

if TYPE_CHECKING:  # the start of the window does not pay for what brings a batch in
    from mentee_app.domain.incoming import Batch, Foreseen, Wish


@dataclass(frozen=True)
class BroughtIn:
    """What an import did: the deed that takes it back (0 where nothing came), how many came, changed, and stayed out."""

    deed: int
    people: int
    sessions: int
    contacts: int
    actions: int
    changed: int
    left_out: int


class Imports:
    """Files of other programs, as batches of drafts. Nothing that is here is overwritten: what is missing is filled in."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def foresee(self, batch: "Batch") -> "dict[str, Foreseen]":
        """What would become of each thing in the batch, by its key. Raises Trouble."""
        from mentee_app.services import foreseeing

        return foreseeing.foreseen(batch)

    def bring_in(
        self,
        batch: "Batch",
        wishes: "Mapping[str, Wish] | None" = None,
        with_whom: int | None = None,
        origin: object = None,
    ) -> BroughtIn:
        """Keep what the batch holds, as foreseen but for the `wishes` (by key), in one deed.

        Sessions that name nobody are with the person (id) `with_whom`; without, they stay out, as does all of a person who
        is left out. Raises Refused for a draft that no screen would keep (then nothing comes in), Vanished, Trouble.
        """
        from mentee_app.services.coming_in import ComingIn

        with self._changes.transaction(*Kind, origin=origin) as touched:
            coming, undoing = ComingIn(batch, wishes or {}, with_whom), Undoing()
            coming.keep(undoing)
            touched.ids.update(coming.touched)
            touched.moved = bool(coming.touched)
            deed = undoing.note("import") if coming.touched else 0
            return BroughtIn(deed, **coming.counts(), changed=coming.changed, left_out=coming.left_out)
