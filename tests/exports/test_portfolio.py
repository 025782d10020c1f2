"""The portfolio of a goal: what was done for it stands in it, and nothing that is private or was not chosen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest

from mentee_app import app
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.actions import ActionDraft, Owner
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.goals import CheckInDraft, Expands, GoalDraft, MilestoneDraft, Status, Subject
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Fit, RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.exports import html, markdown, pdf, portfolio, portfolio_words, reading, reading_words
from mentee_app.exports.choosing import UnknownName
from mentee_app.exports.pdf import SetResult, Standard
from mentee_app.exports.portfolio import Choice
from mentee_app.exports.reading import LineFigure, Reading, Table
from mentee_app.trouble import Trouble
from tests.exports import hostile, hostile_reading

NOW = datetime(2026, 11, 23, 12)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[app.App]:
    with app.opened(tmp_path / "notebook") as opened:
        yield opened


@pytest.fixture
def goal(notebook: app.App) -> int:
    """A goal with something of everything, and things beside it that do not belong in a portfolio."""
    notebook.about_me.write(
        AboutMeDraft("Layla Haddad", "I run libraries.", "Kind numbers.", reach="layla@x.example")
    )
    goal = notebook.goals.add(
        GoalDraft(
            "Lead a team", notebook.areas.add(AreaDraft("Work")).id, Expands.EXPERIENCE, Subject.AREA, "leading",
            "It matters.", "They come back.", target_on=date(2026, 12, 1), baseline=10, learned="That I can.",
        )
    ).id  # fmt: skip
    notebook.milestones.add(MilestoneDraft(goal, "First meeting", date(2026, 2, 1), date(2026, 1, 30)))
    notebook.milestones.add(MilestoneDraft(goal, "A year of it", date(2027, 1, 1)))
    notebook.check_ins.add(CheckInDraft(goal, date(2026, 5, 1), 40, "check-in words"))
    notebook.check_ins.add(CheckInDraft(goal, date(2026, 1, 1), 20))
    person = notebook.people.add(PersonDraft("Ada Brontë", email="ada@x.example")).id
    relationship = notebook.relationships.add(RelationshipDraft(person)).id
    for day, status in (("2026-01-05", SessionStatus.HELD), ("2026-12-05", SessionStatus.PLANNED)):
        start = datetime.fromisoformat(f"{day}T10:00")
        session = notebook.sessions.add(
            SessionDraft(
                relationship, status, start, "UTC", 45, topic=f"topic {day}", notes=f"Ada Brontë said {day}, ada@x.example",
                reflection="secret reflection", fit=Fit.NOT,
            )
        ).id  # fmt: skip
        notebook.sessions.serve(session, [goal])
        for decision in Decision:
            text, outcome = f"advice {decision.value}", f"outcome {decision.value}"
            notebook.advice.add(
                AdviceDraft(person, session, text, decision=decision, reason="why", outcome=outcome)
            )
        for state in ChallengeStatus:
            notebook.challenges.add(
                ChallengeDraft(person, session, f"dare {state.value}", state, "it is long")
            )
        notebook.actions.add(ActionDraft(person, session, None, "my deed", done_on=date(2026, 2, 2)))
        notebook.actions.add(
            ActionDraft(person, session, None, "their deed", Owner.THEM, done_on=date(2026, 2, 2))
        )
        notebook.actions.add(ActionDraft(person, session, None, "open deed"))
    notebook.actions.add(ActionDraft(goal=goal, text="deed of the goal", done_on=date(2026, 3, 3)))
    return goal


def _reading(goal: int, **choice: bool) -> Reading:
    return portfolio_words.reading(portfolio.portfolio(Choice(goal, **choice), NOW))


def _set(told: Reading, path: Path) -> tuple[SetResult, pypdf.PdfReader]:
    setting = pdf.document_pdf("portfolio", reading.template_input(told, "a4"), path)
    setting.start()
    return setting.wait(), pypdf.PdfReader(path)


def test_what_was_done_for_the_goal_stands_in_it(goal: int) -> None:
    said = markdown.markdown(_reading(goal))
    for words in (
        "# Lead a team", "Layla Haddad", "*It matters.*", "Experience · An area: leading", "They come back.", "1 December 2026",
        "1 session · 1 mentor · 2 pieces of advice used · 1 of 2 steps reached", "topic 2026-01-05", "Mentor: Ada Brontë",
        "advice take", "outcome take", "advice adapt", "outcome adapt", "dare done", "it is long", "my deed",
        "deed of the goal", "That I can.", "I run libraries.", "Kind numbers.", "First meeting", "Done: 30 January 2026",
        "10 % at the start. From 20 % on 1 January 2026 to 40 % on 1 May 2026, in 2 check-ins.",
        "Made with Mentee on 23 November 2026.",
    ):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize("with_notes", [False, True])
def test_what_is_private_or_not_used_is_never_in_it(goal: int, with_notes: bool) -> None:
    told = _reading(goal, with_notes=with_notes)
    for written in (markdown.markdown(told), html.html(told), repr(told)):
        for words in (
            "secret", "advice leave", "advice undecided", "advice not-yet", "dare offered", "dare declined", "their deed",
            "open deed", "2026-12-05", "ada@x.example", "layla@x.example",
        ):  # fmt: skip
            assert words not in written, words


def test_notes_are_in_it_only_where_they_were_chosen(goal: int) -> None:
    without, with_notes = (markdown.markdown(_reading(goal, with_notes=chosen)) for chosen in (False, True))
    assert "said 2026-01-05" not in without and "check-in words" not in without
    assert "said 2026-01-05" in with_notes and "check-in words" in with_notes


def test_names_become_initials_in_every_place(goal: int) -> None:
    said = markdown.markdown(_reading(goal, with_notes=True, by_initials=True))
    assert "Ada " not in said and "Brontë" not in said
    assert "A. B. said 2026-01-05" in said and "A. B., 5 January 2026" in said


def test_what_is_left_out_is_told_before(goal: int) -> None:
    shortest, longest = portfolio.left_out(Choice(goal, True)), portfolio.left_out(Choice(goal, False, True))
    assert "never in it" in shortest[0] and len(shortest) == 2
    assert any("notes of the sessions" in each for each in longest) and any(
        "Initials" in each for each in longest
    )


def test_the_figure_runs_from_the_first_check_in_to_the_target(goal: int) -> None:
    figure = next(block for block in _reading(goal).blocks if isinstance(block, LineFigure))
    assert [(round(spot.x, 2), spot.y, spot.label) for spot in figure.spots] == [
        (0, 0.2, "20 %"),
        (0.36, 0.4, "40 %"),
    ]
    assert figure.aim and (figure.aim.x, figure.aim.label) == (1, "Target: 1 December 2026")
    assert figure.base == 0.1
    assert all(0 <= mark.x <= 1 for mark in figure.marks)


def test_a_goal_without_anything_still_makes_a_page(notebook: app.App, tmp_path: Path) -> None:
    told = _reading(notebook.goals.add(GoalDraft("Only a title")).id)
    _result, reader = _set(told, tmp_path / "out.pdf")
    assert len(reader.pages) == 1 and "Only a title" in reader.pages[0].extract_text()
    assert not [block for block in told.blocks if isinstance(block, LineFigure | Table)]


def test_one_check_in_is_a_figure_too(notebook: app.App, tmp_path: Path) -> None:
    goal = notebook.goals.add(GoalDraft("One")).id
    notebook.check_ins.add(CheckInDraft(goal, date(9999, 12, 31), 0))
    _result, reader = _set(_reading(goal), tmp_path / "out.pdf")
    assert "0 % on 31 December 9999." in reader.pages[0].extract_text()


def test_the_pdf_is_for_archives_and_screen_readers(goal: int, tmp_path: Path) -> None:
    result, reader = _set(_reading(goal), tmp_path / "out.pdf")
    assert result.standard is Standard.ARCHIVE and result.missing == ()
    assert reader.metadata and reader.metadata.title == "Portfolio: Lead a team"
    assert "From 20 % on 1 January 2026" in " ".join(_alternatives(reader))
    titles = [str(each["/Title"]) for each in reader.outline if not isinstance(each, list)]
    assert titles == ["Lead a team"]
    assert _everything(reader).count("advice take") == 1


def test_the_same_portfolio_gives_the_same_bytes(goal: int, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        _set(_reading(goal), tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    "text", ['#panic("x")', "$a^2$ *b* @c <d> \\e", "<script>alert(1)</script>", "\x01\ud800 end", "x" * 150]
)
def test_hostile_text_comes_out_as_typed(notebook: app.App, text: str, tmp_path: Path) -> None:
    goal = notebook.goals.add(GoalDraft(text, why=text, measure=text, learned=text)).id
    notebook.milestones.add(MilestoneDraft(goal, text))
    notebook.check_ins.add(CheckInDraft(goal, date(2026, 1, 1), 5, text))
    _result, reader = _set(_reading(goal, with_notes=True), tmp_path / "out.pdf")
    shown = "".join(_everything(reader).split()).replace("\u200b", "")
    wanted = "".join(reading.canonical(text).split())
    assert shown.count(wanted) >= 6


@pytest.mark.parametrize("rtl", [False, True])
def test_no_text_in_any_place_makes_the_setting_fail(rtl: bool, tmp_path: Path) -> None:
    told, _markdown, _html = hostile_reading.made_of(list(hostile.texts(90, seed=7)))
    told = replace(told, rtl=rtl, words=reading_words.reading("en", kind="", title="", blocks=()).words)
    _result, reader = _set(told, tmp_path / "out.pdf")
    assert len(reader.pages) > 3


def test_an_endless_title_is_set_whole(notebook: app.App, tmp_path: Path) -> None:
    goal = notebook.goals.add(GoalDraft("x" * 3000)).id
    _result, reader = _set(_reading(goal), tmp_path / "out.pdf")
    assert _everything(reader).count("x") >= 3000


def test_right_to_left_is_set_too(goal: int, tmp_path: Path) -> None:
    document = replace(portfolio.portfolio(Choice(goal, True), NOW), language="ar")
    _result, reader = _set(portfolio_words.reading(document), tmp_path / "out.pdf")
    assert "topic 2026-01-05" in _everything(reader)


def test_a_goal_is_found_by_its_title_or_a_part_of_it(notebook: app.App, goal: int) -> None:
    assert portfolio.goal_called("lead a TEAM") == goal == portfolio.goal_called("lead")
    notebook.goals.add(GoalDraft("Lead the way", status=Status.OPEN))
    with pytest.raises(UnknownName, match="fits several goals: Lead a team, Lead the way"):
        portfolio.goal_called("lead")
    with pytest.raises(UnknownName, match="No goal is called"):
        portfolio.goal_called("fly")


def test_a_goal_that_is_gone_is_said(notebook: app.App, goal: int) -> None:
    notebook.goals.trash(goal)
    with pytest.raises(Trouble, match="not there any more"):
        portfolio.portfolio(Choice(goal), NOW)


def _everything(reader: pypdf.PdfReader) -> str:
    return " ".join(page.extract_text() for page in reader.pages)


def _alternatives(reader: pypdf.PdfReader) -> Iterator[str]:
    """The alternative texts in the structure of the document."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict):
            if "/Alt" in found:
                yield str(found["/Alt"])
            if "/K" in found:
                waiting.append(found["/K"])
