"""Keeping in touch: when it is time to be in touch with somebody again."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Touch:
    """What is known of the touch with one person: the latest contact, held session, and the next planned one.

    `keep_in_touch_days`: 1 or more, None where nobody asked for a reminder.
    """

    last_contact: date | None
    last_held: date | None
    next_planned: date | None
    keep_in_touch_days: int | None
    silenced: bool


def next_on(touch: Touch) -> date | None:
    """The later of last contact and held session, plus the interval; None where nothing is to be kept: no interval,
    silenced, or never met.

    Since the later day counts, something written down afterwards for an earlier day never moves it back.
    """
    last = _last(touch)
    if last is None or not touch.keep_in_touch_days or touch.silenced:
        return None
    return date.fromordinal(min(last.toordinal() + touch.keep_in_touch_days, date.max.toordinal()))


def is_due(touch: Touch, today: date) -> bool:
    """Whether the day has come and no session is planned from today on. A planned one whose day has passed counts no more.

    A last contact in the future is taken as dated: it was not due before that day, and counts from it.
    """
    due = next_on(touch)
    planned = touch.next_planned is not None and touch.next_planned >= today
    return due is not None and due <= today and not planned


def days_since(touch: Touch, today: date) -> int | None:
    """Days since the last contact or held session, whether or not it is to be kept; None if never met, 0 for a future day."""
    last = _last(touch)
    return None if last is None else max(0, (today - last).days)


def _last(touch: Touch) -> date | None:
    return max((day for day in (touch.last_contact, touch.last_held) if day), default=None)
