"""Takes in what another program's file holds: says beforehand what would become of it, and takes all of it back in one go."""

from collections.abc import Mapping
from dataclasses import dataclass

from mentee_app.domain import actions, contacts, people, series, sessions
from mentee_app.domain.incoming import Batch, Fate, Foreseen, Wish
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Refused
from mentee_app.services import foreseeing, trash
from mentee_app.services.changes import Changes
from mentee_app.services.coming_in import ComingIn
from mentee_app.storage import tables

Wishes = Mapping[str, Wish]


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

    def foresee(self, batch: Batch) -> dict[str, Foreseen]:
        """What would become of each thing in the batch, by its key. Raises Trouble."""
        return foreseeing.foreseen(batch)

    def bring_in(
        self,
        batch: Batch,
        wishes: Wishes | None = None,
        with_whom: int | None = None,
        origin: object = None,
    ) -> BroughtIn:
        """Keep what the batch holds, as foreseen but for the `wishes` (by key), in one deed.

        Sessions that name nobody are with the person (id) `with_whom`; without, they stay out, as does all of a person who
        is left out. Raises Refused for a draft that no screen would keep (then nothing comes in), Vanished, Trouble.
        """
        _refuse_flawed(batch)
        wanted = wishes or {}
        with self._changes.transaction(*Kind, origin=origin) as touched:
            coming = ComingIn(batch, _settled(foreseeing.foreseen(batch), wanted), wanted, with_whom)
            undoing = trash.Undoing()
            coming.keep(undoing)
            touched.ids.update(coming.touched)
            touched.moved = bool(coming.touched)
            deed = undoing.note("import") if coming.touched else 0
            return BroughtIn(
                deed,
                coming.count(tables.Person),
                coming.count(tables.Session),
                coming.count(tables.Contact),
                coming.count(tables.Action),
                coming.changed,
                coming.left_out,
            )


def _settled(foreseen: dict[str, Foreseen], wishes: Wishes) -> dict[str, Foreseen]:
    """What is foreseen, where the person did not want it new instead."""
    as_new = Foreseen(Fate.NEW)
    return {key: as_new if wishes.get(key) is Wish.AS_NEW else each for key, each in foreseen.items()}


def _refuse_flawed(batch: Batch) -> None:
    """Ids that the keys stand for are not asked for here."""
    found = [
        *(each for person in batch.people for each in people.problems(person.draft)),
        *(each for item in batch.sessions for each in sessions.problems(item.draft)),
        *(each for item in batch.series for each in series.problems(item.draft)),
        *(each for item in batch.contacts for each in contacts.problems(item.draft)),
        *(each for item in batch.actions for each in actions.problems(item.draft)),
    ]
    found = [each for each in found if each.field not in ("relationship", "person")]
    if found:
        raise Refused(tuple(found))
