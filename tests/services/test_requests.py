"""Requests: what comes of one is kept whole or not at all, and nothing that was said beside it is lost."""

import dataclasses
import json
import sqlite3
from functools import partial

import peewee
import pytest

from mentee_app import app
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.queries import kept, relationships
from mentee_app.services.records import Vanished
from mentee_app.storage import rows

BOTH = RequestDraft(own_words="Boats, and my life", answers='{"q1_job": "no"}', finished_at=5, outcome="both")
REFUSED = (peewee.IntegrityError, sqlite3.IntegrityError)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def told(opened):
    changes = []
    opened.changes.listen(changes.append)
    return changes


@pytest.fixture
def refuse(opened):
    """Have the file refuse a write ("UPDATE ON request"), and take it back with `refuse()`."""

    def refused(write: str = "", when: str = "1") -> None:
        opened.notebook.execute_sql("DROP TRIGGER IF EXISTS refused")
        if write:
            opened.notebook.execute_sql(
                f"CREATE TEMP TRIGGER refused BEFORE {write} WHEN {when}"
                " BEGIN SELECT RAISE(ABORT, 'planted'); END"
            )

    return refused


def count(table: str) -> int:
    return rows.of(f"SELECT count(*) FROM {table}")[0][0]


def test_a_goal_that_cannot_be_tied_to_its_request_is_not_made(opened, refuse):
    request = opened.requests.add(RequestDraft(own_words="Lead")).id

    def make():
        return opened.requests.make_goal(request, GoalDraft(title="Lead"), opened.goals, opened.relationships)

    refuse("UPDATE ON main.request")
    with pytest.raises(REFUSED):
        make()
    assert count("goal") == 0
    refuse()
    made = make()
    assert count("goal") == 1
    assert opened.requests.current(request).draft.goal == made.id


def test_a_goal_helps_the_relationship_that_goes_on_or_is_not_made(opened, refuse):
    person = opened.people.add(PersonDraft(name="Ada"))
    request = opened.requests.add(RequestDraft(own_words="Lead", person=person.id)).id
    started = opened.requests.start_relationship(
        request, RelationshipDraft(person=person.id), opened.relationships
    )
    refuse("INSERT ON main.relationship_goal")
    draft = GoalDraft(title="Lead")
    with pytest.raises(REFUSED):
        opened.requests.make_goal(request, draft, opened.goals, opened.relationships)
    assert count("goal") == 0 and opened.requests.current(request).draft.goal is None
    refuse()
    made = opened.requests.make_goal(request, draft, opened.goals, opened.relationships)
    assert list(relationships.goals_of(started.id)) == [made.id]


def test_a_person_who_cannot_be_tied_to_the_request_is_not_made(opened, refuse, told):
    request = opened.requests.add(RequestDraft(own_words="Lead")).id
    told.clear()
    refuse("UPDATE ON main.request")
    with pytest.raises(REFUSED):
        opened.requests.add_person(request, PersonDraft(name="Ada"), opened.people)
    assert count("person") == 0 and told == []
    refuse()
    made = opened.requests.add_person(request, PersonDraft(name="Ada"), opened.people)
    assert opened.requests.current(request).draft.person == made.id
    assert [change.kinds for change in told] == [{Kind.PEOPLE, Kind.REQUESTS}]


@pytest.mark.parametrize("write", ["UPDATE ON main.request", "INSERT ON main.relationship_goal"])
def test_a_relationship_is_started_with_its_goal_and_its_request_or_not_at_all(opened, refuse, write):
    goal = opened.goals.add(GoalDraft(title="Lead"))
    person = opened.people.add(PersonDraft(name="Ada"))
    request = opened.requests.add(RequestDraft(goal=goal.id, person=person.id)).id

    def start():
        return opened.requests.start_relationship(
            request, RelationshipDraft(person=person.id), opened.relationships
        )

    refuse(write)
    with pytest.raises(REFUSED):
        start()
    assert count("relationship") == 0 and opened.requests.current(request).draft.relationship is None
    refuse()
    made = start()
    assert opened.requests.current(request).draft.relationship == made.id
    assert list(relationships.goals_of(made.id)) == [goal.id]


def test_a_relationship_that_goes_on_is_used_whole_or_not_at_all(opened, refuse):
    goal = opened.goals.add(GoalDraft(title="Lead"))
    person = opened.people.add(PersonDraft(name="Ada"))
    going_on = opened.relationships.add(RelationshipDraft(person=person.id))
    request = opened.requests.add(RequestDraft(goal=goal.id, person=person.id)).id
    refuse("INSERT ON main.relationship_goal")
    with pytest.raises(REFUSED):
        opened.requests.use_relationship(request, going_on.id, opened.relationships)
    assert opened.requests.current(request).draft.relationship is None


