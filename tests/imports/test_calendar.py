"""Calendar files as the programs that people use write them, and files that no program should have written."""

import random
from datetime import date, datetime, timedelta

import pytest

from mentee_app.domain import problems, series, sessions
from mentee_app.domain.incoming import Source
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import Medium, Status
from mentee_app.imports import calendar, limits, repeats, zones
from mentee_app.trouble import Trouble

NOW = datetime(2026, 11, 23, 20, 0)

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:layla@example.com
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
DTSTART:20261202T090000Z
DTEND:20261202T094500Z
DTSTAMP:20261101T080000Z
ORGANIZER;CN=layla@example.com:mailto:layla@example.com
UID:4k2@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=layla@
 example.com;X-NUM-GUESTS=0:mailto:layla@example.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ada Br
 ontë;X-NUM-GUESTS=0:mailto:ada@example.org
ATTENDEE;CUTYPE=RESOURCE;CN=Room 4:mailto:room4@resource.calendar.google.com
X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij
DESCRIPTION:<ul><li>The budget</li><li>Pay &amp\\; title</li></ul>
LOCATION:
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:How to ask\\, early
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H10M0S
END:VALARM
END:VEVENT
END:VCALENDAR
"""

OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REQUEST
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
DESCRIPTION:Bring the draft.\\n\\nJoin: https://teams.microsoft.com/l/meetup-join/1
\tx
DTEND;TZID="W. Europe Standard Time":20261203T160000
DTSTART;TZID="W. Europe Standard Time":20261203T150000
LOCATION:Microsoft Teams Meeting
ORGANIZER;CN="Bell, Grace":mailto:grace@example.org
PRIORITY:5
RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=TH;BYSETPOS=1
SEQUENCE:2
SUMMARY;LANGUAGE=en-us:Monthly talk
UID:040000008200E00074C5B7101A82E008
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

APPLE = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 14.5//EN
VERSION:2.0
BEGIN:VEVENT
CREATED:20260901T070000Z
DTEND;TZID=Europe/London:20260305T110000
DTSTART;TZID=Europe/London:20260305T100000
EXDATE;TZID=Europe/London:20260319T100000
LAST-MODIFIED:20260901T070000Z
RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260416T225959Z
SUMMARY:Walk with Mo
LOCATION:Café Ritz\\n1 High Street\\, London
UID:8E2C-44
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/London:20260403T120000
DURATION:PT30M
RECURRENCE-ID;TZID=Europe/London:20260402T100000
SUMMARY:Walk with Mo\\, later
UID:8E2C-44
END:VEVENT
END:VCALENDAR
"""

THUNDERBIRD = """BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
BEGIN:VTODO
UID:todo-1
SUMMARY:Send the draft
DUE;TZID=/mozilla.org/20050126_1/America/New_York:20261201T230000
STATUS:NEEDS-ACTION
END:VTODO
BEGIN:VTODO
UID:todo-2
SUMMARY:Read it
STATUS:COMPLETED
COMPLETED:20261101T100000Z
END:VTODO
BEGIN:VJOURNAL
SUMMARY:A day
END:VJOURNAL
END:VCALENDAR
"""

NEXTCLOUD = """BEGIN:VCALENDAR
PRODID:-//IDN nextcloud.com//Calendar app 4.7//EN
VERSION:2.0
BEGIN:VEVENT
UID:n-1
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261225
SUMMARY:Look back at the year
END:VEVENT
BEGIN:VEVENT
UID:n-2
DTSTART:20261210T080000
SUMMARY:Call
LOCATION:+49 30 1234567
END:VEVENT
BEGIN:VEVENT
UID:n-3
STATUS:CANCELLED
DTSTART:20261211T080000
SUMMARY:Off
END:VEVENT
END:VCALENDAR
"""

SAMPLES = (GOOGLE, OUTLOOK, APPLE, THUNDERBIRD, NEXTCLOUD)


def parsed(text, **said):
    content = text if isinstance(text, bytes) else text.encode()
    return calendar.parse(content, said.pop("home_zone", "Europe/Berlin"), NOW, **said)


