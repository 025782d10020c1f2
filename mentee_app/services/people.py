"""Changes the people in the network."""

from mentee_app.domain import people
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Problem
from mentee_app.services.records import Records


class People(Records[PersonDraft]):
    """People, mentors or not."""

    kind = Kind.PEOPLE
    draft_type = PersonDraft
    placing = frozenset({"name"})

    def problems(self, draft: PersonDraft, own_id: int | None) -> tuple[Problem, ...]:
        return people.problems(draft, own_id)
