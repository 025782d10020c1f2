"""Documents to set, and real PDFs read back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.goals import Wanted
from mentee_app.domain.relationships import Kind
from mentee_app.domain.sessions import AgendaState, Medium, Status
from mentee_app.exports import pdf
from mentee_app.exports.history import Choice, HistoryDocument, Layout, Mentor, Paper, Section, Session
from mentee_app.exports.pdf import SetResult
from mentee_app.queries.history import ActionLine, AdviceLine, AgendaLine, ChallengeLine, GoalLine


@dataclass(frozen=True)
class SetBook:
    """A PDF that was set, and what a reader finds in it."""

    result: SetResult
    reader: pypdf.PdfReader

    @property
    def pages(self) -> list[str]:
        """The text of each page."""
        return [page.extract_text() for page in self.reader.pages]

    @property
    def text(self) -> str:
        """The text of all pages, all white space made one space."""
        return " ".join(" ".join(self.pages).split())

    def outline(self) -> list[str]:
        """The titles of the bookmarks, from top to bottom."""
        return _titles(self.reader.outline)


def _titles(entries: list[Any]) -> list[str]:
    found: list[str] = []
    for entry in entries:
        found += _titles(entry) if isinstance(entry, list) else [str(entry.title)]
    return found


def a_session(**changed: Any) -> Session:
    """A held session with something of everything."""
    usual: dict[str, Any] = {
        "mentor": "Ada Brontë",
        "start": datetime(2026, 3, 3, 14, 0),
        "zone": "Europe/Berlin",
        "minutes": 45,
        "medium": Medium.VIDEO,
        "status": Status.HELD,
        "topic": "How to ask",
        "wanted": (Wanted.FEEDBACK,),
        "goals": (GoalLine(0, "Lead a team"),),
        "agenda": (
            AgendaLine(0, "The budget", AgendaState.REACHED),
            AgendaLine(0, "The pay", AgendaState.CARRIED),
        ),
        "notes": "She listened first.\n\nThen she asked what I want.",
        "advice": (
            AdviceLine(
                0, "Ask early.", "On budgets", Decision.TAKE, "It works.", date(2026, 3, 5), "They agreed."
            ),
            AdviceLine(0, "Never write it down.", "", Decision.LEAVE, "I forget.", date(2026, 3, 6), ""),
        ),
        "challenges": (ChallengeLine(0, "Speak for a minute", ChallengeStatus.DONE, "It is long."),),
        "actions": (ActionLine(0, "Write one page", Owner.ME, date(2026, 4, 3), None),),
        "reflection": None,
    }
    return Session(**{**usual, **changed})


def a_document(*sessions: Session, **changed: Any) -> HistoryDocument:
    """A document by mentor; without sessions, one with the usual session."""
    every = sessions or (a_session(),)
    sections = []
    for name in dict.fromkeys(each.mentor for each in every):
        theirs = tuple(each for each in every if each.mentor == name)
        days = [each.start.date() for each in theirs]
        mentor = Mentor(name, (Kind.MENTORING,), ("Work",), len(theirs), min(days), max(days))
        sections.append(Section(name, mentor, theirs))
    usual: dict[str, Any] = {
        "title": "Mentoring history",
        "name": "Layla Haddad",
        "known_for": "Making numbers kind.",
        "language": "en",
        "paper": Paper.A4,
        "layout": Layout.BY_MENTOR,
        "made_on": date(2026, 11, 23),
        "choice": Choice(),
        "mentors": tuple(each.mentor for each in sections if each.mentor),
        "sections": tuple(sections),
    }
    return HistoryDocument(**{**usual, **changed})


@pytest.fixture
def session() -> Callable[..., Session]:
    """Makes sessions."""
    return a_session


@pytest.fixture
def document() -> Callable[..., HistoryDocument]:
    """Makes documents."""
    return a_document


@pytest.fixture
def set_book(tmp_path: Path) -> Callable[[HistoryDocument], SetBook]:
    """Sets a document as the app does, and reads the PDF."""

    def set_it(wanted: HistoryDocument) -> SetBook:
        setting = pdf.history_pdf(wanted, tmp_path / "book.pdf")
        setting.start()
        result = setting.wait()
        return SetBook(result, pypdf.PdfReader(result.path))

    return set_it
