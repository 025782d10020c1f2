"""How sessions look in a list, wherever they are listed."""

from datetime import date

from mentee_app import words
from mentee_app.domain.sessions import Status
from mentee_app.i18n import _, ngettext
from mentee_app.queries.sessions import SessionRow
from mentee_app.ui.lists.look import Look
from mentee_app.ui.widgets import days

_SERIES = "↻"


def session(row: SessionRow, today: date) -> Look:
    """With whom and when; what it was about, or what waits in it."""
    parts = [row.topic.strip() or row.opening.strip()]
    if row.status is not Status.HELD:
        parts.insert(0, words.of(row.status))
    if row.undecided:
        parts.append(
            ngettext("{count} to decide", "{count} to decide", row.undecided).format(count=row.undecided)
        )
    day = days.spoken(row.wall_start.date(), today)
    tooltip = f"{days.full(row.wall_start.date())} {days.clock(row.wall_start)} ({row.zone})"
    return Look(
        title=row.mentor,
        below=" · ".join(part for part in parts if part) or _("No notes yet"),
        aside=f"{_SERIES} {day}" if row.series else day,
        initials_of=row.mentor,
        colour=row.colour,
        faint=row.status in (Status.MISSED, Status.MOVED),
        tooltip=f"{tooltip}\n{_('One of a series')}" if row.series else tooltip,
    )
