"""Says the preparation page of a session in words, in the shape that resources/pdf/preparation.typ takes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from mentee_app import words
from mentee_app.domain import actions as rules
from mentee_app.domain.actions import Owner
from mentee_app.domain.sessions import AgendaState
from mentee_app.exports import wording
from mentee_app.exports.history import Paper
from mentee_app.exports.lettering import Lettering
from mentee_app.i18n import _
from mentee_app.queries.preparation import OpenAction, Point, Preparation

_NOTES_SHOWN = 1200


def template_input(page: Preparation, today: date, language: str, paper: Paper) -> dict[str, Any]:
    """The page as the template takes it; everything a person wrote is shown as text."""
    frame = wording.frame(language)
    lettering = Lettering(frame["rtl"])
    title = _("Preparation: {name}").format(name=lettering.line(page.session.mentor))
    session = page.session
    when = f"{wording.day_words(session.wall_start.date())}, {session.wall_start:%H:%M}"
    parts = [when, words.minutes(session.minutes) if session.minutes else "", lettering.line(session.topic)]
    said: dict[str, Any] = {
        **frame,
        "paper": paper.value,
        "title": title,
        "line": " · ".join(part for part in parts if part),
        "sections": [part for part in _sections(page, today, lettering) if part],
        "space": _("What they say"),
        "foot": _("Made with Mentee on {day}.").format(day=wording.day_words(today)),
        "missing_words": _("Characters that no font here can draw:"),
    }
    return said | {"replaced": sorted(map(ord, lettering.replaced))}


def _sections(page: Preparation, today: date, lettering: Lettering) -> Iterator[dict[str, Any] | None]:
    last = page.last
    if last:
        notes = last.notes.strip()
        short = notes if len(notes) <= _NOTES_SHOWN else notes[:_NOTES_SHOWN].rsplit(" ", 1)[0] + " …"
        label = _("Since last time, {day}").format(day=wording.day_words(last.wall_start.date()))
        text = "\n".join(part for part in (last.topic.strip(), short) if part)
        yield _section(label, text=lettering.text(text) if text else _("Nothing was noted."))
    if page.goal:
        how = _("{percent} % by the last check-in").format(percent=page.goal.percent)
        line = how if page.goal.percent is not None else ""
        yield _section(_("One goal"), [_item(lettering, page.goal.title, line)])
    yield _section(_("To talk about"), (_point(each, lettering) for each in page.points), box=True)
    yield _section(
        _("Questions for them"), (_item(lettering, each.text) for each in page.questions), box=True
    )
    yield _section(_("Advice to decide"), (_item(lettering, each.text) for each in page.undecided))
    yield _section(
        _("Tell them how it went"),
        (_item(lettering, each.text, each.outcome) for each in page.untold),
        box=True,
    )
    yield _section(_("Open actions"), (_action(each, today, lettering) for each in page.actions), box=True)
    yield _section(
        _("Challenges"), (_item(lettering, each.text, words.of(each.status)) for each in page.challenges)
    )


def _section(
    label: str, items: Iterable[dict[str, Any]] = (), text: Any = "", box: bool = False
) -> dict[str, Any] | None:
    every = list(items)
    return {"label": label, "items": every, "text": text, "box": box} if every or text else None


def _item(lettering: Lettering, text: str, line: str = "") -> dict[str, Any]:
    return {"text": lettering.text(text), "line": lettering.line(line)}


def _point(point: Point, lettering: Lettering) -> dict[str, Any]:
    said = [words.of(point.state)] if point.state is not AgendaState.OPEN else []
    if point.carried_from:
        said.append(_("from {day}").format(day=wording.day_words(point.carried_from)))
    return _item(lettering, point.text, " · ".join(said))


def _action(action: OpenAction, today: date, lettering: Lettering) -> dict[str, Any]:
    late = rules.days_overdue(action.due_on, today)
    due = _("due {day}").format(day=wording.day_words(action.due_on)) if action.due_on else ""
    who = _("Mine") if action.owner is Owner.ME else _("Theirs")
    said = [who, words.overdue(late) if late else due]
    return _item(lettering, action.text, " · ".join(part for part in said if part))
