"""Changes the people in the network."""

import dataclasses
from collections.abc import Iterable
from datetime import date

from mentee_app.domain import people, stored
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Problem
from mentee_app.queries.kept import Kept
from mentee_app.services import hanging_over, links, trash
from mentee_app.services.records import Records
from mentee_app.services.trash import Undoing
from mentee_app.storage.tables import Person, PersonArea


class People(Records[PersonDraft]):
    """People, mentors or not."""

    kind = Kind.PEOPLE
    draft_type = PersonDraft
    placing = frozenset({"name", "closeness", "keep_in_touch_days", "silenced", "introduced_by"})

    def problems(self, draft: PersonDraft, own_id: int | None) -> tuple[Problem, ...]:
        return people.problems(draft, own_id)

    def knows(self, person: int, areas: Iterable[int], origin: object = None) -> None:
        """Say in which areas of life (ids) the person knows their way. Raises Trouble."""
        with self._changes.transaction(Kind.PEOPLE, Kind.AREAS, origin=origin) as touched:
            links.tie(PersonArea, "person", person, "area", areas)
            touched.ids.add(person)
            touched.moved = True

    def thank(self, introduced: int, today: date, origin: object = None) -> int:
        """Say that whoever introduced this person was thanked today; the id of the deed, for undo.

        Raises Vanished, Trouble.
        """
        with self._changes.transaction(Kind.PEOPLE, origin=origin) as touched:
            now = self.current(introduced)
            deed = self._remember(introduced, "introduction_thanked_on", today)
            self._update(now, dataclasses.replace(now.draft, introduction_thanked_on=today), touched)
            return deed

    def tell(self, introduced: int, today: date, origin: object = None) -> int:
        """Say that whoever introduced this person was told today how it went on; the id of the deed, for undo.

        Raises Vanished, Trouble.
        """
        with self._changes.transaction(Kind.PEOPLE, origin=origin) as touched:
            now = self.current(introduced)
            deed = self._remember(introduced, "introduction_told_on", today)
            self._update(now, dataclasses.replace(now.draft, introduction_told_on=today), touched)
            return deed

    def merge(self, keep: Kept[PersonDraft], gone: int, draft: PersonDraft, origin: object = None) -> int:
        """Make one person of two: `keep` becomes `draft`, all that hangs on `gone` (id) hangs on it, `gone` goes to the trash.

        One deed, its id for undo. What somebody wrote into `keep` meanwhile stands too. What lies in the trash
        stays as it is. Raises Refused, Vanished, Trouble.
        """
        if keep.id == gone:
            raise ValueError("a person cannot be merged into themselves")
        draft = stored.storable(draft)
        with self._changes.transaction(*Kind, origin=origin) as touched:
            now, undoing = self.current(keep.id), Undoing()
            self.current(gone)
            joined = self._joined(keep, draft, now)
            wanted = joined.draft
            if wanted.introduced_by in (keep.id, gone):
                wanted = dataclasses.replace(wanted, introduced_by=None)
            self._refuse_flawed(wanted, keep.id)
            changed = self._changed_columns(now.draft, wanted)
            if changed:
                undoing.change(Person, keep.id, changed)
                self._update(now, wanted, touched)
            self._keep_unseen(keep.id, joined)
            touched.ids.update((keep.id, gone, *hanging_over.hang(gone, keep.id, undoing)))
            undoing.discard(Person, gone)
            touched.moved = True
            return undoing.note("merge people")

    def _remember(self, id: int, field: str, today: date) -> int:
        return trash.remember(Person, id, {field: today.isoformat()}, field.replace("_", " "))
