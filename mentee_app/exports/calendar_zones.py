"""What a time zone did to the clocks in the years of a calendar, as the file must explain it to other programs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from mentee_app.domain import moments


@dataclass(frozen=True)
class Observance:
    """A time between two changes of the clocks, and when it began: walls as the clocks showed just `before`."""

    summer: bool
    name: str
    before: timedelta
    after: timedelta
    walls: tuple[datetime, ...]


def observances(zone: str, first: int, last: int) -> list[Observance]:
    """All changes of the clocks in `zone` (IANA) in the years `first` to `last`; the state before them comes first."""
    there = moments.known_zone(zone)
    start, end = datetime(first, 1, 1, tzinfo=UTC), datetime(min(last, 9998) + 1, 1, 1, tzinfo=UTC)
    state = _state(start, there)
    begun = datetime(first, 1, 1) + min(timedelta(), state[0])
    found = [Observance(state[1], state[2], state[0], state[0], (begun,))]
    changes: dict[tuple[bool, str, timedelta, timedelta], list[datetime]] = {}
    day = start
    while day < end:
        next_day = day + timedelta(days=1)
        new = _state(next_day, there)
        if new != state:
            at = _change(day, next_day, there)
            wall = (at + state[0]).replace(tzinfo=None)
            changes.setdefault((new[1], new[2], state[0], new[0]), []).append(wall)
            state = new
        day = next_day
    return found + [Observance(*key, tuple(walls)) for key, walls in changes.items()]


def _state(instant: datetime, there: tzinfo) -> tuple[timedelta, bool, str]:
    local = instant.astimezone(there)
    return local.utcoffset() or timedelta(), bool(local.dst()), local.tzname() or "-"


def _change(before: datetime, after: datetime, there: tzinfo) -> datetime:
    """The first second at which the clocks show what they show at `after`."""
    old = _state(before, there)
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (middle, high) if _state(before + timedelta(seconds=middle), there) == old else (low, middle)
        )
    return before + timedelta(seconds=high)
