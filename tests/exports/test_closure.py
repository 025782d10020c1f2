"""The closure of a relationship: all of it for the mentee; for the mentor what they may keep, and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest

from mentee_app import app
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import CheckInDraft, GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Fit, Kind, RelationshipDraft, Rhythm, SkillDraft, Stage, Status
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.exports import closure, closure_words, html, markdown, pdf, reading
from mentee_app.exports.choosing import UnknownName
from mentee_app.exports.closure import Choice, Whose
from mentee_app.exports.pdf import Standard
from mentee_app.exports.reading import BarFigure, Reading
from mentee_app.trouble import Trouble

NOW = datetime(2026, 11, 23, 12)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[app.App]:
    with app.opened(tmp_path / "notebook") as opened:
        opened.about_me.write(AboutMeDraft("Layla Haddad"))
        yield opened


def _begun(opened: app.App, name: str, kind: Kind = Kind.MENTORING) -> tuple[int, int]:
    """A person and an ended relationship with them, with something of everything (ids)."""
    person = opened.people.add(PersonDraft(name)).id
    relationship = opened.relationships.add(
        RelationshipDraft(
            person, kind, opened.areas.add(AreaDraft(f"area of {name}")).id, status=Status.ENDED, rhythm=Rhythm.MONTHLY,
            purpose="purpose words", started_on=date(2026, 1, 1), ended_on=date(2026, 10, 1), fit=Fit.NOT,
            place="place words", end_condition="end words", closing_learned="learned words",
            closing_thanks="Dear Ada,\n\nthanks words", stay_in_touch=True,
        )
    ).id  # fmt: skip
    for month in (2, 3, 4, 9):
        start = datetime(2026, month, 1, 10)
        draft = SessionDraft(
            relationship, SessionStatus.HELD, start, "UTC", 45, notes="note", reflection="secret"
        )
        session = opened.sessions.add(draft).id
    for decision in Decision:
        text, reason, told = f"advice {decision.value}", f"reason {decision.value}", date(2026, 9, 9)
        opened.advice.add(
            AdviceDraft(
                person,
                session,
                text,
                "",
                None,
                decision,
                reason,
                outcome=f"outcome {decision.value}",
                told_on=told,
            )
        )
    opened.advice.add(
        AdviceDraft(person, session, "advice untold", decision=Decision.TAKE, outcome="outcome untold")
    )
    opened.relationships.agree(relationship, "privacy", "privacy words")
    goal = opened.goals.add(GoalDraft("goal words")).id
    opened.check_ins.add(CheckInDraft(goal, date(2026, 5, 1), 40))
    opened.relationships.help_with(relationship, [goal])
    return person, relationship


def _reading(relationship: int, whose: Whose = Whose.MINE, by_initials: bool = False) -> Reading:
    return closure_words.reading(closure.closure(Choice(relationship, whose, by_initials), NOW))


def test_for_the_mentee_the_whole_of_it_is_told(notebook: app.App) -> None:
    _person, relationship = _begun(notebook, "Ada Brontë")
    said = markdown.markdown(_reading(relationship))
    for words in (
        "# Ada Brontë", "Looking back on being mentored\\", "Layla Haddad", "1 January 2026 – 1 October 2026 · 4 sessions",
        "purpose words", "area of Ada Brontë", "Every month", "4 times, about every 2 months, 3 h in all", "place words",
        "end words", "Yes, we stay in touch", "**What stays between us, and when it cannot** privacy words",
        "learned words", "Dear Ada,\n\nthanks words", "goal words\\\n  *Open · 40 % by the last check-in*",
        "6 pieces of advice: Take 2, Adapt 1, Leave 1, Not yet 1, Undecided 1.", "advice leave", "reason leave",
        "advice undecided", "advice untold", "outcome take",
    ):  # fmt: skip
        assert words in said, words
    assert "secret" not in said and "Not a fit" not in said


def test_the_mentor_gets_what_was_learned_thanks_and_what_came_of_the_advice_that_was_told(
    notebook: app.App,
) -> None:
    _person, relationship = _begun(notebook, "Ada Brontë")
    told = _reading(relationship, Whose.MENTOR)
    said = markdown.markdown(told)
    for words in (
        "What came of our time together", "Ada Brontë", "Layla Haddad", "learned words", "thanks words", "advice take",
        "I took it", "outcome take", "advice adapt", "I adapted it", "outcome adapt",
    ):  # fmt: skip
        assert words in said, words
    for written in (said, html.html(told), repr(told)):
        for words in (
            "secret", "reason take", "reason adapt", "leave", "undecided", "not-yet", "untold", "purpose", "place words",
                "end words", "privacy",
            "goal words", "stay in touch", "Not a fit", "40 %",
        ):  # fmt: skip
            assert words not in written.replace("I adapted", ""), words


def test_skills_stand_in_the_closure_of_an_apprenticeship(notebook: app.App) -> None:
    _person, relationship = _begun(notebook, "Ada Brontë", Kind.APPRENTICESHIP)
    notebook.skills.add(SkillDraft(relationship, "To plane", Stage.SUPERVISED, "slowly"))
    notebook.relationships.agree(relationship, "learning", "all of it")
    said = markdown.markdown(_reading(relationship))
    assert "Looking back on an apprenticeship" in said
    assert "- To plane\\\n  Stage: Did it supervised\\\n  Note: slowly" in said
    assert said.index("**What I will learn, part by part** all of it") < said.index("privacy words")


def test_advice_without_a_session_belongs_to_the_relationship_of_its_day(notebook: app.App) -> None:
    person, first = _begun(notebook, "Ada Brontë")
    by_the_way = AdviceDraft(person, None, "by the way", given_on=date(2026, 11, 1))
    notebook.advice.add(by_the_way)
    assert "by the way" in markdown.markdown(_reading(first))
    second = notebook.relationships.add(RelationshipDraft(person, started_on=date(2026, 10, 15))).id
    assert "by the way" not in markdown.markdown(_reading(first))
    assert "by the way" in markdown.markdown(_reading(second))
    assert "advice take" not in markdown.markdown(_reading(second))


def test_what_was_never_written_leaves_no_heading(notebook: app.App, tmp_path: Path) -> None:
    person = notebook.people.add(PersonDraft("Grace")).id
    relationship = notebook.relationships.add(RelationshipDraft(person)).id
    for whose in Whose:
        told = _reading(relationship, whose)
        assert "#" not in markdown.markdown(told).replace("# Grace", "")
        setting = pdf.document_pdf("closure", reading.template_input(told, "us-letter"), tmp_path / "out.pdf")
        setting.start()
        assert setting.wait().standard is Standard.ARCHIVE
    assert "Never, as far as it is written down" in markdown.markdown(_reading(relationship))


def test_names_become_initials_in_every_place(notebook: app.App) -> None:
    _person, relationship = _begun(notebook, "Ada Brontë")
    said = markdown.markdown(_reading(relationship, by_initials=True))
    assert "# A. B." in said and "Ada " not in said and "Brontë" not in said


def test_what_is_left_out_is_told_before(notebook: app.App) -> None:
    assert len(closure.left_out(Choice(1))) == 1
    said = closure.left_out(Choice(1, Whose.MENTOR, True))
    assert "your reasons" in said[1] and "Initials" in said[2]


def test_the_pdf_is_for_archives_and_holds_every_part_once(notebook: app.App, tmp_path: Path) -> None:
    _person, relationship = _begun(notebook, "Ada Brontë")
    told = _reading(relationship)
    for name in ("one.pdf", "two.pdf"):
        setting = pdf.document_pdf("closure", reading.template_input(told, "a4"), tmp_path / name)
        setting.start()
        assert setting.wait().standard is Standard.ARCHIVE
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    text = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "one.pdf").pages).split()
    )
    for words in (
        "privacy words",
        "learned words",
        "thanks words",
        "goal words",
        "advice leave",
        "reason leave",
    ):
        assert text.count(words) == 1, words


def test_bars_are_as_long_as_what_they_count(notebook: app.App) -> None:
    _person, relationship = _begun(notebook, "Ada Brontë")
    figure = next(block for block in _reading(relationship).blocks if isinstance(block, BarFigure))
    assert [(bar.label, bar.count, bar.length) for bar in figure.bars] == [
        ("✓ Take", 2, 1.0), ("~ Adapt", 1, 0.5), ("○ Leave", 1, 0.5), ("· Not yet", 1, 0.5), ("? Undecided", 1, 0.5),
    ]  # fmt: skip


def test_pages_can_be_seen_before_anything_is_written(notebook: app.App) -> None:
    _person, relationship = _begun(notebook, "Ada Brontë")
    setting = pdf.document_pages(
        "closure", reading.template_input(_reading(relationship), "a4"), last=1, ppi=20
    )
    setting.start()
    drawn = setting.wait()
    assert len(drawn.pictures) == 1 <= drawn.pages and drawn.pictures[0].startswith(b"\x89PNG")


def test_the_relationship_that_ended_last_is_meant_by_a_name(notebook: app.App) -> None:
    person, relationship = _begun(notebook, "Ada Brontë")
    notebook.relationships.add(RelationshipDraft(person, status=Status.ACTIVE))
    assert closure.relationship_with("ada") == relationship
    notebook.people.add(PersonDraft("Nobody"))
    with pytest.raises(UnknownName, match="Nobody is in your notebook, but is no mentor."):
        closure.relationship_with("Nobody")
    _begun(notebook, "Adam")
    with pytest.raises(UnknownName, match="fits several mentors: Ada Brontë, Adam"):
        closure.relationship_with("ad")


def test_a_relationship_that_is_gone_is_said(notebook: app.App) -> None:
    with pytest.raises(Trouble, match="not there any more"):
        closure.closure(Choice(404), NOW)
