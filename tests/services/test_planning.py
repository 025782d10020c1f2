"""Planning: one deed makes, moves or changes sessions; undo puts every row back as it was; nothing is made twice."""

import dataclasses
from datetime import date, datetime

import pytest

from mentee_app import app
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Flaw, Refused
from mentee_app.domain.relationships import Fit, RelationshipDraft, Status
from mentee_app.domain.series import Rule, SeriesDraft
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, Medium, MovedBy, SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.domain.unfinished import Unfinished
from mentee_app.queries import kept, sessions, unfinished
from mentee_app.services.company import Company
from mentee_app.storage import rows

TODAY = date(2026, 3, 3)
BERLIN = "Europe/Berlin"


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def ada(opened):
    draft = RelationshipDraft(status=Status.ACTIVE)
    return opened.relationships.start_with(opened.people, PersonDraft(name="Ada"), draft)


def _draft(relationship, day=10, **values):
    draft = SessionDraft(relationship.id, SessionStatus.PLANNED, datetime(2026, 3, day, 16, 0), BERLIN, 60)
    return dataclasses.replace(draft, **values)


def _all():
    """Every row that a person could see, as stored but for what each write changes."""
    tables = ("person", "relationship", "session", "agenda_item", "series", "session_goal")
    found = {}
    for table in tables:
        names = [
            row[1] for row in rows.of(f"PRAGMA table_info({table})") if row[1] not in ("rev", "updated_at")
        ]
        sql = f"SELECT {', '.join(names)} FROM {table} WHERE deleted_at IS NULL ORDER BY id"
        found[table] = rows.of(sql)
    return found


def _walls():
    sql = "SELECT status, wall_start FROM session WHERE deleted_at IS NULL ORDER BY starts_at, id"
    return [" ".join(row) for row in rows.of(sql)]


def _one(id):
    return kept.one(SessionDraft, id).draft


def test_a_series_keeps_its_wall_time_over_the_change_of_clocks_and_undo_takes_it_back(opened, ada):
    before = _all()
    made = opened.sessions.plan(_draft(ada, 24), Rule.WEEKLY, 3, TODAY)
    assert _walls() == [
        "planned 2026-03-24T16:00",
        "planned 2026-03-31T16:00",
        "planned 2026-04-07T16:00",
    ]
    starts = [row[0] for row in rows.of("SELECT starts_at FROM session ORDER BY starts_at")]
    assert starts[1] - starts[0] == 7 * 86_400 - 3600
    assert kept.one(SeriesDraft, _one(made.sessions[0]).series).draft.rule is Rule.WEEKLY
    assert opened.deeds.undo(made.deed)
    assert _all() == before


def test_an_hour_that_the_clocks_skip_later_is_kept_at_the_end_of_the_gap(opened, ada):
    draft = _draft(ada, 22, wall_start=datetime(2026, 3, 22, 2, 30))
    opened.sessions.plan(draft, Rule.WEEKLY, 3, TODAY)
    assert [wall.split("T")[1] for wall in _walls()] == ["02:30", "03:00", "02:30"]


def test_a_series_that_cannot_be_kept_changes_nothing(opened, ada):
    before = _all()
    company = Company(opened.people, opened.relationships, None, "Somebody new")
    with pytest.raises(Refused) as refused:
        opened.sessions.plan(_draft(ada), Rule.WEEKLY, 0, TODAY, company)
    assert [problem.field for problem in refused.value.problems] == ["count"]
    with pytest.raises(Refused) as refused:
        opened.sessions.plan(_draft(ada, wall_start=datetime(2026, 3, 29, 2, 30)), Rule.ONCE, 1, TODAY)
    assert [problem.flaw for problem in refused.value.problems] == [Flaw.HOUR_SKIPPED]
    assert _all() == before


def test_a_session_with_somebody_new_makes_the_mentor_and_undo_takes_both_back(opened):
    before = _all()
    company = Company(opened.people, opened.relationships, None, "Grace")
    draft = SessionDraft(None, SessionStatus.HELD, datetime(2026, 3, 3, 9, 0), BERLIN, 30)
    made = opened.sessions.log(draft, TODAY, company)
    assert rows.of("SELECT name FROM person") == [("Grace",)] and sessions.count() == 1
    assert opened.deeds.undo(made.deed)
    assert _all() == before


def test_a_session_with_somebody_known_uses_the_relationship_that_there_is(opened, ada):
    company = Company(opened.people, opened.relationships, ada.draft.person)
    nobody = dataclasses.replace(_draft(ada, 2), relationship=None)
    made = opened.sessions.log(nobody, TODAY, company)
    assert _one(made.sessions[0]).relationship == ada.id


