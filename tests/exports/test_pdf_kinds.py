"""The figures, the tables at the end, one session as a paper; and what other programs than ours find in the files."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.domain.goals import Status
from mentee_app.exports import book_input, indexes, pdf, wording
from mentee_app.exports.history import Choice, HistoryDocument, Layout, Section, Session
from mentee_app.exports.pdf import Standard
from mentee_app.queries.handed_out import CheckInPoint, GoalCard
from mentee_app.queries.history import ActionLine, AdviceLine
from tests.ceiling import CHILD_S

Make = Callable[..., Any]


@pytest.fixture
def year(document: Make, session: Make) -> HistoryDocument:
    """A dozen sessions with two mentors, a goal with check-ins, open and done actions."""
    sessions = []
    for at in range(12):
        done = date(2026, 1, 3) if at % 2 else None
        sessions.append(
            session(
                id=at + 1,
                mentor="Grace" if at > 8 else "Ada Brontë",
                start=datetime(2025, 1, 6, 10) + timedelta(days=25 * at),
                topic=f"Topic {at}",
                advice=(AdviceLine(0, f"Advice {at}", "", list(Decision)[at % 5], "", None, ""),),
                actions=(
                    ActionLine(0, f"Deed {at}", Owner.THEM, date(2026, 5, 1) - timedelta(days=at), done),
                ),
            )
        )
    made: HistoryDocument = document(
        *sessions,
        goals=(GoalCard(7, "Lead a team", Status.OPEN, "", None, None),),
        check_ins=(CheckInPoint(7, date(2025, 2, 1), 20), CheckInPoint(7, date(2025, 8, 1), 65)),
    )
    return made


def test_every_figure_has_a_caption_and_says_its_numbers_in_words(
    year: HistoryDocument, set_book: Make
) -> None:
    book = set_book(year)
    assert book.result.standard is Standard.ARCHIVE
    told = [str(each["/Alt"]) for each in _structure(book.reader) if each.get("/S") == "/Figure"]
    assert len(told) == 3
    assert re.search(r"Sessions in each month, January 2025 – October 2025. January 2025: 2; ", told[0])
    assert "Take: 3; Adapt: 2; Leave: 2; Not yet: 2; Undecided: 3." in told[1]
    assert "Lead a team: 20 % on 1 February 2025, 65 % on 1 August 2025." in told[2]
    captions = [each for each in _structure(book.reader) if each.get("/S") == "/Caption"]
    assert len(captions) == 3
    assert "What became of advice" in " ".join(book.pages[2].split())


def test_where_there_is_too_little_to_see_no_figure_stands(
    document: Make, session: Make, set_book: Make
) -> None:
    assert "At a glance" not in set_book(document(session(), session())).text


def test_the_table_of_actions_begins_with_the_open_ones_and_leads_to_their_sessions(
    year: HistoryDocument, set_book: Make
) -> None:
    book = set_book(year)
    at = next(at for at, page in enumerate(book.pages) if "6 open · 6 done" in " ".join(page.split()))
    deeds = re.findall(r"Deed (\d+)", book.pages[at])
    assert [int(each) for each in deeds] == [10, 8, 6, 4, 2, 0, 1, 3, 5, 7, 9, 11]
    row = re.search(r"Deed 10\s+due 21 April 2026\s+(\d+)", " ".join(book.pages[at].split()))
    assert row and "Topic 10" in book.pages[int(row[1]) - 1]
    assert len(book.reader.pages[at].get("/Annots", [])) >= 12


def test_the_heads_of_a_long_table_repeat(document: Make, session: Make, set_book: Make) -> None:
    deeds = tuple(ActionLine(0, f"Deed {at}", Owner.ME, None, None) for at in range(120))
    book = set_book(document(session(actions=deeds), session(), session()))
    pages = [" ".join(page.split()) for page in book.pages]
    tables = [page for page in pages if "Who What When Page" in page]
    assert len(tables) >= 3
    headers = [each for each in _structure(book.reader) if each.get("/S") == "/TH"]
    assert len(headers) == 4  # tagged once, drawn on every page


def test_advice_that_was_decided_is_not_among_the_open(year: HistoryDocument, set_book: Make) -> None:
    page = next(page for page in set_book(year).pages if "The oldest stands first" in " ".join(page.split()))
    assert sorted(map(int, re.findall(r"Advice (\d+)", page))) == [0, 4, 5, 9, 10]


def test_of_the_open_advice_the_oldest_stands_first_with_its_day(document: Make, session: Make) -> None:
    def given(at: int, day: int) -> Session:
        advice = (AdviceLine(0, f"Advice {at}", "", Decision.UNDECIDED, "", None, ""),)
        return session(id=at, start=datetime(2026, 3, day, 9), advice=advice, actions=())

    table = indexes.indexes(document(given(1, 20), given(2, 5), given(3, 12)))[-1]
    assert [(row.text.text, row.anchor) for row in table.rows] == [
        ("Advice 2", "s2"), ("Advice 3", "s3"), ("Advice 1", "s1"),
    ]  # fmt: skip
    assert table.rows[0].cells[1].text.endswith("· 5 March 2026")


def test_by_goal_a_session_set_elsewhere_is_a_line_that_leads_there(
    document: Make, session: Make, set_book: Make
) -> None:
    one, two = session(id=1, topic="Both"), session(id=2, topic="Second")
    sections = (
        Section("Lead a team", None, (one,)),
        Section("Speak", None, (session(id=1, topic="Both", refers_to="Lead a team"), two)),
    )
    book = set_book(document(one, two, sections=sections, layout=Layout.BY_GOAL))
    assert book.text.count("She listened first.") == 2
    assert "Set under “Lead a team”." in book.pages[3]
    assert [" ".join(each.split()) for each in book.outline()] == [
        "Lead a team", "3 March 2026 · Ada Brontë Both", "Speak", "3 March 2026 · Ada Brontë Second",
        "About this document",
    ]  # fmt: skip
    assert [str(each.get_object()["/Dest"]) for each in _links(book, 3)] == ["s1"]


def test_one_session_is_a_paper_without_first_page_and_contents(document: Make, set_book: Make) -> None:
    book = set_book(document(choice=Choice(session=5), title="Session with Ada Brontë, 3 March 2026"))
    assert len(book.pages) == 1
    assert "Session with Ada Brontë" in book.text and "3 March 2026 Tuesday, 14:00" in book.text
    assert "Contents" not in book.text and "She listened first." in book.text
    assert book.reader.metadata.title == "Session with Ada Brontë, 3 March 2026: Layla Haddad"


def test_a_volume_says_which_of_how_many_it_is(document: Make, set_book: Make) -> None:
    book = set_book(document(volume=(2, 7), volume_title="2019–2021"))
    assert "Volume 2 of 7: 2019–2021" in " ".join(book.pages[0].split())
    assert "Volume 2 of 7" in book.pages[1]
    assert book.reader.metadata.title == "Mentoring history: Layla Haddad (Volume 2 of 7: 2019–2021)"


def test_what_is_left_out_stands_on_the_last_page(document: Make, set_book: Make) -> None:
    left_out = ("3 private reflections", "how 5 sessions felt")
    page = set_book(document(choice=Choice(share=True, initials=True), left_out=left_out)).pages[-1]
    said = " ".join(page.split())
    assert "Left out: 3 private reflections; how 5 sessions felt." in said
    assert "A text may still name people otherwise" in said


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_document_gives_the_same_bytes_on_another_day_in_another_process(
    language: str, year: HistoryDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every setting is a process of its own; the moment it ran at, and where, must not show."""
    wanted = HistoryDocument(**{**vars(year), "language": language})
    usual = _written(wanted, tmp_path / "usual.pdf").read_bytes()
    monkeypatch.setenv("LC_ALL", "ar_EG.UTF-8")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert _written(wanted, tmp_path / "other.pdf").read_bytes() == usual
    assert book_input.template_input(wording.worded(wanted)) == book_input.template_input(
        wording.worded(wanted)
    )


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not here")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_another_program_finds_no_fault_in_the_file(
    language: str, year: HistoryDocument, tmp_path: Path
) -> None:
    path = _written(HistoryDocument(**{**vars(year), "language": language}), tmp_path / "book.pdf")
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, timeout=CHILD_S)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not here")
def test_another_program_reads_the_parts_in_their_order(year: HistoryDocument, tmp_path: Path) -> None:
    path = _written(year, tmp_path / "book.pdf")
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, timeout=CHILD_S)
    lines = told.stdout.decode(errors="replace")
    text = " ".join(" ".join(re.findall(r'"(.*)"', lines)).split())
    places = [
        text.index(each)
        for each in (
            "Making numbers kind.",
            "Contents",
            "How far goals were",
            "She listened first.",
            "6 open · 6 done",
        )
    ]
    assert places == sorted(places)
    for kind in ("H1", "H2", "TOC", "Figure", "Caption", "Table", "THead", "TH", "TD", "Link"):
        assert re.search(rf"^\s*{kind}\b", lines, re.MULTILINE), kind


def _written(document: HistoryDocument, path: Path) -> Path:
    setting = pdf.history_pdf(document, path)
    setting.start()
    return setting.wait().path


def _links(book: Any, page: int) -> list[Any]:
    return list(book.reader.pages[page].get("/Annots", []))


def _structure(reader: Any) -> list[Any]:
    """All elements of the tags, in reading order."""
    found: list[Any] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        every = [kid.get_object() for kid in kids]
        waiting += [kid for kid in reversed(every) if hasattr(kid, "get") and "/S" in kid]
    return found