def test_a_request_becomes_two_or_stays_one(opened, refuse, told):
    whole = opened.requests.add(BOTH)
    opened.requests.write_sentence(whole.id, OwnChoice.MENTORING, "What for")
    sentences = {OwnChoice.APPRENTICESHIP: " Build boats ", OwnChoice.MENTORING: ""}
    for write, when in (
        ("INSERT ON main.request", "NEW.own_choice = 'mentoring'"),
        ("UPDATE ON main.draft", "1"),
    ):
        refuse(write, when)
        with pytest.raises(REFUSED):
            opened.requests.split(whole.id, sentences)
        assert count("request") == 1
        assert opened.requests.split_of(whole.id).sentences == {OwnChoice.MENTORING: "What for"}
    refuse()
    told.clear()
    split = opened.requests.split(whole.id, sentences)
    parts = {side: kept.one(RequestDraft, part) for side, part in split.parts.items()}
    assert [part.draft.own_words for part in parts.values()] == ["Build boats", "Boats, and my life"]
    assert all(
        part.draft.answers == BOTH.answers and part.draft.parent == whole.id for part in parts.values()
    )
    assert [opened.requests.part_of(part) for part in parts.values()] == list(parts)
    assert opened.requests.split_of(whole.id) == split and split.sentences == {}
    assert len(told) == 1


def test_a_second_split_makes_nothing(opened):
    whole = opened.requests.add(BOTH)
    split = opened.requests.split(whole.id, {})
    opened.requests.trash(split.parts[OwnChoice.MENTORING])
    assert opened.requests.split(whole.id, {}) == split
    assert count("request") == 3


def test_sentences_are_kept_each_for_itself_and_told(opened, told):
    whole = opened.requests.add(BOTH)
    told.clear()
    opened.requests.write_sentence(whole.id, OwnChoice.MENTORING, "What for")
    opened.requests.write_sentence(whole.id, OwnChoice.APPRENTICESHIP, "Boats \U0001f6f6")
    opened.requests.write_sentence(whole.id, OwnChoice.APPRENTICESHIP, "Boats \U0001f6f6")
    assert opened.requests.split_of(whole.id).sentences == {
        OwnChoice.APPRENTICESHIP: "Boats \U0001f6f6",
        OwnChoice.MENTORING: "What for",
    }
    assert [change.ids for change in told] == [{whole.id}, {whole.id}]
    for side in (OwnChoice.MENTORING, OwnChoice.APPRENTICESHIP):
        opened.requests.write_sentence(whole.id, side, "")
    assert opened.requests.split_of(whole.id).sentences == {} and count("draft") == 0


def test_a_sentence_for_a_request_that_is_gone_is_refused(opened):
    whole = opened.requests.add(BOTH)
    opened.requests.trash(whole.id)
    with pytest.raises(Vanished):
        opened.requests.write_sentence(whole.id, OwnChoice.MENTORING, "What for")
    assert count("draft") == 0


def test_half_changed_answers_wait_beside_the_old_ones_and_go_with_the_new(opened, refuse):
    base = opened.requests.add(BOTH)
    half = json.dumps({"q1_job": "main"})
    waiting = opened.requests.write_run(base, dataclasses.replace(base.draft, page="q5_without_it"), half)
    assert opened.requests.half_changed(base.id) == half
    assert waiting.draft.answers == BOTH.answers and waiting.draft.page == "q5_without_it"
    whole = dataclasses.replace(waiting.draft, answers='{"q1_job": "main", "q5_without_it": "yes"}')
    refuse("UPDATE ON main.request")
    with pytest.raises(REFUSED):
        opened.requests.write_run(waiting, whole)
    assert opened.requests.half_changed(base.id) == half
    refuse()
    assert opened.requests.write_run(waiting, whole).draft == whole
    assert opened.requests.half_changed(base.id) is None


def test_a_sentence_that_two_hands_write_keeps_both_and_says_what_it_does_not_show(opened):
    whole = opened.requests.add(RequestDraft(own_words="Boats"))
    write = partial(opened.requests.write_sentence, whole.id, OwnChoice.MENTORING)
    write("Boats\nLife")
    assert write("Big boats\nLife", base="Boats\nLife").text == "Big boats\nLife"
    both = write("Boats\nLife and death", base="Boats\nLife")
    assert both.text == "Big boats\nLife and death" and not both.unseen
    later = write("Sails\nLife", base="Boats\nLife")
    assert later.text == "Sails\nLife and death" and later.unseen == "Big boats\nLife and death"
    assert opened.requests.split_of(whole.id).sentences == {OwnChoice.MENTORING: later.text}
