"""Real files of every format, and what is left of them after a few seeded blows: for readers that must survive all."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator

from tests.imports import monica_account, whole_notebook

Blow = Callable[[random.Random, bytes, "Stock"], bytes]

_MOST = 40_000
"""Bytes to which a mutant may grow: large ones are for bombs.py."""

CALENDARS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:PUBLISH\r\n"
    b"BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
    b"TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
    b"BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    b"BEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;TZID=W. Europe Standard Time:20240607T140000\r\n"
    b"DTEND;TZID=W. Europe Standard Time:20240607T150000\r\nRRULE:FREQ=WEEKLY;COUNT=6;BYDAY=FR\r\n"
    b"EXDATE;TZID=W. Europe Standard Time:20240614T140000\r\nSUMMARY:With Ada\\, weekly\r\n"
    b'ORGANIZER;CN="Lovelace, Ada":mailto:ada@x.example\r\n'
    b"ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:bo@x.example\r\n"
    b"LOCATION:Zoom\r\nDESCRIPTION:Bring the draft\\nand q\r\n uestions\r\nSTATUS:CONFIRMED\r\n"
    b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:1@x\r\nRECURRENCE-ID;TZID=W. Europe Standard Time:20240621T140000\r\n"
    b"DTSTART;TZID=W. Europe Standard Time:20240622T100000\r\nDURATION:PT45M\r\nSUMMARY:Moved\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n",
    b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:2\nDTSTART;VALUE=DATE:20240701\nSUMMARY;LANGUAGE=de:Gr\xc3\xbc\xc3\x9fe\n"
    b"RDATE;VALUE=DATE:20240801\nEND:VEVENT\nBEGIN:VEVENT\nUID:3\nDTSTART:20240301T090000Z\nDTEND:20240301T100000Z\n"
    b"RRULE:FREQ=MONTHLY;INTERVAL=1;UNTIL=20251231T000000Z;BYDAY=1FR;WKST=MO\nTRANSP:TRANSPARENT\nEND:VEVENT\n"
    b"BEGIN:VTODO\nUID:4\nDUE:20240401T090000\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR\n",
)
CARDS = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;\r\n"
    b"FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=FCrgen M=FCller=\r\n und Sohn\r\nTEL;CELL;PREF:+49 170 1\r\n"
    b"EMAIL;INTERNET:j@x.example\r\nORG:Werk;Abteilung\r\nPHOTO;JPEG;ENCODING=BASE64:/9j/4AAQ\r\n SkZJRg==\r\n\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Lovelace\r\nN:Lovelace;Ada;King;Dr.;\r\nUID:urn:uuid:1\r\n"
    b"item1.EMAIL;TYPE=INTERNET,PREF:ada@x.example\r\nitem1.X-ABLabel:_$!<Work>!$_\r\nTEL;TYPE=cell;TYPE=voice:+44 1\r\n"
    b"ORG:Engines\\; Ltd;Maths\r\nTITLE:Programmer\r\nNOTE:First line\\nsecond\\, with\r\n  fold\r\nBDAY:1815-12-10\r\n"
    b"X-SOCIALPROFILE;type=twitter:https://x.example/ada\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\nVERSION:4.0\nKIND:individual\nFN;PREF=1:Grace Hopper\nFN:G. Hopper\nN:Hopper;Grace;;;\n"
    b'TEL;VALUE=uri;TYPE="voice,home":tel:+1-1\nEMAIL:grace@x.example\nIMPP:xmpp:g@x.example\nREV:20240101T000000Z\n'
    b"GENDER:F\nMEMBER:urn:uuid:1\nEND:VCARD\n",
)
TABLES = (
    b"First Name,Last Name,Email Address,Company,Position,Connected On\r\n"
    b'Ada,"Lovelace, King",ada@x.example,"Engines ""Ltd""",Programmer,01 Mar 2024\r\nBo,Berg,,,,\r\n',
    '\ufeffName;Telefon;Notizen\nJürgen;+49 170;"zwei\nZeilen"\n=1+1;x;y\n'.encode(),
    "sep=\t\nName\tE-mail 1 - Value\nGrace\tgrace@x.example ::: g@x.example\n".encode("utf-16"),
)
NOTES = (
    b"---\ndate: 2024-03-01\ntime: 14:30\nduration: 45 min\nmentor: '[[People/Ada|A]]'\nattendees: [Bo, {name: Cy}]\n"
    b"topic: How to ask\nstatus: held\nzone: Europe/Berlin\nlocation: Zoom\ntags: [a, b]\n---\n\n# Talk\n\n- **said** [x](y)\n",
    b"title:: On asking\nwith:: [[Ada]]\ndate:: March 1st, 2024\n\n- words\n",
    b"# On asking\n\nDate: March 1, 2024 2:30 PM\nAttendees: Ada <ada@x.example>, Bo\n\nwords\n",
    b'---\ncreated: 2024-03-01T14:30:00+05:30\nupdated: 2024-03-02\ntitle: "a: b"\n  nested:\n    - x\n---\ntext \xc3\xbc\n',
)
SAMPLES: dict[str, tuple[bytes, ...]] = {
    "calendar": CALENDARS,
    "vcard": CARDS,
    "table": TABLES,
    "monica": (
        monica_account.content(monica_account.full()),
        monica_account.content(monica_account.account()),
    ),
    "markdown": NOTES,
    "zip": (),
    "everything": whole_notebook.samples(),
}

