"""What gets into the document: only the sessions that were chosen, and nothing private unasked."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from mentee_app import app
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Fit, RelationshipDraft
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, SessionDraft, Status
from mentee_app.exports import arranging, command, history, wording
from mentee_app.exports.history import Choice, Layout, Paper
from mentee_app.queries import history as queries
from mentee_app.queries import relationships
from mentee_app.trouble import Trouble

NOW = datetime(2026, 11, 23, 12)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[app.App]:
    with app.opened(tmp_path / "notebook") as opened:
        yield opened


def _meet(opened: app.App, name: str, area: str, days: list[str], goal: str = "") -> list[int]:
    place = opened.areas.add(AreaDraft(area)).id
    person = opened.people.add(PersonDraft(name)).id
    relationship = opened.relationships.add(RelationshipDraft(person, area=place)).id
    sessions = []
    for day in days:
        start = datetime.fromisoformat(f"{day}T10:00")
        draft = SessionDraft(
            relationship, Status.HELD, start, "UTC", notes=f"note {day}", reflection="secret"
        )
        sessions.append(opened.sessions.add(draft).id)
        opened.agenda.add(AgendaItemDraft(sessions[-1], "the point", AgendaState.REACHED))
        opened.advice.add(AdviceDraft(person, sessions[-1], "do it", decision=Decision.TAKE))
    if goal:
        opened.sessions.serve(sessions[0], [opened.goals.add(GoalDraft(goal)).id])
    return sessions


@pytest.fixture
def two_mentors(notebook: app.App) -> app.App:
    _meet(notebook, "Ada Brontë", "Work", ["2026-01-05", "2026-03-05"], "Lead a team")
    _meet(notebook, "Adam", "Music", ["2025-12-31", "2026-02-05"])
    return notebook


def _picture(document: history.HistoryDocument) -> list[str]:
    return [
        f"{section.title} | {each.mentor} | {each.start:%Y-%m-%d}"
        for section in document.sections
        for each in section.sessions
    ]


def test_by_mentor_everyone_has_a_section(two_mentors: app.App) -> None:
    document = history.history(Choice(), NOW)
    assert _picture(document) == [
        "Adam | Adam | 2025-12-31",
        "Adam | Adam | 2026-02-05",
        "Ada Brontë | Ada Brontë | 2026-01-05",
        "Ada Brontë | Ada Brontë | 2026-03-05",
    ]
    assert document.days == (date(2025, 12, 31), date(2026, 3, 5))
    one = document.sections[1].sessions[0]
    assert (one.goals[0].title, one.agenda[0].text, one.advice[0].decision) == (
        "Lead a team",
        "the point",
        Decision.TAKE,
    )


def test_by_date_every_year_has_a_section(two_mentors: app.App) -> None:
    assert _picture(history.history(Choice(layout=Layout.BY_DATE), NOW)) == [
        "2025 | Adam | 2025-12-31",
        "2026 | Ada Brontë | 2026-01-05",
        "2026 | Adam | 2026-02-05",
        "2026 | Ada Brontë | 2026-03-05",
    ]


@pytest.mark.parametrize(
    ("choice", "days"),
    [
        (Choice(mentor="ada brontë"), ["2026-01-05", "2026-03-05"]),
        (Choice(mentor="Bront"), ["2026-01-05", "2026-03-05"]),
        (Choice(goal="lead"), ["2026-01-05"]),
        (Choice(area="MUSIC"), ["2025-12-31", "2026-02-05"]),
        (
            Choice(since=date(2026, 1, 5), until=date(2026, 2, 5), layout=Layout.BY_DATE),
            ["2026-01-05", "2026-02-05"],
        ),
    ],
)
def test_a_choice_lets_only_its_sessions_through(
    two_mentors: app.App, choice: Choice, days: list[str]
) -> None:
    assert [line.split(" | ")[2] for line in _picture(history.history(choice, NOW))] == days


def test_the_private_reflection_is_left_out_unless_asked_for(two_mentors: app.App) -> None:
    without, with_it = (history.history(Choice(with_private=asked), NOW) for asked in (False, True))
    assert "secret" not in repr(without)
    assert with_it.sections[0].sessions[0].reflection == "secret"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(mentor="Nobody"), "No mentor is called “Nobody”"),
        (Choice(goal="Fly"), "No goal is called “Fly”"),
        (Choice(area="Sea"), "No area is called “Sea”"),
        (Choice(mentor="Ad"), "fits several mentors: Ada Brontë, Adam"),
        (Choice(since=date(2026, 2, 1), until=date(2026, 1, 1)), "is after the last day"),
    ],
)
def test_a_choice_that_cannot_be_followed_is_refused(
    two_mentors: app.App, choice: Choice, words: str
) -> None:
    with pytest.raises(history.UnknownName, match=words):
        history.history(choice, NOW)


def test_no_session_left_is_said_and_nothing_is_written(two_mentors: app.App, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="No session matches"):
        command.save_history(tmp_path / "out.pdf", command.choice(since=date(2030, 1, 1)), NOW)
    assert not (tmp_path / "out.pdf").exists()


def test_the_command_says_what_was_written(two_mentors: app.App, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert command.save_history(out, command.choice(mentor="Adam"), NOW) == f"{out} holds 2 sessions."
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("en_US", Paper.LETTER),
        ("fr-CA", Paper.LETTER),
        ("de_DE.UTF-8", Paper.A4),
        ("C", Paper.A4),
        ("", Paper.A4),
    ],
)
def test_the_paper_follows_the_country(name: str, paper: Paper) -> None:
    assert history.paper_for(name) is paper


def test_a_session_that_was_moved_or_missed_is_no_empty_entry(notebook):
    _meet(notebook, "Ada", "Work", ["2026-01-05"])
    relationship = relationships.all_relationships()[0].id
    day = datetime(2026, 2, 1, 10)
    for status, notes in (
        (Status.MOVED, "carried over"),
        (Status.MISSED, ""),
        (Status.MISSED, "I waited."),
        (Status.PLANNED, ""),
        (Status.PLANNED, "It took place."),
    ):
        notebook.sessions.add(SessionDraft(relationship, status, day, "UTC", notes=notes))
    document = history.history(Choice(), NOW, "en", Paper.A4)
    assert sorted(each.notes for section in document.sections for each in section.sessions) == [
        "I waited.",
        "It took place.",
        "note 2026-01-05",
    ]
    assert document.sessions == 3


def test_by_goal_every_goal_has_a_section_and_the_rest_stands_last(two_mentors: app.App) -> None:
    goal = two_mentors.goals.add(GoalDraft("Speak")).id
    session = history.history(Choice(mentor="Adam"), NOW).set_sessions[0].id
    two_mentors.sessions.serve(session, [goal])
    document = history.history(Choice(layout=Layout.BY_GOAL), NOW)
    assert _picture(document) == [
        "Speak | Adam | 2025-12-31",
        "Lead a team | Ada Brontë | 2026-01-05",
        "Sessions without a goal | Adam | 2026-02-05",
        "Sessions without a goal | Ada Brontë | 2026-03-05",
    ]


def test_a_session_that_serves_two_goals_stands_once_with_all_that_belongs_to_it(notebook: app.App) -> None:
    (first,) = _meet(notebook, "Ada", "Work", ["2026-01-05"])
    notebook.sessions.serve(first, [notebook.goals.add(GoalDraft(each)).id for each in ("One", "Two")])
    document = history.history(Choice(layout=Layout.BY_GOAL), NOW)
    assert [(each.notes, each.refers_to) for section in document.sections for each in section.sessions] == [
        ("note 2026-01-05", None),
        ("", "One"),
    ]
    assert document.sessions == 1


@pytest.fixture
def told(notebook: app.App) -> app.App:
    """A notebook whose texts name people, with all that a copy to share must not hold."""
    person = notebook.people.add(
        PersonDraft("Ada Brontë", email="ada@example.org", phone="+44 1632 960147", notes="moody")
    ).id
    notebook.people.add(PersonDraft("Grace Hopper"))
    relationship = notebook.relationships.add(RelationshipDraft(person)).id
    draft = SessionDraft(
        relationship, Status.HELD, datetime(2026, 1, 5, 10), "Europe/Berlin", topic="Ada and Grace Hopper",
        notes="Ada Brontë said: write to ada@example.org.", reflection="secret", fit=Fit.GOOD,
    )  # fmt: skip
    session = notebook.sessions.add(draft).id
    notebook.advice.add(AdviceDraft(person, session, "Ask Grace Hopper.", reason="Ada knows."))
    notebook.sessions.serve(session, [notebook.goals.add(GoalDraft("Be like Ada Brontë")).id])
    return notebook


def test_a_copy_to_share_names_nobody_and_holds_nothing_private(told: app.App) -> None:
    choice = Choice(mentor="Ada Brontë", share=True, initials=True, with_private=True)
    document = history.history(choice, NOW)
    said = repr(wording.worded(document))
    for lost in ("Ada", "Brontë", "Grace", "Hopper", "secret", "ada@example.org", "960147", "moody", "Good"):
        assert lost not in said, lost
    session = document.set_sessions[0]
    assert (session.mentor, session.topic) == ("A. B.", "A. B. and G. H.")
    assert session.notes == "A. B. said: write to [left out]."
    assert (session.advice[0].text, session.goals[0].title) == ("Ask G. H.", "Be like A. B.")
    assert document.choice == choice


def test_in_a_copy_to_share_names_stay_where_initials_are_not_wished(told: app.App) -> None:
    said = repr(wording.worded(history.history(Choice(share=True, with_private=True), NOW)))
    assert "Ada Brontë" in said and "ada@example.org" not in said and "secret" not in said


def test_what_a_copy_leaves_out_is_counted(told: app.App) -> None:
    assert history.left_out(Choice(share=True, initials=True), NOW) == (
        "1 private reflection",
        "how 1 session felt",
        "how to reach 1 mentor, and your notes about them",
        "the name of 1 mentor (initials stand for it)",
    )
    assert history.left_out(Choice(with_private=True), NOW) == ("how 1 session felt",)
    assert history.left_out(Choice(), NOW)[0] == "1 private reflection"


def test_one_session_is_a_document_even_where_it_is_only_planned(two_mentors: app.App) -> None:
    relationship = relationships.all_relationships()[0].id
    planned = two_mentors.sessions.add(
        SessionDraft(relationship, Status.PLANNED, datetime(2027, 1, 1, 9), "UTC", topic="Ahead")
    ).id
    document = history.history(Choice(session=planned), NOW)
    assert [each.topic for each in document.set_sessions] == ["Ahead"]
    assert document.title == f"Session with {document.mentors[0].name}, 1 January 2027"


@pytest.mark.parametrize(
    ("wanted", "mentor", "told"),
    [("2026-01-05", None, "holds 1 session"), ("2026-02-05 10:00", "Adam", "holds 1 session")],
)
def test_the_command_finds_one_session_by_its_day(
    two_mentors: app.App, tmp_path: Path, wanted: str, mentor: str | None, told: str
) -> None:
    assert told in command.save_history(
        tmp_path / "one.pdf", command.choice(session=wanted, mentor=mentor), NOW
    )


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("yesterday", "is no day"),
        ("2026-01-06", "There is no such session"),
        ("2026-01-05 11:00", "There is no such session"),
        ("2026-04-01", "several sessions"),
    ],
)
def test_a_session_that_cannot_be_told_is_refused(
    two_mentors: app.App, tmp_path: Path, wanted: str, words: str
) -> None:
    for row in relationships.all_relationships():
        two_mentors.sessions.add(SessionDraft(row.id, Status.HELD, datetime(2026, 4, 1, 10), "UTC"))
    with pytest.raises(history.UnknownName, match=words):
        command.save_history(tmp_path / "one.pdf", command.choice(session=wanted), NOW)
    assert not (tmp_path / "one.pdf").exists()


def test_a_document_of_a_volume_holds_its_sessions_alone(two_mentors: app.App) -> None:
    runs = arranging.sections(Layout.BY_MENTOR, queries.keys(queries.Filter(int(NOW.timestamp()))))
    first, second = (history.history(Choice(), NOW, volume=each) for each in arranging.volumes(runs, most=2))
    assert _picture(first) == ["Adam | Adam | 2025-12-31", "Adam | Adam | 2026-02-05"]
    assert (first.volume, first.volume_title) == ((1, 2), "Adam, 2025–2026")
    assert (second.volume, second.volume_title) == ((2, 2), "Ada Brontë, January 2026 – March 2026")
