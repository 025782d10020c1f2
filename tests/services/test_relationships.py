"""Relationships from pause to closure and beginning again: each is one deed, and its undo takes all of it back."""

import dataclasses
from datetime import date, datetime

import pytest

from mentee_app import app as application
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Refused
from mentee_app.domain.relationships import Kind, RelationshipDraft, SkillDraft, Stage, Status
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import earlier, kept, relationships
from mentee_app.storage import rows

TODAY = date(2026, 3, 3)


@pytest.fixture
def app(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def ada(app):
    draft = RelationshipDraft(status=Status.ACTIVE, started_on=date(2025, 1, 5), purpose="Ask better")
    return app.relationships.start_with(app.people, PersonDraft(name="Ada"), draft)


def _draft(id):
    return kept.one(RelationshipDraft, id).draft


def _held(app, relationship, *days, status=SessionStatus.HELD):
    for day in days:
        draft = SessionDraft(
            relationship=relationship, status=status, wall_start=datetime.fromisoformat(day), zone="UTC"
        )
        app.sessions.add(draft)


def test_a_pause_is_taken_back_with_its_day(app, ada):
    deed = app.relationships.pause(ada.id, date(2026, 6, 1))
    assert (_draft(ada.id).status, _draft(ada.id).paused_until) == (Status.PAUSED, date(2026, 6, 1))
    assert app.deeds.undo(deed) and _draft(ada.id) == ada.draft


def test_going_on_ends_the_pause_and_keeps_the_start(app, ada):
    app.relationships.pause(ada.id, date(2026, 6, 1))
    deed = app.relationships.go_on(ada.id, TODAY)
    assert _draft(ada.id) == ada.draft
    assert app.deeds.undo(deed) and _draft(ada.id).paused_until == date(2026, 6, 1)


def test_ending_well_is_one_deed_over_relationship_and_person(app, ada):
    now = app.relationships.current(ada.id)
    typed = dataclasses.replace(now.draft, closing_learned="To wait", stay_in_touch=True)
    app.relationships.save(now, typed)
    deed = app.relationships.end_well(app.people, ada.id, TODAY, keep_in_touch_days=90)
    ended = _draft(ada.id)
    assert (ended.status, ended.ended_on, ended.closing_learned) == (Status.ENDED, TODAY, "To wait")
    assert kept.one(PersonDraft, ada.draft.person).draft.keep_in_touch_days == 90
    assert app.deeds.undo(deed)
    assert _draft(ada.id) == typed
    assert kept.one(PersonDraft, ada.draft.person).draft.keep_in_touch_days is None


def test_an_end_before_the_start_is_refused_and_changes_nothing(app, ada):
    with pytest.raises(Refused):
        app.relationships.end_well(app.people, ada.id, date(2024, 1, 1), keep_in_touch_days=90)
    assert _draft(ada.id) == ada.draft
    assert kept.one(PersonDraft, ada.draft.person).draft.keep_in_touch_days is None


def test_an_interval_that_is_none_is_refused_together_with_the_end(app, ada):
    with pytest.raises(Refused):
        app.relationships.end_well(app.people, ada.id, TODAY, keep_in_touch_days=0)
    assert _draft(ada.id) == ada.draft


def test_beginning_again_leaves_the_ended_one_as_it_is(app, ada):
    app.relationships.end_well(app.people, ada.id, TODAY)
    before = _draft(ada.id)
    fresh, deed = app.relationships.begin_again(ada.id)
    assert (fresh.draft.person, fresh.draft.status) == (ada.draft.person, Status.CONSIDERING)
    assert _draft(ada.id) == before and len(relationships.spells(ada.draft.person)) == 2
    assert app.deeds.undo(deed) and [row.id for row in relationships.spells(ada.draft.person)] == [ada.id]


def test_a_last_session_is_planned_with_its_points_and_taken_back_with_them(app, ada):
    draft = SessionDraft(relationship=ada.id, wall_start=datetime(2026, 3, 10, 9), zone="UTC")
    session, deed = app.sessions.plan_last(app.agenda, draft, ["One", "Two"])
    assert [item.draft.text for item in kept.several(AgendaItemDraft, "session", session)] == ["One", "Two"]
    assert app.deeds.undo(deed)
    assert kept.one(SessionDraft, session) is None
    assert kept.several(AgendaItemDraft, "session", session) == []


def test_of_two_who_agree_on_one_place_the_later_stands_and_the_other_is_an_earlier_version(app, ada):
    app.relationships.agree(ada.id, "private", "theirs")
    assert app.relationships.agree(ada.id, "private", "mine", before="before") == "mine"
    row = relationships.term(ada.id, "private")
    assert [each.text for each in earlier.versions(row, "text")] == ["theirs"]
    app.relationships.say_purpose(ada.id, "meet Ana at 6")
    assert app.relationships.say_purpose(ada.id, "meet Eva at 5", before="meet Ana at 5") == "meet Eva at 6"
    assert _draft(ada.id).purpose == "meet Eva at 6"
    assert "meet Ana at 6" in [each.text for each in earlier.versions(ada.id, "purpose")]


def test_a_purpose_that_was_agreed_goes_along_when_it_is_said_anew(app, ada):
    app.relationships.agree(ada.id, "purpose", "An older text")
    app.relationships.say_purpose(ada.id, "Ask less")
    assert (_draft(ada.id).purpose, relationships.agreed(ada.id)["purpose"]) == ("Ask less", "An older text")
    bob = app.relationships.start_with(app.people, PersonDraft(name="Bob"), RelationshipDraft())
    app.relationships.agree(bob.id, "purpose", "Agreed only")
    app.relationships.say_purpose(bob.id, "Said anew")
    assert (_draft(bob.id).purpose, relationships.agreed(bob.id)["purpose"]) == ("Said anew", "Said anew")


def test_meetings_count_held_sessions_and_find_the_next_planned(app, ada):
    now = 1772546400  # 2026-03-03 14:00 UTC
    assert relationships.meetings(ada.id, now) == relationships.Meetings(0, None, None, None)
    _held(app, ada.id, "2026-01-05T10:00", "2026-02-05T10:00")
    _held(app, ada.id, "2026-03-01T10:00", status=SessionStatus.PLANNED)
    overdue = relationships.meetings(ada.id, now)
    assert (overdue.held, overdue.last) == (2, datetime(2026, 2, 5, 10))
    assert overdue.next == datetime(2026, 3, 1, 10)
    _held(app, ada.id, "2026-05-01T10:00", "2026-04-01T10:00", status=SessionStatus.PLANNED)
    assert relationships.meetings(ada.id, now).next == datetime(2026, 4, 1, 10)


def test_the_history_of_a_person_has_the_newest_first_and_counts_held_sessions(app, ada):
    _held(app, ada.id, "2025-02-05T10:00", "2025-03-05T10:00")
    _held(app, ada.id, "2025-04-05T10:00", status=SessionStatus.MISSED)
    older = app.relationships.add(RelationshipDraft(person=ada.draft.person, started_on=date(2020, 1, 1)))
    fresh, _deed = app.relationships.begin_again(ada.id)
    spells = relationships.spells(ada.draft.person)
    assert [spell.id for spell in spells] == [fresh.id, ada.id, older.id]
    assert [spell.held for spell in spells] == [0, 2, 0]
    assert spells[1].last_held == datetime(2025, 3, 5, 10)


def test_skills_are_counted_by_stage(app, ada):
    for name, stage in (("Saw", Stage.WATCHED), ("Plane", Stage.WATCHED), ("Glue", Stage.ALONE)):
        app.skills.add(SkillDraft(ada.id, name, stage))
    gone = app.skills.add(SkillDraft(ada.id, "Gone", Stage.HELPED))
    app.skills.trash(gone.id)
    assert list(relationships.stages(ada.id).values()) == [0, 2, 0, 0, 1]


def test_a_mentor_outside_is_an_active_mentoring_with_somebody_else(app, ada):
    assert not relationships.has_mentor_besides(ada.draft.person)
    draft = RelationshipDraft(status=Status.ACTIVE, kind=Kind.APPRENTICESHIP)
    bob = app.relationships.start_with(app.people, PersonDraft(name="Bob"), draft)
    assert not relationships.has_mentor_besides(ada.draft.person)
    assert relationships.has_mentor_besides(bob.draft.person)
    app.people.trash(ada.draft.person)
    assert not relationships.has_mentor_besides(bob.draft.person)


def test_the_goals_of_a_relationship_are_untouched_by_its_end(app, ada):
    goal = app.goals.add(GoalDraft("Ask better"))
    app.relationships.help_with(ada.id, [goal.id])
    app.relationships.end_well(app.people, ada.id, TODAY)
    assert list(relationships.goals_of(ada.id)) == [goal.id]
    assert rows.of("PRAGMA integrity_check") == [("ok",)]
