"""A small world to play in, and what can be done with anything in it: write, trash, take back, keep, break."""

import dataclasses
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, multiple, rule

from mentee_app.domain import merging, relationships
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft, Status
from mentee_app.domain.stored import plain_value
from mentee_app.domain.templates import TemplateDraft
from mentee_app.queries import earlier, kept
from mentee_app.queries.kept import Kept
from mentee_app.storage import step_2, tables
from tests.services.ground import Ground
from tests.services.written import texts

PEOPLE, RELATIONSHIPS, AREAS, GOALS = (Bundle(name) for name in ("people", "relationships", "areas", "goals"))
REQUESTS, TEMPLATES, SESSIONS = (Bundle(name) for name in ("requests", "templates", "sessions"))
ADVICE, QUESTIONS, DEEDS = (Bundle(name) for name in ("advice", "questions", "deeds"))
THINGS = Bundle("things")
"""Everything that was ever kept, as it stood then: what is written from here may be written from a stale copy."""

_BREAKABLE = tuple(sorted(table._meta.table_name for table in tables.ALL))


class World(Ground):
    """Two mentors with what hangs on them, and the rules that are the same for every noun."""

    def __init__(self) -> None:
        super().__init__()
        keep = self.service
        areas = [keep[AreaDraft].add(AreaDraft(name)) for name in ("Work", "Boats")]
        keep[GoalDraft].add(GoalDraft("Build a boat", areas[0].id))
        for name, area in zip(("Ada Mast", "教师 Ada"), areas):
            mentor = keep[PersonDraft].add(PersonDraft(name))
            draft = RelationshipDraft(mentor.id, area=area.id, status=relationships.Status.ACTIVE)
            self._meet(mentor.id, keep[RelationshipDraft].add(draft).id)
        advice = sorted(self._dump()["advice"])
        self.app.questions.begin(QuestionDraft("Which mast?"), advice[1:])
        keep[RequestDraft].add(RequestDraft("I want to build a boat", finished_at=1))
        for place, points in enumerate(("Boats\nmast\nครูที่ปรึกษา", "mast 2\n\nA last word")):
            keep[TemplateDraft].add(TemplateDraft(f"Template {place}", points, place))
        self.now = self._dump()

    def _meet(self, mentor: int, relationship: int) -> None:
        for day, status in ((2, Status.HELD), (20, Status.PLANNED)):
            wall = datetime(2026, 3, day, 16)
            draft = SessionDraft(relationship, status, wall, "Europe/Berlin", 60, notes="Boats")
            made = self.service[SessionDraft].add(draft)
            self.service[AgendaItemDraft].add(AgendaItemDraft(made.id, f"mast {day}"))
            self.service[AdviceDraft].add(AdviceDraft(mentor, made.id, "Build a boat first"))

    def every(self, draft: type[Any]) -> Any:
        """What there is of a noun, in the order in which it was made, for the bundles."""
        rows = self.now[kept.TABLES[draft]._meta.table_name]
        return multiple(*(self.service[draft].current(id) for id in sorted(rows)))

    def add(self, draft: Any) -> Any:
        """Keep something, for the bundles."""
        return self.do(lambda: self.service[type(draft)].add(draft)) or multiple()

    def made(self, draft: type[Any], *ids: int) -> Any:
        """What a deed made, for the bundles; nothing where it was taken back."""
        return multiple(*(each for each in (kept.one(draft, id) for id in ids) if each))

    @initialize(targets=(PEOPLE, THINGS))
    def begin_people(self) -> Any:
        return self.every(PersonDraft)

    @initialize(targets=(RELATIONSHIPS, THINGS))
    def begin_relationships(self) -> Any:
        return self.every(RelationshipDraft)

    @initialize(targets=(AREAS, THINGS))
    def begin_areas(self) -> Any:
        return self.every(AreaDraft)

    @initialize(targets=(GOALS, THINGS))
    def begin_goals(self) -> Any:
        return self.every(GoalDraft)

    @initialize(targets=(REQUESTS, THINGS))
    def begin_requests(self) -> Any:
        return self.every(RequestDraft)

    @initialize(targets=(TEMPLATES, THINGS))
    def begin_templates(self) -> Any:
        return self.every(TemplateDraft)

    @initialize(targets=(SESSIONS, THINGS))
    def begin_sessions(self) -> Any:
        return self.every(SessionDraft)

    @initialize(targets=(ADVICE, THINGS))
    def begin_advice(self) -> Any:
        return self.every(AdviceDraft)

    @initialize(targets=(QUESTIONS, THINGS))
    def begin_questions(self) -> Any:
        return self.every(QuestionDraft)

    @initialize(target=THINGS)
    def begin_agenda(self) -> Any:
        return self.every(AgendaItemDraft)

    @rule(target=THINGS, base=THINGS, which=st.integers(0, 8), text=texts)
    def write(self, base: Kept[Any], which: int, text: str) -> Any:
        """Write into one field of anything, from a copy that may be stale: no text of another writer is lost."""
        field = _written_fields(type(base.draft))[which % len(_written_fields(type(base.draft)))]
        theirs = kept.one(type(base.draft), base.id)
        draft = dataclasses.replace(base.draft, **{field: text})
        after = self.do(lambda: self.service[type(draft)].save(base, draft))
        if after is None or theirs is None:
            return multiple()
        now = plain_value(getattr(kept.one(type(draft), base.id).draft, field))
        mine, old = plain_value(text), plain_value(getattr(base.draft, field))
        others = plain_value(getattr(theirs.draft, field))
        known = {now, *(each.text for each in earlier.versions(base.id, field))}
        for wrote, whose in ((mine, "my text"), (others, "the text of the other")):
            found = wrote in known or merging.stands(wrote, old, now) or theirs.rev == base.rev
            assert found or not wrote.strip() or wrote == old, f"{whose} is lost"
        return after

    @rule(target=DEEDS, thing=THINGS, and_undo=st.booleans())
    def trash(self, thing: Kept[Any], and_undo: bool) -> Any:
        service = self.service[type(thing.draft)]
        return self.take(lambda: service.trash(thing.id), and_undo) or multiple()

    @rule(deed=DEEDS)
    def undo(self, deed: int) -> None:
        """Any deed, in any order; what cannot be taken back changes nothing."""
        before = self.now
        if not self.do(lambda: self.app.deeds.undo(deed)):
            assert self.now == before and not self.told

    @rule()
    def undo_newest(self) -> None:
        deeds = [id for id, row in self.now["deed"].items() if row["undone_at"] is None]
        if deeds:
            self.undo(max(deeds))

    @rule(deeds=st.lists(DEEDS, max_size=3), all_of_it=st.booleans())
    def delete_for_good(self, deeds: list[int], all_of_it: bool) -> None:
        wanted = list(self.now["deed"]) if all_of_it else deeds
        self.do(lambda: self.app.deeds.delete_for_good(wanted), losing=True)

    @rule(thing=THINGS, which=st.integers(0, 8))
    def keep_version(self, thing: Kept[Any], which: int) -> None:
        fields = _written_fields(type(thing.draft))
        service = self.service[type(thing.draft)]
        self.do(lambda: service.keep_version(thing, fields[which % len(fields)]))

    @rule(event=st.sampled_from(("insert", "update")), table=st.sampled_from(_BREAKABLE))
    def break_a_table(self, event: str, table: str) -> None:
        self.fault = event, table

    @rule()
    def fill_the_disk(self) -> None:
        self.fault = "full", ""


def _written_fields(draft: type[Any]) -> list[str]:
    title, body = step_2.WRITTEN[kept.TABLES[draft]._meta.table_name]
    return [*title, *body]
