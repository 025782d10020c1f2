"""Undo and carrying for any plan: what is taken back is as it was, what was done once is not done again."""

import dataclasses
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentee_app import app
from mentee_app.domain import moments, series
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Refused
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import Fit, RelationshipDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, MovedBy, SessionDraft, Status
from mentee_app.queries import kept, sessions, trash
from mentee_app.services.company import Company
from mentee_app.services.records import Vanished
from mentee_app.storage import rows, tables

TODAY = date(2026, 3, 10)
ZONE = "Europe/Berlin"

_few = settings(max_examples=25)
_days = st.integers(-30, 60)
_points = st.lists(
    st.tuples(st.sampled_from(("Prices", "prices ", "Terms", "导师")), st.sampled_from(AgendaState)),
    max_size=3,
)
_meetings = st.lists(st.tuples(_days, st.sampled_from(Status), st.integers(0, 1), _points), max_size=6)
_series = st.tuples(st.sampled_from([each for each in Rule if each is not Rule.ONCE]), st.integers(2, 6))
_walls = st.builds(
    lambda day, hour: datetime(2026, 3, 10, hour) + timedelta(days=day),
    st.integers(-5, 90),
    st.integers(3, 23),
)


@contextmanager
def _opened() -> Iterator[app.App]:
    with tempfile.TemporaryDirectory() as folder, app.opened(Path(folder) / "data") as opened:
        yield opened


def _mentor(opened: app.App, name: str = "Ada") -> Any:
    return opened.relationships.start_with(opened.people, PersonDraft(name), RelationshipDraft())


def _as_seen(every: bool = False) -> dict[str, Any]:
    """All rows but deeds, without what each write changes; `every`: with that, and with those in the trash."""
    found = {}
    for table in (each for each in tables.ALL if each is not tables.Deed):
        fields = (
            each for each in table._meta.sorted_fields if every or each.name not in ("rev", "updated_at")
        )
        names = [field.column_name for field in fields]
        where = "" if every else " WHERE deleted_at IS NULL"
        name = table._meta.table_name
        found[name] = rows.of(f"SELECT {', '.join(names)} FROM {name}{where} ORDER BY id")
    return found


