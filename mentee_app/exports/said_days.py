"""Says days, months and years in words."""

from datetime import date

from mentee_app.i18n import _


def day_words(day: date) -> str:
    """A day in words."""
    return _("{day} {month} {year}").format(day=day.day, month=months()[day.month - 1], year=day.year)


def month_words(day: date) -> str:
    """A month in words."""
    return _("{month} {year}").format(month=months()[day.month - 1], year=day.year)


def span_words(first: date, last: date) -> str:
    """From which month to which."""
    start, end = (month_words(each) for each in (first, last))
    return start if start == end else _("{start} – {end}").format(start=start, end=end)


def year_words(first: date, last: date) -> str:
    """From which year to which."""
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def months() -> tuple[str, ...]:
    """January to December."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def weekdays() -> tuple[str, ...]:
    """Monday to Sunday."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
