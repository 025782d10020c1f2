"""Says a relationship's time in words: from when to when, how often, and how it ended."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from mentee_app import words
from mentee_app.domain.relationships import Status
from mentee_app.i18n import _, ngettext
from mentee_app.queries.relationships import Spell


def day(when: date) -> str:
    """A day without its weekday, like "5 January 2026"."""
    return QLocale().toString(QDate(when), "d MMMM yyyy")


def day_of_month(when: date) -> str:
    """A day near now, without weekday and year, like "14 April"."""
    return QLocale().toString(QDate(when), "d MMMM")


def month(when: date) -> str:
    """A month, like "Jan 2026"."""
    return QLocale().toString(QDate(when), "MMM yyyy")


def began(spell: Spell) -> date | None:
    """The day it began: as said, else that of the first held session."""
    return spell.started_on or (spell.first_held.date() if spell.first_held else None)


def sessions(count: int) -> str:
    """How many sessions were held."""
    if not count:
        return _("no session yet")
    return ngettext("{count} session", "{count} sessions", count).format(count=count)


def touch(stay: bool | None) -> str:
    """Whether they stay in touch; "" where that was not said."""
    return {True: _("you stay in touch"), False: _("you left it there"), None: ""}[stay]


def ended(spell: Spell) -> date | None:
    """The day it ended: as said, else that of the last held session; None while it goes on."""
    if spell.status is not Status.ENDED:
        return None
    return spell.ended_on or (spell.last_held.date() if spell.last_held else None)


def line(spell: Spell) -> str:
    """The whole relationship in one line."""
    start, end = began(spell), ended(spell)
    span = ""
    if start and end:
        span = f"{month(start)} – {month(end)}" if month(start) != month(end) else month(start)
    elif start:
        span = _("since {month}").format(month=month(start))
    elif end:
        span = _("until {month}").format(month=month(end))
    close = touch(spell.stay_in_touch) if spell.status is Status.ENDED else ""
    parts = (words.of(spell.kind), spell.area, span, sessions(spell.held), words.of(spell.status), close)
    return " · ".join(part for part in parts if part)
