"""Every write of every service counts itself, so that the full check finds nothing that was changed by nobody."""

import dataclasses
import json
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mentee_app import app
from mentee_app.app import App
from mentee_app.backup import checking, copies
from mentee_app.backup.places import Reason
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.challenges import Status as Answered
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.goals import Status as GoalStatus
from mentee_app.domain.incoming import Batch, IncomingPerson, IncomingSession, Source
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import Fit, RelationshipDraft, SkillDraft
from mentee_app.domain.requests import Answer, OwnChoice
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, MovedBy, SessionDraft, Status
from mentee_app.domain.templates import TemplateDraft
from mentee_app.domain.unfinished import Part, SetAside, Typed, Unfinished
from mentee_app.exports import everything
from mentee_app.imports import everything as reading
from mentee_app.queries import kept, unfinished
from mentee_app.services.records import Records
from mentee_app.storage import ids, rows, step_2, tables
from tests.services.ground import Dump, dump_of

TODAY = date(2026, 3, 10)
AT = datetime(2026, 3, 9, 16)
ZONE = "Europe/Berlin"


class Walk:
    """The services of a full notebook, and the ids that the steps speak of."""

    def __init__(self, opened: App) -> None:
        self.app = opened
        self.at_first = everything.content()

    def __getattr__(self, table: str) -> list[int]:
        """The living rows of a table (ids), the oldest first."""
        return [row[0] for row in rows.of(f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id")]

    def now(self, draft: type[Any], place: int = 0) -> Any:
        return kept.one(draft, getattr(self, kept.TABLES[draft]._meta.table_name)[place])


def _file_of_another(walk: Walk) -> Any:
    """The whole notebook as it was, with one text of a higher revision, one changed on both sides, and one more in the trash."""
    found = json.loads(walk.at_first)
    found["people"][0] |= {"rev": 40, "notes": "Written elsewhere, later."}
    now = {str(row["id"]): row for row in rows.dicts(tables.Session.select())}
    found["sessions"][0] |= {"rev": now[found["sessions"][0]["id"]]["rev"], "notes": "Written on both sides."}
    found["goals"][0] |= {"rev": 41}
    found["skills"][0] |= {"id": str(ids.new_id()), "name": "New here"}
    return reading.parse(json.dumps(found).encode())


def _batch() -> Batch:
    person = IncomingPerson("p", PersonDraft("Incoming Ida", email="ida@x.org"), "uid-p", introduced_by="q")
    session = SessionDraft(wall_start=AT, zone=ZONE, notes="From a calendar")
    return Batch(
        Source.CALENDAR,
        (person, IncomingPerson("q", PersonDraft("Incoming Ole"), "uid-q")),
        sessions=(IncomingSession("s", session, "uid-s", person="p", agenda=("One",)),),
    )


_GENERIC: dict[str, Callable[[Walk, Any], Any]] = {
    "add": lambda walk, service: service.add(_first(walk, service).draft),
    "save": lambda walk, service: service.save(*_written_anew(_first(walk, service))),
    "keep_version": lambda walk, service: service.keep_version(*_field_of(_first(walk, service))),
    "trash": lambda walk, service: service.trash(_first(walk, service).id),
}
"""What every noun can do."""

_STEPS: dict[str, Callable[[Walk], Any]] = {
    "about_me.write": lambda w: w.app.about_me.write(AboutMeDraft("Me", "things")),
    "actions.finish": lambda w: w.app.actions.finish(w.action[-1], date(2026, 3, 1)),
    "advice.decide": lambda w: w.app.advice.decide(w.advice[0], Decision.NOT_YET, date(2026, 3, 1)),
    "advice.review_again": lambda w: w.app.advice.review_again(w.advice[0], TODAY),
    "advice.tell": lambda w: w.app.advice.tell(w.advice[0], TODAY),
    "agenda.use": lambda w: w.app.agenda.use(w.session[-1], ("A point of a template",)),
    "areas.arrange": lambda w: w.app.areas.arrange(reversed(w.area)),
    "areas.named": lambda w: w.app.areas.named("An area that is new"),
    "areas.merge": lambda w: w.app.areas.merge(w.area[0], w.area[1]),
    "challenges.answer": lambda w: w.app.challenges.answer(w.challenge[0], _other_answer(w)),
    "check_ins.assess": lambda w: w.app.check_ins.assess(w.goal[0], TODAY, 17),
    "check_ins.check_in": lambda w: w.app.check_ins.check_in(w.goal[0], TODAY + timedelta(9)),
    "contacts.log": lambda w: w.app.contacts.log(ContactDraft(w.person[0], held_on=TODAY)),
    "goals.helped_by": lambda w: (
        w.app.goals.helped_by(w.goal[0], w.relationship),
        w.app.goals.helped_by(w.goal[0], ()),
        w.app.goals.helped_by(w.goal[0], w.relationship[:1]),
    ),
    "goals.look_again_on": lambda w: w.app.goals.look_again_on(w.goal[0], date(2027, 1, 1)),
    "goals.set_status": lambda w: w.app.goals.set_status(w.goal[0], GoalStatus.DROPPED, TODAY),
    "imports.bring_in": lambda w: w.app.imports.bring_in(_batch()),
    "milestones.finish": lambda w: w.app.milestones.finish(w.milestone[0], date(2026, 1, 2)),
    "notebooks.take_in": lambda w: w.app.notebooks.take_in(_file_of_another(w)),
    "people.knows": lambda w: (
        w.app.people.knows(w.person[0], w.area),
        w.app.people.knows(w.person[0], ()),
        w.app.people.knows(w.person[0], w.area[:1]),
    ),
    "people.merge": lambda w: w.app.people.merge(
        w.now(PersonDraft), w.person[1], dataclasses.replace(w.now(PersonDraft).draft, reach="by both")
    ),
    "people.tell": lambda w: w.app.people.tell(w.person[0], TODAY),
    "people.thank": lambda w: w.app.people.thank(w.person[0], TODAY),
    "preferences.choose": lambda w: [w.app.preferences.choose("theme", each) for each in ("dark", "light")],
    "questions.begin": lambda w: w.app.questions.begin(QuestionDraft("Which?"), w.advice[:1]),
    "questions.wait_for": lambda w: w.app.questions.wait_for(w.question[-1], w.person[:2]),
    "questions.mark_asked": lambda w: w.app.questions.mark_asked(w.question[-1], w.person[0], TODAY),
    "questions.wait_no_more": lambda w: w.app.questions.wait_no_more(w.question[-1], w.person[1]),
    "questions.gather": lambda w: w.app.questions.gather(w.question[-1], w.advice[:2]),
    "questions.gather_more": lambda w: w.app.questions.gather_more(w.question[-1], w.advice[2:3]),
    "questions.release": lambda w: w.app.questions.release(w.question[-1], w.advice[1]),
    "questions.settle": lambda w: w.app.questions.settle(
        w.question[-1], {w.advice[0]: Decision.TAKE}, "So it is", TODAY
    ),
    "relationships.agree": lambda w: [
        w.app.relationships.agree(w.relationship[0], "private", each * 30) for each in ("This. ", "That. ")
    ],
    "relationships.keep_term": lambda w: w.app.relationships.keep_term(w.agreement_term[0]),
    "relationships.begin_again": lambda w: w.app.relationships.begin_again(w.relationship[0]),
    "relationships.pause": lambda w: w.app.relationships.pause(w.relationship[0], date(2027, 1, 1)),
    "relationships.go_on": lambda w: w.app.relationships.go_on(_paused(w), TODAY),
    "relationships.end_well": lambda w: w.app.relationships.end_well(
        w.app.people, w.relationship[0], TODAY, 77, trashed=w.session[-1:]
    ),
    "relationships.help_with": lambda w: w.app.relationships.help_with(w.relationship[0], w.goal),
    "sessions.plan_last": lambda w: w.app.sessions.plan_last(
        w.app.agenda, SessionDraft(w.relationship[0], wall_start=AT), ["Thanks"]
    ),
    "relationships.say_purpose": lambda w: w.app.relationships.say_purpose(w.relationship[0], "To sail"),
    "relationships.start_with": lambda w: w.app.relationships.start_with(
        w.app.people, PersonDraft("New"), RelationshipDraft()
    ),
    "requests.answer": lambda w: w.app.requests.answer(w.request[0], Answer.YES, TODAY),
    "requests.retake": lambda w: w.app.requests.retake(_request(w)),
    "requests.point_to": lambda w: w.app.requests.point_to(w.request[0], person=w.person[-1]),
    "requests.make_goal": lambda w: w.app.requests.make_goal(
        w.request[0], GoalDraft("Came of it"), w.app.goals, w.app.relationships
    ),
    "requests.add_person": lambda w: w.app.requests.add_person(
        w.request[0], PersonDraft("Came"), w.app.people
    ),
    "requests.start_relationship": lambda w: w.app.requests.start_relationship(
        w.request[0], RelationshipDraft(w.person[0]), w.app.relationships
    ),
    "requests.use_relationship": lambda w: w.app.requests.use_relationship(
        w.request[0], w.relationship[0], w.app.relationships
    ),
    "requests.write_refused_hints": lambda w: [
        w.app.requests.write_refused_hints(w.request[0], each) for each in (("a",), ("a", "b"))
    ],
    "requests.write_run": lambda w: [
        w.app.requests.write_run(_request(w), dataclasses.replace(_request(w).draft, page=each), half)
        for each, half in (("q1", '{"q1": "x"}'), ("q2", '{"q1": "y"}'))
    ],
    "requests.write_sentence": lambda w: [
        w.app.requests.write_sentence(w.request[0], OwnChoice.MENTORING, each) for each in ("One", "Two")
    ],
    "requests.split": lambda w: w.app.requests.split(w.request[0], {}),
    "sessions.log": lambda w: w.app.sessions.log(
        dataclasses.replace(w.now(SessionDraft).draft, status=Status.HELD, wall_start=AT, fit=list(Fit)[-1]),
        TODAY,
    ),
    "sessions.plan": lambda w: w.app.sessions.plan(
        SessionDraft(w.relationship[0], wall_start=AT + timedelta(30), zone=ZONE), Rule.WEEKLY, 3, TODAY
    ),
    "sessions.change_following": lambda w: w.app.sessions.change_following(
        w.session[-3], dataclasses.replace(w.now(SessionDraft, -3).draft, minutes=7)
    ),
    "sessions.trash_following": lambda w: w.app.sessions.trash_following(w.session[-2]),
    "sessions.trash_all": lambda w: w.app.sessions.trash_all(w.session[-2:]),
    "sessions.hold": lambda w: w.app.sessions.hold(w.session[-3]),
    "sessions.miss": lambda w: w.app.sessions.miss(w.session[-2]),
    "sessions.move": lambda w: w.app.sessions.move(
        w.session[-2], AT + timedelta(90), MovedBy.ME, TODAY, following=True
    ),
    "sessions.carry_into": lambda w: (
        w.app.agenda.add(AgendaItemDraft(w.session[0], "Not reached")),
        w.app.sessions.carry_into(w.session[-1], TODAY),
    ),
    "sessions.carry_forward_all": lambda w: (
        w.app.sessions.log(dataclasses.replace(w.now(SessionDraft).draft, wall_start=AT), TODAY),
        w.app.agenda.add(AgendaItemDraft(w.session[-1], "Not reached either")),
        w.app.sessions.carry_forward_all(TODAY),
    ),
    "sessions.lift": lambda w: w.app.sessions.lift(w.app.actions, ActionDraft(text="Do it")),
    "sessions.serve": lambda w: [w.app.sessions.serve(w.session[0], each) for each in (w.goal, (), w.goal)],
    "sessions.keep_unfinished": lambda w: [
        w.app.sessions.keep_unfinished(Unfinished(name=each)) for each in ("A", "Ada")
    ],
    "sessions.put_away_unfinished": lambda w: w.app.sessions.put_away_unfinished(),
    "sessions.keep_typed": lambda w: [
        w.app.sessions.keep_typed(Typed("line", None, (("text", each),))) for each in ("o", "of")
    ],
    "sessions.put_away_typed": lambda w: w.app.sessions.put_away_typed(Typed("line")),
    "sessions.set_aside": lambda w: w.app.sessions.set_aside(SetAside("Notes", (Part("Notes", "Typed"),))),
    "sessions.put_away_set_aside": lambda w: w.app.sessions.put_away_set_aside(unfinished.set_aside()[0][0]),
    "sessions.forget_unfinished": lambda w: w.app.sessions.forget_unfinished(),
    "templates.order": lambda w: w.app.templates.order(w.agenda_template[::-1]),
    "deeds.undo": lambda w: w.app.deeds.undo(w.app.people.trash(w.person[0])),
    "deeds.delete_for_good": lambda w: w.app.deeds.delete_for_good([w.app.people.trash(w.person[0])]),
}

_NOTHING_WRITTEN = frozenset(
    {
        *("samples.fill", "imports.foresee", "notebooks.foresee", "sessions.leave_unfinished"),
        *("requests.half_changed", "requests.part_of", "requests.refused_hints", "requests.split_of"),
    }
)
"""They look only, tell only, or (the sample) write into an empty notebook."""


def test_no_write_of_any_service_is_taken_for_damage(tmp_path):
    with app.opened_alone(tmp_path / "own") as opened:
        opened.notebook.execute_sql("PRAGMA synchronous = OFF")  # no power is cut here
        opened.samples.fill(14, today=TODAY, zone=ZONE)
        _add_what_the_sample_lacks(opened)
        connection = opened.notebook.connection()
        copy = copies.make(connection, tmp_path / "own", Reason.DAILY, datetime.now(UTC)).path
        assert checking.full(connection, copy).whole
        walk = Walk(opened)
        for name, step in _steps(walk):
            _do(name, step)
            for deed in _deeds_that_stand(walk):
                _do(f"undo of {name}", lambda deed=deed: opened.deeds.undo(deed), may_do_nothing=True)
        found = checking.full(connection, copy)
        assert found.changed == {} and found.whole
        assert found.compared > 100


def test_every_method_of_every_service_is_walked():
    walked = {*_STEPS, *_NOTHING_WRITTEN}
    for name, service in _services():
        for method in _public(service):
            if not (issubclass(service, Records) and method in _OF_RECORDS):
                assert f"{name}.{method}" in walked, f"nobody knows whether {name}.{method} counts its writes"
    assert set(_GENERIC) | {"current", "problems", "draft_type", "told_after"} == _OF_RECORDS


_OF_RECORDS = {each for each in dir(Records) if not each.startswith("_")} - {"kind", "placing"} | {
    "draft_type"
}


def _services() -> Iterator[tuple[str, type[Any]]]:
    for name, service in typing.get_type_hints(App).items():
        if service.__module__.startswith("mentee_app.services") and name != "changes":
            yield name, service


def _public(service: type[Any]) -> list[str]:
    return [each for each in dir(service) if not each.startswith("_") and callable(getattr(service, each))]


def _steps(walk: Walk) -> Iterator[tuple[str, Callable[[], Any]]]:
    for name, service in vars(walk.app).items():
        if isinstance(service, Records):
            for method, step in _GENERIC.items():
                yield f"{name}.{method}", lambda step=step, service=service: step(walk, service)
    for name, step in _STEPS.items():
        yield name, lambda step=step: step(walk)


def _do(name: str, step: Callable[[], Any], may_do_nothing: bool = False) -> None:
    before = _dump()
    step()
    after = _dump()
    assert may_do_nothing or before != after, f"{name} wrote nothing, so nothing was looked at"
    for table, found in after.items():
        for id, row in found.items():
            old = before[table].get(id, row)
            if row != old:
                assert row["rev"] > old["rev"], f"{name} changed a {table} and did not count it"
                assert row["updated_at"] != old["updated_at"], (
                    f"{name} does not say when it changed a {table}"
                )


def _dump() -> Dump:
    return dump_of(rows.of)


def _deeds_that_stand(walk: Walk) -> list[int]:
    return [row[0] for row in rows.of("SELECT id FROM deed WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1")]


def _first(walk: Walk, service: Records[Any]) -> Any:
    return walk.now(service.draft_type)


def _field_of(thing: Any) -> tuple[Any, str]:
    """A text of it that says something, written now where there is none."""
    title, body = step_2.WRITTEN[kept.TABLES[type(thing.draft)]._meta.table_name]
    return thing, next(each for each in (*title, *body) if getattr(thing.draft, each))


def _written_anew(thing: Any) -> tuple[Any, Any]:
    field = _field_of(thing)[1]
    return thing, dataclasses.replace(thing.draft, **{field: getattr(thing.draft, field) + " and more"})


def _request(walk: Walk) -> Any:
    return kept.one(walk.app.requests.draft_type, walk.request[0])


def _other_answer(walk: Walk) -> Answered:
    now = walk.now(walk.app.challenges.draft_type).draft.status
    return next(each for each in Answered if each is not now)


def _paused(walk: Walk) -> int:
    walk.app.relationships.pause(walk.relationship[0], None)
    return walk.relationship[0]


def _add_what_the_sample_lacks(opened: App) -> None:
    walk = Walk(opened)
    opened.templates.add(TemplateDraft("One", "Points", 5))
    opened.templates.add(TemplateDraft("Two", "Points", 9))
    opened.skills.add(SkillDraft(walk.relationship[0], "Steaming", note="Slowly"))
    opened.questions.add(QuestionDraft("Why?"))
    opened.areas.add(AreaDraft("Further"))
