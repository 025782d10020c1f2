"""Says days and times the way people say them, in the locale's words, and reads them as people type them."""

import re
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from mentee_app.i18n import _, ngettext

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_QUOTED = re.compile(r"\s*'[^']*'\.?")
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap]\.?m\.?)?$", re.IGNORECASE)


def spoken(day: date, today: date) -> str:
    """A day near `today` in words, else with weekday, and with the year where it is another one."""
    distance = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(distance)
    if near:
        return near
    if 1 < distance < 7:
        return QLocale().toString(QDate(day), "dddd")
    pattern = "ddd d MMM" if day.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(day), pattern)


def distance(day: date, today: date) -> str:
    """How far away a day is, like "in 2 weeks" or "3 weeks ago"."""
    days = (day - today).days
    if days == 0:
        return _("today")
    count, unit = _rounded(abs(days))
    amount = {
        "day": ngettext("{count} day", "{count} days", count),
        "week": ngettext("{count} week", "{count} weeks", count),
        "month": ngettext("{count} month", "{count} months", count),
        "year": ngettext("{count} year", "{count} years", count),
    }[unit].format(count=count)
    return (_("in {amount}") if days > 0 else _("{amount} ago")).format(amount=amount)


def full(day: date) -> str:
    """The full date with its weekday, in the locale's long form."""
    return QLocale().toString(QDate(day), QLocale.FormatType.LongFormat)


def short(day: date) -> str:
    """The date as it stands in a field: the locale's short form with a four-digit year."""
    return QLocale().toString(QDate(day), _field_pattern())


def clock(moment: datetime) -> str:
    """The time of day in the locale's short form."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def typed_clock(moment: datetime) -> str:
    """The time of day as it stands in a field: the locale's short form where it can be read again, else like 14:05."""
    shown = clock(moment)
    try:
        return shown if read_time(shown) == moment.time() else f"{moment:%H:%M}"
    except ValueError:
        return f"{moment:%H:%M}"


def moment(wall: datetime, today: date) -> str:
    """Day and time, like "today 14:00"."""
    return f"{spoken(wall.date(), today)} {clock(wall)}"


def saved_at(moment: datetime) -> str:
    """The time of day for the status line."""
    return QLocale().toString(QDateTime(moment).time(), QLocale.FormatType.ShortFormat)


def read_day(text: str, today: date) -> date:
    """The day that was typed: in the locale's order ("3.4.26", "3/4"), ISO, or a word like "tomorrow". Raises ValueError."""
    wanted = text.strip().casefold()
    words = {_("today"): 0, _("tomorrow"): 1, _("yesterday"): -1}
    if wanted in words:
        return today + timedelta(days=words[wanted])
    parts = [int(part) for part in _NUMBERS.findall(wanted)]
    if _LETTERS.search(wanted):
        found = QLocale().toDate(text.strip(), QLocale.FormatType.LongFormat)
        if not found.isValid():
            found = QLocale().toDate(text.strip(), "d MMM yyyy")
        parts = [found.year(), found.month(), found.day()] if found.isValid() else []
    elif not _ISO.match(wanted):
        parts = _in_order(parts, today)
    if len(parts) != 3 or not 1900 <= parts[0] <= 2999:
        raise ValueError(text)
    return date(*parts)


def read_time(text: str) -> time:
    """The time of day that was typed: as the locale writes it, or like "14:30", "9", "2:30 pm". Raises ValueError."""
    known = QLocale().toTime(text.strip(), QLocale.FormatType.ShortFormat)
    if known.isValid():
        return time(known.hour(), known.minute())
    found = _CLOCK.match(text.strip())
    if not found:
        raise ValueError(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if found[3].lower().startswith("p") else 0)
    return time(hour, minute)


def _in_order(parts: list[int], today: date) -> list[int]:
    """Year, month, day of numbers in the locale's order; without a year it is this one, with two digits this century."""
    pattern = _field_pattern()
    order = sorted("yMd", key=pattern.index)
    if len(parts) == 2:
        order.remove("y")
        parts = [*parts, today.year]
        order.append("y")
    if len(parts) != 3:
        return []
    found = dict(zip(order, parts, strict=True))
    year = found["y"] if found["y"] > 99 else found["y"] + 2000
    return [year, found["M"], found["d"]]


def _field_pattern() -> str:
    if QLocale().language() is QLocale.Language.C:
        return "yyyy-MM-dd"
    pattern = _QUOTED.sub("", QLocale().dateFormat(QLocale.FormatType.ShortFormat)).strip(" .\u202f\u200f")
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def _rounded(days: int) -> tuple[int, str]:
    if days < 14:
        return days, "day"
    if days < 60:
        return days // 7, "week"
    return (days // 30, "month") if days < 365 else (days // 365, "year")
