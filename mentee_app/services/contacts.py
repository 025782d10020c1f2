"""Changes contacts: touches with people outside sessions."""

from mentee_app.domain import contacts
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.problems import Problem
from mentee_app.services.records import Records
from mentee_app.services.trash import Undoing
from mentee_app.storage.tables import Contact


class Contacts(Records[ContactDraft]):
    """What was given and received."""

    kind = Kind.CONTACTS
    draft_type = ContactDraft
    placing = frozenset({"held_on", "person"})

    def problems(self, draft: ContactDraft, own_id: int | None) -> tuple[Problem, ...]:
        return contacts.problems(draft)

    def log(self, draft: ContactDraft, origin: object = None) -> int:
        """Keep a contact by one key; the id of the deed, for undo. Raises Refused, Trouble."""
        with self._changes.transaction(Kind.CONTACTS, origin=origin):
            made = self.add(draft, origin)
            undoing = Undoing()
            undoing.made(Contact, made.id)
            return undoing.note("log contact")
