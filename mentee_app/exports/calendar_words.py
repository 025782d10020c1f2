"""What texts become in a calendar: plain lines that every program can show."""

import re

from mentee_app.i18n import _

MOST_ALARM = 40320
"""Minutes: four weeks."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """A text as a calendar can hold it: every line end is one, and what is no letter in any file is U+FFFD."""
    return _CONTROLS.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """A text for the places where a calendar shows one line."""
    return plain(text).replace("\n", " ").strip()


def summary(topic: str, person: str) -> str:
    """What stands in the calendar's day: the topic and whom it is with."""
    topic, person = one_line(topic), one_line(person)
    return f"{topic} · {person}" if topic else _("Session with {person}").format(person=person)


def description(agenda: tuple[str, ...]) -> str:
    """The talking points, one a line; the lines of one that has several stand under each other."""
    points = (plain(point).strip() for point in agenda)
    return "\n".join("- " + point.replace("\n", "\n  ") for point in points if point)
