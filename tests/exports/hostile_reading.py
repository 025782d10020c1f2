"""A document that has hostile texts in every place, and what a reader of it must find there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mentee_app.exports.reading import (
    Block,
    Counsel,
    Facts,
    Heading,
    Item,
    Ledger,
    Listing,
    Reading,
    Table,
    Text,
    Told,
    Tone,
    canonical,
    one_line,
    paragraphs,
)


@dataclass(frozen=True)
class Place:
    """A place for a text: the block that holds it, and the texts that Markdown and HTML show there."""

    block: Callable[[str], Block]
    markdown: Callable[[str], Sequence[str]]
    html: Callable[[str], Sequence[str]]


def _several(text: str, before: str = "", after: str = "") -> list[str]:
    """The paragraphs of a text, with something of ours before the first and after the last."""
    every = paragraphs(canonical(text))
    every[0] = before + every[0]
    every[-1] += after
    return every


PLACES = (
    Place(lambda t: Heading(1, t, t, t), lambda t: [f"{one_line(t)} · {one_line(t)}", one_line(t)],
          lambda t: [f"{one_line(t)} {one_line(t)}", one_line(t)]),
    Place(lambda t: Text(t), _several, _several),
    Place(lambda t: Text(t, tone=Tone.LEAD), _several, _several),
    Place(lambda t: Listing((Item(t), Item(t))), lambda t: _several(t) * 2, lambda t: _several(t) * 2),
    Place(lambda t: Listing((Item(t),), boxes=True), lambda t: _several(t, "[ ] "), _several),
    Place(lambda t: Listing((Item(t, t, (Told("Learned:", t),)),)),
          lambda t: [*_several(t, after="\n" + one_line(t)), *_several(t, "Learned: ")],
          lambda t: [*_several(t), one_line(t), f"Learned: {canonical(t)}"]),
    Place(lambda t: Ledger((Counsel(t, t, t, "~", "Adapt", "1 May", t, Told("So:", t)),)),
          lambda t: [*_several(t), *_several(t), one_line(t), *_several(t, "~ Adapt · 1 May: "), *_several(t, "So: ")],
          lambda t: [*_several(t), *_several(t), one_line(t), f"~ Adapt · 1 May: {canonical(t)}", f"So: {canonical(t)}"]),
    Place(lambda t: Facts((Told("What", t),)), lambda t: _several(t, "What "), lambda t: ["What", *_several(t)]),
    Place(lambda t: Table("", ("A", "B"), ((t, t),)), lambda t: [f"{one_line(t)}\nB: {one_line(t)}"],
          lambda t: ["A", "B", one_line(t), one_line(t)]),
)  # fmt: skip


def made_of(some: Sequence[str]) -> tuple[Reading, list[str], list[str]]:
    """A document with each text in a place of its own, and all that Markdown and HTML must show, in order."""
    placed = list(zip(some, (PLACES[at % len(PLACES)] for at in range(len(some)))))
    title = some[0]
    document = Reading(
        kind="Proof", title=title, language="en", region=None, rtl=False, by=title, line=title,
        opening=(Text(title),), blocks=tuple(place.block(text) for text, place in placed), foot=(title,),
    )  # fmt: skip
    head = one_line(title)
    markdown = [
        head,
        f"Proof\n{head}\n{head}",
        *_several(title),
        *_in_order(placed, "markdown"),
        *_several(title),
    ]
    html = ["Proof", head, head, head, *_several(title), *_in_order(placed, "html"), head]
    return document, markdown, html


def _in_order(placed: Sequence[tuple[str, Place]], form: str) -> Iterator[str]:
    for text, place in placed:
        yield from getattr(place, form)(text)
