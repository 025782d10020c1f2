"""Hands out sessions as an iCalendar file, under uids that stay."""

from mentee_app.exports import calendar_events
from mentee_app.exports.calendar_events import Choice, Event


def calendar(choice: Choice) -> bytes:
    """The chosen sessions as the bytes of an .ics file; the same notebook gives the same bytes. Raises Trouble."""
    return ics(calendar_events.gathered(choice), choice)


def ics(events: list[Event], choice: Choice) -> bytes:
    """These events as the bytes of an .ics file: no notebook is asked, so any thread may do it."""
    from mentee_app.exports import calendar_file  # its library costs 150 ms that the start does not pay

    return calendar_file.ics(events, choice)
