"""Takes a whole notebook in: into an empty one as it is, into one with writing record by record, so that nothing is lost."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentee_app.domain.kinds import Kind
from mentee_app.services.changes import Changes
from mentee_app.services.trash import Undoing

if TYPE_CHECKING:  # the start of the window does not pay for what takes a notebook in
    from mentee_app.domain.everything import WholeNotebook
    from mentee_app.domain.incoming import NotUnderstood
    from mentee_app.services.notebook_joining import Difference, Joining
    from mentee_app.services.notebook_ties import Ties


@dataclass(frozen=True)
class NounCount:
    """What becomes of the records of one noun: how many of each fate."""

    noun: str
    new: int
    updated: int
    same: int
    older: int
    conflicts: int


@dataclass(frozen=True)
class Foretold:
    """What becomes of a file: by noun; which records cannot come in, and why; which values differ and stay as they are here."""

    nouns: tuple[NounCount, ...]
    understood: int
    total: int
    refused: "tuple[NotUnderstood, ...]"
    differences: "tuple[Difference, ...]"

    @property
    def changes(self) -> int:
        """How many records would come or change."""
        return sum(each.new + each.updated + each.conflicts for each in self.nouns)


@dataclass(frozen=True)
class TakenIn:
    """What was done, and the deed that takes it back; 0 where nothing came or changed but for earlier versions."""

    deed: int
    done: Foretold


class Notebooks:
    """Whole notebooks."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def foresee(self, notebook: "WholeNotebook") -> Foretold:
        """What would become of each record. Nothing is written. Raises Trouble."""
        from mentee_app.services.notebook_joining import Joining
        from mentee_app.services.notebook_ties import Ties

        ties = Ties(notebook)
        joining = Joining(ties, None)
        joining.join()
        return _foretold(notebook, ties, joining)

    def take_in(self, notebook: "WholeNotebook", origin: object = None) -> TakenIn:
        """Keep what can come in, all of it or nothing, in one deed. Raises Trouble.

        By id and revision: what is here already stays; a higher revision in the file takes its place, and the text that
        stood here is kept as an earlier version; where both were changed, a text holds both, and of any other value the
        one here stays (the other is kept as an earlier version, and told). What lives on one side lives.
        """
        from mentee_app.services.notebook_joining import Joining
        from mentee_app.services.notebook_ties import Ties

        with self._changes.transaction(*Kind, origin=origin) as touched:
            ties, undoing = Ties(notebook), Undoing()
            joining = Joining(ties, undoing)
            joining.join()
            touched.moved = touched.moved or joining.wrote
            deed = undoing.note("take in notebook") if joining.can_be_undone else 0
            return TakenIn(deed, _foretold(notebook, ties, joining))


def _foretold(notebook: "WholeNotebook", ties: "Ties", joining: "Joining") -> Foretold:
    from mentee_app.domain import everything
    from mentee_app.services.notebook_joining import Fate

    order = (Fate.NEW, Fate.UPDATED, Fate.SAME, Fate.OLDER, Fate.CONFLICT)
    counts = tuple(
        NounCount(noun, *(joining.count(noun, fate) for fate in order))
        for noun in everything.NOUNS
        if any(joining.count(noun, fate) for fate in Fate)
    )
    refused = (*notebook.refused, *ties.refused)
    return Foretold(counts, ties.count, notebook.total, refused, tuple(joining.differences))
