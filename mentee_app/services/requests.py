"""Changes requests: runs of the wizard, half done and finished, and what came of them."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from mentee_app.domain import merging, requests
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.requests import Answer, OwnChoice, RequestDraft
from mentee_app.queries import kept
from mentee_app.queries import relationships as related
from mentee_app.queries.kept import Kept
from mentee_app.services import trash
from mentee_app.services.goals import Goals
from mentee_app.services.people import People
from mentee_app.services.records import Records
from mentee_app.services.relationships import Relationships
from mentee_app.storage import ids, rows, tables

SIDES = (OwnChoice.APPRENTICESHIP, OwnChoice.MENTORING)
"""The kinds of help that a request for both is split into."""


@dataclass(frozen=True)
class Split:
    """A request for both: a sentence for each kind of help while it is one, and the parts (ids) once it was split."""

    sentences: Mapping[OwnChoice, str]
    parts: Mapping[OwnChoice, int]


@dataclass(frozen=True)
class Sentence:
    """What is kept now, and what somebody else wrote that is not shown whole in it."""

    text: str
    unseen: str = ""


class Requests(Records[RequestDraft]):
    """What the mentee asked for."""

    kind = Kind.REQUESTS
    draft_type = RequestDraft
    placing = frozenset({"outcome", "finished_at", "own_choice", "answer"})

    def answer(self, id: int, answer: Answer, today: date, origin: object = None) -> int:
        """Say what came back; the id of the deed, for undo. Raises Vanished, Trouble."""
        with self._changes.transaction(self.kind, origin=origin) as touched:
            now = self.current(id)
            wanted = requests.answered(now.draft, answer, today)
            columns = self._columns(wanted)
            after = {name: columns[name] for name in ("answer", "asked_on", "follow_up_on")}
            deed = trash.remember(tables.Request, id, after, f"answer {answer.value}")
            self._update(now, wanted, touched)
            return deed

    def retake(self, request: Kept[RequestDraft], origin: object = None) -> Kept[RequestDraft]:
        """Begin the wizard again with the same words; the earlier run is kept as it is. Raises Trouble."""
        return self.add(RequestDraft(own_words=request.draft.own_words, parent=request.id), origin)

    def write_run(
        self,
        base: Kept[RequestDraft],
        draft: RequestDraft,
        half_changed: str | None = None,
        origin: object = None,
    ) -> Kept[RequestDraft]:
        """Keep where a run stands. `half_changed` are new answers (JSON) of a finished request that cannot be
        judged yet: they wait beside the old ones. Raises Vanished, Trouble.
        """
        if draft == base.draft and half_changed == self.half_changed(base.id):
            return base
        with self._changes.transaction(self.kind, origin=origin) as touched:
            if half_changed != self.half_changed(base.id):
                answers = None if half_changed is None else json.loads(half_changed)
                _write_aside(_Aside.HALF_CHANGED, self.current(base.id).id, answers)
                touched.ids.add(base.id)
            return self.save(base, draft, origin)

    def half_changed(self, request: int) -> str | None:
        """Answers (JSON) of a finished request (id) that wait until they can be judged."""
        answers = _aside(_Aside.HALF_CHANGED, request)
        return None if answers is None else json.dumps(answers)

    def refused_hints(self, request: int) -> frozenset[str]:
        """The hints (keys) about the own words of a request (id) that the person said no to."""
        known = _aside(_Aside.REFUSED_HINTS, request) or {}
        return frozenset(known.get("keys", ()))

    def write_refused_hints(self, request: int, keys: Iterable[str], origin: object = None) -> None:
        """Keep which hints (keys) the person said no to. Raises Vanished, Trouble."""
        refused = sorted(frozenset(keys))
        with self._changes.transaction(self.kind, origin=origin) as touched:
            _write_aside(
                _Aside.REFUSED_HINTS, self.current(request).id, {"keys": refused} if refused else None
            )
            touched.ids.add(request)

    def write_sentence(
        self, request: int, side: OwnChoice, text: str, origin: object = None, base: str | None = None
    ) -> Sentence:
        """Keep what a request for both says about one of its kinds of help.

        Where it was made from `base`, and somebody else wrote it meanwhile, both are joined. Raises Vanished, Trouble.
        """
        before = self.split_of(request)
        now = before.sentences.get(side, "")
        base = now if base is None else base
        shown = merging.merged_text(base, now, text)
        if shown != now:
            with self._changes.transaction(self.kind, origin=origin) as touched:
                sentences = {**before.sentences, side: shown}
                self._write_split(self.current(request).id, Split(sentences, before.parts))
                touched.ids.add(request)
        return Sentence(shown, "" if merging.stands(now, base, shown) else now)

    def split_of(self, request: int) -> Split:
        """What is known of the parts of a request (id)."""
        known = _aside(_Aside.SPLIT, request) or {}
        sentences, parts = known.get("sentences", {}), known.get("parts", {})
        return Split(
            {side: sentences[side.value] for side in SIDES if side.value in sentences},
            {side: parts[side.value] for side in SIDES if side.value in parts},
        )

    def part_of(self, request: Kept[RequestDraft]) -> OwnChoice | None:
        """The kind of help that a request was split off for; None where it was not split off."""
        parts = self.split_of(request.draft.parent).parts if request.draft.parent is not None else {}
        return next((side for side, part in parts.items() if part == request.id), None)

    def split(self, request: int, sentences: Mapping[OwnChoice, str], origin: object = None) -> Split:
        """Make each kind of help a request of its own, which takes the answers along; both or neither.

        The request stays as it is, and is split only once. Raises Vanished, Trouble.
        """
        with self._changes.transaction(self.kind, origin=origin):
            before = self.split_of(request)
            if before.parts:
                return before
            whole = self.current(request).draft
            parts = {
                side: self.add(_part(whole, request, side, sentences.get(side, "")), origin).id
                for side in SIDES
            }
            after = Split({}, parts)
            self._write_split(request, after)
            return after

    def point_to(
        self,
        request: int,
        person: int | None = None,
        relationship: int | None = None,
        goal: int | None = None,
        origin: object = None,
    ) -> Kept[RequestDraft]:
        """Note what came of it (ids); what is None stays as it is. Raises Vanished, Trouble."""
        now = self.current(request)
        came = dataclasses.replace(
            now.draft,
            person=person or now.draft.person,
            relationship=relationship or now.draft.relationship,
            goal=goal or now.draft.goal,
        )
        return self.save(now, came, origin)

    def make_goal(
        self,
        request: int,
        goal: GoalDraft,
        goals: Goals,
        relationships: Relationships,
        origin: object = None,
    ) -> Kept[GoalDraft]:
        """Keep the goal that comes of a request, and have the request's relationship help with it; all or nothing.

        Raises Refused, Vanished, Trouble.
        """
        with self._changes.transaction(origin=origin):
            made = goals.add(goal, origin)
            relationship = self.point_to(request, goal=made.id, origin=origin).draft.relationship
            if relationship is not None and kept.one(RelationshipDraft, relationship):
                helped = {*related.goals_of(relationship), made.id}
                relationships.help_with(relationship, helped, origin)
            return made

    def add_person(
        self, request: int, person: PersonDraft, people: People, origin: object = None
    ) -> Kept[PersonDraft]:
        """Keep a new person as the one to ask, both or neither. Raises Refused, Vanished, Trouble."""
        with self._changes.transaction(origin=origin):
            made = people.add(person, origin)
            self.point_to(request, person=made.id, origin=origin)
            return made

    def start_relationship(
        self, request: int, begun: RelationshipDraft, relationships: Relationships, origin: object = None
    ) -> Kept[RelationshipDraft]:
        """Keep a new relationship that comes of a request and helps with its goal, all or nothing.

        Raises Refused, Vanished, Trouble.
        """
        with self._changes.transaction(origin=origin):
            made = relationships.add(begun, origin)
            self.use_relationship(request, made.id, relationships, origin)
            return made

    def use_relationship(
        self, request: int, relationship: int, relationships: Relationships, origin: object = None
    ) -> None:
        """Have a relationship (id) that goes on help with the goal of a request, all or nothing.

        Raises Vanished, Trouble.
        """
        with self._changes.transaction(origin=origin):
            goal = self.point_to(request, relationship=relationship, origin=origin).draft.goal
            if goal is not None and kept.one(GoalDraft, goal):
                relationships.help_with(relationship, {*related.goals_of(relationship), goal}, origin)

    def _write_split(self, request: int, split: Split) -> None:
        sentences = {side.value: text for side, text in split.sentences.items() if text}
        parts = {side.value: part for side, part in split.parts.items()}
        known = {"sentences": sentences, "parts": parts} if sentences or parts else None
        _write_aside(_Aside.SPLIT, request, known)


class _Aside(Enum):
    """What is kept beside a request, in a row of the table for drafts."""

    HALF_CHANGED = "half-changed"
    REFUSED_HINTS = "refused-hints"
    SPLIT = "split"


def _aside(kind: _Aside, request: int) -> dict[str, Any] | None:
    table = tables.Draft
    found = rows.tuples(
        table.select(table.content).where(table.kind == kind.value, table.subject_id == request)
    )
    content = json.loads(found[0][0]) if found else None
    return content if isinstance(content, dict) else None


def _write_aside(kind: _Aside, request: int, content: Mapping[str, Any] | None) -> None:
    """Inside a transaction; None leaves no row."""
    table, now = tables.Draft, ids.now_ms()
    these = (table.kind == kind.value) & (table.subject_id == request)
    if content is None:
        table.delete().where(these).execute()
        return
    row = {"content": json.dumps(content)}
    if not table.update(**row).where(these).execute():
        new = {"id": ids.new_id(), "created_at": now, "updated_at": now}
        table.insert(**new, **row, kind=kind.value, subject_id=request).execute()


def _part(whole: RequestDraft, request: int, side: OwnChoice, sentence: str) -> RequestDraft:
    return RequestDraft(
        own_words=sentence.strip() or whole.own_words,
        answers=whole.answers,
        page=whole.page,
        finished_at=whole.finished_at,
        outcome=whole.outcome,
        verdict=whole.verdict,
        own_choice=side,
        parent=request,
    )
