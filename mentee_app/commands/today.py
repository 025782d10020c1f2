"""The command `today`: what waits now, printed in the order of a day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from mentee_app import words
from mentee_app.commands import notebook, terminal
from mentee_app.domain import actions
from mentee_app.domain.actions import Owner
from mentee_app.domain.nouns import Noun
from mentee_app.i18n import _
from mentee_app.queries import goals, network, requests, sessions
from mentee_app.queries import today as now_waiting

_NEXT = 3
_MOST = 20
_JUST_BEGUN = 3 * 3600
_INTRODUCED_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """One thing that waits: what it is (`noun`, `id`), in words, its day or moment (ISO), and a note."""

    noun: Noun
    id: int
    text: str
    when: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Part:
    """Lines that wait for the same; `name` is what a program knows them by."""

    name: str
    heading: str
    lines: tuple[Line, ...]


def show(folder: Path, as_json: bool) -> None:
    """Print what waits in the notebook in `folder`. Raises Trouble."""
    with notebook.opened_as_it_is(folder):
        parts = list(waiting(datetime.now()))
    if as_json:
        terminal.hand_out(
            terminal.as_json([_as_mapping(part, line) for part in parts for line in part.lines])
        )
    else:
        printed = "\n\n".join("\n".join([part.heading, *map(_printed, part.lines)]) for part in parts)
        terminal.hand_out(printed or _("Nothing waits for you."))


def waiting(now: datetime) -> Iterator[Part]:
    """What waits at this wall time, the parts in the order of a day, the empty ones left out."""
    for name, heading, lines_of in _parts():
        lines = tuple(lines_of(now))
        if lines:
            yield Part(name, heading, lines)


def _parts() -> tuple[tuple[str, str, Callable[[datetime], Iterable[Line]]], ...]:
    return (
        ("sessions", _("Next sessions"), _sessions),
        ("unsettled", _("Did it take place?"), _unsettled),
        ("advice", _("Advice to decide"), _advice),
        ("review", _("Advice to look at again"), _review),
        ("tell", _("Tell them how it went"), _tell),
        ("challenges", _("Challenges to answer"), _challenges),
        ("actions", _("Actions"), _actions),
        ("people", _("Be in touch"), _people),
        ("introductions", _("Introductions"), _introductions),
        ("goals", _("Goals to look at again"), _goals),
        ("paused", _("Pauses that may end"), _paused),
        ("follow-up", _("Ask again"), _follow_up),
        ("requests", _("Half-done requests"), _half_done),
    )


def _sessions(now: datetime) -> Iterator[Line]:
    for row in sessions.next_planned(int(now.timestamp()) - _JUST_BEGUN, _NEXT):
        yield Line(Noun.SESSION, row.id, _with(row.topic, row.mentor), _moment(row.wall_start))


def _unsettled(now: datetime) -> Iterator[Line]:
    for row in sessions.unsettled(int(now.timestamp()) - _JUST_BEGUN, _MOST):
        yield Line(Noun.SESSION, row.id, _with(row.topic, row.mentor), _moment(row.wall_start))


def _advice(now: datetime) -> Iterator[Line]:
    for row in now_waiting.undecided_advice(_MOST):
        yield Line(Noun.ADVICE, row.id, _with(row.text, row.mentor), _iso(row.given_on))


def _review(now: datetime) -> Iterator[Line]:
    for row in now_waiting.advice_to_review(now.date(), _MOST):
        yield Line(Noun.ADVICE, row.id, _with(row.text, row.mentor), _iso(row.given_on))


def _tell(now: datetime) -> Iterator[Line]:
    for row in now_waiting.advice_to_tell(_MOST):
        yield Line(Noun.ADVICE, row.id, _with(row.text, row.mentor), _iso(row.given_on))


def _challenges(now: datetime) -> Iterator[Line]:
    for row in now_waiting.offered_challenges(_MOST):
        yield Line(Noun.CHALLENGE, row.id, _with(row.text, row.mentor))


def _actions(now: datetime) -> Iterator[Line]:
    for row in now_waiting.open_actions(_MOST):
        late = actions.days_overdue(row.due_on, now.date())
        who = row.mentor if row.owner is Owner.THEM else ""
        yield Line(
            Noun.ACTION, row.id, _with(row.text, who), _iso(row.due_on), words.overdue(late) if late else ""
        )


def _people(now: datetime) -> Iterator[Line]:
    for row in network.due(now.date())[:_MOST]:
        yield Line(Noun.PERSON, row.id, row.name, note=words.since_you_spoke(row.days_since))


def _introductions(now: datetime) -> Iterator[Line]:
    for row in now_waiting.introductions(int((now - _INTRODUCED_WITHIN).timestamp() * 1000), _MOST):
        text = _("{introducer} introduced {name}").format(introducer=row.introducer, name=row.name)
        yield Line(Noun.PERSON, row.id, text)


def _goals(now: datetime) -> Iterator[Line]:
    for row in goals.to_review(now.date())[:_MOST]:
        yield Line(Noun.GOAL, row.id, row.title)


def _paused(now: datetime) -> Iterator[Line]:
    for row in now_waiting.paused(now.date())[:_MOST]:
        yield Line(Noun.RELATIONSHIP, row.id, row.mentor)


def _follow_up(now: datetime) -> Iterator[Line]:
    for row in requests.to_follow_up(now.date())[:_MOST]:
        yield Line(Noun.REQUEST, row.id, _with(row.opening, row.person), _iso(row.asked_on))


def _half_done(now: datetime) -> Iterator[Line]:
    for row in requests.half_done()[:_MOST]:
        yield Line(Noun.REQUEST, row.id, row.opening.strip() or _("Without words"))


def _with(text: str, who: str) -> str:
    return " · ".join(part for part in (text.strip(), who.strip()) if part)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")


def _as_mapping(part: Part, line: Line) -> dict[str, object]:
    return {"part": part.name, "kind": line.noun.value, "id": line.id, "title": line.text, "when": line.when}


def _printed(line: Line) -> str:
    said = ((line.when or "").replace("T", " "), terminal.short(line.text, 160), line.note)
    return "  " + " · ".join(terminal.harmless(part) for part in said if part)
