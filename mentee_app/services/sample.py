"""Fills an empty notebook with a believable life, to look around in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mentee_app.domain import moments
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.services.changes import Changes
from mentee_app.storage import rows, tables
from mentee_app.trouble import Trouble, TroubleKind

if TYPE_CHECKING:
    from mentee_app.services.many_rows import ManyRows


@dataclass(frozen=True)
class Filled:
    """How much was kept of each kind."""

    areas: int
    people: int
    relationships: int
    goals: int
    sessions: int
    advice: int
    challenges: int
    actions: int
    requests: int


class Samples:
    """The sample."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def fill(self, sessions: int = 60, seed: int = 1, *, today: date, zone: str) -> Filled:
        """Keep the sample, all of it or nothing, as it looks on `today` to somebody in `zone` (IANA).

        The same seed, day and zone give the same sample. Raises Trouble: the notebook is not empty, the
        number or the zone cannot be used, or the environment is at fault.
        """
        from mentee_app.services import (  # not before somebody wants the sample
            sample_content,
            sample_sessions,
        )
        from mentee_app.services.many_rows import ManyRows
        from mentee_app.services.sample_life import Life
        from mentee_app.services.sample_sessions import Teller

        _refuse(sessions, zone)
        with self._changes.transaction(*Kind) as touched:
            _refuse_written()
            batch = ManyRows()
            teller = Teller(batch, Life(batch, today).live(), today)
            for meeting in sample_sessions.meetings(sample_content.stories(), sessions, seed, today, zone):
                teller.tell(meeting)
                batch.write_when_many()
            batch.write()
            touched.moved = True
        return _filled(batch)


def _refuse(sessions: int, zone: str) -> None:
    if sessions < 0:
        raise Trouble(TroubleKind.BAD_INPUT, _("The number of sessions cannot be below zero."))
    if zone not in moments.zones():
        raise Trouble(TroubleKind.BAD_INPUT, _("There is no time zone called {zone}.").format(zone=zone))


def _refuse_written() -> None:
    """What lies in the trash was written too. Preferences are not: the window keeps its place there."""
    for table in tables.ALL:
        if table is not tables.Preference and rows.tuples(table.select(table.id).limit(1)):
            raise Trouble(
                TroubleKind.NOT_EMPTY,
                _(
                    "There is writing in this notebook already, so the sample was not put into it."
                    " To look around, open an empty folder with --data-dir."
                ),
            )


def _filled(batch: "ManyRows") -> Filled:
    return Filled(
        areas=batch.count(tables.Area),
        people=batch.count(tables.Person),
        relationships=batch.count(tables.Relationship),
        goals=batch.count(tables.Goal),
        sessions=batch.count(tables.Session),
        advice=batch.count(tables.Advice),
        challenges=batch.count(tables.Challenge),
        actions=batch.count(tables.Action),
        requests=batch.count(tables.Request),
    )
