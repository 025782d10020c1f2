"""What a played user does with sessions, their agenda, advice, questions, challenges and actions."""

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import multiple, rule

from mentee_app.domain import challenges, templates
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.goals import MilestoneDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import Fit
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, Medium, MovedBy, SessionDraft, Status
from mentee_app.domain.unfinished import Unfinished
from mentee_app.services.company import Company
from tests.services.world import (
    ADVICE,
    DEEDS,
    GOALS,
    PEOPLE,
    QUESTIONS,
    RELATIONSHIPS,
    SESSIONS,
    TEMPLATES,
    THINGS,
    World,
)
from tests.services.written import ZONES, days, texts, titles, walls

_UNDO = st.booleans()
_held = st.sampled_from((Status.HELD, Status.PLANNED))
_drafts = st.builds(
    SessionDraft,
    status=_held,
    wall_start=walls,
    zone=st.sampled_from(ZONES),
    minutes=st.sampled_from((None, 60, 6001)),
    notes=texts,
    fit=st.sampled_from((None, None, *Fit)),
)


class MeetingPlay(World):
    """Sessions before, while and after they are held, and what came of them."""

    @rule(
        targets=(SESSIONS, THINGS),
        draft=_drafts,
        person=PEOPLE | st.none(),
        name=titles,
        day=days,
        and_undo=_UNDO,
    )
    def log(self, draft: SessionDraft, person: Any, name: str, day: date, and_undo: bool) -> Any:
        """With somebody known, or with somebody new."""
        with_whom = Company(self.app.people, self.app.relationships, person.id if person else None, name)
        return self._planned(lambda: self.app.sessions.log(draft, day, with_whom), and_undo)

    @rule(
        targets=(SESSIONS, THINGS),
        draft=_drafts,
        which=RELATIONSHIPS,
        planned=SESSIONS,
        day=days,
        and_undo=_UNDO,
    )
    def log_what_was_planned(
        self, draft: SessionDraft, which: Any, planned: Any, day: date, and_undo: bool
    ) -> Any:
        draft = dataclasses.replace(draft, relationship=which.id)
        return self._planned(lambda: self.app.sessions.log(draft, day, planned=planned.id), and_undo)

    @rule(
        targets=(SESSIONS, THINGS),
        draft=_drafts,
        which=RELATIONSHIPS,
        rhythm=st.sampled_from(Rule),
        count=st.integers(0, 4),
        day=days,
        and_undo=_UNDO,
    )
    def plan(
        self, draft: SessionDraft, which: Any, rhythm: Rule, count: int, day: date, and_undo: bool
    ) -> Any:
        draft = dataclasses.replace(draft, relationship=which.id, status=Status.PLANNED)
        return self._planned(lambda: self.app.sessions.plan(draft, rhythm, count, day), and_undo)

    @rule(target=DEEDS, session=SESSIONS, held=st.booleans(), and_undo=_UNDO)
    def hold_or_miss(self, session: Any, held: bool, and_undo: bool) -> Any:
        mark = self.app.sessions.hold if held else self.app.sessions.miss
        return self.take(lambda: mark(session.id), and_undo) or multiple()

    @rule(
        targets=(SESSIONS, THINGS),
        session=SESSIONS,
        to=walls,
        by=st.sampled_from(MovedBy),
        day=days,
        following=st.booleans(),
        and_undo=_UNDO,
    )
    def move(
        self, session: Any, to: datetime, by: MovedBy, day: date, following: bool, and_undo: bool
    ) -> Any:
        move = self.app.sessions.move
        return self._planned(lambda: move(session.id, to, by, day, following), and_undo)

    @rule(
        target=THINGS,
        session=SESSIONS,
        to=walls | st.none(),
        minutes=st.sampled_from((None, 30)),
        and_undo=_UNDO,
    )
    def change_all_that_follow(
        self, session: Any, to: datetime | None, minutes: int | None, and_undo: bool
    ) -> Any:
        wall = to or session.draft.wall_start
        draft = dataclasses.replace(session.draft, wall_start=wall, minutes=minutes, medium=Medium.PHONE)
        after = self.do(lambda: self.app.sessions.save(session, draft))
        if after:
            change = self.app.sessions.change_following
            self._planned(lambda: change(session.id, session.draft), and_undo)
        return after or multiple()

    @rule(target=DEEDS, session=SESSIONS, and_undo=_UNDO)
    def trash_all_that_follow(self, session: Any, and_undo: bool) -> Any:
        return self.take(lambda: self.app.sessions.trash_following(session.id), and_undo) or multiple()

    @rule(target=THINGS, session=SESSIONS, fit=st.sampled_from(Fit), which=RELATIONSHIPS)
    def look_back(self, session: Any, fit: Fit, which: Any) -> Any:
        """Say how it fits, or that it was with somebody else."""
        draft = dataclasses.replace(session.draft, status=Status.HELD, fit=fit, relationship=which.id)
        return self.do(lambda: self.app.sessions.save(session, draft)) or multiple()

    @rule(session=SESSIONS, goals=st.lists(GOALS, max_size=2))
    def serve(self, session: Any, goals: list[Any]) -> None:
        self.do(lambda: self.app.sessions.serve(session.id, [each.id for each in goals]))

    @rule(session=SESSIONS | st.none(), day=days)
    def carry(self, session: Any, day: date) -> None:
        """Carrying twice is carrying once."""
        sessions = self.app.sessions
        if session:
            carry: Callable[[], Any] = lambda: sessions.carry_into(session.id, day)  # noqa: E731
        else:
            carry = lambda: sessions.carry_forward_all(day)  # noqa: E731
        self.do(carry)
        before = self.now
        assert not self.do(carry) and self.now == before and not self.told

    @rule(target=DEEDS, session=SESSIONS, template=TEMPLATES, and_undo=_UNDO)
    def use_template(self, session: Any, template: Any, and_undo: bool) -> Any:
        points = templates.points_of(template.draft)
        return self.take(lambda: self.app.agenda.use(session.id, points)[1], and_undo) or multiple()

    @rule(target=THINGS, session=SESSIONS, person=PEOPLE, what=st.integers(0, 3), text=texts)
    def note_down(self, session: Any, person: Any, what: int, text: str) -> Any:
        drafts = (
            AgendaItemDraft(session.id, text),
            ChallengeDraft(person.id, session.id, text),
            ActionDraft(person.id, session.id, text=text),
            ActionDraft(text=text),
        )
        return self.add(drafts[what])

    @rule(targets=(ADVICE, THINGS), session=SESSIONS | st.none(), person=PEOPLE, text=texts)
    def hear_advice(self, session: Any, person: Any, text: str) -> Any:
        return self.add(AdviceDraft(person.id, session.id if session else None, text))

    @rule(target=DEEDS, session=SESSIONS, person=PEOPLE, text=texts, and_undo=_UNDO)
    def lift(self, session: Any, person: Any, text: str, and_undo: bool) -> Any:
        draft = AdviceDraft(person.id, session.id, text)
        return self.take(lambda: self.app.sessions.lift(self.app.advice, draft), and_undo) or multiple()

    @rule(text=texts, forget=st.booleans())
    def type_and_leave(self, text: str, forget: bool) -> None:
        sessions = self.app.sessions
        self.do(
            sessions.forget_unfinished if forget else lambda: sessions.keep_unfinished(Unfinished(said=text))
        )

    @rule(target=DEEDS, thing=THINGS, choice=st.integers(0, 4), day=days, and_undo=_UNDO)
    def settle_one(self, thing: Any, choice: int, day: date, and_undo: bool) -> Any:
        """Finish an action or a step, answer a challenge, tick off a point, decide on advice."""
        deeds: dict[type[Any], Callable[[], int]] = {
            ActionDraft: lambda: self.app.actions.finish(thing.id, day),
            MilestoneDraft: lambda: self.app.milestones.finish(thing.id, day if choice else None),
            ChallengeDraft: lambda: self.app.challenges.answer(thing.id, list(challenges.Status)[choice % 4]),
            AdviceDraft: lambda: self.app.advice.decide(thing.id, list(Decision)[choice], day),
        }
        if type(thing.draft) is AgendaItemDraft:
            draft = dataclasses.replace(thing.draft, state=list(AgendaState)[choice % 3])
            self.do(lambda: self.app.agenda.save(thing, draft))
        if type(thing.draft) not in deeds:
            return multiple()
        return self.take(deeds[type(thing.draft)], and_undo) or multiple()

    @rule(target=DEEDS, advice=ADVICE, tell=st.booleans(), day=days, and_undo=_UNDO)
    def tell_or_review(self, advice: Any, tell: bool, day: date, and_undo: bool) -> Any:
        ledger = self.app.advice
        date_it = ledger.tell if tell else ledger.review_again
        return self.take(lambda: date_it(advice.id, day), and_undo) or multiple()

    @rule(targets=(QUESTIONS, THINGS), text=titles, advice=st.lists(ADVICE, max_size=3))
    def ask(self, text: str, advice: list[Any]) -> Any:
        begin = self.app.questions.begin
        return self.do(lambda: begin(QuestionDraft(text), [each.id for each in advice])) or multiple()

    @rule(question=QUESTIONS, people=st.lists(PEOPLE, max_size=2))
    def wait_for(self, question: Any, people: list[Any]) -> None:
        self.do(lambda: self.app.questions.wait_for(question.id, [each.id for each in people]))

    @rule(question=QUESTIONS, advice=st.lists(ADVICE, max_size=2), more=st.booleans())
    def gather(self, question: Any, advice: list[Any], more: bool) -> None:
        gather = self.app.questions.gather_more if more else self.app.questions.gather
        self.do(lambda: gather(question.id, [each.id for each in advice]))

    @rule(target=DEEDS, question=QUESTIONS, person=PEOPLE, day=days, asked=st.booleans(), and_undo=_UNDO)
    def ask_them(self, question: Any, person: Any, day: date, asked: bool, and_undo: bool) -> Any:
        """Say that they were asked, or that they need not be asked any more."""
        questions = self.app.questions
        if asked:
            call: Callable[[], int] = lambda: questions.mark_asked(question.id, person.id, day)  # noqa: E731
        else:
            call = lambda: questions.wait_no_more(question.id, person.id)  # noqa: E731
        return self.take(call, and_undo) or multiple()

    @rule(target=DEEDS, question=QUESTIONS, advice=ADVICE, and_undo=_UNDO)
    def release(self, question: Any, advice: Any, and_undo: bool) -> Any:
        return self.take(lambda: self.app.questions.release(question.id, advice.id), and_undo) or multiple()

    @rule(
        target=DEEDS,
        question=QUESTIONS,
        decisions=st.lists(st.tuples(ADVICE, st.sampled_from(Decision)), max_size=3),
        conclusion=texts,
        day=days,
        and_undo=_UNDO,
    )
    def settle(self, question: Any, decisions: list[Any], conclusion: str, day: date, and_undo: bool) -> Any:
        wanted = {advice.id: decision for advice, decision in decisions}
        settle = self.app.questions.settle
        return self.take(lambda: settle(question.id, wanted, conclusion, day), and_undo) or multiple()

    def _planned(self, call: Callable[[], Any], and_undo: bool) -> Any:
        """Sessions that a deed makes, for the bundles."""
        answers: list[Any] = []

        def deed() -> int:
            answers.append(call())
            return int(answers[-1].deed)

        self.take(deed, and_undo)
        return self.made(SessionDraft, *answers[-1].sessions) if answers else multiple()
