"""What a played user does with people, relationships, goals, areas, requests and what belongs to the notebook."""

import dataclasses
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import multiple, rule

from mentee_app.domain import goals, requests
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.contacts import ContactDraft, ContactKind, Direction
from mentee_app.domain.goals import GoalDraft, MilestoneDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Kind, RelationshipDraft, SkillDraft
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.templates import TemplateDraft
from mentee_app.queries import goals as goal_queries
from tests.services.world import (
    AREAS,
    DEEDS,
    GOALS,
    PEOPLE,
    RELATIONSHIPS,
    REQUESTS,
    TEMPLATES,
    THINGS,
    World,
)
from tests.services.written import days, texts, titles, walls

_UNDO = st.booleans()


class NetworkPlay(World):
    """People and what is wanted of them."""

    @rule(
        targets=(PEOPLE, THINGS),
        name=titles,
        notes=texts,
        by=PEOPLE | st.none(),
        often=st.sampled_from((None, 0, 30)),
    )
    def meet_somebody(self, name: str, notes: str, by: Any, often: int | None) -> Any:
        by = by.id if by else None
        return self.add(PersonDraft(name, notes=notes, introduced_by=by, keep_in_touch_days=often))

    @rule(person=PEOPLE, areas=st.lists(AREAS, max_size=3))
    def know(self, person: Any, areas: list[Any]) -> None:
        self.do(lambda: self.app.people.knows(person.id, [each.id for each in areas]))

    @rule(target=DEEDS, person=PEOPLE, day=days, thank=st.booleans(), and_undo=_UNDO)
    def close_the_loop(self, person: Any, day: date, thank: bool, and_undo: bool) -> Any:
        people = self.app.people
        said = people.thank if thank else people.tell
        return self.take(lambda: said(person.id, day), and_undo) or multiple()

    @rule(
        target=DEEDS,
        person=PEOPLE,
        kind=st.sampled_from(ContactKind),
        way=st.sampled_from(Direction),
        day=days,
        note=texts,
        and_undo=_UNDO,
    )
    def be_in_touch(
        self, person: Any, kind: ContactKind, way: Direction, day: date, note: str, and_undo: bool
    ) -> Any:
        draft = ContactDraft(person.id, kind, day, way, note)
        return self.take(lambda: self.app.contacts.log(draft), and_undo) or multiple()

    @rule(targets=(AREAS, THINGS), name=titles)
    def name_an_area(self, name: str) -> Any:
        made = self.do(lambda: self.app.areas.named(name))
        return self.made(AreaDraft, made) if made else multiple()

    @rule(order=st.lists(AREAS, max_size=4, unique_by=lambda each: each.id))
    def arrange_areas(self, order: list[Any]) -> None:
        self.do(lambda: self.app.areas.arrange([each.id for each in order]))

    @rule(target=DEEDS, one=AREAS, into=AREAS, and_undo=_UNDO)
    def merge_areas(self, one: Any, into: Any, and_undo: bool) -> Any:
        if one.id == into.id:
            return multiple()
        return self.take(lambda: self.app.areas.merge(one.id, into.id), and_undo) or multiple()

    @rule(target=DEEDS, keep=PEOPLE, gone=PEOPLE, name=titles, by=PEOPLE | st.none(), and_undo=_UNDO)
    def merge_people(self, keep: Any, gone: Any, name: str, by: Any, and_undo: bool) -> Any:
        if keep.id == gone.id:
            return multiple()
        draft = dataclasses.replace(keep.draft, name=name, introduced_by=by.id if by else None)
        return self.take(lambda: self.app.people.merge(keep, gone.id, draft), and_undo) or multiple()

    @rule(target=THINGS, area=AREAS, text=texts)
    def need(self, area: Any, text: str) -> Any:
        return self.add(NeedDraft(area.id, text))

    @rule(
        targets=(RELATIONSHIPS, THINGS),
        person=PEOPLE,
        kind=st.sampled_from(Kind),
        area=AREAS | st.none(),
        purpose=texts,
    )
    def ask_somebody(self, person: Any, kind: Kind, area: Any, purpose: str) -> Any:
        draft = RelationshipDraft(person.id, kind, area.id if area else None, purpose=purpose)
        return self.add(draft)

    @rule(target=DEEDS, which=RELATIONSHIPS, day=days | st.none(), and_undo=_UNDO)
    def pause(self, which: Any, day: date | None, and_undo: bool) -> Any:
        return self.take(lambda: self.app.relationships.pause(which.id, day), and_undo) or multiple()

    @rule(target=DEEDS, which=RELATIONSHIPS, day=days, and_undo=_UNDO)
    def go_on(self, which: Any, day: date, and_undo: bool) -> Any:
        return self.take(lambda: self.app.relationships.go_on(which.id, day), and_undo) or multiple()

    @rule(target=DEEDS, which=RELATIONSHIPS, day=days, often=st.sampled_from((None, 0, 90)), and_undo=_UNDO)
    def end_well(self, which: Any, day: date, often: int | None, and_undo: bool) -> Any:
        end = self.app.relationships.end_well
        return self.take(lambda: end(self.app.people, which.id, day, often), and_undo) or multiple()

    @rule(target=DEEDS, which=RELATIONSHIPS, and_undo=_UNDO)
    def begin_again(self, which: Any, and_undo: bool) -> Any:
        again = self.app.relationships.begin_again
        return self.take(lambda: again(which.id)[1], and_undo) or multiple()

    @rule(which=RELATIONSHIPS, term=st.sampled_from(("purpose", "private", "end")), text=texts)
    def agree(self, which: Any, term: str, text: str) -> None:
        self.do(lambda: self.app.relationships.agree(which.id, term, text))

    @rule(which=RELATIONSHIPS, text=texts)
    def say_purpose(self, which: Any, text: str) -> None:
        self.do(lambda: self.app.relationships.say_purpose(which.id, text))

    @rule(which=RELATIONSHIPS, goals=st.lists(GOALS, max_size=2))
    def help_with(self, which: Any, goals: list[Any]) -> None:
        self.do(lambda: self.app.relationships.help_with(which.id, [each.id for each in goals]))

    @rule(target=DEEDS, which=RELATIONSHIPS, wall=walls, points=st.lists(texts, max_size=2), and_undo=_UNDO)
    def plan_last(self, which: Any, wall: Any, points: list[str], and_undo: bool) -> Any:
        draft, last = SessionDraft(which.id, wall_start=wall), self.app.sessions.plan_last
        agenda = self.app.agenda
        return self.take(lambda: last(agenda, draft, points)[1], and_undo) or multiple()

    @rule(target=THINGS, which=RELATIONSHIPS, name=titles, note=texts)
    def learn(self, which: Any, name: str, note: str) -> Any:
        return self.add(SkillDraft(which.id, name, note=note))

    @rule(targets=(GOALS, THINGS), title=titles, area=AREAS | st.none(), why=texts)
    def want(self, title: str, area: Any, why: str) -> Any:
        return self.add(GoalDraft(title, area.id if area else None, why=why))

    @rule(target=DEEDS, goal=GOALS, status=st.sampled_from(goals.Status), day=days, and_undo=_UNDO)
    def set_status(self, goal: Any, status: goals.Status, day: date, and_undo: bool) -> Any:
        return self.take(lambda: self.app.goals.set_status(goal.id, status, day), and_undo) or multiple()

    @rule(target=DEEDS, goal=GOALS, day=days | st.none(), and_undo=_UNDO)
    def look_again(self, goal: Any, day: date | None, and_undo: bool) -> Any:
        return self.take(lambda: self.app.goals.look_again_on(goal.id, day), and_undo) or multiple()

    @rule(goal=GOALS, which=st.lists(RELATIONSHIPS, max_size=2))
    def helped_by(self, goal: Any, which: list[Any]) -> None:
        self.do(lambda: self.app.goals.helped_by(goal.id, [each.id for each in which]))

    @rule(target=THINGS, goal=GOALS, title=titles)
    def take_a_step(self, goal: Any, title: str) -> Any:
        return self.add(MilestoneDraft(goal.id, title))

    @rule(target=DEEDS, goal=GOALS, day=days, and_undo=_UNDO)
    def check_in(self, goal: Any, day: date, and_undo: bool) -> Any:
        return self.take(lambda: self.app.check_ins.check_in(goal.id, day)[1], and_undo) or multiple()

    @rule(target=THINGS, goal=GOALS, day=days, percent=st.integers(-1, 100))
    def assess(self, goal: Any, day: date, percent: int) -> Any:
        self.do(lambda: self.app.check_ins.assess(goal.id, day, percent))
        return multiple(*goal_queries.check_ins(goal.id)[:1])

    @rule(targets=(REQUESTS, THINGS), words=texts, parent=REQUESTS | st.none())
    def run_the_wizard(self, words: str, parent: Any) -> Any:
        if parent is None:
            return self.add(RequestDraft(words))
        return self.do(lambda: self.app.requests.retake(parent)) or multiple()

    @rule(target=DEEDS, which=REQUESTS, answer=st.sampled_from(requests.Answer), day=days, and_undo=_UNDO)
    def hear_back(self, which: Any, answer: requests.Answer, day: date, and_undo: bool) -> Any:
        return self.take(lambda: self.app.requests.answer(which.id, answer, day), and_undo) or multiple()

    @rule(targets=(REQUESTS, THINGS), which=REQUESTS, text=texts, whole=st.booleans())
    def split(self, which: Any, text: str, whole: bool) -> Any:
        wizard, side = self.app.requests, OwnChoice.MENTORING
        if not whole:
            self.do(lambda: wizard.write_sentence(which.id, side, text))
            return multiple()
        found = self.do(lambda: wizard.split(which.id, {side: text}))
        return self.made(RequestDraft, *found.parts.values()) if found else multiple()

    @rule(target=THINGS, which=REQUESTS, person=PEOPLE, relationship=RELATIONSHIPS, goal=GOALS)
    def point_to(self, which: Any, person: Any, relationship: Any, goal: Any) -> Any:
        found = self.app.requests.point_to
        return self.do(lambda: found(which.id, person.id, relationship.id, goal.id)) or multiple()

    @rule(which=REQUESTS, title=titles, name=titles, what=st.integers(0, 2), person=PEOPLE)
    def go_on_from_a_request(self, which: Any, title: str, name: str, what: int, person: Any) -> None:
        wizard, related = self.app.requests, self.app.relationships
        begun = RelationshipDraft(person.id)
        calls = (
            lambda: wizard.make_goal(which.id, GoalDraft(title), self.app.goals, related),
            lambda: wizard.add_person(which.id, PersonDraft(name), self.app.people),
            lambda: wizard.start_relationship(which.id, begun, related),
        )
        self.do(calls[what])

    @rule(target=THINGS, base=REQUESTS, words=texts, half=st.sampled_from((None, "{}", '{"q1": "ครู"}')))
    def answer_the_wizard(self, base: Any, words: str, half: str | None) -> Any:
        draft = dataclasses.replace(base.draft, own_words=words)
        return self.do(lambda: self.app.requests.write_run(base, draft, half)) or multiple()

    @rule(which=REQUESTS, keys=st.sets(st.sampled_from(("one", "two"))))
    def refuse_hints(self, which: Any, keys: set[str]) -> None:
        self.do(lambda: self.app.requests.write_refused_hints(which.id, keys))

    @rule(targets=(TEMPLATES, THINGS), name=titles, points=texts)
    def keep_a_template(self, name: str, points: str) -> Any:
        return self.add(TemplateDraft(name, points))

    @rule(order=st.lists(TEMPLATES, max_size=3, unique_by=lambda each: each.id))
    def order_templates(self, order: list[Any]) -> None:
        self.do(lambda: self.app.templates.order([each.id for each in order]))

    @rule(name=titles, does=texts)
    def tell_about_me(self, name: str, does: str) -> None:
        self.do(lambda: self.app.about_me.write(AboutMeDraft(name, does)))

    @rule(name=st.sampled_from(("order", "theme")), value=texts)
    def prefer(self, name: str, value: str) -> None:
        self.do(lambda: self.app.preferences.choose(name, value))