TOKENS = (
    *(
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\r",
        b"\n\n",
        b"\r\n ",
        b"\t",
        b"\x1a",
        b"\x85",
        "\u2028".encode(),
        "\u202e".encode(),
    ),
    *(
        b'"',
        b"'",
        b"\\",
        b",",
        b";",
        b":",
        b"=",
        b"=0D=0A=",
        b"{",
        b"[",
        b"]",
        b"}",
        b"---\n",
        b"&a ",
        b"*a",
        b"!!python/name:os.system ",
    ),
    *(
        b"-1",
        b"0",
        b"1e999",
        b"9" * 400,
        b"NaN",
        b"true",
        b"null",
        b"\\ud800",
        b"\\u0000",
        b"9999-99-99",
        b"0000-00-00",
        b"99991231T235959Z",
    ),
    *(
        b"BEGIN:VEVENT\r\n",
        b"END:VEVENT\r\n",
        b"BEGIN:VCARD\r\n",
        b"END:VCARD\r\n",
        b"RRULE:FREQ=SECONDLY\r\n",
        b";BYSETPOS=-1;BYDAY=53MO",
    ),
    *(
        b"DTSTART:00010101T000000\r\n",
        b"DTSTART;TZID=../../etc/passwd:20240101T000000\r\n",
        b"TZID=",
        b"COUNT=999999999",
        b"INTERVAL=0",
    ),
    *(
        b"UNTIL=99990101",
        b"DURATION:-P9999999999D\r\n",
        b"ENCODING=BASE64:",
        b"CHARSET=zlib:",
        b"CHARSET=utf-7:",
        b"PK\x03\x04",
        b"PK\x05\x06",
    ),
    *(
        b"<!--",
        b"]]>",
        b"%s%n",
        b"{0.__class__}",
        b"date: 2024-02-30\n",
        b"time: 25:61\n",
        b"zone: Europe\n",
        b"{{date}}",
        b"[[",
        b"]]",
    ),
)


class Stock:
    """What mutants of one format are made of."""

    def __init__(self, samples: tuple[bytes, ...], blows: "tuple[Blow, ...] | None" = None) -> None:
        self.samples = samples
        self.blows = blows or _BLOWS


def mutants(kind: str, seed: int) -> Iterator[bytes]:
    """Endless; the same for the same seed."""
    rng = random.Random(f"{kind} {seed}")
    if kind == "zip":
        yield from _zips(rng)
    stock = Stock(SAMPLES[kind], (*_BLOWS, *[_json_value] * 20) if kind in _IN_JSON else _BLOWS)
    while True:
        yield _mutant(rng, stock)


def zipped(*members: tuple[str, bytes], deflated: bool = True) -> bytes:
    packed = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(packed, "w", how) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return packed.getvalue()


