"""Changes contacts: touches with people outside sessions."""

from mentee_app.domain import contacts
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.services.records import Records


class Contacts(Records[ContactDraft]):
    """What was given and received."""

    kind = Kind.CONTACTS
    draft_type = ContactDraft
    placing = frozenset({"held_on", "person"})

    def problems(self, draft: ContactDraft, own_id: int | None) -> tuple[Problem, ...]:
        return contacts.problems(draft)