def event(*lines, around=""):
    inside = "\n".join(("BEGIN:VEVENT", "UID:u", "SUMMARY:x", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{around}{inside}\nEND:VCALENDAR\n"


def the_one(batch):
    assert not batch.refused
    [session] = batch.sessions
    return session


def test_a_google_event_is_a_session_with_whom_i_am_not():
    batch = parsed(GOOGLE)
    session = the_one(batch)
    assert batch.source is Source.CALENDAR
    assert [(person.draft.name, person.draft.email) for person in batch.people] == [
        ("Ada Brontë", "ada@example.org")
    ]
    assert session.person == batch.people[0].key
    assert (session.draft.wall_start, session.draft.zone) == (datetime(2026, 12, 2, 10, 0), "Europe/Berlin")
    assert (session.draft.minutes, session.draft.medium) == (45, Medium.VIDEO)
    assert session.draft.topic == "How to ask, early"
    assert session.agenda == ("The budget", "Pay & title")
    assert session.draft.notes == "Link: https://meet.google.com/abc-defg-hij"
    assert (session.uid, session.draft.status) == ("4k2@google.com", Status.PLANNED)


def test_an_outlook_series_is_a_monthly_series_in_the_zone_meant():
    batch = parsed(OUTLOOK)
    [found] = batch.series
    assert (found.draft.rule, found.draft.zone, found.draft.count) == (
        Rule.MONTHLY_WEEKDAY,
        "Europe/Berlin",
        3,
    )
    assert [session.draft.wall_start for session in batch.sessions] == [
        datetime(2026, 12, 3, 15), datetime(2027, 1, 7, 15), datetime(2027, 2, 4, 15),
    ]  # fmt: skip
    assert {session.series for session in batch.sessions} == {found.key}
    assert len({session.uid for session in batch.sessions}) == 3
    assert batch.people[0].draft.name == "Bell, Grace"
    assert batch.sessions[0].draft.medium is Medium.VIDEO
    assert "meetup-join/1x" in batch.sessions[0].draft.notes


def test_an_apple_series_leaves_out_and_changes_single_times():
    batch = parsed(APPLE, home_zone="Europe/Berlin")
    assert [(each.draft.wall_start, each.draft.topic, each.draft.minutes) for each in batch.sessions] == [
        (datetime(2026, 3, 5, 10), "Walk with Mo", 60),
        (datetime(2026, 4, 3, 12), "Walk with Mo, later", 30),
        (datetime(2026, 4, 16, 10), "Walk with Mo", 60),
    ]
    assert {each.draft.zone for each in batch.sessions} == {"Europe/London"}
    assert {each.draft.status for each in batch.sessions} == {Status.HELD}
    assert batch.series[0].draft.rule is Rule.TWO_WEEKS
    assert batch.sessions[0].draft.notes == "Where: Café Ritz\n1 High Street, London"
    assert batch.sessions[1].uid == "8E2C-44/20260402T090000Z"


def test_to_dos_are_actions_and_a_journal_is_refused_by_name():
    batch = parsed(THUNDERBIRD)
    assert [(each.draft.text, each.draft.due_on, each.draft.done_on) for each in batch.actions] == [
        ("Send the draft", date(2026, 12, 1), None),
        ("Read it", None, date(2026, 11, 1)),
    ]
    assert [refused.why for refused in batch.refused] == [
        "It is a journal entry, which has no place in a notebook of sessions."
    ]
    assert (batch.understood, batch.total) == (2, 3)


def test_whole_days_floating_times_and_cancelled_events_are_told():
    batch = parsed(NEXTCLOUD, home_zone="Asia/Tokyo")
    whole, floating = batch.sessions
    assert (whole.draft.wall_start, whole.draft.minutes) == (datetime(2026, 12, 24, 9), None)
    assert whole.left == ("It takes the whole day; 09:00 stands here, for a session has an hour.",)
    assert (floating.draft.wall_start, floating.draft.zone) == (datetime(2026, 12, 10, 8), "Asia/Tokyo")
    assert floating.draft.medium is Medium.PHONE
    assert batch.refused[0].why.startswith("It was cancelled.")
    assert batch.refused[0].place == "Event 3, line 16"


def test_several_guests_are_one_person_and_the_others_are_told():
    lines = ["DTSTART:20261201T100000"] + [
        f"ATTENDEE;CN={name}:mailto:{name}@x.org" for name in ("Me", "Ada", "Bo")
    ]
    batch = parsed(event(*lines), own_addresses=["ME@x.org"])
    assert [person.draft.name for person in batch.people] == ["Ada"]
    assert the_one(batch).left == ("A session is with one person; also there: Bo.",)


def test_who_is_in_every_event_is_me():
    events = "".join(
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:20261201T100000\nATTENDEE:mailto:me@x.org\nATTENDEE:mailto:{n}@x.org\nEND:VEVENT\n"
        for n in "abc"
    )
    batch = parsed(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")
    assert [person.draft.email for person in batch.people] == ["a@x.org", "b@x.org", "c@x.org"]


def test_a_zone_that_nobody_knows_is_known_by_its_rules():
    explained = OUTLOOK.replace("W. Europe Standard Time", "Customized Time Zone")
    assert parsed(explained).sessions[0].draft.zone == "Europe/Berlin"
    odd = explained.replace("TZOFFSETTO:+0100", "TZOFFSETTO:+0117").replace(
        "TZOFFSETTO:+0200", "TZOFFSETTO:+0117"
    )
    session = parsed(odd).sessions[0]
    assert (session.draft.wall_start, session.draft.zone) == (datetime(2026, 12, 3, 14, 43), "Europe/Berlin")
    assert "Customized Time Zone" in session.left[0]


def test_a_zone_that_nothing_explains_is_refused_in_words():
    batch = parsed(event("DTSTART;TZID=Nowhere/Land:20261201T100000"))
    assert batch.sessions == ()
    assert (
        batch.refused[0].why == "Its time zone Nowhere/Land is not known, and the file does not explain it."
    )


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("GMT", "GMT"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("America/New York", "America/New_York"),
        ("Nowhere", None),
        ("", None),
    ],
)
def test_the_names_that_programs_give_to_zones_are_known(name, zone):
    assert zones.by_name(name) == zone


def test_an_hour_that_the_clocks_skip_is_explained():
    session = the_one(parsed(event("DTSTART;TZID=Europe/Berlin:20270328T023000")))
    assert session.draft.wall_start == datetime(2027, 3, 28, 3, 0)
    assert session.left == ("The clocks skip 02:30 on that day; 03:00 stands here.",)


@pytest.mark.parametrize(
    ("rule", "first", "count", "kept"),
    [
        ("FREQ=WEEKLY", datetime(2026, 12, 1, 10), 53, Rule.WEEKLY),
        ("FREQ=WEEKLY;COUNT=300", datetime(2026, 12, 1, 10), 104, Rule.WEEKLY),
        ("FREQ=MONTHLY;COUNT=6;BYMONTHDAY=1", datetime(2026, 12, 1, 10), 6, Rule.MONTHLY_DAY),
        ("FREQ=MONTHLY;COUNT=4;BYMONTHDAY=-1", datetime(2026, 12, 31, 10), 4, Rule.MONTHLY_DAY),
        ("FREQ=MONTHLY;COUNT=4;BYDAY=-1TU", datetime(2026, 12, 29, 10), 4, Rule.MONTHLY_WEEKDAY),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=5", datetime(2026, 12, 1, 10), 5, None),
        ("FREQ=DAILY;COUNT=5", datetime(2026, 12, 1, 10), 5, None),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31", datetime(2026, 12, 31, 10), 3, None),
        ("FREQ=SECONDLY;COUNT=999999", datetime(2026, 12, 1, 10), 1, None),
        ("FREQ=YEARLY;COUNT=3", datetime(2026, 12, 1, 10), 3, None),
    ],
)
def test_a_rule_is_a_series_where_it_gives_the_same_days(rule, first, count, kept):
    batch = parsed(event(f"DTSTART;TZID=Europe/Berlin:{first:%Y%m%dT%H%M%S}", f"RRULE:{rule}"))
    assert len(batch.sessions) == count
    assert [each.draft.rule for each in batch.series] == ([kept] if kept else [])
    assert all(
        not [p for p in series.problems(each.draft) if p.field != "relationship"] for each in batch.series
    )


def test_rules_give_the_days_that_another_reader_gives():
    from dateutil import rrule

    chance, weekdays = random.Random(5), ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    for _number in range(300):
        every = chance.choice(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
        parts = [f"FREQ={every}", f"INTERVAL={chance.randint(1, 3)}", f"COUNT={chance.randint(1, 30)}"]
        place = chance.choice(("", "1", "2", "-1")) if every in ("MONTHLY", "YEARLY") else ""
        if chance.random() < 0.6 and every != "YEARLY":
            parts.append(
                "BYDAY=" + ",".join(place + day for day in chance.sample(weekdays, chance.randint(1, 3)))
            )
        elif every == "MONTHLY":
            parts.append(f"BYMONTHDAY={chance.choice((1, 15, 31, -1))}")
        if chance.random() < 0.2:
            parts.append(f"BYMONTH={chance.randint(1, 12)}")
        text, start = ";".join(parts), datetime(2026, chance.randint(1, 12), chance.randint(1, 28), 9)
        theirs = list(rrule.rrulestr(text, dtstart=start).between(start, datetime(2032, 1, 1), inc=True))
        if start not in theirs:
            continue  # an event whose first time is not of its rule: each program reads it in another way
        assert list(repeats.walls(repeats.repeat(text), start, datetime(2032, 1, 1))) == theirs, text


def test_letters_are_read_in_every_encoding():
    text = event("DTSTART:20261201T100000", "LOCATION:Zürich, Café 東")
    for content in (
        text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be"),
        text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode(), text.replace("\n", "\r\r\n").encode(),
    ):  # fmt: skip
        assert the_one(parsed(content)).draft.notes == "Where: Zürich, Café 東"
    old = the_one(parsed(event("DTSTART:20261201T100000", "LOCATION:Zürich").encode("latin-1")))
    assert old.draft.notes == "Where: Zürich"
    assert "not in UTF-8" in old.left[0]


def test_a_line_folded_inside_a_letter_is_whole_again():
    content = (
        event("DTSTART:20261201T100000", "LOCATION:Zürich").encode().replace(b"\xc3\xbc", b"\xc3\r\n \xbc")
    )
    assert the_one(parsed(content)).draft.notes == "Where: Zürich"


def test_a_file_that_breaks_off_keeps_what_is_whole():
    two = parsed(GOOGLE.replace("END:VCALENDAR\n", "") + "BEGIN:VEVENT\nUID:z\nSUMMARY:cut")
    assert len(two.sessions) == 1
    assert [refused.why for refused in two.refused] == ["The file breaks off in the middle of it."]
    unended = parsed(NEXTCLOUD.replace("END:VEVENT\nBEGIN:VEVENT\nUID:n-2", "BEGIN:VEVENT\nUID:n-2"))
    assert (len(unended.sessions), len(unended.refused)) == (1, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"hello", b"\xff\xfe", b"BEGIN:VCARD\nEND:VCARD\n", b"BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n",
        b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n",
        b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 60,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * (limits.RECORDS + 1),
        b"BEGIN:VCALENDAR\n" + b" " * limits.BYTES,
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_a_sentence(content):
    with pytest.raises(Trouble) as trouble:
        parsed(content)
    assert trouble.value.sentence.endswith(".")


def test_a_text_that_is_too_long_refuses_its_event_only():
    batch = parsed(event("DTSTART:20261201T100000", "DESCRIPTION:" + "x" * (limits.TEXT + 1)))
    assert (batch.sessions, batch.refused[0].why) == ((), "A text in it is longer than 1 MB.")
    assert the_one(parsed(event("DTSTART:20261201T100000", "DESCRIPTION:" + "x" * 999_000))).draft.notes


def test_the_same_event_twice_is_told():
    batch = parsed(event("DTSTART:20261201T100000") * 2)
    assert len(batch.sessions) == 2  # two calendars in one file: each has its own
    lines = event("DTSTART:20261201T100000").replace("END:VCALENDAR\n", "")
    batch = parsed(lines + lines.partition("2.0\n")[2] + "END:VCALENDAR\n")
    assert (len(batch.sessions), batch.refused[0].why) == (1, "The same event stands in the file before.")


def test_mutants_end_in_trouble_or_in_drafts_that_can_be_kept():
    check_mutants(300, seed=1)


def check_mutants(count: int, seed: int) -> None:
    """Reads `count` damaged samples; a failure is an exception other than Trouble, or a draft that no notebook takes."""
    chance = random.Random(seed)
    for number in range(count):
        content = mutant(chance)
        try:
            batch = calendar.parse(content, "Europe/Berlin", NOW)
        except Trouble:
            continue
        except Exception as error:
            raise AssertionError(f"mutant {number} of seed {seed}: {content!r}") from error
        keys = [each.key for each in (*batch.people, *batch.series, *batch.sessions, *batch.actions)]
        assert len(keys) == len(set(keys)), content
        people, rows = {each.key for each in batch.people}, {each.key for each in batch.series}
        assert all(each.person in people | {""} for each in (*batch.sessions, *batch.actions))
        assert all(each.series in rows | {""} for each in batch.sessions)
        assert all(each.place and each.why for each in batch.refused)
        wrong = [problem for each in batch.sessions for problem in sessions.problems(each.draft)]
        wrong += [problem for each in batch.series for problem in series.problems(each.draft)]
        assert all(problem.flaw is problems.Flaw.RELATIONSHIP_MISSING for problem in wrong), content


_PIECES = (
    b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"END:VCALENDAR\n", b"BEGIN:VTIMEZONE\n", b"RRULE:FREQ=DAILY\n", b"\0", b"\r",
    b"RRULE:FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1\n", b"DTSTART:00010101T000000\n", b"DTSTART:99991231T235959Z\n",
    b"DURATION:P99999999999W\n", b"DTEND:19000101T000000Z\n", b"RDATE:20261201T100000,20261202T100000\n",
    b"RECURRENCE-ID:20261203T150000\n", b"EXDATE:20261203T150000Z\n", b"ATTENDEE;CN=\"a:mailto:a@b\n", b";;;==::",
    b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"INTERVAL=0;", b"TZID=:", b"X-MENTEE-SESSIONS:mentee-1 mentee-1\n",
    b"UNTIL=99990101T000000Z;", b"DTSTART;TZID=Europe/Berlin:20270328T023000\n", b"COUNT=0;", b"\n ", b"\\", b"\"",
    b"DTSTART;VALUE=DATE:20261201\n", b"RRULE:FREQ=YEARLY;BYMONTH=2;UNTIL=29990101\n", b"GEO:x;y\n", b"URL:\n",
)  # fmt: skip


def mutant(chance: random.Random) -> bytes:
    """One sample, damaged at some places: bytes changed, cut, doubled, moved, or pieces of other things put in."""
    content = bytearray(chance.choice(SAMPLES).encode())
    for _cut in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) or 1)
        until = min(len(content), at + chance.choice((1, 1, 3, 20, 200)))
        how = chance.randrange(6)
        if how == 0:
            content[at:until] = b""
        elif how == 1:
            content[at:at] = chance.choice(_PIECES)
        elif how == 2:
            content[at:at] = content[at:until] * chance.choice((1, 2, 50))
        elif how == 3:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 4:
            content[at:] = b"" if chance.random() < 0.3 else content[at:]
        else:
            lines = bytes(content).split(b"\n")
            lines.insert(chance.randrange(len(lines)), chance.choice(_PIECES).rstrip(b"\n"))
            content = bytearray(b"\n".join(lines))
    return bytes(content)


def test_a_whole_calendar_is_read_in_order():
    lines = "".join(
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:{NOW + timedelta(hours=n):%Y%m%dT%H%M%S}\nEND:VEVENT\n"
        for n in range(1, 1001)
    )
    batch = parsed(f"BEGIN:VCALENDAR\n{lines}END:VCALENDAR\n")
    assert [each.uid for each in batch.sessions] == [str(n) for n in range(1, 1001)]


ADA, TOM, BO = "Ada:mailto:ada@b.example", "Tom Kirsch:mailto:tom@a.example", "Bo:mailto:bo@b.example"


def _calendar(*events, around=""):
    """Events on one day after the other, each with an organiser and those who attend."""
    inside = [
        event(
            f"DTSTART:202612{day:02}T090000Z",
            f"ORGANIZER;CN={organiser}",
            *(f"ATTENDEE;CN={each}" for each in attending),
        )
        .replace("UID:u", f"UID:u{day}")
        .split("VERSION:2.0\n")[1]
        .removesuffix("END:VCALENDAR\n")
        for day, (organiser, *attending) in enumerate(events, 1)
    ]
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{around}{''.join(inside)}END:VCALENDAR\n"


@pytest.mark.parametrize(
    ("text", "mentors"),
    [
        (_calendar([TOM, TOM, ADA]), ["Ada"]),
        (_calendar([TOM, TOM, ADA], [BO, TOM, BO]), ["Ada", "Bo"]),
        (_calendar([TOM, TOM, ADA], [TOM, ADA, TOM], [ADA, TOM]), ["Ada"]),
        (_calendar([ADA, TOM], around="X-WR-CALNAME:Tom Kirsch\n"), ["Ada"]),
        (_calendar([ADA, TOM], [TOM, ADA]), None),
    ],
)
def test_the_address_in_most_events_is_taken_to_be_yours_where_yours_are_not_known(text, mentors):
    batch = parsed(text)
    told = [remark for session in batch.sessions for remark in session.left if "taken to be you" in remark]
    if mentors is None:  # both are in as many events, and invite to as many
        assert told == []
    else:
        assert [person.draft.name for person in batch.people] == mentors
        assert told == ["tom@a.example was taken to be you."]


def test_nobody_is_taken_to_be_you_where_your_address_is_known():
    batch = parsed(_calendar([ADA, TOM], [ADA, TOM], [ADA, TOM]), own_addresses=["tom@a.example"])
    assert [person.draft.name for person in batch.people] == ["Ada"]
    assert {remark for session in batch.sessions for remark in session.left} == set()
    named = parsed(_calendar([ADA, TOM], around="X-WR-CALNAME:tom@a.example\n"))
    assert [person.draft.name for person in named.people] == ["Ada"] and named.sessions[0].left == ()


@pytest.mark.parametrize(
    ("text", "mentors", "me"),
    [
        (_calendar([ADA, TOM], around="METHOD:REQUEST\n"), ["Ada"], "tom"),
        (_calendar([ADA, ADA, TOM], around="METHOD:request\n"), ["Ada"], "tom"),
        (_calendar([ADA, TOM], [ADA, TOM], around="METHOD:REQUEST\n"), ["Ada"], "tom"),
        (_calendar([ADA, TOM], around="METHOD:REQUEST\nX-WR-CALNAME:Ada\n"), ["Tom Kirsch"], "ada"),
        (_calendar([ADA, TOM], around="METHOD:PUBLISH\n"), ["Tom Kirsch"], "ada"),
        (_calendar([ADA, TOM, BO], around="METHOD:REQUEST\n"), ["Tom Kirsch"], "ada"),
        (_calendar([ADA, TOM]) + _calendar([ADA, TOM], around="METHOD:REQUEST\n"), ["Tom Kirsch"], "ada"),
    ],
)
def test_an_invitation_to_one_person_is_from_the_mentor_and_any_other_event_is_yours(text, mentors, me):
    batch = parsed(text)
    assert [person.draft.name for person in batch.people] == mentors
    told = [remark for session in batch.sessions for remark in session.left if "taken to be you" in remark]
    assert [remark.partition("@")[0] for remark in told] == [me]


def test_whose_invitation_it_is_is_not_guessed_where_your_address_is_known():
    text = _calendar([ADA, TOM], around="METHOD:REQUEST\n")
    mine = parsed(text, own_addresses=["ada@b.example"])
    assert [person.draft.name for person in mine.people] == ["Tom Kirsch"] and mine.sessions[0].left == ()
    strange = parsed(text, own_addresses=["someone@else.example"])
    assert not any("taken to be you" in remark for remark in strange.sessions[0].left)
