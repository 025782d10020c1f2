"""Turns the times of a calendar file into wall times in zones, and says what had to be decided on the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mentee_app.domain import moments, series
from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _
from mentee_app.imports import zones
from mentee_app.imports.zones import Explained

_TIME = re.compile(r"\s*([A-Za-z-]+)((?:;.*)?):\s*([0-9TZtz,/PDHMSWpdhmsw+-]*)\s*", re.DOTALL | re.ASCII)
_ZONE = re.compile(r";\s*TZID\s*=\s*(\"[^\"]*\"|[^;]*)", re.IGNORECASE)


class NoTime(Exception):
    """A time that cannot be kept; the sentence says why."""


@dataclass(frozen=True)
class Written:
    """A time as written: the wall time, whether it is UTC (Z), a whole day, and the name of its zone."""

    wall: datetime
    utc: bool = False
    day: bool = False
    zone: str = ""


@dataclass(frozen=True)
class Settled:
    """A wall time in an IANA zone, and what was decided about it, a sentence each."""

    wall: datetime
    zone: str
    left: tuple[str, ...] = ()


def written(line: str) -> list[Written]:
    """The times on a line like "DTSTART;TZID=Europe/Berlin:20261201T100000"; ones that cannot be read are left out."""
    found = _TIME.fullmatch(line)
    if not found:
        return []
    zone = _ZONE.search(found[2])
    name = zone[1].strip().strip('"') if zone else ""
    times = (_one(text, name) for text in found[3].upper().split(",")[:10_000])
    return [time for time in times if time]


class Zones:
    """The zones of one calendar: those that it explains, and the one that it says it is in."""

    def __init__(self, home: str, around: int, explained: Iterable[Explained], stated: str) -> None:
        self.home = home
        self._around = around
        self._explained = {each.name.strip('"'): each for each in explained}
        self._utc = (zones.by_name(stated) if stated else None) or home
        self._known: dict[str, tuple[str, bool]] = {}

    def settled(self, time: Written) -> Settled:
        """The wall time that can be kept. Raises NoTime."""
        if time.day:
            sentence = _("It takes the whole day; 09:00 stands here, for a session has an hour.")
            return self._kept(time.wall.replace(hour=9), self.home, (sentence,))
        if time.utc:
            return self._kept(local(time.wall, self._utc), self._utc)
        if not time.zone:
            return self._kept(time.wall, self.home)
        zone, by_rule = self._zone(time.zone)
        if by_rule:
            offset = self._explained[time.zone].offset(time.wall)
            sentence = _("Its time zone {name} is none that is known here; the time stands in yours.")
            wall = zones.at_offset(time.wall, offset, zone)
            return self._kept(wall, zone, (sentence.format(name=time.zone[:100]),))
        return self._kept(time.wall, zone)

    def instant(self, time: Written) -> int:
        """Unix seconds of a time, before anything was decided about it. Raises NoTime."""
        if time.utc:
            return int(time.wall.replace(tzinfo=UTC).timestamp())
        settled = self.settled(time)
        return moments.instant(time.wall if time.zone == settled.zone else settled.wall, settled.zone)

    def _zone(self, name: str) -> tuple[str, bool]:
        """The IANA zone of this name, and whether only its rules say when a time in it is. Raises NoTime."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> tuple[str, bool]:
        explained = self._explained.get(name)
        named = zones.by_name(name)
        if named and (explained is None or name == named):
            return named, False
        if explained:
            first = [named, self.home] if named else [self.home]
            found = zones.by_rules(explained, self._around, first)
            return (found or named or self.home), found is None and named is None
        sentence = _("Its time zone {name} is not known, and the file does not explain it.")
        raise NoTime(sentence.format(name=name[:100]))

    def _kept(self, wall: datetime, zone: str, left: tuple[str, ...] = ()) -> Settled:
        wall = wall.replace(second=0)
        flaw = moments.flaw_of(wall, zone)
        if flaw is Flaw.HOUR_SKIPPED:
            meant, wall = wall, series.settled(wall, zone).wall
            sentence = _("The clocks skip {meant} on that day; {time} stands here.")
            left = (*left, sentence.format(meant=f"{meant:%H:%M}", time=f"{wall:%H:%M}"))
        elif flaw:
            raise NoTime(_("Its day is none that Mentee can keep."))
        return Settled(wall, zone, left)


def local(wall: datetime, zone: str) -> datetime:
    """The wall time in `zone` of a naive time in UTC. Raises NoTime."""
    try:
        return wall.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except OverflowError:
        raise NoTime(_("Its day is none that Mentee can keep.")) from None


def _one(text: str, zone: str) -> Written | None:
    found = re.fullmatch(r"(\d{8})(?:T(\d{4}(?:\d\d)?)(Z?))?", text.partition("/")[0], re.ASCII)
    if not found:
        return None
    clock = (found[2] or "000000").ljust(6, "0")
    if clock.endswith("60"):
        clock = clock[:4] + "59"  # a leap second
    try:
        wall = datetime.strptime(found[1] + clock, "%Y%m%d%H%M%S")
    except ValueError:
        return None
    return Written(wall, utc=bool(found[3]), day=found[2] is None, zone=zone)