def test_two_sessions_on_one_day_and_a_back_dated_one_stand_side_by_side(opened, ada):
    held = _draft(ada, 3, status=SessionStatus.HELD)
    for hour in (9, 11):
        opened.sessions.log(dataclasses.replace(held, wall_start=datetime(2026, 3, 3, hour)), TODAY)
    opened.sessions.log(dataclasses.replace(held, wall_start=datetime(2026, 2, 1, 9)), TODAY)
    assert _walls() == ["held 2026-02-01T09:00", "held 2026-03-03T09:00", "held 2026-03-03T11:00"]


def test_a_session_that_was_planned_is_held_and_no_twin_is_made(opened, ada):
    planned = opened.sessions.plan(_draft(ada, 3, notes="Ask about prices"), Rule.ONCE, 1, TODAY)
    before = _all()
    found = sessions.planned_near(
        ada.draft.person, int(datetime(2026, 3, 3, 13).timestamp()), datetime(2026, 3, 3, 14)
    )
    assert found.id == planned.sessions[0]
    draft = dataclasses.replace(found.draft, status=SessionStatus.HELD, notes="She agreed")
    logged = opened.sessions.log(draft, TODAY, planned=found.id)
    assert logged.sessions == planned.sessions and sessions.count() == 1
    assert _one(found.id).notes == "She agreed"
    assert opened.deeds.undo(logged.deed)
    assert _all() == before


@pytest.mark.parametrize(
    ("wall", "found"),
    [
        (datetime(2026, 3, 10, 0, 5), True),
        (datetime(2026, 3, 9, 23, 30), False),
        (datetime(2026, 3, 11, 1), False),
    ],
)
def test_only_a_session_planned_near_the_hour_or_on_the_day_is_offered(opened, ada, wall, found):
    opened.sessions.plan(_draft(ada, 10), Rule.ONCE, 1, TODAY)
    from mentee_app.domain import moments

    near = sessions.planned_near(ada.draft.person, moments.instant(wall, BERLIN), wall)
    assert (near is not None) is found


def test_holding_and_missing_are_undone_unless_something_came_after(opened, ada):
    made = opened.sessions.plan(_draft(ada), Rule.ONCE, 1, TODAY).sessions[0]
    before = _all()
    held = opened.sessions.hold(made)
    assert _one(made).status is SessionStatus.HELD
    missed = opened.sessions.miss(made)
    assert not opened.deeds.undo(held)
    assert opened.deeds.undo(missed)
    assert opened.deeds.undo(held)
    assert _all() == before


def test_a_moved_session_keeps_its_old_row_and_takes_all_that_was_prepared_with_it(opened, ada):
    from mentee_app.domain.goals import GoalDraft

    goal = opened.goals.add(GoalDraft(title="Sell boats"))
    draft = _draft(ada, topic="Prices", notes="Bring the list", medium=Medium.VIDEO)
    old = opened.sessions.plan(draft, Rule.ONCE, 1, TODAY).sessions[0]
    opened.sessions.serve(old, [goal.id])
    opened.agenda.add(AgendaItemDraft(old, "Terms"))
    opened.agenda.add(AgendaItemDraft(old, "Settled by mail", AgendaState.REACHED))
    before = _all()
    moved = opened.sessions.move(old, datetime(2026, 3, 12, 17, 0), MovedBy.THEM, TODAY)
    new = moved.sessions[0]
    assert (_one(old).status, _one(old).moved_by, _one(old).moved_to) == (
        SessionStatus.MOVED,
        MovedBy.THEM,
        new,
    )
    assert _one(old).wall_start == datetime(2026, 3, 10, 16, 0) and sessions.moved_from(new) == old
    kept_too = ("topic", "notes", "medium", "minutes", "zone", "relationship")
    assert all(getattr(_one(new), name) == getattr(_one(old), name) for name in kept_too)
    assert (_one(new).status, _one(new).wall_start) == (SessionStatus.PLANNED, datetime(2026, 3, 12, 17))
    assert list(sessions.goals_of(new)) == [goal.id]
    agenda = [(item.draft.text, item.draft.state) for item in kept.several(AgendaItemDraft, "session", new)]
    assert agenda == [("Terms", AgendaState.OPEN)]
    assert opened.deeds.undo(moved.deed)
    assert _all() == before


def test_a_session_is_not_moved_to_where_it_stands_or_into_a_skipped_hour(opened, ada):
    made = opened.sessions.plan(_draft(ada), Rule.ONCE, 1, TODAY).sessions[0]
    before = _all()
    for to in (datetime(2026, 3, 10, 16, 0), datetime(2026, 3, 29, 2, 30)):
        with pytest.raises(Refused):
            opened.sessions.move(made, to, MovedBy.ME, TODAY)
    assert _all() == before


