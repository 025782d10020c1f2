"""Says the portfolio of a goal in words, as a reading."""

from collections.abc import Iterator

from mentee_app import words
from mentee_app.domain.goals import ENDED, GoalDraft, MilestoneDraft
from mentee_app.exports import progress, reading_words, said_days
from mentee_app.exports.portfolio import Portfolio
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
)
from mentee_app.i18n import _, ngettext
from mentee_app.queries.portfolio import ServedSession, UsedAdvice


def reading(document: Portfolio) -> Reading:
    """The portfolio as it is read."""
    goal, me = document.told.goal, document.me
    opening = [Text(goal.why, tone=Tone.LEAD)] if goal.why.strip() else []
    return reading_words.reading(
        kind=_("Portfolio"),
        title=goal.title,
        language=document.language,
        made_on=document.made_on,
        by=me.name,
        line=_summary(document),
        opening=tuple(opening),
        blocks=tuple(_blocks(document)),
        foot=tuple(_foot(document)),
    )


def _blocks(document: Portfolio) -> Iterator[Block]:
    told = document.told
    facts = tuple(_facts(document))
    if facts:
        yield Facts(facts)
    figure = progress.figure(told.check_ins, told.goal.baseline, told.goal.target_on)
    if figure or told.milestones:
        yield Heading(1, _("How far I came") if told.goal.status in ENDED else _("How far I am"))
    if figure:
        yield figure
    noted = tuple(_check_ins(document))
    if noted:
        yield Listing(noted, _("What I made of it"))
    if told.milestones:
        head = (_("Step"), _("Due"), _("Done"))
        yield Table(_("Steps on the way"), head, tuple(map(_step, told.milestones)))
    yield from _done(document)
    if told.goal.learned.strip():
        yield Heading(1, _("What I learned"))
        yield Text(told.goal.learned)
    yield from _about_me(document)


def _done(document: Portfolio) -> Iterator[Block]:
    """What was done for the goal: the sessions, the advice that was used, challenges and actions."""
    told = document.told
    if not (told.sessions or told.advice or told.challenges or told.actions):
        return
    yield Heading(1, _("What I did"))
    if told.sessions and document.choice.with_notes:
        yield Heading(2, _("Sessions"))
        for each in told.sessions:
            day = said_days.day_words(each.wall_start.date())
            yield Heading(3, day, each.topic, _session_line(each))
            if each.notes.strip():
                yield Text(each.notes)
    elif told.sessions:
        head = (_("Day"), _("Mentor"), _("Topic"))
        rows = tuple((said_days.day_words(s.wall_start.date()), s.mentor, s.topic) for s in told.sessions)
        yield Table(_("Sessions"), head, rows, wide=(2,))
    if told.advice:
        yield Heading(2, _("Advice I used"))
        yield Ledger(tuple(map(_advice, told.advice)))
    if told.challenges:
        yield Heading(2, _("Challenges I met"))
        yield Listing(tuple(Item(each.text, each.mentor, _learned(each.learned)) for each in told.challenges))
    if told.actions:
        yield Heading(2, _("Actions I finished"))
        done = _("done {day}")
        yield Listing(
            tuple(
                Item(each.text, done.format(day=said_days.day_words(each.done_on))) for each in told.actions
            )
        )


def _about_me(document: Portfolio) -> Iterator[Block]:
    me = document.me
    rows = [
        Told(label, text)
        for label, text in (
            (_("What I do"), me.does),
            (_("What I want to be known for"), me.known_for),
            (_("What I bring"), me.brings),
        )
        if text.strip()
    ]
    if rows:
        yield Heading(1, _("About me"))
        yield Facts(tuple(rows))


def _facts(document: Portfolio) -> Iterator[Told]:
    goal = document.told.goal
    expands = _expands(goal)
    if expands:
        yield Told(_("It expands"), expands)
    if goal.measure.strip():
        yield Told(_("How I know"), goal.measure)
    if document.told.area.strip():
        yield Told(_("Area of life"), document.told.area)
    yield Told(_("Status"), _status(goal))
    if goal.target_on:
        yield Told(_("Target date"), said_days.day_words(goal.target_on))
    if document.mentors:
        yield Told(_("With whom"), ", ".join(document.mentors))
    if goal.status in ENDED and goal.ending.strip():
        yield Told(_("Why it ended"), goal.ending)


def _expands(goal: GoalDraft) -> str:
    """Like "My understanding of an industry: publishing", as far as it is said."""
    of = words.of(goal.subject) if goal.subject else ""
    said = [words.of(goal.expands)] if goal.expands else []
    if of or goal.subject_name.strip():
        said.append(": ".join(filter(None, (of, goal.subject_name.strip()))))
    return " · ".join(said)


def _status(goal: GoalDraft) -> str:
    said = words.of(goal.status)
    if goal.status in ENDED and goal.ended_on:
        return _("{status} on {day}").format(status=said, day=said_days.day_words(goal.ended_on))
    return said


def _summary(document: Portfolio) -> str:
    """The numbers below the title; what there is none of is not said."""
    told = document.told
    reached = sum(1 for each in told.milestones if each.done_on)
    steps = _("{reached} of {all} steps reached").format(reached=reached, all=len(told.milestones))
    counts = (
        (ngettext("{count} session", "{count} sessions", len(told.sessions)), len(told.sessions)),
        (ngettext("{count} mentor", "{count} mentors", len(document.mentors)), len(document.mentors)),
        (
            ngettext("{count} piece of advice used", "{count} pieces of advice used", len(told.advice)),
            len(told.advice),
        ),
    )
    said = [sentence.format(count=count) for sentence, count in counts if count]
    return " · ".join([*said, *([steps] if told.milestones else [])])


def _check_ins(document: Portfolio) -> Iterator[Item]:
    """What was written at check-ins; only where notes are wanted, else they are empty."""
    for each in document.told.check_ins:
        if each.reflection.strip():
            percent = _("{percent} %").format(percent=each.percent)
            yield Item(each.reflection, f"{said_days.day_words(each.held_on)} · {percent}")


def _step(step: MilestoneDraft) -> tuple[str, str, str]:
    due = said_days.day_words(step.due_on) if step.due_on else ""
    return step.title, due, said_days.day_words(step.done_on) if step.done_on else _("open")


def _session_line(session: ServedSession) -> str:
    return " · ".join([session.mentor, *([words.minutes(session.minutes)] if session.minutes else [])])


def _advice(advice: UsedAdvice) -> Counsel:
    outcome = Told(_("How it turned out:"), advice.outcome) if advice.outcome.strip() else None
    return Counsel(
        text=advice.text,
        context=advice.context,
        line=f"{advice.mentor}, {said_days.day_words(advice.day)}",
        sign=words.decision_sign(advice.decision),
        decision=words.of(advice.decision),
        on=said_days.day_words(advice.decided_on) if advice.decided_on else "",
        reason=advice.reason,
        outcome=outcome,
    )


def _learned(text: str) -> tuple[Told, ...]:
    return (Told(_("Learned:"), text),) if text.strip() else ()


def _foot(document: Portfolio) -> Iterator[str]:
    yield _("Made with Mentee on {day}.").format(day=said_days.day_words(document.made_on))
    yield _("How far a goal is, its owner judges alone.")
