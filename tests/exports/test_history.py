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
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState, SessionDraft, Status
from mentee_app.exports import command, history
from mentee_app.exports.history import Choice, Layout, Paper
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
        command.save_history(tmp_path / "out.pdf", now=NOW, since=date(2030, 1, 1))
    assert not (tmp_path / "out.pdf").exists()


def test_the_command_says_what_was_written(two_mentors: app.App, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    assert command.save_history(out, now=NOW, mentor="Adam") == f"{out} holds 2 sessions."
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