def test_one_of_a_series_is_moved_alone(opened, ada):
    made = opened.sessions.plan(_draft(ada), Rule.WEEKLY, 3, TODAY).sessions
    opened.sessions.move(made[1], datetime(2026, 3, 18, 9, 0), MovedBy.ME, TODAY)
    assert _walls() == [
        "planned 2026-03-10T16:00",
        "moved 2026-03-17T16:00",
        "planned 2026-03-18T09:00",
        "planned 2026-03-24T16:00",
    ]


def test_this_and_all_that_follow_keep_the_rhythm_from_the_new_time_on(opened, ada):
    made = opened.sessions.plan(_draft(ada), Rule.WEEKLY, 4, TODAY).sessions
    before = _all()
    moved = opened.sessions.move(made[1], datetime(2026, 3, 18, 9, 0), MovedBy.ME, TODAY, following=True)
    assert _walls() == [
        "planned 2026-03-10T16:00",
        "moved 2026-03-17T16:00",
        "planned 2026-03-18T09:00",
        "planned 2026-03-25T09:00",
        "planned 2026-04-01T09:00",
    ]
    assert sessions.following(moved.sessions[0]) == list(made[2:])
    assert opened.deeds.undo(moved.deed)
    assert _all() == before


def test_what_was_changed_of_one_is_changed_of_those_that_follow_and_of_none_before(opened, ada):
    made = opened.sessions.plan(_draft(ada), Rule.WEEKLY, 3, TODAY).sessions
    was = kept.one(SessionDraft, made[1])
    now = dataclasses.replace(
        was.draft, minutes=45, topic="Only here", wall_start=datetime(2026, 3, 17, 17, 30)
    )
    opened.sessions.save(was, now)
    before = _all()
    changed = opened.sessions.change_following(made[1], was.draft)
    assert [(_one(id).minutes, _one(id).topic) for id in made] == [(60, ""), (45, "Only here"), (45, "")]
    assert [_one(id).wall_start.hour for id in made] == [16, 17, 17]
    assert changed.sessions == made[2:]
    assert opened.deeds.undo(changed.deed)
    assert _all() == before


def test_this_and_all_that_follow_go_to_the_trash_and_come_back_as_one(opened, ada):
    made = opened.sessions.plan(_draft(ada), Rule.MONTHLY_DAY, 4, TODAY).sessions
    opened.sessions.hold(made[3])
    before = _all()
    deed = opened.sessions.trash_following(made[1])
    assert _walls() == ["planned 2026-03-10T16:00", "held 2026-06-10T16:00"]
    assert opened.deeds.undo(deed)
    assert _all() == before


def test_what_was_begun_waits_and_is_gone_once_the_session_is_kept(opened, ada):
    told = []
    opened.changes.listen(told.append)
    typed = Unfinished(
        None, "Grace, & 'co'", datetime(2026, 3, 3, 9), 30, said="Half a\nthought", touched=("minutes",)
    )
    opened.sessions.keep_unfinished(dataclasses.replace(typed, said="Half"))
    opened.sessions.keep_unfinished(typed)
    assert unfinished.session() == typed and told == []
    opened.sessions.log(_draft(ada, 2, status=SessionStatus.HELD), TODAY)
    assert unfinished.session() is None


def test_the_latest_answer_on_the_fit_is_that_of_the_relationship(opened, ada):
    def answer(session, fit):
        opened.sessions.save(session, dataclasses.replace(session.draft, fit=fit))
        return kept.one(RelationshipDraft, ada.id).draft.fit

    held = _draft(ada, 2, status=SessionStatus.HELD)
    early = opened.sessions.add(dataclasses.replace(held, wall_start=datetime(2026, 2, 1, 9)))
    late = opened.sessions.add(held)
    assert sessions.asks_fit(early.id) and sessions.asks_fit(late.id)
    assert answer(late, Fit.UNSURE) is Fit.UNSURE
    assert not sessions.asks_fit(late.id) and not sessions.asks_fit(early.id)
    assert answer(early, Fit.NOT) is Fit.UNSURE
    newest = opened.sessions.add(dataclasses.replace(held, wall_start=datetime(2026, 3, 3, 9)))
    assert sessions.asks_fit(newest.id)
    assert answer(newest, Fit.GOOD) is Fit.GOOD
    another = opened.sessions.add(dataclasses.replace(held, wall_start=datetime(2026, 3, 3, 12)))
    assert not sessions.asks_fit(another.id)
