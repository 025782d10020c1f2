"""Writes a document as one HTML file that needs nothing else: no scripts, nothing loaded, ready to be printed."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import assert_never

from mentee_app import paths
from mentee_app.exports import addresses, files, reading, svg
from mentee_app.exports.reading import (
    BarFigure,
    Block,
    ColumnFigure,
    Counsel,
    Facts,
    Figure,
    Heading,
    Item,
    Ledger,
    LineFigure,
    Listing,
    Reading,
    Table,
    Text,
    Told,
    Tone,
)

_DEEPEST = 6
_IN_CONTENTS = 2


def save(document: Reading, path: Path) -> None:
    """Write the document to `path`. Raises Trouble; then the old file still stands."""
    files.check_place(path)
    files.atomic_write(path, html(document).encode())


def html(document: Reading) -> str:
    """The document as HTML5; the same document gives the same text."""
    body = "\n".join(part for part in _parts(document) if part)
    language = document.language + (f"-{document.region}" if document.region else "")
    title = f"{document.kind}: {document.title}" if document.title else document.kind
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{_attribute(language)}" dir="{"rtl" if document.rtl else "ltr"}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_line(title)}</title>\n"
        f"<style>{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def linked(text: str) -> str:
    """A text as typed, its addresses as links; `text` is canonical."""
    return "".join(
        f'<a href="{_attribute(to)}" rel="noopener noreferrer">{escape(part)}</a>' if to else escape(part)
        for part, to in addresses.pieces(text)
    )


def _parts(document: Reading) -> Iterator[str]:
    yield "<header>"
    if document.title:
        yield f'<p class="kind">{_line(document.kind)}</p>'
    yield f'<h1 dir="auto">{_line(document.title or document.kind)}</h1>'
    yield _small(document.by, "by")
    yield _small(document.line, "line")
    for each in document.opening:
        yield from _text(each, 2)
    yield "</header>"
    yield from _contents(document)
    level = 1
    for at, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            level = block.level + 1
        yield from _block(block, level, f"p{at}")
    if document.foot:
        yield "<footer>"
        yield from (_small(each, "quiet") for each in document.foot)
        yield "</footer>"


def _contents(document: Reading) -> Iterator[str]:
    """Links to the headings of the first two levels, one list within the other."""
    found = [
        (min(block.level, _IN_CONTENTS), block.anchor or f"p{at}", block)
        for at, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level <= _IN_CONTENTS
    ]
    if not document.contents or len(found) < 2:
        return
    yield f'<nav aria-labelledby="contents">\n<h2 id="contents">{_line(document.contents)}</h2>\n<ol>'
    depth, opened = 1, False
    for level, name, block in found:
        level = level if opened else 1
        if level > depth:
            yield "<ol>"
        elif level < depth:
            yield "</li></ol></li>"
        elif opened:
            yield "</li>"
        depth, opened = level, True
        yield f"<li>{_led(_titled(block), name)}"
    yield "</li></ol>" * (depth - 1) + "</li>\n</ol>\n</nav>"


def _block(block: Block, level: int, name: str) -> Iterator[str]:
    """The elements of a block that stands below a heading of this level."""
    match block:
        case Heading():
            tag = f"h{min(level, _DEEPEST)}"
            yield f'<{tag} id="{_attribute(block.anchor or name)}" dir="auto">{_titled(block)}</{tag}>'
            yield _small(block.line, "line", block.leads_to)
        case Text():
            yield from _text(block, level + 1)
        case Listing():
            yield _label(block.label, level + 1)
            yield from _listed("items boxes" if block.boxes else "items", map(_item, block.items))
        case Ledger():
            yield _label(block.label, level + 1)
            yield from _listed("ledger", map(_counsel, block.items))
        case Facts():
            yield "<dl>"
            for row in block.rows:
                yield f"<dt>{_line(row.label)}</dt><dd>{_paragraphs(row.text)}</dd>"
            yield "</dl>"
        case Table():
            yield from _table(block)
        case LineFigure() | BarFigure() | ColumnFigure():
            small = isinstance(block, LineFigure) and block.small
            opening = '<figure class="small">' if small else "<figure>"
            yield f"{opening}\n<figcaption>{_line(block.title)}</figcaption>"
            yield svg.drawn(block, name)
            if not _says_its_numbers(block):
                yield f"<p>{_line(block.description)}</p>"
            yield "</figure>"
        case _:
            assert_never(block)


def _says_its_numbers(figure: Figure) -> bool:
    """Whether the numbers stand in the drawing, so that they need not be told below it too."""
    if isinstance(figure, ColumnFigure):
        return len(figure.columns) <= svg.MOST_COUNTED
    return isinstance(figure, BarFigure)


def _text(block: Text, level: int) -> Iterator[str]:
    yield _label(block.label, level)
    yield _paragraphs(block.text, "" if block.tone is Tone.PLAIN else block.tone.value)


def _titled(heading: Heading) -> str:
    aside = f' <span class="aside"><bdi>{_line(heading.aside)}</bdi></span>' if heading.aside.strip() else ""
    return f"<bdi>{_line(heading.text)}</bdi>{aside}"


def _label(label: str, level: int) -> str:
    tag = f"h{min(level, _DEEPEST)}"
    return f'<{tag} class="label">{_line(label)}</{tag}>' if label else ""


def _listed(kind: str, items: Iterable[str]) -> Iterator[str]:
    yield f'<ul class="{kind}">'
    for item in items:
        yield f"<li>{item}</li>"
    yield "</ul>"


def _item(item: Item) -> str:
    return _paragraphs(item.text) + _small(item.line, "line") + "".join(map(_told, item.more))


def _counsel(counsel: Counsel) -> str:
    said = ""
    if counsel.decision:
        sign = f'<span class="sign" aria-hidden="true">{_line(counsel.sign)}</span> ' if counsel.sign else ""
        on = f' · <span class="quiet">{_line(counsel.on)}</span>' if counsel.on else ""
        why = f": {_within(counsel.reason)}" if counsel.reason.strip() else ""
        said = f'<p class="decided">{sign}<b>{_line(counsel.decision)}</b>{on}{why}</p>'
    parts = [_paragraphs(counsel.context, "context"), _paragraphs(counsel.text), _small(counsel.line, "line")]
    return "".join([*parts, said, _told(counsel.outcome) if counsel.outcome else ""])


def _told(told: Told) -> str:
    return f'<p class="told"><i>{_line(told.label)}</i> {_within(told.text)}</p>'


def _table(table: Table) -> Iterator[str]:
    caption = f"\n<caption>{_line(table.caption)}</caption>" if table.caption else ""
    heads = "".join(f'<th scope="col">{_line(each)}</th>' for each in table.head)
    yield f"<table>{caption}\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    for (first, *others), anchor in zip(table.rows, table.anchors or ("",) * len(table.rows)):
        cells = "".join(f"<td><bdi>{_links(each)}</bdi></td>" for each in others)
        name = f"<bdi>{_led(_line(first), anchor) if anchor else _links(first)}</bdi>"
        yield f'<tr><th scope="row">{name}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


def _led(shown: str, anchor: str) -> str:
    """Something that leads to another place of the document."""
    return f'<a href="#{_attribute(anchor)}">{shown}</a>'


def _paragraphs(text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    every = reading.paragraphs(reading.canonical(text))
    return "".join(f'<p{named} dir="auto">{linked(each)}</p>' for each in every)


def _small(text: str, kind: str, anchor: str = "") -> str:
    said = _led(_line(text), anchor) if anchor else _links(text)
    return f'<p class="{kind}" dir="auto">{said}</p>' if text.strip() else ""


def _within(text: str) -> str:
    return f"<bdi>{linked(reading.canonical(text))}</bdi>"


def _links(text: str) -> str:
    return linked(reading.one_line(text))


def _line(text: str) -> str:
    return escape(reading.one_line(text))


def _attribute(text: str) -> str:
    return escape(text, quote=True)


@cache
def _style() -> str:
    return "\n" + paths.resource("html/style.css").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Nothing is loaded, sent or run; the one style is allowed by what it says."""
    known = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