def _sound() -> bool:
    rows.of("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
    return rows.of("PRAGMA foreign_key_check") == []


def _draft(relationship: Any, wall: datetime, status: Status = Status.PLANNED, **values: Any) -> SessionDraft:
    return SessionDraft(relationship.id, status, wall, ZONE, 60, **values)


@_few
@given(_meetings, st.integers(0, 20))
def test_carrying_everything_again_changes_and_tells_nothing(plan, later):
    with _opened() as opened:
        mentors = [_mentor(opened, name) for name in ("Ada", "Bob")]
        for day, status, who, points in plan:
            wall = datetime(2026, 3, 10, 16) + timedelta(days=day)
            made = opened.sessions.add(_draft(mentors[who], wall, status)).id
            for place, (text, state) in enumerate(points):
                opened.agenda.add(AgendaItemDraft(made, text, state, position=place))
        open_before = _open_texts()
        opened.sessions.carry_forward_all(TODAY + timedelta(days=later))
        assert _open_texts() == open_before
        before, told = _as_seen(every=True), []
        opened.changes.listen(told.append)
        assert opened.sessions.carry_forward_all(TODAY + timedelta(days=later)) == 0
        assert _as_seen(every=True) == before and told == []


def _open_texts() -> set[tuple[int, str]]:
    """The points that are open with each person; one that was raised twice is one."""
    sql = """SELECT r.person_id, a.text FROM agenda_item a JOIN session s ON s.id = a.session_id
              JOIN relationship r ON r.id = s.relationship_id WHERE a.state = 'open'"""
    return {(person, " ".join(text.casefold().split())) for person, text in rows.of(sql)}


@_few
@given(_series, st.integers(0, 5), _walls, _points, st.booleans())
def test_moving_a_session_and_taking_it_back_leaves_all_as_it_was(rhythm, which, to, points, following):
    with _opened() as opened:
        ada = _mentor(opened)
        held = opened.sessions.add(_draft(ada, datetime(2026, 3, 2, 16), Status.HELD))
        opened.agenda.add(AgendaItemDraft(held.id, "Left over"))
        made = opened.sessions.plan(_draft(ada, datetime(2026, 3, 12, 16)), *rhythm, TODAY).sessions
        session = made[which % len(made)]
        for text, state in points:
            opened.agenda.add(AgendaItemDraft(session, text, state))
        before = _as_seen()
        try:
            moved = opened.sessions.move(session, to, MovedBy.ME, TODAY, following)
        except Refused:
            assert _as_seen() == before
            return
        assert opened.deeds.undo(moved.deed)
        assert _as_seen() == before
        assert not opened.deeds.undo(moved.deed)


@_few
@given(_series, st.integers(0, 5), _walls)
def test_all_that_follow_keep_the_rhythm_and_none_before_is_touched(rhythm, which, to):
    rule, count = rhythm
    with _opened() as opened:
        made = opened.sessions.plan(
            _draft(_mentor(opened), datetime(2026, 3, 12, 16)), rule, count, TODAY
        ).sessions
        place = which % count
        now = kept.one(SessionDraft, made[place])
        before = [kept.one(SessionDraft, each).draft.wall_start for each in made]
        after = SessionDraft(**{**vars(now.draft), "wall_start": to, "minutes": 30})
        if moments.flaw_of(to, ZONE):
            return
        opened.sessions.save(now, after)
        as_seen = _as_seen()
        changed = opened.sessions.change_following(made[place], now.draft)
        drafts = [kept.one(SessionDraft, each).draft for each in made]
        assert [each.wall_start for each in drafts[:place]] == before[:place]
        assert all(each.minutes == 60 for each in drafts[:place])
        assert changed.sessions == made[place + 1 :]
        assert all(each.minutes == 30 for each in drafts[place:])
        meant = series.shifted(before[place:], before[place], to, rule)
        walls = [each.wall_start for each in drafts[place:]]
        assert walls == [series.settled(each, ZONE).wall for each in meant]
        assert walls == sorted(walls)
        assert opened.deeds.undo(changed.deed) or place == count - 1
        assert _as_seen() == as_seen


_AREAS = 3
_ties = st.lists(st.tuples(st.integers(0, 2), st.integers(0, _AREAS - 1), st.booleans()), max_size=8)


@_few
@given(_ties, _ties)
def test_merging_areas_loses_nothing_and_is_taken_back_whole(known, needed):
    with _opened() as opened:
        areas = [opened.areas.add(AreaDraft(f"Area {number}")).id for number in range(_AREAS)]
        people = [opened.people.add(PersonDraft(f"Person {number}")).id for number in range(3)]
        for person, area, lost in known:
            opened.people.knows(people[person], [areas[area]])
            opened.goals.add(GoalDraft("Goal", areas[area]))
            if lost:
                opened.people.knows(people[person], [])
        for number, area, lost in needed:
            made = opened.needs.add(NeedDraft(areas[area], f"Need {number}")).id
            if lost:
                opened.needs.trash(made)
        before, hanging = _as_seen(), _hanging(areas[0]) | _hanging(areas[1])
        merged = opened.areas.merge(areas[0], areas[1])
        assert _hanging(areas[1]) == hanging and _hanging(areas[0]) == set()
        assert opened.deeds.undo(merged)
        assert _as_seen() == before and _sound()


def _hanging(area: int) -> set[tuple[str, int]]:
    sql = """SELECT 'person', person_id FROM person_area WHERE area_id = ?1 AND deleted_at IS NULL
        UNION ALL SELECT 'need', id FROM area_need WHERE area_id = ?1 AND deleted_at IS NULL
        UNION ALL SELECT 'goal', id FROM goal WHERE area_id = ?1 AND deleted_at IS NULL"""
    return set(rows.of(sql, area))


def test_what_was_untied_or_deleted_before_goes_for_good_with_what_it_hung_on():
    with _opened() as opened:
        ada = _mentor(opened)
        session = opened.sessions.add(_draft(ada, datetime(2026, 3, 2, 16), Status.HELD)).id
        goal = opened.goals.add(GoalDraft("Build a boat")).id
        opened.sessions.serve(session, [goal])
        opened.sessions.serve(session, [])
        opened.sessions.trash(session)
        deed = opened.people.trash(ada.draft.person)
        assert opened.deeds.delete_for_good([deed]) == 4
        assert rows.of("SELECT count(*) FROM session") == [(0,)] and _sound()
        assert opened.goals.current(goal).draft.title == "Build a boat"


@pytest.mark.parametrize("change", ["advice", "session", "agenda", "tie", "term"])
def test_nothing_is_hung_on_what_lies_in_the_trash(change):
    with _opened() as opened:
        ada = _mentor(opened)
        session = opened.sessions.add(_draft(ada, datetime(2026, 3, 2, 16))).id
        question = opened.questions.add(QuestionDraft("Which mast?")).id
        opened.people.trash(ada.draft.person)
        before, told = _as_seen(every=True), []
        opened.changes.listen(told.append)
        calls = {
            "advice": lambda: opened.advice.add(AdviceDraft(ada.draft.person, text="Wait")),
            "session": lambda: opened.sessions.plan(_draft(ada, datetime(2026, 4, 2)), Rule.WEEKLY, 2, TODAY),
            "agenda": lambda: opened.agenda.use(session, ["Prices"]),
            "tie": lambda: opened.questions.wait_for(question, [ada.draft.person]),
            "term": lambda: opened.relationships.agree(ada.id, "end", "In May"),
        }
        with pytest.raises(Vanished):
            calls[change]()
        assert _as_seen(every=True) == before and told == []


def test_a_session_logged_with_another_mentor_gives_all_back_to_the_first_by_undo():
    with _opened() as opened:
        ada, bob = _mentor(opened), _mentor(opened, "Bob")
        session = opened.sessions.add(_draft(ada, datetime(2026, 3, 2, 16)))
        opened.advice.add(AdviceDraft(ada.draft.person, session.id, "Wait"))
        before = _as_seen()
        draft = _draft(bob, datetime(2026, 3, 2, 16), Status.HELD, fit=Fit.GOOD)
        logged = opened.sessions.log(draft, TODAY, planned=session.id)
        assert _as_seen() != before
        assert opened.deeds.undo(logged.deed)
        assert _as_seen() == before


def test_what_was_written_into_a_session_lies_in_the_trash_once_its_making_is_taken_back():
    with _opened() as opened:
        company = Company(opened.people, opened.relationships, None, "Grace")
        draft = SessionDraft(None, Status.HELD, datetime(2026, 3, 2, 16), ZONE)
        logged = opened.sessions.log(draft, TODAY, company)
        made = opened.sessions.current(logged.sessions[0])
        opened.sessions.save(made, dataclasses.replace(made.draft, notes="She said to wait."))
        before = _as_seen()
        assert opened.deeds.undo(logged.deed) and sessions.count() == 0
        [row] = trash.thrown_away()
        assert (row.table, row.title, row.along) == ("person", "Grace", 2)
        assert opened.deeds.undo(row.id)
        assert _as_seen() == before and trash.thrown_away() == []


def test_half_a_letter_is_marked_wherever_it_is_written():
    with _opened() as opened:
        ada = _mentor(opened)
        session = opened.sessions.add(_draft(ada, datetime(2026, 3, 12, 16))).id
        opened.relationships.agree(ada.id, "end", "In\0May\ud83d")
        opened.preferences.choose("order", "\udc00")
        opened.agenda.use(session, ["Prices\ud83d"])
        assert rows.of("SELECT text FROM agreement_term") == [("In\ufffdMay\ufffd",)]
        assert rows.of("SELECT text FROM agenda_item") == [("Prices\ufffd",)] and _sound()
