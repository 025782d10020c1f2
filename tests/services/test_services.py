"""Services: one action, one transaction, told once; refused, conflicting and failing changes lose nothing."""

import dataclasses
from datetime import date, datetime

import pytest

from mentee_app import app
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.goals import GoalDraft, MilestoneDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Flaw, Refused
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import earlier, goals, kept, mentors, people, relationships, sessions, today
from mentee_app.services.records import Vanished
from mentee_app.storage import rows
from mentee_app.trouble import Trouble, TroubleKind


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def told(opened):
    changes = []
    opened.changes.listen(changes.append)
    return changes


def _mentor(opened, name="Ada Lovelace"):
    return opened.relationships.start_with(
        opened.people, PersonDraft(name=name), RelationshipDraft(status=Status.ACTIVE)
    )


def _session(opened, relationship, **values):
    draft = SessionDraft(relationship, SessionStatus.HELD, datetime(2026, 3, 3, 14, 0), "Europe/Berlin", 60)
    return opened.sessions.add(dataclasses.replace(draft, **values))


def test_a_person_and_their_relationship_are_one_change(opened, told):
    made = _mentor(opened)
    assert len(told) == 1
    assert told[0].kinds == {Kind.PEOPLE, Kind.RELATIONSHIPS}
    assert made.id in told[0].ids and told[0].moved


def test_a_refused_draft_changes_and_tells_nothing(opened, told):
    with pytest.raises(Refused) as refused:
        opened.relationships.start_with(opened.people, PersonDraft(name="  "), RelationshipDraft())
    assert [problem.flaw for problem in refused.value.problems] == [Flaw.NAME_MISSING]
    assert told == []
    assert today.nothing_yet()


def test_notes_that_are_saved_move_no_row(opened, told):
    session = _session(opened, _mentor(opened).id)
    told.clear()
    opened.sessions.save(session, dataclasses.replace(session.draft, notes="What she said"))
    assert (told[0].moved, told[0].ids) == (False, {session.id})
    assert kept.one(SessionDraft, session.id).draft.notes == "What she said"


def test_saving_what_did_not_change_writes_and_tells_nothing(opened, told):
    session = _session(opened, _mentor(opened).id)
    told.clear()
    assert opened.sessions.save(session, session.draft) is session
    assert told == []


def test_two_editors_of_one_note_both_find_what_they_wrote(opened):
    notes = "meet Ana at 5\n\nBring the mast"
    session = _session(opened, _mentor(opened).id, notes=notes)
    theirs = "meet Ana at 6\n\nBring the mast\nAsk about zanzibar"
    mine = "meet Eva at 5\n\nBring the mast\nAsk about yokohama"
    opened.sessions.save(session, dataclasses.replace(session.draft, notes=theirs, topic="Their topic"))
    after = opened.sessions.save(session, dataclasses.replace(session.draft, notes=mine, minutes=30))
    merged = "meet Eva at 6\n\nBring the mast\nAsk about zanzibar\nAsk about yokohama"
    assert (after.draft.notes, after.draft.topic, after.draft.minutes) == (merged, "Their topic", 30)
    assert kept.one(SessionDraft, session.id) == after
    assert {theirs, mine} <= {each.text for each in earlier.versions(session.id, "notes")}
    for word in ("zanzibar", "yokohama"):
        assert rows.of("SELECT rowid FROM written_index WHERE written_index MATCH ?", word) == [(session.id,)]


def test_of_two_texts_for_one_place_the_later_stands_and_the_other_is_an_earlier_version(opened):
    session = _session(opened, _mentor(opened).id, notes="before", topic="Boats")
    for topic in ("Theirs", "Theirs again"):
        now = opened.sessions.current(session.id)
        opened.sessions.save(now, dataclasses.replace(now.draft, notes="theirs", topic=topic))
    after = opened.sessions.save(session, dataclasses.replace(session.draft, notes="mine", topic="Mine"))
    assert (after.draft.notes, after.draft.topic) == ("mine", "Mine")
    assert "theirs" in [each.text for each in earlier.versions(session.id, "notes")]
    assert "Theirs again" in [each.text for each in earlier.versions(session.id, "topic")]


def test_what_is_no_writing_is_never_mixed(opened):
    request = opened.requests.add(RequestDraft("I wish", answers='{"q1": "no"}'))
    opened.requests.save(request, dataclasses.replace(request.draft, answers='{"q1": "no", "q2": "main"}'))
    mine = dataclasses.replace(request.draft, answers='{"q1": "main"}')
    assert opened.requests.save(request, mine).draft.answers == '{"q1": "main"}'


def test_a_listener_that_fails_does_not_reach_the_writer(opened):
    def broken(_change):
        raise RuntimeError("not the writer's fault")

    heard = []
    opened.changes.listen(broken)
    opened.changes.listen(heard.append)
    made = opened.goals.add(GoalDraft("Learn to ask"))
    assert kept.one(GoalDraft, made.id) and len(heard) == 1


