"""Says a series of sessions as a calendar does: one event that repeats, what differs at single times, and what falls out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mentee_app.domain import series
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import Status
from mentee_app.queries.calendar import MeetingLine, RhythmLine

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Place = tuple[datetime, MeetingLine]
"""A time that the rule gives (wall time in the zone of the series), and the session that takes it."""


@dataclass(frozen=True)
class Repeating:
    """A series for a calendar: `usual` is what most of its sessions are, at the first time of the rule.

    `differing` are sessions that are not so, `missing` times without a session, `beside` sessions for which the rule has
    no time. `sessions`: the id at each time, None where it is missing; `places`: all of them with their times.
    """

    usual: MeetingLine
    rule: dict[str, int | str]
    differing: tuple[Place, ...]
    missing: tuple[datetime, ...]
    beside: tuple[MeetingLine, ...]
    sessions: tuple[int | None, ...]
    places: tuple[Place, ...]


def rule_of(line: RhythmLine) -> dict[str, int | str] | None:
    """The rule in the words of calendars; None where they have none that all of them read alike.

    The 29th to 31st of a month is such a case: here a short month takes its last day, there it is left out.
    """
    start, counted = line.wall_start, {"COUNT": line.count}
    if line.rule in (Rule.WEEKLY, Rule.TWO_WEEKS):
        weeks = {"INTERVAL": 2} if line.rule is Rule.TWO_WEEKS else {}
        return {"FREQ": "WEEKLY", **weeks, **counted}
    if line.rule is Rule.MONTHLY_DAY and start.day <= 28:
        return {"FREQ": "MONTHLY", **counted, "BYMONTHDAY": start.day}
    if line.rule is Rule.MONTHLY_WEEKDAY:
        place = (start.day + 6) // 7
        return {
            "FREQ": "MONTHLY",
            **counted,
            "BYDAY": f"{place if place < 5 else -1}{_WEEKDAYS[start.weekday()]}",
        }
    return None


def repeating(
    line: RhythmLine, living: Sequence[MeetingLine], meant: dict[int, datetime]
) -> Repeating | None:
    """`living` sessions of a series as one event; `meant`: the wall time that each (id) had before it was moved.

    None where the series is no rule for calendars: see `rule_of`.
    """
    rule = rule_of(line)
    if rule is None or not living:
        return None
    walls = _walls(line)
    places, beside = placed(line, living, meant)
    usual = replace(_usual(list(places.values())), wall_start=walls[0], zone=line.zone)
    differing = tuple(
        (wall, each) for wall, each in places.items() if not _same(each, replace(usual, wall_start=wall))
    )
    return Repeating(
        usual,
        rule,
        differing,
        tuple(wall for wall in walls if wall not in places),
        tuple(beside),
        tuple(places[wall].id if wall in places else None for wall in walls),
        tuple(places.items()),
    )


def placed(
    line: RhythmLine, living: Sequence[MeetingLine], meant: dict[int, datetime]
) -> tuple[dict[datetime, MeetingLine], list[MeetingLine]]:
    """Which session takes which time: the one it was meant for, else the nearest that is free; and who finds none."""
    free = dict.fromkeys(_walls(line))
    places: dict[datetime, MeetingLine] = {}
    later = []
    for each in living:
        wall = meant.get(each.id, each.wall_start)
        if wall in free:
            del free[wall]
            places[wall] = each
        else:
            later.append(each)
    beside = []
    for each in later:
        if not free:
            beside.append(each)
            continue
        nearest = min((abs(wall - each.wall_start), wall) for wall in free)[1]
        del free[nearest]
        places[nearest] = each
    return dict(sorted(places.items())), beside


def _walls(line: RhythmLine) -> list[datetime]:
    """The times as meant: in UTC no hour is skipped."""
    return [each.wall for each in series.occurrences(line.rule, line.wall_start, "UTC", line.count)]


def _usual(living: list[MeetingLine]) -> MeetingLine:
    """The first of those that are like most of them."""
    ahead = [each for each in living if each.status in (Status.PLANNED, Status.HELD)] or living
    most = Counter(map(_what, ahead)).most_common(1)[0][0]
    return replace(next(each for each in ahead if _what(each) == most), status=Status.PLANNED)


def _what(each: MeetingLine) -> tuple[object, ...]:
    return each.person, each.topic, each.minutes, each.medium


def _same(each: MeetingLine, other: MeetingLine) -> bool:
    takes_place = each.status in (Status.PLANNED, Status.HELD)
    when = (each.wall_start, each.zone) == (other.wall_start, other.zone)
    return takes_place and when and _what(each) == _what(other)
