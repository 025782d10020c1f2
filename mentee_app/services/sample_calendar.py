"""Spreads the sample's sessions over the years: usual weekdays and hours, closer where there are many."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from mentee_app.domain import moments
from mentee_app.domain.problems import Flaw
from mentee_app.services.sample_content import Episode, Story

_WEEKDAYS_FROM = 12
_HOURS_FROM = 3
"""From so many days between two sessions on, they fall on the usual weekday, or at the usual hour."""


def held(story: Story, places: Iterable[int], whole: int, today: date, chance: Random) -> Iterator[datetime]:
    """The wall times of the sessions at these of `whole` places, in order, at least `story.last` days ago."""
    step = (story.first - story.last) / whole
    for place in places:
        ago = story.first - (place + 0.5 + chance.uniform(-0.3, 0.3)) * step
        if step <= _HOURS_FROM:
            yield _crowded(today, ago)
            continue
        day = today - timedelta(days=round(ago))
        if step > _WEEKDAYS_FROM:
            day = _usual_day(day, story)
            day = day - timedelta(days=7) if day > today - timedelta(days=story.last) else day
            day = day + timedelta(days=7) if day < today - timedelta(days=story.first) else day
        yield datetime.combine(day, time.fromisoformat(chance.choice(story.hours)))


def planned(story: Story, episode: Episode, today: date) -> datetime:
    """The wall time of a planned session: the first usual weekday `in_days` from today."""
    day = today + timedelta(days=episode.in_days or 0)
    while day.weekday() not in story.weekdays:
        day += timedelta(days=1)
    return datetime.combine(day, time.fromisoformat(episode.hour or story.hours[0]))


def that_exists(wall: datetime, zone: str) -> datetime:
    """`wall`, or the next half hour that the clocks of `zone` do not skip."""
    while moments.flaw_of(wall, zone) is Flaw.HOUR_SKIPPED:
        wall += timedelta(minutes=30)
    return wall


def _usual_day(day: date, story: Story) -> date:
    around = [day + timedelta(days=shift) for shift in (0, 1, -1, 2, -2, 3, -3)]
    return next(each for each in around if each.weekday() in story.weekdays)


def _crowded(today: date, ago: float) -> datetime:
    """Many sessions a day: between eight and eight, in order."""
    days = int(-ago // 1)
    minutes = int((-ago - days) * 12 * 60)
    return datetime.combine(today + timedelta(days=days), time(8)) + timedelta(minutes=minutes)
