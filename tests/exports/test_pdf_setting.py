"""How pages begin and end, how lines run, and what stands at their head: seen in PDFs that were set."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from mentee_app.domain.actions import Owner
from mentee_app.domain.goals import Status
from mentee_app.exports import glance, pdf, reading, reading_words
from mentee_app.exports.lettering import Lettering
from mentee_app.exports.reading import Block, Facts, Heading, Item, Listing, Told
from mentee_app.queries.handed_out import CheckInPoint, GoalCard
from mentee_app.queries.history import ActionLine

Make = Callable[..., Any]


def test_one_session_alone_has_no_list_of_contents(document: Make, session: Make, set_book: Make) -> None:
    assert "Contents" not in set_book(document()).text
    assert "Contents" in set_book(document(session(), session())).pages[1]


def test_a_first_page_without_a_name_says_its_title_once(document: Make, set_book: Make) -> None:
    assert set_book(document(name="")).pages[0].count("Mentoring history") == 1


def test_a_running_head_that_is_too_long_keeps_its_beginning_and_says_that_there_is_more(
    document: Make, session: Make, set_book: Make
) -> None:
    name = "Maximiliane Hohenlohe of Waldenburg and Schillingsfürst and all the hills between them"
    head = set_book(document(session(mentor=name), name=name)).pages[1].splitlines()[0]
    assert head.count("Maximiliane Hohenlohe") == 2 and head.count("…") == 2


def test_the_small_print_never_stands_alone_on_the_last_page(
    document: Make, session: Make, set_book: Make
) -> None:
    """Notes of many lengths push the end of the session to every height of a page."""
    counts = []
    for lines in range(2, 16):
        pages = set_book(document(session(notes="One more line.\n" * lines))).pages
        counts.append(len(pages))
        last = pages[-1]
        assert "Write one page" in last and "About this document" in last, lines
    assert set(counts) == {2, 3}


def test_no_list_leaves_one_item_alone_at_the_end_or_the_beginning_of_a_page(tmp_path: Path) -> None:
    seen = set()
    for before in range(12, 30):
        one = Listing(tuple(Item(f"Before {at}.") for at in range(before)))
        two = Listing(tuple(Item(f"Item {at}.") for at in range(6)))
        pages = _pages(tmp_path, (Heading(1, "One"), one, Heading(1, "Two"), two))
        split = [len(re.findall(r"Item \d", page)) for page in pages]
        assert 1 not in split, (before, split)
        seen.add(tuple(each for each in split if each))
    assert len(seen) > 1, seen


def test_the_rows_of_facts_stand_two_by_two_where_a_page_ends(tmp_path: Path) -> None:
    seen = set()
    for before in range(14, 32):
        one = Listing(tuple(Item(f"Before {at}.") for at in range(before)))
        two = Facts(tuple(Told(f"Label {at}", "Said.") for at in range(5)))
        pages = _pages(tmp_path, (one, two))
        split = [len(re.findall(r"Label \d", page)) for page in pages]
        assert 1 not in split, (before, split)
        seen.add(tuple(each for each in split if each))
    assert len(seen) > 1, seen


def test_a_day_behind_an_item_is_never_parted(document: Make, session: Make, set_book: Make) -> None:

    for width in range(52, 72, 2):
        deed = ActionLine(0, ("word " * 20)[:width].strip(), Owner.ME, date(2026, 4, 3), None)
        text = set_book(document(session(actions=(deed,)))).pages[1]
        assert re.search(r"Mine · due 3 April 2026", text), (width, text)


@pytest.mark.parametrize("language", ["ar", "he"])
def test_in_a_document_from_right_to_left_a_day_in_english_keeps_its_order(language: str) -> None:
    lettering = Lettering(right_to_left=True)
    assert lettering.line("5 January 2025") == "\u200e5 January 2025", language
    assert lettering.line("5 يناير") == "5 يناير"
    assert Lettering().line("5 January 2025") == "5 January 2025"


def test_a_text_that_runs_the_other_way_is_marked_as_turned() -> None:
    (said,) = Lettering().text("مرحبا.")
    assert said["rtl"] and said["turned"]
    (said,) = Lettering(right_to_left=True).text("مرحبا.")
    assert said["rtl"] and not said["turned"]


def test_the_goals_share_an_axis_that_says_its_years(document: Make, session: Make) -> None:
    sessions = [session(start=datetime(2006 + at, 3, 5, 10), id=at + 1) for at in range(20)]
    made = document(
        *sessions,
        goals=(GoalCard(7, "Lead a team", Status.OPEN, "", None, None),),
        check_ins=(CheckInPoint(7, date(2006, 5, 1), 20), CheckInPoint(7, date(2025, 8, 1), 65)),
    )
    columns, _bars, curves = glance.figures(made)
    assert [each.tick for each in columns.columns if each.tick] == ["2006", "2010", "2015", "2020", "2025"]
    assert 1 < len(curves.ticks) <= 3 and all(0 < each.place < 1 for each in curves.ticks)
    assert curves.curves[0].told == "20 % on 1 May 2006, 65 % on 1 August 2025"


def test_within_one_year_the_axis_says_its_first_and_its_last_month(document: Make, session: Make) -> None:
    sessions = [session(start=datetime(2026, 1, 5, 10) + timedelta(days=30 * at)) for at in range(7)]
    made = document(
        *sessions,
        goals=(GoalCard(7, "Lead a team", Status.OPEN, "", None, None),),
        check_ins=(CheckInPoint(7, date(2026, 1, 9), 20), CheckInPoint(7, date(2026, 8, 1), 65)),
    )
    ticks = glance.figures(made)[-1].ticks
    assert [(each.place, each.label) for each in ticks] == [(0, "1/2026"), (1, "8/2026")]


def _pages(folder: Path, blocks: Sequence[Block]) -> list[str]:
    told = reading_words.reading(
        "en", kind="Portfolio", title="A goal", blocks=tuple(blocks), foot=("Made.",)
    )
    setting = pdf.document_pdf("portfolio", reading.template_input(told, "a4"), folder / "it.pdf")
    setting.start()
    return [page.extract_text() for page in pypdf.PdfReader(setting.wait().path).pages]
