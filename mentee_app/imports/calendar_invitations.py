"""Cuts out of an event's text how to join by Google Meet, Teams or Zoom, where every line of it is the program's own.

A block is known by the lines that frame it. One line in it that the program does not write, in these words, and all of
it stays: somebody may have written there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MOST_LINES = 100
_ZOOM = r"https://(?:[\w-]+\.)*zoom\.(?:us|com)"
_PLACE = r"(?:,? \(?[A-Z][\w.'’-]*\)?| and| of){0,12}"
"""A city, a country or a zone as these programs name it: "US (New York)", "Pacific Time (US and Canada)"."""

_BEHIND_A_LABEL = re.compile(
    r"(?<=\S)\s?<(?:tel:[^<>\s]*"
    r"|https://(?:[\w-]+\.)*(?:microsoft\.com|live\.com|aka\.ms)(?:/[^<>\s]*)?)>"
)
_GOOGLE_LINES = (
    r"Join(?: with Google Meet)?: https://meet\.google\.com/\S+",
    r"(?:Or dial: )?\([A-Z]{2}\) \+[\d ()-]{6,30} PIN: [\d ]{4,30}#?",
    r"More phone numbers: https://(?:tel\.meet|meet\.google\.com|g\.co)/\S+",
    r"Learn more about Meet at: https://support\.google\.com/\S+",
    r"View your event at https://(?:www|calendar)\.google\.com/calendar/\S+",
    r"This event has a video call\.",
    r"Please do not edit this section(?: of the description)?\.",
)
_TEAMS_LINES = (
    r"(?:Join|Join the meeting now): https://teams\.(?:microsoft|live)\.com/\S+",
    r"Microsoft Teams(?: [Mm]eeting)?(?: Need help\?)?|Need help\?|System reference",
    r"Join on your computer(?:, mobile app or room device| or mobile app)",
    r"Click here to join the meeting|Join the meeting now|Download Teams|Join on the web",
    r"Meeting ID: [\d ]{6,30}|Pass(?:code|word): \S{1,30}|Phone [Cc]onference ID: [\d ]{6,30}#?",
    r"Or call in \(audio only\)|Dial in by phone|Find a local number|Reset (?:dial-in )?PIN",
    r"(?:\+|\()[\d ()-]{6,30},,[\d ]{4,30}#" + _PLACE,
    r"Learn [Mm]ore|Help|(?:For organizers: )?Meeting options",
    r"_{20,59}",
)
_ZOOM_LINES = (
    r"Time: [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4},? \d{1,2}:\d\d(?: [AP]M)?" + _PLACE,
    r"Join Zoom Meeting",
    r"(?:Join Zoom Meeting )?" + _ZOOM + r"/j/\S+",
    r"Meeting ID: [\d ]{6,30}|Pass(?:code|word): \S{1,30}",
    r"One tap mobile|Dial by your location",
    r"(?:[•*-] ?)?\+[\d ()-]{6,30}(?:,,[\d#*,]{4,40})?" + _PLACE,
    r"-{3}",
)


@dataclass(frozen=True)
class Cut:
    """A text without what `programs` put into it; `links` are those to join by, which stood there."""

    text: str
    programs: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class _Program:
    """How a program frames its block, which lines it writes, one that must be there, and the link that one joins by."""

    name: str
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    inside: re.Pattern[str]
    needs: re.Pattern[str]
    link: re.Pattern[str]


_GOOGLE_FRAME = re.compile(r"-::~:~::[:~]{20,200}-")
_PROGRAMS = (
    _Program(
        "Google Meet",
        opens=_GOOGLE_FRAME,
        closes=_GOOGLE_FRAME,
        inside=re.compile("|".join(_GOOGLE_LINES)),
        needs=re.compile(_GOOGLE_LINES[-1]),
        link=re.compile(r"https://meet\.google\.com/[^\s<>]+"),
    ),
    _Program(
        "Microsoft Teams",
        opens=re.compile(r"_{60,200}"),
        closes=re.compile(r"_{60,200}"),
        inside=re.compile("|".join(_TEAMS_LINES)),
        needs=re.compile(r"(?:For organizers: )?Meeting options"),
        link=re.compile(r"https://teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/[^\s<>]+"),
    ),
    _Program(
        "Zoom",
        opens=re.compile(r"[^.!?:;,]{1,100} is inviting you to a scheduled Zoom meeting\."),
        closes=re.compile(r"Find your local number: " + _ZOOM + r"/u/\S+"),
        inside=re.compile("|".join(_ZOOM_LINES)),
        needs=re.compile("Join Zoom Meeting.*"),
        link=re.compile(_ZOOM + r"/j/[^\s<>]+"),
    ),
)


def cut(text: str, topic: str) -> Cut | None:
    """The text of an event about `topic` without such blocks, all else as it is, letter by letter; None where there is none."""
    lines, kept = text.split("\n"), []
    programs: list[str] = []
    links: list[str] = []
    number = 0
    while number < len(lines):
        found = _block(lines, number, topic)
        if found is None:
            kept.append(lines[number])
            number += 1
        else:
            program, link, number = found
            programs.append(program)
            links.append(link)
    if not programs:
        return None
    return Cut("\n".join(kept), tuple(dict.fromkeys(programs)), tuple(dict.fromkeys(links)))


def _block(lines: Sequence[str], start: int, topic: str) -> tuple[str, str, int] | None:
    """The program whose block begins at this line, the link in it, and the line behind it."""
    for program in _PROGRAMS:
        if program.opens.fullmatch(lines[start].strip()):
            end = _end(program, lines, start, topic)
            link = program.link.search("\n".join(lines[start:end])) if end else None
            if end and link and len(link[0]) <= 2000:
                return program.name, link[0], end
    return None


def _end(program: _Program, lines: Sequence[str], start: int, topic: str) -> int:
    """The line behind the block; 0 where it is not closed, or anything stands in it that the program does not write."""
    whole = False
    for number, line in enumerate(lines[start + 1 : start + 1 + _MOST_LINES], start + 1):
        line = " ".join(line.split())
        if program.closes.fullmatch(line):
            return number + 1 if whole else 0
        for part in _BEHIND_A_LABEL.sub("", line).split("|") if line else ():
            if part.strip() != f"Topic: {topic}" and not program.inside.fullmatch(part.strip()):
                return 0
            whole = whole or program.needs.fullmatch(part.strip()) is not None
    return 0
