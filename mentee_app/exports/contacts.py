"""Writes people as contacts for address books (.vcf), so that every program reads each value as it stands here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Any

from mentee_app.exports import files
from mentee_app.i18n import _, ngettext
from mentee_app.queries import contacts_out
from mentee_app.queries.contacts_out import CardRow


class Version(Enum):
    """Which vCard: 3.0 is read everywhere; 4.0 is the newest. vobject cannot write 2.1, and nothing of today needs it."""

    WIDELY_READ = "3.0"
    NEWEST = "4.0"


@dataclass(frozen=True)
class ContactChoice:
    """Who (ids; None means everybody), in which version, and whether my notes about them go along."""

    people: tuple[int, ...] | None = None
    version: Version = Version.WIDELY_READ
    with_notes: bool = False


def contacts(choice: ContactChoice) -> bytes:
    """The file; the same people give the same bytes. Raises Trouble where the notebook cannot be read."""
    return b"".join(_folded_cards(contacts_out.cards(choice.people, choice.with_notes), choice))


def save_contacts(out: Path, choice: ContactChoice) -> str:
    """Write the file at `out` and say so in a sentence. Raises Trouble."""
    return "".join(saved_in_steps(out, choice))


def saved_in_steps(out: Path, choice: ContactChoice) -> Iterator[str]:
    """The same, so that a window can do other things meanwhile: each step gives "", the last one writes and says so."""
    files.check_place(out)
    rows = contacts_out.cards(choice.people, choice.with_notes)
    cards = _folded_cards(rows, choice)
    pieces = []
    while piece := b"".join(islice(cards, _AT_ONCE)):
        pieces.append(piece)
        yield ""
    files.atomic_write(out, b"".join(pieces))
    sentence = ngettext("{out} holds {count} contact.", "{out} holds {count} contacts.", len(rows))
    yield sentence.format(out=out, count=len(rows))


def left_out(choice: ContactChoice) -> tuple[str, ...]:
    """What of a person is not in the file, to be shown before it is written."""
    private = () if choice.with_notes else (_("Your notes about them"),)
    return (
        *private,
        _("How close you are, and what you can give back"),
        _("Who introduced them, and how often you want to be in touch"),
        _("Relationships, sessions, advice and everything else you keep with them"),
    )


def written(text: str) -> str:
    """A text as a card can hold it: one kind of line end, and U+FFFD for what no line may hold."""
    text = _LINE_ENDS.sub("\n", text)
    return _NEVER.sub("\ufffd", text)


_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What some reader may take for the end of a line: written as the escape for one, so that no text begins a line."""

_NEVER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LINK = re.compile(r"https?://[\w.-]+(:\d+)?(/[!#-+\--:=?-\[\]-~]*)?", re.ASCII | re.IGNORECASE)
"""A link in letters that every program takes for one, and without those that a card escapes."""

_AT_ONCE = 200
"""People in a step: it takes some hundredths of a second."""

_PLAIN = re.compile(r"[^\s\\,;]+")
_WHOLE = 10**9


def _folded_cards(rows: list[CardRow], choice: ContactChoice) -> Iterator[bytes]:
    uids = contacts_out.uids_of([row.id for row in rows])
    return (_folded(card) for card in _cards(rows, uids, choice))


def _cards(rows: list[CardRow], uids: dict[int, str], choice: ContactChoice) -> Iterator[str]:
    import vobject

    for row in rows:
        card = vobject.vCard()
        for name, value, parameters in _lines(row, uids[row.id], choice):
            line = card.add(name)
            line.value = _structured(vobject.vcard.Name, name, value)
            for parameter, word in parameters:
                line.params[parameter] = [word]
        yield card.serialize(lineLength=_WHOLE)  # it counts letters where a line's length is in bytes


def _lines(
    row: CardRow, uid: str, choice: ContactChoice
) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """The lines of a card: name, text, parameters. vobject escapes the texts, and puts the lines in its order."""
    newest = choice.version is Version.NEWEST
    yield "version", choice.version.value, ()
    yield "prodid", "-//Mentee//Mentee//EN", ()
    uid = written(uid)
    as_text = newest and not _PLAIN.fullmatch(uid)
    yield "uid", uid, (("VALUE", "text"),) if as_text else ()
    yield "rev", _moment(row.updated_at, newest), ()
    name = written(row.name)
    yield "fn", name, ()
    yield "n", name, ()
    link = row.reach if _LINK.fullmatch(row.reach) else ""
    texts = {
        "org": row.organisation,
        "title": row.role,
        "email": row.email,
        "tel": row.phone,
        "url": link,
        "note": row.notes,
        "x-mentee-reach": "" if link else row.reach,
        "x-mentee-industry": row.industry,
        "x-mentee-how-met": row.how_met,
    }
    for line, text in texts.items():
        if text:
            yield line, written(text), ()


def _structured(name_of: Callable[..., Any], line: str, text: str) -> Any:
    """The name stands whole in one part of N: which word is the family's differs from country to country."""
    if line == "n":
        return name_of(given=text)
    return [text] if line == "org" else text


def _moment(updated_at: int, newest: bool) -> str:
    at = datetime.fromtimestamp(updated_at // 1000, UTC)
    return at.strftime("%Y%m%dT%H%M%SZ" if newest else "%Y-%m-%dT%H:%M:%SZ")


def _folded(card: str) -> bytes:
    """Lines of at most 75 bytes, no letter torn."""
    return b"".join(_broken(line.encode()) for line in card.split("\r\n") if line)


def _broken(line: bytes) -> bytes:
    if len(line) <= 75:
        return line + b"\r\n"
    pieces, begun, room = [], 0, 75
    while begun < len(line):
        end = min(begun + room, len(line))
        while end < len(line) and line[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(line[begun:end])
        begun, room = end, 74
    return b"\r\n ".join(pieces) + b"\r\n"