def test_deleting_a_mentor_takes_all_that_hangs_on_them_and_undo_brings_it_back(opened):
    relationship = _mentor(opened)
    session = _session(opened, relationship.id, notes="a singular word")
    person = relationship.draft.person
    opened.advice.add(AdviceDraft(person, session.id, "Write it down"))
    before = rows.of("SELECT * FROM session"), rows.of("SELECT count(*) FROM written_index('singular')")
    deed = opened.people.trash(person)
    assert (sessions.count(), len(mentors.ids(mentors.Filter())), today.waiting()) == (0, 0, (0, 0))
    assert rows.of("SELECT count(*) FROM written_index('singular')") == [(0,)]
    assert opened.deeds.undo(deed)
    assert (sessions.count(), len(mentors.ids(mentors.Filter())), today.waiting()) == (1, 1, (1, 0))
    after = rows.of("SELECT * FROM session"), rows.of("SELECT count(*) FROM written_index('singular')")
    skipped = ("rev", "updated_at")
    columns = [row[1] for row in rows.of("PRAGMA table_info(session)")]
    for old, new in zip(before[0], after[0], strict=True):
        same = dict(zip(columns, old, strict=True)), dict(zip(columns, new, strict=True))
        assert {k: v for k, v in same[0].items() if k not in skipped} == {
            k: v for k, v in same[1].items() if k not in skipped
        }
    assert before[1] == after[1] == [(1,)]
    assert not opened.deeds.undo(deed)


def test_two_deletions_are_undone_one_by_one(opened):
    first, second = opened.goals.add(GoalDraft("One")), opened.goals.add(GoalDraft("Two"))
    deeds = opened.goals.trash(first.id), opened.goals.trash(second.id)
    opened.deeds.undo(deeds[0])
    assert [goal.title for goal in goals.names()] == ["One"]


def test_a_decision_can_be_taken_back(opened):
    relationship = _mentor(opened)
    advice = opened.advice.add(AdviceDraft(relationship.draft.person, text="Say no more often"))
    deed = opened.advice.decide(advice.id, Decision.LEAVE, date(2026, 3, 4))
    decided = kept.one(AdviceDraft, advice.id).draft
    assert (decided.decision, decided.decided_on) == (Decision.LEAVE, date(2026, 3, 4))
    opened.deeds.undo(deed)
    assert kept.one(AdviceDraft, advice.id).draft == advice.draft


def test_saving_what_lies_in_the_trash_is_refused_and_nothing_is_written(opened):
    goal = opened.goals.add(GoalDraft("Gone"))
    opened.goals.trash(goal.id)
    with pytest.raises(Vanished):
        opened.goals.save(goal, GoalDraft("Still typing"))
    assert rows.of("SELECT title FROM goal") == [("Gone",)]


def test_an_hour_that_the_clocks_skip_is_refused_with_its_reason(opened):
    relationship = _mentor(opened)
    with pytest.raises(Refused) as refused:
        _session(opened, relationship.id, wall_start=datetime(2026, 3, 29, 2, 30))
    assert refused.value.problems[0].flaw is Flaw.HOUR_SKIPPED


def test_a_session_keeps_instant_zone_and_wall_time(opened):
    session = _session(opened, _mentor(opened).id)
    stored = rows.of("SELECT starts_at, zone, wall_start FROM session WHERE id = ?", session.id)
    assert stored == [(1772542800, "Europe/Berlin", "2026-03-03T14:00")]


def test_links_to_goals_are_kept_and_taken_back(opened):
    relationship, one, two = (
        _mentor(opened),
        opened.goals.add(GoalDraft("One")),
        opened.goals.add(GoalDraft("Two")),
    )
    opened.relationships.help_with(relationship.id, [one.id, two.id])
    opened.relationships.help_with(relationship.id, [two.id])
    assert list(relationships.goals_of(relationship.id)) == [two.id]
    opened.relationships.help_with(relationship.id, [one.id, two.id])
    assert list(relationships.goals_of(relationship.id)) == [one.id, two.id]
    assert list(goals.relationships_of(one.id)) == [relationship.id]
    assert rows.of("SELECT count(*) FROM relationship_goal") == [(2,)]


def test_an_agreement_term_is_kept_once(opened):
    relationship = _mentor(opened)
    opened.relationships.agree(relationship.id, "purpose", "To learn to ask")
    opened.relationships.agree(relationship.id, "purpose", "To learn to listen")
    assert relationships.agreed(relationship.id) == {"purpose": "To learn to listen"}


