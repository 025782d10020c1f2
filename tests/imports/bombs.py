"""Files that were made to break their readers."""

import io
import json
import zipfile
from collections.abc import Callable

Made = Callable[[], bytes]


def every() -> dict[str, Made]:
    """Each by a name that ends as a person would name it."""
    return {
        "billion-laughs.md": _laughs,
        "nested.md": lambda: b"---\na: " + b"[" * 900_000,
        "nested-fields.md": lambda: b"---\ndate: 2024-01-01\na: " + b"{a: " * 3_900 + b"\n---\nx",
        "one-line-2024-01-01.md": lambda: b"[" * 40_000_000,
        "headings-2024-01-01.md": lambda: b"# " + b"#" * 40_000 + b" x " + b"# " * 400_000,
        "spaces-2024-01-01.md": lambda: b"x" + b" " * 900_000 + b"x\n" * 10,
        "links-2024-01-01.md": lambda: (
            b"---\ntitle: " + b"[[" * 7000 + b"\nwith: " + b"[" * 900 + b"\n---\nx"
        ),
        "swells.zip": lambda: _zip(("2024-01-01.md", b"\0" * 40_000_000)),
        "nested.zip": _nested_zip,
        "members.zip": _members,
        "deep.json": lambda: _monica(b"[" * 24_000_000 + b"]" * 24_000_000),
        "deep-keys.json": lambda: _monica(b'{"a":' * 8_000_000),
        "empty-lists.json": lambda: _monica(b"[" + b"[]," * 16_000_000 + b"[]]"),
        "strings.json": lambda: _monica(b"[" + b'"",' * 3_900_000 + b'""]'),
        "dicts.json": lambda: _monica(b"[" + b'{"a":0},' * 1_990_000 + b"0]"),
        "digits.json": lambda: _monica(b"9" * 40_000_000),
        "escapes.json": lambda: _monica(b'"' + b"\\ud800" * 8_000_000 + b'"'),
        "contacts.json": _contacts,
        "words.json": lambda: _named(b"ab " * 16_000_000),
        "wide.json": lambda: _named("😀".encode() + b"x" * 49_000_000),
        "nested.ics": lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 3_000_000,
        "one-line.ics": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x" * 45_000_000,
        "folded.ics": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x\r\n " * 11_000_000,
        "for-ever.ics": _for_ever,
        "every-second.ics": lambda: _event(b"RRULE:FREQ=SECONDLY\r\n") * 1,
        "dates.ics": lambda: _event(b"RDATE:" + b",".join([b"20240101T000000"] * 2_000_000) + b"\r\n"),
        "attendees.ics": lambda: _event(b"ATTENDEE:mailto:a@x.example\r\n" * 1_200_000),
        "events.ics": lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 1_500_000,
        "nested.vcf": lambda: b"BEGIN:VCARD\r\n" * 3_500_000,
        "one-line.vcf": lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + b"x" * 45_000_000,
        "folded.vcf": lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + b"x\r\n " * 11_000_000,
        "soft-breaks.vcf": lambda: (
            b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n" * 14_000_000
        ),
        "contacts.vcf": lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEND:VCARD\r\n" * 1_000_000,
        "parameters.vcf": lambda: (
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nTEL" + b";TYPE=x" * 6_000_000 + b":1\r\nEND:VCARD"
        ),
        "one-line.csv": lambda: b"Name,Email\n" + b"x" * 45_000_000,
        "columns.csv": lambda: b"Name" + b",Name" * 9_000_000,
        "cells.csv": lambda: b"Name,Email\n" + b"," * 45_000_000,
        "rows.csv": lambda: b"Name,Email\n" + b"a,b\n" * 1_000_000,
        "quotes.csv": lambda: b"Name,Email\n" + b'"' * 45_000_001,
        "open-quote.csv": lambda: b'Name,Email\n"' + b"a,b\n" * 11_000_000,
    }


def _laughs() -> bytes:
    lines = ["a0: &a0 ha"]
    lines += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 12)]
    return "\n".join(["---", *lines, "with: *a11", "---", "x"]).encode()


def _zip(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def _nested_zip() -> bytes:
    inner = _zip(("2024-01-01.md", b"\0" * 4_000_000))
    return _zip(*((f"2024-01-{day:02}.md", inner) for day in range(1, 29)))


def _members() -> bytes:
    """A list of a million members, told to be two."""
    entry = b"PK\x01\x02" + b"\x14\0\x14\0" + b"\0" * 20 + b"\x01\0" + b"\0" * 16 + b"a"
    listed = entry * 1_000_000
    end = b"PK\x05\x06" + b"\0" * 4 + b"\x02\0\x02\0" + len(listed).to_bytes(4, "little") + b"\0" * 6
    return b"PK\x03\x04" + listed + end


def _monica(value: bytes) -> bytes:
    return b'{"version": "1.0-preview.1", "app_version": "4.1.2", "account": {"data": ' + value + b"}}"


def _contacts() -> bytes:
    contact = json.dumps({"uuid": "a", "properties": {"first_name": "A"}}).encode()
    return _monica(b'[{"type": "contact", "values": [' + b",".join([contact] * 850_000) + b"]}]")


def _named(name: bytes) -> bytes:
    return _monica(b'[{"type": "contact", "values": [{"properties": {"first_name": "' + name + b'"}}]}]')


def _event(lines: bytes) -> bytes:
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:19000101T000000Z\r\nSUMMARY:x\r\n"
    return head + lines + b"END:VEVENT\r\nEND:VCALENDAR\r\n"


def _for_ever() -> bytes:
    """A hundred thousand rhythms without an end, each with a long text."""
    event = (
        b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:20240101T000000Z\r\nRRULE:FREQ=DAILY\r\nDESCRIPTION:"
        + b"x" * 300
        + b"\r\nEND:VEVENT\r\n"
    )
    events = b"".join(event % number for number in range(90_000))
    return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + b"END:VCALENDAR\r\n"
