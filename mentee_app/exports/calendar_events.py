"""Chooses the sessions that go into a calendar, and says under which uid each is known there, however often it was moved."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mentee_app.domain import moments, occurrence_uids, uids
from mentee_app.exports import calendar_series
from mentee_app.exports.calendar_series import Repeating
from mentee_app.i18n import _
from mentee_app.queries import calendar as found
from mentee_app.queries.calendar import MeetingLine, PointLine, RhythmLine


@dataclass(frozen=True)
class Choice:
    """What goes out: one `session` or one `series` (ids), else all that are planned, with `held` all others too.

    `agenda`: the talking points as well; `alarm`: so many minutes before, 0 to 40320 (four weeks), None for no alarm.
    """

    session: int | None = None
    series: int | None = None
    held: bool = False
    agenda: bool = False
    alarm: int | None = None


@dataclass(frozen=True)
class Event:
    """An event of a calendar. `meant`: the wall time and zone that it takes the place of in the series with its uid.

    `writes` counts every change of what it says. A series has a `rule`, the times that it leaves out, and its sessions.
    """

    uid: str
    line: MeetingLine
    writes: int
    updated_at: int
    agenda: tuple[str, ...] = ()
    meant: tuple[datetime, str] | None = None
    rule: dict[str, int | str] = field(default_factory=dict)
    missing: tuple[datetime, ...] = ()
    sessions: tuple[int | None, ...] = ()


def gathered(choice: Choice) -> list[Event]:
    """The events of this choice, in the order they begin. Raises Trouble."""
    return _Gathering(choice).events()


def left_out(choice: Choice) -> str:
    """What never goes into a calendar, or not by this choice: a sentence or two for whoever is about to save it."""
    sentences = [
        _(
            "Your notes, private reflections and how well it fits stay here, and so do addresses and phone numbers."
        )
    ]
    if not choice.agenda:
        sentences.append(_("The agenda stays here too."))
    if choice.session is None and choice.series is None and not choice.held:
        sentences.append(
            _("Of the sessions that are over, only those go along that belong to a series that is not.")
        )
    return " ".join(sentences)


class _Gathering:
    """One choice, with all that is looked up for it."""

    def __init__(self, choice: Choice) -> None:
        moved = found.moved()
        replaced = {line.id for line in found.meetings([line.moved_to for line in moved if line.moved_to])}
        self._before = {line.moved_to: line for line in moved if line.moved_to in replaced}
        self._after = {line.id: line.moved_to for line in moved if line.moved_to in replaced}
        self._choice = choice
        self._outside = found.outside_uids()
        self._lines = self._living(self._chosen())
        self._points: dict[int, list[PointLine]] = {}

    def events(self) -> list[Event]:
        in_series, alone = self._by_series()
        members = {line.id for every in in_series.values() for line in every}
        if self._choice.agenda:
            self._points = found.agenda([*members, *(line.id for line in alone)])
        events = [self._alone(line) for line in alone]
        for rhythm in found.series(sorted(in_series)):
            events += self._in_series(rhythm, in_series.pop(rhythm.id))
        events += [self._alone(line) for every in in_series.values() for line in every]
        return sorted(events, key=lambda event: (event.line.wall_start, event.uid, event.meant is not None))

    def _chosen(self) -> Sequence[MeetingLine]:
        choice = self._choice
        if choice.session is not None:
            return found.meetings([self._last(choice.session)])
        if choice.series is not None:
            return found.of_series([choice.series])
        return found.everything() if choice.held else found.planned()

    def _by_series(self) -> tuple[dict[int, list[MeetingLine]], list[MeetingLine]]:
        """The chosen series of our own, whole, and the sessions that stand alone."""
        wanted = sorted({line.series for line in self._lines if line.series is not None})
        in_series: dict[int, list[MeetingLine]] = {}
        for line in self._living(found.of_series(wanted)):
            in_series.setdefault(line.series or 0, []).append(line)
        for id in [id for id, every in in_series.items() if any(self._known(line) for line in every)]:
            del in_series[id]  # it came from a calendar: what that says of the whole must not be overwritten
        return in_series, [line for line in self._lines if line.series not in in_series]

    def _in_series(self, rhythm: RhythmLine, living: list[MeetingLine]) -> list[Event]:
        only = self._last(self._choice.session) if self._choice.session is not None else None
        meant = {line.id: self._first(line).wall_start for line in living}
        whole = calendar_series.repeating(rhythm, living, meant)
        if whole is None:
            return [self._alone(line) for line in living if only in (None, line.id)]
        uid = uids.own_uid(rhythm.id)
        if only is None:
            return self._whole(uid, rhythm, whole)
        places = {id: wall for id, wall in self._places(rhythm, living, meant).items() if id == only}
        line = next(line for line in living if line.id == only)
        return [self._single(uid, line, (wall, rhythm.zone)) for wall in places.values()] or [
            self._alone(line)
        ]

    def _places(
        self, rhythm: RhythmLine, living: list[MeetingLine], meant: dict[int, datetime]
    ) -> dict[int, datetime]:
        return {line.id: wall for wall, line in calendar_series.placed(rhythm, living, meant)[0].items()}

    def _whole(self, uid: str, rhythm: RhythmLine, whole: Repeating) -> list[Event]:
        different = {line.id for _wall, line in whole.differing}
        talked = [
            (wall, line)
            for wall, line in whole.places
            if line.id in self._points and line.id not in different
        ]
        master = Event(
            uid,
            whole.usual,
            rhythm.writes,
            rhythm.updated_at,
            rule=whole.rule,
            missing=whole.missing,
            sessions=whole.sessions,
        )
        singles = [self._single(uid, line, (wall, rhythm.zone)) for wall, line in (*whole.differing, *talked)]
        return [master, *singles, *(self._alone(line) for line in whole.beside)]

    def _alone(self, line: MeetingLine) -> Event:
        """A session by itself; one that came from another calendar's series still takes its place there."""
        uid, instant = occurrence_uids.parted(found.uid_of(self._first(line).id, self._outside))
        if instant is None:
            return self._single(uid, line, None)
        return self._single(
            uid, line, (instant.astimezone(moments.known_zone(line.zone)).replace(tzinfo=None), line.zone)
        )

    def _single(self, uid: str, line: MeetingLine, meant: tuple[datetime, str] | None) -> Event:
        points = self._points.get(line.id, []) if self._choice.agenda else []
        rows: list[MeetingLine | PointLine] = [*self._chain(line), *points]
        return Event(
            uid,
            line,
            sum(row.rev for row in rows),
            max(row.updated_at for row in rows),
            tuple(point.text for point in points),
            meant,
            sessions=(line.id,) if meant else (),
        )

    def _living(self, lines: Sequence[MeetingLine]) -> list[MeetingLine]:
        """Without those that another session came in the place of."""
        return [line for line in lines if line.id not in self._after]

    def _known(self, line: MeetingLine) -> bool:
        return self._first(line).id in self._outside

    def _chain(self, line: MeetingLine) -> list[MeetingLine]:
        """The session, and those that it came in the place of, the newest first."""
        chain, seen = [line], {line.id}
        while (before := self._before.get(chain[-1].id)) and before.id not in seen:
            chain.append(before)
            seen.add(before.id)
        return chain

    def _first(self, line: MeetingLine) -> MeetingLine:
        return self._chain(line)[-1]

    def _last(self, id: int) -> int:
        seen = {id}
        while (after := self._after.get(id)) and after not in seen:
            id = after
            seen.add(id)
        return id
