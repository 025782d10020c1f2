"""Changes relationships, what was agreed in them, and the skills of an apprenticeship."""

import dataclasses
from collections.abc import Iterable

from mentee_app.domain import relationships
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Problem
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft
from mentee_app.queries.kept import Kept
from mentee_app.services import links
from mentee_app.services.people import People
from mentee_app.services.records import Records
from mentee_app.storage import ids
from mentee_app.storage.tables import AgreementTerm, RelationshipGoal


class Relationships(Records[RelationshipDraft]):
    """Apprenticeships and mentorings."""

    kind = Kind.RELATIONSHIPS
    draft_type = RelationshipDraft
    placing = frozenset({"person", "area", "status", "kind"})

    def problems(self, draft: RelationshipDraft, own_id: int | None) -> tuple[Problem, ...]:
        return relationships.problems(draft)

    def start_with(
        self, people: People, person: PersonDraft, relationship: RelationshipDraft, origin: object = None
    ) -> Kept[RelationshipDraft]:
        """Keep a new person and a relationship with them, both or neither. Raises Refused, Trouble."""
        with self._changes.transaction(origin=origin):
            kept = people.add(person, origin)
            return self.add(dataclasses.replace(relationship, person=kept.id), origin)

    def agree(self, relationship: int, term: str, text: str, origin: object = None) -> None:
        """Keep what was agreed under one term of the instrument. Raises Trouble."""
        with self._changes.transaction(Kind.AGREEMENT, origin=origin) as touched:
            now = ids.now_ms()
            row = {
                "relationship": relationship,
                "term": term,
                "text": text,
                "updated_at": now,
                "deleted_at": None,
            }
            same = (AgreementTerm.relationship == relationship) & (AgreementTerm.term == term)
            if not AgreementTerm.update(**row, rev=AgreementTerm.rev + 1).where(same).execute():
                AgreementTerm.insert(**row, id=ids.new_id(), created_at=now).execute()
            touched.ids.add(relationship)

    def help_with(self, relationship: int, goals: Iterable[int], origin: object = None) -> None:
        """Say which goals (ids) this relationship helps with. Raises Trouble."""
        with self._changes.transaction(Kind.RELATIONSHIPS, Kind.GOALS, origin=origin) as touched:
            links.tie(RelationshipGoal, "relationship", relationship, "goal", goals)
            touched.ids.add(relationship)


class Skills(Records[SkillDraft]):
    """What is learned in an apprenticeship."""

    kind = Kind.SKILLS
    draft_type = SkillDraft
    placing = frozenset({"position"})

    def problems(self, draft: SkillDraft, own_id: int | None) -> tuple[Problem, ...]:
        return relationships.skill_problems(draft)
