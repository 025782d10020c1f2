"""Says days and times the way people say them, in the locale's words, and reads them as people type them."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from mentee_app.i18n import _, ngettext

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_QUOTED = re.compile(r"\s*'[^']*'\.?")
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]")
_PIECES = re.compile(r"\d+|[^\d\s.,/\-\u200e\u200f]+")
_BESIDE = frozenset({"of", "the", "st", "nd", "rd", "th", "de", "del", "di", "den", "le", "am"})
_LONG_AGO, _FAR_AHEAD = 270, 330
_LONGEST_YEAR = 4
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
    """The day that was typed: in the locale's order ("3.4.26", "3/4"), ISO, with the name of its month ("5 dec"), or a
    word like "tomorrow" or "fri", which is the next one. Raises ValueError.

    Without a year it is this one, unless that is far away and the one beyond New Year is near.
    """
    wanted = text.strip().casefold()
    words = {"today": 0, "tomorrow": 1, "yesterday": -1}
    words |= {_("today").casefold(): 0, _("tomorrow").casefold(): 1, _("yesterday").casefold(): -1}
    if wanted in words:
        return today + timedelta(days=words[wanted])
    parts = [_number(part) for part in _NUMBERS.findall(wanted)]
    if _LETTERS.search(wanted):
        found = QLocale().toDate(text.strip(), QLocale.FormatType.LongFormat)
        if not found.isValid():
            found = QLocale().toDate(text.strip(), "d MMM yyyy")
        if not found.isValid():
            return _in_words(wanted, today)
        parts = [found.year(), found.month(), found.day()]
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


def _number(digits: str) -> int:
    """A day, a month or a year. Raises ValueError for what is longer: no date can hold it."""
    if len(digits) > _LONGEST_YEAR:
        raise ValueError(digits)
    return int(digits)


def _in_order(parts: list[int], today: date) -> list[int]:
    """Year, month, day of numbers in the locale's order; without a year it is this one, with two digits this century."""
    pattern = _field_pattern()
    order = sorted("yMd", key=pattern.index)
    if len(parts) == 2:
        order.remove("y")
        parts = [*parts, _near_year(*(parts if order == ["M", "d"] else parts[::-1]), today)]
        order.append("y")
    if len(parts) != 3:
        return []
    found = dict(zip(order, parts, strict=True))
    year = found["y"] if found["y"] > 99 else found["y"] + 2000
    return [year, found["M"], found["d"]]


def _near_year(month: int, day: int, today: date) -> int:
    """This year, unless the day is far from today in it and near in the year before or after."""
    try:
        distance = (date(today.year, month, day) - today).days
    except ValueError:
        return today.year
    if distance < -_LONG_AGO:
        return today.year + 1
    return today.year - 1 if distance > _FAR_AHEAD else today.year


def _in_words(wanted: str, today: date) -> date:
    """A day with the name of its month or weekday, in the locale's words or in English. Raises ValueError."""
    pieces = [piece for piece in _PIECES.findall(wanted) if piece not in _BESIDE]
    numbers = [_number(piece) for piece in pieces if piece.isdecimal()]
    names = [piece for piece in pieces if not piece.isdecimal()]
    months = _meant(names, 12, QLocale.monthName, QLocale.standaloneMonthName) if numbers else []
    weekdays = _meant(names, 7, QLocale.dayName, QLocale.standaloneDayName)
    if not numbers and len(names) == 1 and weekdays:
        return today + timedelta(days=(weekdays[0] - today.isoweekday() - 1) % 7 + 1)
    if len(months) != 1 or len(names) > 2 or len(numbers) not in (1, 2):
        raise ValueError(wanted)
    day, *years = sorted(numbers) if max(numbers) > 99 else numbers
    year = years[0] if years else _near_year(months[0], day, today)
    found = date(year if year > 99 else year + 2000, months[0], day)
    if not 1900 <= found.year <= 2999 or (len(names) == 2 and found.isoweekday() not in weekdays):
        raise ValueError(wanted)
    return found


def _meant(
    names: list[str], count: int, *ways: Callable[[QLocale, int, QLocale.FormatType], str]
) -> list[int]:
    """The numbers of the months or weekdays that one of the names means: whole, or the only one that begins so."""
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    found: set[int] = set()
    for locale in (QLocale(), QLocale.c()):
        known = {
            number: {way(locale, number, form).casefold().strip(". ") for way in ways for form in forms}
            for number in range(1, count + 1)
        }
        for name in names:
            whole = {number for number, spelled in known.items() if name in spelled}
            begun = {
                number
                for number, spelled in known.items()
                if len(name) >= 3 and any(each.startswith(name) for each in spelled)
            }
            found |= whole or (begun if len(begun) == 1 else set())
        if found:
            break
    return sorted(found)


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
