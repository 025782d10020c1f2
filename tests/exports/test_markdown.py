"""Markdown: what was written is what a CommonMark reader shows, and nothing in it does anything."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mentee_app.exports import markdown, reading
from mentee_app.exports.reading import Facts, Heading, Item, Listing, Reading, Table, Text, Told
from mentee_app.trouble import Trouble
from tests.exports import hostile, hostile_reading

COUNT = int(os.environ.get("MENTEE_HOSTILE_TEXTS", "1500"))
"""How many hostile texts are tried here; the whole proof takes 10,000."""

OURS = {"heading", "paragraph", "bullet_list", "list_item", "hr", "inline"}
WITHIN = {"text", "text_special", "hardbreak", "em", "strong", "link"}


def _document(*blocks: reading.Block, **changed: object) -> Reading:
    usual: dict[str, object] = {
        "kind": "Portfolio",
        "title": "A goal",
        "language": "en",
        "region": None,
        "rtl": False,
    }
    return Reading(**{**usual, "blocks": blocks, **changed})  # type: ignore[arg-type]


def _shown(text: str, also: tuple[str, ...] = ()) -> tuple[list[str], set[str], set[str]]:
    """What a reader shows, one text for each block of it; the kinds of things in it; and where its links lead."""
    tokens = MarkdownIt("commonmark").enable(list(also)).parse(text)
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    links: set[str] = set()
    shown = []
    for token in tokens:
        if token.type == "inline":
            shown.append("".join(_letters(token.children or [], links)))
            kinds |= {
                child.type.removesuffix("_open").removesuffix("_close") for child in token.children or []
            }
    return shown, kinds, links


def _letters(tokens: list[Token], links: set[str]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            links.add(str(token.attrs["href"]))
        yield "\n" if token.type in ("hardbreak", "softbreak") else token.content


@pytest.mark.parametrize("also", [(), ("table", "strikethrough")], ids=["commonmark", "with tables"])
def test_every_hostile_text_comes_out_as_written(also: tuple[str, ...]) -> None:
    some = list(hostile.texts(COUNT, seed=5))
    for start in range(0, COUNT, 50):
        document, expected, _html = hostile_reading.made_of(some[start : start + 50])
        shown, kinds, links = _shown(markdown.markdown(document), also)
        assert shown == expected
        assert kinds <= OURS | WITHIN
        assert all(link.lower().startswith(("http://", "https://", "mailto:")) for link in links)


def test_what_is_written_is_plain_to_read_in_the_file_too() -> None:
    document = _document(
        Heading(1, "What I did", "and why", "With Ada"),
        Text("One line,\nand another.\n\nA paragraph: 1986 was good. C# & R&D - all (well) done!", "Notes"),
        Listing((Item("Write one page", "Mine", (Told("Learned:", "It is long."),)), Item("Call"))),
        Facts((Told("Why", "Because."),)),
        Table("Steps", ("Step", "Due"), (("First", "3 May"), ("Second", ""))),
        by="Layla",
        foot=("The end.",),
    )
    assert markdown.markdown(document).split("\n") == [
        "# A goal", "", "Portfolio\\", "Layla", "",
        "## What I did · and why", "", "With Ada", "", "### Notes", "", "One line,\\", "and another.", "",
        "A paragraph: 1986 was good. C# & R&D - all (well) done!", "",
        "- Write one page\\", "  *Mine*", "", "  *Learned:* It is long.", "", "- Call", "",
        "- **Why** Because.", "", "### Steps", "", "- First\\", "  Due: 3 May", "- Second", "", "* * *", "", "The end.", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://example.org/a_b, there", {"https://example.org/a_b"}),
        ("mailto:ada@example.org.", {"mailto:ada@example.org"}),
        ("!https://example.org", {"https://example.org"}),
        (
            "javascript:alert(1) file:///etc/passwd data:text/html,x ftp://a.example www.a.example //a.example",
            set(),
        ),
        ("[text](https://example.org/x)", {"https://example.org/x"}),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_become_links(text: str, links: set[str]) -> None:
    _shown_texts, _kinds, found = _shown(markdown.markdown(_document(Text(text))))
    assert found == links


def test_the_same_document_gives_the_same_file(tmp_path: Path) -> None:
    document = _document(Text("Once.\n\n\n\nTwice."))
    for name in ("one.md", "two.md"):
        markdown.save(document, tmp_path / name)
    assert (tmp_path / "one.md").read_bytes() == (tmp_path / "two.md").read_bytes()
    assert (tmp_path / "one.md").read_bytes() == markdown.markdown(document).encode()


def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="is a folder"):
        markdown.save(_document(), tmp_path)


def test_canonical_text_changes_only_what_no_document_can_hold() -> None:
    assert reading.canonical("\n a\r\nb\rc\u2028d \n \t\ne\n\n") == " a\nb\nc\nd \n\ne"
    assert reading.canonical("a\x00b\ud800c\ufffed\te") == "a\ufffdb\ufffdc\ufffdd\te"
    assert reading.paragraphs("a\nb\n\nc\n\n\n\nd") == ["a\nb", "c", "\n\nd"]
