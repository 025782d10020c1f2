"""The session history as a book: what a reader, a search and a screen reader find in the real PDF."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from mentee_app.domain.advice import Decision
from mentee_app.exports.history import HistoryDocument, Layout, Paper, Section
from mentee_app.exports.pdf import Standard
from mentee_app.queries.history import AdviceLine

Make = Callable[..., Any]


def _months(session: Make, count: int, **changed: Any) -> tuple[Any, ...]:
    start = datetime(2021, 1, 4, 10)
    return tuple(session(start=start + timedelta(days=9 * at), **changed) for at in range(count))


def test_everything_about_a_session_can_be_found_as_text(document: Make, set_book: Make) -> None:
    text = set_book(document()).text
    for words in (
        "Layla Haddad", "Making numbers kind.", "March 2026", "1 session with 1 mentor", "Ada Brontë",
        "3 March 2026", "How to ask", "Lead a team",
        "Tuesday, 14:00 · 45 min · Video · Held · Wanted: Feedback",
        "The budget Reached", "The pay Carried forward", "She listened first.", "Then she asked what I want.",
        "On budgets", "Ask early.", "Take · 5 March 2026: It works.", "How it turned out: They agreed.",
        "Leave · 6 March 2026: I forget.", "Speak for a minute Finished", "Learned: It is long.",
        "Write one page Mine · due 3 April 2026", "Made with Mentee on 23 November 2026.",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision.TAKE, "✓ Take"),
        (Decision.ADAPT, "~ Adapt"),
        (Decision.LEAVE, "○ Leave"),
        (Decision.NOT_YET, "· Not yet"),
    ],
)
def test_a_decision_is_a_sign_and_a_word(
    decision: Decision, said: str, document: Make, session: Make, set_book: Make
) -> None:
    advice = (AdviceLine(0, "Wait.", "", decision, "", None, ""),)
    assert re.sub(r"\s+", " ", said) in re.sub(
        r"([✓~○·])\s*", r"\1 ", set_book(document(session(advice=advice))).text
    )


def test_it_is_set_for_archives_and_screen_readers(document: Make, set_book: Make) -> None:
    book = set_book(document(language="de_DE"))
    catalog = book.reader.trailer["/Root"]
    metadata = catalog["/Metadata"].get_data().decode()
    assert book.result.standard is Standard.ARCHIVE and book.result.missing == ()
    assert catalog["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalog
    assert re.search(r"pdfuaid:part>1<", metadata)
    assert re.search(r"pdfaid:part>2<", metadata) and re.search(r"pdfaid:conformance>A<", metadata)
    assert catalog["/Lang"] == "de-DE"
    assert book.reader.metadata.title == "Mentoring history: Layla Haddad"
    assert book.reader.metadata.author == "Layla Haddad"


def test_bookmarks_and_contents_lead_to_every_session(document: Make, session: Make, set_book: Make) -> None:
    book = set_book(document(session(), session(mentor="Grace", start=datetime(2026, 5, 9, 9), topic="")))
    titles = [" ".join(each.split()) for each in book.outline()]
    assert titles == ["Ada Brontë", "3 March 2026 How to ask", "Grace", "9 May 2026", "About this document"]
    links = [each.get_object() for each in book.reader.pages[1].get("/Annots", [])]
    assert len(links) >= len(titles)
    assert re.search(r"9 May 2026[ .]*4\b", " ".join(book.pages[1].split()))


def test_every_page_after_the_first_says_which_of_how_many(
    document: Make, session: Make, set_book: Make
) -> None:
    pages = set_book(document(*_months(session, 12))).pages
    assert len(pages) > 4
    assert "Page " not in pages[0]
    for at, page in enumerate(pages[1:], start=2):
        assert f"Page {at} of {len(pages)}" in " ".join(page.split())
        assert "Layla Haddad" in page


def test_no_heading_stands_alone_at_the_end_of_a_page(document: Make, session: Make, set_book: Make) -> None:
    """Sessions of many lengths push headings to every height of a page."""
    sessions = [
        session(
            start=datetime(2025, 1, 1, 9) + timedelta(days=at),
            notes="One more line of what was said.\n" * (at % 23 + 1),
        )
        for at in range(110)
    ]
    pages = set_book(document(*sessions)).pages[3:]
    assert len(pages) > 60
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip() and "Page " not in line]
        assert not re.match(r"\d+ \w+ 2025", lines[-1].strip()), page
        assert not re.match(r"\w+day, 09:00", lines[-1].strip()), page


def test_no_session_begins_at_the_foot_of_a_page_with_less_than_two_lines_of_notes(
    document: Make, session: Make, set_book: Make
) -> None:
    sessions = [
        session(
            start=datetime(2025, 1, 1, 9) + timedelta(days=at),
            notes="One line after the other of what was said, and then of what was not. " * (at % 23 + 2),
            advice=(), challenges=(), actions=(),
        )
        for at in range(110)
    ]  # fmt: skip
    pages = [page for page in set_book(document(*sessions)).pages[1:] if "Contents" not in page]
    begun = 0
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip() and "Page " not in line]
        starts = [at for at, line in enumerate(lines) if re.match(r"\d+ \w+ 2025", line.strip())]
        if starts:
            begun += 1
            last = " ".join(lines[starts[-1] :])
            assert "The pay" in last, page
            assert len(last.split("Notes")[-1]) > 110, page
    assert begun > 30


def test_the_small_print_stands_below_the_last_session(document: Make, session: Make, set_book: Make) -> None:
    pages = set_book(document()).pages
    assert "How to ask" in pages[-1] and "About this document" in pages[-1]


def test_on_the_first_page_what_a_mentor_is_for_stands_below_a_long_name(
    document: Make, session: Make, set_book: Make
) -> None:
    name = "Wilhelmina Featherstonehaugh-Cholmondeley-Brathwaite"
    lines = set_book(document(session(mentor=name), session())).pages[0].splitlines()
    at = [line.strip() for line in lines].index(name)
    assert lines[at + 1].strip() == "Mentoring · Work"
    assert "Ada Brontë" in lines[at + 2] and "Mentoring · Work" in lines[at + 2]


def test_the_private_reflection_stands_only_where_it_was_asked_for(
    document: Make, session: Make, set_book: Make
) -> None:
    without = set_book(document(session(reflection=None))).text
    assert "Private reflection " not in without and "Private reflections are left out." in without
    with_it = set_book(document(session(reflection="I was afraid."))).text
    assert "Private reflection I was afraid." in with_it


@pytest.mark.parametrize(("paper", "width"), [(Paper.A4, 595), (Paper.LETTER, 612)])
def test_the_page_has_the_size_of_the_paper(paper: Paper, width: int, document: Make, set_book: Make) -> None:
    assert round(float(set_book(document(paper=paper)).reader.pages[0].mediabox.width)) == width


def test_by_date_a_session_says_whom_it_was_with(document: Make, session: Make, set_book: Make) -> None:
    one: HistoryDocument = document()
    book = set_book(
        document(
            layout=Layout.BY_DATE,
            mentors=one.mentors,
            sections=(Section("2026", None, one.sections[0].sessions),),
        )
    )
    assert [" ".join(each.split()) for each in book.outline()][:2] == [
        "2026",
        "3 March 2026 · Ada Brontë How to ask",
    ]


def test_the_contents_of_a_long_document_list_years_and_the_bookmarks_all(
    document: Make, session: Make, set_book: Make
) -> None:
    book = set_book(document(*_months(session, 130)))
    titles = book.outline()
    assert [each for each in titles if each.isdigit()] == ["2021", "2022", "2023", "2024"]
    assert [each for each in titles if "20" not in each] == [
        "At a glance", "Ada Brontë", "Actions", "About this document",
    ]  # fmt: skip
    assert len(titles) == 4 + 4 + 130
    assert "How to ask" not in book.pages[1]


def test_a_session_far_from_home_says_its_time_zone(document: Make, session: Make, set_book: Make) -> None:
    text = set_book(document(session(), session(), session(zone="Asia/Tokyo"))).text
    assert text.count("14:00 (Asia/Tokyo)") == 1 and "Europe/Berlin" not in text


def test_an_empty_about_me_still_makes_a_first_page(document: Make, set_book: Make) -> None:
    book = set_book(document(name="", known_for=""))
    assert "Mentoring history" in book.pages[0]
    assert book.reader.metadata.title == "Mentoring history"
