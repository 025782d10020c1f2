"""Texts that mean harm, or only come from far away, come out as typed, or the document says what lacks."""

from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from mentee_app.exports.pdf import Standard

Make = Callable[..., Any]

MARKUP = [
    '#panic("x")', "$a^2$", "*bold* _thin_", "@nobody", "= heading", "- item", "// gone?", "/* gone? */",
    '#import "x"', "<label>", "\\u{41}", "`raw`", "[brackets] {braces}", "~ --- ...",
    '"quotes" and \'these\'', "https://", "#sys.inputs",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_markup_comes_out_as_typed(text: str, document: Make, session: Make, set_book: Make) -> None:
    book = set_book(
        document(session(notes=f"begin {text} end", topic=text, mentor=text), name=text, known_for=text)
    )
    assert f"begin {text} end" in book.text
    assert book.text.count(text) >= 5
    assert book.result.standard is Standard.ARCHIVE


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\x01\x1b[31m",
        "\ud800",
        "\x7f",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\ue000",
        "a\u0301\u0302",
        "\u0378",
    ],
)
def test_no_character_makes_the_export_fail(text: str, document: Make, session: Make, set_book: Make) -> None:
    book = set_book(document(session(notes=f"begin {text} end", topic=text), name=text))
    assert "begin" in book.text and "end" in book.text


def test_what_no_document_may_hold_is_named_on_the_last_page(
    document: Make, session: Make, set_book: Make
) -> None:
    book = set_book(document(session(notes="a\x01b\ud800c")))
    assert book.result.missing == ("\x01", "\ud800") and book.result.standard is Standard.ARCHIVE
    assert "a\ufffdb\ufffdc" in book.text
    assert "U+0001" in book.pages[-1] and "U+D800" in book.pages[-1]


def test_letters_in_no_font_are_named_and_can_still_be_copied(
    document: Make, session: Make, set_book: Make
) -> None:
    rare = "\U0001bc00\U00013000"  # shorthand and hieroglyphs: even well-equipped machines rarely have both
    book = set_book(document(session(notes=f"begin {rare} end")))
    missing = book.result.missing
    if missing:
        assert book.result.standard is Standard.TAGGED
        assert all(f"U+{ord(letter):04X}" in book.pages[-1] for letter in missing)
        assert "/StructTreeRoot" in book.reader.trailer["/Root"]
    else:
        assert rare in book.text


def test_an_unassigned_letter_is_named_too(document: Make, session: Make, set_book: Make) -> None:
    book = set_book(document(session(notes="begin \u0378 end")))
    assert book.result.missing == ("\u0378",) and book.result.standard is Standard.TAGGED
    assert "U+0378" in book.pages[-1]


@pytest.mark.parametrize("text", ["שלום לכולם", "Привет", "Καλημέρα", "ℵ → ∞ ≤ ✓", "Ǟ ș ł ħ"])
def test_letters_of_other_scripts_come_out(text: str, document: Make, session: Make, set_book: Make) -> None:
    book = set_book(document(session(notes=text)))
    assert book.result.missing == ()
    there = set(book.text)
    assert set(text) <= there


def test_an_endless_word_stays_on_the_page_and_stays_whole(
    document: Make, session: Make, set_book: Make
) -> None:
    word = "Donaudampfschifffahrt" * 20
    book = set_book(document(session(notes=f"see {word} there")))
    assert word in book.text.replace(" ", "")
    assert _longest_line(book.pages) < 110


def test_a_word_of_twenty_thousand_letters_is_set(document: Make, session: Make, set_book: Make) -> None:
    book = set_book(document(session(notes="x" * 20_000)))
    assert book.text.count("x") >= 20_000
    assert _longest_line(book.pages) < 160


def test_a_note_of_a_megabyte_is_set_to_its_end(document: Make, session: Make, set_book: Make) -> None:
    book = set_book(document(session(notes="what was said that day " * 45_000 + "the end")))
    last = [page.extract_text() for page in book.reader.pages[-4:]]
    assert "the end" in " ".join(last) and len(book.reader.pages) > 100


def test_spaces_and_lines_stay_as_typed(document: Make, session: Make, set_book: Make) -> None:
    notes = "first\n    four in\nlast of the first\n\n\n\nafter three blank lines\ta tab  two spaces"
    book = set_book(document(session(notes=notes)))
    page = next(page for page in book.pages if "four in" in page)
    heights = _heights(book.reader, ("first", "four in", "last of", "after three"))
    line = heights["first"][1] - heights["four in"][1]
    assert heights["four in"][1] - heights["last of"][1] == pytest.approx(line, abs=0.5)
    assert heights["last of"][1] - heights["after three"][1] > 3 * line
    assert "    four in" in page and "two spaces" in page and "tab  two" in page


def test_only_addresses_of_the_web_and_of_mail_become_links(
    document: Make, session: Make, set_book: Make
) -> None:
    notes = "https://example.org/a_b, javascript:alert(1) file:///etc/passwd mailto:ada@example.org."
    book = set_book(document(session(notes=notes)))
    found = {
        str(each.get_object()["/A"]["/URI"])
        for page in book.reader.pages
        for each in page.get("/Annots", [])
        if "/A" in each.get_object() and "/URI" in each.get_object()["/A"]
    }
    assert {"https://example.org/a_b", "mailto:ada@example.org"} <= found
    assert not any("javascript" in each or "file" in each for each in found)


def _longest_line(pages: list[str]) -> int:
    """In characters. A line that fits the page has fewer than 110 (160 with invisible marks)."""
    return max(len(line) for page in pages for line in page.splitlines())


def _heights(reader: pypdf.PdfReader, wanted: tuple[str, ...]) -> dict[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = {}
    for number, page in enumerate(reader.pages):

        def see(text: str, cm: Any, _tm: Any, _font: Any, _size: Any, number: int = number) -> None:
            for words in wanted:
                if words in text:
                    found.setdefault(words, (number, cm[5]))

        page.extract_text(visitor_text=see)
    return found


def test_a_name_with_hyphens_breaks_only_there(document: Make, session: Make, set_book: Make) -> None:
    book = set_book(document(session(mentor="Wilhelmina Featherstonehaugh-Cholmondeley-Brathwaite")))
    lines = " | ".join(book.pages[1].splitlines())
    assert "Featherstonehaugh- | Cholmondeley-Brathwaite" in lines.replace("\xad", "-")