def test_an_area_is_made_once_whatever_the_case(opened):
    first, again = opened.areas.named("Career"), opened.areas.named(" career ")
    assert first == again and opened.areas.named("") is None
    assert rows.of("SELECT name FROM area") == [("Career",)]


def test_a_full_disk_tells_nothing_and_keeps_the_draft_with_the_caller(opened, told):
    session = _session(opened, _mentor(opened).id)
    told.clear()
    rows.of(f"PRAGMA max_page_count = {rows.of('PRAGMA page_count')[0][0]}")
    with pytest.raises(Trouble) as trouble:
        opened.sessions.save(session, dataclasses.replace(session.draft, notes="word " * 200_000))
    assert trouble.value.kind is TroubleKind.DISK_FULL
    assert told == [] and kept.one(SessionDraft, session.id).draft.notes == ""
    rows.of("PRAGMA max_page_count = 1000000")
    opened.sessions.save(session, dataclasses.replace(session.draft, notes="word"))
    assert kept.one(SessionDraft, session.id).draft.notes == "word"


def test_what_no_file_can_hold_is_marked_and_the_rest_is_kept(opened):
    goal = opened.goals.add(GoalDraft("a\0b\ud800c 😀"))
    assert kept.one(GoalDraft, goal.id).draft.title == "a\ufffdb\ufffdc 😀"


def test_lists_are_filtered_and_sorted_by_the_file(opened):
    ada, bob = _mentor(opened, "Ada Löve"), _mentor(opened, "bob")
    _session(opened, ada.id, topic="Pricing", wall_start=datetime(2026, 1, 2, 9, 0))
    _session(
        opened,
        bob.id,
        notes="pricing again",
        wall_start=datetime(2026, 2, 2, 9, 0),
        status=SessionStatus.MISSED,
    )

    def picture(**values):
        rows = sessions.page(sessions.ids(sessions.Filter(**values)))
        return [f"{row.wall_start:%Y-%m-%d} | {row.mentor} | {row.status.value}" for row in rows]

    ada_row, bob_row = "2026-01-02 | Ada Löve | held", "2026-02-02 | bob | missed"
    assert picture() == [bob_row, ada_row]
    assert picture(order=sessions.Order.OLDEST) == picture(order=sessions.Order.MENTOR) == [ada_row, bob_row]
    assert picture(words="PRIC") == [bob_row, ada_row]
    assert picture(words="love") == [ada_row]
    assert picture(words='love "') == [ada_row]
    assert picture(words="!!!") == [bob_row, ada_row]
    assert picture(status=SessionStatus.MISSED) == [bob_row]
    assert picture(person=ada.draft.person) == [ada_row]


def test_names_are_suggested_by_any_word_without_case_or_accents(opened):
    _mentor(opened, "Ana de la Cruz")
    assert [row.name for row in people.suggested("cru")] == ["Ana de la Cruz"]
    assert people.suggested("") == [] and people.suggested('"') == []
    assert [row.name for row in people.named("ana DE la cruz")] == ["Ana de la Cruz"]


def test_a_goals_next_step_is_the_one_due_first(opened):
    goal = opened.goals.add(GoalDraft("Learn"))
    opened.milestones.add(MilestoneDraft(goal.id, "Later", date(2026, 9, 1)))
    opened.milestones.add(MilestoneDraft(goal.id, "Sooner", date(2026, 5, 1), position=1))
    opened.milestones.add(MilestoneDraft(goal.id, "Done", date(2026, 1, 1), date(2026, 1, 2), position=2))
    row = goals.page([goal.id])[0]
    assert (row.milestones, row.reached, row.next_milestone) == (3, 1, "Sooner")


def test_what_is_given_back_is_what_the_file_holds(opened):
    kept_goal = opened.goals.add(GoalDraft(title="a\ud800b\0c"))
    assert kept_goal.draft.title == kept.one(GoalDraft, kept_goal.id).draft.title == "a\ufffdb\ufffdc"
    again = opened.goals.save(kept_goal, GoalDraft(title="a\ud800b\0c", why="more"))
    assert (again.rev, again.draft.title, again.draft.why) == (2, "a\ufffdb\ufffdc", "more")


def test_days_of_two_hands_that_do_not_fit_each_other_give_way_to_the_later(opened):
    ada = opened.people.add(PersonDraft(name="Ada"))
    base = opened.relationships.add(RelationshipDraft(ada.id, started_on=date(2026, 1, 1)))
    opened.relationships.save(
        base, dataclasses.replace(base.draft, planned_end_on=date(2026, 2, 1), purpose="One")
    )
    mine = dataclasses.replace(base.draft, started_on=date(2026, 5, 1), purpose="Two")
    now = opened.relationships.save(base, mine).draft
    assert (now.started_on, now.planned_end_on) == (date(2026, 5, 1), None)
    assert now.purpose == "One\nTwo"
