"""The figures of the opening page: sessions over time, what became of advice, how goals went on. Numbers, no drawing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.exports.documents import HistoryDocument
from mentee_app.exports.said_days import day_words, month_words, months, span_words
from mentee_app.exports.worded import Bar, Column, Curve, Figure, Tick
from mentee_app.i18n import _, ngettext
from mentee_app.queries.handed_out import CheckInPoint, GoalCard

_FEWEST_SESSIONS = 6
_FEWEST_PERIODS = 3
_FEWEST_ADVICE = 5
_MOST_MONTHS = 24
_MOST_YEARS = 80
_MOST_CURVES = 6
_MOST_YEAR_TICKS = 3
_OPEN = (Decision.NOT_YET, Decision.UNDECIDED)


def figures(document: HistoryDocument) -> tuple[Figure, ...]:
    """The figures in which there is enough to see."""
    if document.sessions < _FEWEST_SESSIONS:
        return ()
    days = [each.start.date() for each in document.set_sessions]
    decisions = Counter(
        line.decision for each in document.set_sessions for line in each.advice if line.text.strip()
    )
    drawn = (_over_time(days), _of_advice(decisions), _of_goals(document.goals, document.check_ins))
    return tuple(each for each in drawn if each)


def _over_time(days: Sequence[date]) -> Figure | None:
    first, last = min(days), max(days)
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    if last.year - first.year >= _MOST_YEARS:
        return None
    step = 1 if span <= _MOST_MONTHS else 3 if span <= 3 * _MOST_MONTHS else 12
    counted = Counter(_period(day, step) for day in days)
    periods = range(_period(first, step), _period(last, step) + 1)
    if len(periods) < _FEWEST_PERIODS:
        return None
    ticks = _ticks(periods, step)
    columns = tuple(Column(_named(at, step), ticks.get(at, ""), counted[at]) for at in periods)
    caption = {
        1: _("Sessions in each month"), 3: _("Sessions in each quarter"), 12: _("Sessions in each year"),
    }[step]  # fmt: skip
    told = "; ".join(f"{each.label}: {each.count}" for each in columns)
    alternative = f"{caption}, {span_words(first, last)}. {told}."
    return Figure("columns", caption, alternative, columns=columns)


def _period(day: date, step: int) -> int:
    """Which of the periods of `step` months since the year 0."""
    return (day.year * 12 + day.month - 1) // step


def _named(period: int, step: int) -> str:
    year, month = divmod(period * step, 12)
    if step == 1:
        return month_words(date(year, month + 1, 1))
    if step == 12:
        return str(year)
    return _("{first} – {last} {year}").format(first=months()[month], last=months()[month + 2], year=year)


def _ticks(periods: range, step: int) -> dict[int, str]:
    """The words below the columns: years where they begin, and the first month where there is room for it."""
    if step == 12:
        every = 1 if len(periods) <= 14 else 5 if len(periods) <= 40 else 10
        found = {at: str(at) for at in periods if at % every == 0}
        if min(found, default=periods.stop) - periods.start > every // 2:
            found[periods.start] = str(periods.start)
        return found
    found = {at: str(at * step // 12) for at in periods if at * step % 12 == 0}
    next_year = min(found, default=periods.stop)
    if next_year - periods.start >= (5 if len(periods) > 12 else 3):
        found[periods.start] = _named(periods.start, 1) if step == 1 else str(periods.start * step // 12)
    return found


def _of_advice(decisions: Counter[Decision]) -> Figure | None:
    count = sum(decisions.values())
    if count < _FEWEST_ADVICE:
        return None
    order = (Decision.TAKE, Decision.ADAPT, Decision.LEAVE, *_OPEN)
    bars = tuple(
        Bar(words.decision_sign(each), words.of(each), decisions[each], each in _OPEN) for each in order
    )
    caption = _("What became of advice")
    told = "; ".join(f"{each.label}: {each.count}" for each in bars)
    total = ngettext("{count} piece of advice", "{count} pieces of advice", count).format(count=count)
    return Figure("bars", caption, f"{caption}, {total}. {told}.", bars=bars)


def _of_goals(goals: Sequence[GoalCard], points: Sequence[CheckInPoint]) -> Figure | None:
    by_goal: dict[int, list[CheckInPoint]] = {}
    for point in points:
        by_goal.setdefault(point.goal, []).append(point)
    telling = [goal for goal in goals if len({each.held_on for each in by_goal.get(goal.id, ())}) > 1]
    if not telling:
        return None
    latest = sorted(telling, key=lambda goal: by_goal[goal.id][-1].held_on, reverse=True)[:_MOST_CURVES]
    shown = [goal for goal in telling if goal in latest]
    first = min(by_goal[goal.id][0].held_on for goal in shown)
    last = max(by_goal[goal.id][-1].held_on for goal in shown)
    curves = tuple(_curve(goal, by_goal[goal.id], first, last) for goal in shown)
    caption = _("How far goals were, by your own check-ins, {span}").format(span=span_words(first, last))
    more = len(telling) - len(shown)
    if more:
        others = ngettext("{count} more goal is not shown", "{count} more goals are not shown", more)
        caption += " (" + others.format(count=more) + ")"
    told = " ".join(f"{goal.title}: {_percents(by_goal[goal.id])}." for goal in shown)
    alternative = " ".join(f"{caption}. {told}".split())
    return Figure("curves", caption, alternative, curves=curves, ticks=_year_ticks(first, last))


def _year_ticks(first: date, last: date) -> tuple[Tick, ...]:
    """Where years begin between these days, at most `_MOST_YEAR_TICKS` of them; the two months where none does."""
    years = range(first.year + 1, last.year + 1)
    if not years:
        return (Tick(0, _short(first)), Tick(1, _short(last)))
    length = (last - first).days
    every = -(-len(years) // _MOST_YEAR_TICKS)
    shown = (year for year in years if year % every == 0)
    return tuple(Tick((date(year, 1, 1) - first).days / length, str(year)) for year in shown)


def _short(day: date) -> str:
    return f"{day.month}/{day.year}"


def _curve(goal: GoalCard, points: Sequence[CheckInPoint], first: date, last: date) -> Curve:
    length = (last - first).days
    placed = tuple(((each.held_on - first).days / length, each.percent) for each in points)
    latest = _("{percent} %").format(percent=points[-1].percent)
    month = month_words(points[-1].held_on)
    return Curve(" ".join(goal.title.split()), placed, latest, month, _percents(points))


def _percents(points: Sequence[CheckInPoint]) -> str:
    return ", ".join(_each(points))


def _each(points: Sequence[CheckInPoint]) -> Iterator[str]:
    for point in points:
        yield _("{percent} % on {day}").format(percent=point.percent, day=day_words(point.held_on))
