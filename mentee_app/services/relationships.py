"""Changes relationships, what was agreed in them, and the skills of an apprenticeship."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from mentee_app.domain import merging, relationships, stored
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Problem
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft, Status
from mentee_app.queries import relationships as queries
from mentee_app.queries.kept import Kept
from mentee_app.services import earlier, links
from mentee_app.services.changes import Touched
from mentee_app.services.people import People
from mentee_app.services.records import Records
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids, rows
from mentee_app.storage.tables import (
    AgreementTerm,
    Person,
    Relationship,
    RelationshipGoal,
    Session,
)


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

    def pause(self, relationship: int, until: date | None, origin: object = None) -> int:
        """Let it rest, with an optional day to look again; the id of the deed. Raises Vanished, Trouble."""
        return self._decided(relationship, "pause", origin, status=Status.PAUSED, paused_until=until)

    def go_on(self, relationship: int, today: date, origin: object = None) -> int:
        """Take it up again after a pause; the id of the deed. Raises Vanished, Trouble."""
        return self._decided(relationship, "go on", origin, status=Status.ACTIVE, today=today)

    def end_well(
        self,
        people: People,
        relationship: int,
        ended_on: date,
        keep_in_touch_days: int | None = None,
        origin: object = None,
        trashed: Iterable[int] = (),
    ) -> int:
        """End it on a day; with `keep_in_touch_days` also keep in touch with the person. One deed, its id.

        The sessions `trashed` (ids), planned and not wanted any more, go in the trash by the same deed. What was
        learned and the thanks are kept already, as typed. Raises Refused, Vanished, Trouble.
        """
        now = self.current(relationship)
        ended = dataclasses.replace(now.draft, status=Status.ENDED, ended_on=ended_on, paused_until=None)
        self._refuse_flawed(ended, relationship)
        with self._changes.transaction(self.kind, Kind.PEOPLE, origin=origin) as touched:
            undoing = Undoing()
            self._change(now, ended, undoing, touched)
            for session in trashed:
                undoing.discard(Session, session)
                touched.kinds.update(Kind)
                touched.ids.add(session)
                touched.moved = True
            if keep_in_touch_days is not None and now.draft.person is not None:
                person = people.current(now.draft.person)
                wanted = dataclasses.replace(person.draft, keep_in_touch_days=keep_in_touch_days)
                if wanted != person.draft:
                    undoing.change(Person, person.id, {"keep_in_touch_days": keep_in_touch_days})
                    people.save(person, wanted, origin)
            return undoing.note("end relationship")

    def begin_again(self, relationship: int, origin: object = None) -> tuple[Kept[RelationshipDraft], int]:
        """Begin a new relationship with the same person, of the same kind and in the same area, and the deed's id.

        The ended one stays as it is. Raises Vanished, Trouble.
        """
        before = self.current(relationship).draft
        fresh = RelationshipDraft(
            person=before.person, kind=before.kind, area=before.area, rhythm=before.rhythm
        )
        with self._changes.transaction(self.kind, origin=origin):
            undoing = Undoing()
            begun = self.add(fresh, origin)
            undoing.made(Relationship, begun.id)
            return begun, undoing.note("begin again")

    def agree(
        self, relationship: int, term: str, text: str, origin: object = None, before: str | None = None
    ) -> str:
        """Keep what was agreed under one term of the instrument; the text that stands there now.

        `before` is what `text` was made from: what was made of that elsewhere meanwhile stands too. Raises Vanished, Trouble.
        """
        with self._changes.transaction(Kind.AGREEMENT, origin=origin) as touched:
            self.current(relationship)
            now, text = ids.now_ms(), stored.plain_value(text)
            same = (AgreementTerm.relationship == relationship) & (AgreementTerm.term == term)
            for there in rows.dicts(AgreementTerm.select().where(same)):
                text = _joined_term(there, text, before)
                earlier.keep(AgreementTerm, there["id"], there, {"text": text}, there["created_at"])
            row = {"relationship": relationship, "term": term, "text": text, "deleted_at": None}
            if not AgreementTerm.update(**row).where(same).execute():
                new = {"id": ids.new_id(), "created_at": now, "updated_at": now}
                AgreementTerm.insert(**new, **row).execute()
            touched.ids.add(relationship)
            return text

    def keep_term(self, term: int) -> None:
        """Keep the text of a term (id of its row) as an earlier version, because another is about to take its place."""
        with self._changes.transaction():
            text = rows.of("SELECT text FROM agreement_term WHERE id = ?", term)[0][0]
            if text.strip():
                earlier.put(AgreementTerm, term, "text", text)

    def say_purpose(
        self, relationship: int, text: str, origin: object = None, before: str | None = None
    ) -> str:
        """Say what it is for; the text that stands there now. `before` as in `agree`.

        A text that was agreed under that term, and stood for it, goes along. Raises Vanished, Trouble.
        """
        with self._changes.transaction(self.kind, origin=origin):
            now = self.current(relationship)
            if not now.draft.purpose and queries.agreed(relationship).get("purpose"):
                self.agree(relationship, "purpose", text, origin)
            base = now
            if before is not None and now.draft.purpose not in ("", before):
                base = now.as_it_was(dataclasses.replace(now.draft, purpose=before))
            return self.save(base, dataclasses.replace(base.draft, purpose=text), origin).draft.purpose

    def help_with(self, relationship: int, goals: Iterable[int], origin: object = None) -> None:
        """Say which goals (ids) this relationship helps with. Raises Trouble."""
        with self._changes.transaction(Kind.RELATIONSHIPS, Kind.GOALS, origin=origin) as touched:
            links.tie(RelationshipGoal, "relationship", relationship, "goal", goals)
            touched.ids.add(relationship)

    def _decided(self, id: int, label: str, origin: object, today: date | None = None, **wanted: Any) -> int:
        """Change a few fields as one deed; `today` gives the days that go with a status."""
        with self._changes.transaction(self.kind, origin=origin) as touched:
            now = self.current(id)
            after = dataclasses.replace(now.draft, **wanted)
            if today:
                after = relationships.dated(now.draft.status, after, today)
            undoing = Undoing()
            self._change(now, after, undoing, touched)
            return undoing.note(f"{label} relationship")

    def _change(
        self, now: Kept[RelationshipDraft], after: RelationshipDraft, undoing: Undoing, touched: Touched
    ) -> None:
        changed = self._changed_columns(now.draft, after)
        if changed:
            undoing.change(Relationship, now.id, changed)
            self._update(now, after, touched)


def _joined_term(there: dict[str, Any], text: str, before: str | None) -> str:
    """What a term becomes whose row was made another text than `before` meanwhile."""
    now = there["text"]
    if before is None or now == before or there["deleted_at"] is not None:
        return text
    joined = merging.merged_text(before, now, text)
    for each in (now, text):
        if not merging.stands(each, before, joined) and not earlier.has(there["id"], "text", each):
            earlier.put(AgreementTerm, there["id"], "text", each)
    return joined


class Skills(Records[SkillDraft]):
    """What is learned in an apprenticeship."""

    kind = Kind.SKILLS
    draft_type = SkillDraft
    placing = frozenset({"position"})

    def problems(self, draft: SkillDraft, own_id: int | None) -> tuple[Problem, ...]:
        return relationships.skill_problems(draft)
