"""Changes the people in the network."""

from collections.abc import Iterable

from mentee_app.domain import people
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Problem
from mentee_app.services import links
from mentee_app.services.records import Records
from mentee_app.storage.tables import PersonArea


class People(Records[PersonDraft]):
    """People, mentors or not."""

    kind = Kind.PEOPLE
    draft_type = PersonDraft
    placing = frozenset({"name"})

    def problems(self, draft: PersonDraft, own_id: int | None) -> tuple[Problem, ...]:
        return people.problems(draft, own_id)

    def knows(self, person: int, areas: Iterable[int], origin: object = None) -> None:
        """Say in which areas of life (ids) the person knows their way. Raises Trouble."""
        with self._changes.transaction(Kind.PEOPLE, Kind.AREAS, origin=origin) as touched:
            links.tie(PersonArea, "person", person, "area", areas)
            touched.ids.add(person)
            touched.moved = True
