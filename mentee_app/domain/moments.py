"""Times as people keep them: the wall time as entered, its IANA zone, and the instant that follows from both."""

from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

from mentee_app.domain.problems import Flaw


def flaw_of(wall: datetime, zone: str) -> Flaw | None:
    """Why `wall` (naive) cannot be a time in `zone`: no such zone, or an hour that the clocks skip there."""
    if not 1900 <= wall.year <= 2999:
        return Flaw.NO_SUCH_DAY
    try:
        there = _zone(zone)
    except (ValueError, OSError, KeyError):  # ZoneInfo raises any of them for a name that it does not know
        return Flaw.NO_SUCH_ZONE
    try:
        back = wall.replace(tzinfo=there).astimezone(UTC).astimezone(there)
    except OverflowError:
        return Flaw.NO_SUCH_DAY
    return Flaw.HOUR_SKIPPED if back.replace(tzinfo=None) != wall else None


def instant(wall: datetime, zone: str) -> int:
    """Unix seconds (UTC) of the naive `wall` time in `zone`; the earlier of the two where the clocks go back."""
    return int(wall.replace(tzinfo=known_zone(zone), fold=0).timestamp())


def known_zone(name: str) -> tzinfo:
    """The zone of that name; UTC where this machine knows none, as of a notebook that another program wrote into."""
    try:
        return _zone(name)
    except (ValueError, OSError, KeyError):
        return UTC


def is_ahead(wall: datetime, zone: str, now: datetime, here: str) -> bool:
    """Whether the wall time in `zone` is later than `now`, a wall time in the zone `here`."""
    return instant(wall, zone) > instant(now, here)


def rounded(wall: datetime, minutes: int = 5) -> datetime:
    """`wall` cut to the minute and rounded down to a multiple of `minutes`."""
    return wall.replace(second=0, microsecond=0) - timedelta(minutes=wall.minute % minutes)


@cache
def zones() -> frozenset[str]:
    """The names of all time zones that this machine knows."""
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


@cache
def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # 7 ms that the start of the window does not pay

    return ZoneInfo(name)
