"""Who a new session is with: somebody known, or somebody new who becomes a mentor by it."""

from dataclasses import dataclass

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.queries import relationships as known
from mentee_app.queries.kept import Kept
from mentee_app.services.people import People
from mentee_app.services.relationships import Relationships
from mentee_app.services.trash import Undoing
from mentee_app.storage.tables import Person, Relationship

_RANK = (Status.ACTIVE, Status.ASKED, Status.CONSIDERING, Status.PAUSED, Status.ENDED)
"""Of several relationships with somebody, one meets in the first of these, and there in the newest."""


@dataclass(frozen=True)
class Company:
    """A person (id), or somebody new by name; and the services that keep them."""

    people: People
    relationships: Relationships
    person: int | None
    name: str = ""

    @staticmethod
    def where_one_meets(person: int | None) -> Kept[RelationshipDraft] | None:
        """The relationship with somebody (id) that a new session belongs to, where there is one."""
        mine = known.of_person(person) if person is not None else []
        return min(mine, key=lambda each: _RANK.index(each.draft.status)) if mine else None

    def settle(self, undoing: Undoing) -> int:
        """Inside a transaction: the relationship (id) to meet in, made where there is none. Raises Refused, Trouble."""
        person = self.person
        if person is None:
            person = self.people.add(PersonDraft(name=self.name)).id
            undoing.made(Person, person)
        mine = self.where_one_meets(person)
        if mine:
            return mine.id
        made = self.relationships.add(RelationshipDraft(person=person, status=Status.ACTIVE)).id
        undoing.made(Relationship, made)
        return made