def _zips(rng: random.Random) -> Iterator[bytes]:
    """Notes that were struck and then packed, or packed and then struck."""
    notes = Stock(NOTES)
    names = (
        "2024-01-01.md",
        "a/b.md",
        "../x.md",
        "/etc/2024.md",
        "\u202e2024-01-01.md",
        "a.png",
        "C:\\x.md",
        "2024-01-02.MD",
    )
    while True:
        chosen = rng.sample(names, rng.randint(1, 4))
        made = zipped(*((name, _mutant(rng, notes)) for name in chosen), deflated=rng.random() < 0.7)
        yield made if rng.random() < 0.3 else _struck(rng, made, notes)


def _mutant(rng: random.Random, stock: Stock) -> bytes:
    return _struck(rng, rng.choice(stock.samples), stock)


def _struck(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    for _time in range(rng.choice((1, 1, 2, 3, 6))):
        content = rng.choice(stock.blows)(rng, content, stock)[:_MOST]
    return content


def _slice(rng: random.Random, content: bytes, most: int = 200) -> tuple[int, int]:
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + rng.randint(0, most))


def _flip(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    struck = bytearray(content)
    for _bit in range(rng.choice((1, 1, 4, 30)) if struck else 0):
        struck[rng.randrange(len(struck))] ^= 1 << rng.randrange(8)
    return bytes(struck)


def _cut(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    start, end = _slice(rng, content)
    return rng.choice((content[:start], content[start:], content[:start] + content[end:]))


def _repeat(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    start, end = _slice(rng, content)
    times = rng.choice((2, 3, 50, 2000))
    return content[:start] + content[start:end] * min(times, _MOST // max(1, end - start)) + content[end:]


def _token(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    start, end = _slice(rng, content, rng.choice((0, 0, 20)))
    return content[:start] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 60, 3000)) + content[end:]


def _splice(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    other = rng.choice(stock.samples)
    start, end = _slice(rng, other, 600)
    return _put(rng, content, other[start:end])


def _lines(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        if rng.random() < 0.5:
            lines[one], lines[other] = lines[other], lines[one]
        else:
            lines.insert(one, lines[other])
    return b"".join(lines)


def _number(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    places = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
    if not places:
        return content
    place = rng.choice(places)
    number = rng.choice(
        (b"-1", b"0", b"99", b"2147483648", b"18446744073709551616", b"9" * 60, b"1e400", b"0x10")
    )
    return content[:place] + number + content[place + 1 :]


def _letters(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    text = content.decode("utf-8", "replace")
    encoding = rng.choice(
        ("utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7", "utf-8-sig", "cp037", "shift_jis")
    )
    return text.encode(encoding, "replace")


def _noise(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    return _put(rng, content, rng.randbytes(rng.choice((1, 5, 300))))


def _ends(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(
        b"\n", rng.choice((b"\r", b"\r\n", b"\n\n", b"\n ", b"\r\r\n", b""))
    )


def _json_value(rng: random.Random, content: bytes, stock: Stock) -> bytes:
    """One value of a JSON file becomes another: what flips of bits hardly ever reach."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return _token(rng, content, stock)
    inner = whole
    while isinstance(inner, dict | list) and inner:
        step = rng.choice(list(inner)) if isinstance(inner, dict) else rng.randrange(len(inner))
        if rng.random() < 0.25 or not isinstance(inner[step], dict | list):
            inner[step] = rng.choice(
                (
                    None,
                    [],
                    {},
                    "",
                    0,
                    -1,
                    10**30,
                    1e300,
                    True,
                    "x" * 999,
                    [[]],
                    {"": {}},
                    "\ud800",
                    "\0",
                    "2024-13-01",
                )
            )
            break
        inner = inner[step]
    try:
        return json.dumps(whole).encode()
    except RecursionError:
        return content


def _put(rng: random.Random, content: bytes, more: bytes) -> bytes:
    place = rng.randrange(len(content) + 1)
    return content[:place] + more + content[place:]


_BLOWS: tuple[Blow, ...] = (
    _flip,
    _cut,
    _repeat,
    _token,
    _splice,
    _lines,
    _number,
    _letters,
    _noise,
    _ends,
    _json_value,
)
_IN_JSON = ("monica", "everything")
