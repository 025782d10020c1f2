"""The sample is a believable life: whole, valid by every rule, the same each time, for an empty notebook."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from mentee_app import app, paths
from mentee_app.domain import (
    actions,
    advice,
    areas,
    challenges,
    goals,
    moments,
    people,
    relationships,
    sessions,
    stored,
)
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.requests import RequestDraft
from mentee_app.queries import kept
from mentee_app.services.sample import Filled, Samples
from mentee_app.storage import rows, tables
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.wizard import content, engine
from mentee_app.wizard.answers import Answers, first_unanswered

TODAY = date(2026, 3, 18)
LISBON = "Europe/Lisbon"

RULES = {
    actions.ActionDraft: actions.problems,
    advice.AdviceDraft: advice.problems,
    areas.AreaDraft: areas.problems,
    challenges.ChallengeDraft: challenges.problems,
    goals.GoalDraft: goals.problems,
    goals.MilestoneDraft: goals.milestone_problems,
    people.PersonDraft: people.problems,
    relationships.RelationshipDraft: relationships.problems,
    relationships.SkillDraft: relationships.skill_problems,
    sessions.SessionDraft: sessions.problems,
    sessions.AgendaItemDraft: sessions.agenda_problems,
    AboutMeDraft: lambda draft: (),
    RequestDraft: lambda draft: (),
}

PAST = {
    "about_me": (),
    "relationship": ("started_on", "ended_on"),
    "goal": ("ended_on",),
    "milestone": ("done_on",),
    "check_in": ("held_on",),
    "advice": ("given_on", "decided_on", "told_on"),
    "action": ("done_on",),
    "contact": ("held_on",),
    "request": ("asked_on", "follow_up_on"),
    "person": ("introduction_thanked_on", "introduction_told_on"),
}


@pytest.fixture
def mentee(tmp_path):
    with app.opened(tmp_path) as opened:
        yield opened


def fill(mentee, count=60, seed=1, today=TODAY, zone=LISBON):
    return Samples(mentee.changes).fill(count, seed, today=today, zone=zone)


def one(sql, *values):
    return rows.of(sql, *values)[0][0]


def test_the_sample_is_kept_and_counted(mentee):
    filled = fill(mentee)
    assert filled == Filled(
        areas=one("SELECT count(*) FROM area"),
        people=one("SELECT count(*) FROM person"),
        relationships=one("SELECT count(*) FROM relationship"),
        goals=one("SELECT count(*) FROM goal"),
        sessions=60,
        advice=one("SELECT count(*) FROM advice"),
        challenges=one("SELECT count(*) FROM challenge"),
        actions=one("SELECT count(*) FROM action"),
        requests=3,
    )
    assert one("SELECT count(*) FROM session") == 60
    assert (filled.areas, filled.people, filled.relationships, filled.goals) == (7, 12, 8, 6)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 13, 60, 75, 400])
def test_every_row_is_valid_by_its_rule(mentee, count):
    fill(mentee, count)
    for draft, problems in RULES.items():
        for row in rows.dicts(kept.TABLES[draft].select()):
            restored = stored.restored(draft, row)
            assert problems(restored) == (), restored
            assert stored.plain(restored) == {name: row[name] for name in stored.plain(restored)}
    assert one("SELECT count(*) FROM session") == count


@pytest.mark.parametrize("count", [0, 1, 5, 60, 400])
def test_the_file_and_its_index_are_sound(mentee, count):
    fill(mentee, count)
    assert rows.of("PRAGMA foreign_key_check") == []
    assert rows.of("PRAGMA integrity_check") == [("ok",)]
    rows.of("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
    hits = "SELECT count(*) FROM written_index WHERE written_index MATCH ?"
    assert one(hits, '"Okafor"') > 0


@pytest.mark.parametrize("count", [0, 1, 5, 60, 400])
@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29), date(2021, 1, 1)])
def test_nothing_but_plans_lies_in_the_future(mentee, count, today):
    fill(mentee, count, today=today)
    for table, columns in PAST.items():
        for column in columns:
            assert one(f"SELECT coalesce(max({column}), '') FROM {table}") <= today.isoformat(), (
                table,
                column,
            )
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()
    assert one("SELECT count(*) FROM session WHERE status <> 'planned' AND starts_at >= ?", midnight) == 0
    assert one("SELECT count(*) FROM session WHERE status = 'planned' AND starts_at < ?", midnight) == 0
    for table in tables.ALL:
        assert one(f"SELECT coalesce(max(updated_at), 0) FROM {table._meta.table_name}") < midnight * 1000, (
            table
        )


@pytest.mark.parametrize(
    "zone", [LISBON, "America/Santiago", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia"]
)
def test_every_wall_time_exists_and_is_its_instant(mentee, zone):
    fill(mentee, 300, zone=zone)
    found = rows.of("SELECT wall_start, zone, starts_at FROM session")
    assert {each for _, each, _ in found} == {zone, "Asia/Tokyo"}
    for wall, each, starts_at in found:
        assert moments.flaw_of(datetime.fromisoformat(wall), each) is None
        assert moments.instant(datetime.fromisoformat(wall), each) == starts_at


@pytest.mark.parametrize("count", [5, 60, 61, 200, 3000])
def test_ids_follow_the_order_in_which_sessions_took_place(mentee, count):
    fill(mentee, count)
    by_id = [row[0] for row in rows.of("SELECT starts_at FROM session ORDER BY id")]
    assert by_id == sorted(by_id)
    assert len(by_id) == count


def test_sessions_stay_within_their_relationship(mentee):
    fill(mentee, 300)
    outside = """
        SELECT count(*) FROM session s JOIN relationship r ON r.id = s.relationship_id
         WHERE substr(s.wall_start, 1, 10) < r.started_on OR substr(s.wall_start, 1, 10) > r.ended_on"""
    assert one(outside) == 0
    too_early = """
        SELECT count(*) FROM session s JOIN relationship r ON r.id = s.relationship_id
         WHERE r.status IN ('asked', 'considering')"""
    assert one(too_early) == 0


@pytest.mark.parametrize("count", [3, 60, 500])
def test_the_same_seed_tells_the_same_life(tmp_path, count):
    lives = []
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        with app.opened(tmp_path / folder) as mentee:
            fill(mentee, count, seed)
            lives.append(_without_ids())
    assert lives[0] == lives[1]
    assert lives[0] != lives[2]


def _without_ids():
    """All rows in order, each reference told by its place in the table it points to."""
    places = {
        row[0]: (table.__name__, place)
        for table in tables.ALL
        for place, row in enumerate(rows.tuples(table.select(table.id).order_by(table.id)))
    }
    return {
        table.__name__: [
            {name: places.get(value, value) for name, value in row.items()}
            for row in rows.dicts(table.select().order_by(table.id))
        ]
        for table in tables.ALL
    }


def test_sixty_sessions_repeat_no_paragraph(mentee):
    fill(mentee)
    notes = [row[0] for row in rows.of("SELECT notes FROM session")]
    paragraphs = Counter(part for text in notes for part in text.split("\n\n") if part)
    assert len(paragraphs) > 80
    assert set(paragraphs.values()) == {1}
    words = [len(text.split()) for text in notes]
    assert max(words) > 500
    assert words.count(0) > 4


def test_no_agenda_point_is_carried_into_nothing(tmp_path):
    for count in (1, 5, 30, 60, 500):
        with app.opened(tmp_path / str(count)) as mentee:
            fill(mentee, count)
            lost = """
                SELECT count(*) FROM agenda_item a WHERE a.state = 'carried'
                   AND NOT EXISTS (SELECT 1 FROM agenda_item b WHERE b.carried_from_id = a.id)"""
            assert one(lost) == 0, count
            wrong = """
                SELECT count(*) FROM agenda_item b JOIN agenda_item a ON a.id = b.carried_from_id
                  JOIN session later ON later.id = b.session_id
                  JOIN session earlier ON earlier.id = a.session_id
                 WHERE a.state <> 'carried' OR a.text <> b.text OR earlier.starts_at >= later.starts_at
                    OR earlier.relationship_id <> later.relationship_id"""
            assert one(wrong) == 0, count


def test_the_life_holds_what_a_mentee_meets(mentee):
    fill(mentee)
    for sql, wanted in (
        ("SELECT DISTINCT status FROM relationship", {"considering", "asked", "active", "paused", "ended"}),
        ("SELECT DISTINCT decision FROM advice", {"undecided", "take", "adapt", "leave", "not-yet"}),
        ("SELECT DISTINCT status FROM challenge", {"offered", "accepted", "declined", "done"}),
        ("SELECT DISTINCT state FROM agenda_item", {"open", "reached", "carried"}),
        ("SELECT DISTINCT status FROM session", {"planned", "held", "moved", "missed"}),
        ("SELECT DISTINCT status FROM goal", {"open", "reached", "dropped"}),
        ("SELECT DISTINCT stage FROM skill", {"to-learn", "watched", "helped", "supervised", "alone"}),
        ("SELECT DISTINCT owner FROM action", {"me", "them"}),
        ("SELECT DISTINCT medium FROM session", {"in-person", "video", "phone", "writing"}),
    ):
        assert {row[0] for row in rows.of(sql)} == wanted, sql
    day = TODAY.isoformat()
    soon = (TODAY + timedelta(days=7)).isoformat()
    assert one("SELECT count(*) FROM action WHERE done_on IS NULL AND due_on < ?", day) >= 2
    assert one("SELECT count(*) FROM action WHERE done_on IS NULL AND due_on BETWEEN ? AND ?", day, soon) >= 2
    alone = "SELECT count(*) FROM person WHERE id NOT IN (SELECT person_id FROM relationship)"
    assert one(alone) == 5
    assert one("SELECT count(*) FROM person WHERE introduced_by_id IS NOT NULL") == 3
    assert one("SELECT max(c) FROM (SELECT count(*) c FROM relationship GROUP BY person_id)") == 2
    assert one("SELECT count(*) FROM person WHERE silenced AND keep_in_touch_days IS NOT NULL") == 1
    assert one("SELECT count(*) FROM relationship WHERE status = 'paused' AND paused_until > ?", day) == 1
    assert one("SELECT count(*) FROM goal WHERE status = 'open' AND review_on < ?", day) == 1
    assert one("SELECT count(*) FROM advice WHERE review_on < ?", day) >= 1
    assert one("SELECT count(*) FROM question WHERE decided_on IS NULL") == 2
    assert one("SELECT count(*) FROM question_person WHERE asked_on IS NULL") == 3
    assert one("SELECT count(*) FROM question_advice") == 5
    assert one("SELECT count(*) FROM agenda_template") == 1


def test_two_mentors_contradict_each_other_on_one_question(mentee):
    fill(mentee)
    found = rows.of("""
        SELECT context, count(DISTINCT person_id), count(DISTINCT decision) FROM advice
         WHERE context <> '' GROUP BY context HAVING count(DISTINCT person_id) > 1""")
    assert [(people, decisions) for _, people, decisions in found] == [(2, 2)]


def test_the_agreement_names_terms_of_the_instrument(mentee):
    fill(mentee)
    whole = json.loads(paths.resource("wizard/instrument.json").read_text(encoding="utf-8"))
    terms = {
        kind: {term["id"] for term in whole["outcomes"][kind]["agreement"]}
        for kind in ("apprenticeship", "mentoring")
    }
    found = rows.of(
        "SELECT r.kind, t.term FROM agreement_term t JOIN relationship r ON r.id = t.relationship_id"
    )
    assert {term for kind, term in found if kind == "apprenticeship"} == terms["apprenticeship"]
    assert {term for kind, term in found if kind == "mentoring"} == terms["mentoring"]


def test_the_requests_hold_the_verdict_of_the_engine(mentee):
    fill(mentee)
    instrument = content.load(paths.resource("wizard/instrument.json"))
    found = [
        stored.restored(RequestDraft, row)
        for row in rows.dicts(tables.Request.select().order_by(tables.Request.id))
    ]
    assert [request.outcome for request in found] == ["mentoring", "apprenticeship", None]
    for request in found[:2]:
        verdict = engine.judge(Answers.from_mapping(json.loads(request.answers)), instrument)
        assert json.loads(request.verdict) == verdict.as_mapping()
        ready = {entry["id"] for entry in _outcome(request.outcome)["ready"]}
        assert set(json.loads(request.ready)) <= ready
        assert request.relationship and request.person and request.goal
        assert request.page == "result"
    half = found[2]
    assert (half.verdict, half.finished_at) == (None, None)
    assert half.page == first_unanswered(Answers.from_mapping(json.loads(half.answers))) == "q9_scope"


def _outcome(name):
    return json.loads(paths.resource("wizard/instrument.json").read_text(encoding="utf-8"))["outcomes"][name]


def test_the_listeners_are_told_once_after_the_commit(mentee):
    told = []
    mentee.changes.listen(told.append)
    fill(mentee)
    assert [(change.kinds, change.moved) for change in told] == [(frozenset(Kind), True)]


def test_a_notebook_with_a_person_in_the_trash_is_not_empty(mentee):
    person = mentee.people.add(PersonDraft("Ada"))
    mentee.people.trash(person.id)
    _refused(mentee, TroubleKind.NOT_EMPTY)
    assert one("SELECT count(*) FROM person") == 1


def test_a_notebook_with_only_an_area_is_not_empty(mentee):
    mentee.areas.named("Bees")
    _refused(mentee, TroubleKind.NOT_EMPTY)


def test_a_second_sample_is_refused_and_the_first_stays(mentee):
    fill(mentee, 5)
    _refused(mentee, TroubleKind.NOT_EMPTY)
    assert one("SELECT count(*) FROM session") == 5


def test_remembered_preferences_do_not_count_as_writing(mentee):
    with mentee.notebook.unit_of_work():
        tables.Preference.insert(id=1, created_at=1, updated_at=1, name="zoom", value="120").execute()
    assert fill(mentee, 1).sessions == 1


def test_a_number_below_zero_and_an_unknown_zone_are_refused(mentee):
    _refused(mentee, TroubleKind.BAD_INPUT, count=-1)
    _refused(mentee, TroubleKind.BAD_INPUT, zone="Moon/Tranquility")
    assert one("SELECT count(*) FROM area") == 0


def _refused(mentee, kind, **wanted):
    told = []
    mentee.changes.listen(told.append)
    with pytest.raises(Trouble) as caught:
        fill(mentee, **wanted)
    assert caught.value.kind is kind
    assert caught.value.sentence.endswith(".")
    assert told == []


def test_a_fault_halfway_keeps_nothing(mentee):
    trigger = "CREATE TRIGGER planted BEFORE INSERT ON action BEGIN SELECT RAISE(ABORT, 'planted'); END"
    with mentee.notebook.unit_of_work():
        mentee.notebook.execute_sql(trigger)
    with pytest.raises(Exception, match="planted"):
        fill(mentee)
    for table in tables.ALL:
        assert one(f"SELECT count(*) FROM {table._meta.table_name}") == 0
    with mentee.notebook.unit_of_work():
        mentee.notebook.execute_sql("DROP TRIGGER planted")
    assert fill(mentee, 1).sessions == 1


def test_many_sessions_are_written_in_pieces_and_stay_consistent(mentee):
    filled = fill(mentee, 12_000)
    assert filled.sessions == one("SELECT count(*) FROM session") == 12_000
    assert rows.of("PRAGMA foreign_key_check") == []
    planned, held, moved, missed = (
        one("SELECT count(*) FROM session WHERE status = ?", status)
        for status in ("planned", "held", "moved", "missed")
    )
    assert planned == 4
    assert held > 10_000
    assert moved > 100
    assert missed > 100
    lost = """
        SELECT count(*) FROM agenda_item a WHERE a.state = 'carried'
           AND NOT EXISTS (SELECT 1 FROM agenda_item b WHERE b.carried_from_id = a.id)"""
    assert one(lost) == 0


def test_the_words_are_free_of_exclamation_marks_and_of_empty_texts():
    for file in paths.resource("sample").glob("*.json"):
        for text in _texts(json.loads(file.read_text(encoding="utf-8"))):
            assert "!" not in text, (file.name, text)
            assert text == text.strip() != "", (file.name, text)


def _texts(part):
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from _texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)
