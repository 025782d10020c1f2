"""Turns check-ins into a figure that paper and HTML draw alike, and says it in words."""

from collections.abc import Iterator, Sequence
from datetime import date

from mentee_app.domain.goals import CheckInDraft
from mentee_app.exports import said_days
from mentee_app.exports.reading import LineFigure, Mark, Spot
from mentee_app.i18n import _, ngettext

_MOST_MARKS = 6
_MOST_SAID = 12


def figure(check_ins: Sequence[CheckInDraft], baseline: int | None, target: date | None) -> LineFigure | None:
    """How far it was, over time; None without check-ins. The target is drawn where it is not much later."""
    if not check_ins:
        return None
    first, last = check_ins[0].held_on, check_ins[-1].held_on
    end = last
    if target and first < target and (target - first).days <= 3 * max((last - first).days, 30):
        end = max(last, target)
    days = max((end - first).days, 1)

    def place(day: date) -> float:
        return (day - first).days / days

    aim = None
    if target and first <= target <= end:
        aim = Mark(place(target), _("Target: {day}").format(day=said_days.day_words(target)))
    return LineFigure(
        title=_("How far I was, by my own judgement"),
        description=in_words(check_ins, baseline),
        spots=tuple(
            Spot(place(each.held_on), each.percent / 100, _("{percent} %").format(percent=each.percent))
            for each in check_ins
        ),
        marks=tuple(Mark(place(day), said_days.month_words(day)) for day in _marked(first, end)),
        base=None if baseline is None else baseline / 100,
        aim=aim,
    )


def in_words(check_ins: Sequence[CheckInDraft], baseline: int | None) -> str:
    """The same as a figure, in sentences."""
    first, last = check_ins[0], check_ins[-1]
    count = ngettext("{count} check-in", "{count} check-ins", len(check_ins)).format(count=len(check_ins))
    said = []
    if baseline is not None:
        said.append(_("{percent} % at the start.").format(percent=baseline))
    if len(check_ins) == 1:
        sentence = _("{percent} % on {day}.")
        said.append(sentence.format(percent=last.percent, day=said_days.day_words(last.held_on)))
        return " ".join(said)
    sentence = _("From {first} % on {first_day} to {last} % on {last_day}, in {check_ins}.")
    said.append(
        sentence.format(
            first=first.percent,
            first_day=said_days.day_words(first.held_on),
            last=last.percent,
            last_day=said_days.day_words(last.held_on),
            check_ins=count,
        )
    )
    if 2 < len(check_ins) <= _MOST_SAID:
        steps = ", ".join(_("{percent} %").format(percent=each.percent) for each in check_ins)
        said.append(_("One after the other: {steps}.").format(steps=steps))
    return " ".join(said)


def _marked(first: date, last: date) -> Iterator[date]:
    """The first days of months below the line, as many as can be read."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((each for each in (1, 2, 3, 6, 12, 24, 60, 120, 600) if months // each < _MOST_MARKS), 1200)
    if months < 2:
        yield from dict.fromkeys((first, last) if months else (first,))
        return
    for month in range(1, months + 1):
        year, at = divmod(first.year * 12 + first.month - 1 + month, 12)
        if (year * 12 + at) % step == 0 and year <= date.max.year:
            yield date(year, at + 1, 1)
