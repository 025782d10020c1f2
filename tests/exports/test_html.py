"""HTML: valid, self-contained, without anything that runs or is loaded; what was written is what is shown."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from mentee_app.exports import html
from mentee_app.exports.reading import (
    Bar,
    BarFigure,
    Block,
    ColumnFigure,
    Heading,
    LineFigure,
    Mark,
    Reading,
    Spot,
    Table,
    Text,
)
from mentee_app.trouble import Trouble
from tests.exports import hostile, hostile_reading

COUNT = int(os.environ.get("MENTEE_HOSTILE_TEXTS", "1500"))
"""How many hostile texts are tried here; the whole proof takes 10,000."""

LEAVES = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "dt", "caption", "figcaption", "th", "td"}
ELEMENTS = LEAVES | set(
    "html head meta title style body main header nav footer ul ol li dl dd table thead tbody tr figure svg desc line text rect"
    " circle polyline polygon a b i span bdi".split()
)
ATTRIBUTES = set(
    "lang dir charset http-equiv content name id class href rel scope role direction viewBox aria-labelledby aria-hidden"
    " fill stroke stroke-width stroke-dasharray x y x1 x2 y1 y2 cx cy r rx width height points text-anchor".split()
)


def _document(*blocks: Block, **changed: object) -> Reading:
    usual: dict[str, object] = {
        "kind": "Portfolio",
        "title": "A goal",
        "language": "en",
        "region": None,
        "rtl": False,
    }
    return Reading(**{**usual, "blocks": blocks, **changed})  # type: ignore[arg-type]


def _parsed(text: str) -> Element:
    """The file as a strict parser sees it: it stops at any fault."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "comment"


def _leaves(root: Element) -> Iterator[str]:
    for element in root.iter():
        if _name(element) in LEAVES:
            yield "".join(element.itertext())


def _links(root: Element) -> list[str]:
    return [element.attrib["href"] for element in root.iter() if _name(element) == "a"]


def test_every_hostile_text_comes_out_as_written() -> None:
    some = list(hostile.texts(COUNT, seed=6))
    for start in range(0, COUNT, 50):
        document, _markdown, expected = hostile_reading.made_of(some[start : start + 50])
        root = _parsed(html.html(document))
        assert list(_leaves(root)) == expected
        assert {_name(element) for element in root.iter()} <= ELEMENTS
        assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
        assert all(link.lower().startswith(("http://", "https://", "mailto:")) for link in _links(root))


FIGURES = (
    LineFigure("How far <b>", "From 10 % to 80 % & on", (Spot(0, 0.1, "10 %"), Spot(1, 0.8, "80 %")),
               (Mark(0.5, "May 2026"),), 0.05, Mark(1, "Target")),
    BarFigure("Advice", "Take 2", (Bar("Take", 2, 1), Bar("Leave", 0, 0))),
    ColumnFigure("Sessions", "In May 3", (Bar("May", 3, 1), Bar("", 0, 0))),
)  # fmt: skip


def test_a_figure_has_a_title_and_a_description() -> None:
    root = _parsed(html.html(_document(*FIGURES)))
    drawn = [element for element in root.iter() if _name(element) == "svg"]
    assert len(drawn) == 3
    for element, figure in zip(drawn, FIGURES):
        title, described = element[0], element[1]
        assert (_name(title), title.text) == ("title", figure.title)
        assert (_name(described), described.text) == ("desc", figure.description)
        assert element.attrib["aria-labelledby"] == f"{title.attrib['id']} {described.attrib['id']}"
        assert element.attrib["role"] == "img"


def test_nothing_is_allowed_but_the_one_style() -> None:
    text = html.html(_document(*FIGURES))
    style = re.search("<style>(.*)</style>", text, re.DOTALL)
    policy = re.search('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    assert style and policy
    known = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert not re.search(r"<script|<link|<iframe|<img|url\(|@import|@font-face| style=| on\w+=", text)


@pytest.mark.parametrize(("language", "region", "rtl", "said"), [
    ("en", None, False, '<html lang="en" dir="ltr">'),
    ("de", "AT", False, '<html lang="de-AT" dir="ltr">'),
    ("ar", "EG", True, '<html lang="ar-EG" dir="rtl">'),
])  # fmt: skip
def test_it_says_its_language_and_direction(language: str, region: str | None, rtl: bool, said: str) -> None:
    assert said in html.html(_document(language=language, region=region, rtl=rtl))


def test_the_contents_lead_to_every_heading_of_the_first_two_levels() -> None:
    blocks = [
        Heading(1, "One"),
        Heading(2, "One a", anchor="s1"),
        Heading(3, "deep"),
        Heading(2, "One b"),
        Heading(1, "Two"),
    ]
    root = _parsed(html.html(_document(*blocks, contents="Contents")))
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    found = {
        element.attrib["id"]: "".join(element.itertext()) for element in root.iter() if "id" in element.attrib
    }
    assert [found[link.removeprefix("#")] for link in _links(root)] == ["One", "One a", "One b", "Two"]


def test_without_a_word_for_it_there_are_no_contents() -> None:
    assert "<nav" not in html.html(_document(Heading(1, "One"), Heading(1, "Two")))


def test_labels_stand_one_level_below_their_heading_and_none_is_skipped() -> None:
    blocks = (
        Text("a", "L1"),
        Heading(1, "One"),
        Text("b", "L2"),
        Heading(2, "Two"),
        Text("c", "L3"),
        Heading(3, "x"),
    )
    root = _parsed(html.html(_document(*blocks)))
    levels = [int(_name(element)[1]) for element in root.iter() if re.fullmatch("h[1-6]", _name(element))]
    assert levels == [1, 2, 2, 3, 3, 4, 4]


def test_the_heads_of_a_table_say_what_they_are_heads_of() -> None:
    blocks = (
        Heading(1, "One", anchor="s1"),
        Table("Steps", ("Step", "Due"), (("First", "May"),), anchors=("s1",)),
    )
    root = _parsed(html.html(_document(*blocks)))
    heads = [
        (element.attrib["scope"], "".join(element.itertext()))
        for element in root.iter()
        if _name(element) == "th"
    ]
    assert heads == [("col", "Step"), ("col", "Due"), ("row", "First")]
    assert _links(root) == ["#s1"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ('see https://example.org/a?b=1&c="2", there', ["https://example.org/a?b=1&c="]),
        ("https://b\u00fccher.example/\u202e", ["https://b%C3%BCcher.example/%E2%80%AE"]),
        (
            "javascript:alert(1) file:///etc/passwd data:text/html,x ftp://a.example www.a.example //a.example",
            [],
        ),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_become_links(text: str, links: list[str]) -> None:
    assert _links(_parsed(html.html(_document(Text(text))))) == links


def test_the_same_document_gives_the_same_file(tmp_path: Path) -> None:
    document = _document(*FIGURES)
    for name in ("one.html", "two.html"):
        html.save(document, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert (tmp_path / "one.html").read_bytes() == html.html(document).encode()


def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="is a folder"):
        html.save(_document(), tmp_path)
