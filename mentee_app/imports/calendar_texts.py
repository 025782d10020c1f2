"""Reads what people and programs write into an event: talking points or notes, how they meet, and who they are."""

import html
import re
from dataclasses import dataclass

from mentee_app.domain.sessions import Medium
from mentee_app.i18n import _

_BULLET = re.compile(r"(?:[-*•–‣]|\d{1,2}[.)])[ \t]+(?=\S)")
_MARKUP = re.compile(
    r"<(?:br|/?p|/?[uo]l|/?li|/?div|/?span|/?b|/?i|/?u|/?strong|/?em|/?a|/?html|/?html-blob)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|ul|ol)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_POINT = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
_RULED_LINE = re.compile(r"[-:~_=*.]{10,}")
_HOSTS = (
    "zoom.us", "zoom.com", "meet.google.com", "teams.microsoft.com", "teams.live.com", "webex.com", "whereby.com",
    "meet.jit.si", "jitsi", "gotomeeting.com", "gotomeet.me", "bluejeans.com", "skype.com", "facetime.apple.com",
    "bigbluebutton", "chime.aws", "discord.gg", "hangouts.google.com", "around.co", "senfcall.de", "/call/",
)  # fmt: skip
_VIDEO = re.compile(
    r"\b(video|zoom|teams|webex|skype|jitsi|facetime|google meet|online|hangouts?|visio|videokonferenz"
    r"|videollamada)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\b(phone|telephone|call|tel|dial[- ]?in|telefon|telefonisch|téléphone|teléfono|telefono|anruf)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Guest:
    """Somebody whom an event names; `invites`: it is their event."""

    name: str
    email: str
    invites: bool = False


def without_markup(text: str) -> str:
    """A description that some calendars write as HTML, as plain text; any other as it is."""
    if not _MARKUP.search(text):
        return text
    text = _MARKUP.sub("", _POINT.sub("\n- ", _BREAKS.sub("\n", text)))
    return html.unescape(re.sub(r"\n{3,}", "\n\n", text)).strip()


def agenda_or_notes(text: str) -> tuple[tuple[str, ...], str]:
    """A description in which every line begins like a point of a list is an agenda; any other is notes."""
    points: list[str] = []
    for line in text.split("\n"):
        found = _BULLET.match(line)
        if found:
            points.append(line[found.end() :])
        elif points and line.startswith("  "):
            points[-1] += "\n" + line[2:]
        elif line.strip() and not _RULED_LINE.fullmatch(line.strip()):
            return (), text.strip()
    return tuple(point.strip() for point in points), ""


def medium(location: str, links: str, description: str) -> Medium:
    """How they meet, as far as the place, the links and the description tell."""
    own = {
        _("Video").casefold(): Medium.VIDEO,
        _("Phone").casefold(): Medium.PHONE,
        _("In writing").casefold(): Medium.WRITING,
        _("Other").casefold(): Medium.OTHER,
        _("In person").casefold(): Medium.IN_PERSON,
    }
    if location.strip().casefold() in own:
        return own[location.strip().casefold()]
    where = f"{location} {links}"[:10_000].casefold()
    everything = f"{where} {description[:10_000].casefold()}"
    if any(host in everything for host in _HOSTS) or _VIDEO.search(where):
        return Medium.VIDEO
    if "tel:" in where or _PHONE.search(where) or re.fullmatch(r"\s*\+?[\d ()/.-]{6,}\s*", location):
        return Medium.PHONE
    return Medium.IN_PERSON


def says_only_how(location: str) -> bool:
    """Whether a place is nothing but one of our own words for how people meet."""
    own = (_("Video"), _("Phone"), _("In writing"), _("Other"), _("In person"))
    return location.strip().casefold() in {"", *(word.casefold() for word in own)}


def notes(text: str, location: str, links: list[str]) -> str:
    """A description, and under it where, and the links that it does not hold already."""
    lines = [] if says_only_how(location) else [_("Where: {place}").format(place=location.strip())]
    seen = f"{text} {location}"
    lines += [
        _("Link: {link}").format(link=link) for link in dict.fromkeys(links) if link and link not in seen
    ]
    return "\n\n".join(part for part in (text, "\n".join(lines)) if part)


def topic(summary: str, person: str) -> str:
    """The topic of an event that we wrote ourselves: without whom it is with."""
    if summary == _("Session with {person}").format(person=person):
        return ""
    return summary.removesuffix(f" · {person}") if person else summary


def one_line(text: str) -> str:
    """A text for a field of one line."""
    return text.replace("\n", " ").strip()


def guest(value: str, name: str, email: str, invites: bool = False) -> Guest | None:
    """Somebody from an address like "mailto:ada@example.org" and a name; None where neither says who."""
    address = re.sub(r"^\s*mailto:", "", value, flags=re.IGNORECASE).strip()
    if "@" not in address or any(letter.isspace() for letter in address):
        address = email.strip()
    name = one_line(name.strip().strip("\"'"))[:1000]
    if "@" not in address or len(address) > 320:
        address = ""
    if name.casefold() in ("", address.casefold(), "null"):
        name = address.partition("@")[0]
    return Guest(name, address, invites) if name else None
