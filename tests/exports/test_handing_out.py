"""Every document in every form: the same words in PDF, Markdown and HTML, and the same again."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import html5lib
import pypdf
import pytest
from markdown_it import MarkdownIt

from mentee_app import app
from mentee_app.exports import handing_out, history, history_reading, html, markdown, preparation, wording
from mentee_app.exports.documents import Choice, Layout, Paper
from mentee_app.exports.handing_out import Form, UnknownName
from mentee_app.exports.reading import Bar, Heading, Mark, Reading, Spot
from mentee_app.queries import preparation as prepared
from mentee_app.queries import sessions
from mentee_app.trouble import Trouble

NOW = datetime(2026, 11, 23, 12)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[app.App]:
    with app.opened(tmp_path / "notebook") as opened:
        opened.samples.fill(24, 3, today=NOW.date(), zone="UTC")
        yield opened


def _history(choice: Choice) -> Reading:
    return history_reading.reading(wording.worded(history.history(choice, NOW)))


def _words(text: str) -> str:
    return " ".join(text.split())


def _texts(value: Any) -> Iterator[str]:
    """Every text of a reading, but those that only stand in drawings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, Bar | Spot | Mark):
        for field in fields(value):
            if field.name not in (
                "sign",
                "anchor",
                "leads_to",
                "anchors",
                "language",
                "contents",
                "description",
                "by",
            ):
                yield from _texts(getattr(value, field.name))


def _in_html(told: Reading) -> str:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html.html(told))
    return _words(" ".join(root.find("body").itertext()))


def _in_markdown(told: Reading) -> str:
    tokens = MarkdownIt("commonmark").parse(markdown.markdown(told))
    every = (child for token in tokens for child in token.children or [])
    parts = (" " if child.type in ("softbreak", "hardbreak") else child.content for child in every)
    return _words("".join(parts))


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("share", [False, True])
def test_the_history_says_the_same_in_markdown_and_html(
    notebook: app.App, layout: Layout, share: bool
) -> None:
    told = _history(Choice(layout=layout, share=share, initials=share))
    in_html, in_markdown = _in_html(told), _in_markdown(told)
    assert len([each for each in told.blocks if isinstance(each, Heading)]) > 24
    for text in _texts((told.title, told.blocks, told.foot)):
        for line in filter(None, map(_words, text.split("\n"))):
            assert line in in_html, line
            assert line.replace(" ", "") in in_markdown.replace(" ", ""), line


def test_links_of_the_history_lead_to_places_that_are_there(notebook: app.App) -> None:
    text = html.html(_history(Choice(layout=Layout.BY_GOAL)))
    places = re.findall(r' id="([^"]+)"', text)
    assert len(places) == len(set(places))
    inner = set(re.findall(r'href="#([^"]+)"', text))
    assert inner and inner <= set(places)


def test_one_session_stands_alone(notebook: app.App) -> None:
    id = sessions.ids(sessions.Filter())[-1]
    told = _history(Choice(session=id))
    assert len([each for each in told.blocks if isinstance(each, Heading)]) == 1
    assert not told.contents


def test_private_reflections_are_in_no_form_unless_asked_for(notebook: app.App) -> None:
    from mentee_app.storage import rows

    secret = [text for (text,) in rows.of("SELECT reflection FROM session WHERE reflection <> ''")]
    assert secret
    without = markdown.markdown(_history(Choice()))
    with_them = _in_markdown(_history(Choice(with_private=True)))
    assert not any(markdown.escaped(each) in without for each in secret)
    assert any(_words(each) in with_them for each in secret)


def test_the_preparation_page_says_the_same_in_every_form(notebook: app.App) -> None:
    page = next(
        found
        for id in sessions.ids(sessions.Filter())
        if (found := prepared.of_session(id)) and found.points and found.last
    )
    told = preparation.reading(page, NOW.date(), "en")
    sheet = preparation.template_input(page, NOW.date(), "en", Paper.A4)
    headings = [each.text for each in told.blocks if isinstance(each, Heading)]
    assert [each["label"] for each in sheet["sections"]] == headings
    for text in _texts((told.kind, told.line, told.blocks, told.foot)):
        for line in filter(None, map(_words, text.split("\n"))):
            assert line in _in_html(told), line
            assert line.replace(" ", "") in _in_markdown(told).replace(" ", ""), line


@pytest.mark.parametrize("form", list(Form))
def test_a_portfolio_and_a_closure_are_written_as_their_name_asks(
    notebook: app.App, form: Form, tmp_path: Path
) -> None:
    out = tmp_path / f"out{form.value}"
    assert handing_out.save_portfolio(out, "skiff", now=NOW, with_notes=True) == f"{out} is written."
    assert "Portfolio" in _read(out) and "skiff" in _read(out)
    before = out.read_bytes()
    handing_out.save_portfolio(out, "skiff", now=NOW, with_notes=True)
    assert out.read_bytes() == before
    assert handing_out.save_closure(out, "Siob", now=NOW) == f"{out} is written."
    assert "Looking back on being mentored" in _read(out)


@pytest.mark.parametrize("ending", [".md", ".html"])
def test_the_history_is_written_as_its_name_asks(notebook: app.App, ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{ending}"
    said = handing_out.save_history(out, Choice(until=date(2026, 11, 1)), NOW)
    assert re.fullmatch(rf"{re.escape(str(out))} holds \d+ sessions\.", said)
    assert _read(out).startswith("<!DOCTYPE html>" if ending == ".html" else "# ")


def test_a_name_that_fits_nothing_writes_nothing(notebook: app.App, tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        handing_out.save_portfolio(tmp_path / "out.md", "no such goal", now=NOW)
    with pytest.raises(Trouble):
        handing_out.save_closure(tmp_path / "no folder" / "out.md", "Siob", now=NOW)
    assert not (tmp_path / "out.md").exists()


def _read(path: Path) -> str:
    if path.suffix == ".pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return path.read_text(encoding="utf-8")
