"""Says the preparation page of a session in words: as a reading, and in the shape that preparation.typ takes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from mentee_app import words
from mentee_app.domain import actions as rules
from mentee_app.domain.actions import Owner
from mentee_app.domain.sessions import AgendaState
from mentee_app.exports import reading_words, said_days
from mentee_app.exports.documents import Paper
from mentee_app.exports.lettering import Lettering
from mentee_app.exports.reading import Block, Heading, Item, Listing, Reading, Text
from mentee_app.i18n import _
from mentee_app.queries.preparation import OpenAction, Point, Preparation

_NOTES_SHOWN = 1200


def reading(page: Preparation, today: date, language: str) -> Reading:
    """The page as it is read."""
    session = page.session
    when = f"{said_days.day_words(session.wall_start.date())}, {session.wall_start:%H:%M}"
    parts = [when, words.minutes(session.minutes) if session.minutes else "", session.topic.strip()]
    return reading_words.reading(
        language,
        kind=_("Preparation: {name}").format(name=" ".join(session.mentor.split())),
        title="",
        line=" · ".join(part for part in parts if part),
        made_on=today,
        blocks=tuple(_blocks(page, today)),
        foot=(_("Made with Mentee on {day}.").format(day=said_days.day_words(today)),),
    )


def template_input(page: Preparation, today: date, language: str, paper: Paper) -> dict[str, Any]:
    """The page as the template takes it, with room to write; everything a person wrote is shown as text."""
    told = reading(page, today, language)
    lettering = Lettering(told.rtl)
    said: dict[str, Any] = {
        "language": told.language,
        "region": told.region,
        "rtl": told.rtl,
        "paper": paper.value,
        "made_on": [today.year, today.month, today.day],
        "title": lettering.line(told.kind),
        "line": lettering.line(told.line),
        "sections": list(_sections(told.blocks, lettering)),
        "space": _("What they say"),
        "foot": told.foot[0],
        "missing_words": _("Characters that no font here can draw:"),
    }
    return said | {"replaced": sorted(map(ord, lettering.replaced))}


def _sections(blocks: tuple[Block, ...], lettering: Lettering) -> Iterator[dict[str, Any]]:
    """Each heading with what stands below it."""
    for heading, below in zip(blocks[::2], blocks[1::2]):
        if not isinstance(heading, Heading):
            continue
        items = below.items if isinstance(below, Listing) else ()
        yield {
            "label": lettering.line(heading.text),
            "items": [
                {"text": lettering.text(each.text), "line": lettering.line(each.line)} for each in items
            ],
            "text": lettering.text(below.text) if isinstance(below, Text) else "",
            "box": isinstance(below, Listing) and below.boxes,
        }


def _blocks(page: Preparation, today: date) -> Iterator[Block]:
    """Headings, and one block below each."""
    last = page.last
    if last:
        notes = last.notes.strip()
        short = notes if len(notes) <= _NOTES_SHOWN else notes[:_NOTES_SHOWN].rsplit(" ", 1)[0] + " …"
        text = "\n".join(part for part in (last.topic.strip(), short) if part)
        day = said_days.day_words(last.wall_start.date())
        yield Heading(1, _("Since last time, {day}").format(day=day))
        yield Text(text or _("Nothing was noted."))
    if page.goal:
        how = _("{percent} % by the last check-in").format(percent=page.goal.percent)
        line = how if page.goal.percent is not None else ""
        yield from _listed(_("One goal"), [Item(page.goal.title, line)])
    yield from _listed(_("To talk about"), map(_point, page.points), boxes=True)
    yield from _listed(_("Questions for them"), (Item(each.text) for each in page.questions), boxes=True)
    yield from _listed(_("Advice to decide"), (Item(each.text) for each in page.undecided))
    yield from _listed(
        _("Tell them how it went"), (Item(each.text, each.outcome) for each in page.untold), boxes=True
    )
    yield from _listed(_("Open actions"), (_action(each, today) for each in page.actions), boxes=True)
    yield from _listed(_("Challenges"), (Item(each.text, words.of(each.status)) for each in page.challenges))


def _listed(label: str, items: Iterable[Item], boxes: bool = False) -> Iterator[Block]:
    every = tuple(items)
    if every:
        yield Heading(1, label)
        yield Listing(every, boxes=boxes)


def _point(point: Point) -> Item:
    said = [words.of(point.state)] if point.state is not AgendaState.OPEN else []
    if point.carried_from:
        said.append(_("from {day}").format(day=said_days.day_words(point.carried_from)))
    return Item(point.text, " · ".join(said))


def _action(action: OpenAction, today: date) -> Item:
    late = rules.days_overdue(action.due_on, today)
    due = _("due {day}").format(day=said_days.day_words(action.due_on)) if action.due_on else ""
    who = _("Mine") if action.owner is Owner.ME else _("Theirs")
    said = [who, words.overdue(late) if late else due]
    return Item(action.text, " · ".join(part for part in said if part))
