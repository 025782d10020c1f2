"""Tells the session history (all its layouts, the copy to share, one session) as a reading, for Markdown and HTML."""

from collections.abc import Iterator

from mentee_app.exports import worded
from mentee_app.exports.reading import (
    Bar,
    BarFigure,
    Block,
    ColumnFigure,
    Counsel,
    Heading,
    Item,
    Ledger,
    LineFigure,
    Listing,
    Mark,
    Reading,
    Spot,
    Table,
    Text,
    Told,
    Tone,
)
from mentee_app.exports.worded import (
    AdviceWords,
    Figure,
    GroupWords,
    ItemWords,
    PartWords,
    SessionWords,
    Worded,
)


def reading(document: Worded) -> Reading:
    """The worded history as it is read from top to bottom."""
    alone = document.kind == "session"
    said = (document.volume, document.period, document.count)
    return Reading(
        kind=document.title,
        title="" if alone else document.author,
        language=document.frame.language,
        region=document.frame.region,
        rtl=document.frame.rtl,
        blocks=tuple(_blocks(document, alone)),
        by=document.author if alone else "",
        line="" if alone else " · ".join(part for part in said if part),
        opening=() if alone or not document.known_for else (Text(document.known_for.text, tone=Tone.LEAD),),
        foot=document.about,
        contents="" if alone else document.words.contents,
    )


def _blocks(document: Worded, alone: bool) -> Iterator[Block]:
    if document.mentors and not alone:
        mentors = tuple(Item(each.name.text, each.line) for each in document.mentors)
        yield Listing(mentors, document.words.mentors)
    if document.figures:
        yield Heading(1, document.words.glance)
        for figure in document.figures:
            yield from _figure(figure)
    for section in document.sections:
        if not alone:
            yield Heading(1, section.title.text, line=section.line)
        if section.about:
            yield Text(section.about.text, tone=Tone.LEAD)
        for group in section.groups:
            yield from _group(group, document.words.outcome, alone)
    for index in document.indexes:
        yield Heading(1, index.title, line=index.line)
        yield Table(
            caption="",
            head=index.heads[: 1 + max((len(row.cells) for row in index.rows), default=0)],
            rows=tuple((row.text.text, *(cell.text for cell in row.cells)) for row in index.rows),
            anchors=tuple(row.anchor for row in index.rows),
        )


def _group(group: GroupWords, outcome: str, alone: bool) -> Iterator[Block]:
    if group.title:
        yield Heading(2, group.title)
    for session in group.sessions:
        yield from _session(session, 1 if alone else 3 if group.title else 2, outcome)


def _session(session: SessionWords, level: int, outcome: str) -> Iterator[Block]:
    aside = " · ".join(each.text for each in (session.mentor, session.topic) if each)
    if session.refers:
        yield Heading(level, session.title, aside, session.line, leads_to=session.anchor)
        return
    yield Heading(level, session.title, aside, session.line, anchor=session.anchor)
    for part in session.parts:
        yield from _part(part, outcome)


def _part(part: PartWords, outcome: str) -> Iterator[Block]:
    if part.text:
        yield Text(part.text.text, part.label)
    if part.items:
        yield Listing(tuple(map(_item, part.items)), part.label)
    if part.advice:
        yield Ledger(tuple(_counsel(each, outcome) for each in part.advice), part.label)


def _item(item: ItemWords) -> Item:
    return Item(item.text.text, item.line, tuple(Told(each.label, each.text.text) for each in item.more))


def _counsel(advice: AdviceWords, outcome: str) -> Counsel:
    return Counsel(
        text=advice.text.text,
        context=advice.context.text,
        sign=advice.sign,
        decision=advice.decision,
        on=advice.on,
        reason=advice.reason.text,
        outcome=Told(outcome, advice.outcome.text) if advice.outcome else None,
    )


def _figure(figure: Figure) -> Iterator[Block]:
    if figure.columns:
        most = max(each.count for each in figure.columns) or 1
        columns = tuple(Bar(each.tick, each.count, each.count / most) for each in figure.columns)
        yield ColumnFigure(figure.caption, _described(figure), columns)
    if figure.bars:
        most = max(each.count for each in figure.bars) or 1
        bars = tuple(Bar(f"{each.sign} {each.label}", each.count, each.count / most) for each in figure.bars)
        yield BarFigure(figure.caption, _described(figure), bars)
    if figure.curves:
        yield Text(figure.caption, tone=Tone.QUIET)
        marks = tuple(Mark(each.place, each.label) for each in figure.ticks)
        for curve in figure.curves:
            yield _curve(curve, marks)


def _described(figure: Figure) -> str:
    """What a figure says in words, without the caption that stands above it."""
    return figure.alternative.removeprefix(figure.caption).lstrip(",. ")


def _curve(curve: worded.Curve, marks: tuple[Mark, ...]) -> LineFigure:
    spots = tuple(Spot(x, percent / 100, f"{percent} %") for x, percent in curve.points)
    return LineFigure(curve.title, f"{curve.told}.", spots, marks, small=True)
