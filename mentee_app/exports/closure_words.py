"""Says the closure of a relationship in words, as a reading."""

import dataclasses
from collections import Counter
from collections.abc import Iterator

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.domain.relationships import Kind, Rhythm, Status
from mentee_app.exports import reading_words, said_days
from mentee_app.exports.closure import Closure, Whose
from mentee_app.exports.reading import (
    Bar,
    BarFigure,
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
)
from mentee_app.i18n import _, ngettext
from mentee_app.queries.closure import GivenAdvice, ServedGoal


def reading(document: Closure) -> Reading:
    """The closure as it is read."""
    mine = document.choice.whose is Whose.MINE
    return reading_words.reading(
        kind=_("What came of our time together")
        if not mine
        else _("Looking back on being mentored")
        if document.told.relationship.kind is Kind.MENTORING
        else _("Looking back on an apprenticeship"),
        title=document.told.mentor,
        language=document.language,
        made_on=document.made_on,
        by=document.name,
        line=_line(document),
        blocks=tuple(_mine(document) if mine else _for_the_mentor(document)),
        foot=(_("Made with Mentee on {day}.").format(day=said_days.day_words(document.made_on)),),
    )


def _mine(document: Closure) -> Iterator[Block]:
    told = document.told
    yield Facts(tuple(_facts(document)))
    if document.terms:
        yield Heading(1, _("What we agreed"))
        yield Facts(tuple(Told(term.label, term.text) for term in document.terms))
    yield from _closing(document)
    if told.goals:
        yield Heading(1, _("The goals it served"))
        yield Listing(tuple(map(_goal, told.goals)))
    if told.skills:
        yield Heading(1, _("The skills, and how far each came"))
        head = (_("Skill"), _("Stage"), _("Note"))
        rows = tuple((each.name, words.of(each.stage), each.note) for each in told.skills)
        yield Table(_("Skills"), head, rows, wide=(0, 2))
    if told.advice:
        yield Heading(1, _("What became of the advice"))
        yield _bars(told.advice)
        yield Ledger(tuple(map(_advice, told.advice)))


def _for_the_mentor(document: Closure) -> Iterator[Block]:
    yield from _closing(document)
    if document.told.advice:
        yield Heading(1, _("What came of your advice"))
        yield Ledger(tuple(map(_used, document.told.advice)))


def _closing(document: Closure) -> Iterator[Block]:
    relationship = document.told.relationship
    if relationship.closing_learned.strip():
        yield Heading(1, _("What I learned"))
        yield Text(relationship.closing_learned)
    if relationship.closing_thanks.strip():
        yield Heading(1, _("Thanks"))
        yield Text(relationship.closing_thanks)


def _facts(document: Closure) -> Iterator[Told]:
    told, relationship = document.told, document.told.relationship
    if relationship.purpose.strip():
        yield Told(_("What it was for"), relationship.purpose)
    yield Told(_("How it came about"), words.of(relationship.route))
    if told.area.strip():
        yield Told(_("Area of life"), told.area)
    if relationship.rhythm is not Rhythm.OPEN:
        yield Told(_("How often we meant to meet"), words.of(relationship.rhythm))
    yield Told(_("How often we met"), _met(document))
    if relationship.place.strip():
        yield Told(_("Place"), relationship.place)
    if relationship.end_condition.strip():
        yield Told(_("It was to end when"), relationship.end_condition)
    if relationship.stay_in_touch is not None:
        stays = _("Yes, we stay in touch") if relationship.stay_in_touch else _("No, I left it here")
        yield Told(_("In touch"), stays)


def _line(document: Closure) -> str:
    """The days it lasted and how often they met, below the name."""
    met = ngettext("{count} session", "{count} sessions", document.told.meetings.held)
    held = met.format(count=document.told.meetings.held) if document.told.meetings.held else ""
    kind = words.of(document.told.relationship.kind)
    return " · ".join(part for part in (kind, _lasted(document), held) if part)


def _lasted(document: Closure) -> str:
    relationship, meetings = document.told.relationship, document.told.meetings
    first = relationship.started_on or meetings.first
    last = relationship.ended_on or (meetings.last if relationship.status is Status.ENDED else None)
    if first and last:
        start, end = said_days.day_words(first), said_days.day_words(last)
        return _("{start} – {end}").format(start=start, end=end)
    if first:
        return _("since {day}").format(day=said_days.day_words(first))
    return _("ended {day}").format(day=said_days.day_words(last)) if last else ""


def _met(document: Closure) -> str:
    meetings = document.told.meetings
    if not meetings.held or not meetings.first or not meetings.last:
        return _("Never, as far as it is written down")
    count = ngettext("{count} time", "{count} times", meetings.held).format(count=meetings.held)
    if meetings.held == 1:
        said = [_("Once, on {day}").format(day=said_days.day_words(meetings.first))]
    else:
        days = (meetings.last - meetings.first).days / (meetings.held - 1)
        said = [count, *([_every(days)] if meetings.held > 2 and days >= 1 else [])]
    if meetings.minutes:
        said.append(_("{duration} in all").format(duration=words.minutes(meetings.minutes)))
    return ", ".join(said)


def _every(days: float) -> str:
    """How far apart on average, in the nearest round measure."""
    if days < 10:
        count = max(round(days), 1)
        return ngettext("about every day", "about every {count} days", count).format(count=count)
    if days < 60:
        count = max(round(days / 7), 1)
        return ngettext("about every week", "about every {count} weeks", count).format(count=count)
    count = round(days / 30.4)
    return ngettext("about every month", "about every {count} months", count).format(count=count)


def _goal(goal: ServedGoal) -> Item:
    percent = _("{percent} % by the last check-in").format(percent=goal.percent)
    said = [words.of(goal.status), *([percent] if goal.percent is not None else [])]
    return Item(goal.title, " · ".join(said))


def _bars(advice: tuple[GivenAdvice, ...]) -> BarFigure:
    counts = Counter(each.decision for each in advice)
    shown = [decision for decision in Decision if counts[decision]]
    shown.sort(key=lambda decision: decision is Decision.UNDECIDED)
    most = max(counts.values())
    bars = tuple(
        Bar(f"{words.decision_sign(each)} {words.of(each)}", counts[each], counts[each] / most)
        for each in shown
    )
    said = ", ".join(
        _("{decision} {count}").format(decision=words.of(each), count=counts[each]) for each in shown
    )
    total = ngettext("{count} piece of advice", "{count} pieces of advice", len(advice))
    sentence = _("{total}: {decisions}.").format(total=total.format(count=len(advice)), decisions=said)
    return BarFigure(_("Advice, by what I decided"), sentence, bars)


def _used(advice: GivenAdvice) -> Counsel:
    """As its giver reads it."""
    said = _("I took it") if advice.decision is Decision.TAKE else _("I adapted it")
    return dataclasses.replace(_advice(advice), decision=said)


def _advice(advice: GivenAdvice) -> Counsel:
    outcome = Told(_("How it turned out:"), advice.outcome) if advice.outcome.strip() else None
    decided = advice.decision is not Decision.UNDECIDED and advice.decided_on
    return Counsel(
        text=advice.text,
        sign=words.decision_sign(advice.decision),
        decision=words.of(advice.decision),
        on=said_days.day_words(advice.decided_on) if decided and advice.decided_on else "",
        reason=advice.reason,
        outcome=outcome,
    )
